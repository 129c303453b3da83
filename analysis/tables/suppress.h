/* SPDX-License-Identifier: EUPL-1.2
 *
 * Hiding small cells of a table, and as many others as it takes that none of them can be calculated back.
 *
 * A table has one to three axes. The last position of every axis is "all": the total over that axis. A *line*
 * runs along one axis with the other axes fixed at any of their positions, totals included. Who knows all
 * cells of a line but one, subtracts and knows that one too; so after suppress() no line hides exactly one
 * cell.
 *
 * This is the publisher's side. It does not prove that a set of tables is safe together: cells that several
 * tables share must be hidden in all of them (tally_link() does that for the tables of one report).
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
	CELL_SMALL,      /* hidden: 1 to threshold - 1 respondents */
	CELL_PROTECTS,   /* hidden, so that a small one cannot be calculated */
};

struct cell {
	uint64_t count;       /* what is published: mentions, or responses */
	uint64_t respondents; /* the different people behind it */
	enum cell_state state;
};

size_t shape_cells(const struct shape *shape);

bool cell_hidden(const struct cell *cell);

/* Hides what must be hidden; what was hidden already stays so. Where a line would hide one cell, a second
 * one goes: the smallest that is not 0 and not the total, else a 0, else the total; equal ones by position.
 * Returns whether it hid anything that was not hidden before. */
bool suppress(const struct shape *shape, struct cell *cells, unsigned threshold);

#endif
