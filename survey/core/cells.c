/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of texts, and reading them from CSV: include/cells.h.
 */
#include "cells.h"

#include <stdlib.h>
#include <string.h>

#include "unicode.h"

struct reading {
	struct view text;
	size_t at;
	char separator;
	unsigned line;
	struct buf cell;
	struct view row[CELLS_COLUMNS_MAX];
	size_t count;
	struct cells *cells;
};

static bool
wrong(const struct reading *reading, struct error *err, const char *text)
{
	fail(err, ERROR_INVALID, "%s", text);
	if (err != NULL && err->line == 0)
		err->line = reading->line;
	return false;
}

struct cells_row *
cells_add(struct cells *cells, unsigned line, size_t count)
{
	struct cells_row *row;

	if (cells->count == CELLS_ROWS_MAX || count > CELLS_COLUMNS_MAX ||
	    cells->total + count > CELLS_TOTAL_MAX)
		return NULL;
	if (cells->count == cells->room) {
		cells->room = cells->room == 0 ? 64 : cells->room * 2;
		cells->rows = xrealloc(cells->rows, cells->room, sizeof(*cells->rows));
	}
	row = &cells->rows[cells->count++];
	*row = (struct cells_row){ .line = line, .count = count };
	cells->total += count;
	row->texts = arena_array(&cells->arena, count, sizeof(*row->texts));
	return row;
}

struct view
cells_text(const struct cells_row *row, size_t column)
{
	return column < row->count ? view_trim(row->texts[column]) : (struct view){ "", 0 };
}

void
cells_release(struct cells *cells)
{
	arena_release(&cells->arena);
	free(cells->rows);
	*cells = CELLS_INIT;
}

char
cells_separator(struct view text)
{
	static const char candidates[] = { ',', ';', '\t' };
	size_t counts[sizeof(candidates)] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
		quoted = quoted != (text.ptr[i] == '"');
		for (size_t c = 0; !quoted && c < sizeof(candidates); c++)
			counts[c] += text.ptr[i] == candidates[c];
	}
	for (size_t c = 1; c < sizeof(candidates); c++)
		if (counts[c] > counts[best])
			best = c;
	return candidates[best];
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static bool
end_cell(struct reading *reading, struct error *err)
{
	if (reading->count == CELLS_COLUMNS_MAX)
		return wrong(reading, err, "more than 512 columns");
	reading->row[reading->count++] = arena_copy(&reading->cells->arena, buf_view(&reading->cell));
	buf_reset(&reading->cell);
	return true;
}

static bool
end_row(struct reading *reading, unsigned line, struct error *err)
{
	struct cells_row *row;
	bool empty = true;

	for (size_t i = 0; i < reading->count; i++)
		empty = empty && view_trim(reading->row[i]).len == 0;
	if (!empty) {
		row = cells_add(reading->cells, line, reading->count);
		if (row == NULL)
			return wrong(reading, err, "more than 20000 rows, or a million cells");
		memcpy(row->texts, reading->row, reading->count * sizeof(*row->texts));
	}
	reading->count = 0;
	return true;
}

static bool
add_char(struct reading *reading, char c, struct error *err)
{
	if (reading->cell.len == CELLS_TEXT_MAX)
		return wrong(reading, err, "a cell of more than 65536 bytes");
	buf_add_char(&reading->cell, c);
	return true;
}

/* Reads from behind the opening quote to behind the closing one. */
static bool
read_quoted(struct reading *reading, struct error *err)
{
	while (reading->at < reading->text.len) {
		char c = reading->text.ptr[reading->at++];

		if (c == '"') {
			if (reading->at == reading->text.len || reading->text.ptr[reading->at] != '"')
				return true;
			reading->at++;
		}
		reading->line += c == '\n';
		if (!add_char(reading, c, err))
			return false;
	}
	return wrong(reading, err, "the file ends within quotes");
}

/* Reads a cell and what ends it; *last: it was the last one of its row. */
static bool
read_cell(struct reading *reading, bool *last, struct error *err)
{
	*last = true;
	if (reading->at < reading->text.len && reading->text.ptr[reading->at] == '"') {
		reading->at++;
		if (!read_quoted(reading, err))
			return false;
	}
	while (reading->at < reading->text.len) {
		char c = reading->text.ptr[reading->at++];

		if (c == reading->separator || c == '\n') {
			*last = c == '\n';
			break;
		}
		if (c != '\r' && !add_char(reading, c, err))
			return false;
	}
	return end_cell(reading, err);
}

/* A file from Windows may be in UTF-16, which is told by its first two bytes. */
static bool
check_encoding(struct reading *reading, struct error *err)
{
	struct view *text = &reading->text;
	const char *nul;

	if (text->len >= 2 &&
	    (memcmp(text->ptr, "\xff\xfe", 2) == 0 || memcmp(text->ptr, "\xfe\xff", 2) == 0))
		return wrong(reading, err,
		             "this file is in UTF-16; save it as UTF-8 (in Excel: \"CSV UTF-8\")");
	if (text->len >= 3 && memcmp(text->ptr, "\xef\xbb\xbf", 3) == 0) {
		text->ptr += 3;
		text->len -= 3;
	}
	nul = text->len == 0 ? NULL : memchr(text->ptr, '\0', text->len);
	return (nul == NULL && unicode_valid(*text)) ||
	       wrong(reading, err, "this file is not in UTF-8; save it as UTF-8 (in Excel: \"CSV UTF-8\")");
}

bool
cells_read(struct cells *cells, struct view text, char separator, struct error *err)
{
	struct reading reading = {
		.text = text, .separator = separator, .line = 1, .cell = BUF_INIT, .cells = cells
	};
	unsigned first = 1;
	bool good, last = false;

	good = check_encoding(&reading, err);
	while (good && reading.at < reading.text.len) {
		good = read_cell(&reading, &last, err);
		if (good && (last || reading.at == reading.text.len)) {
			good = end_row(&reading, first, err);
			if (last)
				reading.line++;
			first = reading.line;
		}
	}
	buf_release(&reading.cell);
	return good;
}
