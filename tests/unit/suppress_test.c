/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/suppress.h: what is hidden for its own sake. What protects it: protect_test.c, release_test.c.
 */
#include "unit.h"

#include "analysis/tables/suppress.h"

START_TEST(zero_and_the_threshold_itself_are_shown)
{
	struct shape shape = { 1, { 5 } };
	struct cell cells[] = { { 0, 0, CELL_SHOWN },
		                { 5, 5, CELL_SHOWN },
		                { 4, 4, CELL_SHOWN },
		                { 0, 0, CELL_IMPOSSIBLE },
		                { 9, 9, CELL_SHOWN } };

	suppress_small(&shape, cells, 5);
	ck_assert_int_eq(cells[0].state, CELL_SHOWN);
	ck_assert_int_eq(cells[1].state, CELL_SHOWN);
	ck_assert_int_eq(cells[2].state, CELL_SMALL);
	ck_assert_int_eq(cells[3].state, CELL_IMPOSSIBLE);
	ck_assert_int_eq(cells[4].state, CELL_SHOWN);
}
END_TEST

START_TEST(many_mentions_of_few_people_are_hidden)
{
	struct shape shape = { 1, { 3 } };
	struct cell cells[] = { { 20, 4, CELL_SHOWN }, { 30, 30, CELL_SHOWN }, { 50, 32, CELL_SHOWN } };

	suppress_small(&shape, cells, 5);
	ck_assert_int_eq(cells[0].state, CELL_SMALL);
	ck_assert_int_eq(cells[1].state, CELL_SHOWN);
}
END_TEST

/* Rows: two answers, not answered, all; columns: two audiences, all. The whole panel gave the second answer. */
START_TEST(an_answer_of_a_whole_group_is_hidden)
{
	struct shape shape = { 2, { 4, 3 } };
	struct cell cells[] = {
		{ 8, 8, CELL_SHOWN },   { 0, 0, CELL_SHOWN },   { 8, 8, CELL_SHOWN },
		{ 7, 7, CELL_SHOWN },   { 12, 12, CELL_SHOWN }, { 19, 19, CELL_SHOWN },
		{ 9, 9, CELL_SHOWN },   { 0, 0, CELL_SHOWN },   { 9, 9, CELL_SHOWN },
		{ 24, 24, CELL_SHOWN }, { 12, 12, CELL_SHOWN }, { 36, 36, CELL_SHOWN },
	};

	suppress_whole_groups(&shape, cells, 0, 2, 5);
	for (size_t i = 0; i < 12; i++)
		ck_assert_int_eq(cells[i].state, i == 4 ? CELL_SMALL : CELL_SHOWN);
}
END_TEST

START_TEST(a_group_that_had_no_other_answer_or_gave_none_is_shown)
{
	struct shape shape = { 1, { 4 } };
	struct cell only[] = { { 12, 12, CELL_SHOWN },
		               { 0, 0, CELL_IMPOSSIBLE },
		               { 0, 0, CELL_SHOWN },
		               { 12, 12, CELL_SHOWN } };
	struct cell none[] = {
		{ 0, 0, CELL_SHOWN }, { 0, 0, CELL_SHOWN }, { 12, 12, CELL_SHOWN }, { 12, 12, CELL_SHOWN }
	};

	suppress_whole_groups(&shape, only, 0, 2, 5);
	suppress_whole_groups(&shape, none, 0, 2, 5);
	ck_assert_int_eq(only[0].state, CELL_SHOWN);
	ck_assert_int_eq(none[2].state, CELL_SHOWN);
}
END_TEST

UNIT_MAIN("suppress", zero_and_the_threshold_itself_are_shown, many_mentions_of_few_people_are_hidden,
          an_answer_of_a_whole_group_is_hidden, a_group_that_had_no_other_answer_or_gave_none_is_shown)
