/* SPDX-License-Identifier: EUPL-1.2
 *
 * Quotes and marks of personal data: analysis/decisions/quote.h. Deciding about them is quote_decide.c.
 */
#include "quote.h"

#include <stdlib.h>

#include "analysis/text/names.h"

#define TAKEN_OUT "[…]"

static const struct view nobody = { "", 0 };

/* ---- Marks ---------------------------------------------------------------------------------------------- */

enum mark_state
mark_state_of(const struct coding *coding, struct view subject, struct view field)
{
	struct view value;
	enum mark_state state = MARK_OPEN;
	enum coding_value found = coding_value(coding, DECISION_MARK, subject, field, nobody, &value);

	if (found == CODING_CONFLICT)
		state = MARK_CONFLICT;
	else if (view_is(value, "redact"))
		state = MARK_REDACT;
	else if (view_is(value, "keep"))
		state = MARK_KEEP;
	return state;
}

static enum mark_state
state_of(const struct coding *coding, struct view mention, const struct place *place)
{
	struct arena arena = ARENA_INIT;
	enum mark_state state = mark_state_of(coding, mention, place_write(place, &arena));

	arena_release(&arena);
	return state;
}

/* Marks that are being gathered; each place once. */
struct mark_list {
	struct mark *list; /* owned */
	size_t count, room;
};

static void
add_mark(struct mark_list *to, struct mark mark)
{
	for (size_t i = 0; i < to->count; i++)
		if (place_equal(&to->list[i].place, &mark.place))
			return;
	if (to->count == to->room) {
		to->room = to->room == 0 ? 16 : to->room * 2;
		to->list = xrealloc(to->list, to->room, sizeof(*to->list));
	}
	to->list[to->count++] = mark;
}

static void
look_in_text(const struct names *names, const struct text_column *column, struct view text,
             struct arena *arena, struct mark_list *found)
{
	struct view question = column->question->id;
	struct personal_place *places;
	size_t count = names_find(names, text, arena, &places);

	for (size_t i = 0; i < count; i++)
		add_mark(found, (struct mark){ .place = place_of(question, text, places[i].found),
		                               .text = places[i].found,
		                               .kind = places[i].kind });
}

static int
compare_places(const struct place *one, const struct place *other)
{
	int order = view_compare(one->question, other->question);

	if (order != 0)
		return order;
	if (one->from != other->from)
		return one->from < other->from ? -1 : 1;
	return (one->to > other->to) - (one->to < other->to);
}

static int
compare_marks(const void *a, const void *b)
{
	return compare_places(&((const struct mark *)a)->place, &((const struct mark *)b)->place);
}

static void
look(const struct names *names, const struct mention *mention, struct arena *arena, struct mark_list *found)
{
	for (size_t i = 0; i < mention->rows->text_count; i++) {
		const struct text_column *column = &mention->rows->texts[i];

		look_in_text(names, column, column->views[mention->row], arena, found);
	}
}

size_t
marks_look(const struct names *names, const struct mention *mention, struct arena *arena, struct mark **found)
{
	struct mark_list list = { .list = NULL };
	struct arena words = ARENA_INIT;

	look(names, mention, &words, &list);
	if (list.count > 0)
		qsort(list.list, list.count, sizeof(*list.list), compare_marks);
	*found = list.count == 0 ? NULL : arena_array(arena, list.count, sizeof(**found));
	for (size_t i = 0; i < list.count; i++)
		(*found)[i] = list.list[i];
	free(list.list);
	arena_release(&words);
	return list.count;
}

void
marks_find(struct marks *marks, const struct coding *coding, const struct mention *mention)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_MARK, view_of(mention->id), &count);
	struct mark_list list = { .list = NULL };

	*marks = MARKS_INIT;
	look(coding_names(coding), mention, &marks->arena, &list);
	for (size_t i = 0; i < list.count; i++)
		list.list[i].state = state_of(coding, view_of(mention->id), &list.list[i].place);
	for (size_t i = 0; i < count; i++) {
		struct mark mark = { .kind = "by hand" };

		if ((!fields[i].conflict && view_is(fields[i].heads[0]->value, "no")) ||
		    !place_read(fields[i].part, &mark.place) ||
		    !place_cut(&mark.place, mention_text(mention, mark.place.question), &mark.text))
			continue;
		mark.place.question = arena_copy(&marks->arena, mark.place.question);
		mark.state = state_of(coding, view_of(mention->id), &mark.place);
		add_mark(&list, mark);
	}
	marks->list = list.list;
	marks->count = list.count;
	if (marks->count > 0)
		qsort(marks->list, marks->count, sizeof(*marks->list), compare_marks);
}

