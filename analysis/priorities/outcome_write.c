/* SPDX-License-Identifier: EUPL-1.2
 *
 * An outcome as text for people, as CSV (RFC 4180; a line for each value, so that all tables fit in one file) and as JSON (RFC 8259,
 * members in a fixed order). What is hidden stands as "hidden", or as the word that is said in its place.
 *
 *   {"format":"survey priorities","version":1,"method":…,"questionnaire":…,"question":…,"title":…,"people":N,"threshold":N,
 *    "tables":[{"name":…,"columns":[…],"rows":[[VALUE,…],…]},…],"notes":[…]}
 *
 * VALUE is a text, a number, null, or {"suppressed":true} with "instead":"more" where something is said.
 */
#include "outcome.h"

#include "analysis/exporters/csv.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <uniwidth.h>

static struct view
shown(const struct outcome_value *value, struct arena *arena)
{
	switch (value->kind) {
	case OUTCOME_TEXT:
		return value->text;
	case OUTCOME_COUNT:
		return arena_printf(arena, "%ju", (uintmax_t)value->count);
	case OUTCOME_NUMBER:
		/* No minus before what is shown as zero. */
		return arena_printf(arena, "%.2f",
		                    value->number > -0.005 && value->number < 0 ? 0.0 : value->number);
	case OUTCOME_HIDDEN:
		return value->text.len > 0 ? value->text : VIEW("hidden");
	case OUTCOME_NONE:
	default:
		return VIEW("");
	}
}

static const struct outcome_value *
value_of(const struct outcome_table *table, size_t row, size_t column)
{
	return &table->values[row * table->column_count + column];
}

/* ---- Text -------------------------------------------------------------------------------------------------- */

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* On one line, without what could steer a terminal. */
static void
add_line(struct buf *out, struct view text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_char(out, is_control(text.ptr[i]) ? ' ' : text.ptr[i]);
}

/* In columns of the terminal; control characters, which become spaces, have no width of their own and count as one. */
static size_t
width_of(struct view text)
{
	int width = u8_width((const uint8_t *)text.ptr, text.len, "UTF-8");
	size_t controls = 0;

	for (size_t i = 0; i < text.len; i++)
		controls += is_control(text.ptr[i]);
	return (width > 0 ? (size_t)width : 0) + controls;
}

static size_t
column_width(const struct outcome_table *table, size_t column, struct arena *arena)
{
	size_t width = width_of(table->columns[column]);

	for (size_t row = 0; row < table->row_count; row++) {
		size_t wide = width_of(shown(value_of(table, row, column), arena));

		width = wide > width ? wide : width;
	}
	return width;
}

static void
add_padded(struct buf *out, struct view text, size_t width, bool last)
{
	add_line(out, text);
	for (size_t w = width_of(text); !last && w < width + 2; w++)
		buf_add_char(out, ' ');
}

static void
write_text(const struct outcome *outcome, bool byte_order_mark, struct buf *out)
{
	struct arena arena = ARENA_INIT;

	(void)byte_order_mark;
	buf_printf(out, "%.*s%s%.*s", VIEW_ARGS(outcome->questionnaire), outcome->question.len > 0 ? ":" : "",
	           VIEW_ARGS(outcome->question));
	if (outcome->title.len > 0) {
		buf_add_text(out, ": ");
		add_line(out, outcome->title);
	}
	buf_printf(out, "\n%zu people; %s\n", outcome->people, outcome->method_name);
	for (size_t t = 0; t < outcome->table_count; t++) {
		const struct outcome_table *table = &outcome->tables[t];

		if (table->row_count == 0)
			continue;
		buf_printf(out, "\n%s\n\n", table->title);
		for (size_t c = 0; c < table->column_count; c++)
			add_padded(out, table->columns[c], column_width(table, c, &arena),
			           c + 1 == table->column_count);
		buf_add_char(out, '\n');
		for (size_t r = 0; r < table->row_count; r++) {
			for (size_t c = 0; c < table->column_count; c++)
				add_padded(out, shown(value_of(table, r, c), &arena),
				           column_width(table, c, &arena), c + 1 == table->column_count);
			buf_add_char(out, '\n');
		}
	}
	buf_add_char(out, '\n');
	for (size_t n = 0; n < outcome->note_count; n++)
		buf_printf(out, "%.*s\n", VIEW_ARGS(outcome->notes[n]));
	arena_release(&arena);
}

/* ---- CSV --------------------------------------------------------------------------------------------------- */

