/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/{published,audit}.h: a published example, and small tables of which every possibility is tried.
 */
#include "unit.h"

#include "analysis/tables/audit.h"

enum { SIDE = 5 };

/* A table of rows by columns with all totals; hidden where `hidden` has its name, as "wa xb". */
static struct published
example(const char *hidden)
{
	static const uint64_t values[SIDE - 1][SIDE - 1] = {
		{ 30, 47, 64, 89 }, { 90, 124, 5, 31 }, { 92, 100, 59, 85 }, { 800, 991, 651, 685 }
	};
	static const char rows[] = "wxyzT", columns[] = "abcdT";
	struct published published = PUBLISHED_INIT;

	for (size_t r = 0; r < SIDE; r++)
		for (size_t c = 0; c < SIDE; c++) {
			const char name[] = { rows[r], columns[c], '\0' };
			struct published_number number = { .hidden = strstr(hidden, name) != NULL };

			for (size_t i = 0; i < SIDE - 1; i++)
				for (size_t j = 0; j < SIDE - 1; j++)
					if ((r == SIDE - 1 || r == i) && (c == SIDE - 1 || c == j))
						number.value += values[i][j];
			published_add(&published, &number);
		}
	for (size_t line = 0; line < SIDE; line++)
		for (size_t way = 0; way < 2; way++) {
			published_relate(&published, true);
			for (size_t i = 0; i < SIDE; i++)
				published_term(&published, way == 0 ? line * SIDE + i : i * SIDE + line,
				               i == SIDE - 1 ? 1 : -1);
		}
	return published;
}

static const struct audit_interval *
interval_of(const struct audit *audit, size_t number)
{
	for (size_t i = 0; i < audit->count; i++)
		if (audit->intervals[i].number == number)
			return &audit->intervals[i];
	return NULL;
}

START_TEST(the_published_example_gives_a_number_away_and_one_more_protects_it)
{
	struct published leaks = example("wa wb wc xa xc yb yd zb zd"),
	                 safe = example("wa wb wc xa xc xd yb yd zb zd");
	struct error err = ERROR_INIT;
	struct audit audit;

	ck_assert(published_holds(&leaks));
	ck_assert_ok(audit_make(&audit, &leaks, 5, &err), &err);
	ck_assert_uint_eq(audit.count, 9);
	ck_assert_uint_eq(interval_of(&audit, 1)->least, 47);
	ck_assert_uint_eq(interval_of(&audit, 1)->most, 47);
	ck_assert(interval_of(&audit, 1)->exposed);
	ck_assert_uint_gt(audit.exposed, 0);
	audit_release(&audit);

	ck_assert_ok(audit_make(&audit, &safe, 5, &err), &err);
	ck_assert_uint_eq(interval_of(&audit, 1)->least, 0);
	ck_assert_uint_eq(interval_of(&audit, 1)->most, 78);
	ck_assert_uint_eq(audit.exposed, 0);
	audit_release(&audit);
	published_release(&leaks);
	published_release(&safe);
}
END_TEST

START_TEST(a_total_of_several_choices_is_no_sum_and_gives_no_more_than_bounds)
{
	const uint64_t values[] = { 20, 15, 3, 9 }; /* the total, and three categories */
	struct published published = PUBLISHED_INIT;
	struct error err = ERROR_INIT;
	struct audit audit;

	for (size_t i = 0; i < 4; i++)
		published_add(&published, &(struct published_number){ .value = values[i], .hidden = i == 2 });
	published_relate(&published, false);
	for (size_t i = 0; i < 4; i++)
		published_term(&published, i, i == 0 ? -1 : 1);
	for (size_t i = 1; i < 4; i++) {
		published_relate(&published, false);
		published_term(&published, 0, 1);
		published_term(&published, i, -1);
	}
	ck_assert(published_holds(&published));
	ck_assert_ok(audit_make(&audit, &published, 5, &err), &err);
	ck_assert_uint_eq(audit.count, 1);
	ck_assert_uint_eq(audit.intervals[0].least, 0);
	ck_assert_uint_eq(audit.intervals[0].most, 20);
	audit_release(&audit);

	/* The control: as if it were a sum, the same number would be known. */
	published.numbers[0].value = 27;
	published.relations[0].equal = true;
	ck_assert_ok(audit_make(&audit, &published, 5, &err), &err);
	ck_assert_uint_eq(audit.intervals[0].least, 3);
	ck_assert_uint_eq(audit.intervals[0].most, 3);
	ck_assert_uint_eq(audit.exposed, 1);
	audit_release(&audit);
	published_release(&published);
}
END_TEST

