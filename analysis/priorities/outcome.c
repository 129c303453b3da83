/* SPDX-License-Identifier: EUPL-1.2
 *
 * From answers to what may be published of them: outcome.h.
 */
#include "outcome.h"

#include <stdlib.h>

#include "analysis/tables/suppress.h"
#include "bradley_terry.h"
#include "kemeny.h"
#include "schulze.h"

enum { MINORITY = 5 }; /* one in five */

/* ---- Tables ------------------------------------------------------------------------------------------------ */

static struct outcome_table *
add_table(struct outcome *outcome, const char *name, const char *title, size_t rows, size_t columns)
{
	struct outcome_table *table = &outcome->tables[outcome->table_count++];

	table->name = name;
	table->title = title;
	table->row_count = rows;
	table->column_count = columns;
	table->values = arena_array(&outcome->arena, rows * columns, sizeof(*table->values));
	return table;
}

static void
name_columns(struct outcome_table *table, const char *const *names)
{
	for (size_t i = 0; names[i] != NULL; i++)
		table->columns[i] = view_of(names[i]);
}

static struct outcome_value *
value_at(struct outcome_table *table, size_t row, size_t column)
{
	return &table->values[row * table->column_count + column];
}

static struct outcome_value
text_value(struct view text)
{
	return (struct outcome_value){ .kind = OUTCOME_TEXT, .text = text };
}

static struct outcome_value
count_value(uint64_t count)
{
	return (struct outcome_value){ .kind = OUTCOME_COUNT, .count = count };
}

static struct outcome_value
number_value(double number)
{
	return (struct outcome_value){ .kind = OUTCOME_NUMBER, .number = number };
}

static struct outcome_value
hidden_value(const char *instead)
{
	return (struct outcome_value){ .kind = OUTCOME_HIDDEN, .text = view_of(instead) };
}

static void
add_note(struct outcome *outcome, struct view note)
{
	outcome->notes[outcome->note_count++] = note;
}

/* The items by band, then as they stand in the questionnaire. */
static size_t *
by_band(struct outcome *outcome, const size_t *bands, size_t count)
{
	size_t *order = arena_array(&outcome->arena, count, sizeof(*order)), at = 0;

	for (size_t band = 0; at < count; band++)
		for (size_t i = 0; i < count; i++)
			if (bands[i] == band)
				order[at++] = i;
	return order;
}

/* The first columns of a table with a row for each item. */
static void
fill_items(struct outcome_table *table, const struct answers *answers, const size_t *order,
           const size_t *bands)
{
	for (size_t row = 0; row < answers->item_count; row++) {
		const struct answers_item *item = &answers->items[order[row]];

		*value_at(table, row, 0) = count_value(bands[order[row]] + 1);
		*value_at(table, row, 1) = text_value(item->id);
		*value_at(table, row, 2) = text_value(item->text);
	}
}

/* One row of text for each of a list, which may be empty. */
static void
add_list(struct outcome *outcome, const char *name, const char *title, const struct answers *answers,
         const struct view *whys)
{
	struct outcome_table *table;
	size_t count = 0, row = 0;

	for (size_t i = 0; i < answers->item_count; i++)
		count += whys[i].len > 0;
	table = add_table(outcome, name, title, count, 3);
	name_columns(table, (const char *const[]){ "item", "text", "why", NULL });
	for (size_t i = 0; i < answers->item_count; i++) {
		if (whys[i].len == 0)
			continue;
		*value_at(table, row, 0) = text_value(answers->items[i].id);
		*value_at(table, row, 1) = text_value(answers->items[i].text);
		*value_at(table, row++, 2) = text_value(whys[i]);
	}
}

static bool
is_substantial(const struct outcome *outcome, uint64_t people, uint64_t of)
{
	return people >= outcome->threshold && people * MINORITY >= of;
}

