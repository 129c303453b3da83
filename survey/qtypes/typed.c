/* SPDX-License-Identifier: EUPL-1.2
 *
 * Typed text with a limit in characters: typed.h.
 */
#include "typed.h"

#include <string.h>

#include "definition.h"
#include "page.h"
#include "unicode.h"

void
typed_load(struct definition *definition, struct question *question, struct typed defaults, long most_max,
           long most_rows)
{
	struct typed *detail = arena_alloc(definition_arena(definition), sizeof(*detail));

	*detail = defaults;
	definition_number(definition, "max", 1, most_max, &detail->max);
	if (most_rows > 1)
		definition_number(definition, "rows", 2, most_rows, &detail->rows);
	question->detail = detail;
}

bool
typed_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
           struct answer *answer, const char **problem, long *limit)
{
	const struct typed *detail = question->detail;

	if (count == 0)
		return true;
	*limit = detail->max;
	if (count > 1 || (detail->rows == 1 && memchr(values[0].ptr, '\n', values[0].len) != NULL)) {
		*problem = "error_one_line";
		return false;
	}
	if (unicode_length(values[0]) > (size_t)detail->max) {
		*problem = "error_too_long";
		return false;
	}
	answer->values = arena_array(arena, 1, sizeof(*answer->values));
	answer->values[0] = values[0];
	answer->count = 1;
	return true;
}

const char *
typed_note(const struct question *question, long *limit)
{
	const struct typed *detail = question->detail;

	*limit = detail->max;
	return "max_characters";
}

void
typed_limits(const struct question *question, struct qtype_limits *limits)
{
	const struct typed *detail = question->detail;

	limits->characters = detail->max;
	limits->rows = detail->rows;
}

void
typed_render(const struct field *field, size_t language, const struct answer *answer, struct page *page)
{
	const struct typed *detail = field->question->detail;

	(void)language;
	page_set(page, "VALUE", answer != NULL && answer->count > 0 ? answer->values[0] : VIEW(""));
	page_set_number(page, "ROWS", detail->rows);
	page_set_number(page, "MAX", detail->max);
}

size_t
typed_size_limit(const struct question *question)
{
	const struct typed *detail = question->detail;

	return 3 + 2 * (size_t)detail->max;
}
