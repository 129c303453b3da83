/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of loading questionnaires (include/questionnaire.h): what is read, and what is refused and where.
 */
#include "questionnaire_fixture.h"

#define TEXT_QUESTION "questions:\n  - {id: q, type: text, ask: {nl: Q}}\n"

static const struct tagset_file domains = {
	"domeinen",
	"tagset: domeinen\nlanguages: [nl, en, de]\ntitle: {nl: Domeinen, en: Domains, de: Bereiche}\ntags:\n"
	"  wonen: {nl: Wonen, en: Housing, de: Wohnen}\n"
	"  werk: {nl: Werk, en: Work, de: Arbeit, hint: {nl: Ook school, en: School too, de: Auch Schule}}\n"
};

static const char full[] =
    "questionnaire: alles\naudience: professional\nlanguages: [nl, en]\nopen: 2026-01-05\nclose: "
    "2026-12-31\nlisted: no\n"
    "release: \"10 minutes\"\nrelease_minimum: 12\nsize: 16384\nslots: 2048\n"
    "title: {nl: Titel, en: Title}\nintro: {nl: Welkom, en: Welcome}\nthanks: {nl: Dank, en: Thanks}\n"
    "help: {nl: Hulp, en: Help}\nquote_if: {role: wij}\nquestions:\n"
    "  - id: role\n    type: multiple\n    ask: {nl: Rol, en: Role}\n    hint: {nl: Kies, en: Choose}\n    "
    "required: yes\n"
    "    options:\n      wij: {nl: WIJ, en: WIJ team, hint: {nl: In de wijk, en: Nearby}}\n"
    "      geen: {nl: Geen, en: None, alone: yes}\n      weet-niet: {nl: Weet niet, en: Do not know}\n"
    "  - group: path\n    title: {nl: Paadje, en: Path}\n    mention: olifantenpaadje\n    story: what\n    "
    "times: 3\n"
    "    again: {nl: Nog een?, en: Another?}\n    show_if: {role: wij}\n    questions:\n"
    "      - {id: what, type: longtext, ask: {nl: Wat, en: What}}\n"
    "      - {id: domain, type: multiple, tagset: domeinen, ask: {nl: Waar, en: Where}}\n"
    "  - {id: other, type: single, tagset: domeinen, ask: {nl: Anders, en: Other}, show_if: {not: {role: "
    "geen}}}\n"
    "  - {id: many, type: multiple, ask: {nl: Veel, en: Many}, options: {a: {nl: A, en: A}, geen: {nl: G, "
    "en: N, alone: yes}}}\n"
    "  - {id: scale, type: scale, ask: {nl: Hoe, en: How}, options: {a: {nl: A, en: A}, b: {nl: B, en: B},"
    " weet-niet: {nl: W, en: D, no_opinion: true}}}\n";

START_TEST(every_key_of_a_questionnaire_is_read)
{
	struct questionnaire *q = load_good_with(full, &domains);

	ck_assert_view(q->id, "alles");
	ck_assert_view(q->audience, "professional");
	ck_assert_uint_eq(q->language_count, 2);
	ck_assert_view(q->languages[1], "en");
	ck_assert_int_eq(date_compare(q->opens, (struct date){ 2026, 1, 5 }), 0);
	ck_assert_int_eq(date_compare(q->closes, (struct date){ 2026, 12, 31 }), 0);
	ck_assert(!q->listed);
	ck_assert_int_eq(q->rhythm, RELEASE_MINUTES);
	ck_assert_uint_eq(q->release_minutes, 10);
	ck_assert_uint_eq(q->release_minimum, 12);
	ck_assert_uint_eq(q->size, 16384);
	ck_assert_uint_eq(q->slots, 2048);
	ck_assert_view(q->title.in[0], "Titel");
	ck_assert_view(q->intro.in[1], "Welcome");
	ck_assert_view(q->thanks.in[1], "Thanks");
	ck_assert_view(q->help.in[0], "Hulp");
	ck_assert_ptr_eq(q->quote_if->question, find_question(q, "role"));
	ck_assert_uint_eq(q->quote_if->option, 0);
	ck_assert_uint_eq(q->entry_count, 5);
	questionnaire_free(q);
}
END_TEST

