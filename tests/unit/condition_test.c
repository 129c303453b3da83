/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of conditions: what they mean, what they may ask about, and what an answer to a question that is not asked is
 * worth (nothing).
 */
#include "questionnaire_fixture.h"

#define CHOICES                                                                                              \
	"questions:\n"                                                                                       \
	"  - {id: one, type: single, ask: {nl: Een}, options: {a: {nl: A}, b: {nl: B}, c: {nl: C}}}\n"       \
	"  - {id: many, type: multiple, ask: {nl: Veel}, " OPTIONS_AB "}\n"

static bool
one_a(int one, int many)
{
	(void)many;
	return one == 1;
}

static bool
one_a_or_c(int one, int many)
{
	(void)many;
	return one == 1 || one == 3;
}

static bool
not_one_a(int one, int many)
{
	(void)many;
	return one != 1;
}

static bool
many_b(int one, int many)
{
	(void)one;
	return (many & 2) != 0;
}

static bool
one_a_and_many_b(int one, int many)
{
	return one == 1 && (many & 2) != 0;
}

static bool
one_a_or_many_b(int one, int many)
{
	return one == 1 || (many & 2) != 0;
}

static bool
both_of_many(int one, int many)
{
	(void)one;
	return many == 3;
}

static bool
neither(int one, int many)
{
	return one != 1 && (many & 2) == 0;
}

static bool
mixed(int one, int many)
{
	return (one == 2 && many != 3) || one == 3;
}

static bool
never(int one, int many)
{
	(void)one, (void)many;
	return false;
}

static const struct {
	const char *condition;
	bool (*expected)(int one, int many); /* one: 0 skipped, 1 a, 2 b, 3 c; many: bit 0 a, bit 1 b */
} meanings[] = {
	{ "{one: a}", one_a },
	{ "{one: [a, c]}", one_a_or_c },
	{ "{one: [a]}", one_a },
	{ "{not: {one: a}}", not_one_a },
	{ "{not: {not: {one: a}}}", one_a },
	{ "{many: b}", many_b },
	{ "{one: a, many: b}", one_a_and_many_b },
	{ "{all: [{one: a}, {many: b}]}", one_a_and_many_b },
	{ "{any: [{one: a}, {many: b}]}", one_a_or_many_b },
	{ "{all: [{many: a}, {many: b}]}", both_of_many },
	{ "{not: {any: [{one: a}, {many: b}]}}", neither },
	{ "{not: {one: a}, all: [{not: {many: b}}]}", neither },
	{ "{any: [{one: b, not: {all: [{many: a}, {many: b}]}}, {one: c}]}", mixed },
	{ "{one: a, not: {one: [a, b]}}", never },
};

static struct response
answer_both(const struct questionnaire *q, struct arena *arena, int one, int many)
{
	static const char *const ones[] = { NULL, "a", "b", "c" };
	struct response response = response_new(q, arena);

	if (one > 0)
		GIVE(&response, arena, "one", 0, ones[one]);
	if (many > 0)
		GIVE(&response, arena, "many", 0, many == 2 ? "b" : "a", many == 3 ? "b" : NULL);
	response_settle(&response);
	return response;
}

START_TEST(a_condition_means_what_it_says_for_every_combination_of_answers)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		struct buf yaml = BUF_INIT;
		struct questionnaire *q;

		buf_printf(&yaml, HEAD "quote_if: %s\n" CHOICES, meanings[i].condition);
		q = load_good(yaml.data);
		for (int one = 0; one < 4; one++)
			for (int many = 0; many < 4; many++) {
				struct arena arena = ARENA_INIT;
				struct response response = answer_both(q, &arena, one, many);

				ck_assert_msg(response_fulfils(&response, q->quote_if, 0) ==
				                  meanings[i].expected(one, many),
				              "%s with %d, %d", meanings[i].condition, one, many);
				arena_release(&arena);
			}
		questionnaire_free(q);
		buf_release(&yaml);
	}
}
END_TEST

