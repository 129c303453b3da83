/* SPDX-License-Identifier: EUPL-1.2
 *
 * An XLSForm's groups, before its rows are read: xlsform_groups.h.
 */
#include "xlsform_groups.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { EXPRESSION_BYTES = 4000, NO_OWNER = -1 };

struct named_row {
	struct view name;
	size_t row;
};

struct xlsform_outline {
	const struct xlsform *form;
	long *owner; /* per row: the row in which the group at the top level begins that it lies in */
	bool *kept;  /* per row that begins such a group */
	struct named_row *names; /* sorted by name */
	size_t name_count;
};

/* ---- types ----------------------------------------------------------------------------------------------- */

/* The types of XLSForm as they were written before there was one way to; longer ones first. What is asked of nobody here ("end
 * loop") is as it was, for xlsform_types.c to say so. */
static const struct {
	const char *written, *type;
} old[] = {
	{ "begin group", "begin_group" },
	{ "end group", "end_group" },
	{ "begin repeat", "begin_repeat" },
	{ "end repeat", "end_repeat" },
	{ "begin looped group", "begin_repeat" },
	{ "end looped group", "end_repeat" },
	{ "begin lgroup", "begin_repeat" },
	{ "end lgroup", "end_repeat" },
	{ "begin loop over", "begin_loop" },
	{ "begin_loop over", "begin_loop" },
	{ "begin loop", "begin_loop" },
	{ "end loop", "end_loop" },
	{ "select one from file", "select_one_from_file" },
	{ "select multiple from file", "select_multiple_from_file" },
	{ "select one external", "select_one_external" },
	{ "add select one prompt using", "select_one" },
	{ "add select multiple prompt using", "select_multiple" },
	{ "select one using", "select_one" },
	{ "select multiple using", "select_multiple" },
	{ "select one from", "select_one" },
	{ "select one", "select_one" },
	{ "select multiple from", "select_multiple" },
	{ "select multiple", "select_multiple" },
	{ "select all that apply from", "select_multiple" },
	{ "select all that apply", "select_multiple" },
	{ "select1", "select_one" },
	{ "q select1", "select_one" },
	{ "q select", "select_multiple" },
	{ "add text prompt", "text" },
	{ "q string", "text" },
	{ "add integer prompt", "integer" },
	{ "q int", "integer" },
	{ "percentage", "integer" },
	{ "number of days in last", "integer" },
	{ "add decimal prompt", "decimal" },
	{ "q decimal", "decimal" },
	{ "add date time prompt", "datetime" },
	{ "add datetime prompt", "datetime" },
	{ "q date time", "datetime" },
	{ "q datetime", "datetime" },
	{ "date time", "datetime" },
	{ "add date prompt", "date" },
	{ "q date", "date" },
	{ "add note prompt", "note" },
	{ "q note", "note" },
	{ "add image prompt", "image" },
	{ "add photo prompt", "image" },
	{ "q image", "image" },
	{ "q picture", "image" },
	{ "photo", "image" },
	{ "add audio prompt", "audio" },
	{ "q audio", "audio" },
	{ "add video prompt", "video" },
	{ "q video", "video" },
	{ "add file prompt", "file" },
	{ "add location prompt", "geopoint" },
	{ "q location", "geopoint" },
	{ "q geopoint", "geopoint" },
	{ "q geotrace", "geotrace" },
	{ "q geoshape", "geoshape" },
	{ "location", "geopoint" },
	{ "gps", "geopoint" },
	{ "background-geopoint", "geopoint" },
	{ "add barcode prompt", "barcode" },
	{ "q barcode", "barcode" },
	{ "add acknowledge prompt", "acknowledge" },
	{ "q acknowledge", "acknowledge" },
	{ "add calculate prompt", "calculate" },
	{ "q calculate", "calculate" },
	{ "get start time", "start" },
	{ "start time", "start" },
	{ "get end time", "end" },
	{ "end time", "end" },
	{ "get today", "today" },
	{ "get device id", "deviceid" },
	{ "device id", "deviceid" },
	{ "imei", "deviceid" },
	{ "uri:deviceid", "deviceid" },
	{ "get subscriber id", "subscriberid" },
	{ "subscriber id", "subscriberid" },
	{ "uri:subscriberid", "subscriberid" },
	{ "get sim id", "simserial" },
	{ "sim id", "simserial" },
	{ "uri:simserial", "simserial" },
	{ "get phone number", "phonenumber" },
	{ "phone number", "phonenumber" },
	{ "uri:phonenumber", "phonenumber" },
	{ "tel", "phonenumber" },
	{ "uri:username", "username" },
	{ "uri:email", "email" },
};

