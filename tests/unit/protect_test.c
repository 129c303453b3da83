/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/protect.h: what it hides is enough for the audit, and no more than is needed.
 */
#include "unit.h"

#include "analysis/tables/audit.h"
#include "analysis/tables/protect.h"
#include "table_fixture.h"

enum { SIDE = 7, CELLS = SIDE * SIDE, THRESHOLD = 5, SMALL_TABLES = 300 };

/* Sanitizers take five times as long and look for something else. */
#ifdef __SANITIZE_ADDRESS__
enum { TABLES = 600 };
#else
enum { TABLES = 3000 };
#endif

static void
random_values(uint32_t *state, uint64_t *values, size_t rows, size_t columns)
{
	for (size_t i = 0; i < rows * columns; i++)
		values[i] = table_chance(state, 4) == 0 ? table_chance(state, 5) : table_chance(state, 40);
}

/* How many hidden numbers are known to less than the rule allows; *exact: how many to the last one. */
static size_t
exposed_exact(const struct published *published, size_t *exact)
{
	struct error err = ERROR_INIT;
	struct audit audit;
	size_t count;

	ck_assert_ok(audit_make(&audit, published, THRESHOLD, &err), &err);
	count = audit.exposed;
	*exact = 0;
	for (size_t i = 0; i < audit.count; i++)
		*exact += audit.intervals[i].least == audit.intervals[i].most;
	audit_release(&audit);
	return count;
}

static size_t
exposed(const struct published *published)
{
	size_t exact;

	return exposed_exact(published, &exact);
}

static bool
protect_all(struct published *published, unsigned milliseconds, struct protect_result *result,
            struct error *err)
{
	struct protect_need *needs = xcalloc(published->number_count + 1, sizeof(*needs));
	bool good;

	for (size_t i = 0; i < published->number_count; i++) {
		uint64_t value = published->numbers[i].value;

		needs[i].width = THRESHOLD - 1;
		if (value > 0 && value < THRESHOLD)
			needs[i] = (struct protect_need){ .down = value, .up = THRESHOLD - 1 - value };
	}
	good = protect(published, needs, milliseconds, result, err);
	free(needs);
	return good;
}

/* The rule there was: no line hides exactly one number. */
static void
hide_two_in_each_line(struct published *published)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (size_t r = 0; r < published->relation_count; r++) {
			const struct published_relation *line = &published->relations[r];
			struct published_number *second = NULL;
			size_t hidden = 0;

			for (size_t t = 0; t < line->count; t++) {
				struct published_number *number =
				    &published->numbers[published->terms[line->first + t].number];

				hidden += number->hidden;
				if (!number->hidden && (second == NULL || number->cost < second->cost))
					second = number;
			}
			if (hidden == 1 && second != NULL)
				second->hidden = changed = true;
		}
	}
}

/* The control: on the same tables the rule of two in each line gives numbers away. */
START_TEST(no_number_of_random_tables_can_be_worked_out)
{
	size_t leaks_of_old = 0, exact_of_old = 0, leaks = 0, exact;
	uint32_t state = 2463534242u;

	for (int round = 0; round < TABLES; round++) {
		struct error err = ERROR_INIT;
		struct protect_result result;
		uint64_t values[CELLS];
		struct published published;

		random_values(&state, values, SIDE, SIDE);
		published = table_published(values, SIDE, SIDE);
		table_hide_small(&published, THRESHOLD);
		hide_two_in_each_line(&published);
		leaks_of_old += exposed_exact(&published, &exact) > 0;
		exact_of_old += exact > 0;
		table_hide_small(&published, THRESHOLD);
		ck_assert_ok(protect_all(&published, 60000, &result, &err), &err);
		ck_assert(result.optimal);
		leaks += exposed(&published) > 0;
		published_release(&published);
	}
	printf(
	    "of %d tables a hidden number is known better than the rule allows: %zu (exactly: %zu) by two in "
	    "each line, "
	    "%zu now\n",
	    TABLES, leaks_of_old, exact_of_old, leaks);
	ck_assert_uint_gt(exact_of_old, TABLES / 30);
	ck_assert_uint_gt(leaks_of_old, TABLES / 30);
	ck_assert_uint_eq(leaks, 0);
}
END_TEST

