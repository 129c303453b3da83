/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables of a ballot: ballot_tables.h.
 */
#include "ballot_tables.h"

#include <stdlib.h>

/* Positions in the table of a pair. */
enum { PAIR_FIRST, PAIR_SECOND, PAIR_NEITHER, PAIR_ALL, PAIR_CELLS };

static bool
make_votes(struct ballot_tables *tables, const struct answers *answers, const struct source *source,
           unsigned threshold, const struct catalogue *catalogue, struct error *err)
{
	bool good = true;

	tables->tallies = xcalloc(answers->item_count, sizeof(*tables->tallies));
	for (size_t i = 0; good && i < answers->item_count; i++) {
		struct tally_request request = { .selection = source->selection,
			                         .threshold = threshold,
			                         .catalogue = catalogue };

		request.by = arena_printf(&tables->arena, "%.*s:%.*s", VIEW_ARGS(answers->questionnaire),
		                          VIEW_ARGS(answers->items[i].id));
		request.selection.questionnaire = answers->questionnaire;
		good = tally_make(&tables->tallies[tables->count++], source->blocks, source->count, &request,
		                  err);
	}
	return good;
}

/* A table of one question that nobody was asked in these words: `id` tells it from others. */
static struct tally *
add_table(struct ballot_tables *tables, const struct answers *answers, const struct source *source,
          unsigned threshold, const struct catalogue *catalogue, struct view id)
{
	struct tally *tally = &tables->tallies[tables->count++];

	*tally = (struct tally){ .arena = ARENA_INIT,
		                 .catalogue = catalogue,
		                 .unit = TALLY_RESPONSES,
		                 .selection = source->selection,
		                 .threshold = threshold };
	tally->selection.questionnaire = answers->questionnaire;
	tally->dimensions[0] = (struct dimension){ .kind = DIMENSION_QUESTION,
		                                   .name = id,
		                                   .title = answers->title,
		                                   .questionnaire = answers->questionnaire,
		                                   .group = VIEW(""),
		                                   .id = id };
	tally->shape = (struct shape){ .axes = 1, .length = { 1 } };
	return tally;
}

static void
fill_cells(struct tally *tally, const uint64_t *counts, size_t count)
{
	tally->cells = xcalloc(count, sizeof(*tally->cells)); /* as tally_make() does */
	tally->cell_count = tally->shape.length[0] = count;
	for (size_t i = 0; i < count; i++)
		tally->cells[i] =
		    (struct cell){ .count = counts[i], .respondents = counts[i], .state = CELL_SHOWN };
	suppress_small(&tally->shape, tally->cells, tally->threshold);
	suppress_whole_groups(&tally->shape, tally->cells, 0, count > 1 ? PAIR_NEITHER : count,
	                      tally->threshold);
}

static void
fill_pair(struct tally *tally, const struct answers *answers, size_t i, size_t j)
{
	const struct ballots *ballots = &answers->ballots;
	const uint64_t over = ballots_over(ballots, i, j), under = ballots_over(ballots, j, i),
	               neither = ballots_equal(ballots, i, j);
	struct dimension *dimension = &tally->dimensions[0];

	dimension->categories = arena_array(&tally->arena, 2, sizeof(*dimension->categories));
	dimension->category_count = 2;
	dimension->has_missing = true;
	dimension->categories[PAIR_FIRST] =
	    (struct category){ answers->items[i].id, answers->items[i].text, true };
	dimension->categories[PAIR_SECOND] =
	    (struct category){ answers->items[j].id, answers->items[j].text, true };
	fill_cells(tally, (const uint64_t[]){ over, under, neither, over + under + neither }, PAIR_CELLS);
}

/* The table of i and j, i before j: those of 0 first. */
static size_t
pair_index(size_t items, size_t i, size_t j)
{
	return i * items - i * (i + 1) / 2 + j - i - 1;
}

static void
make_pairs(struct ballot_tables *tables, const struct answers *answers, const struct source *source,
           unsigned threshold, const struct catalogue *catalogue)
{
	size_t n = answers->item_count;

	tables->matrix = true;
	tables->tallies = xcalloc(n * n, sizeof(*tables->tallies));
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			fill_pair(add_table(tables, answers, source, threshold, catalogue,
			                    arena_printf(&tables->arena, "%.*s %.*s/%.*s",
			                                 VIEW_ARGS(answers->question),
			                                 VIEW_ARGS(answers->items[i].id),
			                                 VIEW_ARGS(answers->items[j].id))),
			          answers, i, j);
}

static void
make_people(struct ballot_tables *tables, const struct answers *answers, const struct source *source,
            unsigned threshold, const struct catalogue *catalogue)
{
	const uint64_t people = answers->people;

	tables->tallies = xcalloc(1, sizeof(*tables->tallies));
	fill_cells(add_table(tables, answers, source, threshold, catalogue, answers->question), &people, 1);
}

/* Whether most people never put a before b, b before c, and c before a: then an order can be as most say of every pair, and everything
 * could be hidden beside the words. */
static bool
has_circle(const struct ballots *ballots)
{
	size_t n = ballots->items;
	bool circle = false;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			for (size_t k = 0; !circle && k < n; k++)
				circle = i != j && j != k && i != k &&
				         ballots_over(ballots, i, j) >= ballots_over(ballots, j, i) &&
				         ballots_over(ballots, j, k) >= ballots_over(ballots, k, j) &&
				         ballots_over(ballots, k, i) >= ballots_over(ballots, i, k);
	return circle;
}

/* Whether as many put the one first as the other, and a few neither: of those it would say whether they are an odd number. */
static bool
has_odd_tie(const struct ballots *ballots, unsigned threshold)
{
	bool tie = false;

	for (size_t i = 0; i < ballots->items; i++)
		for (size_t j = 0; j < i; j++)
			tie = tie ||
			      (ballots_over(ballots, i, j) == ballots_over(ballots, j, i) &&
			       ballots_equal(ballots, i, j) > 0 && ballots_equal(ballots, i, j) < threshold);
	return tie;
}

