/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/exporters/report.h through the real templates: the numbers, and what must not be
 * calculable from them. Quotes and the file as such: report_page_test.c.
 */
#include "report_fixture.h"

/* ---- numbers ------------------------------------------------------------------------------------------- */

static const char *const domain_names[] = { "Support", "Wonen", "School en werk", "Inkomen", "Welzijn" };
static const char *const kind_names[] = { "olifantenpaadje", "broodje_aap" };

/* A cell shows what was counted by hand, and hides it when it is small. Nobody told more than one thing of a
 * kind, so mentions are people. */
static void
check_cell(struct view text, unsigned long number, size_t *shown, size_t *hidden)
{
	if (view_is(text, "verborgen")) {
		++*hidden;
		return;
	}
	ck_assert_msg(is_number(text, number), "%.*s is not %lu", VIEW_ARGS(text), number);
	ck_assert_msg(number == 0 || number >= 5, "%lu is shown", number);
	++*shown;
}

START_TEST(numbers_equal_a_count_by_hand)
{
	struct buf page = write_report(blocks, 2, "nl", 5);
	size_t shown = 0, hidden = 0;
	char all[64], groups[64];

	for (int kind = 0; kind < 2; kind++) {
		snprintf(all, sizeof(all), "%s-domains-table", kind_names[kind]);
		snprintf(groups, sizeof(groups), "%s-domains-groups-table", kind_names[kind]);
		for (int d = 0; d < DOMAINS; d++) {
			const unsigned *both = counted[kind][d];

			check_cell(table_text(&page, all, domain_names[d], 0), both[0] + both[1], &shown,
			           &hidden);
			check_cell(table_text(&page, groups, domain_names[d], 0), both[1], &shown,
			           &hidden); /* jongerenpanel */
			check_cell(table_text(&page, groups, domain_names[d], 1), both[0], &shown,
			           &hidden); /* professional */
		}
		check_cell(table_text(&page, all, "Totaal", 0), kind_count[kind][0] + kind_count[kind][1],
		           &shown, &hidden);
		check_cell(table_text(&page, groups, "Totaal", 0), kind_count[kind][1], &shown, &hidden);
	}
	ck_assert_uint_ge(shown, 20);
	ck_assert_uint_ge(hidden, 4);
	ck_assert(is_number(table_text(&page, "response-table", "Wat jij hoort", 1), YOUNG));
	ck_assert(is_number(table_text(&page, "response-table", "Jouw werk met jongeren", 1), PROFESSIONALS));
	buf_release(&page);
}
END_TEST

START_TEST(the_summary_says_the_numbers_in_sentences)
{
	struct buf page = write_report(blocks, 2, "nl", 5);

	ck_assert_ptr_nonnull(strstr(page.data, "<li>87 mensen vulden een vragenlijst in.</li>"));
	ck_assert_ptr_nonnull(
	    strstr(page.data, "77 mensen vertelden over een olifantenpaadje, samen 77 keer."));
	ck_assert_ptr_nonnull(strstr(page.data, "‘Wonen’ wordt het vaakst genoemd: 53 van de 77 keer"));
	buf_release(&page);
}
END_TEST

/* Stubborn stories stand in quotation marks in their list. */
START_TEST(a_name_gets_quotation_marks_unless_it_has_them)
{
	static const char asked[] = "  - id: known\n    type: multiple\n    ask: {nl: Wat herken je?, en: "
	                            "What?}\n    tagset: known-paths\n";
	struct fixture fixture = fixture_new(fixture_questionnaire("one", "panel", "Een", asked), "", 50, 50);
	struct buf page, control;

	for (size_t i = 0; i < 30; i++)
		fixture_choose_at(&fixture.block.responses,
		                  fixture_response(&fixture, SEAL_MODE_BROWSER, false), "known", i % 3 != 0);
	page = write_report(&fixture.block, 1, "nl", 5);
	ck_assert_ptr_nonnull(
	    strstr(page.data, ">‘Ga maar mee’ is het vaakst aangekruist: door 20 van de 30 mensen"));
	for (size_t i = 0; i < 15; i++)
		fixture_choose_at(&fixture.block.responses,
		                  fixture_response(&fixture, SEAL_MODE_BROWSER, false), "known", 0);
	control = write_report(&fixture.block, 1, "nl", 5);
	ck_assert_ptr_nonnull(
	    strstr(control.data, ">‘Zelf bellen’ is het vaakst aangekruist: door 25 van de 45 mensen"));
	buf_release(&page);
	buf_release(&control);
	fixture_release(&fixture);
}
END_TEST

