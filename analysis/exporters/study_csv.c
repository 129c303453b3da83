/* SPDX-License-Identifier: EUPL-1.2
 *
 * One sheet of a study as CSV (RFC 4180, UTF-8). Options are written as their ids. CSV has no place for anything about the
 * file, so an internal one says what it is in a column of its own.
 */
#include "study_exporter.h"

#include "csv.h"
#include "numeral.h"

static void
add_cell(struct buf *out, const struct sheet *sheet, size_t row, size_t column)
{
	const struct sheet_column *about = &sheet->columns[column];
	const union sheet_value *value = sheet_value(sheet, row, column);
	const struct sheet_label *label;

	if (sheet_missing(sheet, row, column))
		return;
	if (about->type == SHEET_TEXT) {
		csv_value(out, value->text);
		return;
	}
	label = about->type == SHEET_CODED ? sheet_label_find(about, value->number) : NULL;
	if (label != NULL)
		csv_value(out, label->id);
	else
		numeral_add(out, value->number);
}

static bool
csv_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
          struct buf *warnings, struct error *err)
{
	const struct sheet *sheet = settings->sheet;
	bool internal = package->settings.internal;

	(void)warnings, (void)err;
	if (settings->byte_order_mark)
		buf_add_text(out, "\xef\xbb\xbf");
	for (size_t c = 0; c < sheet->column_count; c++) {
		buf_add_text(out, c > 0 ? "," : "");
		csv_value(out, sheet->columns[c].id);
	}
	buf_add_text(out, internal ? ",file_notice\r\n" : "\r\n");
	for (size_t r = 0; r < sheet->row_count; r++) {
		for (size_t c = 0; c < sheet->column_count; c++) {
			buf_add_text(out, c > 0 ? "," : "");
			add_cell(out, sheet, r, c);
		}
		if (internal) {
			buf_add_char(out, ',');
			csv_value(out, package->notice);
		}
		buf_add_text(out, "\r\n");
	}
	return true;
}

const struct study_exporter study_exporter_csv = { .name = "csv", .single = true, .write = csv_write };