bool
ballot_tables_make(struct ballot_tables *tables, const struct answers *answers, const struct source *source,
                   unsigned threshold, const struct catalogue *catalogue, bool matrix, struct error *err)
{
	*tables = BALLOT_TABLES_INIT;
	tables->items = answers->item_count;
	if (answers->method == ANSWERS_VOTED)
		return make_votes(tables, answers, source, threshold, catalogue, err);
	if (answers->people < threshold) /* nothing is shown */
		return true;
	if (matrix && answers->method == ANSWERS_RANKED && answers->people >= 2 * threshold &&
	    answers->item_count <= BALLOT_TABLES_RANKED_MAX) {
		make_pairs(tables, answers, source, threshold, catalogue);
		tables->compare =
		    !has_circle(&answers->ballots) && !has_odd_tie(&answers->ballots, threshold);
	} else {
		make_people(tables, answers, source, threshold, catalogue);
	}
	return true;
}

void
ballot_tables_release(struct ballot_tables *tables)
{
	for (size_t i = 0; i < tables->count; i++)
		tally_release(&tables->tallies[i]);
	free(tables->tallies);
	arena_release(&tables->arena);
	*tables = BALLOT_TABLES_INIT;
}

/* ---- what is known ------------------------------------------------------------------------------------- */

static struct release_known_term
term(const struct ballot_tables *tables, size_t i, size_t j, int coefficient)
{
	return (struct release_known_term){
		&tables->tallies[i < j ? pair_index(tables->items, i, j) : pair_index(tables->items, j, i)],
		i < j ? PAIR_FIRST : PAIR_SECOND, coefficient
	};
}

/* What holds of three items, whoever votes how, equal places included; facets of the polytope of weak orders (S. Fiorini and P. Fishburn,
 * Weak order polytopes, Discrete Mathematics 275, 2004): who puts i before j puts i before k or k before j; and nobody goes round in
 * a circle, whose steps in one direction less those in the other are at most 1. */
static void
know_three(const struct ballot_tables *tables, const struct ballots *ballots, size_t i, size_t j, size_t k,
           struct release *release)
{
	const struct release_known_term between[] = { term(tables, i, k, 1), term(tables, k, j, 1),
		                                      term(tables, i, j, -1) },
	                                circle[] = { { between[0].table, PAIR_ALL, 1 },
		                                     term(tables, i, j, -1),
		                                     term(tables, j, k, -1),
		                                     term(tables, k, i, -1),
		                                     term(tables, j, i, 1),
		                                     term(tables, k, j, 1),
		                                     term(tables, i, k, 1) };
	uint64_t all = between[0].table->cells[PAIR_ALL].count,
	         there =
	             ballots_over(ballots, i, j) + ballots_over(ballots, j, k) + ballots_over(ballots, k, i),
	         back =
	             ballots_over(ballots, j, i) + ballots_over(ballots, k, j) + ballots_over(ballots, i, k);

	/* Where not every ballot had all three, they need not hold. */
	if (ballots_over(ballots, i, j) <= ballots_over(ballots, i, k) + ballots_over(ballots, k, j))
		release_know_sum(release, between, sizeof(between) / sizeof(between[0]));
	if (i < j && i < k && there <= back + all)
		release_know_sum(release, circle, sizeof(circle) / sizeof(circle[0]));
}

void
ballot_tables_know(const struct ballot_tables *tables, const struct answers *answers, struct release *release)
{
	const struct ballots *ballots = &answers->ballots;
	size_t n = tables->items;

	for (size_t i = 0; tables->matrix && i < n; i++)
		for (size_t j = 0; j < n; j++) {
			if (i == j)
				continue;
			if (tables->compare && ballots_over(ballots, i, j) >= ballots_over(ballots, j, i))
				release_know_sum(release,
				                 (const struct release_known_term[]){
				                     term(tables, i, j, 1), term(tables, j, i, -1) },
				                 2);
			for (size_t k = 0; k < n; k++)
				if (k != i && k != j)
					know_three(tables, ballots, i, j, k, release);
		}
}

/* ---- what may be shown --------------------------------------------------------------------------------- */

struct cell
ballot_tables_vote(const struct ballot_tables *tables, size_t item, enum vote vote)
{
	const struct tally *tally = &tables->tallies[item];
	const struct dimension *dimension = &tally->dimensions[0];
	size_t position = dimension_missing(dimension);

	for (size_t i = 0; vote != VOTE_SKIPPED && i < dimension->category_count; i++)
		if (view_is(dimension->categories[i].id, answers_vote_id(vote)))
			position = i;
	return *tally_cell(tally, &position);
}

struct cell
ballot_tables_over(const struct ballot_tables *tables, size_t i, size_t j)
{
	const struct release_known_term at = term(tables, i, j, 1);
	struct cell cell = at.table->cells[at.cell];

	for (size_t c = 0; c < PAIR_CELLS; c++)
		if (cell_hidden(&at.table->cells[c]))
			cell.state = CELL_PROTECTS;
	return cell;
}

struct cell
ballot_tables_people(const struct ballot_tables *tables)
{
	struct cell people = { .count = 0, .state = CELL_SHOWN };

	for (size_t i = 0; i < tables->count; i++) {
		const struct cell *total = tally_total(&tables->tallies[i]);
		bool hidden = cell_hidden(&people) || cell_hidden(total);

		if (i == 0 || total->count > people.count)
			people = *total;
		people.state = hidden ? CELL_PROTECTS : CELL_SHOWN;
	}
	return people;
}
