/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables for spreadsheets and statistics programs: sheet.h.
 */
#include "sheet.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>

size_t
sheet_add_column(struct sheet *sheet, struct view id, struct view label, enum sheet_type type)
{
	sheet->columns = xrealloc(sheet->columns, sheet->column_count + 1, sizeof(*sheet->columns));
	sheet->columns[sheet->column_count] = (struct sheet_column){ .id = id, .label = label, .type = type };
	return sheet->column_count++;
}

void
sheet_add_label(struct sheet_column *column, struct view id, struct view text)
{
	if (!isnan(sheet_label_value(column, id)))
		return;
	column->labels = xrealloc(column->labels, column->label_count + 1, sizeof(*column->labels));
	column->labels[column->label_count] =
	    (struct sheet_label){ (double)(column->label_count + 1), id, text };
	column->label_count++;
}

double
sheet_label_value(const struct sheet_column *column, struct view id)
{
	for (size_t i = 0; i < column->label_count; i++)
		if (view_equal(column->labels[i].id, id))
			return column->labels[i].value;
	return NAN;
}

const struct sheet_label *
sheet_label_find(const struct sheet_column *column, double value)
{
	for (size_t i = 0; i < column->label_count; i++)
		if (column->labels[i].value == value)
			return &column->labels[i];
	return NULL;
}

union sheet_value *
sheet_add_row(struct sheet *sheet)
{
	union sheet_value *row;

	if (sheet->row_count == sheet->room) {
		size_t room = sheet->room == 0 ? 64 : sheet->room * 2;
		union sheet_value *values = xcalloc(room, sheet->column_count * sizeof(*values));

		for (size_t i = 0; i < sheet->row_count * sheet->column_count; i++)
			values[i] = sheet->values[i];
		free(sheet->values);
		sheet->values = values;
		sheet->room = room;
	}
	row = sheet->values + sheet->row_count++ * sheet->column_count;
	for (size_t i = 0; i < sheet->column_count; i++)
		if (sheet->columns[i].type == SHEET_TEXT)
			row[i].text = (struct view){ NULL, 0 };
		else
			row[i].number = NAN;
	return row;
}

const union sheet_value *
sheet_value(const struct sheet *sheet, size_t row, size_t column)
{
	return &sheet->values[row * sheet->column_count + column];
}

bool
sheet_missing(const struct sheet *sheet, size_t row, size_t column)
{
	const union sheet_value *value = sheet_value(sheet, row, column);

	return sheet->columns[column].type == SHEET_TEXT ? value->text.ptr == NULL : isnan(value->number);
}

void
sheet_release(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++)
		free(sheet->columns[i].labels);
	free(sheet->columns);
	if (sheet->values != NULL)
		sodium_memzero(sheet->values,
		               sheet->row_count * sheet->column_count * sizeof(*sheet->values));
	free(sheet->values);
	*sheet = (struct sheet){ .columns = NULL };
}
