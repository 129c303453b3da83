/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables for other programs: JSON (RFC 8259), members in a fixed order.
 *
 *   {"format":"survey tally","version":1,"counted":"mentions","threshold":5,"language":"nl",
 *    "selection":{"kind":null,…},"n":CELL,
 *    "dimensions":[{"name":…,"title":…,"parts_may_exceed_total":true,
 *                   "categories":[{"id":…,"text":…},…]},…],
 *    "cells":[{"at":[CATEGORY,…],…CELL},…]}
 *
 * Where numbers were rounded, "rounding":{"base":N,"within":N} stands behind the threshold (struct rounding).
 *
 * CELL is {"count":N,"respondents":N} or {"suppressed":true}. CATEGORY is an id, null for all; "not answered"
 * is the category with the empty id that has "not_answered":true; of findings it has "no_finding":true.
 */
#include "exporter.h"

#include <jansson.h>

#include "wording.h"

/* Out of memory ends the program here as it does in xmalloc(). */
static json_t *
made(json_t *value)
{
	if (value == NULL)
		xrealloc(NULL, SIZE_MAX, 2);
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
		made(NULL);
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		made(NULL);
}

static void
set_cell(json_t *object, const struct cell *cell)
{
	if (cell_hidden(cell)) {
		set(object, "suppressed", json_true());
		return;
	}
	set(object, "count", made(json_integer((json_int_t)cell->count)));
	set(object, "respondents", made(json_integer((json_int_t)cell->respondents)));
}

static json_t *
selection_value(const struct selection *selection)
{
	json_t *object = made(json_object());

	set(object, "kind", text_value(selection->kind));
	set(object, "questionnaire", text_value(selection->questionnaire));
	set(object, "audience", text_value(selection->audience));
	set(object, "wave", text_value(selection->wave));
	return object;
}

static json_t *
rounding_value(const struct rounding *rounding)
{
	json_t *object = made(json_object());

	set(object, "base", made(json_integer(rounding->base)));
	set(object, "within", made(json_integer(rounding->within)));
	return object;
}

static json_t *
dimension_value(const struct tally *tally, size_t axis)
{
	const struct dimension *dimension = &tally->dimensions[axis];
	json_t *object = made(json_object()), *categories = made(json_array());

	for (size_t i = 0; i < dimension_all(dimension); i++) {
		json_t *category;

		if (!tally_shows(tally, axis, i))
			continue;
		category = made(json_object());
		set(category, "id",
		    i < dimension->category_count ? text_value(dimension->categories[i].id)
		                                  : text_value(VIEW("")));
		set(category, "text", text_value(wording_position(tally, axis, i)));
		if (i == dimension->category_count)
			set(category, dimension->kind == DIMENSION_FINDING ? "no_finding" : "not_answered",
			    json_true());
		append(categories, category);
	}
	set(object, "name", text_value(dimension->name));
	set(object, "title", text_value(dimension->title));
	set(object, "parts_may_exceed_total", json_boolean(dimension->multiple));
	set(object, "categories", categories);
	return object;
}

/* NULL for a cell that is not to be shown. */
static json_t *
cell_value(const struct tally *tally, size_t index)
{
	json_t *object, *at = made(json_array());
	size_t stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];
		size_t position;

		stride /= tally->shape.length[axis];
		position = index / stride % tally->shape.length[axis];
		if (!tally_shows(tally, axis, position)) {
			json_decref(at);
			return NULL;
		}
		if (position == dimension_all(dimension))
			append(at, json_null());
		else
			append(at, position < dimension->category_count
			               ? text_value(dimension->categories[position].id)
			               : text_value(VIEW("")));
	}
	object = made(json_object());
	set(object, "at", at);
	set_cell(object, &tally->cells[index]);
	return object;
}

static int
add_bytes(const char *bytes, size_t len, void *out)
{
	buf_add(out, bytes, len);
	return 0;
}

static void
json_write(const struct tally *tally, const struct exporter_settings *settings, struct buf *out)
{
	json_t *root = made(json_object()), *n = made(json_object()), *dimensions = made(json_array()),
	       *cells = made(json_array());

	(void)settings;
	set_cell(n, tally_total(tally));
	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		append(dimensions, dimension_value(tally, axis));
	for (size_t i = 0; i < tally->cell_count; i++) {
		json_t *cell = cell_value(tally, i);

		if (cell != NULL)
			append(cells, cell);
	}
	set(root, "format", made(json_string("survey tally")));
	set(root, "version", made(json_integer(1)));
	set(root, "counted", made(json_string(tally->unit == TALLY_MENTIONS ? "mentions" : "responses")));
	set(root, "threshold", made(json_integer(tally->threshold)));
	if (tally->rounding.base > 0)
		set(root, "rounding", rounding_value(&tally->rounding));
	set(root, "language", text_value(catalogue_language(tally->catalogue)));
	set(root, "selection", selection_value(&tally->selection));
	set(root, "n", n);
	set(root, "dimensions", dimensions);
	set(root, "cells", cells);
	if (json_dump_callback(root, add_bytes, out, JSON_INDENT(1)) != 0)
		made(NULL);
	buf_add_char(out, '\n');
	json_decref(root);
}

const struct exporter exporter_json = { .name = "json", .suffix = ".json", .write = json_write };
