/* SPDX-License-Identifier: EUPL-1.2
 *
 * The cells of a table, and which of them are hidden for their own sake. That alone protects nothing: what else must be
 * hidden, in all tables together, is release_tables().
 *
 * A table has one to three axes. The last position of every axis is "all": the total over that axis. A *line* runs along
 * one axis with the other axes fixed at any of their positions, totals included.
 */
#ifndef SUPPRESS_H
#define SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "published.h" /* the thresholds */

enum {
	TABLE_AXES_MAX = 3,
};

/* Cells stand in one array; the last axis varies fastest. */
struct shape {
	size_t axes;
	size_t length[TABLE_AXES_MAX]; /* positions, "all" included: at least 1 */
};

enum cell_state {
	CELL_SHOWN,
	CELL_IMPOSSIBLE, /* known to be 0, since nobody was asked: hiding it would protect nothing */
	CELL_SMALL,      /* hidden for its own sake */
	CELL_PROTECTS,   /* hidden, so that another one cannot be calculated */
};

struct cell {
	uint64_t count;       /* what is published: mentions, or responses */
	uint64_t respondents; /* the different people behind it */
	enum cell_state state;
};

size_t shape_cells(const struct shape *shape);

bool cell_hidden(const struct cell *cell);

/* The frequency threshold: hides cells of 1 to threshold - 1 respondents. */
void suppress_small(const struct shape *shape, struct cell *cells, unsigned threshold);

/* Group disclosure: along this axis, hides a cell that holds everybody of its line, of at least `threshold` respondents,
 * where the line has other positions that were possible: it says of each of them what they answered. `missing` (or the
 * length) is the position of who did not answer, which says nothing. */
void suppress_whole_groups(const struct shape *shape, struct cell *cells, size_t axis, size_t missing,
                           unsigned threshold);

#endif
