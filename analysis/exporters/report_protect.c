/* SPDX-License-Identifier: EUPL-1.2
 *
 * Making the tables of the report safe together. Each is safe alone; tally_link() hides a number in all
 * tables when it is hidden in one. What is left are tables of some audiences only: their total and the
 * total of all differ by the audiences that were not asked, so those numbers form one more line in which no
 * single cell may be hidden.
 */
#include "report_parts.h"

enum { TABLES_MAX = 2 + 3 * REPORT_KINDS + REPORT_RECOGNISED_MAX };

/* The total of one audience in a tally; `audience` may be the position of "all". */
static struct cell *
audience_total(const struct tally *tally, size_t axis, size_t audience)
{
	size_t index = 0;

	for (size_t i = 0; i < tally->shape.axes; i++)
		index = index * tally->shape.length[i] + (i == axis ? audience : tally->shape.length[i] - 1);
	return &tally->cells[index];
}

/* A smaller number is hidden rather than a larger one, and either rather than a zero. */
static bool
goes_before(const struct cell *a, const struct cell *b)
{
	if (b == NULL || (a->respondents == 0) != (b->respondents == 0))
		return b == NULL || b->respondents == 0;
	return a->respondents < b->respondents;
}

/* `some` counts the audiences that were asked something, `all` counts all of them. Both list the same
 * audiences. Returns whether it hid a cell. */
static bool
protect_difference(const struct tally *all, size_t all_axis, const struct tally *some)
{
	size_t audiences = all->shape.length[all_axis] - 1, hidden = 0, left_out = 0;
	struct cell *whole = audience_total(all, all_axis, audiences),
	            *asked = audience_total(some, 1, audiences);
	struct cell *second = NULL;

	for (size_t audience = 0; audience < audiences; audience++) {
		struct cell *cell = audience_total(all, all_axis, audience);

		if (audience_total(some, 1, audience)->state != CELL_IMPOSSIBLE ||
		    cell->state == CELL_IMPOSSIBLE)
			continue;
		left_out++;
		hidden += cell_hidden(cell);
		if (cell->state == CELL_SHOWN && goes_before(cell, second))
			second = cell;
	}
	hidden += (size_t)cell_hidden(whole) + (size_t)cell_hidden(asked);
	if (left_out == 0 || hidden != 1)
		return false;
	if (second == NULL)
		second = cell_hidden(asked) ? whole : asked;
	second->state = CELL_PROTECTS;
	return true;
}

static bool
protect_differences(struct report *report)
{
	bool changed = false;

	for (size_t i = 0; i < report->kind_count; i++) {
		const struct kind_tables *kind = &report->kinds[i];

		if (kind->domains.cell_count > 0)
			changed |= protect_difference(&kind->mentions, 0, &kind->domains);
		if (kind->causes.cell_count > 0)
			changed |= protect_difference(&kind->mentions, 0, &kind->causes);
	}
	for (size_t i = 0; i < report->recognised_count; i++)
		changed |= protect_difference(&report->response, 1, &report->recognised[i]);
	return changed;
}

void
report_protect(struct report *report)
{
	struct tally *all[TABLES_MAX];
	size_t count = 0;

	all[count++] = &report->response;
	all[count++] = &report->sealed;
	for (size_t i = 0; i < report->kind_count; i++) {
		struct kind_tables *kind = &report->kinds[i];

		all[count++] = &kind->mentions;
		if (kind->domains.cell_count > 0)
			all[count++] = &kind->domains;
		if (kind->causes.cell_count > 0)
			all[count++] = &kind->causes;
	}
	for (size_t i = 0; i < report->recognised_count; i++)
		all[count++] = &report->recognised[i];
	do
		tally_link(all, count);
	while (protect_differences(report));
}
