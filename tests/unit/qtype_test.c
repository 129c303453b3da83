/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the question types (include/qtype.h): that each is whole, what each accepts and makes of it, and how each shows
 * an answer.
 */
#include "questionnaire_fixture.h"

#include "page.h"
#include "resource.h"
#include "unicode.h"

static const char yaml[] = HEAD
    "questions:\n"
    "  - {id: single, type: single, ask: {nl: \"<b>&\"}, hint: {nl: Uitleg}, " OPTIONS_AB "}\n"
    "  - {id: multiple, type: multiple, ask: {nl: M}, most: 2, options: {a: {nl: A}, b: {nl: B}, c: {nl: C},"
    " geen: {nl: Geen, alone: yes}}}\n"
    "  - {id: scale, type: scale, ask: {nl: S}, options: {laag: {nl: L}, hoog: {nl: H}, weet-niet: {nl: W, "
    "no_opinion: yes}}}\n"
    "  - {id: whole, type: number, ask: {nl: N}, least: -10, most: 1000}\n"
    "  - {id: money, type: number, ask: {nl: N}, decimals: 2, most: 100, unit: {nl: euro}}\n"
    "  - {id: wide, type: number, ask: {nl: N}, decimals: 3, least: -1000000000, most: 1000000000}\n"
    "  - {id: text, type: text, ask: {nl: T}, max: 5}\n"
    "  - {id: longtext, type: longtext, ask: {nl: L}, max: 5}\n"
    "  - {id: vote, type: statement, ask: {nl: V}}\n"
    "  - {id: since, type: month, from: 2020-02, to: 2026-11, ask: {nl: S}}\n"
    "  - {id: born, type: month, precision: year, from: 1998, to: 2012, ask: {nl: B}}\n"
    "  - {id: top, type: ranking, top: 2, ask: {nl: T}, options: {a: {nl: A}, b-c: {nl: B}, d: {nl: D}}}\n"
    "  - {id: pairs, type: pairwise, pairs: 2, ask: {nl: P}, options: {a: {nl: A}, b: {nl: B}, c: {nl: "
    "C}}}\n";

static struct questionnaire *questionnaire;
static struct arena arena;

/* Reads values; NULL when they were accepted, else the problem. */
static const char *
read_values(const char *name, const char *const *values, struct answer *answer, long *limit)
{
	const struct question *question = find_question(questionnaire, name);
	struct view views[8];
	const char *problem = NULL;
	size_t count = 0;

	for (; values[count] != NULL; count++)
		ck_assert(unicode_canonical(view_of(values[count]), &arena, &views[count]));
	*answer = (struct answer){ NULL, 0 };
	*limit = 0;
	if (question->type->read(question, views, count, &arena, answer, &problem, limit))
		return NULL;
	ck_assert_ptr_nonnull(problem);
	return problem;
}

static void
check_accepted(const char *name, const char *const *values, const char *const *expected)
{
	struct answer answer;
	long limit;
	const char *problem = read_values(name, values, &answer, &limit);
	size_t count = 0;

	ck_assert_msg(problem == NULL, "%s refuses %s: %s", name, values[0], problem);
	for (; expected[count] != NULL; count++)
		ck_assert_view(answer.values[count], expected[count]);
	ck_assert_uint_eq(answer.count, count);
}

static void
check_refused(const char *name, const char *problem, long expected_limit, const char *const *values)
{
	struct answer answer;
	long limit;
	const char *found = read_values(name, values, &answer, &limit);

	ck_assert_msg(found != NULL, "%s accepts %s", name, values[0]);
	ck_assert_str_eq(found, problem);
	if (expected_limit != 0)
		ck_assert_int_eq(limit, expected_limit);
}

#define VALUES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define ACCEPTS(name, given, expected) check_accepted(name, VALUES(given), VALUES(expected))
#define REFUSES(name, problem, limit, ...) check_refused(name, problem, limit, VALUES(__VA_ARGS__))

