/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of agreement (analysis/agreement/agreement.h) against published values: K. Krippendorff, Computing Krippendorff's
 * Alpha-Reliability (2011), and sets of tags after R. Passonneau (2006).
 */
#include "unit.h"

#include "analysis/agreement/agreement.h"

enum { UNITS = 12, CODERS = 4 };

static const char *const rows[CODERS] = { "123321412 ...", "123322412 5.3", ".33323422 51.",
	                                  "123324412 51." };

/* The published table; a blank stands for nothing but makes the rows readable. */
static void
fill(struct agreement_value *values)
{
	for (size_t c = 0; c < CODERS; c++) {
		size_t unit = 0;

		for (const char *at = rows[c]; *at != '\0'; at++) {
			if (*at == ' ')
				continue;
			values[unit * CODERS + c] = (struct agreement_value){ .present = *at != '.' };
			if (*at != '.')
				values[unit * CODERS + c].is.number = *at - '0';
			unit++;
		}
		ck_assert_uint_eq(unit, UNITS);
	}
}

static struct agreement
alpha(const struct agreement_value *values, size_t units, size_t coders, enum agreement_level level,
      unsigned samples)
{
	struct error err = ERROR_INIT;
	struct agreement agreement;

	ck_assert_ok(agreement_alpha(values, units, coders, level, samples, 1, &agreement, &err), &err);
	return agreement;
}

START_TEST(alpha_is_as_published_at_every_level)
{
	static const double published[] = { 0.743421, 0.815388, 0.849107, 0.797403 };
	struct agreement_value values[UNITS * CODERS];

	fill(values);
	for (size_t level = AGREEMENT_NOMINAL; level <= AGREEMENT_RATIO; level++) {
		struct agreement agreement = alpha(values, UNITS, CODERS, (enum agreement_level)level, 0);

		ck_assert_double_eq_tol(agreement.alpha, published[level], 1e-6);
		ck_assert_uint_eq(agreement.units, 11);
		ck_assert_uint_eq(agreement.values, 40);
	}
}
END_TEST

START_TEST(alpha_of_sets_is_as_published)
{
	enum { F = 1, S = 2, E = 4, M = 8 };
	struct agreement_value values[] = {
		{ true, { .set = F | S } }, { true, { .set = F } }, { true, { .set = S | E | M } },
		{ true, { .set = S } },     { true, { .set = S } }, { true, { .set = S | E } },
	};

	ck_assert_double_eq_tol(alpha(values, 2, 3, AGREEMENT_JACCARD, 0).alpha, 0.152, 5e-4);
	ck_assert_double_eq_tol(alpha(values, 2, 3, AGREEMENT_MASI, 0).alpha, 0.1296, 5e-5);
}
END_TEST

START_TEST(distances_of_sets_go_from_none_to_whole)
{
	ck_assert_double_eq_tol(agreement_jaccard(3, 3), 0, 1e-12);
	ck_assert_double_eq_tol(agreement_jaccard(1, 2), 1, 1e-12);
	ck_assert_double_eq_tol(agreement_jaccard(0, 0), 0, 1e-12);
	ck_assert_double_eq_tol(agreement_masi(1, 3), 1 - 2.0 / 3 / 2, 1e-12);
	ck_assert_double_eq_tol(agreement_masi(3, 6), 1 - 1.0 / 3 / 3, 1e-12);
	ck_assert_double_eq_tol(agreement_masi(0, 5), 1, 1e-12);
}
END_TEST

START_TEST(the_interval_holds_alpha_and_is_the_same_every_time)
{
	struct agreement_value values[UNITS * CODERS];
	struct agreement once, again;

	fill(values);
	once = alpha(values, UNITS, CODERS, AGREEMENT_NOMINAL, 2000);
	again = alpha(values, UNITS, CODERS, AGREEMENT_NOMINAL, 2000);
	ck_assert(once.low < once.alpha && once.alpha < once.high);
	ck_assert(once.high <= 1 && once.low > 0.2);
	ck_assert_double_eq(once.low, again.low);
	ck_assert_double_eq(once.high, again.high);
}
END_TEST

START_TEST(agreement_tells_coders_who_agree_from_those_who_do_not)
{
	struct agreement_value same[40], random[40];

	for (size_t u = 0; u < 20; u++)
		for (size_t c = 0; c < 2; c++) {
			same[u * 2 + c] = (struct agreement_value){ true, { .number = (double)(u % 3) } };
			random[u * 2 + c] =
			    (struct agreement_value){ true,
				                      { .number = (double)(c == 0 ? u % 2 : u / 2 % 2) } };
		}
	ck_assert_double_eq_tol(alpha(same, 20, 2, AGREEMENT_NOMINAL, 0).alpha, 1, 1e-12);
	ck_assert(alpha(random, 20, 2, AGREEMENT_NOMINAL, 0).alpha < 0.1);
}
END_TEST

START_TEST(what_cannot_be_measured_is_refused)
{
	struct agreement_value one[] = { { true, { .number = 1 } }, { false, { .number = 0 } } };
	struct agreement_value alike[] = { { true, { .number = 1 } }, { true, { .number = 1 } } };
	struct agreement_value negative[] = { { true, { .number = -1 } }, { true, { .number = 2 } } };
	struct error err = ERROR_INIT;
	struct agreement agreement;

	ck_assert(!agreement_alpha(one, 1, 2, AGREEMENT_NOMINAL, 0, 1, &agreement, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	err = ERROR_INIT;
	ck_assert(!agreement_alpha(alike, 1, 2, AGREEMENT_NOMINAL, 0, 1, &agreement, &err));
	ck_assert(strstr(err.text, "not defined") != NULL);
	err = ERROR_INIT;
	ck_assert(!agreement_alpha(negative, 1, 2, AGREEMENT_RATIO, 0, 1, &agreement, &err));
	ck_assert(strstr(err.text, "below 0") != NULL);
}
END_TEST

UNIT_MAIN("agreement", alpha_is_as_published_at_every_level, alpha_of_sets_is_as_published,
          distances_of_sets_go_from_none_to_whole, the_interval_holds_alpha_and_is_the_same_every_time,
          agreement_tells_coders_who_agree_from_those_who_do_not, what_cannot_be_measured_is_refused)