bool
marks_undecided(const struct coding *coding, const struct mention *mention, const struct mark *found,
                size_t count)
{
	size_t field_count;
	const struct decided *fields =
	    coding_fields(coding, DECISION_MARK, view_of(mention->id), &field_count);
	bool undecided = field_count == 0 && count > 0;

	for (size_t i = 0; field_count > 0 && !undecided && i < count; i++)
		undecided = state_of(coding, view_of(mention->id), &found[i].place) == MARK_OPEN;
	for (size_t i = 0; !undecided && i < field_count; i++)
		undecided = fields[i].conflict;
	return undecided;
}

void
marks_release(struct marks *marks)
{
	free(marks->list);
	arena_release(&marks->arena);
	*marks = MARKS_INIT;
}

/* ---- Quotes --------------------------------------------------------------------------------------------- */

/* Mentions stand in the order of their ids. */
static int
compare_quotes(const void *a, const void *b)
{
	const struct quote *one = a, *other = b;

	if (one->mention != other->mention)
		return one->mention < other->mention ? -1 : 1;
	return compare_places(&one->place, &other->place);
}

void
quotes_make(struct quotes *quotes, struct coding *coding)
{
	size_t count;
	const struct decided *fields =
	    coding_fields(coding, DECISION_QUOTE, (struct view){ NULL, 0 }, &count);

	*quotes = QUOTES_INIT;
	quotes->list = xcalloc(count, sizeof(*quotes->list));
	for (size_t i = 0; i < count; i++) {
		struct quote quote = { .mention = mentions_find(coding_mentions(coding), fields[i].subject) };
		struct view value = fields[i].heads[0]->value;

		/* A mention can be missing: it was imported on the other laptop. */
		if (quote.mention == NULL || !place_read(fields[i].part, &quote.place))
			continue;
		quote.state = fields[i].conflict         ? QUOTE_CONFLICT
		            : view_is(value, "released") ? QUOTE_RELEASED
		            : view_is(value, "proposed") ? QUOTE_PROPOSED
		                                         : QUOTE_NONE;
		if (quote.state == QUOTE_RELEASED && !quote_goes_out(coding, quote.mention, &quote.place))
			quote.state = QUOTE_PROPOSED;
		if (quote.state != QUOTE_NONE)
			quotes->list[quotes->count++] = quote;
	}
	if (quotes->count > 0)
		qsort(quotes->list, quotes->count, sizeof(*quotes->list), compare_quotes);
}

void
quotes_release(struct quotes *quotes)
{
	free(quotes->list);
	*quotes = QUOTES_INIT;
}

bool
quote_releasable(const struct coding *coding, const struct mention *mention, const struct place *place,
                 struct error *err)
{
	struct marks marks = MARKS_INIT;
	size_t open = 0;
	bool good = false;

	if (!mention_quotable(mention)) {
		fail(err, ERROR_INVALID, "the person of mention %s did not allow quoting", mention->id);
		goto out;
	}
	marks_find(&marks, coding, mention);
	for (size_t i = 0; i < marks.count; i++)
		open += place_overlaps(&marks.list[i].place, place) &&
		        (marks.list[i].state == MARK_OPEN || marks.list[i].state == MARK_CONFLICT);
	good =
	    open == 0 || fail(err, ERROR_INVALID,
	                      "%zu mark%s of personal data in this quote of mention %s must be decided first",
	                      open, open == 1 ? "" : "s", mention->id);
out:
	marks_release(&marks);
	return good;
}

bool
quote_was_read(const struct coding *coding, const struct mention *mention, const struct place *place)
{
	return coding_is(coding, DECISION_CHECK, view_of(mention->id), place->question, nobody, "yes");
}

bool
quote_goes_out(const struct coding *coding, const struct mention *mention, const struct place *place)
{
	return quote_was_read(coding, mention, place) && quote_releasable(coding, mention, place, NULL);
}

void
quote_text(const struct coding *coding, const struct mention *mention, const struct place *place,
           struct buf *out)
{
	struct view text = mention_text(mention, place->question), cut;
	struct marks marks = MARKS_INIT;
	const char *at, *end;

	if (!place_cut(place, text, &cut))
		return;
	marks_find(&marks, coding, mention);
	at = cut.ptr;
	end = cut.ptr + cut.len;
	for (size_t i = 0; i < marks.count; i++) {
		const struct mark *mark = &marks.list[i];
		const char *from = mark->text.ptr, *to = mark->text.ptr + mark->text.len;

		if (mark->state != MARK_REDACT || !place_overlaps(&mark->place, place) || to <= at)
			continue;
		if (from > at)
			buf_add(out, at, (size_t)(from - at));
		buf_add_text(out, TAKEN_OUT);
		at = to < end ? to : end;
	}
	buf_add(out, at, (size_t)(end - at));
	marks_release(&marks);
}
