/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/exporters/report.h through the real templates: quotes, structure, languages, and that
 * it is the same every time.
 */
#include "report_fixture.h"

/* ---- quotes -------------------------------------------------------------------------------------------- */

START_TEST(a_mention_with_markup_is_shown_as_text)
{
	struct buf page = write_report(blocks, 2, "nl", 5);

	ck_assert_ptr_nonnull(strstr(
	    page.data, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;b&gt;vet&lt;/b&gt;"));
	ck_assert_ptr_null(strstr(page.data, "<script"));
	ck_assert_ptr_null(strstr(page.data, "<b>"));
	buf_release(&page);
}
END_TEST

START_TEST(line_ends_in_a_quote_are_kept)
{
	struct buf page = write_report(blocks, 2, "nl", 5);

	ck_assert_ptr_nonnull(strstr(page.data, "maar twee nachten.<br>Anders stopt alles.</blockquote>"));
	buf_release(&page);
}
END_TEST

START_TEST(only_what_may_be_quoted_is_quoted_in_the_order_of_the_alphabet)
{
	struct fixture fixture = fixture_new(fixture_questionnaire("one", "panel", "Een", NULL), "", 50, 50);
	static const char *const texts[] = { "zebra", "aap", "geheim", "midden", "noot", "olie" };
	size_t chosen = 1;
	struct buf page;

	for (size_t i = 0; i < 6; i++) {
		size_t row = fixture_response(&fixture, SEAL_MODE_BROWSER, strcmp(texts[i], "geheim") != 0);

		tell(&fixture, 0, row, 0, &chosen, 1, -1, texts[i]);
	}
	page = write_report(&fixture.block, 1, "nl", 5);
	ck_assert_ptr_null(strstr(page.data, "geheim"));
	ck_assert(strstr(page.data, ">aap<") < strstr(page.data, ">midden<"));
	ck_assert(strstr(page.data, ">midden<") < strstr(page.data, ">zebra<"));
	ck_assert_uint_eq(occurrences(&page, "<figcaption>Panel</figcaption>"), 5);
	buf_release(&page);
	fixture_release(&fixture);
}
END_TEST

/* Of three young people with a story nobody may learn which quotes are theirs. */
START_TEST(quotes_name_no_audience_where_one_is_hidden)
{
	struct fixture few = fixture_new(fixture_questionnaire("panel", "panel", "Een", NULL), "", 50, 50);
	struct block both[2] = { blocks[0] };
	size_t chosen = 1;
	struct buf page;

	for (size_t i = 0; i < 3; i++)
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1,
		     "van ons drieën");
	both[1] = few.block;
	page = write_report(both, 2, "nl", 5);
	ck_assert_ptr_nonnull(strstr(page.data, "van ons drieën</blockquote></figure>"));
	ck_assert_ptr_null(strstr(page.data, "<figcaption>Panel"));
	buf_release(&page);
	fixture_release(&few);
}
END_TEST

START_TEST(too_few_mentions_give_no_quotes)
{
	struct fixture few = fixture_new(fixture_questionnaire("panel", "panel", "Een", NULL), "", 50, 50);
	size_t chosen = 1;
	struct buf page;

	for (size_t i = 0; i < 4; i++)
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1,
		     "van ons vieren");
	page = write_report(&few.block, 1, "nl", 5);
	ck_assert_ptr_null(strstr(page.data, "van ons vieren"));
	ck_assert_ptr_nonnull(
	    strstr(page.data, "Hoeveel mensen over een olifantenpaadje vertelden, laten we niet zien."));
	buf_release(&page);
	fixture_release(&few);
}
END_TEST

/* ---- the file ------------------------------------------------------------------------------------------ */

START_TEST(the_same_study_gives_the_same_bytes)
{
	struct buf first = write_report(blocks, 2, "nl", 5), second = write_report(blocks, 2, "nl", 5);

	ck_assert(view_equal(buf_view(&first), buf_view(&second)));
	buf_release(&first);
	buf_release(&second);
}
END_TEST

