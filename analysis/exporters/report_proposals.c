/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the findings come to: the two sides of one thing, the improvement proposals, and the codebook.
 */
#include "report_parts.h"

/* A chapter in the list of chapters, and its section. */
static struct page *
begin_chapter(struct report *report, struct view id, struct view title, const char *section)
{
	report_chapter(report, id, title);
	return page_section(report->page, section);
}

/* ---- contrast ------------------------------------------------------------------------------------------ */

static void
add_side(struct report *report, size_t number, struct page *pair)
{
	const struct released_finding *finding = &report->released->findings[number];
	const struct kind_tables *kind = report_kind(report, finding->kind);
	struct page *side = page_section(pair, "SIDE");

	page_set(side, "LABEL", report_message(report, kind->words->one));
	page_set(side, "ID", finding->id);
	report_title(report, finding, side);
	report_finding_quotes(report, number, 1, side);
}

/* How many people of an audience (NULL: of all) told of a finding; NULL where nobody of them was asked. */
static const struct cell *
side_cell(const struct report *report, size_t number, const struct category *audience)
{
	const struct released_finding *finding = &report->released->findings[number];
	const struct tally *people = &report_kind(report, finding->kind)->people;
	const struct dimension *audiences = &people->dimensions[FIGURE_AUDIENCE];

	if (audience == NULL)
		return report_finding_cell(report, finding, dimension_all(audiences));
	for (size_t a = 0; a < audiences->category_count; a++)
		if (view_equal(audiences->categories[a].id, audience->id))
			return tally_shows(people, FIGURE_AUDIENCE, a)
			         ? report_finding_cell(report, finding, a)
			         : NULL;
	return NULL;
}

static void
add_value(struct report *report, const struct cell *cell, struct page *row)
{
	if (cell == NULL)
		page_set(page_section(row, "VALUE"), "TEXT", VIEW("–"));
	else
		report_add_number(report, row, cell, report_count(report, cell));
}

static void
add_row(struct report *report, const size_t *sides, const struct category *audience, const char *section,
        struct page *table)
{
	const struct cell *cells[2] = { side_cell(report, sides[0], audience),
		                        side_cell(report, sides[1], audience) };
	struct page *row;

	if (cells[0] == NULL && cells[1] == NULL)
		return;
	row = page_section(table, section);
	page_set(row, "NAME",
	         audience == NULL ? report_message(report, "report_total")
	                          : report_audience(report, audience->text));
	for (size_t side = 0; side < 2; side++)
		add_value(report, cells[side], row);
}

/* The audiences of both sides; kinds can have been asked of different ones. */
static void
add_pair_table(struct report *report, const size_t *sides, size_t number, struct page *pair)
{
	struct page *table = page_section(pair, "TABLE");
	const struct dimension *audiences = &report->response.dimensions[1];
	size_t hidden_before = report->hidden_places;

	page_setf(table, "TARGET", "contrast-%zu", number);
	for (size_t side = 0; side < 2; side++)
		report_title(report, &report->released->findings[sides[side]], page_section(table, "COLUMN"));
	for (size_t a = 0; a < audiences->category_count; a++)
		add_row(report, sides, &audiences->categories[a], "ENTRY", table);
	add_row(report, sides, NULL, "SUM", table);
	if (report->hidden_places > hidden_before)
		page_show(table, "NOTE");
}

static bool
has_table(const struct report *report, size_t finding)
{
	const struct kind_tables *kind = report_kind(report, report->released->findings[finding].kind);

	return kind != NULL && kind->people.cell_count > 0;
}

void
report_contrast(struct report *report)
{
	const struct released *released = report->released;
	struct page *part = NULL;
	size_t count = 0;

	for (size_t f = 0; f < released->finding_count; f++) {
		const size_t sides[2] = { f, released->findings[f].contrast };
		struct page *pair;

		/* Where both name each other they are one pair. */
		if (sides[1] == RELEASED_NONE || sides[1] == f ||
		    (released->findings[sides[1]].contrast == f && sides[1] < f) || !has_table(report, f) ||
		    !has_table(report, sides[1]))
			continue;
		if (count++ == 0)
			part = begin_chapter(report, VIEW("contrast"),
			                     report_message(report, "report_contrast"), "CONTRAST");
		pair = page_section(part, "PAIR");
		add_side(report, sides[0], pair);
		add_side(report, sides[1], pair);
		add_pair_table(report, sides, count, pair);
	}
}

/* ---- proposals ----------------------------------------------------------------------------------------- */

static void
add_proposal(struct report *report, const struct released_finding *finding, struct page *part)
{
	struct page *row = page_section(part, "PROPOSAL");
	struct view owner = released_part(finding, "owner"), state = released_part(finding, "state"),
	            not_yet = report_message(report, "report_not_yet");

	page_set(row, "ID", finding->id);
	report_title(report, finding, row);
	report_written(report, row, "WRITTEN");
	report_lines(row, released_part(finding, "proposal"));
	page_set(row, "OWNER", owner.len > 0 ? owner : not_yet);
	if (owner.len > 0)
		report_written(report, row, "OWNER_WRITTEN");
	if (state.len == 0) {
		page_set(row, "STATE", not_yet);
		return;
	}
	page_set(
	    row, "STATE",
	    report_message(report, arena_printf(&report->arena, "report_part_%.*s", VIEW_ARGS(state)).ptr));
	report_day(report, released_part(finding, arena_copy(&report->arena, state).ptr), row);
}

void
report_proposals(struct report *report)
{
	const size_t *order = report_ranked(report);
	struct page *part = NULL;
	size_t count = 0;

	for (size_t f = 0; f < report->released->finding_count; f++) {
		const struct released_finding *finding = &report->released->findings[order[f]];

		if (released_part(finding, "proposal").len == 0)
			continue;
		if (count++ == 0)
			part = begin_chapter(report, VIEW("proposals"),
			                     report_message(report, "report_proposals"), "PROPOSALS");
		add_proposal(report, finding, part);
	}
}

/* ---- the codebook -------------------------------------------------------------------------------------- */

/* Without the examples, which can be people's own words. */
void
report_codebook(struct report *report)
{
	const struct codebook *codebook = &report->work->codebook;
	struct page *part = NULL;
	size_t count = 0;

	for (size_t i = 0; i < codebook->count; i++) {
		const struct code *code = &codebook->list[i];
		struct page *entry;

		if (code->into.len > 0 || code->retired)
			continue;
		if (count++ == 0)
			part = begin_chapter(report, VIEW("codebook"),
			                     report_message(report, "report_codebook"), "CODEBOOK");
		if (count == 1)
			report_written(report, part, "WRITTEN");
		entry = page_section(part, "CODE");
		page_set_number(entry, "DEPTH", (long)(code->depth < 3 ? code->depth : 3));
		page_set(entry, "NAME", code->name.len > 0 ? code->name : code->id);
		if (code->definition.len > 0)
			page_set(page_section(entry, "DEFINITION"), "TEXT", code->definition);
	}
}
