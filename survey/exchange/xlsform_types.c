/* SPDX-License-Identifier: EUPL-1.2
 *
 * The types of XLSForm: which of ours each is, or why it is none. xlsform_inside.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "xlsform_inside.h"

enum { SHOWN = 60, RANKING_LEAST = 2, RANKING_MOST = 20, RANKING_TOP = 3, DECIMALS = 2 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* What has no place here, and why. */
static const struct lost {
	const char *type, *why;
} lost[] = {
	{ "start", "no time is kept" },
	{ "end", "no time is kept" },
	{ "today", "no time is kept" },
	{ "time", "there is no such type; a month is the finest that is asked" },
	{ "datetime", "a day with a time can tell who somebody is; a month is the finest that is asked" },
	{ "deviceid", "nothing about the device is kept" },
	{ "subscriberid", "nothing about the device is kept" },
	{ "simserial", "nothing about the device is kept" },
	{ "phonenumber", "nothing about the person is kept" },
	{ "username", "nothing about the person is kept" },
	{ "email", "nothing about the person is kept" },
	{ "audit", "nothing is kept of how somebody answers" },
	{ "geopoint", "a place can tell who somebody is" },
	{ "geotrace", "a place can tell who somebody is" },
	{ "geoshape", "a place can tell who somebody is" },
	{ "start-geopoint", "a place can tell who somebody is" },
	{ "osm", "a place can tell who somebody is" },
	{ "image", "a picture can tell who somebody is; no files are sent" },
	{ "audio", "a voice can tell who somebody is; no files are sent" },
	{ "background-audio", "a voice can tell who somebody is; no files are sent" },
	{ "video", "a picture can tell who somebody is; no files are sent" },
	{ "file", "no files are sent" },
	{ "barcode", "codes are not scanned" },
	{ "calculate", "nothing is calculated" },
	{ "hidden", "every question is shown" },
	{ "acknowledge", "there is no such type; ask it as a question with one answer" },
	{ "trigger", "there is no such type; ask it as a question with one answer" },
	{ "xml-external", "no other files are read" },
	{ "csv-external", "no other files are read" },
	{ "select_one_from_file", "no other files are read; write the answers into the questionnaire" },
	{ "select_multiple_from_file", "no other files are read; write the answers into the questionnaire" },
	{ "select_one_external", "no other files are read; write the answers into the questionnaire" },
};

/* ---- choices --------------------------------------------------------------------------------------------- */

static void
read_choice(struct xlsform *form, size_t row, struct option *option, struct view *name)
{
	const struct xlsform_sheet *sheet = &form->choices;

	*name = arena_copy(&form->draft->arena, xlsform_text(sheet, row, COLUMN_NAME));
	option->text = xlsform_words(form, sheet, row, COLUMN_LABEL, false, "answer");
	option->alone = xlsform_is_yes(xlsform_text(sheet, row, COLUMN_ALONE));
	option->no_opinion = xlsform_is_yes(xlsform_text(sheet, row, COLUMN_NO_OPINION));
	option->last = xlsform_is_yes(xlsform_text(sheet, row, COLUMN_LAST));
}

/* "Or other" is an answer and a text; here it is the answer. */
static void
add_other(struct xlsform *form, size_t row, struct draft_question *question)
{
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	struct option *option = &question->options[question->option_count];

	for (size_t l = 0; l < form->draft->language_count; l++)
		option->text.in[l] = draft_other(form->draft, l);
	option->last = true;
	question->names[question->option_count++] = VIEW("other");
	draft_lost(form->draft, &place,
	           "\"or_other\" is an answer \"%.*s\" now; what people would type there is not asked",
	           VIEW_ARGS(option->text.in[0]));
}

