/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/priorities: published results (M. Schulze 2011 and 2018; the four cities of Tennessee; A. Agresti's citations among
 * journals of statistics), and what must hold for any electorate, counted in another way.
 */
#include "unit.h"

#include <math.h>

#include "analysis/priorities/bradley_terry.h"
#include "analysis/priorities/kemeny.h"
#include "analysis/priorities/outcome.h"
#include "analysis/priorities/schulze.h"
#include "analysis/priorities/votes.h"

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

/* So many voters with these letters, the first choice first; "" ends the list. */
struct poll {
	uint64_t votes;
	const char *order;
};

static struct ballots
count(const struct poll *polls, size_t items)
{
	struct ballots ballots;

	ballots_init(&ballots, items);
	for (; polls->votes > 0; polls++) {
		uint16_t places[26];

		for (size_t i = 0; i < items; i++)
			places[i] = BALLOTS_UNRANKED;
		for (size_t place = 0; polls->order[place] != '\0'; place++)
			places[polls->order[place] - 'A'] = (uint16_t)(place + 1);
		ballots_add(&ballots, places, polls->votes);
	}
	return ballots;
}

/* The bands as text: "E>A>C>B>D", "BD>AC". */
static const char *
bands_text(const size_t *bands, size_t band_count, size_t items)
{
	static char text[64];
	size_t length = 0;

	for (size_t band = 0; band < band_count; band++) {
		if (band > 0)
			text[length++] = '>';
		for (size_t i = 0; i < items; i++)
			if (bands[i] == band)
				text[length++] = (char)('A' + i);
	}
	text[length] = '\0';
	return text;
}

/* ---- Ballots ---------------------------------------------------------------------------------------------- */

START_TEST(who_was_not_ranked_is_below_who_was_and_equal_to_the_rest)
{
	const uint16_t places[] = { BALLOTS_UNRANKED, 1, BALLOTS_UNRANKED, BALLOTS_ABSENT, 1 };
	struct ballots ballots;

	ballots_init(&ballots, 5);
	ballots_add(&ballots, places, 3);
	ck_assert_uint_eq(ballots_over(&ballots, 1, 0), 3);
	ck_assert_uint_eq(ballots_over(&ballots, 0, 1), 0);
	ck_assert_uint_eq(ballots_equal(&ballots, 0, 2), 3);
	ck_assert_uint_eq(ballots_equal(&ballots, 2, 0), 3);
	ck_assert_uint_eq(ballots_equal(&ballots, 1, 4), 3); /* a shared place */
	for (size_t i = 0; i < 5; i++) /* what was not on the ballot is compared with nothing */
		ck_assert_uint_eq(ballots_over(&ballots, i, 3) + ballots_over(&ballots, 3, i) +
		                      ballots_equal(&ballots, i, 3),
		                  0);
	ballots_release(&ballots);
}
END_TEST

/* ---- Schulze ---------------------------------------------------------------------------------------------- */

static const struct poll forty_five[] = { { 5, "ACBED" }, { 5, "ADECB" }, { 8, "BEDAC" },
	                                  { 3, "CABED" }, { 7, "CAEBD" }, { 2, "CBADE" },
	                                  { 7, "DCEBA" }, { 8, "EBADC" }, { 0, "" } };

START_TEST(schulze_orders_45_voters_as_published)
{
	struct ballots ballots = count(forty_five, 5);
	struct schulze schulze;

	schulze_make(&schulze, &ballots);
	ck_assert_str_eq(bands_text(schulze.bands, schulze.band_count, 5), "E>A>C>B>D");
	ck_assert_uint_eq(ballots_over(&ballots, 0, 1), 20);
	ck_assert_uint_eq(schulze.paths[0 * 5 + 1], 28);
	ck_assert_uint_eq(schulze.paths[4 * 5 + 0], 25);
	schulze_release(&schulze);
	ballots_release(&ballots);
}
END_TEST