static void
setup(void)
{
	questionnaire = load_good(yaml);
	arena = ARENA_INIT;
}

static void
teardown(void)
{
	arena_release(&arena);
	questionnaire_free(questionnaire);
}

START_TEST(every_type_is_whole_and_found_by_its_name)
{
	size_t count = 0;

	for (; qtypes[count] != NULL; count++) {
		const struct qtype *type = qtypes[count];
		char file[64];

		ck_assert_ptr_nonnull(type->name);
		ck_assert_ptr_eq(qtype_find(view_of(type->name)), type);
		ck_assert_msg(type->load != NULL && type->read != NULL && type->render != NULL &&
		                  type->size_limit != NULL,
		              "%s", type->name);
		ck_assert_int_ge(type->level, MEASUREMENT_NOMINAL);
		ck_assert_int_le(type->level, MEASUREMENT_TEXT);
		ck_assert_msg((type->items != NULL) == (type->level == MEASUREMENT_RANKING), "%s",
		              type->name);
		snprintf(file, sizeof(file), "%s.tpl", type->name);
		ck_assert_msg(resource_find(file).ptr != NULL, "%s is missing", file);
	}
	ck_assert_uint_ge(count, 6);
	ck_assert_ptr_null(qtype_find(VIEW("")));
	ck_assert_ptr_null(qtype_find(VIEW("singl")));
	ck_assert_ptr_null(qtype_find(VIEW("Single")));
}
END_TEST

START_TEST(no_answer_is_always_accepted)
{
	setup();
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct question *question = questionnaire->entries[i].question;
		struct answer answer = { NULL, 0 };
		const char *problem = NULL;
		long limit = 0;

		ck_assert(question->type->read(question, NULL, 0, &arena, &answer, &problem, &limit));
		ck_assert_uint_eq(answer.count, 0);
	}
	teardown();
}
END_TEST

START_TEST(single_and_scale_take_one_known_option)
{
	setup();
	ACCEPTS("single", "a", "a");
	ACCEPTS("scale", "weet-niet", "weet-niet");
	REFUSES("single", "error_one_option", 0, "a", "b");
	REFUSES("single", "error_unknown_option", 0, "A");
	REFUSES("single", "error_unknown_option", 0, "c");
	REFUSES("single", "error_unknown_option", 0, "a", "a");
	REFUSES("scale", "error_one_option", 0, "laag", "hoog");
	REFUSES("scale", "error_unknown_option", 0, "laag ", "x");
	teardown();
}
END_TEST

START_TEST(multiple_orders_its_options_and_knows_its_limit)
{
	setup();
	ACCEPTS("multiple", "a", "a");
	check_accepted("multiple", VALUES("c", "a"), VALUES("a", "c"));
	ACCEPTS("multiple", "geen", "geen");
	REFUSES("multiple", "error_too_many_options", 2, "a", "b", "c");
	REFUSES("multiple", "error_alone_option", 0, "a", "geen");
	REFUSES("multiple", "error_unknown_option", 0, "a", "a");
	REFUSES("multiple", "error_unknown_option", 0, "a", "d");
	teardown();
}
END_TEST

START_TEST(numbers_have_one_way_of_being_written)
{
	setup();
	ACCEPTS("whole", "7", "7");
	ACCEPTS("whole", "007", "7");
	ACCEPTS("whole", "0000000000", "0");
	ACCEPTS("whole", "+7", "7");
	ACCEPTS("whole", "-0", "0");
	ACCEPTS("whole", "-07", "-7");
	ACCEPTS("money", "1,50", "1.5");
	ACCEPTS("money", "1.50", "1.5");
	ACCEPTS("money", "01,05", "1.05");
	ACCEPTS("money", "1,00", "1");
	ACCEPTS("money", "10,00", "10");
	ACCEPTS("money", "0,0", "0");
	ACCEPTS("wide", "-0,000", "0");
	ACCEPTS("wide", "-0,001", "-0.001");
	ACCEPTS("wide", "-999999999,999", "-999999999.999");
	ACCEPTS("wide", "+0000000001,500", "1.5");
	teardown();
}
END_TEST

