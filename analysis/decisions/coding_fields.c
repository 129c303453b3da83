/* SPDX-License-Identifier: EUPL-1.2
 *
 * The fields that the decisions come to, in their order, and what they say: analysis/decisions/coding.h. Who fills them is coding_fold.c.
 */
#include "coding_inside.h"

int
coding_compare_fields(const struct decided *a, const struct decided *b)
{
	int order;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if ((order = view_compare(a->subject, b->subject)) != 0)
		return order;
	if ((order = view_compare(a->part, b->part)) != 0)
		return order;
	return view_compare(a->coder, b->coder);
}

size_t
coding_first_field(const struct coding *coding, const struct decided *key)
{
	size_t low = 0, high = coding->field_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (coding_compare_fields(&coding->fields[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
coding_heads_differ(const struct decided *field)
{
	for (size_t i = 1; i < field->head_count; i++)
		if (!view_equal(field->heads[i]->value, field->heads[0]->value))
			return true;
	return false;
}

struct view
coding_raw(const struct coding *coding, enum decision_kind kind, struct view subject, struct view part)
{
	const struct decided *field = coding_field(coding, kind, subject, part, (struct view){ "", 0 });

	return field == NULL || coding_heads_differ(field) ? (struct view){ "", 0 } : field->heads[0]->value;
}

const struct decided *
coding_field(const struct coding *coding, enum decision_kind kind, struct view subject, struct view part,
             struct view coder)
{
	const struct decided key = { .kind = kind, .subject = subject, .part = part, .coder = coder };
	size_t at = coding_first_field(coding, &key);

	return at < coding->field_count && coding_compare_fields(&coding->fields[at], &key) == 0
	         ? &coding->fields[at]
	         : NULL;
}

enum coding_value
coding_value(const struct coding *coding, enum decision_kind kind, struct view subject, struct view part,
             struct view coder, struct view *value)
{
	const struct decided *field = coding_field(coding, kind, subject, part, coder);

	if (value != NULL)
		*value = (struct view){ "", 0 };
	if (field == NULL)
		return CODING_NONE;
	if (field->conflict)
		return CODING_CONFLICT;
	if (value != NULL)
		*value = field->heads[0]->value;
	return CODING_VALUE;
}

bool
coding_is(const struct coding *coding, enum decision_kind kind, struct view subject, struct view part,
          struct view coder, const char *expected)
{
	struct view value;

	return coding_value(coding, kind, subject, part, coder, &value) == CODING_VALUE &&
	       view_is(value, expected);
}

const struct decided *
coding_fields(const struct coding *coding, enum decision_kind kind, struct view subject, size_t *count)
{
	const struct decided key = { .kind = kind,
		                     .subject = subject.ptr == NULL ? view_of("") : subject,
		                     .part = { "", 0 },
		                     .coder = { "", 0 } };
	size_t first = coding_first_field(coding, &key), end;

	if (subject.ptr != NULL) {
		for (end = first; end < coding->field_count && coding->fields[end].kind == kind &&
		                  view_equal(coding->fields[end].subject, subject);)
			end++;
	} else {
		const struct decided next = { .kind = (enum decision_kind)(kind + 1),
			                      .subject = { "", 0 },
			                      .part = { "", 0 },
			                      .coder = { "", 0 } };

		end = coding_first_field(coding, &next);
	}
	*count = end - first;
	return *count == 0 ? NULL : &coding->fields[first];
}
