/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of reading a sent form (survey/server/reading.h).
 */
#include "questionnaire_fixture.h"

#include "survey/server/reading.h"

static const char yaml[] =
    HEAD "questions:\n"
         "  - {id: one, type: single, ask: {nl: Een}, required: yes, " OPTIONS_AB "}\n"
         "  - {id: many, type: multiple, ask: {nl: Veel}, options: {a: {nl: A}, b: {nl: B}, geen: {nl: Geen, "
         "alone: yes}}}\n"
         "  - group: g\n    title: {nl: G}\n    times: 2\n    again: {nl: Nog een?}\n    show_if: {one: a}\n "
         "   questions:\n"
         "      - {id: what, type: longtext, max: 10, ask: {nl: Wat}, required: yes}\n"
         "  - {id: line, type: text, max: 5, ask: {nl: Regel}}\n"
         "  - {id: number, type: number, ask: {nl: Getal}, most: 10}\n"
         "  - {id: depends, type: text, ask: {nl: D}, show_if: {many: geen}, required: yes}\n";

enum { SENT_FIELDS_MAX = 16 };

/* A form that was read; made and released by each test. */
struct read {
	struct questionnaire *questionnaire;
	struct plan plan;
	struct arena arena;
	struct reading reading;
};

/* Reads fields given as name, value, name, value, …, NULL. */
static struct read
read_fields(const char *const *fields)
{
	struct read read = { .questionnaire = load_good(yaml), .arena = ARENA_INIT };
	struct form_field list[SENT_FIELDS_MAX];
	struct form form = { list, 0 };

	for (; *fields != NULL; fields += 2) {
		ck_assert_uint_lt(form.count, SENT_FIELDS_MAX);
		list[form.count++] = (struct form_field){ view_of(fields[0]), view_of(fields[1]) };
	}
	plan_make(&read.plan, read.questionnaire);
	reading_make(&read.reading, read.questionnaire, &read.plan, &form, &read.arena);
	return read;
}

#define READ(...) read_fields((const char *const[]){ __VA_ARGS__, NULL })

static void
release(struct read *read)
{
	arena_release(&read->arena);
	plan_release(&read->plan);
	questionnaire_free(read->questionnaire);
}

static const struct answer *
answer_of(const struct response *response, const char *name, size_t time)
{
	return response_answer(response, find_question(response->questionnaire, name), time);
}

/* The problem of a field, and that there is at most one; NULL for none. */
static const struct reading_problem *
problem_of(const struct read *read, const char *field)
{
	const struct reading_problem *found = NULL;

	for (size_t i = 0; i < read->reading.problem_count; i++)
		if (view_is(read->reading.problems[i].section->name, field)) {
			ck_assert_ptr_null(found);
			found = &read->reading.problems[i];
		}
	return found;
}

static void
check_problem(const struct read *read, const char *field, const char *message, long limit)
{
	const struct reading_problem *problem = problem_of(read, field);

	ck_assert_msg(problem != NULL, "no problem with %s", field);
	ck_assert_str_eq(problem->message, message);
	ck_assert_int_eq(problem->limit, limit);
}

START_TEST(a_good_form_gives_canonical_answers)
{
	struct read read =
	    READ("number", "007", "one", "a", "many", "b", "many", "a", "g_1_what", " een\r\ntwee \n",
	         "g_1_again", "yes", "g_2_what", "cafe\xcc\x81", "line", "\t regel");

	ck_assert_uint_eq(read.reading.problem_count, 0);
	ck_assert_view(answer_of(&read.reading.response, "one", 0)->values[0], "a");
	ck_assert_view(answer_of(&read.reading.response, "many", 0)->values[0], "a");
	ck_assert_view(answer_of(&read.reading.response, "many", 0)->values[1], "b");
	ck_assert_view(answer_of(&read.reading.response, "g.what", 0)->values[0], "een\ntwee");
	ck_assert_view(answer_of(&read.reading.response, "g.what", 1)->values[0], "caf\xc3\xa9");
	ck_assert_view(answer_of(&read.reading.response, "line", 0)->values[0], "regel");
	ck_assert_view(answer_of(&read.reading.response, "number", 0)->values[0], "7");
	ck_assert(reading_has_answers(&read.reading));
	release(&read);
}
END_TEST

