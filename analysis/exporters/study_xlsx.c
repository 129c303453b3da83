/* SPDX-License-Identifier: EUPL-1.2
 *
 * A study as a workbook (XLSX, libxlsxwriter): a worksheet per sheet, behind one that says what the file is. Cells are
 * texts or numbers, never formulas. Options are written as their ids.
 */
#include "study_exporter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "xlsx.h"

enum { CELL_BYTES = 32767, NAME_BYTES = 31, ROWS_MAX = 1048576 };

static lxw_error
write_text(lxw_worksheet *page, size_t row, size_t column, struct view text, struct view which,
           lxw_format *format, struct buf *warnings)
{
	struct buf copy = BUF_INIT;
	lxw_error wrong;

	buf_add_view(&copy, study_exporter_fit(text, CELL_BYTES, "a text in sheet", which, warnings));
	wrong = copy.len == 0
	          ? LXW_NO_ERROR
	          : worksheet_write_string(page, (lxw_row_t)row, (lxw_col_t)column, copy.data, format);
	buf_wipe(&copy);
	return wrong;
}

static lxw_error
write_cell(lxw_worksheet *page, const struct sheet *sheet, size_t row, size_t column, struct buf *warnings)
{
	const struct sheet_column *about = &sheet->columns[column];
	const union sheet_value *value = sheet_value(sheet, row, column);
	const struct sheet_label *label;

	if (sheet_missing(sheet, row, column))
		return LXW_NO_ERROR;
	if (about->type == SHEET_TEXT)
		return write_text(page, row + 1, column, value->text, sheet->name, NULL, warnings);
	label = about->type == SHEET_CODED ? sheet_label_find(about, value->number) : NULL;
	if (label != NULL)
		return write_text(page, row + 1, column, label->id, sheet->name, NULL, warnings);
	return worksheet_write_number(page, (lxw_row_t)(row + 1), (lxw_col_t)column, value->number, NULL);
}

/* The names of worksheets are short, and no two may be alike. */
static void
name_page(lxw_workbook *book, struct view name, char text[NAME_BYTES + 1], struct buf *warnings)
{
	struct view fitting = study_exporter_fit(name, NAME_BYTES, "the name of sheet", name, warnings);

	snprintf(text, NAME_BYTES + 1, "%.*s", VIEW_ARGS(fitting));
	for (unsigned number = 2; workbook_get_worksheet_by_name(book, text) != NULL; number++)
		snprintf(text, NAME_BYTES + 1, "%.*s-%u",
		         (int)(fitting.len < NAME_BYTES - 4 ? fitting.len : NAME_BYTES - 4), fitting.ptr,
		         number);
}

static lxw_error
write_sheet(lxw_workbook *book, const struct sheet *sheet, lxw_format *bold, struct buf *warnings)
{
	char name[NAME_BYTES + 1];
	lxw_error wrong = LXW_NO_ERROR;
	lxw_worksheet *page;

	name_page(book, sheet->name, name, warnings);
	page = workbook_add_worksheet(book, name);
	if (page == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	for (size_t c = 0; wrong == LXW_NO_ERROR && c < sheet->column_count; c++)
		wrong = write_text(page, 0, c, sheet->columns[c].id, sheet->name, bold, warnings);
	for (size_t r = 0; wrong == LXW_NO_ERROR && r < sheet->row_count; r++)
		for (size_t c = 0; wrong == LXW_NO_ERROR && c < sheet->column_count; c++)
			wrong = write_cell(page, sheet, r, c, warnings);
	return wrong;
}

static lxw_error
write_book(lxw_workbook *book, const struct package *package, struct buf *warnings)
{
	lxw_format *bold = workbook_add_format(book);
	lxw_worksheet *first = workbook_add_worksheet(book, "about");
	char notice[512], *title = package->settings.internal ? "INTERNAL" : "Released material";
	lxw_doc_properties properties = { .title = title, .comments = notice, .created = xlsx_made };
	lxw_error wrong;

	if (bold == NULL || first == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	format_set_bold(bold);
	snprintf(notice, sizeof(notice), "%.*s", VIEW_ARGS(package->notice));
	wrong = workbook_set_properties(book, &properties);
	if (wrong == LXW_NO_ERROR)
		wrong = write_text(first, 0, 0, package->notice, VIEW("about"), NULL, warnings);
	for (size_t i = 0; wrong == LXW_NO_ERROR && i < package->sheet_count; i++)
		wrong = write_sheet(book, &package->sheets[i], bold, warnings);
	return wrong;
}

/* What fills the workbook. */
struct filling {
	const struct package *package;
	struct buf *warnings;
};

static lxw_error
fill(lxw_workbook *book, void *context)
{
	const struct filling *filling = context;

	return write_book(book, filling->package, filling->warnings);
}

static bool
xlsx_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
           struct buf *warnings, struct error *err)
{
	struct filling filling = { package, warnings };

	(void)settings;
	for (size_t i = 0; i < package->sheet_count; i++)
		if (package->sheets[i].row_count >= ROWS_MAX)
			return fail(err, ERROR_FULL, "a workbook has room for %d rows; csv and sav have more",
			            ROWS_MAX);
	return xlsx_make(fill, &filling, out, err);
}

const struct study_exporter study_exporter_xlsx = { .name = "xlsx", .write = xlsx_write };
