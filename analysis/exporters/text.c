/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables for the terminal: columns that line up, whatever letters the categories have.
 */
#include "exporter.h"

#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

#include "wording.h"

enum { ROW_WIDTH_MAX = 56, COLUMN_WIDTH_MAX = 20, GAP = 2 };

/* What the terminal needs to show a text: on one line and without control characters, so that no name of a
 * wave can steer it. Cut to `limit` columns. */
static struct view
label(struct view text, int limit, struct arena *arena)
{
	char *copy = arena_alloc(arena, text.len + 4);
	const uint8_t *bytes = (const uint8_t *)copy;
	size_t end = 0;
	int used = 0;

	for (size_t i = 0; i < text.len; i++)
		copy[i] = (unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f ? ' ' : text.ptr[i];
	if (u8_width(bytes, text.len, "UTF-8") <= limit)
		return (struct view){ copy, text.len };
	while (end < text.len) {
		ucs4_t letter;
		int len = u8_mbtoucr(&letter, bytes + end, text.len - end), width;

		if (len <= 0)
			break;
		width = uc_width(letter, "UTF-8");
		used += width > 0 ? width : 0;
		if (used > limit - 1)
			break;
		end += (size_t)len;
	}
	memcpy(copy + end, "…", sizeof("…"));
	return (struct view){ copy, end + strlen("…") };
}

static int
width_of(struct view text)
{
	int width = u8_width((const uint8_t *)text.ptr, text.len, "UTF-8");

	return width > 0 ? width : 0;
}

static void
pad(struct buf *out, int width)
{
	for (int i = 0; i < width; i++)
		buf_add_char(out, ' ');
}

/* One grid of labels: row 0 and column 0 are headings. */
struct grid {
	size_t rows, columns;
	struct view *labels; /* in the arena */
};

static void
grid_write(const struct grid *grid, struct arena *arena, struct buf *out)
{
	int *widths = arena_array(arena, grid->columns, sizeof(*widths));

	for (size_t i = 0; i < grid->rows * grid->columns; i++) {
		int width = width_of(grid->labels[i]);

		if (width > widths[i % grid->columns])
			widths[i % grid->columns] = width;
	}
	for (size_t i = 0; i < grid->rows * grid->columns; i++) {
		size_t column = i % grid->columns;
		int gap = widths[column] - width_of(grid->labels[i]);

		if (column == 0) {
			buf_add_view(out, grid->labels[i]);
			pad(out, gap);
		} else {
			pad(out, gap + GAP);
			buf_add_view(out, grid->labels[i]);
		}
		if (column + 1 == grid->columns)
			buf_add_char(out, '\n');
	}
}

static void
write_fact(const struct tally *tally, const char *id, struct view value, struct buf *out)
{
	struct view name = catalogue_message(tally->catalogue, id);

	buf_printf(out, "%.*s: %.*s\n", VIEW_ARGS(name), VIEW_ARGS(value));
}

static void
write_heading(const struct tally *tally, struct arena *arena, struct buf *out)
{
	struct view by = { NULL, 0 };

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		by = arena_printf(arena, "%.*s%s%.*s", VIEW_ARGS(by), axis > 0 ? ", " : "",
		                  VIEW_ARGS(label(tally->dimensions[axis].title, ROW_WIDTH_MAX, arena)));
	write_fact(tally, "report_counted", wording_unit(tally), out);
	write_fact(tally, "report_by", by, out);
	write_fact(tally, "report_n", wording_total(tally, arena), out);
	write_fact(tally, "report_selection", label(wording_selection(tally, arena), 200, arena), out);
	write_fact(tally, "report_threshold", arena_printf(arena, "%u", tally->threshold), out);
}

/* One dimension: the number of mentions beside the number of people. */
static void
write_list(const struct tally *tally, struct arena *arena, struct buf *out)
{
	bool people = tally->unit == TALLY_MENTIONS;
	struct grid grid = { .columns = people ? 3 : 2 };
	struct view *next = grid.labels =
	    arena_array(arena, 3 * (tally->cell_count + 1), sizeof(*grid.labels));

	*next++ = label(tally->dimensions[0].title, ROW_WIDTH_MAX, arena);
	*next++ = wording_unit(tally);
	if (people)
		*next++ = catalogue_message(tally->catalogue, "report_people");
	for (size_t i = 0; i < tally->cell_count; i++) {
		if (!tally_shows(tally, 0, i))
			continue;
		*next++ = label(wording_position(tally, 0, i), ROW_WIDTH_MAX, arena);
		*next++ = wording_count(tally, &tally->cells[i], arena);
		if (people)
			*next++ = wording_respondents(tally, &tally->cells[i], arena);
	}
	grid.rows = (size_t)(next - grid.labels) / grid.columns;
	grid_write(&grid, arena, out);
}

/* The last two dimensions, at the position of the first where there are three. */
static void
write_grid(const struct tally *tally, const struct cell *cells, struct arena *arena, struct buf *out)
{
	size_t rows = tally->shape.axes - 2, columns = rows + 1, width = tally->shape.length[columns];
	struct grid grid = { .columns = 1 };
	struct view *next = grid.labels =
	    arena_array(arena, (tally->shape.length[rows] + 1) * (width + 1), sizeof(*grid.labels));

	*next++ = label(tally->dimensions[rows].title, ROW_WIDTH_MAX, arena);
	for (size_t c = 0; c < width; c++)
		if (tally_shows(tally, columns, c)) {
			*next++ = label(wording_position(tally, columns, c), COLUMN_WIDTH_MAX, arena);
			grid.columns++;
		}
	for (size_t r = 0; r < tally->shape.length[rows]; r++) {
		if (!tally_shows(tally, rows, r))
			continue;
		*next++ = label(wording_position(tally, rows, r), ROW_WIDTH_MAX, arena);
		for (size_t c = 0; c < width; c++)
			if (tally_shows(tally, columns, c))
				*next++ = wording_count(tally, &cells[r * width + c], arena);
	}
	grid.rows = (size_t)(next - grid.labels) / grid.columns;
	grid_write(&grid, arena, out);
}

static void
write_grids(const struct tally *tally, struct arena *arena, struct buf *out)
{
	size_t size = tally->cell_count / tally->shape.length[0];

	for (size_t i = 0; i < tally->shape.length[0]; i++) {
		struct view position = label(wording_position(tally, 0, i), ROW_WIDTH_MAX, arena);
		struct view title = label(tally->dimensions[0].title, ROW_WIDTH_MAX, arena);

		if (!tally_shows(tally, 0, i))
			continue;
		if (i > 0)
			buf_add_char(out, '\n');
		buf_printf(out, "%.*s: %.*s\n", VIEW_ARGS(title), VIEW_ARGS(position));
		write_grid(tally, tally->cells + i * size, arena, out);
	}
}

static void
text_write(const struct tally *tally, const struct exporter_settings *settings, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct view multiple = wording_multiple(tally, &arena), hidden = wording_hidden_note(tally, &arena),
	            rounded = wording_rounded(tally, &arena);

	(void)settings;
	write_heading(tally, &arena, out);
	buf_add_char(out, '\n');
	if (tally->shape.axes == 1)
		write_list(tally, &arena, out);
	else if (tally->shape.axes == 2)
		write_grid(tally, tally->cells, &arena, out);
	else
		write_grids(tally, &arena, out);
	if (multiple.len > 0 || wording_has_hidden(tally) || rounded.len > 0)
		buf_add_char(out, '\n');
	if (rounded.len > 0)
		buf_printf(out, "%.*s\n", VIEW_ARGS(rounded));
	if (wording_has_hidden(tally))
		buf_printf(out, "%.*s\n", VIEW_ARGS(hidden));
	if (multiple.len > 0)
		buf_printf(out, "%.*s\n", VIEW_ARGS(multiple));
	arena_release(&arena);
}

const struct exporter exporter_text = { .name = "text", .suffix = ".txt", .write = text_write };