START_TEST(bounds_are_whole_numbers_where_halves_would_fit)
{
	struct published published = PUBLISHED_INIT;
	struct error err = ERROR_INIT;
	struct audit audit;

	/* 2a + b = 3: a is 0 or 1 and b is 1 or 3; with halves a could be 1.5 and b 0. */
	published_add(&published, &(struct published_number){ .value = 1, .hidden = true });
	published_add(&published, &(struct published_number){ .value = 1, .hidden = true });
	published_add(&published, &(struct published_number){ .value = 3 });
	published_relate(&published, true);
	published_term(&published, 0, 2);
	published_term(&published, 1, 1);
	published_term(&published, 2, -1);
	ck_assert_ok(audit_make(&audit, &published, 5, &err), &err);
	ck_assert_uint_eq(audit.intervals[0].most, 1);
	ck_assert_uint_eq(audit.intervals[1].least, 1);
	ck_assert_uint_eq(audit.intervals[1].most, 3);
	audit_release(&audit);
	published_release(&published);
}
END_TEST

START_TEST(without_a_total_there_is_no_most_and_contradictions_are_said)
{
	struct published published = PUBLISHED_INIT;
	struct error err = ERROR_INIT;
	struct audit audit;

	published_add(&published, &(struct published_number){ .value = 3, .hidden = true });
	published_add(&published, &(struct published_number){ .value = 2, .hidden = true });
	published_add(&published, &(struct published_number){ .value = 5 });
	published_relate(&published, false);
	published_term(&published, 0, 1);
	published_term(&published, 1, -1);
	ck_assert_ok(audit_make(&audit, &published, 5, &err), &err);
	ck_assert(audit.intervals[0].unbounded);
	ck_assert_uint_eq(audit.exposed, 0);
	audit_release(&audit);

	published_relate(&published, true);
	published_term(&published, 0, 1);
	published_term(&published, 2, 1);
	ck_assert(!published_holds(&published));
	ck_assert(!audit_make(&audit, &published, 5, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	audit_release(&audit);
	published_release(&published);
}
END_TEST

/* Every table of 2 by 3 with these row and column totals: the least and the most of each cell. */
START_TEST(intervals_are_those_of_all_tables_that_fit)
{
	const uint64_t truth[2][3] = { { 2, 7, 1 }, { 6, 0, 3 } };
	uint64_t least[6] = { 99, 99, 99, 99, 99, 99 }, most[6] = { 0 };
	struct published published = PUBLISHED_INIT;
	struct error err = ERROR_INIT;
	struct audit audit;

	for (size_t i = 0; i < 6; i++)
		published_add(&published,
		              &(struct published_number){ .value = truth[i / 3][i % 3], .hidden = true });
	for (size_t r = 0; r < 2; r++) {
		size_t total =
		    published_add(&published, &(struct published_number){ .value = truth[r][0] + truth[r][1] +
		                                                                   truth[r][2] });

		published_relate(&published, true);
		published_term(&published, total, 1);
		for (size_t c = 0; c < 3; c++)
			published_term(&published, r * 3 + c, -1);
	}
	for (size_t c = 0; c < 3; c++) {
		size_t total = published_add(
		    &published, &(struct published_number){ .value = truth[0][c] + truth[1][c] });

		published_relate(&published, true);
		published_term(&published, total, 1);
		published_term(&published, c, -1);
		published_term(&published, 3 + c, -1);
	}
	for (uint64_t a = 0; a <= 8; a++)
		for (uint64_t b = 0; b <= 7; b++) {
			uint64_t cells[6] = { a, b, 10 - a - b, 8 - a, 7 - b, 4 - (10 - a - b) };

			if (a + b > 10 || 10 - a - b > 4)
				continue;
			for (size_t i = 0; i < 6; i++) {
				least[i] = cells[i] < least[i] ? cells[i] : least[i];
				most[i] = cells[i] > most[i] ? cells[i] : most[i];
			}
		}
	ck_assert_ok(audit_make(&audit, &published, 5, &err), &err);
	ck_assert_uint_eq(audit.count, 6);
	for (size_t i = 0; i < 6; i++) {
		ck_assert_uint_eq(audit.intervals[i].least, least[i]);
		ck_assert_uint_eq(audit.intervals[i].most, most[i]);
		bool small = truth[i / 3][i % 3] > 0 && truth[i / 3][i % 3] < 5;

		ck_assert_int_eq(audit.intervals[i].exposed,
		                 most[i] - least[i] < 4 || (small && (least[i] > 0 || most[i] < 4)));
	}
	audit_release(&audit);
	published_release(&published);
}
END_TEST

UNIT_MAIN("audit", the_published_example_gives_a_number_away_and_one_more_protects_it,
          a_total_of_several_choices_is_no_sum_and_gives_no_more_than_bounds,
          bounds_are_whole_numbers_where_halves_would_fit,
          without_a_total_there_is_no_most_and_contradictions_are_said,
          intervals_are_those_of_all_tables_that_fit)
