/* SPDX-License-Identifier: EUPL-1.2
 *
 * One sheet of a study for SPSS and everything that reads its files (.sav, libreadstat). Names of variables are made of
 * the columns' ids; what people read are labels. What the form has no room for is cut, and said.
 */
#include "study_exporter.h"

#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum {
	NAME_BYTES = 64,
	LABEL_BYTES = 255,
	VALUE_LABEL_BYTES = 120,
	NOTE_BYTES = 80,
	SHORT_BYTES = 255, /* the longest text that needs no segments */
	SEGMENT = 252,
	SPARE_BYTES = 3,
	WIDTH_MAX = 130 * SEGMENT,
	STRING_BYTES = WIDTH_MAX - SPARE_BYTES,
};

struct variable {
	char name[NAME_BYTES + 1];
	readstat_variable_t *variable; /* of the writer */
};

/* ---- Names ----------------------------------------------------------------------------------------------- */

static bool
is_reserved(const char *name)
{
	static const char *const words[] = { "ALL", "AND", "BY",  "EQ", "GE", "GT",  "LE",
		                             "LT",  "NE",  "NOT", "OR", "TO", "WITH" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasecmp(name, words[i]) == 0)
			return true;
	return false;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_taken(const struct variable *variables, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(variables[i].name, name) == 0)
			return true;
	return false;
}

/* Letters, digits and _, beginning with a letter, no word that the program keeps for itself, and no two alike when capitals do not
 * count. */
static void
name_variable(struct variable *variables, size_t number, struct view id, struct buf *warnings)
{
	enum { ROOM = NAME_BYTES - 8 };
	char base[ROOM + 1], *name = variables[number].name;
	size_t len = 0;

	if (id.len == 0 || !is_letter(id.ptr[0]))
		base[len++] = 'v';
	for (size_t i = 0; i < id.len && len < ROOM; i++)
		base[len++] =
		    is_letter(id.ptr[i]) || (id.ptr[i] >= '0' && id.ptr[i] <= '9') ? id.ptr[i] : '_';
	base[len] = '\0';
	if (id.len > ROOM)
		buf_printf(warnings, "the name of %.*s was made shorter\n", VIEW_ARGS(id));
	snprintf(name, NAME_BYTES + 1, "%s%s", base, is_reserved(base) ? "_1" : "");
	for (unsigned next = 2; is_taken(variables, number, name); next++)
		snprintf(name, NAME_BYTES + 1, "%s_%u", base, next);
}

/* ---- Describing the columns ------------------------------------------------------------------------------ */

/* Long texts are kept in segments of 252 bytes. The reader of libreadstat 1.1.8, which many programs are made with, loses the last
 * byte of some texts that fill theirs, such as one of 758 bytes: so none does. */
static size_t
string_width(const struct sheet *sheet, size_t column)
{
	size_t width = 1;

	for (size_t r = 0; r < sheet->row_count; r++)
		if (!sheet_missing(sheet, r, column) && sheet_value(sheet, r, column)->text.len > width)
			width = sheet_value(sheet, r, column)->text.len;
	if (width > SHORT_BYTES)
		width = (width + SPARE_BYTES + SEGMENT - 1) / SEGMENT * SEGMENT;
	return width < WIDTH_MAX ? width : WIDTH_MAX;
}

static void
add_labels(readstat_writer_t *writer, const struct sheet_column *column, struct variable *variable,
           struct buf *warnings)
{
	readstat_label_set_t *set = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, variable->name);
	struct buf label = BUF_INIT;

	for (size_t i = 0; i < column->label_count; i++) {
		buf_reset(&label);
		buf_add_view(&label, study_exporter_fit(column->labels[i].text, VALUE_LABEL_BYTES,
		                                        "the label of an option", column->id, warnings));
		readstat_label_double_value(set, column->labels[i].value, label.len > 0 ? label.data : "");
	}
	readstat_variable_set_label_set(variable->variable, set);
	buf_release(&label);
}

static void
add_variable(readstat_writer_t *writer, const struct sheet *sheet, size_t number, struct variable *variables,
             struct buf *warnings)
{
	const struct sheet_column *column = &sheet->columns[number];
	struct variable *variable = &variables[number];
	struct buf label = BUF_INIT;