/* ---- Ranked ------------------------------------------------------------------------------------------------ */

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
	    add_table(outcome, "pairs", "How many put the row before the column", n, n + 2);

	outcome_protect_pairs(&answers->ballots, outcome->threshold, shown);
	table->columns[0] = VIEW("number");
	table->columns[1] = VIEW("item");
	for (size_t row = 0; row < n; row++) {
		table->columns[row + 2] = arena_printf(&outcome->arena, "%zu", row + 1);
		*value_at(table, row, 0) = count_value(row + 1);
		*value_at(table, row, 1) = text_value(answers->items[order[row]].id);
		for (size_t column = 0; column < n; column++) {
			size_t i = order[row], j = order[column];
			uint64_t over = ballots_over(&answers->ballots, i, j),
			         under = ballots_over(&answers->ballots, j, i);
			struct outcome_value *value = value_at(table, row, column + 2);

			if (i == j)
				continue;
			any = any || !shown[i * n + j];
			*value = shown[i * n + j] ? count_value(over)
			       : over > under     ? hidden_value("more")
			       : over < under     ? hidden_value("fewer")
			                          : hidden_value("equal");
		}
	}
	if (any)
		add_note(
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
		add_note(outcome,
		         arena_printf(&outcome->arena, "Kemeny's order is calculated for at most %d items.",
		                      KEMENY_ITEMS_MAX));
		return;
	}
	if (best.score == within.score) {
		add_note(outcome,
		         VIEW("Kemeny's method agrees: no order fits the ballots better than these bands."));
		return;
	}
	add_note(outcome, VIEW("Kemeny's method gives another order: look at both before deciding."));
	table = add_table(outcome, "kemeny", "Kemeny's order", answers->item_count, 3);
	name_columns(table, (const char *const[]){ "place", "item", "text", NULL });
	for (size_t row = 0; row < answers->item_count; row++) {
		*value_at(table, row, 0) = count_value(row + 1);
		*value_at(table, row, 1) = text_value(answers->items[best.order[row]].id);
		*value_at(table, row, 2) = text_value(answers->items[best.order[row]].text);
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
		    is_substantial(outcome, answers->items[i].first, answers->people))
			whys[i] = VIEW("at least one in five put it first");
	}
	add_list(outcome, "minority", "Low together, first for many", answers, whys);
}

static void
make_ranked(struct outcome *outcome, const struct answers *answers)
{
	struct outcome_table *table;
	struct schulze schulze;
	const size_t *order;

	outcome->method_name = "Schulze";
	schulze_make(&schulze, &answers->ballots);
	order = by_band(outcome, schulze.bands, answers->item_count);
	table = add_table(outcome, "order", "The order; one band is undecided", answers->item_count, 3);
	name_columns(table, (const char *const[]){ "band", "item", "text", NULL });
	fill_items(table, answers, order, schulze.bands);
	add_note(outcome,
	         VIEW("Who ranked an item put it before all that they did not rank; those are equal."));
	add_matrix(outcome, answers, order);
	add_kemeny(outcome, answers, schulze.bands);
	add_ranked_minorities(outcome, answers, schulze.bands);
	schulze_release(&schulze);
}

/* ---- Paired ------------------------------------------------------------------------------------------------ */

static bool
make_paired(struct outcome *outcome, const struct answers *answers, double ridge, struct error *err)
{
	struct bradley_terry model;
	struct outcome_table *table;
	const size_t *order;
	bool shown = true, good;

	outcome->method_name = "Bradley-Terry";
	good = bradley_terry_make(&model, &answers->ballots, ridge, err);
	if (!good)
		goto out;
	for (size_t i = 0; i < answers->item_count; i++)
		shown = shown && answers->items[i].chosen >= outcome->threshold &&
		        answers->items[i].unchosen >= outcome->threshold;
	order = by_band(outcome, model.bands, answers->item_count);
	table = add_table(outcome, "order",
	                  "The order; within a band the first and the last cannot be told apart",
	                  answers->item_count, 6);
	name_columns(table, (const char *const[]){ "band", "item", "text", "ability", "low", "high", NULL });
	fill_items(table, answers, order, model.bands);
	for (size_t row = 0; row < answers->item_count; row++) {
		struct bradley_terry_ability one = bradley_terry_ability(&model, order[row]);
		const double numbers[] = { one.ability, one.low, one.high };

		for (size_t c = 0; c < 3; c++)
			*value_at(table, row, 3 + c) = shown ? number_value(numbers[c]) : hidden_value("");
	}
	add_note(outcome,
	         VIEW("An ability is in logits against the mean of all items, with a 95 % interval."));
	add_note(outcome,
	         ridge > 0 ? VIEW("A small prior draws abilities to the middle.") : VIEW("Without a prior."));
	if (!shown)
		add_note(
		    outcome,
		    arena_printf(&outcome->arena,
		                 "The abilities are hidden, since fewer than %u people chose some item, or "
		                 "another over it.",
		                 outcome->threshold));
out:
	bradley_terry_release(&model);
	return good;
}

