/* SPDX-License-Identifier: EUPL-1.2
 *
 * Figures: a claim, a chart and a table with the same numbers. Charts are report_chart.c.
 */
#include "report_parts.h"

#include <stdlib.h>

#include "wording.h"

const struct cell *
figure_cell(const struct figure *figure, size_t category, size_t audience)
{
	return tally_cell(figure->tally,
	                  (size_t[]){ [FIGURE_CATEGORY] = category, [FIGURE_AUDIENCE] = audience });
}

size_t
figure_all_audiences(const struct figure *figure)
{
	return dimension_all(&figure->tally->dimensions[FIGURE_AUDIENCE]);
}

size_t
figure_all_categories(const struct figure *figure)
{
	return dimension_all(&figure->tally->dimensions[FIGURE_CATEGORY]);
}

bool
figure_has_audience(const struct figure *figure, size_t audience)
{
	return tally_shows(figure->tally, FIGURE_AUDIENCE, audience);
}

static size_t
audiences_asked(const struct figure *figure)
{
	size_t count = 0;

	for (size_t audience = 0; audience < figure_all_audiences(figure); audience++)
		count += figure_has_audience(figure, audience);
	return count;
}

/* ---- the order of rows --------------------------------------------------------------------------------- */

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

	if (position == dimension_missing(&figure->tally->dimensions[FIGURE_CATEGORY]))
		return (struct rank){ position, 3, 0 };
	if (cell_hidden(cell))
		return (struct rank){ position, 1, 0 };
	return (struct rank){ position, cell->count == 0 ? 2 : 0, cell->count };
}

size_t
figure_order(const struct figure *figure, size_t *order)
{
	size_t all = figure_all_categories(figure), count = 0;
	struct rank *ranks = xcalloc(all, sizeof(*ranks));

	for (size_t position = 0; position < all; position++)
		if ((figure->only == NULL || figure->only[position]) &&
		    tally_shows(figure->tally, FIGURE_CATEGORY, position))
			ranks[count++] = rank_of(figure, position);
	qsort(ranks, count, sizeof(*ranks), compare_ranks);
	for (size_t i = 0; i < count; i++)
		order[i] = ranks[i].position;
	free(ranks);
	return count;
}

/* ---- the claim ----------------------------------------------------------------------------------------- */

