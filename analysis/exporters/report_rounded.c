/* SPDX-License-Identifier: EUPL-1.2
 *
 * What rounded numbers do to what the report says: a 0 is not nobody, a small number may be of very few, and no sentence names one
 * as if it were exact.
 */
#include "report_parts.h"

#include "wording.h"

bool
report_is_rounded(const struct report *report)
{
	return report->rounding.base > 0;
}

bool
report_is_none(const struct report *report, const struct cell *cell)
{
	return cell->count == 0 && !cell_hidden(cell) && !report_is_rounded(report);
}

bool
report_may_be_few(const struct report *report, const struct cell *cell)
{
	return cell_hidden(cell) ||
	       (report_is_rounded(report) && cell->state != CELL_IMPOSSIBLE &&
	        cell->respondents < report->settings->threshold + report->rounding.within);
}

static struct view
number_told(struct report *report, uint64_t number)
{
	uint64_t named = number == 0 ? report->rounding.within + 1 : number;

	return report_fill(
	    report, number == 0 ? "report_under" : "report_about",
	    (const struct catalogue_value[]){
	        { "n", arena_printf(&report->arena, "%llu", (unsigned long long)named) }, { .name = NULL } });
}

struct view
report_count_told(struct report *report, const struct cell *cell)
{
	return report_is_rounded(report) && !cell_hidden(cell) ? number_told(report, cell->count)
	                                                       : report_count(report, cell);
}

struct view
report_people_told(struct report *report, const struct cell *cell)
{
	return report_is_rounded(report) && !cell_hidden(cell) ? number_told(report, cell->respondents)
	                                                       : report_people(report, cell);
}

void
report_rounding(struct report *report, const struct catalogue_value *threshold)
{
	bool rounded = report_is_rounded(report);
	struct view note = wording_rounded(&report->response, &report->arena);

	page_set(report->page, "LIMITS_INTERVAL",
	         report_message(report, rounded ? "report_limits_rounded" : "report_limits_interval"));
	page_set(report->page, "PRIVACY_THRESHOLD",
	         rounded ? note : report_fill(report, "report_privacy_threshold", threshold));
	page_set(report->page, "PRIVACY_SECOND",
	         report_message(report, rounded ? "report_privacy_rounded" : "report_privacy_second"));
	if (!rounded)
		return;
	page_show(report->page, "ROUNDED");
	page_set(report->page, "ROUNDED_NOTE", note);
}