struct view
xlsform_outline_type(const struct xlsform *form, size_t row, struct view *list)
{
	struct view text = xlsform_text(&form->survey, row, COLUMN_TYPE), type;
	char *small;

	for (size_t i = 0; i < sizeof(old) / sizeof(old[0]); i++) {
		size_t len = strlen(old[i].written);

		if (text.len >= len && strncasecmp(text.ptr, old[i].written, len) == 0 &&
		    (text.len == len || text.ptr[len] == ' ')) {
			*list = view_trim((struct view){ text.ptr + len, text.len - len });
			return view_of(old[i].type);
		}
	}
	*list = text;
	type = arena_copy(&form->draft->arena, view_cut(list, ' '));
	small = arena_alloc(&form->draft->arena, type.len + 1);
	for (size_t i = 0; i < type.len; i++)
		small[i] =
		    (char)(type.ptr[i] >= 'A' && type.ptr[i] <= 'Z' ? type.ptr[i] | 0x20 : type.ptr[i]);
	type.ptr = small;
	*list = view_trim(list->ptr == NULL ? (struct view){ "", 0 } : *list);
	return type;
}

int
xlsform_outline_step(const struct xlsform *form, size_t row)
{
	struct view list, type = xlsform_outline_type(form, row, &list);

	if (view_starts(type, "begin_"))
		return 1;
	return view_is(type, "end_group") || view_is(type, "end_repeat") || view_is(type, "end_loop") ? -1
	                                                                                              : 0;
}

/* ---- which groups stay ----------------------------------------------------------------------------------- */

static int
by_name(const void *a, const void *b)
{
	const struct named_row *one = a, *other = b;

	return view_compare(one->name, other->name);
}

static void
find_owners(struct xlsform_outline *outline)
{
	const struct xlsform *form = outline->form;
	long owner = NO_OWNER;
	int depth = 0;

	for (size_t row = form->survey.first_row; row < form->survey.row_end; row++) {
		int step = xlsform_outline_step(form, row);
		struct view list, type = xlsform_outline_type(form, row, &list);

		if (step > 0 && depth++ == 0) {
			owner = (long)row;
			outline->kept[row] = view_is(type, "begin_group") &&
			                     xlsform_text(&form->survey, row, COLUMN_LABEL).len > 0;
		} else if (view_is(type, "begin_repeat") && owner != NO_OWNER) {
			outline->kept[owner] = false;
		}
		outline->owner[row] = owner;
		outline->names[outline->name_count++] =
		    (struct named_row){ xlsform_text(&form->survey, row, COLUMN_NAME), row };
		if (step < 0 && depth > 0 && --depth == 0)
			owner = NO_OWNER;
	}
	if (outline->name_count > 0)
		qsort(outline->names, outline->name_count, sizeof(*outline->names), by_name);
}

/* A question that is asked about from outside its group: then that cannot be a group. */
static void
note_reference(struct xlsform_outline *outline, size_t row, struct view name)
{
	struct named_row wanted = { name, 0 }, *found = NULL;

	if (outline->name_count > 0)
		found = bsearch(&wanted, outline->names, outline->name_count, sizeof(wanted), by_name);
	if (found != NULL && outline->owner[found->row] != NO_OWNER &&
	    (outline->owner[found->row] != outline->owner[row] || (long)row == outline->owner[row]))
		outline->kept[outline->owner[found->row]] = false;
}

static void
note_references(struct xlsform_outline *outline, size_t row)
{
	struct view text = xlsform_text(&outline->form->survey, row, COLUMN_RELEVANT);

	for (size_t i = 0; i + 2 < text.len && text.len <= EXPRESSION_BYTES; i++) {
		const char *end = NULL;

		if (text.ptr[i] == '$' && text.ptr[i + 1] == '{')
			end = memchr(text.ptr + i, '}', text.len - i);
		if (end != NULL)
			note_reference(
			    outline, row,
			    view_trim((struct view){ text.ptr + i + 2, (size_t)(end - text.ptr) - i - 2 }));
	}
}

