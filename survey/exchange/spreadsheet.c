/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading workbooks: spreadsheet.h. The forms of cells are those of ECMA-376, part 1, 18.3.1.4.
 */
#include "spreadsheet.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "archive.h"
#include "xml_tree.h"

struct spreadsheet {
	struct archive *archive;
	struct xml_tree book, relations;
	struct arena arena;
	struct view *strings; /* owned; the texts are in the arena */
	size_t string_count;
};

/* ---- parts ----------------------------------------------------------------------------------------------- */

static bool
read_xml(struct spreadsheet *workbook, const char *name, struct xml_tree *tree, struct error *err)
{
	struct buf bytes = BUF_INIT;
	struct error why = ERROR_INIT;
	bool good = archive_read(workbook->archive, name, &bytes, err);

	if (good && !xml_tree_read(tree, buf_view(&bytes), &why)) {
		good = fail(err, why.code, "%s in this workbook: %s", name, why.text);
	}
	buf_release(&bytes);
	return good;
}

/* ---- texts ----------------------------------------------------------------------------------------------- */

/* What an element with texts says: its own t, or those of its runs; not how it is pronounced. */
static struct view
rich_text(struct spreadsheet *workbook, const struct xml_node *node)
{
	struct buf text = BUF_INIT;
	struct view copy;

	for (const struct xml_node *part = node->children; part != NULL; part = part->next) {
		const struct xml_node *run = view_is(part->name, "r") ? xml_tree_child(part, "t")
		                           : view_is(part->name, "t") ? part
		                                                      : NULL;

		if (run != NULL && text.len + run->text.len <= CELLS_TEXT_MAX)
			buf_add_view(&text, run->text);
	}
	copy = arena_copy(&workbook->arena, buf_view(&text));
	buf_release(&text);
	return copy;
}

static bool
read_strings(struct spreadsheet *workbook, struct error *err)
{
	static const char name[] = "xl/sharedStrings.xml";
	struct xml_tree tree = XML_TREE_INIT;
	const struct xml_node *item;
	size_t room = 0;
	bool good;

	if (!archive_has(workbook->archive, name))
		return true;
	good = read_xml(workbook, name, &tree, err);
	item = good ? xml_tree_child(tree.root, "si") : NULL;
	for (; item != NULL; item = xml_tree_next(item, "si")) {
		if (workbook->string_count == room) {
			room = room == 0 ? 256 : room * 2;
			workbook->strings = xrealloc(workbook->strings, room, sizeof(*workbook->strings));
		}
		workbook->strings[workbook->string_count++] = rich_text(workbook, item);
	}
	xml_tree_release(&tree);
	return good;
}

/* ---- opening --------------------------------------------------------------------------------------------- */

bool
spreadsheet_open(struct view bytes, struct spreadsheet **workbook, struct error *err)
{
	struct spreadsheet *opened = xcalloc(1, sizeof(*opened));
	bool good = false;

	*workbook = NULL;
	if (bytes.len >= 4 && memcmp(bytes.ptr, "\xd0\xcf\x11\xe0", 4) == 0) {
		fail(err, ERROR_INVALID,
		     "this is an older workbook (.xls) or one with a password; save it as .xlsx without one");
		goto out;
	}
	if (!archive_open(bytes, "workbook", &opened->archive, err))
		goto out;
	if (!read_xml(opened, "xl/workbook.xml", &opened->book, err) ||
	    !read_xml(opened, "xl/_rels/workbook.xml.rels", &opened->relations, err) ||
	    !read_strings(opened, err))
		goto out;
	good = true;
	*workbook = opened;
out:
	if (!good)
		spreadsheet_close(opened);
	return good;
}

void
spreadsheet_close(struct spreadsheet *workbook)
{
	if (workbook == NULL)
		return;
	archive_close(workbook->archive);
	xml_tree_release(&workbook->book);
	xml_tree_release(&workbook->relations);
	arena_release(&workbook->arena);
	free(workbook->strings);
	free(workbook);
}

/* ---- a worksheet ----------------------------------------------------------------------------------------- */

/* The name in the archive of what a relation is to. */
static bool
part_of_relation(struct spreadsheet *workbook, struct view id, char name[256])
{
	const struct xml_node *relation = xml_tree_child(workbook->relations.root, "Relationship");
	struct view target;

	while (relation != NULL && !view_equal(xml_tree_attribute(relation, "Id"), id))
		relation = xml_tree_next(relation, "Relationship");
	target = xml_tree_attribute(relation, "Target");
	if (target.len == 0 || target.len > 200)
		return false;
	if (target.ptr[0] == '/')
		snprintf(name, 256, "%s", target.ptr + 1);
	else
		snprintf(name, 256, "xl/%s", target.ptr);
	return true;
}

/* "BC12" is column 54, from 0; SIZE_MAX when there are no letters or too many. */
static size_t
column_of(struct view reference)
{
	size_t column = 0, i = 0;

	for (; i < reference.len && i < 4 && reference.ptr[i] >= 'A' && reference.ptr[i] <= 'Z'; i++)
		column = column * 26 + (size_t)(reference.ptr[i] - 'A') + 1;
	return i == 0 || i == 4 ? SIZE_MAX : column - 1;
}

