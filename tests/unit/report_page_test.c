/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/exporters/report.h through the real templates: quotes, structure, languages, and that
 * it is the same every time.
 */
#include "report_fixture.h"

/* ---- quotes -------------------------------------------------------------------------------------------- */

/* A report with these quotes, as if they were released: texts and audiences in turn. */
static struct buf
write_quotes(const struct block *from, size_t count, const char *const *texts, size_t text_count,
             const char *audience, unsigned threshold)
{
	struct released_quote quotes[8] = { { .finding = RELEASED_NONE } };
	struct report_work work = { .released = { .quotes = quotes, .quote_count = text_count } };
	struct report_settings settings = { .catalogue = catalogue_find(VIEW("nl")),
		                            .threshold = threshold,
		                            .work = &work };
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < text_count; i++)
		quotes[i] = (struct released_quote){ view_of(texts[i]), view_of(audience),
			                             MENTION_OLIFANTENPAADJE, RELEASED_NONE };
	ck_assert_ok(report_write(from, count, &settings, &out, &err), &err);
	return out;
}

START_TEST(a_quote_with_markup_is_shown_as_text)
{
	struct buf page = write_quotes(blocks, 2, &path_texts[4], 1, "professional", 5);

	ck_assert_ptr_nonnull(strstr(
	    page.data, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;b&gt;vet&lt;/b&gt;"));
	ck_assert_ptr_null(strstr(page.data, "<script"));
	ck_assert_ptr_null(strstr(page.data, "<b>"));
	buf_release(&page);
}
END_TEST

START_TEST(line_ends_in_a_quote_are_kept)
{
	struct buf page = write_quotes(blocks, 2, &path_texts[1], 1, "professional", 5);

	ck_assert_ptr_nonnull(strstr(page.data, "maar twee nachten.<br>Anders stopt alles.</blockquote>"));
	buf_release(&page);
}
END_TEST

START_TEST(no_words_stand_in_a_report_that_nobody_released)
{
	struct buf page = write_report(blocks, 2, "nl", 5),
	           control = write_quotes(blocks, 2, &path_texts[0], 1, "professional", 5);

	for (size_t i = 0; i < 3; i++) {
		ck_assert_ptr_null(strstr(page.data, path_texts[i]));
		ck_assert_ptr_null(strstr(page.data, myth_texts[i]));
	}
	ck_assert_ptr_nonnull(strstr(page.data, "Er zijn geen citaten vrijgegeven."));
	ck_assert_ptr_nonnull(strstr(control.data, path_texts[0]));
	ck_assert_ptr_null(strstr(control.data, path_texts[2]));
	buf_release(&page);
	buf_release(&control);
}
END_TEST

START_TEST(quotes_name_their_audience)
{
	static const char *const texts[] = { "aap", "midden", "noot", "olie", "zebra" };
	struct fixture fixture = fixture_new(fixture_questionnaire("one", "panel", "Een", NULL), "", 50, 50);
	size_t chosen = 1;
	struct buf page;

	for (size_t i = 0; i < 6; i++)
		tell(&fixture, 0, fixture_response(&fixture, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1,
		     "x");
	page = write_quotes(&fixture.block, 1, texts, 5, "panel", 5);
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
	static const char *const texts[] = { "van ons drieën" };
	struct fixture few = fixture_new(fixture_questionnaire("panel", "panel", "Een", NULL), "", 50, 50);
	struct block both[2] = { blocks[0] };
	size_t chosen = 1;
	struct buf page;

	for (size_t i = 0; i < 3; i++)
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1, texts[0]);
	both[1] = few.block;
	page = write_quotes(both, 2, texts, 1, "panel", 5);
	ck_assert_ptr_nonnull(strstr(page.data, "van ons drieën</blockquote></figure>"));
	ck_assert_ptr_null(strstr(page.data, "<figcaption>Panel"));
	buf_release(&page);
	fixture_release(&few);
}
END_TEST

START_TEST(too_few_mentions_give_no_quotes)
{
	static const char *const texts[] = { "van ons vieren" };
	struct fixture few = fixture_new(fixture_questionnaire("panel", "panel", "Een", NULL), "", 50, 50);
	size_t chosen = 1;
	struct buf page, control;

	for (size_t i = 0; i < 4; i++)
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1, texts[0]);
	page = write_quotes(&few.block, 1, texts, 1, "panel", 5);
	ck_assert_ptr_null(strstr(page.data, "van ons vieren"));
	ck_assert_ptr_nonnull(
	    strstr(page.data, "Hoeveel mensen over een olifantenpaadje vertelden, laten we niet zien."));
	control = write_quotes(&few.block, 1, texts, 1, "panel", 3);
	ck_assert_ptr_nonnull(strstr(control.data, "van ons vieren"));
	buf_release(&page);
	buf_release(&control);
	fixture_release(&few);
}
END_TEST

/* ---- drafts -------------------------------------------------------------------------------------------- */

/* A reason by hand: what gives reasons is tested in tests/http/report.test.mjs. */
START_TEST(what_keeps_a_report_from_being_released_is_listed_and_a_draft_says_so)
{
	struct gate_reason reason = { .kind = GATE_QUOTE_UNREAD, .subject = VIEW("ab12") };
	struct report_work work = { .gate = { .list = &reason, .count = 1 } };
	struct report_settings settings = { .catalogue = catalogue_find(VIEW("nl")),
		                            .threshold = 5,
		                            .work = &work };
	struct error err = ERROR_INIT;
	struct buf page = BUF_INIT, reasons = BUF_INIT;

	settings.reasons = &reasons;
	ck_assert(!report_write(blocks, 2, &settings, &page, &err));
	ck_assert_uint_eq(page.len, 0);
	ck_assert_str_eq(
	    reasons.data,
	    "Citaat uit melding ab12: nog niemand heeft gezegd dat hij de tekst heeft nagelezen.\n");
	err = ERROR_INIT;
	settings.draft = true;
	ck_assert_ok(report_write(blocks, 2, &settings, &page, &err), &err);
	ck_assert_ptr_nonnull(strstr(page.data, "<li>Citaat uit melding ab12: nog niemand"));
	ck_assert_ptr_nonnull(strstr(page.data, "data-concept=\"Concept\""));
	buf_reset(&page);
	settings.draft = false;
	work.gate.count = 0;
	ck_assert_ok(report_write(blocks, 2, &settings, &page, &err), &err);
	ck_assert_ptr_null(strstr(page.data, "data-concept=\""));
	buf_release(&page);
	buf_release(&reasons);
}
END_TEST

/* ---- the file ------------------------------------------------------------------------------------------ */

START_TEST(every_reason_has_words_in_every_language)
{
	static const char *const parts[] = { "", "owner", "title.en", "tag/wonen", "keeps-away", "release" };
	static const char *const looks[] = { NULL, "name", "phone", "email", "address", "birthdate" };
	const struct catalogue *catalogue;

	for (size_t n = 0; (catalogue = catalogue_at(n)) != NULL; n++)
		for (int kind = 0; kind < GATE_REASON_COUNT; kind++)
			for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
				struct gate_reason reason = { .kind = (enum gate_reason_kind)kind,
					                      .subject = VIEW("ab12"),
					                      .place = { view_of(parts[i]), 0, 4 },
					                      .looks = looks[i] };
				struct report_work work = { .gate = { .list = &reason, .count = 1 } };
				struct buf page = BUF_INIT, reasons = BUF_INIT;
				const struct report_settings settings = { .catalogue = catalogue,
					                                  .threshold = 5,
					                                  .work = &work,
					                                  .reasons = &reasons };
				struct error err = ERROR_INIT;

				ck_assert(!report_write(NULL, 0, &settings, &page, &err));
				ck_assert_msg(strstr(reasons.data, "ab12") != NULL &&
				                  strstr(reasons.data, "report_") == NULL &&
				                  strstr(reasons.data, "personal_") == NULL &&
				                  strchr(reasons.data, '{') == NULL,
				              "%s", reasons.data);
				buf_release(&reasons);
				buf_release(&page);
			}
}
END_TEST

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
		a_quote_with_markup_is_shown_as_text,
		line_ends_in_a_quote_are_kept,
		no_words_stand_in_a_report_that_nobody_released,
		quotes_name_their_audience,
		quotes_name_no_audience_where_one_is_hidden,
		too_few_mentions_give_no_quotes,
		what_keeps_a_report_from_being_released_is_listed_and_a_draft_says_so,
		every_reason_has_words_in_every_language,
		the_same_study_gives_the_same_bytes,
		the_file_needs_nothing_beside_it,
		headings_and_tables_are_well_formed,
		every_language_has_all_words,
		an_empty_study_gives_a_report,
		a_title_can_be_given_and_is_escaped,
	};

	return run_report_tests("report page", tests, sizeof(tests) / sizeof(tests[0]));
}
