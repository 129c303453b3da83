/* SPDX-License-Identifier: EUPL-1.2
 *
 * Charts. A bar is a small SVG whose lengths are percentages, so that it fits a phone and a sheet of paper;
 * who cannot see it is told what it is, and that the table below says the same.
 */
#include "report_parts.h"

#include "unicode.h"
#include "wording.h"

enum {
	BAR_ROOM = 84,    /* percent of the width that the longest bar takes; the rest is for its number */
	SHARE_ROOM = 66,  /* the same where two numbers stand behind a bar */
	BAR_HIDDEN = 3,   /* length of the stub that stands for a hidden number */
	SERIES_COUNT = 6, /* colours in report.css */
	NAME_LENGTH = 27, /* letters that fit beside a bar; longer names stand above it */
};

/* What the full length of a bar stands for. */
struct scale {
	bool by_share; /* of the audience's own total; otherwise of `full` */
	uint64_t full;
};

static void
add_bar(const struct figure *figure, const struct scale *scale, size_t category, size_t audience,
        struct page *row)
{
	struct report *report = figure->report;
	const struct cell *cell = figure_cell(figure, category, audience);
	const struct cell *whole = figure_cell(figure, figure_all_categories(figure), audience);
	uint64_t full = scale->by_share ? whole->count : scale->full;
	bool hidden = cell_hidden(cell);
	double room = scale->by_share ? SHARE_ROOM : BAR_ROOM;
	double length = hidden || full == 0 ? 0 : room * (double)cell->count / (double)full;
	struct page *bar = page_section(row, "BAR");

	if (audience != figure_all_audiences(figure)) {
		struct view name = figure->tally->dimensions[FIGURE_AUDIENCE].categories[audience].text;

		page_set(page_section(bar, "WHO"), "NAME", report_audience(report, name));
	}
	page_setf(bar, "SERIES", "%zu",
	          audience == figure_all_audiences(figure) ? 0 : 1 + audience % SERIES_COUNT);
	page_setf(bar, "LENGTH", "%.2f%%", hidden ? (double)BAR_HIDDEN : length);
	page_set(bar, "SORT", hidden ? VIEW("hidden") : VIEW("shown"));
	if (scale->by_share && !hidden)
		page_setf(bar, "VALUE", "%.*s (%llu)", VIEW_ARGS(report_share(report, cell, whole)),
		          (unsigned long long)cell->count);
	else
		page_set(bar, "VALUE", report_count(report, cell));
}

/* Bars for all have the whole as their full length where that may be known, so that the charts of a section
 * compare (not of findings, each of which is a small part); bars of audiences compare by shares where all audiences are large enough. */
static struct scale
scale_of(const struct figure *figure, bool compare)
{
	size_t all = figure_all_categories(figure), audiences = figure_all_audiences(figure);
	size_t first = compare ? 0 : audiences, last = compare ? audiences : audiences + 1;
	struct scale scale = { .by_share = compare };

	for (size_t audience = first; audience < last; audience++) {
		const struct cell *whole = figure_cell(figure, all, audience);

		if (!figure_has_audience(figure, audience))
			continue;
		scale.by_share = scale.by_share && report_has_shares(figure->report, whole);
		if (!compare && figure->only == NULL && !cell_hidden(whole))
			scale.full = whole->count;
		for (size_t category = 0; category < all; category++) {
			const struct cell *cell = figure_cell(figure, category, audience);

			if ((figure->only == NULL || figure->only[category]) && !cell_hidden(cell) &&
			    cell->count > scale.full)
				scale.full = cell->count;
		}
	}
	return scale;
}

/* A class of report.css. */
static struct view
layout_of(const struct figure *figure, bool compare)
{
	const struct dimension *dimension = &figure->tally->dimensions[FIGURE_CATEGORY];

	if (compare)
		return VIEW("compare");
	for (size_t i = 0; i < dimension->category_count; i++)
		if (unicode_length(dimension->categories[i].text) > NAME_LENGTH)
			return VIEW("stacked");
	return VIEW("beside");
}

void
report_chart(const struct figure *figure, bool compare, const size_t *order, size_t count, struct page *part)
{
	struct page *chart = page_section(part, "CHART");
	struct scale scale = scale_of(figure, compare);
	size_t audiences = figure_all_audiences(figure);
	const struct cell *whole = figure_cell(figure, figure_all_categories(figure), audiences);
	bool of_whole = !compare && figure->only == NULL && !cell_hidden(whole);
	const char *words = scale.by_share ? "report_scale_share"
	                  : of_whole       ? "report_scale_whole"
	                                   : "report_scale_count";

	page_set(chart, "LAYOUT", layout_of(figure, compare));
	page_set(chart, "SCALE", report_message(figure->report, words));
	for (size_t i = 0; i < count; i++) {
		struct page *row = page_section(chart, "ROW");

		page_set(row, "NAME", wording_position(figure->tally, FIGURE_CATEGORY, order[i]));
		report_position_written(figure->report, figure->tally, FIGURE_CATEGORY, order[i], row);
		if (!compare)
			add_bar(figure, &scale, order[i], audiences, row);
		for (size_t audience = 0; compare && audience < audiences; audience++)
			if (figure_has_audience(figure, audience))
				add_bar(figure, &scale, order[i], audience, row);
	}
}
