/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of what all pages share (survey/server/layout.h): paragraphs and lists, dates in words, the style and its hash, and
 * the language switch; and that no element's id stands twice in the page of a questionnaire.
 */
#include "questionnaire_fixture.h"

#include <sodium.h>

#include "resource.h"
#include "survey/server/document.h"

static void
setup(void)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(page_init(&err), &err);
}

/* A whole page with one text in it. */
static struct buf
page_with(struct layout layout, struct view text)
{
	struct style style = { .text = BUF_INIT };
	struct error err = ERROR_INIT;
	struct buf html = BUF_INIT;
	struct page *page;

	if (layout.style == NULL) {
		style_make(&style, VIEW(""));
		layout.style = &style;
	}
	if (layout.catalogue == NULL)
		layout.catalogue = catalogue_find(VIEW("nl"));
	page = layout_new("message.tpl", &layout);
	layout_text(page, "BODY", text);
	ck_assert_ok(page_render(page, &html, &err), &err);
	page_free(page);
	style_release(&style);
	return html;
}

/* What stands between two pieces, without surrounding white space. */
static struct view
between(struct buf html, const char *before, const char *behind)
{
	const char *from = strstr(html.data, before), *to;

	ck_assert_msg(from != NULL, "no %s", before);
	from += strlen(before);
	to = strstr(from, behind);
	ck_assert_msg(to != NULL, "no %s", behind);
	return view_trim((struct view){ from, (size_t)(to - from) });
}

/* A text as HTML. */
static void
check_text(const char *text, const char *expected)
{
	struct buf html = page_with((struct layout){ .title = VIEW("Titel") }, view_of(text));
	struct view body = between(html, "</h1>", "</main>");

	ck_assert_msg(view_is(body, expected), "\"%s\" became \"%.*s\"", text, VIEW_ARGS(body));
	buf_release(&html);
}

START_TEST(blank_lines_end_paragraphs_and_other_lines_are_joined)
{
	setup();
	check_text("een", "<p>een</p>");
	check_text("een\ntwee", "<p>een twee</p>");
	check_text("een\n\ntwee", "<p>een</p>\n<p>twee</p>");
	check_text("een\n \t\n\n\ntwee\n", "<p>een</p>\n<p>twee</p>");
	check_text("  een  \n  twee  ", "<p>een twee</p>");
	check_text("", "");
	check_text("\n\n", "");
}
END_TEST

START_TEST(lines_with_a_hyphen_are_a_list)
{
	setup();
	check_text("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>");
	check_text("vooraf:\n- een\n- twee\nachteraf",
	           "<p>vooraf:</p>\n<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n<p>achteraf</p>");
	check_text("- een\n\n- twee", "<ul>\n<li>een</li>\n</ul>\n<ul>\n<li>twee</li>\n</ul>");
	check_text("a - b", "<p>a - b</p>");
	check_text("-geen lijst", "<p>-geen lijst</p>");
	check_text("-", "<p>-</p>");
}
END_TEST

START_TEST(windows_line_ends_do_not_matter)
{
	setup();
	check_text("een\r\ntwee\r\n\r\ndrie\r\n- vier\r\n",
	           "<p>een twee</p>\n<p>drie</p>\n<ul>\n<li>vier</li>\n</ul>");
}
END_TEST

START_TEST(a_text_is_never_html)
{
	setup();
	check_text("<b>&\n\n- <script>", "<p>&lt;b&gt;&amp;</p>\n<ul>\n<li>&lt;script&gt;</li>\n</ul>");
}
END_TEST

START_TEST(dates_are_written_out_in_each_language)
{
	static const struct {
		const char *language, *text;
		struct date date;
	} dates[] = {
		{ "nl", "5 januari 2026", { 2026, 1, 5 } },
		{ "nl", "31 december 2026", { 2026, 12, 31 } },
		{ "en", "5 January 2026", { 2026, 1, 5 } },
		{ "en", "31 December 2026", { 2026, 12, 31 } },
	};
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		ck_assert_view(layout_date(catalogue_find(view_of(dates[i].language)), &arena, dates[i].date),
		               dates[i].text);
	arena_release(&arena);
}
END_TEST

START_TEST(every_month_has_a_name_of_its_own)
{
	const struct catalogue *catalogue;
	struct arena arena = ARENA_INIT;

	for (size_t n = 0; (catalogue = catalogue_at(n)) != NULL; n++)
		for (int month = 1; month <= 12; month++) {
			struct view text = layout_date(catalogue, &arena, (struct date){ 2026, month, 1 });

			ck_assert_msg(memmem(text.ptr, text.len, "month_", 6) == NULL, "%.*s",
			              VIEW_ARGS(text));
			for (int other = 1; other < month; other++)
				ck_assert(!view_equal(
				    text, layout_date(catalogue, &arena, (struct date){ 2026, other, 1 })));
		}
	arena_release(&arena);
}
END_TEST

