/* SPDX-License-Identifier: EUPL-1.2
 *
 * The chapters of findings: workarounds by life domain, and myths. Which domain a finding is about, its tags say.
 */
#include "report_parts.h"

#include <stdlib.h>

/* One chapter: which findings it is about, and which of those have their card in it. */
struct chapter {
	struct view id, name;
	bool *about, *cards; /* by finding */
	size_t count;        /* of `about` */
};

static size_t
position_of(const struct kind_tables *kind, struct view finding)
{
	const struct dimension *dimension = &kind->people.dimensions[FIGURE_CATEGORY];
	size_t position = 0;

	while (position < dimension->category_count &&
	       !view_equal(dimension->categories[position].id, finding))
		position++;
	return position;
}

/* The figure, and the cards in the order of its bars. */
static void
fill_chapter(struct report *report, const struct kind_tables *kind, const struct chapter *chapter,
             struct view heading, struct page *part)
{
	size_t length = dimension_length(&kind->people.dimensions[FIGURE_CATEGORY]), count;
	bool *only = arena_array(&report->arena, length, sizeof(*only));
	size_t *order = arena_array(&report->arena, length, sizeof(*order));
	struct figure figure = {
		.report = report,
		.tally = &kind->people,
		.topic = chapter->name,
		.id = arena_printf(&report->arena, "%.*s-findings", VIEW_ARGS(chapter->id)),
		.only = only,
		.heading = heading,
		.sum = kind->words->finding_all,
	};

	for (size_t f = 0; f < report->released->finding_count; f++)
		if (chapter->about[f])
			only[position_of(kind, report->released->findings[f].id)] = true;
	report_figure(&figure, part);
	count = figure_order(&figure, order);
	for (size_t i = 0; i < count; i++) {
		struct view id = kind->people.dimensions[FIGURE_CATEGORY].categories[order[i]].id;
		size_t finding = released_find(report->released, id);

		if (chapter->cards[finding])
			report_finding_card(report, finding, part);
	}
}

/* ---- life domains -------------------------------------------------------------------------------------- */

static void
add_domain(struct report *report, const struct kind_tables *kind, const struct chapter *chapter, bool named)
{
	struct page *part = page_section(report->page, "DOMAIN");
	struct view target = arena_printf(&report->arena, "domain-%.*s", VIEW_ARGS(chapter->id));

	report_chapter(report, target, chapter->name);
	page_set(part, "TARGET", target);
	page_set(part, "NAME", chapter->name);
	if (named)
		page_show(part, "NAMED");
	fill_chapter(report, kind, chapter, report_message(report, "report_domain_figure"), part);
	for (size_t f = 0; f < report->released->finding_count; f++)
		if (chapter->about[f] && !chapter->cards[f]) {
			struct page *also = page_section(part, "ALSO");

			page_set(also, "ID", report->released->findings[f].id);
			report_title(report, &report->released->findings[f], also);
		}
}

/* What is left for a chapter without a domain. */
static void
add_others(struct report *report, const struct kind_tables *kind, const bool *done, bool alone)
{
	struct chapter chapter = {
		.id = VIEW("other"),
		.name = report_message(report, alone ? "report_domain_all" : "report_domain_other"),
		.about = arena_array(&report->arena, report->released->finding_count, sizeof(bool)),
	};

	chapter.cards = chapter.about;
	for (size_t f = 0; f < report->released->finding_count; f++)
		if (report->released->findings[f].kind == kind->words->kind && !done[f]) {
			chapter.about[f] = true;
			chapter.count++;
		}
	if (chapter.count > 0)
		add_domain(report, kind, &chapter, false);
}

void
report_domains(struct report *report)
{
	const struct kind_tables *kind = report_kind(report, MENTION_OLIFANTENPAADJE);
	const struct released *released = report->released;
	const struct dimension *domains;
	bool *done = arena_array(&report->arena, released->finding_count, sizeof(*done)), any = false;

	if (kind == NULL || kind->people.cell_count == 0)
		return;
	domains = &kind->domains.dimensions[FIGURE_CATEGORY];
	for (size_t d = 0; kind->domains.cell_count > 0 && d < domains->category_count; d++) {
		struct chapter chapter = { .id = domains->categories[d].id,
			                   .name = domains->categories[d].text };

		chapter.about = arena_array(&report->arena, released->finding_count, sizeof(bool));
		chapter.cards = arena_array(&report->arena, released->finding_count, sizeof(bool));
		for (size_t f = 0; f < released->finding_count; f++) {
			const struct released_finding *finding = &released->findings[f];

			if (finding->kind != kind->words->kind || !released_tagged(finding, chapter.id))
				continue;
			chapter.about[f] = true;
			chapter.cards[f] = !done[f];
			chapter.count++;
			done[f] = true;
		}
		if (chapter.count > 0)
			add_domain(report, kind, &chapter, true);
		any = any || chapter.count > 0;
	}
	add_others(report, kind, done, !any);
}

/* ---- myths --------------------------------------------------------------------------------------------- */

void
report_myths(struct report *report)
{
	const struct kind_tables *kind = report_kind(report, MENTION_BROODJE_AAP);
	struct chapter chapter = { .id = VIEW("myths"), .name = report_message(report, "report_myths") };
	struct page *part;

	if (kind == NULL || kind->people.cell_count == 0)
		return;
	report_chapter(report, chapter.id, chapter.name);
	part = page_section(report->page, "MYTHS");
	chapter.about = arena_array(&report->arena, report->released->finding_count, sizeof(bool));
	for (size_t f = 0; f < report->released->finding_count; f++)
		chapter.about[f] = report->released->findings[f].kind == kind->words->kind;
	chapter.cards = chapter.about;
	fill_chapter(report, kind, &chapter, report_message(report, "report_myths_figure"), part);
}