START_TEST(schulze_finds_the_published_strongest_paths)
{
	static const struct poll polls[] = { { 8, "ACDB" }, { 2, "BADC" }, { 4, "CDBA" },
		                             { 4, "DBAC" }, { 3, "DCBA" }, { 0, "" } };
	struct ballots ballots = count(polls, 4);
	struct schulze schulze;

	schulze_make(&schulze, &ballots);
	ck_assert_uint_eq(schulze.paths[0 * 4 + 1], 14);
	ck_assert_uint_eq(schulze.paths[3 * 4 + 1], 19);
	ck_assert_uint_eq(schulze.paths[3 * 4 + 0], 13);
	for (size_t i = 0; i < 4; i++)
		ck_assert((schulze.bands[i] == 0) == (i == 3));
	schulze_release(&schulze);
	ballots_release(&ballots);
}
END_TEST

START_TEST(schulze_leaves_a_tie_undecided)
{
	static const struct poll polls[] = {
		{ 3, "ABCD" }, { 2, "CBDA" }, { 2, "DABC" }, { 2, "DBCA" }, { 0, "" }
	};
	struct ballots ballots = count(polls, 4);
	struct schulze schulze;

	schulze_make(&schulze, &ballots);
	for (size_t i = 0; i < 4; i++)
		ck_assert((schulze.bands[i] == 0) == (i == 1 || i == 3));
	ck_assert(!schulze_before(&schulze, 1, 3) && !schulze_before(&schulze, 3, 1));
	schulze_release(&schulze);
	ballots_release(&ballots);
}
END_TEST

/* Voters who rank some of the items, some places shared. */
static struct ballots
electorate(uint32_t *state, size_t items, size_t voters)
{
	struct ballots ballots;

	ballots_init(&ballots, items);
	for (size_t v = 0; v < voters; v++) {
		uint16_t places[BALLOTS_ITEMS_MAX];

		for (size_t i = 0; i < items; i++)
			places[i] = chance(state, 4) == 0 ? BALLOTS_UNRANKED
			                                  : (uint16_t)(1 + chance(state, (uint32_t)items));
		ballots_add(&ballots, places, 1);
	}
	return ballots;
}

/* The item that beats every other; `items` when there is none. */
static size_t
condorcet(const struct ballots *ballots)
{
	size_t winner = ballots->items;

	for (size_t i = 0; i < ballots->items; i++) {
		bool all = true;

		for (size_t j = 0; j < ballots->items; j++)
			all = all && (i == j || ballots_over(ballots, i, j) > ballots_over(ballots, j, i));
		if (all)
			winner = i;
	}
	return winner;
}

START_TEST(who_beats_every_other_is_first_alone_and_before_has_no_circles)
{
	uint32_t state = 7;
	size_t winners = 0, circles = 0;

	for (size_t round = 0; round < 2000; round++) {
		size_t items = 2 + chance(&state, 6);
		struct ballots ballots = electorate(&state, items, 1 + chance(&state, 25));
		size_t winner = condorcet(&ballots), n = items;
		struct schulze schulze;

		schulze_make(&schulze, &ballots);
		for (size_t i = 0; i < n && winner < n; i++)
			ck_assert((schulze.bands[i] == 0) == (i == winner));
		winners += winner < n;
		for (size_t i = 0; i < n * n * n; i++) {
			size_t a = i / n / n, b = i / n % n, c = i % n;
			bool ab = schulze_before(&schulze, a, b), bc = schulze_before(&schulze, b, c);

			ck_assert(!ab || schulze.bands[a] < schulze.bands[b]);
			ck_assert(!(ab && bc) || schulze_before(&schulze, a, c));
			circles += ballots_over(&ballots, a, b) > ballots_over(&ballots, b, a) &&
			           ballots_over(&ballots, b, c) > ballots_over(&ballots, c, b) &&
			           ballots_over(&ballots, c, a) > ballots_over(&ballots, a, c);
		}
		schulze_release(&schulze);
		ballots_release(&ballots);
	}
	/* The control: both electorates with such a winner and with majorities that go round came by. */
	ck_assert_uint_gt(winners, 500);
	ck_assert_uint_gt(circles, 100);
}
END_TEST