START_TEST(what_was_typed_is_kept_beside_what_counts)
{
	struct read read = READ("one", "b", "number", "veel", "many", "a", "many", "geen", "line", "te lang",
	                        "g_1_what", "verborgen", "depends", "x");

	ck_assert_view(answer_of(&read.reading.typed, "number", 0)->values[0], "veel");
	ck_assert_uint_eq(answer_of(&read.reading.typed, "many", 0)->count, 2);
	ck_assert_view(answer_of(&read.reading.typed, "line", 0)->values[0], "te lang");
	ck_assert_view(answer_of(&read.reading.typed, "g.what", 0)->values[0], "verborgen");
	ck_assert_uint_eq(answer_of(&read.reading.response, "number", 0)->count, 0);
	ck_assert_uint_eq(answer_of(&read.reading.response, "g.what", 0)->count, 0);
	check_problem(&read, "number", "error_whole_number", 0);
	check_problem(&read, "many", "error_alone_option", 3);
	check_problem(&read, "line", "error_too_long", 5);
	ck_assert_uint_eq(read.reading.problem_count, 3);
	release(&read);
}
END_TEST

START_TEST(a_required_question_is_missed_only_where_it_is_asked)
{
	struct read read = READ("line", "x");

	check_problem(&read, "one", "error_required", 0);
	ck_assert_uint_eq(read.reading.problem_count, 1);
	release(&read);
	read = READ("one", "a", "many", "geen", "g_1_what", "  ");
	check_problem(&read, "g_1_what", "error_required", 0);
	check_problem(&read, "depends", "error_required", 0);
	ck_assert_uint_eq(read.reading.problem_count, 2);
	release(&read);
	read = READ("one", "a", "g_1_what", "x", "g_1_again", "yes");
	check_problem(&read, "g_2_what", "error_required", 0);
	ck_assert_uint_eq(read.reading.problem_count, 1);
	release(&read);
	read = READ("one", "b", "many", "a");
	ck_assert_uint_eq(read.reading.problem_count, 0);
	release(&read);
}
END_TEST

START_TEST(a_hidden_field_has_no_problem)
{
	struct read read =
	    READ("one", "b", "g_1_what", "veel te lang voor tien", "g_2_what", "veel te lang voor tien");

	ck_assert_uint_eq(read.reading.problem_count, 0);
	release(&read);
	read = READ("one", "a", "g_1_what", "veel te lang voor tien", "g_2_what", "veel te lang voor tien");
	check_problem(&read, "g_1_what", "error_too_long", 10);
	ck_assert_uint_eq(read.reading.problem_count, 1);
	release(&read);
}
END_TEST

START_TEST(a_wrong_answer_to_a_required_question_is_one_problem)
{
	struct read read = READ("one", "c");

	check_problem(&read, "one", "error_unknown_option", 0);
	ck_assert_uint_eq(read.reading.problem_count, 1);
	release(&read);
}
END_TEST

START_TEST(control_characters_are_a_problem_and_are_shown_again)
{
	struct read read = READ("one", "b", "line", "a\x01", "number", "\x1b");

	check_problem(&read, "line", "error_characters", 0);
	check_problem(&read, "number", "error_characters", 0);
	ck_assert_view(answer_of(&read.reading.typed, "line", 0)->values[0], "a\x01");
	release(&read);
}
END_TEST

START_TEST(a_single_field_that_was_sent_twice_is_a_problem_unless_one_is_empty)
{
	struct read read =
	    READ("one", "a", "one", "b", "line", "x", "line", "", "number", "1", "number", "2");

	check_problem(&read, "one", "error_one_option", 0);
	ck_assert_ptr_null(problem_of(&read, "line"));
	check_problem(&read, "number", "error_whole_number", 0);
	release(&read);
}
END_TEST