START_TEST(every_key_of_questions_and_groups_is_read)
{
	struct questionnaire *q = load_good_with(full, &domains);
	const struct question *role = find_question(q, "role"), *again;
	const struct group *path = q->entries[1].group;

	ck_assert_str_eq(role->type->name, "multiple");
	ck_assert_view(role->hint.in[1], "Choose");
	ck_assert(role->required);
	ck_assert_uint_eq(role->option_count, 3);
	ck_assert_view(role->options[0].hint.in[0], "In de wijk");
	ck_assert(!role->options[0].alone && role->options[1].alone && !role->options[2].alone);
	ck_assert_view(path->id, "path");
	ck_assert_view(path->title.in[0], "Paadje");
	ck_assert_uint_eq(path->times, 3);
	ck_assert_int_eq(path->mention, MENTION_OLIFANTENPAADJE);
	ck_assert_ptr_eq(path->story, find_question(q, "path.what"));
	ck_assert_ptr_nonnull(path->show_if);
	ck_assert_uint_eq(path->question_count, 3);
	again = &path->questions[2];
	ck_assert(again->again && !path->questions[1].again);
	ck_assert_view(again->title.in[1], "Another?");
	ck_assert_view(again->options[0].id, "yes");
	ck_assert_view(again->options[1].id, "no");
	ck_assert_ptr_eq(find_question(q, "path.what")->group, path);
	ck_assert_int_eq(find_question(q, "other")->show_if->kind, CONDITION_NOT);
	questionnaire_free(q);
}
END_TEST

START_TEST(what_is_left_out_has_its_default)
{
	struct questionnaire *q = load_good(HEAD TEXT_QUESTION "  - {group: g, title: {nl: G}, questions: "
	                                                       "[{id: w, type: text, ask: {nl: W}}]}\n");

	ck_assert_int_eq(q->opens.year, 0);
	ck_assert_int_eq(q->closes.year, 0);
	ck_assert(q->listed);
	ck_assert_int_eq(q->rhythm, RELEASE_NIGHTLY);
	ck_assert_uint_eq(q->release_minimum, RELEASE_MINIMUM_DEFAULT);
	ck_assert_uint_eq(q->size, BOX_SIZE_DEFAULT);
	ck_assert_uint_eq(q->slots, POOL_SLOTS_DEFAULT);
	ck_assert_ptr_null(q->quote_if);
	ck_assert_uint_eq(q->help.in[0].len, 0);
	ck_assert(!find_question(q, "q")->required);
	ck_assert_ptr_null(find_question(q, "q")->show_if);
	ck_assert_uint_eq(q->entries[1].group->times, 1);
	ck_assert_int_eq(q->entries[1].group->mention, MENTION_NONE);
	ck_assert_uint_eq(q->entries[1].group->question_count, 1);
	questionnaire_free(q);
}
END_TEST

START_TEST(every_needed_key_is_missed)
{
	static const char *const lines[] = {
		"questionnaire: proef\n",
		"audience: panel\n",
		"languages: [nl]\n",
		"title: {nl: T}\n",
		"intro: {nl: I}\n",
		"thanks: {nl: D}\n",
		"questions: [{id: q, type: text, ask: {nl: Q}}]\n",
	};
	enum { COUNT = sizeof(lines) / sizeof(lines[0]) };

	for (size_t without = 0; without <= COUNT; without++) {
		struct buf yaml = BUF_INIT;

		for (size_t i = 0; i < COUNT; i++)
			buf_add_text(&yaml, i == without ? "" : lines[i]);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)) == (without < COUNT), "line %zu", without);
		buf_release(&yaml);
	}
}
END_TEST