START_TEST(what_is_no_number_of_the_wanted_form_is_refused)
{
	static const char *const bad[] = { "een",
		                           "1e3",
		                           "0x1F",
		                           "1.000",
		                           "1,0",
		                           "1,",
		                           ",5",
		                           ".",
		                           "-",
		                           "+",
		                           "--1",
		                           "+-1",
		                           "1 0",
		                           "1-",
		                           "1 000",
		                           "\xd9\xa3",
		                           "\xe2\x88\x92-1",
		                           "inf",
		                           "nan",
		                           "12345678901",
		                           "00000000000",
		                           "1;" };

	setup();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		REFUSES("whole", "error_whole_number", 0, bad[i]);
	REFUSES("whole", "error_whole_number", 0, "1", "2");
	REFUSES("money", "error_number", 0, "1,234");
	REFUSES("money", "error_number", 0, "1.000,00");
	REFUSES("money", "error_number", 0, "1,5,0");
	REFUSES("money", "error_number", 0, "1,");
	REFUSES("wide", "error_number", 0, "0000000000000000000000000001");
	teardown();
}
END_TEST

START_TEST(numbers_stay_within_their_bounds)
{
	setup();
	ACCEPTS("whole", "-10", "-10");
	ACCEPTS("whole", "1000", "1000");
	REFUSES("whole", "error_number_low", -10, "-11");
	REFUSES("whole", "error_number_high", 1000, "1001");
	ACCEPTS("money", "100,00", "100");
	REFUSES("money", "error_number_high", 100, "100,01");
	REFUSES("money", "error_number_low", 0, "-0,01");
	ACCEPTS("wide", "1000000000", "1000000000");
	REFUSES("wide", "error_number_high", 1000000000, "1000000000,001");
	REFUSES("wide", "error_number_low", -1000000000, "-1000000000,001");
	REFUSES("wide", "error_number_high", 1000000000, "9999999999,999");
	teardown();
}
END_TEST