/* ---- Voted ------------------------------------------------------------------------------------------------- */

static const char *const vote_columns[] = { "band",    "item",  "text", "agree", "disagree", "do_not_know",
	                                    "skipped", "share", "low",  "high",  NULL };

/* Cells in the order of the columns, and behind them all. */
static const enum vote vote_order[] = { VOTE_AGREE, VOTE_DISAGREE, VOTE_UNKNOWN, VOTE_SKIPPED };
enum { VOTES = sizeof(vote_order) / sizeof(vote_order[0]) };

/* `group` of `groups` alone, or (NULL) everybody. */
static uint64_t
count_votes(const struct answers *answers, size_t item, enum vote vote, const struct vote_groups *groups,
            size_t group)
{
	uint64_t count = 0;

	for (size_t p = 0; p < answers->people; p++)
		count += answers->votes[p * answers->item_count + item] == vote &&
		         (groups == NULL || groups->of[p] == group);
	return count;
}

/* One line with its total, which is shown elsewhere too: what is small goes, and others with it, the smallest first, until each
 * hidden one can be anything from 0 to the threshold and more for who subtracts. */
static void
hide_votes(struct cell cells[VOTES + 1], unsigned threshold)
{
	const struct shape shape = { .axes = 1, .length = { VOTES + 1 } };
	bool more = true;

	suppress_small(&shape, cells, threshold);
	while (more) {
		uint64_t sum = 0;
		size_t hidden = 0, smallest = VOTES;

		for (size_t v = 0; v < VOTES; v++)
			if (cell_hidden(&cells[v])) {
				sum += cells[v].count;
				hidden++;
			} else if (cells[v].count > 0 &&
			           (smallest == VOTES || cells[v].count < cells[smallest].count)) {
				smallest = v;
			}
		more = hidden > 0 && (hidden == 1 || sum < threshold) && smallest < VOTES;
		if (more)
			cells[smallest].state = CELL_PROTECTS;
	}
}

static void
fill_votes(struct outcome *outcome, const struct answers *answers, size_t item,
           const struct vote_share *share, struct outcome_table *table, size_t row)
{
	struct cell cells[VOTES + 1] = { { .count = 0 } };
	const double numbers[] = { share->share, share->low, share->high };
	bool hidden = false;

	for (size_t v = 0; v < VOTES; v++)
		cells[v].count = cells[v].respondents = count_votes(answers, item, vote_order[v], NULL, 0);
	cells[VOTES].count = cells[VOTES].respondents = answers->people;
	hide_votes(cells, outcome->threshold);
	for (size_t v = 0; v < VOTES; v++) {
		*value_at(table, row, 3 + v) =
		    cell_hidden(&cells[v]) ? hidden_value("") : count_value(cells[v].count);
		hidden = hidden || cell_hidden(&cells[v]);
	}
	for (size_t c = 0; c < 3; c++)
		*value_at(table, row, 3 + VOTES + c) = hidden ? hidden_value("") : number_value(numbers[c]);
}

/* Which way most of a group vote: 1 agree, -1 disagree, 0 neither, or too few voted to say. */
static int
side_of_group(const struct outcome *outcome, const struct answers *answers, size_t item,
              const struct vote_groups *groups, size_t group)
{
	uint64_t agree = count_votes(answers, item, VOTE_AGREE, groups, group),
	         disagree = count_votes(answers, item, VOTE_DISAGREE, groups, group);

	if (agree + disagree < outcome->threshold)
		return 0;
	return (2 * agree > groups->sizes[group]) - (2 * disagree > groups->sizes[group]);
}