START_TEST(the_hash_is_that_of_the_style_in_the_page)
{
	struct style style;
	struct buf html;
	unsigned char hash[crypto_hash_sha256_BYTES];
	char text[STYLE_HASH_TEXT];
	struct view found;
	const char *from, *to;

	setup();
	style_make(&style, VIEW(".k0{display:none}\n"));
	html = page_with((struct layout){ .title = VIEW("T"), .style = &style }, VIEW("x"));
	from = strstr(html.data, "<style>");
	to = strstr(html.data, "</style>");
	ck_assert(from != NULL && to != NULL);
	found = (struct view){ from + strlen("<style>"), (size_t)(to - from) - strlen("<style>") };
	ck_assert(view_equal(found, buf_view(&style.text)));
	ck_assert_ptr_nonnull(memmem(found.ptr, found.len, ".k0{display:none}", 17));
	ck_assert_ptr_null(strstr(to + 1, "</style>"));
	crypto_hash_sha256(hash, (const unsigned char *)found.ptr, found.len);
	sodium_bin2base64(text, sizeof(text), hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
	ck_assert_str_eq(text, style.hash);
	buf_release(&html);
	style_release(&style);
}
END_TEST

START_TEST(the_switch_offers_the_other_languages_only)
{
	const struct view languages[] = { VIEW("nl"), VIEW("en") };
	struct layout layout = {
		.title = VIEW("T"), .languages = languages, .language_count = 2, .path = VIEW("/proef")
	};
	struct buf html;

	setup();
	html = page_with(layout, VIEW("x"));
	ck_assert_ptr_nonnull(strstr(html.data, "<html lang=\"nl\" dir=\"ltr\">"));
	ck_assert_ptr_nonnull(strstr(html.data, "href=\"/en/proef\""));
	ck_assert_ptr_null(strstr(html.data, "href=\"/nl/proef\""));
	buf_release(&html);
	layout.language_count = 1;
	html = page_with(layout, VIEW("x"));
	ck_assert_ptr_null(strstr(html.data, "hreflang"));
	buf_release(&html);
}
END_TEST

START_TEST(titles_are_escaped_and_only_a_demo_says_so)
{
	struct buf plain, demo;

	setup();
	plain = page_with((struct layout){ .title = VIEW("</title><script>") }, VIEW("x"));
	demo = page_with((struct layout){ .title = VIEW("T"), .demo = true }, VIEW("x"));
	ck_assert_ptr_null(strstr(plain.data, "<script>"));
	ck_assert_ptr_null(strstr(plain.data, "class=\"demo\""));
	ck_assert_ptr_nonnull(strstr(demo.data, "class=\"demo\""));
	buf_release(&plain);
	buf_release(&demo);
}
END_TEST

/* The first id that stands twice; empty when there is none. */
static struct view
repeated_id(const char *html)
{
	static const char mark[] = " id=\"";

	for (const char *at = html; (at = strstr(at, mark)) != NULL; at++) {
		size_t len = strcspn(at + sizeof(mark) - 1, "\"") + 1;

		for (const char *other = at + 1; (other = strstr(other, mark)) != NULL; other++)
			if (strncmp(at, other, sizeof(mark) - 1 + len) == 0)
				return (struct view){ at + sizeof(mark) - 1, len - 1 };
	}
	return VIEW("");
}

/* The page that shows wrong answers again: it has most elements. */
static struct buf
page_of(const struct questionnaire *q, const struct form *form)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct buf html = BUF_INIT;
	struct reading reading;
	struct style style;
	struct plan plan;

	plan_make(&plan, q);
	style_make(&style, plan.style);
	reading_make(&reading, q, &plan, form, &arena);
	ck_assert_uint_gt(reading.problem_count, 0);
	ck_assert_ok(document_render(&(struct document_request){ .questionnaire = q,
	                                                         .plan = &plan,
	                                                         .style = &style,
	                                                         .key = &(struct public_key){ .demo = false },
	                                                         .reading = &reading,
	                                                         .nonce = "00" },
	                             &html, &err),
	             &err);
	style_release(&style);
	plan_release(&plan);
	arena_release(&arena);
	return html;
}

/* Either the ids are refused, or they do no harm. */
static void
check_ids(const char *question, const char *option)
{
	struct problems problems = PROBLEMS_INIT;
	struct buf yaml = BUF_INIT, html;
	struct form_field field = { view_of(question), VIEW("wrong") };
	struct questionnaire *q;

	buf_printf(&yaml,
	           HEAD "questions:\n  - {id: %s, type: multiple, ask: {nl: Q}, hint: {nl: H}, options: {%s: "
	                "{nl: A}, b: {nl: B}}}\n"
	                "  - {id: other, type: text, ask: {nl: O}}\n",
	           question, option);
	q = load_bytes(buf_view(&yaml), NULL, &problems);
	if (q != NULL) {
		html = page_of(q, &(struct form){ &field, 1 });
		ck_assert_msg(repeated_id(html.data).len == 0,
		              "with question %s and option %s, id \"%.*s\" stands twice", question, option,
		              VIEW_ARGS(repeated_id(html.data)));
		buf_release(&html);
	}
	questionnaire_free(q);
	problems_release(&problems);
	buf_release(&yaml);
}

START_TEST(no_id_stands_twice_in_a_page_whatever_the_questions_are_called)
{
	static const char *const questions[] = { "q",  "start", "end",           "content", "v1",
		                                 "v2", "all",   "summary-title", "help" };
	static const char *const options[] = { "a", "hint", "note", "error" };

	setup();
	ck_assert_view(repeated_id("<p id=\"a\"><p id=\"ab\"><p id=\"a\">"), "a");
	ck_assert_view(repeated_id("<p id=\"a\"><p id=\"ab\">"), "");
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		check_ids("q", options[i]);
	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		check_ids(questions[i], "a");
}
END_TEST

UNIT_MAIN("layout", blank_lines_end_paragraphs_and_other_lines_are_joined, lines_with_a_hyphen_are_a_list,
          windows_line_ends_do_not_matter, a_text_is_never_html, dates_are_written_out_in_each_language,
          every_month_has_a_name_of_its_own, the_hash_is_that_of_the_style_in_the_page,
          the_switch_offers_the_other_languages_only, titles_are_escaped_and_only_a_demo_says_so,
          no_id_stands_twice_in_a_page_whatever_the_questions_are_called)