START_TEST(questions_know_their_line_and_column)
{
	struct questionnaire *q = load_good_with(full, &domains);

	ck_assert_uint_eq(find_question(q, "role")->line, 17);
	ck_assert_uint_eq(find_question(q, "role")->column, 5);
	ck_assert_uint_eq(q->entries[1].group->line, 26);
	ck_assert_uint_eq(q->entries[1].group->column, 5);
	ck_assert_uint_eq(find_question(q, "path.domain")->line, 35);
	ck_assert_uint_eq(find_question(q, "path.domain")->column, 10);
	ck_assert_uint_eq(find_question(q, "other")->line, 36);
	ck_assert_uint_eq(find_question(q, "other")->column, 6);
	questionnaire_free(q);
}
END_TEST

START_TEST(texts_stand_in_the_order_of_the_languages)
{
	struct questionnaire *q =
	    load_good("questionnaire: proef\naudience: panel\nlanguages: [en, nl]\n"
	              "title: {nl: Titel, en: Title}\nintro: {en: I, nl: I}\nthanks: {nl: D, en: T}\n"
	              "questions:\n  - {id: q, type: text, ask: {nl: Vraag, en: Question}}\n");

	ck_assert_view(q->title.in[0], "Title");
	ck_assert_view(q->entries[0].question->title.in[1], "Vraag");
	ck_assert_uint_eq(questionnaire_language(q, VIEW("nl")), 1);
	ck_assert_uint_eq(questionnaire_language(q, VIEW("fy")), 0);
	questionnaire_free(q);
}
END_TEST

START_TEST(a_text_needs_every_language_and_no_other)
{
	ck_assert(is_refused(
	    "questionnaire: p\naudience: p\nlanguages: [nl, en]\ntitle: {nl: T, en: T}\nintro: {nl: I}\n"
	    "thanks: {nl: D, en: D}\nquestions:\n  - {id: q, type: text, ask: {nl: Q, en: Q}}\n"));
	check_one_error_at(HEAD "questions:\n  - {id: q, type: text, ask: {nl: Q, en: Q}}\n", 8, 38);
	ck_assert(is_refused(HEAD "questions:\n  - {id: q, type: text, ask: {nl: ' '}}\n"));
	ck_assert(is_refused(HEAD "questions:\n  - {id: q, type: text, ask: {nl: }}\n"));
	ck_assert(is_refused(HEAD "questions:\n  - {id: q, type: text, ask: Q}\n"));
}
END_TEST

START_TEST(one_unknown_language_is_one_problem)
{
	check_one_error_at("questionnaire: p\naudience: p\nlanguages: [nl, xx]\ntitle: {nl: T, xx: T}\n"
	                   "intro: {nl: I, xx: I}\nthanks: {nl: D, xx: D}\nquestions:\n"
	                   "  - {id: q, type: text, ask: {nl: Q, xx: Q}}\n",
	                   3, 17);
}
END_TEST

START_TEST(a_mark_on_an_option_stands_only_where_it_means_something)
{
	struct questionnaire *q =
	    load_good(HEAD "questions:\n  - {id: q, type: scale, ask: {nl: Q}, options: "
	                   "{a: {nl: A}, b: {nl: B}, c: {nl: C, no_opinion: true}}}\n");

	ck_assert(!find_question(q, "q")->options[1].no_opinion &&
	          find_question(q, "q")->options[2].no_opinion);
	questionnaire_free(q);
	ck_assert(is_refused(HEAD "questions:\n  - {id: q, type: multiple, ask: {nl: Q}, options: "
	                          "{a: {nl: A}, b: {nl: B, no_opinion: yes}}}\n"));
	ck_assert(is_refused(HEAD "questions:\n  - {id: q, type: single, ask: {nl: Q}, options: "
	                          "{a: {nl: A}, b: {nl: B, alone: yes}}}\n"));
}
END_TEST

