/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis redact`: what looks like personal data in the mentions and in the cards of findings, and what was decided about it.
 */
#include "commands.h"

#include <stdio.h>

#include "analysis/decisions/card_marks.h"
#include "verbs.h"

static const char about[] =
    "Marks of likely personal data in the mentions: a person decides whether each is taken out or\n"
    "stays. No quote is released while a mark in it is undecided. What is not found stays: somebody\n"
    "must read what is quoted, and can mark a place by hand with `redact`.\n\n"
    "Cards of findings are looked at too. What the team wrote is mended in the card (analysis finding\n"
    "set) or stays; a finding is not released while something in its card is undecided.";

static bool everything; /* --all: decided marks too */

/* `of` is "mention" or "finding". */
static void
print_mark(const struct verb_call *call, const char *of, struct view id, const struct mark *mark)
{
	static const char *const states[] = { "open", "redact", "keep", "conflict" };
	struct arena arena = ARENA_INIT;
	struct view place = place_write(&mark->place, &arena);

	if (call->json) {
		verb_print_json(json_pack("{s:o, s:o, s:s, s:o, s:s}", of, json_stringn(id.ptr, id.len),
		                          "place", json_stringn(place.ptr, place.len), "kind", mark->kind,
		                          "text", json_stringn(mark->text.ptr, mark->text.len), "state",
		                          states[mark->state]));
	} else {
		printf("%.*s %.*s  %s  %s  ", VIEW_ARGS(id), VIEW_ARGS(place), mark->kind,
		       states[mark->state]);
		verb_print_line(mark->text);
	}
	arena_release(&arena);
}

/* How many of them are to be decided. */
static size_t
print_marks(const struct verb_call *call, const char *of, struct view id, const struct marks *marks)
{
	size_t open = 0;

	for (size_t m = 0; m < marks->count; m++) {
		bool decided = marks->list[m].state == MARK_REDACT || marks->list[m].state == MARK_KEEP;

		open += !decided;
		if (everything || !decided)
			print_mark(call, of, id, &marks->list[m]);
	}
	return open;
}

static size_t
list_mentions(const struct verb_call *call)
{
	const struct mention_list *mentions = coding_mentions(call->coding);
	size_t open = 0;

	for (size_t i = 0; i < mentions->count; i++) {
		struct marks marks;

		marks_find(&marks, call->coding, &mentions->list[i]);
		open += print_marks(call, "mention", view_of(mentions->list[i].id), &marks);
		marks_release(&marks);
	}
	return open;
}

static size_t
list_cards(const struct verb_call *call)
{
	struct findings findings;
	size_t open = 0;

	findings_make(&findings, call->coding);
	for (size_t f = 0; f < findings.count; f++) {
		struct marks marks;

		/* What was merged into another shows no card any more. */
		if (findings.list[f].into.len > 0)
			continue;
		card_marks_find(&marks, call->coding, findings.list[f].id);
		open += print_marks(call, "finding", findings.list[f].id, &marks);
		marks_release(&marks);
	}
	findings_release(&findings);
	return open;
}

static bool
run_list(struct verb_call *call, struct error *err)
{
	size_t open = list_mentions(call);

	(void)err;
	open += list_cards(call);
	if (!call->json)
		printf("%zu to be decided\n", open);
	return true;
}

static bool
is_finding(const struct verb_call *call, struct view id)
{
	return coding_field(call->coding, DECISION_FINDING, id, VIEW("kind"), VIEW("")) != NULL;
}

static bool
decide(struct verb_call *call, enum mark_state state, struct error *err)
{
	const struct mention *mention;
	struct view subject = verb_argument(call, 0), coder = call->viewer.coder;
	struct place place;
	bool card = is_finding(call, subject);

	if (!card && !verb_mention(call, 0, &mention, err))
		return false;
	if (!place_read(verb_argument(call, 1), &place))
		return fail(err, ERROR_INVALID, "a place is %s:FROM-TO, as the list has it",
		            card ? "PART" : "QUESTION");
	return card ? card_mark_decide(call->coding, coder, subject, &place, state, err)
	            : mark_decide(call->coding, coder, mention, &place, state, err);
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
	{ "keep", "MENTION|FINDING PLACE",
	  "lets it stay; in a card as long as these words stand in that part", 2, 2, VERB_DECIDES, run_keep },
	{ "open", "MENTION|FINDING PLACE", "makes it undecided again", 2, 2, VERB_DECIDES, run_open },
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