/* The largest shown number among the categories; 0 when there is none. */
static uint64_t
largest_count(const struct figure *figure)
{
	const struct dimension *dimension = &figure->tally->dimensions[FIGURE_CATEGORY];
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

/* What people say has its marks already. */
static struct view
quoted(struct arena *arena, struct view name)
{
	return view_starts(name, "‘") ? name : arena_printf(arena, "‘%.*s’", VIEW_ARGS(name));
}

/* The names of the categories with that number: "A", "A and B", "A, B and C". Returns how many there are. */
static size_t
names_with(const struct figure *figure, uint64_t count, struct view *names)
{
	const struct dimension *dimension = &figure->tally->dimensions[FIGURE_CATEGORY];
	struct arena *arena = &figure->report->arena;
	struct view and = report_message(figure->report, "report_and");
	size_t found = 0, left = 0;

	for (size_t i = 0; i < dimension->category_count; i++) {
		const struct cell *cell = figure_cell(figure, i, figure_all_audiences(figure));

		left += !cell_hidden(cell) && cell->count == count;
	}
	for (size_t i = 0; i < dimension->category_count; i++) {
		const struct cell *cell = figure_cell(figure, i, figure_all_audiences(figure));
		struct view text;

		if (cell_hidden(cell) || cell->count != count)
			continue;
		text = quoted(arena, dimension->categories[i].text);
		*names = found == 0 ? text
		       : found + 1 == left
		           ? arena_printf(arena, "%.*s %.*s %.*s", VIEW_ARGS(*names), VIEW_ARGS(and),
		                          VIEW_ARGS(text))
		           : arena_printf(arena, "%.*s, %.*s", VIEW_ARGS(*names), VIEW_ARGS(text));
		found++;
	}
	return found;
}

/* Where no number is shown that is more than 0. */
static struct view
claim_without(const struct figure *figure)
{
	struct report *report = figure->report;

	if (hides_some(figure))
		return report_message(report, "report_claim_hidden");
	if (!report_is_rounded(report))
		return report_message(report, "report_claim_nothing");
	return report_fill(
	    report, "report_claim_under",
	    (const struct catalogue_value[]){
	        { "n", arena_printf(&report->arena, "%u", report->rounding.within + 1) }, { .name = NULL } });
}

/* The largest of rounded numbers may not be the largest that was counted. */
static const char *
claim_words(const struct figure *figure, bool tie)
{
	const char *words = tie ? figure->claim_tie : figure->claim;

	return report_is_rounded(figure->report)
	         ? arena_printf(&figure->report->arena, "%s_rounded", words).ptr
	         : words;
}

struct view
figure_claim(const struct figure *figure)
{
	struct report *report = figure->report;
	const struct cell *total =
	    figure_cell(figure, figure_all_categories(figure), figure_all_audiences(figure));
	uint64_t largest = largest_count(figure);
	struct view names = { NULL, 0 }, count, claim;
	size_t found;

	if (largest == 0)
		return claim_without(figure);
	found = names_with(figure, largest, &names);
	count = report_count_told(report, &(struct cell){ .count = largest });
	if (!cell_hidden(total))
		count = report_fill(report, "report_of_total",
		                    (const struct catalogue_value[]){
		                        { "count", count },
		                        { "total", report_count_told(report, total) },
		                        { .name = NULL },
		                    });
	claim = report_fill(
	    report, claim_words(figure, found > 1),
	    (const struct catalogue_value[]){ { "name", names }, { "count", count }, { .name = NULL } });
	if (hides_some(figure))
		claim = arena_printf(&report->arena, "%.*s %.*s", VIEW_ARGS(claim),
		                     VIEW_ARGS(report_message(report, "report_claim_of_shown")));
	return claim;
}

/* ---- tables -------------------------------------------------------------------------------------------- */

/* A figure of responses is about people who ticked something. */
static struct view
unit_of(const struct figure *figure)
{
	return figure->tally->unit == TALLY_MENTIONS ? wording_unit(figure->tally)
	                                             : report_message(figure->report, "report_people");
}

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

	for (size_t audience = 0; compare && audience < audiences; audience++) {
		const struct cell *part = figure_cell(figure, category, audience);

		if (figure_has_audience(figure, audience))
			report_add_number(report, row, part, report_count(report, part));
	}
	report_add_number(report, row, cell, report_count(report, cell));
	if (!compare && figure->tally->unit == TALLY_MENTIONS)
		report_add_number(report, row, cell, report_people(report, cell));
	if (!compare && report_has_shares(report, figure_cell(figure, all, audiences))) {
		const struct cell *whole = figure_cell(figure, all, audiences);
		struct view share = category == all ? report_share(report, cell, whole)
		                                    : report_share_between(report, cell, whole);

		page_set(page_section(row, "VALUE"), "TEXT", share.len > 0 ? share : VIEW("–"));
	}
}

static void
add_table(const struct figure *figure, bool compare, const size_t *order, size_t count, struct page *part)
{
	struct report *report = figure->report;
	const struct dimension *audience_dimension = &figure->tally->dimensions[FIGURE_AUDIENCE];
	size_t audiences = figure_all_audiences(figure), all = figure_all_categories(figure);
	struct page *row;

	page_set(part, "FIRST", figure->tally->dimensions[FIGURE_CATEGORY].title);
	for (size_t audience = 0; compare && audience < audiences; audience++)
		if (figure_has_audience(figure, audience))
			add_column(part,
			           report_audience(report, audience_dimension->categories[audience].text));
	add_column(part, compare ? report_message(report, "report_total") : unit_of(figure));
	if (!compare && figure->tally->unit == TALLY_MENTIONS)
		add_column(part, report_message(report, "report_people"));
	if (!compare && report_has_shares(report, figure_cell(figure, all, audiences)))
		add_column(part, report_message(report, "report_share"));
	for (size_t i = 0; i < count; i++) {
		row = page_section(part, "ENTRY");
		page_set(row, "NAME", wording_position(figure->tally, FIGURE_CATEGORY, order[i]));
		report_position_written(report, figure->tally, FIGURE_CATEGORY, order[i], row);
		add_numbers(figure, compare, order[i], row);
	}
	row = page_section(part, "SUM");
	page_set(row, "NAME", report_message(report, figure->only == NULL ? "report_total" : figure->sum));
	add_numbers(figure, compare, all, row);
}

