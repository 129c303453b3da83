/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers person by person, for internal packages: per questionnaire a sheet of responses, and one of each group that could
 * be answered several times. Texts stand in them only with settings.texts; rankings are closed answers, though the
 * study keeps them as texts. Package.h.
 */
#include "package_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "qtype.h"

enum { COLUMN_RESPONSE, COLUMN_WAVE, COLUMNS_FIXED };

/* Where a column of the sheet comes from. */
enum part { PART_CHOICE, PART_TICK, PART_NUMBER, PART_TEXT };

struct part_column {
	enum part part;
	struct view question, option; /* option: PART_TICK */
	size_t column;                /* of the sheet */
};

struct parts {
	struct part_column *list; /* owned */
	size_t count;
};

static struct part_column *
find_part(struct parts *parts, enum part part, struct view question, struct view option)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->list[i].part == part && view_equal(parts->list[i].question, question) &&
		    (part != PART_TICK || view_equal(parts->list[i].option, option)))
			return &parts->list[i];
	return NULL;
}

static struct part_column *
add_part(struct package *package, struct sheet *sheet, struct parts *parts, struct part_column added,
         struct view label)
{
	struct part_column *known = find_part(parts, added.part, added.question, added.option);
	struct view id = added.question;

	if (known != NULL)
		return known;
	if (added.part == PART_TICK)
		id = arena_printf(&package->arena, "%.*s.%.*s", VIEW_ARGS(added.question),
		                  VIEW_ARGS(added.option));
	added.column = sheet_add_column(sheet, id, label,
	                                added.part == PART_CHOICE ? SHEET_CODED
	                                : added.part == PART_TEXT ? SHEET_TEXT
	                                                          : SHEET_NUMBER);
	parts->list = xrealloc(parts->list, parts->count + 1, sizeof(*parts->list));
	parts->list[parts->count] = added;
	return &parts->list[parts->count++];
}

static void
add_closed(struct package *package, struct sheet *sheet, struct parts *parts,
           const struct questionnaire *questionnaire, const struct question *question)
{
	struct view title = package_text(package, questionnaire, &question->title);
	const struct part_column *part;

	if (question->type->level == MEASUREMENT_NUMBER) {
		add_part(package, sheet, parts,
		         (struct part_column){ .part = PART_NUMBER, .question = question->id }, title);
		return;
	}
	if (question->type->many) {
		for (size_t o = 0; o < question->option_count; o++)
			add_part(package, sheet, parts,
			         (struct part_column){ .part = PART_TICK,
			                               .question = question->id,
			                               .option = question->options[o].id },
			         arena_printf(&package->arena, "%.*s: %.*s", VIEW_ARGS(title),
			                      VIEW_ARGS(package_text(package, questionnaire,
			                                             &question->options[o].text))));
		return;
	}
	part = add_part(package, sheet, parts,
	                (struct part_column){ .part = PART_CHOICE, .question = question->id }, title);
	sheet->columns[part->column].ordinal = question->type->level == MEASUREMENT_ORDINAL;
	for (size_t o = 0; o < question->option_count; o++)
		sheet_add_label(&sheet->columns[part->column], question->options[o].id,
		                package_text(package, questionnaire, &question->options[o].text));
}

static void
add_columns(struct package *package, struct sheet *sheet, struct parts *parts,
            const struct questionnaire *questionnaire, const struct rows *rows)
{
	for (size_t c = 0; c < rows->column_count; c++)
		add_closed(package, sheet, parts, questionnaire, rows->columns[c].question);
	for (size_t t = 0; t < rows->text_count; t++) {
		const struct question *question = rows->texts[t].question;

		if (package->settings.texts || question->type->level == MEASUREMENT_RANKING)
			add_part(package, sheet, parts,
			         (struct part_column){ .part = PART_TEXT, .question = question->id },
			         package_text(package, questionnaire, &question->title));
	}
}

static const struct column *
column_of(const struct rows *rows, struct view question)
{
	for (size_t c = 0; c < rows->column_count; c++)
		if (view_equal(rows->columns[c].question->id, question))
			return &rows->columns[c];
	return NULL;
}

static void
fill_part(const struct sheet *sheet, const struct part_column *part, const struct rows *rows, size_t row,
          union sheet_value *values)
{
	const struct column *column = column_of(rows, part->question);
	union sheet_value *value = &values[part->column];
	const uint8_t *bits;
	bool answered = false;