struct xlsform_outline *
xlsform_outline_new(const struct xlsform *form)
{
	struct xlsform_outline *outline = xcalloc(1, sizeof(*outline));

	outline->form = form;
	outline->owner = xcalloc(form->survey.row_end, sizeof(*outline->owner));
	outline->kept = xcalloc(form->survey.row_end, sizeof(*outline->kept));
	outline->names = xcalloc(form->survey.row_end, sizeof(*outline->names));
	find_owners(outline);
	for (size_t row = form->survey.first_row; row < form->survey.row_end; row++)
		note_references(outline, row);
	return outline;
}

void
xlsform_outline_free(struct xlsform_outline *outline)
{
	free(outline->owner);
	free(outline->kept);
	free(outline->names);
	free(outline);
}

bool
xlsform_outline_keeps(const struct xlsform_outline *outline, size_t row)
{
	return outline->kept[row];
}

/* ---- matrices -------------------------------------------------------------------------------------------- */

static bool
has_appearance(const struct xlsform *form, size_t row, const char *wanted)
{
	struct view rest = xlsform_text(&form->survey, row, COLUMN_APPEARANCE);
	bool has = false;

	while (!has && rest.ptr != NULL)
		has = view_is(view_cut(&rest, ' '), wanted);
	return has;
}

/* Whether a row can be an item of a table with this list of choices. */
static bool
is_item(const struct xlsform *form, size_t row, struct view wanted)
{
	struct view list, type = xlsform_outline_type(form, row, &list);

	return view_is(type, "select_one") && view_equal(list, wanted) &&
	       xlsform_text(&form->survey, row, COLUMN_RELEVANT).len == 0 &&
	       xlsform_text(&form->survey, row, COLUMN_NAME).len > 0;
}

static void
read_item(struct xlsform *form, size_t row, struct view prefix, struct draft_question *matrix, size_t item)
{
	struct view name = xlsform_text(&form->survey, row, COLUMN_NAME), own = name;
	bool required = xlsform_is_yes(xlsform_text(&form->survey, row, COLUMN_REQUIRED));

	/* "mood-today" in the group "mood" is item today. */
	if (name.len > prefix.len + 1 && memcmp(name.ptr, prefix.ptr, prefix.len) == 0 &&
	    (name.ptr[prefix.len] == '-' || name.ptr[prefix.len] == '_')) {
		own.ptr += prefix.len + 1;
		own.len -= prefix.len + 1;
	}
	matrix->item_names[item] = arena_copy(&form->draft->arena, name);
	matrix->items[item].id = arena_copy(&form->draft->arena, own);
	matrix->items[item].text = xlsform_words(form, &form->survey, row, COLUMN_LABEL, false, "question");
	matrix->required = required && (item == 0 || matrix->required);
	xlsform_report_row(form, &form->survey, row);
}

size_t
xlsform_outline_matrix(struct xlsform *form, size_t row, struct draft_question *matrix)
{
	struct view prefix = xlsform_text(&form->survey, row, COLUMN_NAME), list = { "", 0 }, *names;
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	size_t end = row + 1;

	if (!has_appearance(form, row, "table-list") || end >= form->survey.row_end || prefix.len == 0)
		return row;
	xlsform_outline_type(form, end, &list);
	while (end < form->survey.row_end && list.len > 0 && is_item(form, end, list))
		end++;
	if (end == row + 1 || end == form->survey.row_end || xlsform_outline_step(form, end) >= 0 ||
	    end - row - 1 > QUESTIONS_MAX || !xlsform_read_choices(form, row + 1, list, false, matrix))
		return row;
	if (matrix->option_count < 2)
		return row;
	matrix->item_count = end - row - 1;
	matrix->items = arena_array(&form->draft->arena, matrix->item_count, sizeof(*matrix->items));
	matrix->item_names =
	    arena_array(&form->draft->arena, matrix->item_count, sizeof(*matrix->item_names));
	names = arena_array(&form->draft->arena, matrix->item_count, sizeof(*names));
	for (size_t i = 0; i < matrix->item_count; i++) {
		read_item(form, row + 1 + i, prefix, matrix, i);
		names[i] = matrix->items[i].id;
	}
	draft_options(form->draft, matrix->items, names, matrix->item_count, &place);
	return end;
}
