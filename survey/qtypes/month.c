/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type month: a month from `from` to `to` or, with `precision: year`, a year. Nothing finer is ever asked. Every
 * possible month is an option of the question ("2026-03"), so it counts and compares as an ordered choice does.
 */
#include "qtype.h"

#include <stdio.h>
#include <stdlib.h>

#include "definition.h"
#include "page.h"

enum { YEAR_LEAST = 1900, YEAR_MOST = 2199, MONTHS = 12 };

struct month {
	bool year_only;
	long from, to; /* counted in months, or in years */
};

/* Reads up to four digits; -1 when there are none or more. */
static long
take_number(struct view *rest)
{
	long number = -1;
	size_t digits = 0;

	while (digits < rest->len && rest->ptr[digits] >= '0' && rest->ptr[digits] <= '9' && digits < 5) {
		number = (digits == 0 ? 0 : number * 10) + rest->ptr[digits] - '0';
		digits++;
	}
	rest->ptr += digits;
	rest->len -= digits;
	return digits > 4 ? -1 : number;
}

/* The length of the first number of "32026", "032026" or "202603", as a phone's keyboard of digits makes them; 0 for anything
 * else. */
static size_t
first_length(struct view text)
{
	size_t length = text.len == 5 ? 1 : text.len == 6 ? 2 : 0;

	for (size_t i = 0; length > 0 && i < text.len; i++)
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			length = 0;
	/* No month is 13 or more, so those are of a year. */
	if (length == 2 && (text.ptr[0] > '1' || (text.ptr[0] == '1' && text.ptr[1] > '2')))
		length = 4;
	return length;
}

/* "3-2026", "03/2026", "3 2026", "2026-03", "032026"; a year alone with `year_only`. The count of months or years, -1 when the
 * text is none. */
static long
month_count(struct view text, bool year_only)
{
	size_t separators = 0, together = year_only ? 0 : first_length(text);
	struct view start = { text.ptr, together };
	long first = take_number(together > 0 ? &start : &text), second, year, month;

	if (year_only)
		return text.len == 0 && first >= YEAR_LEAST && first <= YEAR_MOST ? first : -1;
	text.ptr += together;
	text.len -= together;
	while (separators < text.len && (text.ptr[separators] == '-' || text.ptr[separators] == '/' ||
	                                 text.ptr[separators] == '.' || text.ptr[separators] == ' '))
		separators++;
	text.ptr += separators;
	text.len -= separators;
	second = separators + together > 0 ? take_number(&text) : -1;
	year = first > MONTHS ? first : second;
	month = first > MONTHS ? second : first;
	return text.len == 0 && month >= 1 && month <= MONTHS && year >= YEAR_LEAST && year <= YEAR_MOST
	         ? year * MONTHS + month - 1
	         : -1;
}

static bool
load_bound(struct definition *definition, const char *key, bool year_only, long *count)
{
	const char *word = NULL;

	if (!definition_symbol(definition, key, &word) ||
	    (*count = month_count(view_of(word), year_only)) < 0) {
		definition_problem(definition, key, SEVERITY_ERROR, "`%s:` must be a %s", key,
		                   year_only ? "year as 2026" : "month as 2026-03");
		return false;
	}
	return true;
}

static void
make_option(struct definition *definition, struct option *option, const struct month *detail, long count)
{
	struct arena *arena = definition_arena(definition);
	char message[16];
	struct view year = arena_printf(arena, "%ld", detail->year_only ? count : count / MONTHS);

	if (detail->year_only) {
		qtype_set_option(
		    definition, option, year, "month_year",
		    (struct qtype_value[]){ { .name = "year", .value = year }, { .name = NULL } });
		return;
	}
	snprintf(message, sizeof(message), "month_%ld", count % MONTHS + 1);
	qtype_set_option(definition, option,
	                 arena_printf(arena, "%.*s-%02ld", VIEW_ARGS(year), count % MONTHS + 1), message,
	                 NULL);
	for (size_t language = 0; language < LANGUAGES_MAX; language++)
		if (option->text.in[language].len > 0)
			option->text.in[language] = arena_printf(
			    arena, "%.*s %.*s", VIEW_ARGS(option->text.in[language]), VIEW_ARGS(year));
}

static void
month_load(struct definition *definition, struct question *question)
{
	struct month *detail = arena_alloc(definition_arena(definition), sizeof(*detail));
	const char *precision = NULL;
	bool good;

	question->detail = detail;
	if (definition_symbol(definition, "precision", &precision)) {
		detail->year_only = view_is(view_of(precision), "year");
		if (!detail->year_only && !view_is(view_of(precision), "month"))
			definition_problem(definition, "precision", SEVERITY_ERROR,
			                   "`precision:` must be month or year; a day is never asked");
	}
	good = load_bound(definition, "from", detail->year_only, &detail->from);
	good = load_bound(definition, "to", detail->year_only, &detail->to) && good;
	if (good && detail->from > detail->to)
		definition_problem(definition, "to", SEVERITY_ERROR, "`to:` is before `from:`");
	else if (good &&
	         qtype_make_options(definition, question, "to", (size_t)(detail->to - detail->from + 1)))
		for (size_t i = 0; i < question->option_count; i++)
			make_option(definition, &question->options[i], detail, detail->from + (long)i);
}

static bool
month_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
           struct answer *answer, const char **problem, long *limit)
{
	const struct month *detail = question->detail;
	long month;

	(void)limit;
	if (count == 0)
		return true;
	month = count == 1 ? month_count(values[0], detail->year_only) : -1;
	if (month < detail->from || month > detail->to) {
		*problem = detail->year_only ? "error_year" : "error_month";
		return false;
	}
	answer->values = arena_array(arena, 1, sizeof(*answer->values));
	answer->values[0] = question->options[month - detail->from].id;
	answer->count = 1;
	return true;
}

static const char *
month_note(const struct question *question, long *limit)
{
	const struct month *detail = question->detail;

	*limit = detail->year_only ? detail->to : detail->to / MONTHS;
	return detail->year_only ? "month_note_year" : "month_note";
}

static void
month_limits(const struct question *question, struct qtype_limits *limits)
{
	const struct month *detail = question->detail;

	limits->year = detail->year_only;
}

static void
month_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	const struct question *question = field->question;
	const struct month *detail = question->detail;

	(void)language;
	page_set(page, "VALUE", answer != NULL && answer->count > 0 ? answer->values[0] : VIEW(""));
	page_set(page, "FROM", question->options[0].id);
	page_set(page, "TO", question->options[question->option_count - 1].id);
	if (detail->year_only)
		page_show(page, "YEAR");
}

static size_t
month_size_limit(const struct question *question)
{
	return qtype_options_size(question, 1);
}

const struct qtype qtype_month = {
	.name = "month",
	.level = MEASUREMENT_ORDINAL,
	.typed = true,
	.load = month_load,
	.read = month_read,
	.note = month_note,
	.limits = month_limits,
	.render = month_render,
	.size_limit = month_size_limit,
};