START_TEST(the_file_needs_nothing_beside_it)
{
	static const char *const forbidden[] = { "<script", "http:",       "https:",  " src=",
		                                 "<link",   "url(",        "@import", "<iframe",
		                                 "<object", "javascript:", "style=" };
	struct buf page = write_report(blocks, 2, "nl", 5);

	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		ck_assert_msg(strstr(page.data, forbidden[i]) == NULL, "%s", forbidden[i]);
	buf_release(&page);
}
END_TEST

START_TEST(headings_and_tables_are_well_formed)
{
	struct buf page = write_report(blocks, 2, "nl", 5);
	int level = 0;

	ck_assert_uint_eq(occurrences(&page, "<h1"), 1);
	for (const char *at = page.data; (at = strstr(at, "<h")) != NULL; at++)
		if (at[2] >= '1' && at[2] <= '6') {
			ck_assert_int_le(at[2] - '0', level + 1);
			level = at[2] - '0';
		}
	ck_assert_uint_eq(occurrences(&page, "<table"), occurrences(&page, "<caption"));
	ck_assert_uint_eq(occurrences(&page, "<th "), occurrences(&page, "<th scope="));
	ck_assert_uint_eq(occurrences(&page, "<th>"), 0);
	ck_assert_uint_eq(occurrences(&page, "<svg"), occurrences(&page, "</svg>"));
	ck_assert_uint_eq(occurrences(&page, "<main"), 1);
	ck_assert_ptr_nonnull(strstr(page.data, "<html lang=\"nl\""));
	ck_assert_ptr_nonnull(strstr(page.data, "Intern concept"));
	buf_release(&page);
}
END_TEST

START_TEST(every_language_has_all_words)
{
	const struct catalogue *catalogue;

	for (size_t n = 0; (catalogue = catalogue_at(n)) != NULL; n++) {
		struct arena arena = ARENA_INIT;
		struct buf page =
		    write_report(blocks, 2, arena_copy(&arena, catalogue_language(catalogue)).ptr, 5);

		ck_assert_msg(strstr(page.data, "report_") == NULL, "%.40s", strstr(page.data, "report_"));
		ck_assert_ptr_null(strstr(page.data, "{"
		                                     "count}"));
		buf_release(&page);
		arena_release(&arena);
	}
}
END_TEST

START_TEST(an_empty_study_gives_a_report)
{
	struct buf page = write_report(NULL, 0, "nl", 5);

	ck_assert_ptr_nonnull(strstr(page.data, "Er heeft nog niemand een vragenlijst ingevuld."));
	buf_release(&page);
}
END_TEST

START_TEST(a_title_can_be_given_and_is_escaped)
{
	struct report_settings settings = { .title = VIEW("Groot & <klein>"),
		                            .catalogue = catalogue_find(VIEW("nl")),
		                            .threshold = 5 };
	struct error err = ERROR_INIT;
	struct buf page = BUF_INIT;

	ck_assert_ok(report_write(blocks, 2, &settings, &page, &err), &err);
	ck_assert_ptr_nonnull(strstr(page.data, "<h1>Groot &amp; &lt;klein&gt;</h1>"));
	buf_release(&page);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		a_mention_with_markup_is_shown_as_text,
		line_ends_in_a_quote_are_kept,
		only_what_may_be_quoted_is_quoted_in_the_order_of_the_alphabet,
		quotes_name_no_audience_where_one_is_hidden,
		too_few_mentions_give_no_quotes,
		the_same_study_gives_the_same_bytes,
		the_file_needs_nothing_beside_it,
		headings_and_tables_are_well_formed,
		every_language_has_all_words,
		an_empty_study_gives_a_report,
		a_title_can_be_given_and_is_escaped,
	};

	return run_report_tests("report page", tests, sizeof(tests) / sizeof(tests[0]));
}