/* One audience; support 3, wonen 61, inkomen 37: so 37 is hidden to protect 3. */
static struct fixture
telling_fixture(void)
{
	static const size_t times[][2] = { { 0, 3 }, { 1, 61 }, { 3, 37 } };
	struct fixture fixture =
	    fixture_new(fixture_questionnaire("one", "professional", "Een", NULL), "", 200, 200);

	for (size_t t = 0; t < 3; t++)
		for (size_t i = 0; i < times[t][1]; i++) {
			size_t row = fixture_response(&fixture, SEAL_MODE_BROWSER, false);

			tell(&fixture, 0, row, 0, &times[t][0], 1, -1, "x");
		}
	return fixture;
}

START_TEST(hidden_numbers_appear_nowhere_in_the_file)
{
	struct fixture fixture = telling_fixture();
	struct buf hiding = write_report(&fixture.block, 1, "nl", 5),
	           showing = write_report(&fixture.block, 1, "nl", 3);

	cut_style(&hiding);
	cut_style(&showing);
	ck_assert(view_is(table_text(&hiding, "olifantenpaadje-domains-table", "Support", 0), "verborgen"));
	ck_assert(view_is(table_text(&hiding, "olifantenpaadje-domains-table", "Inkomen", 0), "verborgen"));
	ck_assert(says_number(&hiding, "61"));
	ck_assert(!says_number(&hiding, "37"));
	ck_assert(says_number(&showing, "37")); /* the control: where nothing is small it is there */
	buf_release(&hiding);
	buf_release(&showing);
	fixture_release(&fixture);
}
END_TEST

START_TEST(hidden_rows_stand_in_the_order_of_the_definition)
{
	struct fixture fixture = telling_fixture();
	struct buf page = write_report(&fixture.block, 1, "nl", 5);
	const char *table = strstr(page.data, "<caption id=\"olifantenpaadje-domains-table\"");
	const char *wonen = strstr(table, "row\">Wonen"), *support = strstr(table, "row\">Support"),
	           *inkomen = strstr(table, "row\">Inkomen"), *welzijn = strstr(table, "row\">Welzijn");

	ck_assert(wonen < support && support < inkomen && inkomen < welzijn);
	buf_release(&page);
	fixture_release(&fixture);
}
END_TEST

/* 61 is hidden because it is all there is to protect the 3. */
START_TEST(a_hidden_number_is_never_named_as_the_largest)
{
	struct fixture fixture =
	    fixture_new(fixture_questionnaire("one", "professional", "Een", NULL), "", 200, 200);
	static const size_t domains[] = { 0, 1 };
	struct buf page;

	for (size_t i = 0; i < 64; i++) {
		size_t row = fixture_response(&fixture, SEAL_MODE_BROWSER, false);

		tell(&fixture, 0, row, 0, &domains[i < 61], 1, -1, "x");
	}
	page = write_report(&fixture.block, 1, "nl", 5);
	cut_style(&page);
	ck_assert_ptr_nonnull(strstr(page.data, "Deze getallen kunnen we niet laten zien"));
	ck_assert_ptr_null(strstr(page.data, "‘Wonen’"));
	ck_assert(!says_number(&page, "61"));
	buf_release(&page);
	fixture_release(&fixture);
}
END_TEST

/* Workarounds of professionals about housing are hidden and many: the bars must not be drawn in proportion
 * to them. */
