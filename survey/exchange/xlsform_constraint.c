/* SPDX-License-Identifier: EUPL-1.2
 *
 * Constraints of XLSForm, which are the limits of our types where they have one of a few forms. xlsform_inside.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xlsform_inside.h"

enum { SHOWN = 60, TEXT_MOST = 1000, LONGTEXT_MOST = 10000 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* Cuts `prefix` off; false when the text does not begin with it. */
static bool
skip(struct view *text, const char *prefix)
{
	*text = view_trim(*text);
	if (!view_starts(*text, prefix))
		return false;
	text->ptr += strlen(prefix);
	text->len -= strlen(prefix);
	*text = view_trim(*text);
	return true;
}

/* Cuts the next part off, up to " and " outside parentheses. */
static struct view
next_part(struct view *rest)
{
	struct view part = *rest;
	int depth = 0;

	for (size_t i = 0; i < rest->len; i++) {
		depth += (rest->ptr[i] == '(') - (rest->ptr[i] == ')');
		if (depth == 0 && i + 5 <= rest->len && memcmp(rest->ptr + i, " and ", 5) == 0) {
			part.len = i;
			rest->ptr += i + 5;
			rest->len -= i + 5;
			return part;
		}
	}
	*rest = (struct view){ NULL, 0 };
	return part;
}

/* "<= 10" and so on: what is allowed is from *least or up to *most. */
static bool
read_bound(struct view text, bool *upper, bool *strict, struct view *value)
{
	*strict = false;
	if (skip(&text, "<="))
		*upper = true;
	else if (skip(&text, ">="))
		*upper = false;
	else if (skip(&text, "<"))
		*upper = *strict = true;
	else if (skip(&text, ">")) {
		*upper = false;
		*strict = true;
	} else
		return false;
	*value = text;
	return text.len > 0;
}

static bool
whole(struct arena *arena, struct view text, long *number)
{
	char *end;
	double value = strtod(arena_copy(arena, text).ptr, &end);

	*number = value >= -1e9 && value <= 1e9 ? (long)value : 0;
	return text.len > 0 && *end == '\0' && value >= -1e9 && value <= 1e9 && (double)*number == value;
}

/* date('2020-01-31') as "2020-01", or "2020". */
static bool
read_day(struct draft *draft, struct view text, bool year, struct view *month)
{
	struct date date;

	if (!skip(&text, "date(") || text.len < 13 || (text.ptr[0] != '\'' && text.ptr[0] != '"'))
		return false;
	if (!date_parse((struct view){ text.ptr + 1, 10 }, &date) || text.ptr[11] != text.ptr[0] ||
	    text.ptr[12] != ')')
		return false;
	*month = year ? arena_printf(&draft->arena, "%04d", date.year)
	              : arena_printf(&draft->arena, "%04d-%02d", date.year, date.month);
	return true;
}

/* A bound of a number, of the length of a text, of how many are chosen, or of a day. */
static bool
take_bound(struct xlsform *form, struct view part, struct draft_question *question)
{
	const char *type = question->type;
	bool number = strcmp(type, "number") == 0,
	     typed = strcmp(type, "text") == 0 || strcmp(type, "longtext") == 0;
	bool upper, strict;
	struct view value;
	long limit;

	if (typed                           ? !skip(&part, "string-length(.)")
	    : strcmp(type, "multiple") == 0 ? !skip(&part, "count-selected(.)")
	                                    : !skip(&part, "."))
		return false;
	if (!read_bound(part, &upper, &strict, &value))
		return false;
	if (strcmp(type, "month") == 0)
		return !strict &&
		       read_day(form->draft, value, question->year, upper ? &question->to : &question->from);
	if (!whole(&form->draft->arena, value, &limit) || (strict && question->decimals > 0))
		return false;
	limit += strict ? (upper ? -1 : 1) : 0;
	if (number && !upper) {
		question->has_least = true;
		question->least = limit;
	} else if (number) {
		question->has_most = true;
		question->most = limit;
	} else if (typed && upper && limit >= 1 && limit <= (type[0] == 't' ? TEXT_MOST : LONGTEXT_MOST)) {
		question->max = limit;
	} else if (!typed && upper && limit >= 1 && strcmp(type, "multiple") == 0) {
		question->has_most = (size_t)limit <= question->option_count;
		question->most = limit;
	} else {
		return false;
	}
	return true;
}

/* not(selected(., 'none') and count-selected(.) > 1) */
static bool
take_alone(struct view part, struct draft_question *question)
{
	struct view name;
	const char *end;
	char quote;

	if (strcmp(question->type, "multiple") != 0 || !skip(&part, "not(selected(.,") || part.len < 3)
		return false;
	quote = part.ptr[0];
	end = memchr(part.ptr + 1, quote, part.len - 1);
	if ((quote != '\'' && quote != '"') || end == NULL)
		return false;
	name = (struct view){ part.ptr + 1, (size_t)(end - part.ptr) - 1 };
	part.len -= name.len + 2;
	part.ptr += name.len + 2;
	if (!skip(&part, ")") || !skip(&part, "and") || !skip(&part, "count-selected(.)") ||
	    !skip(&part, ">") || !view_is(part, "1)"))
		return false;
	for (size_t i = 0; i < question->option_count; i++)
		if (view_equal(question->names[i], name)) {
			question->options[i].alone = true;
			return true;
		}
	return false;
}

static void
settle_number(struct draft *draft, const struct draft_place *place, struct draft_question *question)
{
	if (question->has_least && question->has_most && question->least > question->most) {
		draft_lost(draft, place, "its limits leave no number, and are left out");
		question->has_least = question->has_most = false;
	}
	if (question->has_least)
		return;
	if (question->has_most && question->most < 0) {
		question->has_least = true;
		question->least = -1000000000;
	} else {
		draft_lost_often(draft, place, "negative numbers are refused unless `least:` is below 0");
	}
}

void
xlsform_read_constraint(struct xlsform *form, size_t row, struct draft_question *question)
{
	struct view rest = xlsform_text(&form->survey, row, COLUMN_CONSTRAINT);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_CONSTRAINT);

	while (rest.len > 0) {
		struct view part = next_part(&rest);

		if (!take_bound(form, part, question) && !take_alone(part, question))
			draft_lost(
			    form->draft, &place,
			    "the constraint \"%.*s\" is not carried over: this type has no such limit here",
			    SHOWN_ARGS(part));
	}
	place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	if (strcmp(question->type, "number") == 0)
		settle_number(form->draft, &place, question);
	else if (strcmp(question->type, "month") == 0)
		draft_settle_month(form->draft, &place, question);
}
