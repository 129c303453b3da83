/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis codebook`: the tags the team codes with.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "analysis/importers/codebook_import.h"
#include "verbs.h"

static const char about[] =
    "The codebook: names, definitions, examples, keywords, colours, and which tag stands below which.\n"
    "It is kept in the study, as decisions; a YAML file is how it comes in and goes out. Codebooks of other\n"
    "programs come in as REFI-QDA (.qdc) or CSV, and go out with `analysis export`. Such a file is read by "
    "a\n"
    "process that can reach nothing else, before the study is opened.";

static bool
run_list(struct verb_call *call, struct error *err)
{
	struct codebook codebook;

	(void)err;
	codebook_make(&codebook, call->coding);
	for (size_t i = 0; i < codebook.count; i++) {
		const struct code *code = &codebook.list[i];

		if (call->json) {
			verb_print_json(material_code(call->coding, code));
			continue;
		}
		printf("%*s%.*s  %.*s%s", (int)(2 * code->depth), "", VIEW_ARGS(code->id),
		       VIEW_ARGS(code->name), code->retired ? " (retired)" : "");
		if (code->into.len > 0)
			printf(" (now %.*s)", VIEW_ARGS(codebook_resolve(call->coding, code->id)));
		printf("\n");
	}
	codebook_release(&codebook);
	return true;
}

static bool
run_read(struct verb_call *call, struct error *err)
{
	return verb_read(call, codebook_read, err);
}

/* A codebook of another program, and what is wrong with it. */
struct brought {
	struct buf bytes;
	struct problems problems;
	struct code_reading *reading;
};

static bool
prepare_import(struct verb_call *call, struct error *err)
{
	struct brought *brought = xcalloc(1, sizeof(*brought));

	*brought = (struct brought){ .bytes = BUF_INIT, .problems = PROBLEMS_INIT };
	call->prepared = brought;
	if (!buf_read_file(&brought->bytes, call->arguments[0], CODEBOOK_FILE_BYTES, err))
		return false;
	brought->reading =
	    codebook_file_read(buf_view(&brought->bytes), call->arguments[0], &brought->problems, err);
	return brought->reading != NULL;
}

static void
discard_import(struct verb_call *call)
{
	struct brought *brought = call->prepared;

	if (brought == NULL)
		return;
	codebook_file_free(brought->reading);
	problems_release(&brought->problems);
	buf_release(&brought->bytes);
	free(brought);
}

static bool
run_import(struct verb_call *call, struct error *err)
{
	struct brought *brought = call->prepared;
	size_t made = 0;
	bool good = codebook_import(call->coding, call->viewer.coder, brought->reading, &made, err);

	problems_print(&brought->problems, stderr);
	if (good)
		printf("%zu decision%s\n", made, made == 1 ? "" : "s");
	return good;
}

static bool
run_write(struct verb_call *call, struct error *err)
{
	struct codebook codebook;
	struct buf out = BUF_INIT;
	bool good;

	codebook_make(&codebook, call->coding);
	codebook_write(&codebook, &out);
	good = verb_write(call, &out, err);
	codebook_release(&codebook);
	buf_release(&out);
	return good;
}

static bool
run_set(struct verb_call *call, struct error *err)
{
	struct wish wish = { DECISION_CODE, verb_argument(call, 0), verb_argument(call, 1),
		             verb_argument(call, 2) };

	return verb_decide(call, &wish, 1, err);
}

static bool
run_merge(struct verb_call *call, struct error *err)
{
	struct view from = verb_argument(call, 0), to = verb_argument(call, 1);
	struct preview preview;

	if (!codebook_preview_merge(call->coding, from, to, &preview, err))
		return false;
	return !verb_preview(call, &preview, from, to) ||
	       codebook_merge(call->coding, call->viewer.coder, from, to, err);
}

static bool
run_split(struct verb_call *call, struct error *err)
{
	struct view from = verb_argument(call, 0), to = verb_argument(call, 1);
	struct preview preview;
	struct view *mentions = NULL;
	size_t count;
	bool good = verb_mentions(call, 3, &mentions, &count, err) &&
	            codebook_preview_split(call->coding, from, mentions, count, &preview, err);

	if (good && verb_preview(call, &preview, from, to))
		good = codebook_split(call->coding, call->viewer.coder, from, to, verb_argument(call, 2),
		                      mentions, count, err);
	free(mentions);
	return good;
}

static bool
run_move(struct verb_call *call, struct error *err)
{
	return codebook_move(call->coding, call->viewer.coder, verb_argument(call, 0), verb_argument(call, 1),
	                     err);
}

static const struct verb list[] = {
	{ "list", NULL, "the tags, children below their parents", 0, 0, VERB_LOOKS, run_list },
	{ "read", "FILE", "takes over what a YAML file says", 1, 1, VERB_DECIDES, run_read },
	{ "import", "FILE", "takes over a codebook of another program: .qdc or .qdpx (REFI-QDA) or .csv", 1,
	  1, VERB_DECIDES, run_import },
	{ "write", "[FILE]", "writes the codebook as YAML", 0, 1, VERB_LOOKS, run_write },
	{ "set", "TAG PART VALUE",
	  "name, definition, example, keywords, colour, parent, state (used or retired)", 3, 3, VERB_DECIDES,
	  run_set },
	{ "merge", "TAG TAG", "the first counts as the second from now on; a preview without --yes", 2, 2,
	  VERB_DECIDES, run_merge },
	{ "split", "TAG NEW-TAG NAME MENTION…",
	  "gives these mentions a new tag instead; a preview without --yes", 4, VERB_MANY, VERB_DECIDES,
	  run_split },
	{ "move", "TAG [PARENT]", "puts a tag below another, or below none", 1, 2, VERB_DECIDES, run_move },
	{ .name = NULL },
};

int
cmd_codebook(int argc, char **argv)
{
	const struct verb_preparation preparation = { "import", prepare_import, discard_import };
	const struct verbs verbs = { .about = about, .list = list, .preparation = &preparation };

	return verbs_main(&verbs, argc, argv);
}