static void
write_csv(const struct outcome *outcome, bool byte_order_mark, struct buf *out)
{
	struct arena arena = ARENA_INIT;

	if (byte_order_mark)
		buf_add_text(out, "\xef\xbb\xbf");
	buf_add_text(out, "questionnaire,question,method,people,threshold,table,row,column,value\r\n");
	for (size_t t = 0; t < outcome->table_count; t++) {
		const struct outcome_table *table = &outcome->tables[t];

		for (size_t cell = 0; cell < table->row_count * table->column_count; cell++) {
			const struct outcome_value *value = &table->values[cell];

			csv_value(out, outcome->questionnaire);
			buf_add_char(out, ',');
			csv_value(out, outcome->question);
			buf_printf(out, ",%s,%zu,%u,%s,%zu,", outcome->method_name, outcome->people,
			           outcome->threshold, table->name, cell / table->column_count + 1);
			csv_value(out, table->columns[cell % table->column_count]);
			buf_add_char(out, ',');
			/* A number that is negative is no formula. */
			if (value->kind == OUTCOME_NUMBER || value->kind == OUTCOME_COUNT)
				buf_add_view(out, shown(value, &arena));
			else
				csv_value(out, shown(value, &arena));
			buf_add_text(out, "\r\n");
		}
	}
	arena_release(&arena);
}

/* ---- JSON -------------------------------------------------------------------------------------------------- */

/* Out of memory ends the program here as it does in xmalloc(). */
static json_t *
made(json_t *value)
{
	if (value == NULL)
		memory_end();
	return value;
}

static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, made(value)) != 0)
		memory_end();
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, made(value)) != 0)
		memory_end();
}

static json_t *
text_json(struct view text)
{
	return made(json_stringn(text.len == 0 ? "" : text.ptr, text.len));
}

static json_t *
value_json(const struct outcome_value *value, struct arena *arena)
{
	json_t *object;

	if (value->kind == OUTCOME_TEXT)
		return text_json(value->text);
	if (value->kind == OUTCOME_COUNT)
		return json_integer((json_int_t)value->count);
	if (value->kind == OUTCOME_NUMBER) /* as it is shown: more decimals would tell more */
		return json_real(strtod(shown(value, arena).ptr, NULL));
	if (value->kind == OUTCOME_NONE)
		return json_null();
	object = made(json_object());
	set(object, "suppressed", json_true());
	if (value->text.len > 0)
		set(object, "instead", text_json(value->text));
	return object;
}

static json_t *
table_json(const struct outcome_table *table, struct arena *arena)
{
	json_t *object = made(json_object()), *columns = made(json_array()), *rows = made(json_array());

	for (size_t c = 0; c < table->column_count; c++)
		append(columns, text_json(table->columns[c]));
	for (size_t r = 0; r < table->row_count; r++) {
		json_t *row = made(json_array());

		for (size_t c = 0; c < table->column_count; c++)
			append(row, value_json(value_of(table, r, c), arena));
		append(rows, row);
	}
	set(object, "name", made(json_string(table->name)));
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

static void
write_json(const struct outcome *outcome, bool byte_order_mark, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	json_t *object = made(json_object()), *tables = made(json_array()), *notes = made(json_array());

	(void)byte_order_mark;
	for (size_t t = 0; t < outcome->table_count; t++)
		append(tables, table_json(&outcome->tables[t], &arena));
	for (size_t n = 0; n < outcome->note_count; n++)
		append(notes, text_json(outcome->notes[n]));
	set(object, "format", json_string("survey priorities"));
	set(object, "version", json_integer(1));
	set(object, "method", json_string(outcome->method_name));
	set(object, "questionnaire", text_json(outcome->questionnaire));
	set(object, "question", text_json(outcome->question));
	set(object, "title", text_json(outcome->title));
	set(object, "people", json_integer((json_int_t)outcome->people));
	set(object, "threshold", json_integer((json_int_t)outcome->threshold));
	set(object, "tables", tables);
	set(object, "notes", notes);
	json_dump_callback(object, add_bytes, out, JSON_COMPACT | JSON_REAL_PRECISION(15));
	buf_add_char(out, '\n');
	json_decref(object);
	arena_release(&arena);
}

outcome_writer *
outcome_writer_find(struct view format)
{
	static const struct {
		const char *name;
		outcome_writer *write;
	} writers[] = { { "text", write_text }, { "json", write_json }, { "csv", write_csv } };

	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (view_is(format, writers[i].name))
			return writers[i].write;
	return NULL;
}
