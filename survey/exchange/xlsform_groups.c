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

struct view
xlsform_outline_type(const struct xlsform *form, size_t row, struct view *list)
{
	static const struct {
		const char *written, *type;
	} old[] = {
		{ "begin group", "begin_group" },
		{ "end group", "end_group" },
		{ "begin repeat", "begin_repeat" },
		{ "end repeat", "end_repeat" },
		{ "select one from", "select_one" },
		{ "select one", "select_one" },
		{ "select multiple from", "select_multiple" },
		{ "select multiple", "select_multiple" },
		{ "select all that apply from", "select_multiple" },
		{ "select all that apply", "select_multiple" },
		{ "select1", "select_one" },
	};
	struct view text = xlsform_text(&form->survey, row, COLUMN_TYPE), type;

	for (size_t i = 0; i < sizeof(old) / sizeof(old[0]); i++) {
		size_t len = strlen(old[i].written);

		if (text.len >= len && strncasecmp(text.ptr, old[i].written, len) == 0 &&
		    (text.len == len || text.ptr[len] == ' ')) {
			*list = view_trim((struct view){ text.ptr + len, text.len - len });
			return view_of(old[i].type);
		}
	}
	*list = text;
	type = view_cut(list, ' ');
	*list = view_trim(list->ptr == NULL ? (struct view){ "", 0 } : *list);
	return type;
}

/* +1 for a row that begins a group or repeat, -1 for one that ends it. */
static int
step_of(const struct xlsform *form, size_t row)
{
	struct view list, type = xlsform_outline_type(form, row, &list);

	if (view_is(type, "begin_group") || view_is(type, "begin_repeat"))
		return 1;
	return view_is(type, "end_group") || view_is(type, "end_repeat") ? -1 : 0;
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
		int step = step_of(form, row);
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
	if (end == row + 1 || end == form->survey.row_end || step_of(form, end) >= 0 ||
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