bool
xlsform_read_choices(struct xlsform *form, size_t row, struct view list, bool other,
                     struct draft_question *question)
{
	const struct xlsform_sheet *sheet = &form->choices;
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE), first = place;
	size_t count = 0, at = 0;

	for (size_t r = sheet->first_row; r < sheet->row_end; r++)
		count += view_equal(xlsform_text(sheet, r, COLUMN_LIST), list);
	if (list.len == 0 || count == 0 || count >= OPTIONS_MAX) {
		draft_lost(form->draft, &place, "the list of choices \"%.*s\" %s; this question is left out",
		           SHOWN_ARGS(list), count == 0 ? "is not there" : "has too many");
		return false;
	}
	question->options = arena_array(&form->draft->arena, count + 1, sizeof(*question->options));
	question->names = arena_array(&form->draft->arena, count + 1, sizeof(*question->names));
	for (size_t r = sheet->first_row; r < sheet->row_end; r++)
		if (view_equal(xlsform_text(sheet, r, COLUMN_LIST), list)) {
			first = at == 0 ? xlsform_place(sheet, r, COLUMN_NAME) : first;
			read_choice(form, r, &question->options[at], &question->names[at]);
			at++;
		}
	question->option_count = count;
	if (other)
		add_other(form, row, question);
	draft_options(form->draft, question->options, question->names, question->option_count, &first);
	return true;
}

/* ---- parameters and appearance --------------------------------------------------------------------------- */

/* The value of "start=1" among the parameters; empty when it is not there. */
static struct view
parameter(const struct xlsform *form, size_t row, const char *name)
{
	struct view rest = xlsform_text(&form->survey, row, COLUMN_PARAMETERS), value = { "", 0 };
	char separator = rest.len > 0 && memchr(rest.ptr, ';', rest.len) != NULL ? ';' : ' ';

	while (rest.ptr != NULL) {
		struct view word = view_cut(&rest, separator), key = view_trim(view_cut(&word, '='));

		if (view_is(key, name) && word.ptr != NULL)
			value = arena_copy(&form->draft->arena, view_trim(word));
	}
	return value;
}

static bool
appears(const struct xlsform *form, size_t row, const char *wanted)
{
	struct view rest = xlsform_text(&form->survey, row, COLUMN_APPEARANCE);
	bool has = false;

	while (!has && rest.ptr != NULL)
		has = view_is(view_cut(&rest, ' '), wanted);
	return has;
}

/* Says of an appearance that it is not carried over, unless it was `used` for something. */
static void
report_appearance(struct xlsform *form, size_t row, bool used)
{
	struct view text = xlsform_text(&form->survey, row, COLUMN_APPEARANCE);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_APPEARANCE);

	if (text.len > 0 && !used)
		draft_lost_often(form->draft, &place,
		                 "the appearance \"%.*s\" is not carried over: each type looks one way here",
		                 SHOWN_ARGS(text));
}

/* ---- types ----------------------------------------------------------------------------------------------- */

/* "or_other", and what it was called before. */
static bool
is_or_other(struct view text)
{
	static const char *const ways[] = { "or_other", "or other", "or specify other" };
	bool is = false;

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		is = is || (text.len == strlen(ways[i]) && strncasecmp(text.ptr, ways[i], text.len) == 0);
	return is;
}

static bool
read_select(struct xlsform *form, size_t row, struct view type, struct view list,
            struct draft_question *question)
{
	struct view rest = list, name = view_cut(&rest, ' ');
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	bool likert = appears(form, row, "likert");

	rest = rest.ptr == NULL ? (struct view){ "", 0 } : view_trim(rest);
	if (rest.len > 0 && !is_or_other(rest))
		draft_lost(form->draft, &place, "\"%.*s\" behind the list of choices is not understood here",
		           SHOWN_ARGS(rest));
	if (!xlsform_read_choices(form, row, name, is_or_other(rest), question))
		return false;
	question->shuffle = view_is(parameter(form, row, "randomize"), "true");
	question->type = view_is(type, "select_multiple") ? "multiple"
	               : view_is(type, "rank")            ? "ranking"
	                                                  : "single";
	if (strcmp(question->type, "single") == 0 && likert && question->option_count >= 2)
		question->type = "scale";
	else if (strcmp(question->type, "single") == 0 && draft_is_statement(question))
		draft_make_statement(form->draft, question, "eens", "oneens", "weet-niet");
	if (strcmp(question->type, "scale") == 0 || strcmp(question->type, "statement") == 0)
		question->shuffle = false;
	report_appearance(form, row, likert);
	if (strcmp(question->type, "ranking") != 0)
		return true;
	if (question->option_count < RANKING_LEAST || question->option_count > RANKING_MOST) {
		draft_lost(form->draft, &place,
		           "a ranking has 2 to 20 answers here; this question is left out");
		return false;
	}
	question->top = question->option_count < RANKING_TOP ? (long)question->option_count : RANKING_TOP;
	draft_lost(form->draft, &place, "only the first %ld choices are ranked here (`top:`)", question->top);
	return true;
}