START_TEST(bars_are_in_proportion_to_what_is_shown)
{
	static const size_t times[2][DOMAINS] = { { 13, 43, 8, 16, 0 }, { 0, 10, 0, 0, 3 } };
	struct fixture two[] = {
		fixture_new(fixture_questionnaire("one", "professional", "Een", NULL), "", 200, 200),
		fixture_new(fixture_questionnaire("two", "jongerenpanel", "Twee", NULL), "", 200, 200),
	};
	struct block both[2];
	struct buf page;
	const char *chart, *end, *longest;

	for (int audience = 0; audience < 2; audience++) {
		for (size_t d = 0; d < DOMAINS; d++)
			for (size_t i = 0; i < times[audience][d]; i++) {
				const size_t chosen[] = { d, 3 };

				tell(&two[audience], audience,
				     fixture_response(&two[audience], SEAL_MODE_BROWSER, false), 0, chosen,
				     d == 0 ? 2 : 1, -1, "x");
			}
		both[audience] = two[audience].block;
	}
	page = write_report(both, 2, "nl", 5);
	chart = strstr(page.data, "<h3 id=\"olifantenpaadje-domains-groups\"");
	end = strstr(chart, "<table");
	longest = strstr(chart, "width=\"84.00%\"");
	ck_assert(
	    view_is(table_text(&page, "olifantenpaadje-domains-groups-table", "Wonen", 1), "verborgen"));
	ck_assert(longest != NULL && longest < end);
	buf_release(&page);
	fixture_release(&two[0]);
	fixture_release(&two[1]);
}
END_TEST

START_TEST(the_privacy_account_counts_every_hidden_place)
{
	struct buf page = write_report(blocks, 2, "nl", 5);
	char sentence[128];

	ck_assert_uint_gt(occurrences(&page, "<td class=\"hidden\">"), 1);
	snprintf(sentence, sizeof(sentence), "Op %zu plekken in de tabellen",
	         occurrences(&page, "<td class=\"hidden\">"));
	ck_assert_ptr_nonnull(strstr(page.data, sentence));
	buf_release(&page);
}
END_TEST

START_TEST(few_people_get_counts_and_no_percentages)
{
	struct fixture fixture =
	    fixture_new(fixture_questionnaire("few", "panel", "Weinig", NULL), "", 50, 50);
	struct buf page, many = write_report(blocks, 2, "nl", 5);

	for (size_t i = 0; i < 19; i++) {
		size_t row = fixture_response(&fixture, SEAL_MODE_SERVER, true), chosen = i % 2;

		tell(&fixture, 0, row, 0, &chosen, 1, -1, "x");
	}
	page = write_report(&fixture.block, 1, "nl", 5);
	ck_assert_ptr_nonnull(strstr(many.data, "%</td>"));
	ck_assert_ptr_nonnull(strstr(many.data, "%)</td>"));
	ck_assert_ptr_null(strstr(page.data, "%</td>"));
	ck_assert_ptr_null(strstr(page.data, "%)</td>"));
	ck_assert_ptr_null(strstr(page.data, "%."));
	ck_assert_ptr_null(strstr(page.data, ">deel<"));
	ck_assert(is_number(table_text(&page, "olifantenpaadje-domains-table", "Support", 0), 10));
	buf_release(&page);
	buf_release(&many);
	fixture_release(&fixture);
}
END_TEST

/* Two questionnaires of one audience with 30 and 3: who sees 30 and a total of 33 knows the 3. */
START_TEST(a_small_questionnaire_cannot_be_subtracted)
{
	struct fixture large =
	                   fixture_new(fixture_questionnaire("large", "panel", "Groot", NULL), "", 50, 50),
	               small =
	                   fixture_new(fixture_questionnaire("small", "panel", "Klein", NULL), "", 50, 50);
	struct block both[2];
	struct buf page;

	for (size_t i = 0; i < 30; i++)
		fixture_response(&large, SEAL_MODE_BROWSER, false);
	for (size_t i = 0; i < 3; i++)
		fixture_response(&small, SEAL_MODE_BROWSER, false);
	both[0] = large.block;
	both[1] = small.block;
	page = write_report(both, 2, "nl", 5);
	ck_assert(view_is(table_text(&page, "response-table", "Klein", 1), "verborgen"));
	ck_assert(view_is(table_text(&page, "response-table", "Groot", 1), "verborgen"));
	ck_assert(is_number(table_text(&page, "response-table", "Samen", 1), 33));
	buf_release(&page);
	fixture_release(&large);
	fixture_release(&small);
}
END_TEST