static void
add_groups(struct outcome *outcome, const struct answers *answers, const struct vote_groups *groups,
           const size_t *order, struct view *whys)
{
	struct outcome_table *table =
	    add_table(outcome, "groups", "Groups that vote alike, and which way most of each vote",
	              answers->item_count + 1, 1 + groups->count);

	table->columns[0] = VIEW("item");
	*value_at(table, answers->item_count, 0) = text_value(VIEW("(people)"));
	for (size_t g = 0; g < groups->count; g++) {
		table->columns[1 + g] = arena_printf(&outcome->arena, "group_%zu", g + 1);
		*value_at(table, answers->item_count, 1 + g) = count_value(groups->sizes[g]);
	}
	for (size_t row = 0; row < answers->item_count; row++) {
		size_t item = order[row];
		bool agree = false, disagree = false;

		*value_at(table, row, 0) = text_value(answers->items[item].id);
		for (size_t g = 0; g < groups->count; g++) {
			int side = side_of_group(outcome, answers, item, groups, g);

			agree = agree || side > 0;
			disagree = disagree || side < 0;
			*value_at(table, row, 1 + g) = text_value(side > 0   ? VIEW("agree")
			                                          : side < 0 ? VIEW("disagree")
			                                                     : VIEW("divided"));
		}
		if (agree && disagree)
			whys[item] = VIEW("most of one group agree and most of another disagree");
	}
}

static void
make_voted(struct outcome *outcome, const struct answers *answers)
{
	size_t n = answers->item_count, *bands = arena_array(&outcome->arena, n, sizeof(*bands));
	struct vote_share *shares = arena_array(&outcome->arena, n, sizeof(*shares));
	struct view *whys = arena_array(&outcome->arena, n, sizeof(*whys));
	struct outcome_table *table;
	struct vote_groups groups;
	const size_t *order;

	outcome->method_name = "votes";
	for (size_t i = 0; i < n; i++) {
		uint64_t agree = count_votes(answers, i, VOTE_AGREE, NULL, 0),
		         disagree = count_votes(answers, i, VOTE_DISAGREE, NULL, 0);

		shares[i] = vote_share(agree, disagree);
		if (agree < disagree && is_substantial(outcome, agree, agree + disagree))
			whys[i] = VIEW("most disagree, at least one in five agree");
	}
	vote_bands(shares, n, bands);
	order = by_band(outcome, bands, n);
	table = add_table(outcome, "order", "The order; the intervals of a band overlap with its first", n,
	                  sizeof(vote_columns) / sizeof(vote_columns[0]) - 1);
	name_columns(table, vote_columns);
	fill_items(table, answers, order, bands);
	for (size_t row = 0; row < n; row++)
		fill_votes(outcome, answers, order[row], &shares[order[row]], table, row);
	add_note(outcome, VIEW("A share is of those who agree or disagree, with Wilson's 95 % interval."));
	add_note(outcome,
	         arena_printf(&outcome->arena,
	                      "Numbers below %u are hidden, and others with them that would give them away.",
	                      outcome->threshold));
	vote_groups_make(&groups, answers->votes, answers->people, n, outcome->threshold);
	if (groups.count > 0)
		add_groups(outcome, answers, &groups, order, whys);
	else if (answers->people < VOTES_GROUPS_PEOPLE)
		add_note(outcome, arena_printf(&outcome->arena, "Groups are looked for from %d people.",
		                               VOTES_GROUPS_PEOPLE));
	else
		add_note(outcome,
		         VIEW("There are no groups that vote alike more than chance would have it."));
	add_list(outcome, "minority", "What a minority thinks", answers, whys);
	vote_groups_release(&groups);
}

bool
outcome_make(struct outcome *outcome, const struct answers *answers, unsigned threshold, double ridge,
             struct error *err)
{
	*outcome = (struct outcome){ .arena = ARENA_INIT,
		                     .method = answers->method,
		                     .questionnaire = answers->questionnaire,
		                     .question = answers->question,
		                     .title = answers->title,
		                     .people = answers->people,
		                     .threshold = threshold };
	if (answers->people < threshold)
		return fail(err, ERROR_INVALID, "fewer than %u people answered: nothing can be shown",
		            threshold);
	if (answers->method == ANSWERS_PAIRED)
		return make_paired(outcome, answers, ridge, err);
	if (answers->method == ANSWERS_RANKED)
		make_ranked(outcome, answers);
	else
		make_voted(outcome, answers);
	return true;
}

void
outcome_release(struct outcome *outcome)
{
	arena_release(&outcome->arena);
	*outcome = (struct outcome){ .arena = ARENA_INIT };
}
