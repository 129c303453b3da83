/* SPDX-License-Identifier: EUPL-1.2
 *
 * Somebody who reads the pairwise matrix of a ranking, with the words in it, and asks which electorates fit: so many people for each order
 * that somebody can fill in, equal places included. He shares no code with what hides numbers, nor the solver.
 */
#include "unit.h"

#include "analysis/priorities/ballot_tables.h"
#include "analysis/tables/ledger.h"
#include "simplex.h"

enum { THRESHOLD = 5, ITEMS_MAX = 3, ORDERS_MAX = 13 };

/* Sanitizers take far longer and look for something else. */
#ifdef __SANITIZE_ADDRESS__
enum { ROUNDS = 200 };
#else
enum { ROUNDS = 600 };
#endif

static const char *const names[ITEMS_MAX] = { "bellen", "lenen", "slapen" };

/* All ways to fill in a ballot: places from 1 on without a gap, shared ones too. */
struct orders {
	size_t items, count;
	uint16_t places[ORDERS_MAX][ITEMS_MAX];
};

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

static struct orders
list_orders(size_t items)
{
	struct orders orders = { .items = items };
	size_t all = 1;

	for (size_t i = 0; i < items; i++)
		all *= items;
	for (size_t code = 0; code < all; code++) {
		uint16_t places[ITEMS_MAX], most = 0;
		bool used[ITEMS_MAX + 1] = { false }, dense = true;

		for (size_t i = 0, rest = code; i < items; i++, rest /= items) {
			places[i] = (uint16_t)(1 + rest % items);
			used[places[i]] = true;
			most = places[i] > most ? places[i] : most;
		}
		for (size_t p = 1; p <= most; p++)
			dense = dense && used[p];
		if (dense)
			memcpy(orders.places[orders.count++], places, sizeof(places));
	}
	return orders;
}

/* An electorate with tastes: most agree more or less with one order, some with another. */
static struct answers
vote(const struct orders *orders, size_t people, uint32_t *state, double *truth)
{
	static struct answers_item items[ITEMS_MAX];
	struct answers answers = { .method = ANSWERS_RANKED,
		                   .questionnaire = VIEW("eerst"),
		                   .question = VIEW("first"),
		                   .title = VIEW("Wat eerst?"),
		                   .items = items,
		                   .item_count = orders->items,
		                   .people = people };
	size_t tastes[2] = { chance(state, (uint32_t)orders->count), chance(state, (uint32_t)orders->count) },
	       faithful = chance(state, 10);

	memset(truth, 0, orders->count * sizeof(*truth));
	ballots_init(&answers.ballots, orders->items);
	for (size_t i = 0; i < orders->items; i++)
		items[i] = (struct answers_item){ .id = view_of(names[i]), .text = view_of(names[i]) };
	for (size_t p = 0; p < people; p++) {
		size_t order = chance(state, 10) < faithful ? tastes[chance(state, 3) == 0]
		                                            : chance(state, (uint32_t)orders->count);

		truth[order]++;
		ballots_add(&answers.ballots, orders->places[order], 1);
	}
	return answers;
}

/* Row of the orders that put i before j; i = j: all. */
static void
before(const struct orders *orders, size_t i, size_t j, double by, double *row)
{
	for (size_t o = 0; o < orders->count; o++)
		row[o] += i == j || orders->places[o][i] < orders->places[o][j] ? by : 0;
}

/* How many numbers of the matrix are known better than the rule. */
static size_t
attack(const struct orders *orders, const struct answers *answers, const struct ballot_tables *tables,
       const double *truth)
{
	struct simplex simplex = simplex_new(orders->count);
	double row[SIMPLEX_COLUMNS] = { 0 };
	size_t found = 0;

	before(orders, 0, 0, 1, row);
	simplex_between(&simplex, row, (double)answers->people, (double)answers->people);
	for (size_t i = 0; i < orders->items; i++)
		for (size_t j = 0; j < orders->items; j++) {
			struct cell cell = i == j ? (struct cell){ 0 } : ballot_tables_over(tables, i, j);
			double over = (double)ballots_over(&answers->ballots, i, j);

			memset(row, 0, sizeof(row));
			if (i == j)
				continue;
			before(orders, i, j, 1, row);
			if (!cell_hidden(&cell)) {
				simplex_between(&simplex, row, over, over);
				continue;
			}
			before(orders, j, i, -1, row);
			if (tables->compare && over <= (double)ballots_over(&answers->ballots, j, i))
				simplex_most(&simplex, row, 0);
		}
	for (size_t i = 0; i < orders->items; i++)
		for (size_t j = 0; j < orders->items; j++) {
			double aim[SIMPLEX_COLUMNS] = { 0 }, least, most,
			       over = (double)ballots_over(&answers->ballots, i, j);
			struct cell cell = i == j ? (struct cell){ 0 } : ballot_tables_over(tables, i, j);

			if (i == j || !cell_hidden(&cell))
				continue;
			before(orders, i, j, 1, aim);
			most = simplex_maximum(&simplex, aim, truth);
			memset(aim, 0, sizeof(aim));
			before(orders, i, j, -1, aim);
			least = -simplex_maximum(&simplex, aim, truth);
			found +=
			    most - least < THRESHOLD - 1 - 1e-6 ||
			    (over > 0 && over < THRESHOLD && (least > 1e-6 || most < THRESHOLD - 1 - 1e-6));
		}
	simplex_free(&simplex);
	return found;
}