/* 40 and 20 people were asked what they recognise, 3 others were not: the totals 63 and 60 together give
 * the 3 away. */
START_TEST(tables_of_some_audiences_cannot_be_subtracted_from_those_of_all)
{
	static const char asked[] = "  - id: known\n    type: multiple\n    ask: {nl: Wat herken je?, en: "
	                            "What?}\n    tagset: known-paths\n";
	struct fixture first = fixture_new(fixture_questionnaire("first", "professional", "Een", asked), "",
	                                   50, 50),
	               second = fixture_new(fixture_questionnaire("second", "bijeenkomst", "Twee", asked), "",
	                                    50, 50),
	               third = fixture_new(fixture_questionnaire("third", "panel", "Drie", NULL), "", 50, 50);
	struct fixture *const all[] = { &first, &second, &third };
	static const size_t times[] = { 40, 20, 3 };
	struct block three[3];
	struct buf hiding, showing;

	for (size_t f = 0; f < 3; f++) {
		for (size_t i = 0; i < times[f]; i++) {
			size_t row = fixture_response(all[f], SEAL_MODE_BROWSER, false);

			if (f < 2)
				fixture_choose_at(&all[f]->block.responses, row, "known", i % 2);
		}
		three[f] = all[f]->block;
	}
	hiding = write_report(three, 3, "nl", 5);
	showing = write_report(three, 3, "nl", 3);
	ck_assert(!is_number(table_text(&hiding, "response-table", "Totaal", 0), 63) ||
	          !is_number(table_text(&hiding, "recognition-2-table", "Totaal", 0), 60));
	ck_assert(is_number(table_text(&showing, "recognition-2-table", "Totaal", 0), 60)); /* the control */
	ck_assert_ptr_nonnull(strstr(hiding.data, "alleen gesteld aan: Bijeenkomst, Professional."));
	buf_release(&hiding);
	buf_release(&showing);
	fixture_release(&first);
	fixture_release(&second);
	fixture_release(&third);
}
END_TEST

START_TEST(several_waves_get_a_column_each)
{
	struct fixture again = fixture_new(
	    fixture_questionnaire("panel", "jongerenpanel", "Wat jij hoort", NULL), "najaar", 50, 50);
	struct block three[3] = { blocks[0], blocks[1] };
	struct buf page;

	for (size_t i = 0; i < 11; i++)
		fixture_response(&again, SEAL_MODE_BROWSER, false);
	three[2] = again.block;
	page = write_report(three, 3, "nl", 5);
	ck_assert(is_number(table_text(&page, "response-table", "Wat jij hoort", 1), YOUNG));
	ck_assert(is_number(table_text(&page, "response-table", "Wat jij hoort", 2), 11));
	ck_assert(is_number(table_text(&page, "response-table", "Wat jij hoort", 3), YOUNG + 11));
	ck_assert_ptr_nonnull(strstr(page.data, "<th scope=\"col\">najaar</th>"));
	buf_release(&page);
	fixture_release(&again);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		numbers_equal_a_count_by_hand,
		the_summary_says_the_numbers_in_sentences,
		a_name_gets_quotation_marks_unless_it_has_them,
		hidden_numbers_appear_nowhere_in_the_file,
		hidden_rows_stand_in_the_order_of_the_definition,
		a_hidden_number_is_never_named_as_the_largest,
		bars_are_in_proportion_to_what_is_shown,
		the_privacy_account_counts_every_hidden_place,
		few_people_get_counts_and_no_percentages,
		a_small_questionnaire_cannot_be_subtracted,
		tables_of_some_audiences_cannot_be_subtracted_from_those_of_all,
		several_waves_get_a_column_each,
	};

	return run_report_tests("report", tests, sizeof(tests) / sizeof(tests[0]));
}