START_TEST(texts_are_limited_in_characters_not_in_bytes)
{
	static const char *const five[] = {
		"abcde",
		"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98"
		"\x80",                                                         /* emoji */
		"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",                     /* Arabic */
		"\xe0\xa4\xa8\xe0\xa4\xae\xe0\xa4\xb8\xe0\xa5\x8d\xe0\xa4\xa4", /* Devanagari */
		"a\xcc\xb2"
		"b\xcc\xb2"
		"c", /* marks that do not combine */
	};

	setup();
	for (size_t i = 0; i < sizeof(five) / sizeof(five[0]); i++) {
		struct buf six = BUF_INIT;

		ACCEPTS("text", five[i], five[i]);
		ACCEPTS("longtext", five[i], five[i]);
		buf_printf(&six, "%sx", five[i]);
		REFUSES("text", "error_too_long", 5, six.data);
		REFUSES("longtext", "error_too_long", 5, six.data);
		buf_release(&six);
	}
	/* Combined first, counted then: e and an accent are one character. */
	ACCEPTS("text",
	        "e\xcc\x81"
	        "e\xcc\x81"
	        "e\xcc\x81"
	        "e\xcc\x81"
	        "e\xcc\x81",
	        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
	ACCEPTS("text", "  a\t ", "a");
	teardown();
}
END_TEST

START_TEST(only_longtext_has_several_lines)
{
	setup();
	ACCEPTS("longtext", "a\r\nb", "a\nb");
	REFUSES("text", "error_one_line", 0, "a\r\nb");
	REFUSES("text", "error_one_line", 0, "a\rb");
	ACCEPTS("text", "a\r\n", "a");
	REFUSES("text", "error_one_line", 0, "a", "b");
	REFUSES("longtext", "error_one_line", 0, "a", "b");
	teardown();
}
END_TEST

START_TEST(a_statement_is_agreed_with_or_not)
{
	setup();
	ACCEPTS("vote", "eens", "eens");
	ACCEPTS("vote", "weet-niet", "weet-niet");
	REFUSES("vote", "error_one_option", 0, "eens", "oneens");
	REFUSES("vote", "error_unknown_option", 0, "ja");
	teardown();
}
END_TEST

START_TEST(months_are_read_as_people_write_them)
{
	static const char *const good[] = { "3-2024",  "03-2024", "3/2024", "03.2024", "3 2024", "3 - 2024",
		                            "2024-03", "2024-3",  "32024",  "032024",  "202403" };
	static const char *const bad[] = { "maart 2024", "2024",    "3",      "13-2024", "0-2024",
		                           "132024",     "3-24",    "3--",    "-2024",   "202413",
		                           "2032024",    "3-20244", "1-2020", "012020",  "2026-12" };

	setup();
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		ACCEPTS("since", good[i], "2024-03");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		REFUSES("since", "error_month", 0, bad[i]);
	ACCEPTS("since", "122025", "2025-12");
	ACCEPTS("since", "2-2020", "2020-02");
	ACCEPTS("since", "11-2026", "2026-11");
	ACCEPTS("born", "2006", "2006");
	REFUSES("born", "error_year", 0, "1997");
	REFUSES("born", "error_year", 0, "2013");
	REFUSES("born", "error_year", 0, "3-2006");
	REFUSES("since", "error_month", 0, "3-2024", "4-2024");
	teardown();
}
END_TEST

START_TEST(a_ranking_begins_at_its_first_and_names_nothing_twice)
{
	setup();
	ACCEPTS("top", "1-b-c", "1-b-c");
	check_accepted("top", VALUES("2-a", "1-b-c"), VALUES("1-b-c", "2-a"));
	REFUSES("top", "error_ranking_gap", 0, "2-a");
	REFUSES("top", "error_ranking_gap", 0, "1-a", "1-d");
	REFUSES("top", "error_ranking_twice", 0, "1-a", "2-a");
	REFUSES("top", "error_unknown_option", 0, "3-a");
	REFUSES("top", "error_unknown_option", 0, "a");
	teardown();
}
END_TEST

START_TEST(pairs_have_one_outcome_each_and_may_be_left)
{
	setup();
	ACCEPTS("pairs", "b_over_a", "b_over_a");
	ACCEPTS("pairs", "a_equal_b", "a_equal_b");
	check_accepted("pairs", VALUES("c_over_b", "a_over_b"), VALUES("a_over_b", "c_over_b"));
	REFUSES("pairs", "error_one_option", 0, "a_over_b", "b_over_a");
	REFUSES("pairs", "error_one_option", 0, "a_over_b", "a_equal_b");
	REFUSES("pairs", "error_unknown_option", 0, "a_over_a");
	REFUSES("pairs", "error_unknown_option", 0, "b_equal_a");
	teardown();
}
END_TEST

START_TEST(types_refuse_definitions_that_make_no_sense)
{
	static const struct {
		const char *keys;
		bool good;
	} types[] = {
		{ "type: single, " OPTIONS_AB, true },
		{ "type: single", false },
		{ "type: single, options: {}", false },
		{ "type: single, " OPTIONS_AB ", tagset: x", false },
		{ "type: single, " OPTIONS_AB ", most: 1", false },
		{ "type: multiple, most: 1, " OPTIONS_AB, true },
		{ "type: multiple, most: 0, " OPTIONS_AB, false },
		{ "type: scale, " OPTIONS_AB, true },
		{ "type: scale, options: {a: {nl: A}}", false },
		{ "type: scale, options: {a: {nl: A}, b: {nl: B, no_opinion: yes}}", false },
		{ "type: number", true },
		{ "type: number, least: 5, most: 5", true },
		{ "type: number, least: 6, most: 5", false },
		{ "type: number, decimals: 3", true },
		{ "type: number, decimals: 4", false },
		{ "type: number, least: 1.5", false },
		{ "type: number, most: 1000000001", false },
		{ "type: number, unit: euro", false },
		{ "type: text, max: 1000", true },
		{ "type: text, max: 1001", false },
		{ "type: text, max: 0", false },
		{ "type: text, rows: 3", false },
		{ "type: text, " OPTIONS_AB, false },
		{ "type: longtext, max: 10000, rows: 30", true },
		{ "type: longtext, max: 10001", false },
		{ "type: longtext, rows: 1", false },
		{ "type: longtext, rows: 31", false },
		{ "type: statement", true },
		{ "type: statement, " OPTIONS_AB, false },
		{ "type: month, from: 2020-01, to: 2026-12", true },
		{ "type: month, from: 2026-01, to: 2020-12", false },
		{ "type: month, from: 2020-13, to: 2026-12", false },
		{ "type: month, from: 2020-01", false },
		{ "type: month, precision: day, from: 2020-01, to: 2026-12", false },
		{ "type: ranking, top: 2, " OPTIONS_AB, true },
		{ "type: ranking, top: 3, " OPTIONS_AB, false },
		{ "type: ranking", false },
		{ "type: pairwise, " OPTIONS_AB, true },
		{ "type: pairwise, options: {a: {nl: A}}", false },
		{ "type: pairwise, pairs: 16, " OPTIONS_AB, false },
		{ "type: matrix, items: {i: {nl: I}, j: {nl: J}}, " OPTIONS_AB, true },
		{ "type: matrix, " OPTIONS_AB, false },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct buf text = BUF_INIT;

		buf_printf(&text, HEAD "questions:\n  - {id: q, ask: {nl: Q}, %s}\n", types[i].keys);
		ck_assert_msg(is_refused_bytes(buf_view(&text)) != types[i].good, "%s", types[i].keys);
		buf_release(&text);
	}
}
END_TEST

START_TEST(every_note_and_problem_has_words_in_every_language)
{
	static const char *const problems[] = {
		"error_one_option",   "error_unknown_option", "error_too_many_options", "error_alone_option",
		"error_whole_number", "error_number",         "error_number_low",       "error_number_high",
		"error_too_long",     "error_one_line",       "error_required",         "error_characters",
		"error_nothing",      "error_together"
	};
	const struct catalogue *catalogue;

	setup();
	for (size_t n = 0; (catalogue = catalogue_at(n)) != NULL; n++) {
		for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++)
			ck_assert_msg(!view_is(catalogue_message(catalogue, problems[i]), problems[i]), "%s",
			              problems[i]);
		for (size_t i = 0; i < questionnaire->entry_count; i++) {
			const struct question *question = questionnaire->entries[i].question;
			long limit = 0;
			const char *note =
			    question->type->note == NULL ? NULL : question->type->note(question, &limit);

			ck_assert(note == NULL || !view_is(catalogue_message(catalogue, note), note));
		}
	}
	teardown();
}
END_TEST