START_TEST(what_is_no_condition_is_refused)
{
	static const char *const bad[] = {
		"a",
		"[]",
		"{}",
		"[{one: a}]",
		"{one: }",
		"{one: d}",
		"{one: [a, d]}",
		"{two: a}",
		"{any: {one: a}}",
		"{any: []}",
		"{all: []}",
		"{all: [{}]}",
		"{any: [{one: a}, b]}",
		"{not: [{one: a}]}",
		"{not: a}",
		"{not: }",
		"{one: {a: b}}",
		"{one: [[a]]}",
		"{'': a}",
		"{text: a}",
		"{all: a}",
		"{not: {}}",
		"{one: A}",
	};
	struct buf yaml = BUF_INIT;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		buf_reset(&yaml);
		buf_printf(&yaml, HEAD "quote_if: %s\n" CHOICES "  - {id: text, type: text, ask: {nl: T}}\n",
		           bad[i]);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)), "%s", bad[i]);
	}
	buf_release(&yaml);
}
END_TEST

/* It can never hold, and the page has no words for it. */
START_TEST(an_empty_list_of_options_is_refused)
{
	ck_assert(is_refused(HEAD CHOICES "  - {id: q, type: text, ask: {nl: Q}, show_if: {one: []}}\n"));
}
END_TEST

START_TEST(a_wrong_condition_is_told_at_its_place)
{
	check_one_error_at(HEAD CHOICES "  - {id: q, type: text, ask: {nl: Q}, show_if: {one: d}}\n", 10, 54);
	check_one_error_at(HEAD CHOICES "  - {id: q, type: text, ask: {nl: Q}, show_if: {two: a}}\n", 10, 49);
	check_one_error_at(
	    HEAD CHOICES
	    "  - {id: q, type: text, ask: {nl: Q}, show_if: {any: [{one: a}, {many: [b, c]}]}}\n",
	    10, 76);
}
END_TEST

START_TEST(only_earlier_questions_can_be_asked_about)
{
	static const char *const bad[] = {
		/* itself */
		"  - {id: q, type: single, ask: {nl: Q}, " OPTIONS_AB ", show_if: {q: a}}\n",
		/* a later one */
		"  - {id: q, type: text, ask: {nl: Q}, show_if: {r: a}}\n  - {id: r, type: single, ask: {nl: "
		"R}, " OPTIONS_AB "}\n",
		/* each other */
		"  - {id: q, type: single, ask: {nl: Q}, " OPTIONS_AB ", show_if: {r: a}}\n"
		"  - {id: r, type: single, ask: {nl: R}, " OPTIONS_AB ", show_if: {q: a}}\n",
		/* a group about a later one */
		"  - {group: g, title: {nl: G}, show_if: {r: a}, questions: [{id: q, type: text, ask: {nl: "
		"Q}}]}\n"
		"  - {id: r, type: single, ask: {nl: R}, " OPTIONS_AB "}\n",
		/* a group about itself */
		"  - {group: g, title: {nl: G}, show_if: {q: a}, questions: [{id: q, type: single, ask: {nl: "
		"Q}, " OPTIONS_AB "}]}\n",
		/* later in the same group */
		"  - {group: g, title: {nl: G}, questions: [{id: q, type: text, ask: {nl: Q}, show_if: {r: "
		"a}},"
		" {id: r, type: single, ask: {nl: R}, " OPTIONS_AB "}]}\n",
		/* whether there is another time */
		"  - {group: g, title: {nl: G}, times: 2, again: {nl: A}, questions: [{id: q, type: text, "
		"ask: {nl: Q}, "
		"show_if: {again: yes}}]}\n",
		/* from outside into a group */
		"  - {group: g, title: {nl: G}, questions: [{id: q, type: single, ask: {nl: Q}, " OPTIONS_AB
		"}]}\n"
		"  - {id: r, type: text, ask: {nl: R}, show_if: {q: a}}\n",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct buf yaml = BUF_INIT;

		buf_printf(&yaml, HEAD "questions:\n%s", bad[i]);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)), "%s", bad[i]);
		buf_release(&yaml);
	}
}
END_TEST

START_TEST(whether_somebody_may_be_quoted_can_depend_on_any_question)
{
	ck_assert(!is_refused(HEAD "quote_if: {many: b}\n" CHOICES));
	ck_assert(!is_refused(HEAD CHOICES "quote_if: {many: b}\n"));
}
END_TEST