/* ---- Kemeny ----------------------------------------------------------------------------------------------- */

enum { MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE };

START_TEST(kemeny_orders_the_cities_as_published)
{
	static const struct poll polls[] = {
		{ 42, "ABCD" }, { 26, "BCDA" }, { 15, "CDBA" }, { 17, "DCBA" }, { 0, "" }
	};
	static const size_t published[] = { NASHVILLE, CHATTANOOGA, KNOXVILLE, MEMPHIS };
	struct ballots ballots = count(polls, 4);
	struct error err = ERROR_INIT;
	struct kemeny kemeny;

	ck_assert_ok(kemeny_make(&kemeny, &ballots, NULL, &err), &err);
	ck_assert_uint_eq(kemeny.score, 393);
	ck_assert_uint_eq(kemeny.orders, 1);
	ck_assert_mem_eq(kemeny.order, published, sizeof(published));
	ballots_release(&ballots);
}
END_TEST

/* The best score and the number of orders with it, by going through all of them. */
static void
try_all(const struct ballots *ballots, const size_t *bands, size_t *order, size_t placed, struct kemeny *best)
{
	if (placed == ballots->items) {
		uint64_t score = kemeny_score(ballots, order);

		if (best->orders == 0 || score > best->score) {
			best->score = score;
			best->orders = 0;
			memcpy(best->order, order, placed * sizeof(*order));
		}
		best->orders += score == best->score;
		return;
	}
	for (size_t i = 0; i < ballots->items; i++) {
		bool free_to = true;

		for (size_t p = 0; p < placed; p++)
			free_to = free_to && order[p] != i && (bands == NULL || bands[order[p]] <= bands[i]);
		if (!free_to)
			continue;
		order[placed] = i;
		try_all(ballots, bands, order, placed + 1, best);
	}
}

START_TEST(kemeny_is_the_best_of_all_orders)
{
	uint32_t state = 11;
	size_t ties = 0;

	for (size_t round = 0; round < 60; round++) {
		size_t items = round < 3 ? KEMENY_ITEMS_MAX : 1 + chance(&state, 6);
		struct ballots ballots = electorate(&state, items, 1 + chance(&state, 12));
		struct schulze schulze;

		schulze_make(&schulze, &ballots);
		for (int bound = 0; bound < 2; bound++) {
			const size_t *bands = bound == 1 ? schulze.bands : NULL;
			struct kemeny kemeny, best = { .orders = 0 };
			size_t order[KEMENY_ITEMS_MAX];
			struct error err = ERROR_INIT;

			try_all(&ballots, bands, order, 0, &best);
			ck_assert_ok(kemeny_make(&kemeny, &ballots, bands, &err), &err);
			ck_assert_uint_eq(kemeny.score, best.score);
			ck_assert_uint_eq(kemeny.orders, best.orders);
			ck_assert_mem_eq(kemeny.order, best.order, items * sizeof(*order));
			ck_assert_uint_eq(kemeny_score(&ballots, kemeny.order), kemeny.score);
			ties += kemeny.orders > 1;
		}
		schulze_release(&schulze);
		ballots_release(&ballots);
	}
	ck_assert_uint_gt(ties, 0);
}
END_TEST

