/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/wilson.h: the published examples of Newcombe (1998), table I, method 3.
 */
#include "unit.h"

#include "analysis/tables/wilson.h"

START_TEST(intervals_are_those_that_newcombe_published)
{
	static const struct {
		uint64_t part, whole;
		double least, most;
	} published[] = {
		{ 81, 263, 0.2553, 0.3662 },
		{ 15, 148, 0.0624, 0.1605 },
		{ 0, 20, 0.0000, 0.1611 },
		{ 1, 29, 0.0061, 0.1718 },
	};

	for (size_t i = 0; i < sizeof(published) / sizeof(published[0]); i++) {
		struct wilson interval = wilson_interval(
		    (double)published[i].part / (double)published[i].whole, published[i].whole);

		ck_assert_double_eq_tol(interval.least, published[i].least, 0.00005);
		ck_assert_double_eq_tol(interval.most, published[i].most, 0.00005);
	}
}
END_TEST

START_TEST(an_interval_stays_between_nothing_and_all)
{
	ck_assert_double_eq_tol(wilson_interval(1, 20).most, 1, 1e-12);
	ck_assert_double_le(wilson_interval(1, 20).most, 1);
	ck_assert_double_eq_tol(wilson_interval(1, 20).least, 1 - 0.1611, 0.00005);
	ck_assert_double_ge(wilson_interval(0, 7).least, 0);
}
END_TEST

UNIT_MAIN("wilson", intervals_are_those_that_newcombe_published, an_interval_stays_between_nothing_and_all)
