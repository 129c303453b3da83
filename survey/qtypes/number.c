/* SPDX-License-Identifier: EUPL-1.2
 *
 * Question type number: typed, never a slider. A decimal comma is understood; the answer has a point.
 */
#include "qtype.h"

#include <stdlib.h>
#include <string.h>

#include "definition.h"
#include "page.h"

enum { NUMBER_BOUND = 1000000000, DIGITS_MAX = 10 };

struct number {
	long least, most; /* inclusive */
	long decimals;    /* 0 to 3 */
	struct text unit; /* empty where there is none */
};

static void
number_load(struct definition *definition, struct question *question)
{
	struct number *detail = arena_alloc(definition_arena(definition), sizeof(*detail));

	detail->most = NUMBER_BOUND;
	definition_number(definition, "least", -NUMBER_BOUND, NUMBER_BOUND, &detail->least);
	definition_number(definition, "most", -NUMBER_BOUND, NUMBER_BOUND, &detail->most);
	definition_number(definition, "decimals", 0, 3, &detail->decimals);
	definition_text(definition, "unit", false, &detail->unit);
	if (detail->least > detail->most)
		definition_problem(definition, "most", SEVERITY_ERROR, "`most:` is less than `least:`");
	question->detail = detail;
}

/* Makes `text` canonical (no plus sign, no needless zeros, a point) in `out`; false when it is no number of the
 * wanted form. */
static bool
canonical_number(struct view text, long decimals, char out[DIGITS_MAX + 8])
{
	size_t i = 0, at = 0, digits = 0, fraction = 0, start;

	if (text.len > DIGITS_MAX + 6)
		return false;
	if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+')) {
		if (text.ptr[i] == '-')
			out[at++] = '-';
		i++;
	}
	start = at;
	for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++) {
		if (at == start + 1 && out[start] == '0')
			at = start; /* a leading zero */
		out[at++] = text.ptr[i];
		digits++;
	}
	if (digits == 0 || digits > DIGITS_MAX)
		return false;
	if (i < text.len && (text.ptr[i] == ',' || text.ptr[i] == '.')) {
		out[at++] = '.';
		for (i++; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++, fraction++)
			out[at++] = text.ptr[i];
		if (fraction == 0 || fraction > (size_t)decimals)
			return false;
		while (out[at - 1] == '0')
			at--;
		if (out[at - 1] == '.')
			at--;
	}
	out[at] = '\0';
	if (strcmp(out, "-0") == 0)
		memcpy(out, "0", 2);
	return i == text.len;
}

static bool
number_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
            struct answer *answer, const char **problem, long *limit)
{
	const struct number *detail = question->detail;
	char text[DIGITS_MAX + 8];
	double value;

	if (count == 0)
		return true;
	if (count > 1 || !canonical_number(values[0], detail->decimals, text)) {
		*problem = detail->decimals == 0 ? "error_whole_number" : "error_number";
		return false;
	}
	value = strtod(text, NULL);
	if (value < (double)detail->least || value > (double)detail->most) {
		*problem = value < (double)detail->least ? "error_number_low" : "error_number_high";
		*limit = value < (double)detail->least ? detail->least : detail->most;
		return false;
	}
	answer->values = arena_array(arena, 1, sizeof(*answer->values));
	answer->values[0] = arena_copy(arena, view_of(text));
	answer->count = 1;
	return true;
}

static void
number_limits(const struct question *question, struct qtype_limits *limits)
{
	const struct number *detail = question->detail;

	limits->least = detail->least;
	limits->most = detail->most;
	limits->decimals = detail->decimals;
	limits->unit = detail->unit.in[0].len > 0 ? &detail->unit : NULL;
}

static void
number_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	const struct number *detail = field->question->detail;

	page_set(page, "VALUE", answer != NULL && answer->count > 0 ? answer->values[0] : VIEW(""));
	page_set(page, "INPUTMODE", detail->decimals > 0 ? VIEW("decimal") : VIEW("numeric"));
	page_set_number(page, "LEAST", detail->least);
	page_set_number(page, "MOST", detail->most);
	page_set_number(page, "DECIMALS", detail->decimals);
	if (detail->unit.in[language].len > 0)
		page_set(page_section(page, "UNIT"), "TEXT", detail->unit.in[language]);
}

static size_t
number_size_limit(const struct question *question)
{
	(void)question;
	return DIGITS_MAX + 8;
}

const struct qtype qtype_number = {
	.name = "number",
	.level = MEASUREMENT_NUMBER,
	.load = number_load,
	.read = number_read,
	.limits = number_limits,
	.render = number_render,
	.size_limit = number_size_limit,
};