START_TEST(an_answer_to_a_hidden_question_is_dropped_and_never_counts)
{
	struct questionnaire *q = load_good(
	    HEAD CHOICES "  - {id: next, type: single, ask: {nl: N}, " OPTIONS_AB ", show_if: {one: a}}\n"
	                 "  - {id: last, type: text, ask: {nl: L}, show_if: {next: a}}\n"
	                 "  - {id: else, type: text, ask: {nl: E}, show_if: {not: {next: a}}}\n");
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);

	GIVE(&response, &arena, "one", 0, "a");
	GIVE(&response, &arena, "next", 0, "a");
	GIVE(&response, &arena, "last", 0, "tekst");
	GIVE(&response, &arena, "else", 0, "tekst");
	response_settle(&response);
	ck_assert(response_visible(&response, find_question(q, "last"), 0));
	ck_assert(!response_visible(&response, find_question(q, "else"), 0));
	ck_assert_uint_eq(response_answer(&response, find_question(q, "last"), 0)->count, 1);
	ck_assert_uint_eq(response_answer(&response, find_question(q, "else"), 0)->count, 0);

	GIVE(&response, &arena, "one", 0, "b");
	GIVE(&response, &arena, "else", 0, "tekst");
	response_settle(&response);
	ck_assert(!response_visible(&response, find_question(q, "next"), 0));
	ck_assert_uint_eq(response_answer(&response, find_question(q, "next"), 0)->count, 0);
	ck_assert(!response_visible(&response, find_question(q, "last"), 0));
	ck_assert_uint_eq(response_answer(&response, find_question(q, "last"), 0)->count, 0);
	/* What is not asked is not chosen either. */
	ck_assert(response_visible(&response, find_question(q, "else"), 0));
	ck_assert_uint_eq(response_answer(&response, find_question(q, "else"), 0)->count, 1);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_long_chain_is_settled_in_one_go)
{
	struct buf yaml = BUF_INIT;
	struct questionnaire *q;
	struct arena arena = ARENA_INIT;
	struct response response;
	char name[16];

	buf_add_text(&yaml, HEAD "questions:\n  - {id: q0, type: single, ask: {nl: Q}, " OPTIONS_AB "}\n");
	for (int i = 1; i < 100; i++)
		buf_printf(&yaml,
		           "  - {id: q%d, type: single, ask: {nl: Q}, " OPTIONS_AB ", show_if: {q%d: a}}\n",
		           i, i - 1);
	q = load_good(yaml.data);
	response = response_new(q, &arena);
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "q%d", i);
		GIVE(&response, &arena, name, 0, "a");
	}
	response_settle(&response);
	ck_assert(response_visible(&response, find_question(q, "q99"), 0));
	GIVE(&response, &arena, "q0", 0, "b");
	response_settle(&response);
	for (size_t i = 1; i < 100; i++)
		ck_assert(!response_visible(&response, q->entries[i].question, 0));
	arena_release(&arena);
	questionnaire_free(q);
	buf_release(&yaml);
}
END_TEST

/* In the page's style a condition brings along those of the questions it asks about: two of them each time double it. */
START_TEST(conditions_that_would_unfold_without_end_are_refused)
{
	struct buf yaml = BUF_INIT;

	buf_add_text(&yaml, HEAD "questions:\n  - {id: q0, type: single, ask: {nl: Q}, " OPTIONS_AB "}\n"
	                         "  - {id: q1, type: single, ask: {nl: Q}, " OPTIONS_AB "}\n");
	for (int i = 2; i < 60; i++)
		buf_printf(&yaml,
		           "  - {id: q%d, type: single, ask: {nl: Q}, " OPTIONS_AB
		           ", show_if: {any: [{q%d: a}, {q%d: a}]}}\n",
		           i, i - 1, i - 2);
	ck_assert(is_refused_bytes(buf_view(&yaml)));
	buf_release(&yaml);
}
END_TEST