/* The HTML of one question with an answer that was given before. */
static struct buf
render(const char *name, const char *value)
{
	const struct question *question = find_question(questionnaire, name);
	struct view view = view_of(value);
	struct answer answer = { &view, value == NULL ? 0 : 1 };
	struct field field = { .question = question, .name = question->id };
	struct error err = ERROR_INIT;
	struct buf html = BUF_INIT;
	char file[64];
	struct page *page;

	ck_assert_ok(page_init(&err), &err);
	snprintf(file, sizeof(file), "%s.tpl", question->type->name);
	page = page_new(file, catalogue_find(VIEW("nl")));
	page_set(page, "NAME", question->id);
	page_set(page, "QUESTION", question->title.in[0]);
	question->type->render(&field, 0, value == NULL ? NULL : &answer, page);
	ck_assert_ok(page_render(page, &html, &err), &err);
	page_free(page);
	return html;
}

static size_t
count_of(struct buf html, const char *piece)
{
	size_t count = 0;

	for (const char *at = html.data; (at = strstr(at, piece)) != NULL; at++)
		count++;
	return count;
}

START_TEST(every_type_shows_an_earlier_answer_and_nothing_is_chosen_before)
{
	static const struct {
		const char *name, *value, *shown;
	} fields[] = {
		{ "single", "b", "id=\"single_b\" name=\"single\" value=\"b\" checked>" },
		{ "multiple", "c", "value=\"c\" checked>" },
		{ "scale", "hoog", "value=\"hoog\" checked>" },
		{ "whole", "42", "value=\"42\"" },
		{ "money", "een \"euro\"", "value=\"een &quot;euro&quot;\"" },
		{ "text", "<b>'x'&", "value=\"&lt;b&gt;&#39;x&#39;&amp;\"" },
		{ "longtext", "</textarea><script>", "&lt;/textarea&gt;&lt;script&gt;</textarea>" },
		{ "vote", "oneens", "value=\"oneens\" checked>" },
		{ "since", "gisteren", "value=\"gisteren\"" },
		{ "top", "2-d", "name=\"top.2\" value=\"2-d\" checked>" },
		{ "pairs", "c_over_b", "value=\"c_over_b\" checked" },
	};

	setup();
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct buf with = render(fields[i].name, fields[i].value),
		           without = render(fields[i].name, NULL);

		ck_assert_msg(count_of(with, fields[i].shown) == 1, "no %s in %s", fields[i].shown,
		              with.data);
		ck_assert_uint_eq(count_of(without, " checked"), 0);
		ck_assert_uint_eq(count_of(without, fields[i].shown), 0);
		ck_assert_uint_eq(count_of(with, "<script>"), 0);
		buf_release(&with);
		buf_release(&without);
	}
	teardown();
}
END_TEST

