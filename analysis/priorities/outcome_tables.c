/* SPDX-License-Identifier: EUPL-1.2
 *
 * The tables of an outcome, filled by each method: outcome_inside.h.
 */
#include "outcome_inside.h"

enum { MINORITY = 5 }; /* one in five */

struct outcome_table *
outcome_add_table(struct outcome *outcome, const char *name, const char *title, size_t rows, size_t columns)
{
	struct outcome_table *table = &outcome->tables[outcome->table_count++];

	table->name = name;
	table->title = title;
	table->row_count = rows;
	table->column_count = columns;
	table->values = arena_array(&outcome->arena, rows * columns, sizeof(*table->values));
	return table;
}

void
outcome_name_columns(struct outcome_table *table, const char *const *names)
{
	for (size_t i = 0; names[i] != NULL; i++)
		table->columns[i] = view_of(names[i]);
}

struct outcome_value *
outcome_value_at(struct outcome_table *table, size_t row, size_t column)
{
	return &table->values[row * table->column_count + column];
}

struct outcome_value
outcome_text(struct view text)
{
	return (struct outcome_value){ .kind = OUTCOME_TEXT, .text = text };
}

struct outcome_value
outcome_count(uint64_t count)
{
	return (struct outcome_value){ .kind = OUTCOME_COUNT, .count = count };
}

struct outcome_value
outcome_number(double number)
{
	return (struct outcome_value){ .kind = OUTCOME_NUMBER, .number = number };
}

struct outcome_value
outcome_hidden(const char *instead)
{
	return (struct outcome_value){ .kind = OUTCOME_HIDDEN, .text = view_of(instead) };
}

void
outcome_add_note(struct outcome *outcome, struct view note)
{
	outcome->notes[outcome->note_count++] = note;
}

/* The items by band, then as they stand in the questionnaire. */
size_t *
outcome_by_band(struct outcome *outcome, const size_t *bands, size_t count)
{
	size_t *order = arena_array(&outcome->arena, count, sizeof(*order)), at = 0;

	for (size_t band = 0; at < count; band++)
		for (size_t i = 0; i < count; i++)
			if (bands[i] == band)
				order[at++] = i;
	return order;
}

/* The first columns of a table with a row for each item. */
void
outcome_fill_items(struct outcome_table *table, const struct answers *answers, const size_t *order,
                   const size_t *bands)
{
	for (size_t row = 0; row < answers->item_count; row++) {
		const struct answers_item *item = &answers->items[order[row]];

		*outcome_value_at(table, row, 0) = outcome_count(bands[order[row]] + 1);
		*outcome_value_at(table, row, 1) = outcome_text(item->id);
		*outcome_value_at(table, row, 2) = outcome_text(item->text);
	}
}

/* One row of text for each of a list, which may be empty. */
void
outcome_add_list(struct outcome *outcome, const char *name, const char *title, const struct answers *answers,
                 const struct view *whys)
{
	struct outcome_table *table;
	size_t count = 0, row = 0;

	for (size_t i = 0; i < answers->item_count; i++)
		count += whys[i].len > 0;
	table = outcome_add_table(outcome, name, title, count, 3);
	outcome_name_columns(table, (const char *const[]){ "item", "text", "why", NULL });
	for (size_t i = 0; i < answers->item_count; i++) {
		if (whys[i].len == 0)
			continue;
		*outcome_value_at(table, row, 0) = outcome_text(answers->items[i].id);
		*outcome_value_at(table, row, 1) = outcome_text(answers->items[i].text);
		*outcome_value_at(table, row++, 2) = outcome_text(whys[i]);
	}
}

bool
outcome_is_substantial(const struct outcome *outcome, uint64_t people, uint64_t of)
{
	return people >= outcome->threshold && people * MINORITY >= of;
}
