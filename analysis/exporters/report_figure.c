/* SPDX-License-Identifier: EUPL-1.2
 *
 * Charts and the tables under them. A bar is a small SVG whose lengths are percentages, so that it fits a phone and a
 * sheet of paper; for who cannot see it the table says the same.
 */
#include "report_parts.h"

#include <stdlib.h>

#include "wording.h"

enum {
	BAR_ROOM = 84,    /* percent of the width that the longest bar takes; the rest is for its number */
	BAR_HIDDEN = 3,   /* length of the stub that stands for a hidden number */
	SERIES_COUNT = 6, /* colours in report.css */
};

const struct cell *
figure_cell(const struct figure *figure, size_t category, size_t audience)
{
	size_t positions[TABLE_AXES_MAX];

	for (size_t axis = 0; axis < TABLE_AXES_MAX; axis++)
		positions[axis] = figure->positions[axis];
	positions[figure->category_axis] = category;
	positions[figure->audience_axis] = audience;
	return tally_cell(figure->tally, positions);
}

size_t
figure_all_audiences(const struct figure *figure)
{
	return dimension_all(&figure->tally->dimensions[figure->audience_axis]);
}

size_t
figure_all_categories(const struct figure *figure)
{
	return dimension_all(&figure->tally->dimensions[figure->category_axis]);
}

/* ---- the order of rows ----------------------------------------------------------------------------------- */

struct rank {
	size_t position;
	int tier; /* shown, hidden, zero, not answered */
	uint64_t count;
};

static int
compare_ranks(const void *first, const void *second)
{
	const struct rank *a = first, *b = second;

	if (a->tier != b->tier)
		return a->tier - b->tier;
	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return (a->position > b->position) - (a->position < b->position);
}

static struct rank
rank_of(const struct figure *figure, size_t position)
{
	const struct cell *cell = figure_cell(figure, position, figure_all_audiences(figure));

	if (position == dimension_missing(&figure->tally->dimensions[figure->category_axis]))
		return (struct rank){ position, 3, 0 };
	if (cell_hidden(cell))
		return (struct rank){ position, 1, 0 };
	return (struct rank){ position, cell->count == 0 ? 2 : 0, cell->count };
}

/* "Not answered" of this figure: the tally as a whole may have it where this part of it does not. */
static bool
shows_position(const struct figure *figure, size_t position)
{
	const struct cell *cell = figure_cell(figure, position, figure_all_audiences(figure));

	return position != dimension_missing(&figure->tally->dimensions[figure->category_axis]) || cell->count > 0 ||
	       cell_hidden(cell);
}

size_t
figure_order(const struct figure *figure, size_t *order)
{
	size_t all = figure_all_categories(figure), count = 0;
	struct rank *ranks = xcalloc(all, sizeof(*ranks));

	for (size_t position = 0; position < all; position++)
		if (shows_position(figure, position))
			ranks[count++] = rank_of(figure, position);
	qsort(ranks, count, sizeof(*ranks), compare_ranks);
	for (size_t i = 0; i < count; i++)
		order[i] = ranks[i].position;
	free(ranks);
	return count;
}

/* ---- the claim ------------------------------------------------------------------------------------------- */

/* The largest shown number among the categories; 0 when there is none. */
static uint64_t
largest_count(const struct figure *figure)
{
	const struct dimension *dimension = &figure->tally->dimensions[figure->category_axis];
	uint64_t largest = 0;

	for (size_t i = 0; i < dimension->category_count; i++) {
		const struct cell *cell = figure_cell(figure, i, figure_all_audiences(figure));

		if (!cell_hidden(cell) && cell->count > largest)
			largest = cell->count;
	}
	return largest;
}

static bool
hides_some(const struct figure *figure)
{
	for (size_t i = 0; i < figure_all_categories(figure); i++)
		if (cell_hidden(figure_cell(figure, i, figure_all_audiences(figure))))
			return true;
	return false;
}

/* The names of the categories with that number: "A", "A and B", "A, B and C". Returns how many there are. */
static size_t
names_with(const struct figure *figure, uint64_t count, struct view *names)
{
	const struct dimension *dimension = &figure->tally->dimensions[figure->category_axis];
	struct arena *arena = &figure->report->arena;
	struct view and = report_message(figure->report, "report_and");
	size_t found = 0, left = 0;

	for (size_t i = 0; i < dimension->category_count; i++) {
		const struct cell *cell = figure_cell(figure, i, figure_all_audiences(figure));

		left += !cell_hidden(cell) && cell->count == count;
	}
	for (size_t i = 0; i < dimension->category_count; i++) {
		const struct cell *cell = figure_cell(figure, i, figure_all_audiences(figure));
		struct view text = dimension->categories[i].text;

		if (cell_hidden(cell) || cell->count != count)
			continue;
		*names = found == 0 ? arena_printf(arena, "‘%.*s’", VIEW_ARGS(text))
		         : found + 1 == left
		                 ? arena_printf(arena, "%.*s %.*s ‘%.*s’", VIEW_ARGS(*names), VIEW_ARGS(and), VIEW_ARGS(text))
		                 : arena_printf(arena, "%.*s, ‘%.*s’", VIEW_ARGS(*names), VIEW_ARGS(text));
		found++;
	}
	return found;
}