START_TEST(every_option_is_a_labelled_field_of_its_own)
{
	struct buf html;

	setup();
	html = render("multiple", NULL);
	ck_assert_uint_eq(count_of(html, "type=\"checkbox\""), 4);
	ck_assert_uint_eq(count_of(html, "name=\"multiple\""), 4);
	ck_assert_uint_eq(count_of(html, "<label for=\"multiple_geen\">"), 1);
	buf_release(&html);
	html = render("single", NULL);
	ck_assert_uint_eq(count_of(html, "type=\"radio\""), 2);
	ck_assert_uint_eq(count_of(html, "&lt;b&gt;&amp;"), 1);
	buf_release(&html);
	html = render("money", NULL);
	ck_assert_uint_eq(count_of(html, "inputmode=\"decimal\""), 1);
	ck_assert_uint_eq(count_of(html, "euro"), 1);
	buf_release(&html);
	teardown();
}
END_TEST

UNIT_MAIN("qtype", every_type_is_whole_and_found_by_its_name, no_answer_is_always_accepted,
          single_and_scale_take_one_known_option, multiple_orders_its_options_and_knows_its_limit,
          numbers_have_one_way_of_being_written, what_is_no_number_of_the_wanted_form_is_refused,
          numbers_stay_within_their_bounds, texts_are_limited_in_characters_not_in_bytes,
          only_longtext_has_several_lines, a_statement_is_agreed_with_or_not,
          months_are_read_as_people_write_them, a_ranking_begins_at_its_first_and_names_nothing_twice,
          pairs_have_one_outcome_each_and_may_be_left, types_refuse_definitions_that_make_no_sense,
          every_note_and_problem_has_words_in_every_language,
          every_type_shows_an_earlier_answer_and_nothing_is_chosen_before,
          every_option_is_a_labelled_field_of_its_own)