static const char grouped[] = HEAD "questions:\n"
                                   "  - {id: one, type: single, ask: {nl: Een}, " OPTIONS_AB "}\n"
                                   "  - {id: kind, type: single, ask: {nl: Soort}, " OPTIONS_AB "}\n"
                                   "  - group: g\n    title: {nl: G}\n    times: 3\n    again: {nl: Nog "
                                   "een?}\n    show_if: {one: a}\n    questions:\n"
                                   "      - {id: kind, type: single, ask: {nl: Soort}, " OPTIONS_AB "}\n"
                                   "      - {id: why, type: text, ask: {nl: Waarom}, show_if: {kind: a}}\n"
                                   "      - {id: outer, type: text, ask: {nl: Buiten}, show_if: {one: a}}\n"
                                   "  - {id: after, type: text, ask: {nl: Daarna}, show_if: {kind: a}}\n";

START_TEST(a_condition_in_a_group_asks_about_the_same_time_of_its_own_group)
{
	struct questionnaire *q = load_good(grouped);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);
	const struct question *why = find_question(q, "g.why");

	GIVE(&response, &arena, "one", 0, "a");
	GIVE(&response, &arena, "kind", 0, "b");
	GIVE(&response, &arena, "g.kind", 0, "b");
	GIVE(&response, &arena, "g.again", 0, "yes");
	GIVE(&response, &arena, "g.kind", 1, "a");
	response_settle(&response);
	ck_assert(!response_visible(&response, why, 0));
	ck_assert(response_visible(&response, why, 1));
	ck_assert(!response_visible(&response, why, 2));
	ck_assert(response_visible(&response, find_question(q, "g.outer"), 1));
	/* At the top level `kind` is the other question. */
	ck_assert(!response_visible(&response, find_question(q, "after"), 0));
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_group_is_asked_again_only_as_far_as_somebody_said_yes)
{
	struct questionnaire *q = load_good(grouped);
	const struct question *kind = find_question(q, "g.kind"), *again = find_question(q, "g.again");

	for (int said = 0; said < 9; said++) {
		static const char *const words[] = { NULL, "yes", "no" };
		struct arena arena = ARENA_INIT;
		struct response response = response_new(q, &arena);
		const char *first = words[said % 3], *second = words[said / 3];
		bool twice = said % 3 == 1, thrice = twice && said / 3 == 1;

		GIVE(&response, &arena, "one", 0, "a");
		for (size_t time = 0; time < 3; time++)
			GIVE(&response, &arena, "g.kind", time, "a");
		GIVE(&response, &arena, "g.again", 0, first);
		GIVE(&response, &arena, "g.again", 1, second);
		response_settle(&response);
		ck_assert(response_visible(&response, kind, 0));
		ck_assert_int_eq(response_visible(&response, kind, 1), twice);
		ck_assert_int_eq(response_visible(&response, kind, 2), thrice);
		ck_assert_uint_eq(response_answer(&response, kind, 2)->count, thrice);
		ck_assert(response_visible(&response, again, 0));
		ck_assert_int_eq(response_visible(&response, again, 1), twice);
		ck_assert(!response_visible(&response, again, 2));
		arena_release(&arena);
	}
	questionnaire_free(q);
}
END_TEST

START_TEST(a_hidden_group_has_no_time_at_all)
{
	struct questionnaire *q = load_good(grouped);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);

	GIVE(&response, &arena, "one", 0, "b");
	for (size_t time = 0; time < 3; time++) {
		GIVE(&response, &arena, "g.kind", time, "a");
		GIVE(&response, &arena, "g.why", time, "daarom");
		GIVE(&response, &arena, "g.again", time, "yes");
	}
	response_settle(&response);
	for (size_t place = q->entries[2].group->first_place; place < find_question(q, "after")->place;
	     place++)
		ck_assert(!response.visible[place] && response.answers[place].count == 0);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

UNIT_MAIN("condition", a_condition_means_what_it_says_for_every_combination_of_answers,
          what_is_no_condition_is_refused, an_empty_list_of_options_is_refused,
          a_wrong_condition_is_told_at_its_place, only_earlier_questions_can_be_asked_about,
          whether_somebody_may_be_quoted_can_depend_on_any_question,
          an_answer_to_a_hidden_question_is_dropped_and_never_counts, a_long_chain_is_settled_in_one_go,
          conditions_that_would_unfold_without_end_are_refused,
          a_condition_in_a_group_asks_about_the_same_time_of_its_own_group,
          a_group_is_asked_again_only_as_far_as_somebody_said_yes, a_hidden_group_has_no_time_at_all)
