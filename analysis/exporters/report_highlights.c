/* SPDX-License-Identifier: EUPL-1.2
 *
 * The findings of the summary: of all that were released the ones that most people told of, each with a quote and what is
 * asked. A myth is always among them where there is one.
 */
#include "report_parts.h"

#include <stdlib.h>

struct ranked {
	size_t finding;
	bool shown;
	uint64_t people;
};

static int
compare_ranked(const void *first, const void *second)
{
	const struct ranked *a = first, *b = second;

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
		return (struct ranked){ .finding = number };
	return (struct ranked){ number, true, cell->count };
}

/* Puts the first myth in the last place of the summary when none has a place in it. */
static void
keep_a_myth(const struct report *report, struct ranked *ranks, size_t count)
{
	const struct released_finding *findings = report->released->findings;
	size_t myth = 0;

	while (myth < count && findings[ranks[myth].finding].kind != MENTION_BROODJE_AAP)
		myth++;
	if (myth < count && myth >= REPORT_HIGHLIGHTS_MAX)
		ranks[REPORT_HIGHLIGHTS_MAX - 1] = ranks[myth];
}

static void
add_highlight(struct report *report, size_t number, struct page *part)
{
	const struct released_finding *finding = &report->released->findings[number];
	bool myth = finding->kind == MENTION_BROODJE_AAP;
	struct view asked = released_part(finding, myth ? "true" : "proposal");
	struct page *item = page_section(part, "HIGHLIGHT"), *request;

	page_set(item, "ID", finding->id);
	page_set(item, "TITLE", finding->title);
	report_finding_number(report, finding, item);
	report_finding_quotes(report, number, 1, item);
	if (asked.len == 0)
		return;
	request = page_section(item, "REQUEST");
	page_set(request, "LABEL", report_message(report, myth ? "report_request_myth" : "report_request"));
	page_set(request, "TEXT", asked);
}

void
report_highlights(struct report *report)
{
	size_t count = report->released->finding_count;
	struct ranked *ranks = xcalloc(count, sizeof(*ranks));
	struct page *part = page_section(report->page, "HIGHLIGHTS");

	for (size_t f = 0; f < count; f++)
		ranks[f] = rank_of(report, f);
	qsort(ranks, count, sizeof(*ranks), compare_ranked);
	keep_a_myth(report, ranks, count);
	for (size_t i = 0; i < count && i < REPORT_HIGHLIGHTS_MAX; i++)
		add_highlight(report, ranks[i].finding, part);
	free(ranks);
}
