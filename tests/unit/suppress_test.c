/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/suppress.h: properties on random tables, and an attacker who subtracts.
 */
#include "unit.h"

#include "analysis/tables/suppress.h"

enum { CELLS_MAX = 9 * 9 * 9, ROUNDS = 4000 };

/* xorshift32: the same tables in every run. */
static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

/* Fills the "all" positions of one axis with the sums over it. */
static void
sum_axis(const struct shape *shape, struct cell *cells, size_t axis)
{
	size_t stride = 1, count = shape_cells(shape);

	for (size_t a = axis + 1; a < shape->axes; a++)
		stride *= shape->length[a];
	for (size_t i = 0; i < count; i++) {
		size_t position = i / stride % shape->length[axis];

		if (position != shape->length[axis] - 1)
			continue;
		cells[i] = (struct cell){ .state = CELL_IMPOSSIBLE };
		for (size_t p = 0; p < position; p++) {
			const struct cell *part = &cells[i - (position - p) * stride];

			cells[i].respondents += part->respondents;
			if (part->state != CELL_IMPOSSIBLE)
				cells[i].state = CELL_SHOWN;
		}
		cells[i].count = cells[i].respondents;
	}
}

/* A single-choice table: every "all" is the sum of its line. Some cells are impossible. */
static size_t
random_table(uint32_t *state, struct shape *shape, struct cell *cells)
{
	uint32_t impossible = chance(state, 3) == 0 ? 4 : 0, values = 2 + chance(state, 40);
	size_t count;

	shape->axes = 1 + chance(state, TABLE_AXES_MAX);
	for (size_t axis = 0; axis < shape->axes; axis++)
		shape->length[axis] = 2 + chance(state, 6);
	count = shape_cells(shape);
	for (size_t i = 0; i < count; i++) {
		uint64_t value = chance(state, 3) == 0 ? 0 : chance(state, values);

		cells[i] = (struct cell){ value, value, CELL_SHOWN };
		if (impossible != 0 && chance(state, impossible) == 0)
			cells[i] = (struct cell){ .state = CELL_IMPOSSIBLE };
	}
	for (size_t axis = 0; axis < shape->axes; axis++)
		sum_axis(shape, cells, axis);
	return count;
}

/* Calls `visit` for each line; adds up what it returns. */
static size_t
each_line(const struct shape *shape, struct cell *cells,
          size_t (*visit)(struct cell *line, size_t length, size_t stride))
{
	size_t count = shape_cells(shape), stride = count, sum = 0;

	for (size_t axis = 0; axis < shape->axes; axis++) {
		size_t length = shape->length[axis];

		stride /= length;
		for (size_t i = 0; i < count; i++)
			if (i / stride % length == 0)
				sum += visit(&cells[i], length, stride);
	}
	return sum;
}

static size_t
hides_exactly_one(struct cell *line, size_t length, size_t stride)
{
	size_t hidden = 0;

	for (size_t i = 0; i < length; i++)
		hidden += cell_hidden(&line[i * stride]);
	return hidden == 1;
}

/* The attacker: where one cell of a line is unknown it follows from the others, and is known from then on.
 * Checks that what is calculated is the truth, so that this really is the attack. */
static size_t
subtract(struct cell *line, size_t length, size_t stride)
{
	struct cell *total = &line[(length - 1) * stride], *unknown = NULL;
	uint64_t sum = 0;

	if (hides_exactly_one(line, length, stride) == 0)
		return 0;
	for (size_t i = 0; i < length; i++) {
		struct cell *cell = &line[i * stride];

		if (cell_hidden(cell))
			unknown = cell;
		else if (cell != total)
			sum += cell->respondents;
	}
	ck_assert_uint_eq(unknown->respondents, unknown == total ? sum : total->respondents - sum);
	unknown->state = CELL_SHOWN;
	return 1;
}

static size_t
recovered(const struct shape *shape, struct cell *cells)
{
	size_t found = 0, more;

	while ((more = each_line(shape, cells, subtract)) > 0)
		found += more;
	return found;
}

START_TEST(no_line_hides_exactly_one_cell)
{
	uint32_t state = 2463534242u;
	struct cell cells[CELLS_MAX];
	struct shape shape;

	for (int round = 0; round < ROUNDS; round++) {
		random_table(&state, &shape, cells);
		suppress(&shape, cells, 5);
		ck_assert_uint_eq(each_line(&shape, cells, hides_exactly_one), 0);
	}
}
END_TEST

START_TEST(small_cells_stay_hidden_and_impossible_ones_are_never_used)
{
	uint32_t state = 88172645u;
	struct cell cells[CELLS_MAX], before[CELLS_MAX];
	struct shape shape;

	for (int round = 0; round < ROUNDS; round++) {
		unsigned threshold = 3 + chance(&state, 8);
		size_t count = random_table(&state, &shape, cells);

		memcpy(before, cells, sizeof(before));
		suppress(&shape, cells, threshold);
		for (size_t i = 0; i < count; i++) {
			bool small = before[i].respondents > 0 && before[i].respondents < threshold;

			ck_assert_int_eq(cells[i].state == CELL_SMALL, small);
			if (before[i].state == CELL_IMPOSSIBLE)
				ck_assert_int_eq(cells[i].state, CELL_IMPOSSIBLE);
			ck_assert_uint_eq(cells[i].respondents, before[i].respondents);
		}
	}
}
END_TEST