START_TEST(without_languages_nothing_else_is_said)
{
	check_one_error_at(
	    "questionnaire: p\naudience: p\ntitle: {nl: T}\nintro: {nl: I}\nthanks: {nl: D}\n" TEXT_QUESTION,
	    1, 1);
}
END_TEST

START_TEST(a_language_is_named_once)
{
	ck_assert(!is_refused(HEAD TEXT_QUESTION));
	ck_assert(
	    is_refused("questionnaire: p\naudience: p\nlanguages: [nl, nl]\ntitle: {nl: T}\nintro: {nl: I}\n"
	               "thanks: {nl: D}\n" TEXT_QUESTION));
}
END_TEST

START_TEST(questions_share_a_tag_set_that_knows_more_languages)
{
	struct questionnaire *q = load_good_with(full, &domains);
	const struct question *first = find_question(q, "path.domain"), *second = find_question(q, "other");

	ck_assert_uint_eq(q->tagset_count, 1);
	ck_assert_ptr_eq(first->tagset, q->tagsets[0]);
	ck_assert_ptr_eq(second->tagset, q->tagsets[0]);
	ck_assert_ptr_eq(first->options, second->options);
	ck_assert_uint_eq(first->option_count, 2);
	ck_assert_view(first->options[1].text.in[1], "Work");
	ck_assert_view(first->options[1].hint.in[1], "School too");
	ck_assert_view(q->tagsets[0]->title.in[0], "Domeinen");
	ck_assert_ptr_null(find_question(q, "role")->tagset);
	questionnaire_free(q);
}
END_TEST

/* How many problems a tag set gives, the first of them in its own file. */
static size_t
tagset_problems(const char *yaml)
{
	struct tagset_file file = { "domeinen", yaml };
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *q = load_bytes(view_of(full), &file, &problems);
	size_t count = problems.count;

	ck_assert((q == NULL) == (count > 0));
	ck_assert(count == 0 || strstr(problems.list[0].file, "tagsets/domeinen.yaml") != NULL);
	questionnaire_free(q);
	problems_release(&problems);
	return count;
}

START_TEST(what_is_wrong_with_a_tag_set_is_told_once_in_its_own_file)
{
	ck_assert_uint_eq(tagset_problems(domains.yaml), 0);
	ck_assert_uint_eq(tagset_problems("tagset: anders\nlanguages: [nl, en]\ntitle: {nl: D, en: D}\n"
	                                  "tags: {a: {nl: A, en: A}}\n"),
	                  1);
	ck_assert_uint_eq(tagset_problems("tagset: domeinen\nlanguages: [nl]\ntitle: {nl: D, en: D}\n"
	                                  "tags: {a: {nl: A, en: A}}\n"),
	                  1);
	ck_assert_uint_eq(tagset_problems("tagset: domeinen\nlanguages: [nl, en]\ntitle: {nl: D, en: D}\n"
	                                  "tags: {a: {nl: A, en: A, de: A}}\n"),
	                  1);
}
END_TEST

START_TEST(a_tag_set_is_never_looked_for_elsewhere)
{
	ck_assert(!is_refused(HEAD "questions:\n  - {id: q, type: single, " OPTIONS_AB ", ask: {nl: Q}}\n"));
	ck_assert(is_refused(HEAD "questions:\n  - {id: q, type: single, tagset: ../proef, ask: {nl: Q}}\n"));
	check_one_error_at(HEAD "questions:\n  - {id: q, type: single, tagset: elders, ask: {nl: Q}}\n", 8,
	                   35);
}
END_TEST