static bool
read_text(struct xlsform *form, size_t row, struct draft_question *question)
{
	bool lines = appears(form, row, "multiline");
	struct view rows = parameter(form, row, "rows");

	question->type = lines ? "longtext" : "text";
	if (lines && rows.len > 0) {
		long number = strtol(rows.ptr, NULL, 10);

		question->rows = number >= 2 && number <= 30 ? number : 0;
	}
	report_appearance(form, row, lines);
	return true;
}

/* A whole number within a billion, rounded outwards. */
static bool
bound(struct view text, long *number)
{
	char *end;
	double value = text.len == 0 ? 0 : strtod(text.ptr, &end);

	if (text.len == 0 || *end != '\0' || !(value >= -1e9 && value <= 1e9))
		return false;
	*number = (long)value;
	return true;
}

static bool
read_number(struct xlsform *form, size_t row, struct view type, struct draft_question *question)
{
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_PARAMETERS);
	struct view step = parameter(form, row, "step");
	bool range = view_is(type, "range");

	question->type = "number";
	if (range) {
		struct view start = parameter(form, row, "start"), end = parameter(form, row, "end");

		question->has_least = bound(start.len > 0 ? start : VIEW("1"), &question->least);
		question->has_most = bound(end.len > 0 ? end : VIEW("10"), &question->most);
	}
	if (view_is(type, "decimal") || (range && step.len > 0 && memchr(step.ptr, '.', step.len) != NULL))
		question->decimals = DECIMALS;
	if (range && step.len > 0 && !view_is(step, "1"))
		draft_lost(
		    form->draft, &place,
		    "the steps of a range are not carried over: any number between its ends is an answer");
	report_appearance(form, row, false);
	return true;
}

static bool
read_date(struct xlsform *form, size_t row, struct draft_question *question)
{
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	bool year = appears(form, row, "year"), month = appears(form, row, "month-year");

	question->type = "month";
	question->year = year;
	if (!year && !month)
		draft_lost(
		    form->draft, &place,
		    "a day can tell who somebody is; this asks for the month (`precision: year` is coarser "
		    "still)");
	report_appearance(form, row, year || month);
	return true;
}

bool
xlsform_read_type(struct xlsform *form, size_t row, struct view type, struct view list,
                  struct draft_question *question)
{
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	const char *why = "this program does not know such a type";

	if (view_is(type, "select_one") || view_is(type, "select_multiple") || view_is(type, "rank"))
		return read_select(form, row, type, list, question);
	if (view_is(type, "text") || view_is(type, "string"))
		return read_text(form, row, question);
	if (view_is(type, "integer") || view_is(type, "int") || view_is(type, "decimal") ||
	    view_is(type, "range"))
		return read_number(form, row, type, question);
	if (view_is(type, "date"))
		return read_date(form, row, question);
	for (size_t i = 0; i < sizeof(lost) / sizeof(lost[0]); i++)
		if (type.len == strlen(lost[i].type) && strncasecmp(type.ptr, lost[i].type, type.len) == 0)
			why = lost[i].why;
	draft_lost(form->draft, &place, "\"%.*s\" (%.*s) is left out: %s", SHOWN_ARGS(question->name),
	           SHOWN_ARGS(type), why);
	return false;
}
