/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which findings come first: by the ballots, then by how many people told of them. And the summary, which has the first
 * ones, each with a quote and what is asked; a myth is always among them where there is one.
 */
#include "report_parts.h"

#include <stdlib.h>

struct ranked {
	size_t finding, band;
	bool shown;
	uint64_t people;
};

static int
compare_ranked(const void *first, const void *second)
{
	const struct ranked *a = first, *b = second;

	if (a->band != b->band)
		return a->band < b->band ? -1 : 1;
	if (a->shown != b->shown)
		return a->shown ? -1 : 1;
	if (a->people != b->people)
		return a->people > b->people ? -1 : 1;
	return (a->finding > b->finding) - (a->finding < b->finding);
}

static struct ranked
rank_of(const struct report *report, size_t number)
{
	const struct released_finding *finding = &report->released->findings[number];
	const struct kind_tables *kind = report_kind(report, finding->kind);
	const struct cell *cell = NULL;

	if (kind != NULL && kind->people.cell_count > 0)
		cell = report_finding_cell(report, finding,
		                           dimension_all(&kind->people.dimensions[FIGURE_AUDIENCE]));
	if (cell == NULL || cell_hidden(cell))
		return (struct ranked){ .finding = number, .band = report_band(report, number) };
	return (struct ranked){ number, report_band(report, number), true, cell->count };
}

const size_t *
report_ranked(struct report *report)
{
	size_t count = report->released->finding_count,
	       *order = arena_array(&report->arena, count, sizeof(*order));
	struct ranked *ranks = xcalloc(count, sizeof(*ranks));

	for (size_t f = 0; f < count; f++)
		ranks[f] = rank_of(report, f);
	if (count > 1)
		qsort(ranks, count, sizeof(*ranks), compare_ranked);
	for (size_t f = 0; f < count; f++)
		order[f] = ranks[f].finding;
	free(ranks);
	return order;
}

/* The first myth, when the first places of the order have none: it gets the last of those. */
static size_t
late_myth(const struct report *report, const size_t *order)
{
	size_t myth = 0;

	while (myth < report->released->finding_count &&
	       report->released->findings[order[myth]].kind != MENTION_BROODJE_AAP)
		myth++;
	return myth < REPORT_HIGHLIGHTS_MAX || myth == report->released->finding_count ? RELEASED_NONE
	                                                                               : order[myth];
}

static void
add_highlight(struct report *report, size_t number, struct page *part)
{
	const struct released_finding *finding = &report->released->findings[number];
	bool myth = finding->kind == MENTION_BROODJE_AAP;
	struct view asked = released_part(finding, myth ? "true" : "proposal");
	struct page *item = page_section(part, "HIGHLIGHT"), *request;

	page_set(item, "ID", finding->id);
	report_title(report, finding, item);
	report_finding_number(report, finding, item);
	report_finding_quotes(report, number, 1, item);
	if (asked.len == 0)
		return;
	request = page_section(item, "REQUEST");
	page_set(request, "LABEL", report_message(report, myth ? "report_request_myth" : "report_request"));
	page_set(request, "TEXT", asked);
	report_written(report, request, "WRITTEN");
}

void
report_highlights(struct report *report)
{
	const size_t *order = report_ranked(report);
	size_t count = report->released->finding_count, myth = late_myth(report, order);
	struct page *part = page_section(report->page, "HIGHLIGHTS");

	for (size_t i = 0; i < count && i < REPORT_HIGHLIGHTS_MAX; i++)
		add_highlight(
		    report, myth != RELEASED_NONE && i + 1 == REPORT_HIGHLIGHTS_MAX ? myth : order[i], part);
}