START_TEST(all_that_is_wrong_is_told_in_one_run)
{
	static const char yaml[] =
	    "questionnaire: Proef\naudience: panel\nlanguages: [nl]\ntitle: {nl: T}\nintro: {nl: I}\nthanks: "
	    "{nl: D}\n"
	    "colour: red\nquestions:\n"
	    "  - {id: a, type: texts, ask: {nl: A}}\n"
	    "  - {id: b, type: text, ask: {nl: B}, max: 0}\n"
	    "  - {id: b, type: text, ask: {nl: B}}\n"
	    "  - {id: c, type: single, ask: {nl: C}, options: {x: {nl: X}}, show_if: {z: x}}\n"
	    "  - {id: d, type: single, ask: {nl: D}, options: {X: {nl: X}}, requird: yes}\n";
	static const unsigned places[][2] = { { 1, 16 }, { 7, 1 },   { 9, 19 },  { 10, 44 },
		                              { 11, 6 }, { 12, 74 }, { 13, 51 }, { 13, 64 } };
	enum { COUNT = sizeof(places) / sizeof(places[0]) };
	struct problems problems = PROBLEMS_INIT;

	ck_assert_ptr_null(load_bytes(view_of(yaml), NULL, &problems));
	for (size_t i = 0; i < COUNT; i++)
		ck_assert_msg(has_error_at(&problems, places[i][0], places[i][1]), "nothing at %u:%u",
		              places[i][0], places[i][1]);
	ck_assert_uint_eq(problems.errors, COUNT);
	problems_release(&problems);
}
END_TEST

/* `count` text questions, in a group of so many times or, with 0, at the top level. */
static struct buf
many_questions(size_t count, size_t times)
{
	struct buf yaml = BUF_INIT;

	buf_printf(&yaml, HEAD "size: 65536\nquestions:\n");
	if (times > 0)
		buf_printf(
		    &yaml,
		    "  - group: g\n    title: {nl: G}\n    again: {nl: A}\n    times: %zu\n    questions:\n",
		    times);
	for (size_t i = 0; i < count; i++)
		buf_printf(&yaml, "%s- {id: q%zu, type: text, max: 1, ask: {nl: Q}}\n",
		           times > 0 ? "      " : "  ", i);
	return yaml;
}

static bool
is_too_many(struct buf yaml)
{
	bool refused = is_refused_bytes(buf_view(&yaml));

	buf_release(&yaml);
	return refused;
}

START_TEST(limits_hold_exactly)
{
	struct buf options = BUF_INIT;

	ck_assert(!is_too_many(many_questions(QUESTIONS_MAX, 0)));
	ck_assert(is_too_many(many_questions(QUESTIONS_MAX + 1, 0)));
	ck_assert(!is_too_many(many_questions(2, GROUP_TIMES_MAX)));
	ck_assert(is_too_many(many_questions(2, GROUP_TIMES_MAX + 1)));
	ck_assert(is_too_many(many_questions(QUESTIONS_MAX + 1, 2)));
	buf_add_text(&options,
	             HEAD "questions:\n  - id: q\n    type: multiple\n    ask: {nl: Q}\n    options:\n");
	for (int i = 0; i < OPTIONS_MAX; i++)
		buf_printf(&options, "      o%d: {nl: O}\n", i);
	ck_assert(!is_refused_bytes(buf_view(&options)));
	buf_add_text(&options, "      over: {nl: O}\n");
	ck_assert(is_refused_bytes(buf_view(&options)));
	buf_release(&options);
	ck_assert(is_refused(
	    "questionnaire: p\naudience: p\nlanguages: [nl, nl, nl, nl, nl, nl, nl, nl, nl]\ntitle: {nl: T}\n"
	    "intro: {nl: I}\nthanks: {nl: D}\n" TEXT_QUESTION));
}
END_TEST

/* Browsers send every text field, also an empty one: nobody could ever send such a form. */
START_TEST(a_questionnaire_with_more_fields_than_a_form_can_have_is_refused)
{
	ck_assert(!is_too_many(many_questions(190, GROUP_TIMES_MAX)));
	ck_assert(is_too_many(many_questions(QUESTIONS_MAX - 1, GROUP_TIMES_MAX)));
}
END_TEST

