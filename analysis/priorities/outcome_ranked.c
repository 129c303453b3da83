/* SPDX-License-Identifier: EUPL-1.2
 *
 * The outcome of a ranking: outcome.h.
 */
#include "kemeny.h"
#include "outcome_inside.h"
#include "schulze.h"

static uint64_t
least_of_pair(const struct ballots *ballots, size_t i, size_t j)
{
	uint64_t one = ballots_over(ballots, i, j), other = ballots_over(ballots, j, i);

	return one < other ? one : other;
}

void
outcome_protect_pairs(const struct ballots *ballots, unsigned threshold, bool *shown)
{
	size_t n = ballots->items, hidden = 0, smallest_i = n, smallest_j = n;

	for (size_t i = 0; i < n; i++)
		shown[i * n + i] = false;
	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++) {
			uint64_t neither = ballots_equal(ballots, i, j), least = least_of_pair(ballots, i, j);
			bool show = least >= threshold && (neither == 0 || neither >= threshold);

			shown[i * n + j] = shown[j * n + i] = show;
			hidden += !show;
			if (show &&
			    (smallest_i == n || least < least_of_pair(ballots, smallest_i, smallest_j))) {
				smallest_i = i;
				smallest_j = j;
			}
		}
	if (hidden == 1 && smallest_i < n)
		shown[smallest_i * n + smallest_j] = shown[smallest_j * n + smallest_i] = false;
}

/* Row i, column j: the people who put i before j. Items go by their number in the order. */
static void
add_matrix(struct outcome *outcome, const struct answers *answers, const size_t *order)
{
	size_t n = answers->item_count;
	bool *shown = arena_array(&outcome->arena, n * n, sizeof(*shown)), any = false;
	struct outcome_table *table =
	    outcome_add_table(outcome, "pairs", "How many put the row before the column", n, n + 2);

	outcome_protect_pairs(&answers->ballots, outcome->threshold, shown);
	table->columns[0] = VIEW("number");
	table->columns[1] = VIEW("item");
	for (size_t row = 0; row < n; row++) {
		table->columns[row + 2] = arena_printf(&outcome->arena, "%zu", row + 1);
		*outcome_value_at(table, row, 0) = outcome_count(row + 1);
		*outcome_value_at(table, row, 1) = outcome_text(answers->items[order[row]].id);
		for (size_t column = 0; column < n; column++) {
			size_t i = order[row], j = order[column];
			uint64_t over = ballots_over(&answers->ballots, i, j),
			         under = ballots_over(&answers->ballots, j, i);
			struct outcome_value *value = outcome_value_at(table, row, column + 2);

			if (i == j)
				continue;
			any = any || !shown[i * n + j];
			*value = shown[i * n + j] ? outcome_count(over)
			       : over > under     ? outcome_hidden("more")
			       : over < under     ? outcome_hidden("fewer")
			                          : outcome_hidden("equal");
		}
	}
	if (any)
		outcome_add_note(
		    outcome,
		    arena_printf(&outcome->arena,
		                 "more, fewer, equal: the numbers of this pair are hidden, since fewer than "
		                 "%u people put one of the two first (or neither), or since with one "
		                 "hidden pair alone its numbers could be calculated.",
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
outcome_make_ranked(struct outcome *outcome, const struct answers *answers)
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
	add_matrix(outcome, answers, order);
	add_kemeny(outcome, answers, schulze.bands);
	add_ranked_minorities(outcome, answers, schulze.bands);
	schulze_release(&schulze);
}
