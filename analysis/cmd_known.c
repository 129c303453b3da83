/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis known`: the released findings as a tag set, so that the next wave's questionnaire can ask which of them people
 * recognise.
 */
#include "commands.h"

#include <stdio.h>

#include "verbs.h"

static const char about[] =
    "Writes the titles of the released findings of a kind as a tag set (survey-questionnaire(5)). The\n"
    "file is to be called ID.yaml and put into questionnaires/tagsets/. Without --output it is written to "
    "the terminal.";

static const char *kind_name, *id, *output;

static bool
run_write(struct verb_call *call, struct error *err)
{
	struct buf out = BUF_INIT;
	enum mention_kind kind = MENTION_NONE;
	bool good = false;

	for (int k = MENTION_NONE + 1; k < MENTION_KIND_COUNT; k++)
		if (view_is(view_of(kind_name), mention_kind_name((enum mention_kind)k)))
			kind = (enum mention_kind)k;
	if (kind == MENTION_NONE) {
		fail(err, ERROR_INVALID, "--kind is olifantenpaadje or broodje_aap");
		goto out;
	}
	if (!finding_write_tagset(call->coding, kind, view_of(id), &out, err))
		goto out;
	if (output != NULL)
		good = file_write(output, buf_view(&out), 0644, true, err);
	else
		good = fputs(out.data, stdout) >= 0;
out:
	buf_release(&out);
	return good;
}

static const struct verb list[] = {
	{ .name = "known", .run = run_write },
	{ .name = NULL },
};

int
cmd_known(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "kind",
		  .argument = "KIND",
		  .text = &kind_name,
		  .needed = true,
		  .help = "olifantenpaadje or broodje_aap." },
		{ .name = "id",
		  .argument = "ID",
		  .text = &id,
		  .needed = true,
		  .help = "Of the tag set, for instance known-2027." },
		{ .name = "output",
		  .argument = "FILE",
		  .text = &output,
		  .help = "The file to write, for instance questionnaires/tagsets/known-2027.yaml." },
	};
	const struct verbs verbs = { .about = about,
		                     .list = list,
		                     .single = true,
		                     .shows = true,
		                     .options = options,
		                     .option_count = 3 };

	kind_name = id = output = NULL;
	return verbs_main(&verbs, argc, argv);
}
