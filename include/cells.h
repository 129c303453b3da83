/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of texts: what a CSV file, a file separated by tabs and a worksheet have in common. For what people bring along from
 * other programs, so everything is bounded and nothing is trusted.
 */
#ifndef CELLS_H
#define CELLS_H

#include "arena.h"

enum {
	CELLS_ROWS_MAX = 20000,
	CELLS_COLUMNS_MAX = 512,
	CELLS_TEXT_MAX = 1 << 16,  /* bytes of one cell */
	CELLS_TOTAL_MAX = 1 << 20, /* cells together */
};

struct cells_row {
	unsigned line; /* in the file or the worksheet, 1-based */
	struct view *texts;
	size_t count; /* cells behind the last one are empty */
};

struct cells {
	struct arena arena; /* the texts, NFC or not, are in it */
	struct cells_row *rows;
	size_t count, room;
	size_t total; /* cells in all rows */
};

#define CELLS_INIT ((struct cells){ .rows = NULL })

/* Reads text in which `separator` stands between the cells of a row; a cell that begins with a double quote ends at the next one
 * that is not doubled, and may hold separators and line ends (RFC 4180). UTF-8, with or without a byte order mark; empty
 * rows are left out. ERROR_INVALID, with err->line, for other encodings, an open quote and what goes beyond the bounds. */
bool cells_read(struct cells *cells, struct view text, char separator, struct error *err) MUST_CHECK;

/* The separator of a CSV file: of comma, semicolon and tab the one that its first line has most of. */
char cells_separator(struct view text);

/* Adds a row, which is filled by who adds it; its texts are empty. `count` is at most CELLS_COLUMNS_MAX. NULL when there is no
 * room. */
struct cells_row *cells_add(struct cells *cells, unsigned line, size_t count);

/* The text of a cell, trimmed; empty where there is none. */
struct view cells_text(const struct cells_row *row, size_t column);

void cells_release(struct cells *cells);

#endif