	for (size_t t = 0; part->part == PART_TEXT && t < rows->text_count; t++)
		if (view_equal(rows->texts[t].question->id, part->question) &&
		    rows->texts[t].views[row].len > 0)
			value->text = rows->texts[t].views[row];
	if (part->part == PART_TEXT || column == NULL)
		return;
	bits = column->bits + row * column->width;
	if (part->part == PART_NUMBER) {
		if (column->question->type->level == MEASUREMENT_NUMBER)
			memcpy(&value->number, bits, sizeof(value->number));
		return;
	}
	for (size_t o = 0; o < column->question->option_count && o < column->width * 8; o++) {
		struct view id = column->question->options[o].id;

		if ((bits[o / 8] >> o % 8 & 1) == 0)
			continue;
		answered = true;
		if (part->part == PART_CHOICE)
			value->number = sheet_label_value(&sheet->columns[part->column], id);
		else if (view_equal(id, part->option))
			value->number = 1;
	}
	/* Who ticked something else did not tick this; who ticked nothing gave no answer. */
	if (part->part == PART_TICK && answered && isnan(value->number))
		value->number = 0;
}

/* `first`: the number of the block's first response, from 1. */
static void
fill_rows(struct sheet *sheet, const struct parts *parts, const struct block *block, const struct rows *rows,
          size_t first)
{
	for (size_t i = 0; i < rows->count; i++) {
		union sheet_value *values = sheet_add_row(sheet);

		values[COLUMN_RESPONSE].number =
		    (double)(first + (rows->response == NULL ? i : rows->response[i]));
		values[COLUMN_WAVE].text = block->wave;
		for (size_t p = 0; p < parts->count; p++)
			fill_part(sheet, &parts->list[p], rows, i, values);
	}
}

/* The rows of a block that belong to a group (empty: the responses); NULL when it has none. */
static const struct rows *
rows_of(const struct block *block, struct view group)
{
	if (group.len == 0)
		return &block->responses;
	for (size_t i = 0; i < block->mention_count; i++)
		if (view_equal(block->mentions[i].group->id, group))
			return &block->mentions[i];
	for (size_t i = 0; i < block->group_count; i++)
		if (view_equal(block->groups[i].group->id, group))
			return &block->groups[i];
	return NULL;
}

/* Columns first, from the newest version on; then rows, in the order of the blocks. */
static void
add_answers(struct package *package, const struct block *blocks, size_t count,
            const struct questionnaire *questionnaire, struct view group)
{
	struct view name =
	    group.len == 0
	        ? arena_printf(&package->arena, "responses-%.*s", VIEW_ARGS(questionnaire->id))
	        : arena_printf(&package->arena, "%.*s-%.*s", VIEW_ARGS(group), VIEW_ARGS(questionnaire->id));
	struct sheet *sheet =
	    package_add_sheet(package, name, package_text(package, questionnaire, &questionnaire->title));
	struct parts parts = { .list = NULL };
	size_t first = 1;

	/* No id holds a _, so no question has these names. */
	sheet_add_column(sheet, VIEW("response_number"), VIEW("Number of the response"), SHEET_NUMBER);
	sheet_add_column(sheet, VIEW("wave_name"), VIEW("Wave"), SHEET_TEXT);
	for (size_t b = count; b > 0; b--) {
		const struct block *block = &blocks[b - 1];
		const struct rows *rows =
		    view_equal(block->questionnaire->id, questionnaire->id) ? rows_of(block, group) : NULL;

		if (rows != NULL)
			add_columns(package, sheet, &parts, block->questionnaire, rows);
	}
	for (size_t b = 0; b < count; b++) {
		const struct rows *rows;

		if (!view_equal(blocks[b].questionnaire->id, questionnaire->id))
			continue;
		rows = rows_of(&blocks[b], group);
		if (rows != NULL)
			fill_rows(sheet, &parts, &blocks[b], rows, first);
		first += blocks[b].responses.count;
	}
	free(parts.list);
}

void
package_answers(struct package *package, const struct block *blocks, size_t count)
{
	for (size_t i = 0; i < package->questionnaire_count; i++) {
		const struct questionnaire *questionnaire = package->questionnaires[i].questionnaire;

		add_answers(package, blocks, count, questionnaire, VIEW(""));
		for (size_t e = 0; e < questionnaire->entry_count; e++)
			if (questionnaire->entries[e].group != NULL)
				add_answers(package, blocks, count, questionnaire,
				            questionnaire->entries[e].group->id);
	}
}