struct view
figure_claim(const struct figure *figure)
{
	struct report *report = figure->report;
	const struct cell *total = figure_cell(figure, figure_all_categories(figure), figure_all_audiences(figure));
	uint64_t largest = largest_count(figure);
	struct view names = { NULL, 0 }, count, claim;
	size_t found;

	if (largest == 0)
		return report_message(report, hides_some(figure) ? "report_claim_hidden" : "report_claim_nothing");
	found = names_with(figure, largest, &names);
	count = arena_printf(&report->arena, "%llu", (unsigned long long)largest);
	if (!cell_hidden(total))
		count = report_fill(report, "report_of_total",
		                    (const struct catalogue_value[]){
		                            { "count", count },
		                            { "total", wording_count(figure->tally, total, &report->arena) },
		                            { .name = NULL },
		                    });
	claim = report_fill(report, found > 1 ? figure->claim_tie : figure->claim,
	                    (const struct catalogue_value[]){ { "name", names }, { "count", count }, { .name = NULL } });
	if (hides_some(figure))
		claim = arena_printf(&report->arena, "%.*s %.*s", VIEW_ARGS(claim),
		                     VIEW_ARGS(report_message(report, "report_claim_of_shown")));
	return claim;
}

/* ---- bars ------------------------------------------------------------------------------------------------ */

/* What the full length of a bar stands for. */
struct scale {
	bool by_share;   /* of the audience's own total; otherwise of `full` */
	uint64_t full;
};

static void
add_bar(const struct figure *figure, const struct scale *scale, size_t category, size_t audience, struct page *row)
{
	struct report *report = figure->report;
	const struct cell *cell = figure_cell(figure, category, audience);
	const struct cell *whole = figure_cell(figure, figure_all_categories(figure), audience);
	uint64_t full = scale->by_share ? whole->count : scale->full;
	bool hidden = cell_hidden(cell);
	double length = hidden || full == 0 ? 0 : BAR_ROOM * (double)cell->count / (double)full;
	struct page *bar = page_section(row, "BAR");

	if (audience != figure_all_audiences(figure)) {
		struct view name = figure->tally->dimensions[figure->audience_axis].categories[audience].text;

		page_set(page_section(bar, "WHO"), "NAME", report_audience(report, name));
	}
	page_setf(bar, "SERIES", "%zu", audience == figure_all_audiences(figure) ? 0 : 1 + audience % SERIES_COUNT);
	page_setf(bar, "LENGTH", "%.2f%%", hidden ? (double)BAR_HIDDEN : length);
	page_set(bar, "SORT", hidden ? VIEW("hidden") : VIEW("shown"));
	if (scale->by_share && !hidden)
		page_setf(bar, "VALUE", "%.*s (%llu)", VIEW_ARGS(report_share(report, cell, whole)),
		          (unsigned long long)cell->count);
	else
		page_set(bar, "VALUE", wording_count(figure->tally, cell, &report->arena));
}

/* Bars for all have the whole as their full length where that may be known, so that the charts of a section compare; bars of
 * audiences compare by shares where all audiences are large enough. */
static struct scale
scale_of(const struct figure *figure, bool compare)
{
	size_t all = figure_all_categories(figure), audiences = figure_all_audiences(figure);
	size_t first = compare ? 0 : audiences, last = compare ? audiences : audiences + 1;
	struct scale scale = { .by_share = compare };

	for (size_t audience = first; audience < last; audience++) {
		const struct cell *whole = figure_cell(figure, all, audience);

		scale.by_share = scale.by_share && report_has_shares(whole);
		if (!compare && !cell_hidden(whole))
			scale.full = whole->count;
		for (size_t category = 0; category < all; category++) {
			const struct cell *cell = figure_cell(figure, category, audience);

			if (!cell_hidden(cell) && cell->count > scale.full)
				scale.full = cell->count;
		}
	}
	return scale;
}

