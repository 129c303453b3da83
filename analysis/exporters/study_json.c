/* SPDX-License-Identifier: EUPL-1.2
 *
 * A study as JSON (RFC 8259), members in a fixed order:
 *
 *   {"format":"survey export","version":1,"internal":false,"notice":…,"language":"nl",
 *    "sheets":[{"name":…,"title":…,
 *               "columns":[{"id":…,"label":…,"options":[{"id":…,"text":…},…]},…],
 *               "rows":[{COLUMN:VALUE,…},…]},…]}
 *
 * An option is its id; what is missing is null.
 */
#include "study_exporter.h"

#include <jansson.h>

/* Out of memory ends the program here as it does in xmalloc(). */
static json_t *
made(json_t *value)
{
	if (value == NULL)
		memory_end();
	return value;
}

static json_t *
text_value(struct view v)
{
	return v.ptr == NULL ? made(json_null()) : made(json_stringn(v.ptr, v.len));
}

static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		memory_end();
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		memory_end();
}

static json_t *
column_value(const struct sheet_column *column)
{
	json_t *object = made(json_object()), *options;

	set(object, "id", text_value(column->id));
	set(object, "label", text_value(column->label));
	if (column->type != SHEET_CODED)
		return object;
	options = made(json_array());
	for (size_t i = 0; i < column->label_count; i++) {
		json_t *option = made(json_object());

		set(option, "id", text_value(column->labels[i].id));
		set(option, "text", text_value(column->labels[i].text));
		append(options, option);
	}
	set(object, "options", options);
	return object;
}

/* Counts are whole: 3, not 3.0. */
static json_t *
number_value(double number)
{
	json_int_t whole = number > -1e15 && number < 1e15 ? (json_int_t)number : 0;

	return made((double)whole == number ? json_integer(whole) : json_real(number));
}

static json_t *
cell_value(const struct sheet *sheet, size_t row, size_t column)
{
	const struct sheet_column *about = &sheet->columns[column];
	const union sheet_value *value = sheet_value(sheet, row, column);
	const struct sheet_label *label;

	if (sheet_missing(sheet, row, column))
		return made(json_null());
	if (about->type == SHEET_TEXT)
		return text_value(value->text);
	label = about->type == SHEET_CODED ? sheet_label_find(about, value->number) : NULL;
	return label == NULL ? number_value(value->number) : text_value(label->id);
}

static json_t *
sheet_object(const struct sheet *sheet)
{
	json_t *object = made(json_object()), *columns = made(json_array()), *rows = made(json_array());

	for (size_t c = 0; c < sheet->column_count; c++)
		append(columns, column_value(&sheet->columns[c]));
	for (size_t r = 0; r < sheet->row_count; r++) {
		json_t *row = made(json_object());

		for (size_t c = 0; c < sheet->column_count; c++)
			if (json_object_setn_new(row, sheet->columns[c].id.ptr, sheet->columns[c].id.len,
			                         cell_value(sheet, r, c)) != 0)
				memory_end();
		append(rows, row);
	}
	set(object, "name", text_value(sheet->name));
	set(object, "title", text_value(sheet->title));
	set(object, "columns", columns);
	set(object, "rows", rows);
	return object;
}

static int
add_bytes(const char *bytes, size_t len, void *out)
{
	buf_add(out, bytes, len);
	return 0;
}

static bool
json_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
           struct buf *warnings, struct error *err)
{
	json_t *root = made(json_object()), *sheets = made(json_array());

	(void)settings, (void)warnings, (void)err;
	for (size_t i = 0; i < package->sheet_count; i++)
		append(sheets, sheet_object(&package->sheets[i]));
	set(root, "format", made(json_string("survey export")));
	set(root, "version", made(json_integer(1)));
	set(root, "internal", json_boolean(package->settings.internal));
	set(root, "notice", text_value(package->notice));
	set(root, "language", text_value(catalogue_language(package->settings.catalogue)));
	set(root, "sheets", sheets);
	if (json_dump_callback(root, add_bytes, out, JSON_INDENT(1)) != 0)
		memory_end();
	buf_add_char(out, '\n');
	json_decref(root);
	return true;
}

const struct study_exporter study_exporter_json = { .name = "json", .write = json_write };