	name_variable(variables, number, column->id, warnings);
	variable->variable = readstat_add_variable(
	    writer, variable->name, column->type == SHEET_TEXT ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE,
	    column->type == SHEET_TEXT ? string_width(sheet, number) : 0);
	buf_add_view(&label,
	             study_exporter_fit(column->label, LABEL_BYTES, "the label", column->id, warnings));
	readstat_variable_set_label(variable->variable, label.len > 0 ? label.data : "");
	readstat_variable_set_measure(variable->variable, column->type == SHEET_NUMBER
	                                                      ? READSTAT_MEASURE_SCALE
	                                                  : column->ordinal ? READSTAT_MEASURE_ORDINAL
	                                                                    : READSTAT_MEASURE_NOMINAL);
	if (column->type == SHEET_CODED && column->label_count > 0)
		add_labels(writer, column, variable, warnings);
	buf_release(&label);
}

/* Notes are lines of 80 bytes. */
static void
add_notes(readstat_writer_t *writer, struct view text)
{
	char line[NOTE_BYTES + 1];
	size_t len = 0;

	while (text.len > 0) {
		struct view word = view_cut(&text, ' ');

		if (len > 0 && len + 1 + word.len > NOTE_BYTES) {
			readstat_add_note(writer, line);
			len = 0;
		}
		len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%.*s", len > 0 ? " " : "",
		                        VIEW_ARGS(word));
		if (len > NOTE_BYTES)
			len = NOTE_BYTES;
	}
	if (len > 0)
		readstat_add_note(writer, line);
}

/* ---- Writing --------------------------------------------------------------------------------------------- */

static ssize_t
add_bytes(const void *bytes, size_t len, void *out)
{
	buf_add(out, bytes, len);
	return (ssize_t)len;
}

static readstat_error_t
write_value(readstat_writer_t *writer, const struct sheet *sheet, size_t row, size_t column,
            const struct variable *variable, struct buf *warnings)
{
	const union sheet_value *value = sheet_value(sheet, row, column);
	struct buf text = BUF_INIT;
	readstat_error_t wrong;

	if (sheet->columns[column].type != SHEET_TEXT)
		return sheet_missing(sheet, row, column)
		         ? readstat_insert_missing_value(writer, variable->variable)
		         : readstat_insert_double_value(writer, variable->variable, value->number);
	if (value->text.ptr != NULL)
		buf_add_view(&text, study_exporter_fit(value->text, STRING_BYTES, "a text",
		                                       sheet->columns[column].id, warnings));
	wrong = readstat_insert_string_value(writer, variable->variable, text.len > 0 ? text.data : "");
	buf_wipe(&text);
	return wrong;
}

static readstat_error_t
write_rows(readstat_writer_t *writer, const struct sheet *sheet, const struct variable *variables,
           struct buf *warnings)
{
	readstat_error_t wrong = READSTAT_OK;

	for (size_t r = 0; wrong == READSTAT_OK && r < sheet->row_count; r++) {
		wrong = readstat_begin_row(writer);
		for (size_t c = 0; wrong == READSTAT_OK && c < sheet->column_count; c++)
			wrong = write_value(writer, sheet, r, c, &variables[c], warnings);
		if (wrong == READSTAT_OK)
			wrong = readstat_end_row(writer);
	}
	return wrong;
}

/* When the file says it was made, by the clock on the wall, as the form wants: the same content is the same bytes. */
static time_t
made(void)
{
	struct tm noon = { .tm_year = 80, .tm_mday = 1, .tm_hour = 12, .tm_isdst = -1 };

	return mktime(&noon);
}

static bool
sav_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
          struct buf *warnings, struct error *err)
{
	const struct sheet *sheet = settings->sheet;
	struct variable *variables = xcalloc(sheet->column_count, sizeof(*variables));
	readstat_writer_t *writer = readstat_writer_init();
	readstat_error_t wrong;

	readstat_set_data_writer(writer, add_bytes);
	readstat_writer_set_file_label(writer, package->settings.internal ? "INTERNAL, not to leave the team"
	                                                                  : "Released material only");
	readstat_writer_set_file_timestamp(writer, made());
	add_notes(writer, package->notice);
	for (size_t c = 0; c < sheet->column_count; c++)
		add_variable(writer, sheet, c, variables, warnings);
	wrong = readstat_begin_writing_sav(writer, out, (long)sheet->row_count);
	if (wrong == READSTAT_OK)
		wrong = write_rows(writer, sheet, variables, warnings);
	if (wrong == READSTAT_OK)
		wrong = readstat_end_writing(writer);
	readstat_writer_free(writer);
	free(variables);
	return wrong == READSTAT_OK ||
	       fail(err, ERROR_SYSTEM, "cannot write the file: %s", readstat_error_message(wrong));
}

const struct study_exporter study_exporter_sav = { .name = "sav", .single = true, .write = sav_write };
