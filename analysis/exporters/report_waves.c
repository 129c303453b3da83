/* SPDX-License-Identifier: EUPL-1.2
 *
 * The findings wave by wave: whether fewer people tell of a workaround after something was done about it.
 */
#include "report_parts.h"

#include "wording.h"

enum { WAVES_FINDING, WAVES_WAVE };

const size_t *
report_wave_order(struct report *report, const struct tally *tally, size_t axis)
{
	const struct dimension *waves = &tally->dimensions[axis];
	size_t *order = arena_array(&report->arena, waves->category_count, sizeof(*order)), count = 0;
	bool *listed = arena_array(&report->arena, waves->category_count, sizeof(*listed));

	for (size_t b = 0; b < report->block_count; b++)
		for (size_t w = 0; w < waves->category_count; w++)
			if (!listed[w] && view_equal(waves->categories[w].id, report->blocks[b].wave)) {
				listed[w] = true;
				order[count++] = w;
			}
	return order;
}

/* A finding, or (of "all") everybody who told of something of this kind. */
static void
add_numbers(struct report *report, const struct tally *tally, const size_t *waves, size_t finding,
            struct page *row)
{
	size_t all = dimension_all(&tally->dimensions[WAVES_WAVE]);

	for (size_t w = 0; w <= tally->dimensions[WAVES_WAVE].category_count; w++) {
		bool total = w == tally->dimensions[WAVES_WAVE].category_count;
		const struct cell *cell = tally_cell(tally, (size_t[]){ finding, total ? all : waves[w] });

		report_add_number(report, row, cell, report_count(report, cell));
	}
}

/* Its findings as they stand in figures: the largest first. */
static void
add_findings(struct report *report, const struct kind_tables *kind, const size_t *waves, struct page *table)
{
	const struct tally *tally = &kind->wave_people;
	const struct dimension *findings = &tally->dimensions[WAVES_FINDING];
	bool *only = arena_array(&report->arena, dimension_length(findings), sizeof(*only));
	size_t *order = arena_array(&report->arena, dimension_length(findings), sizeof(*order)), count;
	const struct figure figure = { .report = report, .tally = tally, .only = only };

	for (size_t f = 0; f < findings->category_count; f++) {
		size_t released = released_find(report->released, findings->categories[f].id);

		only[f] = released != RELEASED_NONE &&
		          report->released->findings[released].kind == kind->words->kind;
	}
	count = figure_order(&figure, order);
	for (size_t i = 0; i < count; i++) {
		struct page *row = page_section(table, "ENTRY");

		page_set(row, "ID", findings->categories[order[i]].id);
		page_set(row, "NAME", findings->categories[order[i]].text);
		report_position_written(report, tally, WAVES_FINDING, order[i], row);
		add_numbers(report, tally, waves, order[i], row);
	}
}

static void
add_kind(struct report *report, const struct kind_tables *kind, struct page *part)
{
	const struct tally *tally = &kind->wave_people;
	const size_t *waves = report_wave_order(report, tally, WAVES_WAVE);
	size_t hidden_before = report->hidden_places;
	struct page *table = page_section(part, "TABLE"), *sum;

	page_setf(table, "TARGET", "waves-%.*s", VIEW_ARGS(kind->id));
	page_set(
	    table, "CAPTION",
	    report_fill(report, "report_waves_caption",
	                (const struct catalogue_value[]){
	                    { "topic", report_message(report, kind->words->title) }, { .name = NULL } }));
	for (size_t w = 0; w < tally->dimensions[WAVES_WAVE].category_count; w++)
		page_set(page_section(table, "COLUMN"), "NAME",
		         wording_position(tally, WAVES_WAVE, waves[w]));
	add_findings(report, kind, waves, table);
	sum = page_section(table, "SUM");
	page_set(sum, "NAME", report_message(report, kind->words->finding_all));
	add_numbers(report, tally, waves, dimension_all(&tally->dimensions[WAVES_FINDING]), sum);
	if (report->hidden_places > hidden_before)
		page_show(table, "NOTE");
}

static struct page *
begin_chapter(struct report *report)
{
	report_chapter(report, VIEW("waves"), report_message(report, "report_waves"));
	return page_section(report->page, "WAVES");
}

static size_t
count_shown(const struct report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < report->kind_count; i++)
		count += report->kinds[i].wave_people.cell_count > 0;
	return count;
}

void
report_waves(struct report *report)
{
	struct page *part;

	if (count_shown(report) == 0)
		return;
	part = begin_chapter(report);
	for (size_t i = 0; i < report->kind_count; i++)
		if (report->kinds[i].wave_people.cell_count > 0)
			add_kind(report, &report->kinds[i], part);
}
