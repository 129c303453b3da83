/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's questions for numbers and days, and their limits: limesurvey_making.h.
 */
#include <string.h>

#include "limesurvey_making.h"

enum { DECIMALS = 2, NUMBER_MOST = 1000000000 };

/* ---- numbers --------------------------------------------------------------------------------------------- */

/* A limit, rounded outwards; false (reported) when it is none, but a formula. */
static bool
read_limit(const struct limesurvey_making *making, const char *name, bool most, long *limit)
{
	struct view value = limesurvey_value(making, name);
	bool whole = true,
	     good = value.len > 0 && draft_limit(making->survey->draft, value, most, limit, &whole);

	if (value.len > 0 && (!good || !whole))
		draft_lost(making->survey->draft, &making->record->place,
		           "question \"%.*s\": the limit \"%.*s\" (%s) is not carried over%s",
		           LIMESURVEY_SHOWN(making->record->code), LIMESURVEY_SHOWN(value), name,
		           good ? " as it is: limits are whole numbers here"
		                : ": an answer is not checked against a formula");
	return good;
}

/* Of several parts the limits of each have "_n" behind their name; without that they are of the sum. */
static void
read_limits(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	bool parts = view_is(making->record->type, "K"), cells = view_is(making->record->type, ":"),
	     slider = parts && view_is(limesurvey_value(making, "slider_layout"), "1");

	question->has_least = read_limit(making, "min_num_value_n", false, &question->least) ||
	                      (slider && read_limit(making, "slider_min", false, &question->least)) ||
	                      (cells && read_limit(making, "multiflexible_min", false, &question->least)) ||
	                      (!parts && read_limit(making, "min_num_value", false, &question->least));
	question->has_most = read_limit(making, "max_num_value_n", true, &question->most) ||
	                     (slider && read_limit(making, "slider_max", true, &question->most)) ||
	                     (cells && read_limit(making, "multiflexible_max", true, &question->most)) ||
	                     (!parts && read_limit(making, "max_num_value", true, &question->most));
	if (parts && (limesurvey_value(making, "min_num_value").len > 0 ||
	              limesurvey_value(making, "max_num_value").len > 0))
		limesurvey_lost(making, "the limits of the sum of its parts are not carried over");
}

static void
settle_limits(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;

	if (question->has_least && question->has_most && question->least > question->most) {
		limesurvey_lost(making, "its limits leave no number, and are left out");
		question->has_least = question->has_most = false;
	}
	if (question->has_least)
		return;
	if (question->has_most && question->most < 0) {
		question->has_least = true;
		question->least = -NUMBER_MOST;
	} else {
		draft_lost_often(making->survey->draft, &making->record->place,
		                 "negative numbers are refused unless `least:` is below 0");
	}
}

bool
limesurvey_make_number(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;

	question->type = "number";
	read_limits(making);
	settle_limits(making);
	question->decimals = view_is(limesurvey_value(making, "num_value_int_only"), "1") ? 0 : DECIMALS;
	for (size_t l = 0; l < making->survey->draft->language_count; l++) {
		struct markup_loss loss = { .braces = true };

		question->unit.in[l] = markup_plain(
		    making->survey->draft,
		    limesurvey_attribute(making->survey, making->record->id, "suffix", l), false, &loss);
	}
	return true;
}

/* ---- days ------------------------------------------------------------------------------------------------ */

static bool
is_year(struct view text)
{
	return text.len == 4 && strspn(text.ptr, "0123456789") >= 4;
}

/* "2007-05-01" is a month, and "2007" the first or last one of a year. */
static void
read_day(const struct limesurvey_making *making, const char *name, const char *month, struct view *limit)
{
	struct arena *arena = &making->survey->draft->arena;
	struct view value = limesurvey_value(making, name);
	struct date date;

	if (value.len >= 10 && date_parse((struct view){ value.ptr, 10 }, &date))
		*limit = arena_printf(arena, "%04d-%02d", date.year, date.month);
	else if (is_year(arena_copy(arena, value)))
		*limit = arena_printf(arena, "%.*s-%s", VIEW_ARGS(value), month);
	else if (value.len > 0)
		draft_lost(making->survey->draft, &making->record->place,
		           "question \"%.*s\": the limit \"%.*s\" (%s) is not carried over: it is no day",
		           LIMESURVEY_SHOWN(making->record->code), LIMESURVEY_SHOWN(value), name);
}

/* In "dd/mm/yyyy HH:MM" small letters are the day. */
static bool
asks_for_time_alone(struct view format)
{
	bool day = false, time = false;

	for (size_t i = 0; i < format.len; i++) {
		day = day || memchr("dmyY", format.ptr[i], 4) != NULL;
		time = time || memchr("HhM", format.ptr[i], 3) != NULL;
	}
	return time && !day;
}

bool
limesurvey_make_month(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	struct view format = limesurvey_value(making, "date_format");

	if (asks_for_time_alone(format)) {
		limesurvey_lost(making,
		                "it asks for a time of the day, and a month is the finest that is asked "
		                "here; it is left out");
		return false;
	}
	question->type = "month";
	question->year = view_is(format, "yyyy") || view_is(format, "Y") || view_is(format, "YYYY");
	read_day(making, "date_min", "01", &question->from);
	read_day(making, "date_max", "12", &question->to);
	if (question->year && question->from.len > 0 && question->to.len > 0)
		question->from.len = question->to.len = 4;
	if (!question->year)
		limesurvey_lost(making, "a day can tell who somebody is; this asks for the month");
	draft_settle_month(making->survey->draft, &making->record->place, question);
	return true;
}
