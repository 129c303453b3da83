/* SPDX-License-Identifier: EUPL-1.2
 *
 * A finding in the report: its number, its quotes, its card and how far the improvement is.
 */
#include "report_parts.h"

#include <stdio.h>
#include <string.h>

/* The parts that are shown as they are, in this order; finding_parts says whose card has which. */
static const char *const shown_parts[] = { "claim", "true",  "source", "keeps-away", "audience", "bottleneck",
	                                   "path",  "helps", "risk",   "blocks",     "proposal", "owner" };
static const char *const steps[] = { "plan", "do", "check", "act" };

enum { PARTS = sizeof(shown_parts) / sizeof(shown_parts[0]), STEPS = sizeof(steps) / sizeof(steps[0]) };

const struct kind_tables *
report_kind(const struct report *report, enum mention_kind kind)
{
	for (size_t i = 0; i < report->kind_count; i++)
		if (report->kinds[i].words->kind == kind)
			return &report->kinds[i];
	return NULL;
}

const struct cell *
report_finding_cell(const struct report *report, const struct released_finding *finding, size_t audience)
{
	const struct kind_tables *kind = report_kind(report, finding->kind);
	const struct dimension *findings;

	if (kind == NULL || kind->people.cell_count == 0)
		return NULL;
	findings = &kind->people.dimensions[FIGURE_CATEGORY];
	for (size_t i = 0; i < findings->category_count; i++)
		if (view_equal(findings->categories[i].id, finding->id))
			return tally_cell(&kind->people, (size_t[]){ i, audience });
	return NULL;
}

void
report_finding_number(struct report *report, const struct released_finding *finding, struct page *part)
{
	const struct kind_tables *kind = report_kind(report, finding->kind);
	const struct cell *cell, *total;
	struct page *number;

	cell = kind == NULL || kind->people.cell_count == 0
	         ? NULL
	         : report_finding_cell(report, finding,
	                               dimension_all(&kind->people.dimensions[FIGURE_AUDIENCE]));
	if (cell == NULL || cell_hidden(cell)) {
		page_show(part, "SECRET");
		return;
	}
	total = tally_total(&kind->people);
	number = page_section(part, "NUMBER");
	page_set(number, "COUNT", report_sentence(report, report_count_told(report, cell)));
	page_set(number, "OF",
	         report_fill(report, cell_hidden(total) ? "report_finding_people" : kind->words->finding_of,
	                     (const struct catalogue_value[]){ { "total", report_count_told(report, total) },
	                                                       { .name = NULL } }));
}

/* ---- the card ------------------------------------------------------------------------------------------ */

static struct view
part_message(const struct report *report, const char *part)
{
	char id[40];

	snprintf(id, sizeof(id), "report_part_%s", part);
	return report_message(report, id);
}

static void
add_part(struct report *report, struct page *card, const char *name, struct view value)
{
	struct page *part;

	if (value.len == 0)
		return;
	part = page_section(card, "PART");
	page_set(part, "PART_NAME", view_of(name));
	page_set(part, "LABEL", part_message(report, name));
	report_written(report, part, "WRITTEN");
	report_lines(part, value);
}

static void
add_steps(struct report *report, const struct released_finding *finding, struct page *card)
{
	struct view state = released_part(finding, "state");
	bool any = state.len > 0;
	struct page *pdca;

	for (size_t i = 0; i < STEPS; i++)
		any = any || released_part(finding, steps[i]).len > 0;
	if (!any)
		return;
	pdca = page_section(card, "PDCA");
	for (size_t i = 0; i < STEPS; i++) {
		struct page *step = page_section(pdca, "STEP");

		page_set(step, "LABEL", part_message(report, steps[i]));
		if (view_is(state, steps[i]))
			page_show(step, "NOW");
		report_day(report, released_part(finding, steps[i]), step);
	}
}

void
report_finding_card(struct report *report, size_t number, struct page *part)
{
	const struct released_finding *finding = &report->released->findings[number];
	struct page *card = page_include(part, "FINDING", report_template(report, "report-finding"));

	report_finding_anchors(finding, card);
	report_title(report, finding, card);
	report_finding_number(report, finding, card);
	report_finding_quotes(report, number, RELEASED_NONE, card);
	for (size_t i = 0; i < PARTS; i++) {
		const struct finding_part *about = finding_part_find(view_of(shown_parts[i]));

		if (about->kind == MENTION_NONE || about->kind == finding->kind)
			add_part(report, card, shown_parts[i], released_part(finding, shown_parts[i]));
	}
	add_steps(report, finding, card);
}
