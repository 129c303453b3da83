/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables for spreadsheets and statistics programs: RFC 4180, UTF-8, one line a cell of the table, and on
 * each line all that a line needs to be understood alone. A value that a spreadsheet would run as a formula
 * gets a ' before it.
 */
#include "csv.h"

#include "exporter.h"

#include <string.h>

#include "wording.h"

void
csv_value(struct buf *out, struct view value)
{
	bool formula = value.len > 0 && memchr("=+-@\t\r", value.ptr[0], 6) != NULL, quoted = false;

	for (size_t i = 0; i < value.len; i++)
		quoted = quoted || memchr(",\"\r\n", value.ptr[i], 4) != NULL;
	if (quoted)
		buf_add_char(out, '"');
	if (formula)
		buf_add_char(out, '\'');
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, value.ptr[i]);
	}
	if (quoted)
		buf_add_char(out, '"');
}

static void
add_field(struct buf *out, struct view value)
{
	csv_value(out, value);
	buf_add_char(out, ',');
}

static void
add_heading(const struct tally *tally, struct arena *arena, struct buf *out)
{
	buf_add_text(out, "counted,selection,threshold,n,");
	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		struct view name = tally->dimensions[axis].name;

		add_field(out, name);
		add_field(out, arena_printf(arena, "%.*s_text", VIEW_ARGS(name)));
	}
	buf_printf(out, "count,respondents%s\r\n", tally->rounding.base > 0 ? ",rounded_to" : "");
}

static void
add_cell(const struct tally *tally, size_t index, struct arena *arena, struct buf *out)
{
	const struct cell *cell = &tally->cells[index];
	size_t stride = tally->cell_count;

	add_field(out, tally->unit == TALLY_MENTIONS ? VIEW("mentions") : VIEW("responses"));
	add_field(out, wording_selection(tally, arena));
	add_field(out, arena_printf(arena, "%u", tally->threshold));
	add_field(out, wording_count(tally, tally_total(tally), arena));
	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		size_t position;

		stride /= tally->shape.length[axis];
		position = index / stride % tally->shape.length[axis];
		add_field(out, wording_position_id(&tally->dimensions[axis], position));
		add_field(out, wording_position(tally, axis, position));
	}
	add_field(out, wording_count(tally, cell, arena));
	csv_value(out, wording_respondents(tally, cell, arena));
	if (tally->rounding.base > 0)
		buf_printf(out, ",%u", tally->rounding.base);
	buf_add_text(out, "\r\n");
}

static bool
cell_is_shown(const struct tally *tally, size_t index)
{
	size_t stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		stride /= tally->shape.length[axis];
		if (!tally_shows(tally, axis, index / stride % tally->shape.length[axis]))
			return false;
	}
	return true;
}

static void
csv_write(const struct tally *tally, const struct exporter_settings *settings, struct buf *out)
{
	struct arena arena = ARENA_INIT;

	if (settings->byte_order_mark)
		buf_add_text(out, "\xef\xbb\xbf");
	add_heading(tally, &arena, out);
	for (size_t i = 0; i < tally->cell_count; i++)
		if (cell_is_shown(tally, i))
			add_cell(tally, i, &arena, out);
	arena_release(&arena);
}

const struct exporter exporter_csv = { .name = "csv", .suffix = ".csv", .write = csv_write };