static void
check_shown(const struct answers *answers, const struct ballot_tables *tables, size_t *shown, size_t *hidden)
{
	for (size_t i = 0; i < answers->item_count; i++)
		for (size_t j = 0; j < answers->item_count; j++) {
			struct cell cell = i == j ? (struct cell){ .state = CELL_PROTECTS }
			                          : ballot_tables_over(tables, i, j);

			*hidden += i != j && cell_hidden(&cell);
			if (cell_hidden(&cell))
				continue;
			++*shown;
			ck_assert_uint_eq(cell.count, ballots_over(&answers->ballots, i, j));
			ck_assert(cell.count == 0 || cell.count >= THRESHOLD);
			ck_assert_uint_lt(cell.count, answers->people);
		}
}

START_TEST(no_hidden_number_of_a_matrix_is_known_better_than_the_rule)
{
	size_t shown = 0, hidden = 0, found = 0, alone = 0, refused = 0, compared = 0;
	uint32_t state = 20261128u;

	for (size_t round = 0; round < ROUNDS; round++) {
		struct orders orders = list_orders(ITEMS_MAX);
		double truth[SIMPLEX_COLUMNS] = { 0 };
		struct answers answers = vote(&orders, 2 * THRESHOLD + chance(&state, 40), &state, truth);
		struct tally *all[BALLOT_TABLES_MAX];
		struct source source = { .count = 0 };
		struct ballot_tables tables;
		struct error err = ERROR_INIT;
		struct release release;

		ck_assert_ok(ballot_tables_make(&tables, &answers, &source, THRESHOLD, NULL, true, &err),
		             &err);
		ck_assert(tables.matrix);
		compared += tables.compare;
		for (size_t t = 0; t < tables.count; t++)
			all[t] = &tables.tallies[t];
		/* The control: what is small is hidden, and nothing for its sake. */
		alone += attack(&orders, &answers, &tables, truth) > 0;
		release_open(&release, 1);
		ballot_tables_know(&tables, &answers, &release);
		if (release_tables(&release, all, tables.count, THRESHOLD, RELEASE_MILLISECONDS, &err)) {
			found += attack(&orders, &answers, &tables, truth) > 0;
			check_shown(&answers, &tables, &shown, &hidden);
		} else {
			refused++;
		}
		release_close(&release);
		ballot_tables_release(&tables);
		ballots_release(&answers.ballots);
	}
	printf("of %d matrices %zu give a number away, %zu refused, %zu compare hidden pairs; of the small "
	       "ones alone: %zu; "
	       "%zu numbers shown, %zu hidden\n",
	       ROUNDS, found, refused, compared, alone, shown, hidden);
	ck_assert_uint_eq(found, 0);
	ck_assert_uint_eq(refused, 0);
	ck_assert_uint_gt(alone, 0);
	ck_assert_uint_gt(shown, hidden / 4);
	ck_assert_uint_gt(compared, ROUNDS / 2);
	ck_assert_uint_lt(compared, ROUNDS);
}
END_TEST

START_TEST(few_people_have_no_matrix_and_how_many_they_are_is_released)
{
	struct orders orders = list_orders(3);
	double truth[SIMPLEX_COLUMNS] = { 0 };
	struct source source = { .count = 0 };
	struct error err = ERROR_INIT;
	uint32_t state = 7u;

	for (size_t people = 1; people < 2 * THRESHOLD; people++) {
		struct answers answers = vote(&orders, people, &state, truth);
		struct ballot_tables tables;

		ck_assert_ok(ballot_tables_make(&tables, &answers, &source, THRESHOLD, NULL, true, &err),
		             &err);
		ck_assert(!tables.matrix && !tables.compare);
		ck_assert_uint_eq(tables.count, people >= THRESHOLD);
		if (tables.count > 0)
			ck_assert_uint_eq(ballot_tables_people(&tables).count, people);
		ballot_tables_release(&tables);
		ballots_release(&answers.ballots);
	}
}
END_TEST

/* Three more people between two outcomes: how they voted is the difference. */
START_TEST(a_few_more_voters_are_not_told_by_two_outcomes)
{
	struct orders orders = list_orders(3);
	double truth[SIMPLEX_COLUMNS] = { 0 };
	struct source source = { .count = 0 };
	struct buf record = BUF_INIT;

	for (size_t more = 0; more <= THRESHOLD; more++) {
		uint32_t state = 11u;
		struct answers answers = vote(&orders, 30, &state, truth);
		struct ballot_tables tables;
		struct error err = ERROR_INIT;
		struct release release;

		for (size_t m = 0; m < more; m++)
			ballots_add(&answers.ballots, orders.places[m], 1);
		answers.people += more;
		ck_assert_ok(ballot_tables_make(&tables, &answers, &source, THRESHOLD, NULL, false, &err),
		             &err);
		release_open(&release, 1 + more);
		if (more > 0)
			ck_assert_ok(ledger_add(&release, buf_view(&record), &err), &err);
		ck_assert_ok(release_tables(&release, (struct tally *[]){ &tables.tallies[0] }, 1, THRESHOLD,
		                            RELEASE_MILLISECONDS, &err),
		             &err);
		if (more == 0)
			ledger_record(&release, &record);
		struct cell told = ballot_tables_people(&tables);

		ck_assert(cell_hidden(&told) == (more > 0 && more < THRESHOLD));
		release_close(&release);
		ballot_tables_release(&tables);
		ballots_release(&answers.ballots);
	}
	buf_release(&record);
}
END_TEST

UNIT_MAIN("ballot tables", no_hidden_number_of_a_matrix_is_known_better_than_the_rule,
          few_people_have_no_matrix_and_how_many_they_are_is_released,
          a_few_more_voters_are_not_told_by_two_outcomes)
