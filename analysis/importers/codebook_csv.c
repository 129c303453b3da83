/* SPDX-License-Identifier: EUPL-1.2
 *
 * A codebook as CSV: a row a tag. codebook_file.h.
 */
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "cells.h"
#include "codebook_inside.h"

static const struct heading {
	const char *name;
	size_t at;  /* in struct read_code */
	bool other; /* what other programs call it: read where no column has our own name */
} columns[] = {
	{ "id", offsetof(struct read_code, id), false },
	{ "name", offsetof(struct read_code, name), false },
	{ "parent", offsetof(struct read_code, parent), false },
	{ "definition", offsetof(struct read_code, definition), false },
	{ "keywords", offsetof(struct read_code, keywords), false },
	{ "colour", offsetof(struct read_code, colour), false },
	{ "color", offsetof(struct read_code, colour), false },
	{ "state", offsetof(struct read_code, state), false },
	{ "example", offsetof(struct read_code, example), false },
	{ "tag", offsetof(struct read_code, name), true },
	{ "code", offsetof(struct read_code, name), true },
	{ "code name", offsetof(struct read_code, name), true },
	{ "parent code", offsetof(struct read_code, parent), true },
	{ "description", offsetof(struct read_code, definition), true },
	{ "comment", offsetof(struct read_code, definition), true },
	{ "memo", offsetof(struct read_code, definition), true },
};

/* What each column of a file is; NULL: nothing that is known. */
struct table {
	const struct heading *of[CELLS_COLUMNS_MAX];
	bool named;
};

static const struct heading *
find_heading(struct view heading, bool other)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (columns[i].other == other && heading.len == strlen(columns[i].name) &&
		    strncasecmp(heading.ptr, columns[i].name, heading.len) == 0)
			return &columns[i];
	return NULL;
}

/* Whether a column for the same part of a tag was found. */
static bool
is_found(const struct table *table, size_t count, const struct heading *heading)
{
	bool found = false;

	for (size_t c = 0; !found && c < count; c++)
		found = table->of[c] != NULL && table->of[c]->at == heading->at;
	return found;
}

static void
find_columns(struct table *table, const struct cells_row *headings, bool other)
{
	for (size_t c = 0; c < headings->count; c++) {
		const struct heading *heading = find_heading(cells_text(headings, c), other);

		if (heading == NULL || is_found(table, headings->count, heading))
			continue;
		table->of[c] = heading;
		table->named = table->named || heading->at == offsetof(struct read_code, name);
	}
}

/* Who writes CSV puts a ' before what a spreadsheet would run as a formula (analysis/exporters/csv.h). */
static struct view
without_guard(struct view text)
{
	if (text.len > 1 && text.ptr[0] == '\'' && memchr("=+-@", text.ptr[1], 4) != NULL) {
		text.ptr++;
		text.len--;
	}
	return text;
}

static bool
read_headings(struct code_reading *reading, const struct cells_row *headings, struct table *table)
{
	*table = (struct table){ .named = false };
	find_columns(table, headings, false);
	find_columns(table, headings, true);
	for (size_t c = 0; c < headings->count; c++)
		if (table->of[c] == NULL && cells_text(headings, c).len > 0)
			codebook_problem(reading, SEVERITY_WARNING, headings->line, (unsigned)c + 1,
			                 "this column is not carried over", cells_text(headings, c));
	if (!table->named)
		codebook_problem(reading, SEVERITY_ERROR, headings->line, 1,
		                 "the first row must name the columns, one of them \"name\"", VIEW(""));
	return table->named;
}

static void
read_row(struct code_reading *reading, const struct table *table, const struct cells_row *row)
{
	struct read_code *code = codebook_add(reading, row->line, 1);

	for (size_t c = 0; code != NULL && c < CELLS_COLUMNS_MAX; c++)
		if (table->of[c] != NULL)
			*(struct view *)(void *)((char *)code + table->of[c]->at) =
			    arena_copy(&reading->arena, without_guard(cells_text(row, c)));
}

void
codebook_read_csv(struct code_reading *reading, struct view bytes)
{
	struct cells cells = CELLS_INIT;
	struct error err = ERROR_INIT;
	struct table table;

	if (!cells_read(&cells, bytes, cells_separator(bytes), &err))
		codebook_problem(reading, SEVERITY_ERROR, err.line, 1, err.text, VIEW(""));
	else if (cells.count == 0)
		codebook_problem(reading, SEVERITY_ERROR, 0, 0, "there is nothing in it", VIEW(""));
	else if (read_headings(reading, &cells.rows[0], &table))
		for (size_t r = 1; r < cells.count; r++)
			read_row(reading, &table, &cells.rows[r]);
	cells_release(&cells);
}