/* A number as the program showed it: a file has seventeen digits, "0.10000000000000001", of which fifteen are meant, and
 * sometimes "1.0" or "1E2" for a whole one. */
static struct view
number_text(struct spreadsheet *workbook, struct view value)
{
	char *end = NULL;
	double number = value.len > 0 ? strtod(value.ptr, &end) : 0;
	bool plain = value.len <= 15 && (value.len == 0 || strcspn(value.ptr, ".eE") == value.len);

	if (plain || *end != '\0' || !isfinite(number) || fabs(number) >= 1e15)
		return value.len <= CELLS_TEXT_MAX ? arena_copy(&workbook->arena, value)
		                                   : (struct view){ "", 0 };
	return arena_printf(&workbook->arena, "%.15g", number);
}

static struct view
cell_text(struct spreadsheet *workbook, const struct xml_node *cell)
{
	struct view type = xml_tree_attribute(cell, "t"), value = xml_tree_text(cell, "v");
	const struct xml_node *inline_text = xml_tree_child(cell, "is");
	char *end;
	unsigned long index;

	if (view_is(type, "inlineStr"))
		return inline_text == NULL ? (struct view){ "", 0 } : rich_text(workbook, inline_text);
	if (view_is(type, "b"))
		return view_is(value, "1") ? VIEW("TRUE") : VIEW("FALSE");
	if (type.len == 0 || view_is(type, "n"))
		return number_text(workbook, value);
	if (!view_is(type, "s"))
		return value.len <= CELLS_TEXT_MAX ? arena_copy(&workbook->arena, value)
		                                   : (struct view){ "", 0 };
	/* Every text of the tree ends in NUL. */
	index = value.len == 0 ? ULONG_MAX : strtoul(value.ptr, &end, 10);
	return index < workbook->string_count ? workbook->strings[index] : (struct view){ "", 0 };
}

static bool
read_row(struct spreadsheet *workbook, const struct xml_node *row, unsigned line, struct cells *cells,
         struct error *err)
{
	struct view texts[CELLS_COLUMNS_MAX];
	size_t count = 0, next = 0;
	struct cells_row *added;
	bool beyond = false;

	for (const struct xml_node *cell = row->children; cell != NULL; cell = cell->next) {
		struct view reference = xml_tree_attribute(cell, "r"), text;

		if (!view_is(cell->name, "c"))
			continue;
		next = reference.len > 0 ? column_of(reference) : next;
		text = cell_text(workbook, cell);
		if (text.len > 0 && next < CELLS_COLUMNS_MAX) {
			while (count <= next)
				texts[count++] = (struct view){ "", 0 };
			texts[next] = text;
		}
		beyond = beyond || (text.len > 0 && next >= CELLS_COLUMNS_MAX);
		next = next < CELLS_COLUMNS_MAX ? next + 1 : next;
	}
	added = count == 0 ? NULL : cells_add(cells, line, count);
	if (added != NULL)
		memcpy(added->texts, texts, count * sizeof(*texts));
	return !beyond && (count == 0 || added != NULL)
	         ? true
	         : fail(err, ERROR_FULL, "a worksheet has more than %d columns, %d rows or a million cells",
	                CELLS_COLUMNS_MAX, CELLS_ROWS_MAX);
}

static bool
read_rows(struct spreadsheet *workbook, const struct xml_node *root, struct cells *cells, struct error *err)
{
	const struct xml_node *data = xml_tree_child(root, "sheetData");
	unsigned line = 0;
	bool good = true;

	for (const struct xml_node *row = data == NULL ? NULL : data->children; good && row != NULL;
	     row = row->next) {
		struct view number = xml_tree_attribute(row, "r");

		if (!view_is(row->name, "row"))
			continue;
		line = number.len > 0 ? (unsigned)strtoul(number.ptr, NULL, 10) : line + 1;
		good = read_row(workbook, row, line, cells, err);
	}
	return good;
}

enum spreadsheet_outcome
spreadsheet_sheet(struct spreadsheet *workbook, const char *name, struct cells *cells, struct error *err)
{
	const struct xml_node *sheets = xml_tree_child(workbook->book.root, "sheets"),
	                      *sheet = sheets == NULL ? NULL : sheets->children;
	struct xml_tree tree = XML_TREE_INIT;
	char part[256];
	bool good;

	for (; sheet != NULL; sheet = sheet->next) {
		struct view called = view_trim(xml_tree_attribute(sheet, "name"));

		if (called.len == strlen(name) && strncasecmp(called.ptr, name, called.len) == 0)
			break;
	}
	if (sheet == NULL)
		return SPREADSHEET_ABSENT;
	good = (part_of_relation(workbook, xml_tree_attribute(sheet, "id"), part) ||
	        fail(err, ERROR_INVALID, "worksheet %s is not in this workbook", name)) &&
	       read_xml(workbook, part, &tree, err) && read_rows(workbook, tree.root, cells, err);
	xml_tree_release(&tree);
	return good ? SPREADSHEET_FOUND : SPREADSHEET_FAILED;
}
