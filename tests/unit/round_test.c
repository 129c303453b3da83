/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of controlled rounding (analysis/tables/release.h): what is printed, what adds up, and what earlier releases leave to choose.
 * What can be known of it is disclosure_test.c.
 */
#include "release_fixture.h"

enum { BASE = 5 };

/* What was counted, before it is rounded. */
struct counted {
	uint64_t count, respondents;
};

static struct counted *
counts_of(const struct tally *tally)
{
	struct counted *counts = xcalloc(tally->cell_count, sizeof(*counts));

	for (size_t i = 0; i < tally->cell_count; i++)
		counts[i] = (struct counted){ tally->cells[i].count, tally->cells[i].respondents };
	return counts;
}

static bool
round_once(struct release *release, struct tally *tally, unsigned base, struct error *err)
{
	struct tally *all[] = { tally };

	return release_rounded(release, all, 1, THRESHOLD, base, RELEASE_MILLISECONDS, err);
}

static void
check_neighbour(uint64_t shown, uint64_t counted, const struct rounding *rounding)
{
	ck_assert_uint_eq(shown % rounding->base, 0);
	ck_assert_uint_le(shown > counted ? shown - counted : counted - shown, rounding->within);
	if (counted % rounding->base == 0)
		ck_assert_uint_eq(shown, counted);
}

/* Along the first of two axes, of mentions by one choice. */
static void
check_lines(const struct tally *tally)
{
	size_t rows = tally->shape.length[0], columns = tally->shape.length[1];

	for (size_t c = 0; c < columns; c++) {
		uint64_t sum = 0;

		for (size_t r = 0; r + 1 < rows; r++)
			sum += tally->cells[r * columns + c].count;
		ck_assert_uint_eq(sum, tally->cells[(rows - 1) * columns + c].count);
	}
}

START_TEST(every_table_becomes_multiples_nearby_that_add_up)
{
	size_t other = 0;

	for (size_t number = 0; number < TABLES; number++) {
		struct error err = ERROR_INIT;
		struct counted *counted;
		struct release release;
		struct tally tally;

		make(&tally, number);
		counted = counts_of(&tally);
		release_open(&release, 1);
		ck_assert_ok(round_once(&release, &tally, BASE, &err), &err);
		ck_assert_uint_eq(tally.rounding.base, BASE);
		for (size_t i = 0; i < tally.cell_count; i++) {
			if (tally.cells[i].state == CELL_IMPOSSIBLE)
				continue;
			ck_assert_int_eq(tally.cells[i].state, CELL_SHOWN);
			check_neighbour(tally.cells[i].count, counted[i].count, &tally.rounding);
			check_neighbour(tally.cells[i].respondents, counted[i].respondents, &tally.rounding);
			other += tally.cells[i].count != counted[i].count;
		}
		if (number == 18)
			check_lines(&tally);
		release_close(&release);
		tally_release(&tally);
		free(counted);
	}
	ck_assert_uint_gt(other, TABLES);
}
END_TEST

/* As a report does: what stands in several tables is one number, and all adds up in each of them. */
START_TEST(all_tables_of_a_release_are_rounded_together)
{
	struct tally tallies[TABLES], *all[TABLES];
	struct counted *counted[TABLES];
	struct error err = ERROR_INIT;
	struct release release;
	size_t other = 0;

	for (size_t number = 0; number < TABLES; number++) {
		make(&tallies[number], number);
		all[number] = &tallies[number];
		counted[number] = counts_of(&tallies[number]);
	}
	release_open(&release, 1);
	ck_assert_ok(release_rounded(&release, all, TABLES, THRESHOLD, BASE, RELEASE_MILLISECONDS, &err),
	             &err);
	for (size_t number = 0; number < TABLES; number++)
		for (size_t i = 0; i < tallies[number].cell_count; i++) {
			const struct cell *cell = &tallies[number].cells[i];

			if (cell->state == CELL_IMPOSSIBLE)
				continue;
			check_neighbour(cell->count, counted[number][i].count, &release.rounding);
			other += cell->count != counted[number][i].count;
		}
	ck_assert_uint_gt(other, TABLES);
	check_lines(&tallies[18]);
	/* By kind, with and without the audience: the totals are the same numbers. */
	for (size_t kind = 0; kind < tallies[2].cell_count; kind++)
		ck_assert_uint_eq(
		    tally_cell(&tallies[4], (size_t[]){ kind, tallies[4].shape.length[1] - 1 })->count,
		    tallies[2].cells[kind].count);
	for (size_t number = 0; number < TABLES; number++) {
		free(counted[number]);
		tally_release(&tallies[number]);
	}
	release_close(&release);
}
END_TEST

