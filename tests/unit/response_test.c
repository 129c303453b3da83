/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/response.h but for the encoding: where answers stand, and settling them.
 */
#include "questionnaire_fixture.h"

static const char yaml[] =
    HEAD "questions:\n"
         "  - {id: first, type: single, ask: {nl: Eerst}, " OPTIONS_AB "}\n"
         "  - group: g\n    title: {nl: G}\n    times: 3\n    again: {nl: Nog een?}\n    questions:\n"
         "      - {id: what, type: text, ask: {nl: Wat}}\n"
         "      - {id: many, type: multiple, ask: {nl: Veel}, " OPTIONS_AB "}\n"
         "  - group: h\n    title: {nl: H}\n    questions:\n"
         "      - {id: what, type: text, ask: {nl: Wat}}\n"
         "  - {id: last, type: text, ask: {nl: Laatst}}\n";

START_TEST(every_question_has_a_place_of_its_own_at_every_time)
{
	static const char *const names[] = { "first", "g.what", "g.many", "g.again", "h.what", "last" };
	static const size_t times[] = { 1, 3, 3, 3, 1, 1 };
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);
	size_t taken = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (size_t time = 0; time < times[i]; time++) {
			struct answer *answer = response_answer(&response, find_question(q, names[i]), time);

			ck_assert(answer >= response.answers && answer < response.answers + q->place_count);
			ck_assert_uint_eq(answer->count, 0);
			answer->count = ++taken; /* a mark */
		}
	ck_assert_uint_eq(taken, q->place_count);
	for (size_t place = 0; place < q->place_count; place++)
		ck_assert_uint_ne(response.answers[place].count, 0);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(an_empty_response_shows_all_that_has_no_condition)
{
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);

	ck_assert_ptr_eq(response.questionnaire, q);
	response_settle(&response);
	ck_assert(response_visible(&response, find_question(q, "first"), 0));
	ck_assert(response_visible(&response, find_question(q, "g.what"), 0));
	ck_assert(response_visible(&response, find_question(q, "g.again"), 0));
	ck_assert(!response_visible(&response, find_question(q, "g.what"), 1));
	ck_assert(response_visible(&response, find_question(q, "h.what"), 0));
	ck_assert(response_visible(&response, find_question(q, "last"), 0));
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(an_answer_has_exactly_the_options_that_were_chosen)
{
	struct questionnaire *q = load_good(yaml);
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);
	const struct question *many = find_question(q, "g.many");

	GIVE(&response, &arena, "g.many", 1, "b");
	ck_assert(!answer_has(response_answer(&response, many, 1), &many->options[0]));
	ck_assert(answer_has(response_answer(&response, many, 1), &many->options[1]));
	ck_assert(!answer_has(response_answer(&response, many, 0), &many->options[1]));
	GIVE(&response, &arena, "g.many", 1, "b", "a");
	ck_assert(answer_has(response_answer(&response, many, 1), &many->options[0]));
	ck_assert_uint_eq(question_option(many, VIEW("b")), 1);
	ck_assert_uint_eq(question_option(many, VIEW("c")), many->option_count);
	arena_release(&arena);
	questionnaire_free(q);
}
END_TEST

START_TEST(settling_twice_changes_nothing_more)
{
	struct questionnaire *q = load_good(yaml);
	struct chance chance = { 0x5eed0010 };

	for (int round = 0; round < 200; round++) {
		struct arena arena = ARENA_INIT;
		struct response response = response_new(q, &arena);
		struct buf once = BUF_INIT, twice = BUF_INIT;

		for (size_t time = 0; time < 3; time++) {
			GIVE(&response, &arena, "g.what", time, "tekst");
			GIVE(&response, &arena, "g.again", time,
			     chance_below(&chance, 2) == 0 ? "yes" : "no");
		}
		response_settle(&response);
		response_encode(&response, &once);
		response_settle(&response);
		response_encode(&response, &twice);
		ck_assert_str_eq(once.data, twice.data);
		buf_release(&once);
		buf_release(&twice);
		arena_release(&arena);
	}
	questionnaire_free(q);
}
END_TEST

START_TEST(every_kind_of_mention_has_a_name)
{
	ck_assert_str_eq(mention_kind_name(MENTION_NONE), "");
	ck_assert_str_eq(mention_kind_name(MENTION_OLIFANTENPAADJE), "olifantenpaadje");
	ck_assert_str_eq(mention_kind_name(MENTION_BROODJE_AAP), "broodje_aap");
}
END_TEST

START_TEST(a_mention_has_a_story_of_its_own_group)
{
	static const struct {
		const char *keys;
		bool good;
	} groups[] = {
		{ "mention: broodje_aap, story: w", true },
		{ "mention: broodje_aap, story: o", false },
		{ "mention: broodje_aap, story: x", false },
		{ "mention: broodje_aap", false },
		{ "mention: sage, story: w", false },
		{ "story: w", false },
		{ "times: 2", false },
		{ "times: 2, again: {nl: A}", true },
	};

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		struct buf text = BUF_INIT;

		buf_printf(
		    &text,
		    HEAD "questions:\n  - {id: x, type: text, ask: {nl: X}}\n  - {group: g, title: {nl: G}, "
		         "%s, questions: ["
		         "{id: w, type: text, ask: {nl: W}}, {id: o, type: single, ask: {nl: O}, " OPTIONS_AB
		         "}]}\n",
		    groups[i].keys);
		ck_assert_msg(is_refused_bytes(buf_view(&text)) != groups[i].good, "%s", groups[i].keys);
		buf_release(&text);
	}
}
END_TEST

UNIT_MAIN("response", every_question_has_a_place_of_its_own_at_every_time,
          an_empty_response_shows_all_that_has_no_condition,
          an_answer_has_exactly_the_options_that_were_chosen, settling_twice_changes_nothing_more,
          every_kind_of_mention_has_a_name, a_mention_has_a_story_of_its_own_group)