/* Says which audiences were asked where it was not all of them. */
static void
add_asked(const struct figure *figure, struct page *page)
{
	struct report *report = figure->report;
	const struct dimension *dimension = &figure->tally->dimensions[FIGURE_AUDIENCE];
	struct view names = { NULL, 0 };

	if (audiences_asked(figure) == figure_all_audiences(figure))
		return;
	for (size_t audience = 0; audience < figure_all_audiences(figure); audience++)
		if (figure_has_audience(figure, audience))
			names = arena_printf(
			    &report->arena, "%.*s%s%.*s", VIEW_ARGS(names), names.len > 0 ? ", " : "",
			    VIEW_ARGS(report_audience(report, dimension->categories[audience].text)));
	page_set(page_section(page, "ASKED"), "TEXT",
	         report_fill(report, "report_asked",
	                     (const struct catalogue_value[]){ { "names", names }, { .name = NULL } }));
}

static struct view
heading_of(const struct figure *figure, bool compare, const struct catalogue_value *words)
{
	if (figure->only != NULL)
		return figure->heading;
	return compare ? report_fill(figure->report, "report_compare_heading", words) : figure_claim(figure);
}

static void
add_figure(const struct figure *figure, bool compare, const size_t *order, size_t count, struct page *part)
{
	struct report *report = figure->report;
	const struct dimension *dimension = &figure->tally->dimensions[FIGURE_CATEGORY];
	struct page *page = page_include(part, "FIGURE", report_template(figure->report, "report-figure"));
	const struct catalogue_value words[] = {
		{ "topic", figure->topic },
		{ "unit", unit_of(figure) },
		{ "title", dimension->title },
		{ .name = NULL },
	};
	size_t hidden_before = report->hidden_places;
	struct view caption;

	page_setf(page, "ID", "%.*s%s", VIEW_ARGS(figure->id),
	          compare && figure->only == NULL ? "-groups" : "");
	if (!compare && figure->only == NULL)
		page_set(page_section(page, "EYEBROW"), "LABEL", dimension->title);
	page_set(page, "HEADING", heading_of(figure, compare, words));
	caption = report_fill(report,
	                      figure->only != NULL ? "report_caption_findings"
	                      : compare            ? "report_caption_compare"
	                                           : "report_caption",
	                      words);
	page_set(page, "CAPTION", caption);
	page_set(page, "CHART_LABEL",
	         report_fill(report, "report_chart_label",
	                     (const struct catalogue_value[]){ { "caption", caption }, { .name = NULL } }));
	if (count > 0) {
		/* Of findings few numbers of audiences may be shown: a chart of those would be empty. */
		report_chart(figure, compare && figure->only == NULL, order, count, page);
		add_table(figure, compare, order, count, page_section(page, "TABLE"));
	}
	add_asked(figure, page);
	if (dimension->multiple && count > 0)
		page_show(page, "MULTIPLE");
	if (count > 0 && report_is_rounded(report))
		page_show(page, "ROUNDED");
	if (report->hidden_places > hidden_before)
		page_show(page, "NOTE");
}

void
report_figure(const struct figure *figure, struct page *part)
{
	size_t *order = xcalloc(figure_all_categories(figure), sizeof(*order)), count = 0;

	/* Where nobody answered, the heading says so: nothing but zeros needs no chart. */
	if (largest_count(figure) > 0 || hides_some(figure))
		count = figure_order(figure, order);
	if (figure->only == NULL || audiences_asked(figure) < 2)
		add_figure(figure, false, order, count, part);
	if (count > 0 && audiences_asked(figure) > 1)
		add_figure(figure, true, order, count, part);
	free(order);
}
