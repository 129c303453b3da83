/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis merge`: takes over what was decided on another laptop.
 */
#include "commands.h"

#include <stdio.h>

#include "open_study.h"
#include "verbs.h"

static const char about[] =
    "Takes over the decisions of other copies of the study. What two laptops decided without seeing\n"
    "each other is a conflict and stands in the queue (analysis code queue) until somebody decides;\n"
    "nobody wins in silence. The order of merging changes nothing, and doing it again is harmless.\n"
    "Answers are not taken over: import those where they are wanted.";

static const char *other_passphrase_file;

static bool
merge_one(struct verb_call *call, const char *path, struct error *err)
{
	const char *passphrase_file =
	    other_passphrase_file != NULL ? other_passphrase_file : call->passphrase_file;
	struct study *other = NULL;
	size_t taken = 0;
	bool good =
	    open_study(path, passphrase_file, &other, err) && coding_merge(call->coding, other, &taken, err);

	if (good)
		printf("%s: %zu decision%s taken over\n", path, taken, taken == 1 ? "" : "s");
	study_close(other);
	return good;
}

static bool
run_merge(struct verb_call *call, struct error *err)
{
	size_t conflicts, disagreements;
	bool good = true;

	for (size_t i = 0; good && i < call->count; i++)
		good = merge_one(call, call->arguments[i], err);
	coding_conflicts(call->coding, &conflicts);
	coding_disagreements(call->coding, &disagreements);
	if (good)
		printf("%zu conflict%s, %zu disagreement%s\n", conflicts, conflicts == 1 ? "" : "s",
		       disagreements, disagreements == 1 ? "" : "s");
	return good;
}

static const struct verb list[] = {
	{ .name = "merge",
	  .arguments = "STUDY…",
	  .least = 1,
	  .most = VERB_MANY,
	  .run = run_merge,
	  .access = VERB_WRITES },
	{ .name = NULL },
};

int
cmd_merge(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "other-passphrase-file",
		  .argument = "FILE",
		  .text = &other_passphrase_file,
		  .help = "The passphrase of the copies, where it is another one." },
	};
	const struct verbs verbs = {
		.about = about, .list = list, .single = true, .options = options, .option_count = 1
	};

	other_passphrase_file = NULL;
	return verbs_main(&verbs, argc, argv);
}
