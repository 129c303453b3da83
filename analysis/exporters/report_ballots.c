/* SPDX-License-Identifier: EUPL-1.2
 *
 * The ballots of a study: questionnaires that ask what comes first of released findings, with what came out of each. What the report says of
 * them is report_priorities.c.
 */
#include "report_parts.h"

#include <string.h>

#include "analysis/priorities/bradley_terry.h"

enum { ITEMS_LEAST = 2 };

static bool
is_item_of(struct view finding, struct view item)
{
	struct buf id = BUF_INIT;
	bool is;

	finding_add_option(finding, &id);
	is = view_equal(buf_view(&id), item);
	buf_release(&id);
	return is;
}

size_t
report_item_finding(const struct report *report, struct view item)
{
	size_t found = RELEASED_NONE;

	for (size_t f = 0; found == RELEASED_NONE && f < report->released->finding_count; f++) {
		const struct released_finding *finding = &report->released->findings[f];
		bool is = is_item_of(finding->id, item);

		for (size_t a = 0; a < finding->alias_count; a++)
			is = is || is_item_of(finding->aliases[a], item);
		if (is)
			found = f;
	}
	return found;
}

static bool
is_ballot(const struct report *report, const struct answers *answers)
{
	size_t count = 0;

	for (size_t i = 0; i < answers->item_count; i++)
		count += report_item_finding(report, answers->items[i].id) != RELEASED_NONE;
	return count >= ITEMS_LEAST;
}

const struct outcome_table *
report_ballot_table(const struct report_ballot *ballot, const char *name)
{
	for (size_t i = 0; i < ballot->outcome.table_count; i++)
		if (strcmp(ballot->outcome.tables[i].name, name) == 0)
			return &ballot->outcome.tables[i];
	return NULL;
}

const struct outcome_value *
report_ballot_value(const struct outcome_table *table, size_t row, size_t column)
{
	return &table->values[row * table->column_count + column];
}

bool
report_ballots(struct report *report, struct error *err)
{
	const struct source source = { .blocks = report->blocks, .count = report->block_count };
	const struct dimension *questionnaires = &report->response.dimensions[0];
	bool good = true;

	if (report->released->finding_count < ITEMS_LEAST)
		return true;
	for (size_t i = 0;
	     good && i < questionnaires->category_count && report->ballot_count < REPORT_BALLOTS_MAX; i++) {
		struct report_ballot *ballot = &report->ballots[report->ballot_count];
		struct error why = ERROR_INIT;

		if (!answers_make(&ballot->answers, &source, questionnaires->categories[i].id,
		                  report->catalogue, &why) ||
		    !is_ballot(report, &ballot->answers)) {
			answers_release(&ballot->answers);
			continue;
		}
		report->ballot_count++;
		good = statements_make(&ballot->statements, &ballot->answers, &source,
		                       report->settings->threshold, report->catalogue, err);
	}
	return good;
}

void
report_outcomes(struct report *report)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		struct report_ballot *ballot = &report->ballots[i];
		struct error why = ERROR_INIT;

		ballot->counted = outcome_make(&ballot->outcome, &ballot->answers, &ballot->statements,
		                               report->settings->threshold, BRADLEY_TERRY_RIDGE, &why);
	}
}

void
report_ballots_release(struct report *report)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		outcome_release(&report->ballots[i].outcome);
		statements_release(&report->ballots[i].statements);
		answers_release(&report->ballots[i].answers);
	}
}

size_t
report_band(const struct report *report, size_t finding)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		const struct outcome_table *order =
		    report->ballots[i].counted ? report_ballot_table(&report->ballots[i], "order") : NULL;

		for (size_t row = 0; order != NULL && row < order->row_count; row++)
			if (report_item_finding(report, report_ballot_value(order, row, ORDER_ITEM)->text) ==
			    finding)
				return (size_t)report_ballot_value(order, row, ORDER_BAND)->count;
	}
	return RELEASED_NONE;
}