START_TEST(fields_that_nobody_asked_for_are_ignored)
{
	struct read read = READ("one", "b", "ONE", "a", "g", "x", "g_0_what", "x", "g_3_what", "x",
	                        "g_2_again", "yes", "what", "x", "one_a", "x", "", "x");

	ck_assert_uint_eq(read.reading.problem_count, 0);
	ck_assert_view(answer_of(&read.reading.response, "one", 0)->values[0], "b");
	release(&read);
}
END_TEST

START_TEST(every_field_can_have_a_problem_and_all_together_one_more)
{
	struct read read = READ("one", "c", "many", "x", "line", "te lang", "number", "x");

	for (size_t i = 0; read.reading.problem_count <= read.plan.section_count; i++)
		reading_add_problem(&read.reading, NULL, "error_nothing", 0);
	ck_assert_uint_eq(read.reading.problem_count, read.plan.section_count + 1);
	release(&read);
}
END_TEST

START_TEST(nothing_but_white_space_is_no_answer)
{
	struct read read = READ("line", "", "many", "", "g_1_what", " \r\n ", "number", " ");

	ck_assert(!reading_has_answers(&read.reading));
	release(&read);
	read = READ("one", "b", "g_1_what", "verborgen");
	ck_assert(reading_has_answers(&read.reading));
	release(&read);
	read = READ("g_1_what", "verborgen");
	ck_assert(!reading_has_answers(&read.reading));
	release(&read);
}
END_TEST

/* Whether somebody wants another time is not stored, so it would be an empty response that counts. */
START_TEST(only_saying_no_to_another_time_is_no_answer)
{
	static const char one_group[] =
	    HEAD "questions:\n  - {group: g, title: {nl: G}, times: 2, again: {nl: A}, questions: ["
	         "{id: what, type: text, ask: {nl: W}}]}\n";
	struct questionnaire *q = load_good(one_group);
	struct form_field fields[] = { { VIEW("g_1_again"), VIEW("no") } };
	struct form form = { fields, 1 };
	struct arena arena = ARENA_INIT;
	struct reading reading;
	struct plan plan;

	plan_make(&plan, q);
	reading_make(&reading, q, &plan, &form, &arena);
	ck_assert_uint_eq(reading.problem_count, 0);
	ck_assert(!reading_has_answers(&reading));
	arena_release(&arena);
	plan_release(&plan);
	questionnaire_free(q);
}
END_TEST

START_TEST(problems_stand_in_the_order_of_the_questions)
{
	struct read read = READ("line", "te lang", "number", "x", "many", "x");

	ck_assert_uint_eq(read.reading.problem_count, 4);
	for (size_t i = 1; i < read.reading.problem_count; i++)
		ck_assert_msg(read.reading.problems[i - 1].section < read.reading.problems[i].section,
		              "%.*s comes before %.*s", VIEW_ARGS(read.reading.problems[i - 1].section->name),
		              VIEW_ARGS(read.reading.problems[i].section->name));
	release(&read);
}
END_TEST

UNIT_MAIN("reading", a_good_form_gives_canonical_answers, what_was_typed_is_kept_beside_what_counts,
          a_required_question_is_missed_only_where_it_is_asked, a_hidden_field_has_no_problem,
          a_wrong_answer_to_a_required_question_is_one_problem,
          control_characters_are_a_problem_and_are_shown_again,
          a_single_field_that_was_sent_twice_is_a_problem_unless_one_is_empty,
          fields_that_nobody_asked_for_are_ignored, every_field_can_have_a_problem_and_all_together_one_more,
          nothing_but_white_space_is_no_answer, only_saying_no_to_another_time_is_no_answer,
          problems_stand_in_the_order_of_the_questions)