/* Every choice of a table of 2 by 3 is tried, by the audit alone. */
START_TEST(nothing_cheaper_would_do)
{
	enum { ROWS = 3, COLUMNS = 4, COUNT = ROWS * COLUMNS };
	uint32_t state = 88172645u;
	size_t tried = 0;

	for (int round = 0; tried < 12; round++) {
		struct error err = ERROR_INIT;
		struct protect_result result;
		uint64_t values[COUNT];
		struct published published;
		unsigned small = 0;
		double best = 1e9;

		random_values(&state, values, ROWS, COLUMNS);
		published = table_published(values, ROWS, COLUMNS);
		table_hide_small(&published, THRESHOLD);
		for (unsigned i = 0; i < COUNT; i++)
			small |= (unsigned)published.numbers[i].hidden << i;
		for (unsigned choice = 0; small != 0 && choice < 1u << COUNT; choice++) {
			double cost = 0;

			if ((choice & small) != small)
				continue;
			for (unsigned i = 0; i < COUNT; i++) {
				published.numbers[i].hidden = (choice >> i & 1) != 0;
				if ((choice & ~small) >> i & 1)
					cost += published.numbers[i].cost;
			}
			if (cost < best && exposed(&published) == 0)
				best = cost;
		}
		if (small != 0) {
			tried++;
			table_hide_small(&published, THRESHOLD);
			ck_assert_ok(protect_all(&published, 60000, &result, &err), &err);
			ck_assert(result.optimal);
			ck_assert_double_eq_tol(result.cost, best, 0.001);
			ck_assert_uint_eq(exposed(&published), 0);
		}
		published_release(&published);
	}
}
END_TEST

START_TEST(without_time_the_choice_still_protects)
{
	uint32_t state = 123456789u;

	for (int round = 0; round < SMALL_TABLES; round++) {
		struct error err = ERROR_INIT;
		struct protect_result result;
		uint64_t values[CELLS];
		struct published published;

		random_values(&state, values, SIDE, SIDE);
		published = table_published(values, SIDE, SIDE);
		table_hide_small(&published, THRESHOLD);
		ck_assert_ok(protect_all(&published, 0, &result, &err), &err);
		ck_assert_uint_eq(exposed(&published), 0);
		published_release(&published);
	}
}
END_TEST

START_TEST(what_is_settled_stays_and_what_cannot_be_protected_is_refused)
{
	uint64_t values[3 * 3] = { 3, 20, 0, 30, 40, 0, 0, 0, 0 };
	struct published published = table_published(values, 3, 3);
	struct error err = ERROR_INIT;
	struct protect_result result;

	table_hide_small(&published, THRESHOLD);
	published.numbers[1].settled = true;
	published.numbers[0].name = VIEW("the three");
	ck_assert_ok(protect_all(&published, 1000, &result, &err), &err);
	ck_assert(!published.numbers[1].hidden);
	ck_assert_uint_eq(exposed(&published), 0);

	table_hide_small(&published, THRESHOLD);
	published.numbers[2].settled = true;
	ck_assert(!protect_all(&published, 1000, &result, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "the three"));
	published_release(&published);
}
END_TEST

START_TEST(what_goes_together_is_hidden_together)
{
	uint64_t values[3 * 3] = { 3, 20, 0, 30, 40, 0, 0, 0, 0 };
	struct published published = table_published(values, 3, 3);
	struct error err = ERROR_INIT;
	struct protect_result result;
	size_t people;

	people = published_add(&published, &(struct published_number){ .value = 18, .cost = 1 });
	published.numbers[people].with = 1;
	table_hide_small(&published, THRESHOLD);
	ck_assert_ok(protect_all(&published, 1000, &result, &err), &err);
	ck_assert(published.numbers[1].hidden);
	ck_assert(published.numbers[people].hidden);
	ck_assert_double_eq_tol(result.cost, 21 + 1 + 31 + 41, 0.001);
	published_release(&published);
}
END_TEST

UNIT_MAIN("protect", no_number_of_random_tables_can_be_worked_out, nothing_cheaper_would_do,
          without_time_the_choice_still_protects,
          what_is_settled_stays_and_what_cannot_be_protected_is_refused,
          what_goes_together_is_hidden_together)
