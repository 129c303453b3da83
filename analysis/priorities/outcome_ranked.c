/* SPDX-License-Identifier: EUPL-1.2
 *
 * The outcome of a ranking: outcome.h.
 */
#include "kemeny.h"
#include "outcome_inside.h"
#include "schulze.h"

/* What is said in the place of a hidden number. */
static const char *
compare(const struct answers *answers, const struct ballot_tables *tables, size_t i, size_t j)
{
	uint64_t over = ballots_over(&answers->ballots, i, j), under = ballots_over(&answers->ballots, j, i);

	return !tables->compare ? "" : over > under ? "more" : over < under ? "fewer" : "equal";
}

/* Row i, column j: the people who put i before j. Items go by their number in the order. */
static void
add_matrix(struct outcome *outcome, const struct answers *answers, const struct ballot_tables *tables,
           const size_t *order)
{
	size_t n = answers->item_count;
	bool any = false;
	struct outcome_table *table =
	    outcome_add_table(outcome, "pairs", "How many put the row before the column", n, n + 2);

	table->columns[0] = VIEW("number");
	table->columns[1] = VIEW("item");
	for (size_t row = 0; row < n; row++) {
		table->columns[row + 2] = arena_printf(&outcome->arena, "%zu", row + 1);
		*outcome_value_at(table, row, 0) = outcome_count(row + 1);
		*outcome_value_at(table, row, 1) = outcome_text(answers->items[order[row]].id);
		for (size_t column = 0; column < n; column++) {
			size_t i = order[row], j = order[column];
			struct outcome_value *value = outcome_value_at(table, row, column + 2);
			struct cell over;

			if (i == j)
				continue;
			over = ballot_tables_over(tables, i, j);
			any = any || cell_hidden(&over);
			*value = cell_hidden(&over) ? outcome_hidden(compare(answers, tables, i, j))
			                            : outcome_count(over.count);
		}
	}
	if (any)
		outcome_add_note(
		    outcome,
		    arena_printf(
		        &outcome->arena,
		        "more, fewer, equal, or nothing: the numbers of this pair are hidden, since fewer "
		        "than %u people put one of the two first (or neither), or since others could be "
		        "calculated from them.",
		        outcome->threshold));
}

static void
add_kemeny(struct outcome *outcome, const struct answers *answers, const size_t *bands)
{
	struct error none = ERROR_INIT;
	struct kemeny best, within;
	struct outcome_table *table;

	if (!kemeny_make(&best, &answers->ballots, NULL, &none) ||
	    !kemeny_make(&within, &answers->ballots, bands, &none)) {
		outcome_add_note(outcome, arena_printf(&outcome->arena,
		                                       "Kemeny's order is calculated for at most %d items.",
		                                       KEMENY_ITEMS_MAX));
		return;
	}
	if (best.score == within.score) {
		outcome_add_note(
		    outcome,
		    VIEW("Kemeny's method agrees: no order fits the ballots better than these bands."));
		return;
	}
	outcome_add_note(outcome, VIEW("Kemeny's method gives another order: look at both before deciding."));
	table = outcome_add_table(outcome, "kemeny", "Kemeny's order", answers->item_count, 3);
	outcome_name_columns(table, (const char *const[]){ "place", "item", "text", NULL });
	for (size_t row = 0; row < answers->item_count; row++) {
		*outcome_value_at(table, row, 0) = outcome_count(row + 1);
		*outcome_value_at(table, row, 1) = outcome_text(answers->items[best.order[row]].id);
		*outcome_value_at(table, row, 2) = outcome_text(answers->items[best.order[row]].text);
	}
}

static void
add_ranked_minorities(struct outcome *outcome, const struct answers *answers, const size_t *bands)
{
	struct view *whys = arena_array(&outcome->arena, answers->item_count, sizeof(*whys));

	for (size_t i = 0; i < answers->item_count; i++) {
		size_t before = 0;

		for (size_t j = 0; j < answers->item_count; j++)
			before += bands[j] < bands[i];
		if (2 * before >= answers->item_count &&
		    outcome_is_substantial(outcome, answers->items[i].first, answers->people))
			whys[i] = VIEW("at least one in five put it first");
	}
	outcome_add_list(outcome, "minority", "Low together, first for many", answers, whys);
}

void
outcome_make_ranked(struct outcome *outcome, const struct answers *answers,
                    const struct ballot_tables *tables)
{
	struct outcome_table *table;
	struct schulze schulze;
	const size_t *order;

	outcome->method_name = "Schulze";
	schulze_make(&schulze, &answers->ballots);
	order = outcome_by_band(outcome, schulze.bands, answers->item_count);
	table =
	    outcome_add_table(outcome, "order", "The order; one band is undecided", answers->item_count, 3);
	outcome_name_columns(table, (const char *const[]){ "band", "item", "text", NULL });
	outcome_fill_items(table, answers, order, schulze.bands);
	outcome_add_note(
	    outcome, VIEW("Who ranked an item put it before all that they did not rank; those are equal."));
	if (tables->matrix)
		add_matrix(outcome, answers, tables, order);
	else
		outcome_add_note(
		    outcome,
		    arena_printf(&outcome->arena,
		                 "How many put what before what is not told of fewer than %u people.",
		                 2 * outcome->threshold));
	add_kemeny(outcome, answers, schulze.bands);
	add_ranked_minorities(outcome, answers, schulze.bands);
	schulze_release(&schulze);
}