START_TEST(numbers_are_whole_and_within_their_bounds)
{
	static const struct {
		const char *line;
		bool good;
	} lines[] = {
		{ "size: 1024", true },
		{ "size: 1023", false },
		{ "size: 65536", true },
		{ "size: 65537", false },
		{ "size: 2k", false },
		{ "size: 2048.5", false },
		{ "size: -2048", false },
		{ "size: ''", false },
		{ "size: 99999999999999999999", false },
		{ "size: \"2048\\0x\"", false },
		{ "slots: 64", true },
		{ "slots: 63", false },
		{ "slots: 4097", false },
		{ "release_minimum: 1", false },
		{ "release_minimum: 1000", true },
		{ "release: 1 minute", true },
		{ "release: 0 minutes", false },
		{ "release: 1440 minutes", true },
		{ "release: 1441 minutes", false },
		{ "release: 10", false },
		{ "release: weekly", false },
		{ "listed: maybe", false },
		{ "listed: false", true },
		{ "slots: 64\nrelease_minimum: 65", false },
		{ "slots: 65\nrelease_minimum: 65", true },
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct buf yaml = BUF_INIT;

		buf_printf(&yaml, HEAD "%s\n" TEXT_QUESTION, lines[i].line);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)) != lines[i].good, "%s", lines[i].line);
		buf_release(&yaml);
	}
}
END_TEST

START_TEST(ids_are_lower_case_unique_and_short)
{
	static const struct {
		const char *id;
		bool good;
	} ids[] = {
		{ "a", true },
		{ "a-1", true },
		{ "abcdefghijabcdefghijabcdefghijabcdefghij", true },
		{ "abcdefghijabcdefghijabcdefghijabcdefghijk", false },
		{ "A", false },
		{ "1a", false },
		{ "-a", false },
		{ "a_b", false },
		{ "a b", false },
		{ "\xc3\xa9", false },
		{ "a.b", false },
		{ "\"a\\nb\"", false },
		{ "\"a\\0\"", false },
		{ "''", false },
		{ "again", false },
		{ "all", false },
		{ "nonce", false },
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		struct buf yaml = BUF_INIT;

		buf_printf(&yaml, HEAD "questions:\n  - {id: %s, type: text, ask: {nl: Q}}\n", ids[i].id);
		ck_assert_msg(is_refused_bytes(buf_view(&yaml)) != ids[i].good, "%s", ids[i].id);
		buf_release(&yaml);
	}
	check_one_error_at(HEAD TEXT_QUESTION
	                   "  - {group: q, title: {nl: G}, questions: [{id: q, type: text, ask: {nl: Q}}]}\n",
	                   9, 6);
}
END_TEST

START_TEST(the_address_of_another_page_is_no_id_of_a_questionnaire)
{
	ck_assert(is_refused(
	    "questionnaire: privacy\naudience: panel\nlanguages: [nl]\ntitle: {nl: T}\nintro: {nl: I}\n"
	    "thanks: {nl: D}\n" TEXT_QUESTION));
}
END_TEST

UNIT_MAIN("questionnaire", every_key_of_a_questionnaire_is_read, every_key_of_questions_and_groups_is_read,
          what_is_left_out_has_its_default, every_needed_key_is_missed, questions_know_their_line_and_column,
          texts_stand_in_the_order_of_the_languages, a_text_needs_every_language_and_no_other,
          one_unknown_language_is_one_problem, without_languages_nothing_else_is_said,
          a_language_is_named_once, a_mark_on_an_option_stands_only_where_it_means_something,
          questions_share_a_tag_set_that_knows_more_languages,
          what_is_wrong_with_a_tag_set_is_told_once_in_its_own_file, a_tag_set_is_never_looked_for_elsewhere,
          all_that_is_wrong_is_told_in_one_run, limits_hold_exactly,
          a_questionnaire_with_more_fields_than_a_form_can_have_is_refused,
          numbers_are_whole_and_within_their_bounds, ids_are_lower_case_unique_and_short,
          the_address_of_another_page_is_no_id_of_a_questionnaire)
