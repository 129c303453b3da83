/* SPDX-License-Identifier: EUPL-1.2
 *
 * The tables of a package: who answered, what was told of as the report has it, and every closed question of every questionnaire.
 * Package.h.
 *
 * They are one release (analysis/tables/release.h): small numbers are hidden in all of them together, and judged with all that was
 * released before. Each question is counted within its questionnaire and kind, and there is one table whose cells are the totals of all those: whoever
 * has the total of all, and that of one questionnaire, has that of the others.
 */
#include "package_parts.h"

#include <stdlib.h>

#include "wording.h"

static bool
add_table(struct package *package, const struct block *blocks, size_t count, struct view by,
          const struct selection *selection, bool told, struct error *err)
{
	const struct tally_request request = { .by = by,
		                               .selection = *selection,
		                               .everyone = told,
		                               .members = &package->members,
		                               .threshold = package->settings.threshold,
		                               .catalogue = package->settings.catalogue };
	struct tally *table;

	package->tables = xrealloc(package->tables, package->table_count + 1, sizeof(*package->tables));
	table = &package->tables[package->table_count++];
	*table = (struct tally){ .arena = ARENA_INIT };
	return tally_make(table, blocks, count, &request, err);
}

static bool
has_finding(const struct package *package, enum mention_kind kind)
{
	for (size_t i = 0; i < package->members.finding_count; i++)
		if (package->members.findings[i].kind == kind)
			return true;
	return false;
}

/* As add_table(), or none where nobody was asked about it. */
static bool
add_told_by(struct package *package, const struct block *blocks, size_t count, const char *by,
            const struct selection *selection, struct error *err)
{
	struct error why = ERROR_INIT;

	if (add_table(package, blocks, count, view_of(by), selection, true, &why))
		return true;
	tally_release(&package->tables[--package->table_count]);
	if (why.code != ERROR_ABSENT)
		*err = why;
	return why.code == ERROR_ABSENT;
}

/* The tables of the report, in which everyone of an audience stands, or nobody. */
static bool
add_told(struct package *package, const struct block *blocks, size_t count, enum mention_kind kind,
         const struct selection *every, struct error *err)
{
	struct selection selection = *every;
	bool found = has_finding(package, kind);

	selection.kind = view_of(mention_kind_name(kind));
	return add_told_by(package, blocks, count, "audience", &selection, err) &&
	       add_told_by(package, blocks, count, "big-five,audience", &selection, err) &&
	       add_told_by(package, blocks, count, "categories,audience", &selection, err) &&
	       (!found || add_told_by(package, blocks, count, "finding,audience", &selection, err)) &&
	       (!found || add_told_by(package, blocks, count, "finding,wave", &selection, err));
}

static bool
add_questions_of(struct package *package, const struct block *blocks, size_t count,
                 const struct questionnaire *questionnaire, const struct rows *rows, struct error *err)
{
	struct selection selection = { .questionnaire = questionnaire->id };

	if (rows->group != NULL)
		selection.kind = view_of(mention_kind_name(rows->group->mention));
	for (size_t c = 0; c < rows->column_count; c++) {
		const struct question *question = rows->columns[c].question;
		struct view by;

		if (question->option_count == 0)
			continue;
		by = rows->group == NULL
		       ? arena_printf(&package->arena, "%.*s:%.*s", VIEW_ARGS(questionnaire->id),
		                      VIEW_ARGS(question->id))
		       : arena_printf(&package->arena, "%.*s:%.*s.%.*s", VIEW_ARGS(questionnaire->id),
		                      VIEW_ARGS(rows->group->id), VIEW_ARGS(question->id));
		if (!add_table(package, blocks, count, by, &selection, false, err))
			return false;
	}
	return true;
}

/* The block that holds the newest version. */
static const struct block *
newest_block(const struct block *blocks, size_t count, const struct questionnaire *questionnaire)
{
	for (size_t b = count; b > 0; b--)
		if (blocks[b - 1].questionnaire == questionnaire)
			return &blocks[b - 1];
	return NULL;
}

enum {
	TABLE_NAME,
	TABLE_TITLE,
	TABLE_KIND,
	TABLE_COUNTED,
	TABLE_CATEGORY,
	TABLE_TEXT,
	TABLE_COUNT,
	TABLE_PEOPLE,
	TABLE_HIDDEN,
	TABLE_ROUNDED
};

/* Where a cell stands, as ids and in words, an axis after the other. False for a place that is not to be shown. */
static bool
describe(struct package *package, const struct tally *table, size_t cell, struct view *ids,
         struct view *words)
{
	size_t stride = table->cell_count;

	*ids = *words = VIEW("");
	for (size_t axis = 0; axis < table->shape.axes; axis++) {
		const char *between = axis > 0 ? "," : "";
		size_t position;

		stride /= table->shape.length[axis];
		position = cell / stride % table->shape.length[axis];
		if (!tally_shows(table, axis, position))
			return false;
		*ids = arena_printf(&package->arena, "%.*s%s%.*s", VIEW_ARGS(*ids), between,
		                    VIEW_ARGS(wording_position_id(&table->dimensions[axis], position)));
		*words =
		    arena_printf(&package->arena, "%.*s%s%s%.*s", VIEW_ARGS(*words), between,
		                 axis > 0 ? " " : "", VIEW_ARGS(wording_position(table, axis, position)));
	}
	return table->cells[cell].state != CELL_IMPOSSIBLE;
}