START_TEST(an_attacker_who_subtracts_recovers_nothing)
{
	uint32_t state = 123456789u;
	struct cell cells[CELLS_MAX];
	struct shape shape;

	for (int round = 0; round < ROUNDS; round++) {
		random_table(&state, &shape, cells);
		suppress(&shape, cells, 5);
		ck_assert_uint_eq(recovered(&shape, cells), 0);
	}
}
END_TEST

/* The positive control: with the first step alone the same attacker gets cells out of most tables. */
START_TEST(the_attacker_succeeds_when_only_small_cells_are_hidden)
{
	uint32_t state = 123456789u;
	struct cell cells[CELLS_MAX];
	struct shape shape;
	size_t broken = 0;

	for (int round = 0; round < ROUNDS; round++) {
		size_t count = random_table(&state, &shape, cells);

		for (size_t i = 0; i < count; i++)
			if (cells[i].respondents > 0 && cells[i].respondents < 5)
				cells[i].state = CELL_SMALL;
		broken += recovered(&shape, cells) > 0;
	}
	ck_assert_uint_gt(broken, ROUNDS / 4);
}
END_TEST

START_TEST(the_second_cell_is_the_smallest_that_is_not_zero)
{
	struct shape shape = { 1, { 5 } };
	struct cell cells[] = { { 40, 40, CELL_SHOWN },
		                { 3, 3, CELL_SHOWN },
		                { 0, 0, CELL_SHOWN },
		                { 12, 12, CELL_SHOWN },
		                { 55, 55, CELL_SHOWN } };

	ck_assert(suppress(&shape, cells, 5));
	ck_assert_int_eq(cells[0].state, CELL_SHOWN);
	ck_assert_int_eq(cells[1].state, CELL_SMALL);
	ck_assert_int_eq(cells[2].state, CELL_SHOWN);
	ck_assert_int_eq(cells[3].state, CELL_PROTECTS);
	ck_assert_int_eq(cells[4].state, CELL_SHOWN);
	ck_assert(!suppress(&shape, cells, 5));
}
END_TEST

START_TEST(a_zero_is_hidden_before_the_total_and_the_total_before_nothing)
{
	struct shape shape = { 1, { 3 } };
	struct cell zero[] = { { 4, 4, CELL_SHOWN }, { 0, 0, CELL_SHOWN }, { 9, 9, CELL_SHOWN } };
	struct cell total[] = { { 4, 4, CELL_SHOWN }, { 0, 0, CELL_IMPOSSIBLE }, { 9, 9, CELL_SHOWN } };

	suppress(&shape, zero, 5);
	ck_assert_int_eq(zero[1].state, CELL_PROTECTS);
	ck_assert_int_eq(zero[2].state, CELL_SHOWN);
	suppress(&shape, total, 5);
	ck_assert_int_eq(total[1].state, CELL_IMPOSSIBLE);
	ck_assert_int_eq(total[2].state, CELL_PROTECTS);
}
END_TEST

START_TEST(equal_cells_are_hidden_by_position)
{
	struct shape shape = { 1, { 4 } };
	struct cell cells[] = {
		{ 7, 7, CELL_SHOWN }, { 2, 2, CELL_SHOWN }, { 7, 7, CELL_SHOWN }, { 16, 16, CELL_SHOWN }
	};

	suppress(&shape, cells, 5);
	ck_assert_int_eq(cells[0].state, CELL_PROTECTS);
	ck_assert_int_eq(cells[2].state, CELL_SHOWN);
}
END_TEST

START_TEST(zero_and_the_threshold_itself_are_shown)
{
	struct shape shape = { 1, { 4 } };
	struct cell cells[] = {
		{ 0, 0, CELL_SHOWN }, { 5, 5, CELL_SHOWN }, { 30, 6, CELL_SHOWN }, { 35, 11, CELL_SHOWN }
	};

	ck_assert(!suppress(&shape, cells, 5));
}
END_TEST

START_TEST(many_mentions_of_few_people_are_hidden)
{
	struct shape shape = { 1, { 3 } };
	struct cell cells[] = { { 20, 4, CELL_SHOWN }, { 30, 30, CELL_SHOWN }, { 50, 32, CELL_SHOWN } };

	suppress(&shape, cells, 5);
	ck_assert_int_eq(cells[0].state, CELL_SMALL);
	ck_assert_int_eq(cells[1].state, CELL_PROTECTS);
}
END_TEST

UNIT_MAIN("suppress", no_line_hides_exactly_one_cell,
          small_cells_stay_hidden_and_impossible_ones_are_never_used,
          an_attacker_who_subtracts_recovers_nothing, the_attacker_succeeds_when_only_small_cells_are_hidden,
          the_second_cell_is_the_smallest_that_is_not_zero,
          a_zero_is_hidden_before_the_total_and_the_total_before_nothing, equal_cells_are_hidden_by_position,
          zero_and_the_threshold_itself_are_shown, many_mentions_of_few_people_are_hidden)