/* On average nothing is lost: the other way would make small numbers 0 always. */
START_TEST(which_neighbour_is_chance_and_the_same_again)
{
	size_t up = 0, down = 0;

	for (int study = 0; study < 2; study++) {
		struct counted *counted, *first = NULL;

		for (int again = 0; again < 2; again++) {
			struct error err = ERROR_INIT;
			struct release release;
			struct tally tally;

			make(&tally, 14);
			counted = counts_of(&tally);
			release_open(&release, 1);
			release.key[0] = (uint8_t)study;
			ck_assert_ok(round_once(&release, &tally, BASE, &err), &err);
			for (size_t i = 0; i < tally.cell_count; i++) {
				if (counted[i].count > 0 && counted[i].count < BASE && again == 0) {
					up += tally.cells[i].count > 0;
					down += tally.cells[i].count == 0;
				}
				if (again == 1)
					ck_assert_uint_eq(tally.cells[i].count, first[i].count);
			}
			free(counted);
			if (again == 0)
				first = counts_of(&tally);
			release_close(&release);
			tally_release(&tally);
		}
		free(first);
	}
	ck_assert_uint_gt(up, 5);
	ck_assert_uint_gt(down, 5);
}
END_TEST

START_TEST(what_was_rounded_once_stays_so_and_may_be_told_exactly)
{
	struct error err = ERROR_INIT;
	struct tally first, second, third, *all[] = { &third };
	struct release release;
	size_t shown = 0;

	make(&first, 18);
	make(&second, 16);
	make(&third, 18);
	release_open(&release, 1);
	ck_assert_ok(round_once(&release, &first, BASE, &err), &err);
	go_on(&release, 1);
	ck_assert_ok(round_once(&release, &second, BASE, &err), &err);
	/* The last column of the first is the second. */
	for (size_t r = 0; r < first.shape.length[0]; r++)
		if (first.cells[(r + 1) * first.shape.length[1] - 1].state == CELL_SHOWN)
			ck_assert_uint_eq(first.cells[(r + 1) * first.shape.length[1] - 1].count,
			                  second.cells[r].count);
	go_on(&release, 1);
	ck_assert_ok(release_tables(&release, all, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
	for (size_t i = 0; i < third.cell_count; i++)
		shown += third.cells[i].state == CELL_SHOWN && third.cells[i].count % BASE != 0;
	ck_assert_uint_gt(shown, 0);
	release_close(&release);
	tally_release(&first);
	tally_release(&second);
	tally_release(&third);
}
END_TEST

START_TEST(what_was_hidden_stays_so_in_a_table_that_is_rounded)
{
	struct error err = ERROR_INIT;
	struct tally first, second, *all[] = { &first };
	struct release release;
	size_t hidden = 0;

	make(&first, 18);
	make(&second, 18);
	release_open(&release, 1);
	ck_assert_ok(release_tables(&release, all, 1, THRESHOLD, RELEASE_MILLISECONDS, &err), &err);
	go_on(&release, 1);
	ck_assert_ok(round_once(&release, &second, BASE, &err), &err);
	for (size_t i = 0; i < first.cell_count; i++) {
		ck_assert_int_eq(cell_hidden(&first.cells[i]), cell_hidden(&second.cells[i]));
		hidden += cell_hidden(&first.cells[i]);
	}
	ck_assert_uint_gt(hidden, 0);
	ck_assert_uint_lt(hidden, first.cell_count);
	release_close(&release);
	tally_release(&first);
	tally_release(&second);
}
END_TEST

/* ---- one multiple further ------------------------------------------------------------------------------ */

static const struct asked_table one_kind[] = { { "kind", "olifantenpaadje", NULL, NULL },
	                                       { "kind", "broodje_aap", NULL, NULL } };
static const struct asked_table both_kinds = { "kind", NULL, NULL, NULL };

/* Releases each kind by itself, and then both with their sum: what was rounded before must be printed again. Gives the last table. */
static void
round_in_turn(struct release *release, uint8_t key, struct tally *last)
{
	struct error err = ERROR_INIT;

	release_open(release, 1);
	for (size_t i = 0; i < 3; i++) {
		struct tally tally;

		make_asked(&tally, i < 2 ? &one_kind[i] : &both_kinds);
		release->key[0] = key;
		ck_assert_ok(round_once(release, &tally, BASE, &err), &err);
		if (i < 2) {
			go_on(release, 1);
			tally_release(&tally);
		} else {
			*last = tally;
		}
	}
}

/* Both parts went up in releases of their own, so that no neighbour of the sum is the sum of what was printed; or (the control)
 * a neighbour is. What is known of the sum is then known less well, and that is said and remembered. */
START_TEST(a_number_goes_one_multiple_further_only_where_no_neighbour_adds_up)
{
	size_t further = 0, near = 0;

	for (unsigned key = 0; key < 40; key++) {
		struct tally last, counted;
		struct release release;
		const struct cell *total;
		uint64_t truth, away;
		size_t sum;

		round_in_turn(&release, (uint8_t)key, &last);
		make_asked(&counted, &both_kinds);
		total = tally_total(&last);
		truth = tally_total(&counted)->count;
		away = total->count > truth ? total->count - truth : truth - total->count;
		ck_assert_uint_eq(last.cells[0].count + last.cells[1].count, total->count);
		ck_assert_uint_eq(last.rounding.within, away >= BASE ? 2 * BASE - 1 : BASE - 1);
		for (size_t i = 0; i < last.cell_count; i++)
			check_neighbour(last.cells[i].count, counted.cells[i].count, &last.rounding);
		go_on(&release, 1);
		sum = release_first(&release, VIEW("mentions"));
		ck_assert(release.published.numbers[sum].bounded);
		ck_assert_uint_le(release.published.numbers[sum].least, truth);
		ck_assert_uint_ge(release.published.numbers[sum].most, truth);
		ck_assert_uint_eq(release.published.numbers[sum].most, total->count + last.rounding.within);
		further += away >= BASE;
		near += away < BASE;
		release_close(&release);
		tally_release(&last);
		tally_release(&counted);
	}
	ck_assert_uint_gt(further, 0);
	ck_assert_uint_gt(near, 0);
}
END_TEST

/* ---- refusals ------------------------------------------------------------------------------------------- */

START_TEST(a_base_under_the_threshold_is_refused)
{
	struct error err = ERROR_INIT;
	struct release release;
	struct tally tally;

	make(&tally, 16);
	release_open(&release, 1);
	ck_assert(!round_once(&release, &tally, THRESHOLD - 1, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	release_close(&release);
	tally_release(&tally);
}
END_TEST

START_TEST(without_time_nothing_is_rounded_and_nothing_printed)
{
	struct error err = ERROR_INIT;
	struct tally tally, *all[] = { &tally };
	struct release release;

	make(&tally, 14);
	release_open(&release, 1);
	ck_assert(!release_rounded(&release, all, 1, THRESHOLD, BASE, 0, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "cannot be rounded so that they add up"));
	ck_assert_uint_eq(tally.rounding.base, 0);
	release_close(&release);
	tally_release(&tally);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		every_table_becomes_multiples_nearby_that_add_up,
		all_tables_of_a_release_are_rounded_together,
		which_neighbour_is_chance_and_the_same_again,
		what_was_rounded_once_stays_so_and_may_be_told_exactly,
		what_was_hidden_stays_so_in_a_table_that_is_rounded,
		a_number_goes_one_multiple_further_only_where_no_neighbour_adds_up,
		a_base_under_the_threshold_is_refused,
		without_time_nothing_is_rounded_and_nothing_printed,
	};
	Suite *suite = suite_create("round");
	TCase *tcase = tcase_create("round");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 300);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
