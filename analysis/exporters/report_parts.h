/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files that together write the report share. Not for anybody else.
 *
 * Everything the report says is worked out from tables after their small cells were hidden, never from the counts behind
 * them: also the order of bars, their scale, and which category is named as the largest.
 */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "page.h"
#include "report.h"

enum {
	REPORT_RECOGNISED_MAX = 8, /* lists to recognise things from */
	SHARE_LEAST = 20,          /* respondents: no percentages of fewer */
};

struct report {
	const struct block *blocks;
	size_t block_count;
	const struct report_settings *settings;
	const struct catalogue *catalogue;
	struct arena arena;
	struct page *page;
	struct tally response;  /* responses by questionnaire, audience, wave */
	struct tally sealed;    /* responses by where they were sealed */
	struct tally mentions;  /* by kind, audience */
	struct tally domains;   /* mentions by kind, tag set big-five, audience; no cells: nobody was asked */
	struct tally causes;    /* the same by tag set categories */
	struct tally recognised[REPORT_RECOGNISED_MAX]; /* responses by tag set, audience */
	size_t recognised_count;
	size_t hidden_places;   /* how often a table says that a number is hidden */
};

/* One table of the report and its chart: the categories of one dimension, for all and per audience. */
struct figure {
	struct report *report;
	const struct tally *tally;
	size_t positions[TABLE_AXES_MAX]; /* where the other dimensions stand */
	size_t category_axis, audience_axis;
	const char *claim, *claim_tie;    /* messages: which category is the largest */
	struct view id;                   /* of its elements */
};

/* A position of a figure's categories; `audience` may be the position of "all". */
const struct cell *figure_cell(const struct figure *figure, size_t category, size_t audience);
size_t figure_all_audiences(const struct figure *figure);
size_t figure_all_categories(const struct figure *figure);

/* The order of rows: the largest shown first, then hidden ones, then zeros; "not answered" last. Returns how many. */
size_t figure_order(const struct figure *figure, size_t *order);

/* The sentence about the largest category, with a full stop only if the message has one. */
struct view figure_claim(const struct figure *figure);

/* Adds the figure for all, and where there are several audiences the one that compares them, to the part's {{>FIGURE}}. */
void report_figure(const struct figure *figure, struct page *part);

/* The parts of the report, each filling its sections of report.tpl. */
void report_summary(struct report *report);
void report_response(struct report *report);
void report_kinds(struct report *report);
void report_recognition(struct report *report);
void report_method(struct report *report);

/* The quotes of one kind (its position in report->mentions). */
void report_quotes(struct report *report, size_t kind, struct page *part);

/* A chapter in the list of contents. */
void report_chapter(struct report *report, struct view id, struct view title);

/* Small words. */
struct view report_message(const struct report *report, const char *id);
struct view report_fill(struct report *report, const char *id, const struct catalogue_value *values);
struct view report_audience(struct report *report, struct view audience); /* "jeugd-panel": "Jeugd panel" */
/* Whether shares of this whole may be shown: it is not hidden and there are enough people behind it. */
bool report_has_shares(const struct cell *whole);
/* "43%"; an empty view where there are too few people or a number is hidden. */
struct view report_share(struct report *report, const struct cell *part, const struct cell *whole);

/* Sets a table's cell to the cell's number and counts it where it is hidden. */
void report_number(struct report *report, struct page *part, const struct tally *tally, const struct cell *cell);

#endif