static void
add_chart(const struct figure *figure, bool compare, const size_t *order, size_t count, struct page *part)
{
	struct page *chart = page_section(part, "CHART");
	struct scale scale = scale_of(figure, compare);
	size_t audiences = figure_all_audiences(figure);
	const struct cell *whole = figure_cell(figure, figure_all_categories(figure), audiences);
	const char *words = scale.by_share                              ? "report_scale_share"
	                    : !compare && !cell_hidden(whole)            ? "report_scale_whole"
	                                                                 : "report_scale_count";

	page_set(chart, "LAYOUT", compare ? VIEW("compare") : VIEW("plain"));
	page_set(chart, "SCALE", report_message(figure->report, words));
	for (size_t i = 0; i < count; i++) {
		struct page *row = page_section(chart, "ROW");

		page_set(row, "NAME", wording_position(figure->tally, figure->category_axis, order[i]));
		if (!compare)
			add_bar(figure, &scale, order[i], audiences, row);
		for (size_t audience = 0; compare && audience < audiences; audience++)
			add_bar(figure, &scale, order[i], audience, row);
	}
}

/* ---- tables ---------------------------------------------------------------------------------------------- */

static void
add_column(struct page *part, struct view name)
{
	page_set(page_section(part, "COLUMN"), "NAME", name);
}

static void
add_numbers(const struct figure *figure, bool compare, size_t category, struct page *row)
{
	struct report *report = figure->report;
	size_t audiences = figure_all_audiences(figure), all = figure_all_categories(figure);
	const struct cell *cell = figure_cell(figure, category, audiences);

	for (size_t audience = 0; compare && audience < audiences; audience++)
		report_number(report, page_section(row, "VALUE"), figure->tally, figure_cell(figure, category, audience));
	report_number(report, page_section(row, "VALUE"), figure->tally, cell);
	if (!compare && figure->tally->unit == TALLY_MENTIONS)
		page_set(page_section(row, "VALUE"), "TEXT", wording_respondents(figure->tally, cell, &report->arena));
	if (!compare && report_has_shares(figure_cell(figure, all, audiences))) {
		struct view share = report_share(report, cell, figure_cell(figure, all, audiences));

		page_set(page_section(row, "VALUE"), "TEXT", share.len > 0 ? share : VIEW("–"));
	}
}

static void
add_table(const struct figure *figure, bool compare, const size_t *order, size_t count, struct page *part)
{
	struct report *report = figure->report;
	const struct dimension *audience_dimension = &figure->tally->dimensions[figure->audience_axis];
	size_t audiences = figure_all_audiences(figure), all = figure_all_categories(figure);
	struct page *row;

	page_set(part, "FIRST", figure->tally->dimensions[figure->category_axis].title);
	for (size_t audience = 0; compare && audience < audiences; audience++)
		add_column(part, report_audience(report, audience_dimension->categories[audience].text));
	add_column(part, compare ? report_message(report, "report_total") : wording_unit(figure->tally));
	if (!compare && figure->tally->unit == TALLY_MENTIONS)
		add_column(part, report_message(report, "report_people"));
	if (!compare && report_has_shares(figure_cell(figure, all, audiences)))
		add_column(part, report_message(report, "report_share"));
	for (size_t i = 0; i < count; i++) {
		row = page_section(part, "ENTRY");
		page_set(row, "NAME", wording_position(figure->tally, figure->category_axis, order[i]));
		add_numbers(figure, compare, order[i], row);
	}
	row = page_section(part, "SUM");
	page_set(row, "NAME", report_message(report, "report_total"));
	add_numbers(figure, compare, all, row);
}

static void
add_figure(const struct figure *figure, bool compare, const size_t *order, size_t count, struct page *part)
{
	struct report *report = figure->report;
	const struct dimension *dimension = &figure->tally->dimensions[figure->category_axis];
	struct page *page = page_include(part, "FIGURE", "report-figure.tpl");
	struct view caption = report_fill(report, compare ? "report_caption_compare" : "report_caption",
	                                  (const struct catalogue_value[]){ { "unit", wording_unit(figure->tally) },
	                                                                    { "title", dimension->title },
	                                                                    { .name = NULL } });

	page_setf(page, "ID", "%.*s%s", VIEW_ARGS(figure->id), compare ? "-groups" : "");
	page_set(page, "LABEL", dimension->title);
	page_set(page, "HEADING", compare ? report_message(report, "report_compare_heading") : figure_claim(figure));
	page_set(page, "CAPTION", caption);
	add_chart(figure, compare, order, count, page);
	add_table(figure, compare, order, count, page);
	if (dimension->multiple)
		page_show(page, "MULTIPLE");
}

void
report_figure(const struct figure *figure, struct page *part)
{
	size_t *order = xcalloc(figure_all_categories(figure), sizeof(*order)), count = figure_order(figure, order);

	add_figure(figure, false, order, count, part);
	if (figure_all_audiences(figure) > 1)
		add_figure(figure, true, order, count, part);
	free(order);
}