START_TEST(kemeny_refuses_more_items_than_it_can_do)
{
	struct error err = ERROR_INIT;
	struct ballots ballots;
	struct kemeny kemeny;

	ballots_init(&ballots, KEMENY_ITEMS_MAX + 1);
	ck_assert(!kemeny_make(&kemeny, &ballots, NULL, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ballots_release(&ballots);
}
END_TEST

/* ---- Bradley-Terry ---------------------------------------------------------------------------------------- */

enum { BIO, COMM, JASA, JRSSB, JOURNALS };

static struct ballots
journals(void)
{
	static const struct {
		size_t i, j;
		uint64_t i_wins, j_wins;
	} citations[] = {
		{ BIO, COMM, 730, 33 },  { BIO, JASA, 498, 320 },  { BIO, JRSSB, 221, 284 },
		{ COMM, JASA, 68, 813 }, { COMM, JRSSB, 17, 276 }, { JASA, JRSSB, 142, 325 },
	};
	struct ballots ballots;

	ballots_init(&ballots, JOURNALS);
	for (size_t c = 0; c < sizeof(citations) / sizeof(citations[0]); c++) {
		ballots_add_over(&ballots, citations[c].i, citations[c].j, citations[c].i_wins);
		ballots_add_over(&ballots, citations[c].j, citations[c].i, citations[c].j_wins);
	}
	return ballots;
}

START_TEST(bradley_terry_is_as_published)
{
	static const double abilities[] = { 0, -2.9490725, -0.4795698, 0.2689541 },
	                    errors[] = { 0, 0.1025, 0.0606, 0.0708 };
	struct ballots ballots = journals();
	struct error err = ERROR_INIT;
	struct bradley_terry model;

	ck_assert_ok(bradley_terry_make(&model, &ballots, 0, &err), &err);
	for (size_t i = 0; i < JOURNALS; i++) {
		ck_assert_double_eq_tol(model.abilities[i], abilities[i], 5e-8);
		ck_assert_double_eq_tol(bradley_terry_error(&model, i, BIO), errors[i], 5e-5);
	}
	ck_assert_str_eq(bands_text(model.bands, model.band_count, JOURNALS), "D>A>C>B");
	bradley_terry_release(&model);
	ballots_release(&ballots);
}
END_TEST

static struct ballots
random_pairs(uint32_t *state, size_t items, uint32_t most)
{
	struct ballots ballots;

	ballots_init(&ballots, items);
	for (size_t i = 0; i < items; i++)
		for (size_t j = 0; j < i; j++) {
			ballots_add_over(&ballots, i, j, chance(state, most));
			ballots_add_over(&ballots, j, i, chance(state, most));
			ballots_add_equal(&ballots, i, j, most > 2 ? chance(state, 3) : 0);
		}
	return ballots;
}

START_TEST(at_the_estimate_the_gradient_is_zero_and_a_prior_always_has_one)
{
	uint32_t state = 5;
	size_t refused = 0;

	for (size_t round = 0; round < 500; round++) {
		size_t items = 2 + chance(&state, 11);
		struct ballots ballots = random_pairs(&state, items, round % 2 == 0 ? 2 : 20);
		const double ridges[] = { 0, BRADLEY_TERRY_RIDGE, 5 };

		for (size_t r = 0; r < 3; r++) {
			double gradient[BALLOTS_ITEMS_MAX], sum = 0;
			struct error err = ERROR_INIT;
			struct bradley_terry model;

			if (!bradley_terry_make(&model, &ballots, ridges[r], &err)) {
				ck_assert(r == 0);
				refused++;
			} else {
				bradley_terry_gradient(&model, &ballots, ridges[r], gradient);
				for (size_t i = 0; i < items; i++) {
					ck_assert_double_eq_tol(gradient[i], 0, 1e-7);
					sum += bradley_terry_ability(&model, i).ability;
				}
				ck_assert_double_eq_tol(sum, 0, 1e-7);
				model.abilities[items - 1] += 0.01; /* the control: beside it, it is not */
				bradley_terry_gradient(&model, &ballots, ridges[r], gradient);
				ck_assert(fabs(gradient[items - 1]) > 1e-4);
			}
			bradley_terry_release(&model);
		}
		ballots_release(&ballots);
	}
	ck_assert_uint_gt(refused, 10);
}
END_TEST

START_TEST(who_was_always_chosen_needs_a_prior)
{
	struct error err = ERROR_INIT;
	struct bradley_terry model;
	struct ballots ballots;

	ballots_init(&ballots, 3);
	ballots_add_over(&ballots, 0, 1, 6);
	ballots_add_over(&ballots, 0, 2, 6);
	ballots_add_over(&ballots, 1, 2, 3);
	ballots_add_over(&ballots, 2, 1, 3);
	ck_assert(!bradley_terry_make(&model, &ballots, 0, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	bradley_terry_release(&model);
	err = ERROR_INIT;
	ck_assert_ok(bradley_terry_make(&model, &ballots, BRADLEY_TERRY_RIDGE, &err), &err);
	ck_assert_double_eq_tol(model.abilities[1], model.abilities[2], 1e-9);
	ck_assert(model.abilities[0] > model.abilities[1]);
	ck_assert_str_eq(bands_text(model.bands, model.band_count, 3), "A>BC");
	bradley_terry_release(&model);
	ballots_add_over(&ballots, 1, 0, 1); /* the control: one answer the other way is enough */
	err = ERROR_INIT;
	ck_assert_ok(bradley_terry_make(&model, &ballots, 0, &err), &err);
	bradley_terry_release(&model);
	ballots_release(&ballots);
}
END_TEST

START_TEST(a_large_prior_draws_to_the_middle_and_few_answers_are_one_band)
{
	struct ballots ballots = journals(), few;
	struct error err = ERROR_INIT;
	struct bradley_terry model, drawn;

	ck_assert_ok(bradley_terry_make(&model, &ballots, 0.001, &err), &err);
	ck_assert_ok(bradley_terry_make(&drawn, &ballots, 100, &err), &err);
	for (size_t i = 0; i < JOURNALS; i++) {
		struct bradley_terry_ability free_one = bradley_terry_ability(&model, i),
		                             held = bradley_terry_ability(&drawn, i);

		ck_assert(fabs(held.ability) < fabs(free_one.ability));
		ck_assert(held.low < held.ability && held.ability < held.high);
	}
	bradley_terry_release(&model);
	bradley_terry_release(&drawn);
	ballots_init(&few, 3);
	ballots_add_over(&few, 0, 1, 2);
	ballots_add_over(&few, 1, 2, 2);
	ck_assert_ok(bradley_terry_make(&model, &few, BRADLEY_TERRY_RIDGE, &err), &err);
	ck_assert_uint_eq(model.band_count, 1);
	bradley_terry_release(&model);
	ballots_release(&few);
	ballots_release(&ballots);
}
END_TEST

/* ---- Votes ------------------------------------------------------------------------------------------------ */

START_TEST(shares_are_wilsons_and_those_that_overlap_are_a_band)
{
	/* R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81/263, 15/148, 0/20, 1/29. */
	static const struct {
		uint64_t agree, all;
		double low, high;
	} published[] = { { 81, 263, 0.2553, 0.3662 },
		          { 15, 148, 0.0624, 0.1605 },
		          { 0, 20, 0, 0.1611 },
		          { 1, 29, 0.0061, 0.1718 } };
	struct vote_share shares[4];
	size_t bands[4];

	for (size_t i = 0; i < 4; i++) {
		shares[i] = vote_share(published[i].agree, published[i].all - published[i].agree);
		ck_assert_double_eq_tol(shares[i].low, published[i].low, 5e-5);
		ck_assert_double_eq_tol(shares[i].high, published[i].high, 5e-5);
	}
	ck_assert_uint_eq(vote_bands(shares, 4, bands), 2);
	ck_assert_str_eq(bands_text(bands, 2, 4), "A>BCD");
	ck_assert_double_eq(vote_share(0, 0).high, 1);
}
END_TEST

enum { STATEMENTS = 8, PEOPLE_MAX = 200 };

/* Everybody votes by chance; with `sides` most of them with one of two sides, the second of `second` people. */
static void
vote(uint8_t *votes, size_t people, bool sides, size_t second, uint32_t seed)
{
	uint32_t state = seed;

	for (size_t p = 0; p < people; p++)
		for (size_t s = 0; s < STATEMENTS; s++) {
			bool agrees = (s % 2 == 0) == (p < second);

			if (!sides || chance(&state, 6) == 0)
				votes[p * STATEMENTS + s] = (uint8_t)chance(&state, VOTE_COUNT);
			else
				votes[p * STATEMENTS + s] = agrees ? VOTE_AGREE : VOTE_DISAGREE;
		}
}

START_TEST(groups_are_found_where_there_are_and_not_where_there_are_not)
{
	uint8_t votes[PEOPLE_MAX * STATEMENTS];
	struct vote_groups groups;
	size_t found = 0;

	vote(votes, 60, true, 20, 3);
	vote_groups_make(&groups, votes, 60, STATEMENTS, 5);
	ck_assert_uint_eq(groups.count, 2);
	ck_assert_uint_eq(groups.sizes[0], 40);
	ck_assert_uint_eq(groups.sizes[1], 20);
	for (size_t p = 0; p < 60; p++)
		ck_assert_uint_eq(groups.of[p], p < 20 ? 1 : 0);
	vote_groups_release(&groups);
	for (uint32_t seed = 1; seed <= 20; seed++) {
		vote(votes, 60, false, 0, seed);
		vote_groups_make(&groups, votes, 60, STATEMENTS, 5);
		found += groups.count > 0;
		vote_groups_release(&groups);
	}
	ck_assert_uint_le(found, 2); /* of 20, at p = 0.01 */
}
END_TEST

START_TEST(no_groups_of_few_people_and_none_that_is_too_small)
{
	uint8_t votes[PEOPLE_MAX * STATEMENTS];
	struct vote_groups groups;

	vote(votes, 29, true, 12, 3);
	vote_groups_make(&groups, votes, 29, STATEMENTS, 5);
	ck_assert_uint_eq(groups.count, 0);
	vote_groups_release(&groups);
	vote(votes, 30, true, 12, 3);
	vote_groups_make(&groups, votes, 30, STATEMENTS, 5);
	ck_assert_uint_eq(groups.count, 2); /* the control: one more is enough */
	vote_groups_release(&groups);
	for (size_t second = 1; second < 12; second++) {
		vote(votes, 40, true, second, 3);
		vote_groups_make(&groups, votes, 40, STATEMENTS, 6);
		for (size_t g = 0; g < groups.count; g++)
			ck_assert_uint_ge(groups.sizes[g], 6);
		vote_groups_release(&groups);
	}
}
END_TEST

START_TEST(groups_do_not_depend_on_the_order_of_people)
{
	uint8_t votes[PEOPLE_MAX * STATEMENTS], turned[PEOPLE_MAX * STATEMENTS];
	struct vote_groups one, other;

	vote(votes, 50, true, 21, 9);
	for (size_t p = 0; p < 50; p++)
		memcpy(turned + (p * 7 + 3) % 50 * STATEMENTS, votes + p * STATEMENTS, STATEMENTS);
	vote_groups_make(&one, votes, 50, STATEMENTS, 5);
	vote_groups_make(&other, turned, 50, STATEMENTS, 5);
	ck_assert_uint_gt(one.count, 1);
	ck_assert_uint_eq(one.count, other.count);
	for (size_t p = 0; p < 50; p++)
		ck_assert_uint_eq(one.of[p], other.of[(p * 7 + 3) % 50]);
	vote_groups_release(&one);
	vote_groups_release(&other);
}
END_TEST

UNIT_MAIN("priorities", who_was_not_ranked_is_below_who_was_and_equal_to_the_rest,
          schulze_orders_45_voters_as_published, schulze_finds_the_published_strongest_paths,
          schulze_leaves_a_tie_undecided, who_beats_every_other_is_first_alone_and_before_has_no_circles,
          kemeny_orders_the_cities_as_published, kemeny_is_the_best_of_all_orders,
          kemeny_refuses_more_items_than_it_can_do, bradley_terry_is_as_published,
          at_the_estimate_the_gradient_is_zero_and_a_prior_always_has_one,
          who_was_always_chosen_needs_a_prior, a_large_prior_draws_to_the_middle_and_few_answers_are_one_band,
          shares_are_wilsons_and_those_that_overlap_are_a_band,
          groups_are_found_where_there_are_and_not_where_there_are_not,
          no_groups_of_few_people_and_none_that_is_too_small, groups_do_not_depend_on_the_order_of_people)
