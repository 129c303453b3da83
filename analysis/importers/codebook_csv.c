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
	size_t at; /* in struct read_code */
} columns[] = {
	{ "id", offsetof(struct read_code, id) },
	{ "name", offsetof(struct read_code, name) },
	{ "parent", offsetof(struct read_code, parent) },
	{ "definition", offsetof(struct read_code, definition) },
	{ "keywords", offsetof(struct read_code, keywords) },
	{ "colour", offsetof(struct read_code, colour) },
	{ "color", offsetof(struct read_code, colour) },
	{ "state", offsetof(struct read_code, state) },
	{ "example", offsetof(struct read_code, example) },
};

static const struct heading *
find_heading(struct view heading)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (heading.len == strlen(columns[i].name) &&
		    strncasecmp(heading.ptr, columns[i].name, heading.len) == 0)
			return &columns[i];
	return NULL;
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
check_headings(struct code_reading *reading, const struct cells_row *headings)
{
	bool named = false;

	for (size_t c = 0; c < headings->count; c++) {
		struct view heading = cells_text(headings, c);
		const struct heading *known = find_heading(heading);

		named = named || (known != NULL && strcmp(known->name, "name") == 0);
		if (known == NULL && heading.len > 0)
			codebook_problem(reading, SEVERITY_WARNING, headings->line, (unsigned)c + 1,
			                 "this column is not carried over", heading);
	}
	if (!named)
		codebook_problem(reading, SEVERITY_ERROR, headings->line, 1,
		                 "the first row must name the columns, one of them \"name\"", VIEW(""));
	return named;
}

static void
read_row(struct code_reading *reading, const struct cells_row *headings, const struct cells_row *row)
{
	struct read_code *code = codebook_add(reading, row->line, 1);

	for (size_t c = 0; code != NULL && c < headings->count; c++) {
		const struct heading *known = find_heading(cells_text(headings, c));

		if (known != NULL)
			*(struct view *)(void *)((char *)code + known->at) =
			    arena_copy(&reading->arena, without_guard(cells_text(row, c)));
	}
}

void
codebook_read_csv(struct code_reading *reading, struct view bytes)
{
	struct cells cells = CELLS_INIT;
	struct error err = ERROR_INIT;

	if (!cells_read(&cells, bytes, cells_separator(bytes), &err))
		codebook_problem(reading, SEVERITY_ERROR, err.line, 1, err.text, VIEW(""));
	else if (cells.count == 0)
		codebook_problem(reading, SEVERITY_ERROR, 0, 0, "there is nothing in it", VIEW(""));
	else if (check_headings(reading, &cells.rows[0]))
		for (size_t r = 1; r < cells.count; r++)
			read_row(reading, &cells.rows[0], &cells.rows[r]);
	cells_release(&cells);
}
