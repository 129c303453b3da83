/* SPDX-License-Identifier: EUPL-1.2
 *
 * A table as spreadsheets and statistics programs know it: columns with a type and labels, and rows. Views are borrowed.
 */
#ifndef SHEET_H
#define SHEET_H

#include "text.h"

enum sheet_type {
	SHEET_TEXT,
	SHEET_NUMBER,
	SHEET_CODED, /* a number that stands for an option: labels */
};

struct sheet_label {
	double value;
	struct view id, text;
};

struct sheet_column {
	struct view id;    /* unique within the sheet */
	struct view label; /* for people */
	enum sheet_type type;
	bool ordinal;
	struct sheet_label *labels; /* owned; SHEET_CODED */
	size_t label_count;
};

/* Which one it is, its column says. Missing: NaN, or a NULL ptr. */
union sheet_value {
	struct view text;
	double number;
};

struct sheet {
	struct view name, title;
	struct sheet_column *columns; /* owned */
	size_t column_count;
	union sheet_value *values; /* owned; row by row */
	size_t row_count, room;
};

#define SHEET_INIT(its_name, its_title) ((struct sheet){ .name = (its_name), .title = (its_title) })

/* Before the first row. Returns its number. */
size_t sheet_add_column(struct sheet *sheet, struct view id, struct view label, enum sheet_type type);

/* Adds a label, numbered from 1, unless the id has one already. */
void sheet_add_label(struct sheet_column *column, struct view id, struct view text);

/* The value of the label with this id; NaN when there is none. */
double sheet_label_value(const struct sheet_column *column, struct view id);

/* The label with this value; NULL when there is none. */
const struct sheet_label *sheet_label_find(const struct sheet_column *column, double value);

/* A new row in which everything is missing; holds until the next one. */
union sheet_value *sheet_add_row(struct sheet *sheet);

const union sheet_value *sheet_value(const struct sheet *sheet, size_t row, size_t column);

bool sheet_missing(const struct sheet *sheet, size_t row, size_t column);

void sheet_release(struct sheet *sheet); /* wipes */

#endif
