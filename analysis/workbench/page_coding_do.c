/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is sent from the page for coding: tags, the finding, quotes, marks, a memo. `do` says which.
 */
#include "mention_page.h"
#include "pages.h"

#include <string.h>

#include "tagging.h"

/* The places of the words that were selected or typed; in `places`. None were typed: the whole story. */
static size_t
places_of(struct visit *visit, const struct mention *mention, bool all, struct place *places, size_t most)
{
	struct view words = visit_field(visit, "words");
	size_t count = 0;

	if (words.len == 0) {
		struct view story = mention_story(mention);

		if (story.len > 0)
			places[count++] = place_of(mention->rows->group->story->id, story, story);
		return count;
	}
	for (size_t t = 0; t < mention->rows->text_count; t++) {
		const struct text_column *column = &mention->rows->texts[t];
		struct view text = column->views[mention->row], rest = text;

		while (count < most && (all || count == 0) && rest.len >= words.len) {
			const char *at = memmem(rest.ptr, rest.len, words.ptr, words.len);

			if (at == NULL)
				break;
			places[count++] =
			    place_of(column->question->id, text, (struct view){ at, words.len });
			rest.len -= (size_t)(at - rest.ptr) + words.len;
			rest.ptr = at + words.len;
		}
	}
	if (count == 0) {
		visit_say(visit, "words_absent", NULL);
		visit->workbench->refusal = true;
	}
	return count;
}

static void
propose_quote(struct visit *visit, const struct mention *mention)
{
	struct error err = ERROR_INIT;
	struct place place;

	if (places_of(visit, mention, false, &place, 1) == 0)
		return;
	if (quote_decide(visit->workbench->coding, visit->workbench->coder, mention, &place, QUOTE_PROPOSED,
	                 &err))
		visit_say(visit, "quote_is_proposed", NULL);
	else
		visit_refuse(visit, &err);
}

static void
withdraw_quote(struct visit *visit, const struct mention *mention)
{
	struct error err = ERROR_INIT;
	struct place place;

	if (!place_read(visit_field(visit, "place"), &place))
		return;
	if (quote_decide(visit->workbench->coding, visit->workbench->coder, mention, &place, QUOTE_NONE,
	                 &err))
		visit_say(visit, "quote_is_withdrawn", NULL);
	else
		visit_refuse(visit, &err);
}

/* By hand: these words, everywhere in this mention. */
static void
redact_words(struct visit *visit, const struct mention *mention)
{
	enum { MOST = 50 };
	struct error err = ERROR_INIT;
	struct place places[MOST];
	size_t count;
	bool good = true;

	if (visit_field(visit, "words").len == 0) {
		visit_say(visit, "words_which", NULL);
		visit->workbench->refusal = true;
		return;
	}
	count = places_of(visit, mention, true, places, MOST);
	for (size_t i = 0; good && i < count; i++)
		good = mark_decide(visit->workbench->coding, visit->workbench->coder, mention, &places[i],
		                   MARK_REDACT, &err);
	if (!good)
		visit_refuse(visit, &err);
	else if (count > 0)
		visit_say_count(visit, "words_redacted", count);
}

static void
decide_mark(struct visit *visit, const struct mention *mention, enum mark_state state, const char *said)
{
	struct error err = ERROR_INIT;
	struct place place;

	if (!place_read(visit_field(visit, "place"), &place))
		return;
	if (mark_decide(visit->workbench->coding, visit->workbench->coder, mention, &place, state, &err))
		visit_say(visit, said, NULL);
	else
		visit_refuse(visit, &err);
}

static void
redact_mark(struct visit *visit, const struct mention *mention)
{
	decide_mark(visit, mention, MARK_REDACT, "mark_is_redacted");
}

static void
keep_mark(struct visit *visit, const struct mention *mention)
{
	decide_mark(visit, mention, MARK_KEEP, "mark_is_kept");
}

static void
open_mark(struct visit *visit, const struct mention *mention)
{
	decide_mark(visit, mention, MARK_OPEN, "mark_is_open");
}

static void
keep_memo(struct visit *visit, const struct mention *mention)
{
	const struct wish wish = { .kind = DECISION_MEMO,
		                   .subject = view_of(mention->id),
		                   .part = { "", 0 },
		                   .value = visit_field(visit, "memo") };

	if (visit_decide(visit, &wish, 1, NULL))
		visit_say(visit, "memo_kept", NULL);
}

static void
join_finding(struct visit *visit, const struct mention *mention)
{
	struct view id = view_of(mention->id);

	tagging_join(visit, visit_field(visit, "finding"), &id, 1);
}

static void
leave_finding(struct visit *visit, const struct mention *mention)
{
	struct view id = view_of(mention->id);

	tagging_join(visit, (struct view){ "", 0 }, &id, 1);
}

static void
take_tag(struct visit *visit, const struct mention *mention)
{
	struct view id = view_of(mention->id);

	tagging_take(visit, visit_field(visit, "tag"), &id, 1);
}

static void
no_tag_fits(struct visit *visit, const struct mention *mention)
{
	const struct wish wish = { .kind = DECISION_CODED,
		                   .subject = view_of(mention->id),
		                   .part = { "", 0 },
		                   .value = VIEW("yes") };

	if (visit_decide(visit, &wish, 1, NULL))
		visit_say(visit, "none_fits_kept", NULL);
}

/* Rows with `shared` change what others made too: not for a coder who works blind. */
static const struct {
	const char *name;
	void (*run)(struct visit *visit, const struct mention *mention);
	bool shared;
} deeds[] = {
	{ "none", no_tag_fits, false },       { "take", take_tag, false },
	{ "join", join_finding, true },       { "leave", leave_finding, true },
	{ "memo", keep_memo, true },          { "quote", propose_quote, true },
	{ "withdraw", withdraw_quote, true }, { "words", redact_words, false },
	{ "redact", redact_mark, false },     { "keep", keep_mark, false },
	{ "open", open_mark, false },         { "read", mention_keep_read, false },
};

/* The mention behind this one in the queue, as it was when it was opened. */
static const char *
next_of(struct visit *visit, const struct mention *mention)
{
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	const struct selection *selection = selections_as_it_was(visit->workbench->selections, visit->one);
	size_t place = selection == NULL ? 0 : selection_place(selection, (size_t)(mention - mentions->list));

	if (selection == NULL || place + 1 >= selection->count)
		return mention->id;
	return mentions->list[selection->list[place + 1]].id;
}

void
bench_code_mention(struct visit *visit)
{
	const struct mention *mention = visit_mention(visit, visit->two);
	struct view deed, id, label;
	bool good = true, onward;

	if (mention == NULL)
		return;
	id = view_of(mention->id);
	deed = visit_field(visit, "do");
	onward = view_is(deed, "next");
	label = visit_field(visit, visit_sent(visit, "chosen") ? "chosen" : "label");
	if (visit_sent(visit, "chosen") || view_is(deed, "tag") || (onward && label.len > 0))
		good = tagging_give(visit, label, &id, 1);
	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (view_is(deed, deeds[i].name) && !(deeds[i].shared && visit->workbench->blind))
			deeds[i].run(visit, mention);
	visit_go(visit, "coding/%.*s/%s", VIEW_ARGS(visit->one),
	         onward && good ? next_of(visit, mention) : mention->id);
}
