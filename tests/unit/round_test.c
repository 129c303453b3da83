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
		which_neighbour_is_chance_and_the_same_again,
		what_was_rounded_once_stays_so_and_may_be_told_exactly,
		what_was_hidden_stays_so_in_a_table_that_is_rounded,
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