static struct view
table_name(struct package *package, const struct tally *table, bool title)
{
	struct view name = VIEW("");

	for (size_t axis = 0; axis < table->shape.axes; axis++) {
		const struct dimension *dimension = &table->dimensions[axis];

		name = arena_printf(&package->arena, "%.*s%s%.*s", VIEW_ARGS(name), axis > 0 ? "," : "",
		                    VIEW_ARGS(title ? dimension->title : dimension->name));
	}
	return name;
}

static void
add_cells(struct package *package, struct sheet *sheet, const struct tally *table)
{
	struct view name = table_name(package, table, false), title = table_name(package, table, true), ids,
	            words;

	for (size_t i = 0; i < table->cell_count; i++) {
		const struct cell *cell = &table->cells[i];
		union sheet_value *row;

		if (!describe(package, table, i, &ids, &words))
			continue;
		row = sheet_add_row(sheet);
		row[TABLE_NAME].text = name;
		row[TABLE_TITLE].text = title;
		row[TABLE_KIND].text = table->selection.kind;
		row[TABLE_COUNTED].text =
		    table->unit == TALLY_MENTIONS ? VIEW("mentions") : VIEW("responses");
		row[TABLE_CATEGORY].text = ids;
		row[TABLE_TEXT].text = words;
		row[TABLE_HIDDEN].number = cell_hidden(cell);
		if (table->rounding.base > 0)
			row[TABLE_ROUNDED].number = table->rounding.base;
		if (cell_hidden(cell))
			continue;
		row[TABLE_COUNT].number = (double)cell->count;
		row[TABLE_PEOPLE].number = (double)cell->respondents;
	}
}

static void
fill_sheet(struct package *package)
{
	struct sheet *sheet = package_add_sheet(package, VIEW("tables"), VIEW("Numbers"));

	sheet_add_column(sheet, VIEW("table"), VIEW("Counted by"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("title"), VIEW("Title"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("kind"), VIEW("Only mentions of this kind"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("counted"), VIEW("What is counted"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("category"), VIEW("Category"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("text"), VIEW("Text of the category"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("count"), VIEW("Number; missing where it is hidden"), SHEET_NUMBER);
	sheet_add_column(sheet, VIEW("respondents"), VIEW("People behind it"), SHEET_NUMBER);
	sheet_add_column(sheet, VIEW("hidden"), VIEW("1: the number is hidden"), SHEET_NUMBER);
	if (package->settings.base > 0)
		sheet_add_column(sheet, VIEW("rounded_to"),
		                 VIEW("The numbers are rounded to a multiple of this"), SHEET_NUMBER);
	for (size_t i = 0; i < package->table_count; i++)
		add_cells(package, sheet, &package->tables[i]);
}

static bool
make_tables(struct package *package, const struct block *blocks, size_t count, struct error *err)
{
	struct selection selection = { .questionnaire = { NULL, 0 } };
	bool mentions = false;

	if (package->settings.questionnaire.len > 0)
		selection.questionnaire = package->settings.questionnaire;
	for (size_t b = 0; b < count; b++)
		mentions = mentions || blocks[b].mention_count > 0;
	if (count == 0)
		return true;
	if (!add_table(package, blocks, count, VIEW("questionnaire,audience,wave"), &selection, false, err) ||
	    (mentions &&
	     (!add_table(package, blocks, count, VIEW("questionnaire,kind"), &selection, false, err) ||
	      !add_told(package, blocks, count, MENTION_OLIFANTENPAADJE, &selection, err) ||
	      !add_told(package, blocks, count, MENTION_BROODJE_AAP, &selection, err))))
		return false;
	for (size_t i = 0; i < package->questionnaire_count; i++) {
		const struct questionnaire *questionnaire = package->questionnaires[i].questionnaire;
		const struct block *block = newest_block(blocks, count, questionnaire);

		if (!add_questions_of(package, blocks, count, questionnaire, &block->responses, err))
			return false;
		for (size_t m = 0; m < block->mention_count; m++)
			if (!add_questions_of(package, blocks, count, questionnaire, &block->mentions[m],
			                      err))
				return false;
	}
	return true;
}

bool
package_tables(struct package *package, const struct block *blocks, size_t count, struct error *err)
{
	struct tally **all;
	bool good;

	if (!make_tables(package, blocks, count, err))
		return false;
	all = xcalloc(package->table_count, sizeof(struct tally *));
	for (size_t i = 0; i < package->table_count; i++)
		all[i] = &package->tables[i];
	good = package->table_count == 0 ||
	       release_made_safe(&package->release, all, package->table_count, package->settings.threshold,
	                         package->settings.base, RELEASE_MILLISECONDS, err);
	free(all);
	if (good)
		fill_sheet(package);
	return good;
}

const struct tally *
package_table(const struct package *package, struct view questionnaire, const struct group *group,
              const struct question *question)
{
	for (size_t i = 0; i < package->table_count; i++) {
		const struct dimension *dimension = &package->tables[i].dimensions[0];

		if (package->tables[i].shape.axes == 1 && dimension->kind == DIMENSION_QUESTION &&
		    view_equal(dimension->questionnaire, questionnaire) &&
		    view_equal(dimension->group, group == NULL ? VIEW("") : group->id) &&
		    view_equal(dimension->id, question->id))
			return &package->tables[i];
	}
	return NULL;
}
