/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis redact`: what looks like personal data in the mentions, and what was decided about it.
 */
#include "commands.h"

#include <stdio.h>

#include "verbs.h"

static const char about[] =
    "Marks of likely personal data in the mentions: a person decides whether each is taken out or\n"
    "stays. No quote is released while a mark in it is undecided. What is not found stays: somebody\n"
    "must read what is quoted, and can mark a place by hand with `redact`.";

static bool everything; /* --all: decided marks too */

static void
print_mark(const struct verb_call *call, const struct mention *mention, const struct mark *mark)
{
	static const char *const states[] = { "open", "redact", "keep", "conflict" };
	struct arena arena = ARENA_INIT;
	struct view place = place_write(&mark->place, &arena);

	if (call->json) {
		verb_print_json(json_pack("{s:s, s:o, s:s, s:o, s:s}", "mention", mention->id, "place",
		                          json_stringn(place.ptr, place.len), "kind", mark->kind, "text",
		                          json_stringn(mark->text.ptr, mark->text.len), "state",
		                          states[mark->state]));
	} else {
		printf("%s %.*s  %s  %s  ", mention->id, VIEW_ARGS(place), mark->kind, states[mark->state]);
		verb_print_line(mark->text);
	}
	arena_release(&arena);
}

static bool
run_list(struct verb_call *call, struct error *err)
{
	const struct mention_list *mentions = coding_mentions(call->coding);
	size_t open = 0;

	(void)err;
	for (size_t i = 0; i < mentions->count; i++) {
		struct marks marks;

		marks_find(&marks, call->coding, &mentions->list[i]);
		for (size_t m = 0; m < marks.count; m++) {
			bool decided = marks.list[m].state == MARK_REDACT || marks.list[m].state == MARK_KEEP;

			open += !decided;
			if (everything || !decided)
				print_mark(call, &mentions->list[i], &marks.list[m]);
		}
		marks_release(&marks);
	}
	if (!call->json)
		printf("%zu to be decided\n", open);
	return true;
}

static bool
decide(struct verb_call *call, enum mark_state state, struct error *err)
{
	const struct mention *mention;
	struct place place;

	if (!verb_mention(call, 0, &mention, err))
		return false;
	if (!place_read(verb_argument(call, 1), &place))
		return fail(err, ERROR_INVALID, "a place is QUESTION:FROM-TO, as the list has it");
	return mark_decide(call->coding, call->viewer.coder, mention, &place, state, err);
}

static bool
run_redact(struct verb_call *call, struct error *err)
{
	return decide(call, MARK_REDACT, err);
}

static bool
run_keep(struct verb_call *call, struct error *err)
{
	return decide(call, MARK_KEEP, err);
}

static bool
run_open(struct verb_call *call, struct error *err)
{
	return decide(call, MARK_OPEN, err);
}

static bool
run_checked(struct verb_call *call, struct error *err)
{
	const struct mention *mention;
	struct wish wish = { .kind = DECISION_CHECK, .value = VIEW("yes") };

	if (!verb_mention(call, 0, &mention, err))
		return false;
	wish.subject = view_of(mention->id);
	wish.part = call->count > 1 ? verb_argument(call, 1) : mention->rows->group->story->id;
	return verb_decide(call, &wish, 1, err);
}

static const struct verb list[] = {
	{ "list", NULL, "the marks that are to be decided", 0, 0, VERB_LOOKS, run_list },
	{ "redact", "MENTION PLACE", "takes it out, also where nothing was found", 2, 2, VERB_DECIDES,
	  run_redact },
	{ "keep", "MENTION PLACE", "lets it stay", 2, 2, VERB_DECIDES, run_keep },
	{ "open", "MENTION PLACE", "makes it undecided again", 2, 2, VERB_DECIDES, run_open },
	{ "checked", "MENTION [QUESTION]", "says that a person read the text for what no pattern finds", 1, 2,
	  VERB_DECIDES, run_checked },
	{ .name = NULL },
};

int
cmd_redact(int argc, char **argv)
{
	const struct option_line options[] = {
		{ .name = "all", .flag = &everything, .help = "list: what was decided too." },
	};
	const struct verbs verbs = { .about = about, .list = list, .options = options, .option_count = 1 };

	everything = false;
	return verbs_main(&verbs, argc, argv);
}
