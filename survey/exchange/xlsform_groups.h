/* SPDX-License-Identifier: EUPL-1.2
 *
 * What can be said of an XLSForm's groups before its rows are read one by one: which can be a group here, which are a matrix.
 */
#ifndef XLSFORM_GROUPS_H
#define XLSFORM_GROUPS_H

#include "xlsform_inside.h"

struct xlsform_outline;

struct xlsform_outline *xlsform_outline_new(const struct xlsform *form);
void xlsform_outline_free(struct xlsform_outline *outline);

/* Whether the group that begins in this row can be one: at the top level, with a heading, without a repeat in it, and asked
 * about only by its own questions. */
bool xlsform_outline_keeps(const struct xlsform_outline *outline, size_t row);

/* Fills a matrix out of the group that begins in this row (items, options, required), and returns the row of its end; `row` itself
 * when it is no table of questions with the same answers. */
size_t xlsform_outline_matrix(struct xlsform *form, size_t row, struct draft_question *matrix);

/* The type of a row in the words of today ("begin group", "select one from x": "begin_group", "select_one"), and the list of
 * choices behind it. */
struct view xlsform_outline_type(const struct xlsform *form, size_t row, struct view *list);

/* +1 for a row that begins a group, repeat or loop, -1 for one that ends it. */
int xlsform_outline_step(const struct xlsform *form, size_t row);

#endif
