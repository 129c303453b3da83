/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/page.h, on templates of its own. Each test runs in its own process (Check forks), so each calls
 * page_init() anew.
 */
#include "unit.h"

#include <pthread.h>
#include <stddef.h>

#include "page.h"
#include "resource.h"

#define OPENING "{{%AUTOESCAPE context=\"HTML\"}}\n"

static const char contexts_tpl[] = OPENING "<p>{{X}}</p>\n"
                                           "<input value=\"{{X}}\" title='{{X}}'>\n"
                                           "<input class={{X}}>\n"
                                           "<a href=\"{{X}}\">a</a>\n"
                                           "<form action='{{X}}'></form>\n"
                                           "<a href=\"/q/{{X}}\">b</a>\n"
                                           "<i style=\"color:{{X}}\">c</i>\n"
                                           "<style>p { color: {{X}} }</style>\n"
                                           "<title>{{X}}</title>\n"
                                           "<textarea>{{X:p}}</textarea>\n"
                                           "<script>var x = '{{X}}', y = {{X}};</script>\n"
                                           "<b onclick=\"go('{{X}}')\">d</b>\n"
                                           "<u {{X}}>e</u>\n";
static const char shop_tpl[] = OPENING "<main>{{>PART}}</main>{{>FOOT_NOTE}}\n";
static const char raw_tpl[] = OPENING "<style>{{X:none}}</style>";
static const char foot_note_tpl[] = OPENING "<footer title=\"{{X}}\">{{L_next}} {{>INNER}}</footer>\n";
static const char inner_tpl[] = OPENING "<b>{{L_home}}{{L_unknown}}</b>{{! {{>INNER}}";
static const char attribute_tpl[] = "{{%AUTOESCAPE context=\"HTML\" state=\"IN_TAG\"}}\n"
                                    "class=\"{{X}}\"";
static const char tag_tpl[] = OPENING "<style>{{>LOOK_CSS}}</style><p {{>ATTRIBUTE}}></p>\n";
static const char look_css[] = "p { color: red }\n/* it's a comment */";
static const char list_tpl[] = OPENING "{{#ITEM}}<li>{{X}}{{Y}}{{#MARK}}!{{/MARK}}</li>{{/ITEM}}\n";
static const char lines_tpl[] = OPENING "<div>\n\t{{#S}}  {{>PART}}{{/S}}\n    {{>PART}}\n</div>";
static const char area_tpl[] = OPENING "<textarea>{{X:p}}</textarea>\n";
static const char marks_md_tpl[] = OPENING "# {{X}}\n\n{{#ITEM}}| {{X}} | {{Y}} |\n{{/ITEM}}\n{{X}}\n";
static const char part_tpl[] = OPENING "<p>{{X}}|{{Y}}|{{#MARK}}mark{{/MARK}}|{{>PART}}</p>";
static const char circle_tpl[] = OPENING "{{>BROKEN}}\n";

/* Tests of what page_init() refuses change these. */
static char broken_name[32] = "broken.tpl", broken_tpl[256] = OPENING;

static const struct {
	uint32_t magic, revision, count, ids, messages, hash_size, hash;
	uint32_t table[8];
	char home[5], next[5], home_text[13], next_text[7];
} nl_mo = {
	.magic = 0x950412deU,
	.count = 2,
	.ids = 28,
	.messages = 44,
	.table = { 4, 60, 4, 65, 12, 70, 6, 83 },
	.home = "home",
	.next = "next",
	.home_text = "Begin <hier>",
	.next_text = "Verder",
};

_Static_assert(offsetof(__typeof__(nl_mo), next_text) == 83, "the table of nl_mo points elsewhere");

#define RESOURCE(name, content)                                                                              \
	{                                                                                                    \
		name, (const unsigned char *)(content),                                                      \
		    (const unsigned char *)(content) + sizeof(content) - 1                                   \
	}

const struct resource resources[] = {
	RESOURCE("area.tpl", area_tpl),
	RESOURCE("attribute.tpl", attribute_tpl),
	RESOURCE(broken_name, broken_tpl),
	RESOURCE("circle.tpl", circle_tpl),
	RESOURCE("contexts.tpl", contexts_tpl),
	RESOURCE("foot-note.tpl", foot_note_tpl),
	RESOURCE("inner.tpl", inner_tpl),
	RESOURCE("lines.tpl", lines_tpl),
	RESOURCE("list.tpl", list_tpl),
	RESOURCE("look.css", look_css),
	RESOURCE("marks.md.tpl", marks_md_tpl),
	{ "nl.mo", (const unsigned char *)&nl_mo, (const unsigned char *)&nl_mo + sizeof(nl_mo) },
	RESOURCE("piece.tpl", part_tpl),
	RESOURCE("raw.tpl", raw_tpl),
	RESOURCE("shop.tpl", shop_tpl),
	RESOURCE("tag.tpl", tag_tpl),
	{ NULL, NULL, NULL },
};

static struct page *
page_on(const char *file)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(page_init(&err), &err);
	return page_new(file, catalogue_find(VIEW("nl")));
}

/* The page as text, in memory of its own; the page is freed. */
static char *
rendered(struct page *page)
{
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	ck_assert_ok(page_render(page, &out, &err), &err);
	page_free(page);
	return out.data;
}

static char *
with_value(const char *file, struct view value)
{
	struct page *page = page_on(file);

	page_set(page, "X", value);
	return rendered(page);
}

static void
shows(const char *file, struct view value, const char *expected)
{
	char *text = with_value(file, value);

	ck_assert_msg(strstr(text, expected) != NULL, "no %s in:\n%s", expected, text);
	free(text);
}

START_TEST(markup_is_neutralised_in_text_and_attributes)
{
	struct view hostile = VIEW("\"'><script>alert(1)</script>&amp;");

	shows("contexts.tpl", hostile,
	      "<p>&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</p>");
	shows("contexts.tpl", hostile, "<input value=\"&quot;&#39;&gt;&lt;script&gt;");
	shows("contexts.tpl", hostile, " title='&quot;&#39;&gt;&lt;script&gt;");
	shows("contexts.tpl", hostile, "<input class=____script_alert_1___script__amp_>");
	shows("contexts.tpl", hostile, "<title>&quot;&#39;&gt;&lt;script&gt;");
	shows("contexts.tpl", hostile, "<textarea>&quot;&#39;&gt;&lt;script&gt;");
	shows("contexts.tpl", hostile, "var x = '\\x22\\x27\\x3e\\x3cscript\\x3e");
	shows("contexts.tpl", hostile, ", y = null;");
	shows("contexts.tpl", hostile, "onclick=\"go('\\x22\\x27\\x3e\\x3cscript");
}
END_TEST

/* A value as it stands in Markdown behind "# ". */
static void
marks(const char *value, const char *expected)
{
	char *text = with_value("marks.md.tpl", view_of(value)), *end;

	ck_assert_int_eq(strncmp(text, "# ", 2), 0);
	end = strchr(text, '\n');
	ck_assert_ptr_nonnull(end);
	*end = '\0';
	ck_assert_str_eq(text + 2, expected);
	free(text);
}

START_TEST(values_in_markdown_mean_nothing)
{
	marks("gewoon: e-mail, 3.5 en (zo) \"hier\" - 'daar'!",
	      "gewoon: e-mail, 3.5 en (zo) \"hier\" - 'daar'!");
	marks("a|b <b>c</b> [d](e) *f* _g_ `h` \\ &lt; @i {j} $k$ ~l~ ^m^",
	      "a\\|b \\<b\\>c\\</b\\> \\[d\\](e) \\*f\\* \\_g\\_ \\`h\\` \\\\ \\&lt; \\@i \\{j\\} \\$k\\$ "
	      "\\~l\\~ \\^m\\^");
	marks("een\r\n\n# twee\tdrie", "een   # twee drie");
	marks("https://a.nl en WWW.b.nl: c", "https\\://a.nl en WWW\\.b.nl: c");
	marks("# kop", "\\# kop");
	marks("- punt", "\\- punt");
	marks("  + punt", "  \\+ punt");
	marks("12. punt", "12\\. punt");
	marks("1) punt", "1\\) punt");
	marks("===", "\\===");
	marks("2026", "2026");
	marks("1", "1");
	marks("", "");
}
END_TEST

START_TEST(a_template_of_markdown_keeps_its_empty_lines_and_its_rows)
{
	struct page *page = page_on("marks.md.tpl");
	char *text;

	page_set(page, "X", VIEW("Kop"));
	for (int i = 0; i < 2; i++) {
		struct page *item = page_section(page, "ITEM");

		page_set(item, "X", VIEW("a|b"));
		page_set(item, "Y", VIEW("<i>\n"));
	}
	text = rendered(page);
	ck_assert_str_eq(text, "# Kop\n\n| a\\|b | \\<i\\>  |\n| a\\|b | \\<i\\>  |\n\nKop\n");
	free(text);
}
END_TEST

START_TEST(only_harmless_addresses_become_links)
{
	shows("contexts.tpl", VIEW("javascript:alert(1)"), "<a href=\"#\">");
	shows("contexts.tpl", VIEW("javascript:alert(1)"), "<form action='#'>");
	shows("contexts.tpl", VIEW("JaVaScRiPt:alert(1)"), "<a href=\"#\">");
	shows("contexts.tpl", VIEW("data:text/html,x"), "<a href=\"#\">");
	shows("contexts.tpl", VIEW("https://groningen.nl/a?b=1&c"),
	      "<a href=\"https://groningen.nl/a?b=1&amp;c\">");
	shows("contexts.tpl", VIEW("next/page"), "<a href=\"next/page\">");
	shows("contexts.tpl", VIEW("\" onclick=\"x"), "<a href=\"/q/&quot; onclick=&quot;x\">");
}
END_TEST

START_TEST(a_value_cannot_leave_its_place_in_css)
{
	struct view hostile = VIEW("red;}body{background:url(javascript:x)}</style><b>");

	shows("contexts.tpl", hostile, "<i style=\"color:redbodybackgroundurljavascriptxstyleb\">");
	shows("contexts.tpl", hostile, "<style>p { color: redbodybackgroundurljavascriptxstyleb }</style>");
}
END_TEST

START_TEST(lines_survive_in_a_textarea)
{
	shows("contexts.tpl", VIEW("a\n\tb\n\nc"), "<textarea>a\n\tb\n\nc</textarea>");
}
END_TEST

START_TEST(a_value_marked_none_is_raw)
{
	shows("raw.tpl", VIEW("p::before { content: \"<>\" }"),
	      "<style>p::before { content: \"<>\" }</style>");
}
END_TEST

START_TEST(what_is_not_set_is_empty)
{
	char *text = rendered(page_on("list.tpl"));

	ck_assert_str_eq(text, "\n");
	free(text);
	text = rendered(page_on("piece.tpl"));
	ck_assert_str_eq(text, "<p>|||</p>");
	free(text);
}
END_TEST

START_TEST(fixed_includes_are_part_of_the_page)
{
	char *text = with_value("shop.tpl", VIEW("<x\">"));

	ck_assert_str_eq(text, "<main></main><footer title=\"&lt;x&quot;&gt;\">"
	                       "Verder <b>Begin &lt;hier&gt;unknown</b></footer>\n");
	free(text);
}
END_TEST

START_TEST(a_fixed_include_is_escaped_for_where_it_stands)
{
	shows("tag.tpl", VIEW("<x\">"), "<p class=\"&lt;x&quot;&gt;\"></p>");
	shows("tag.tpl", VIEW(""), "<style>p { color: red }\n/* it's a comment */</style>");
}
END_TEST

START_TEST(included_parts_escape_and_see_the_values_around_them)
{
	struct page *page = page_on("shop.tpl"), *part;
	char *text;

	page_set(page, "X", VIEW("<x>"));
	page_show(page, "MARK");
	part = page_include(page, "PART", "piece.tpl");
	page_set(part, "Y", VIEW("\"y\""));
	part = page_include(page, "PART", "piece.tpl");
	page_set(part, "X", VIEW("own & other"));
	page_show(part, "MARK");
	text = rendered(page);
	ck_assert_msg(strncmp(text,
	                      "<main><p>&lt;x&gt;|&quot;y&quot;||</p><p>own &amp; other||mark|</p></main>",
	                      72) == 0,
	              "%s", text);
	free(text);
}
END_TEST

START_TEST(hostile_values_are_neutralised_in_included_parts)
{
	struct page *page = page_on("shop.tpl"), *part = page_include(page, "PART", "contexts.tpl");
	char *text;

	page_set(part, "X", VIEW("javascript:'\"<script>"));
	text = rendered(page);
	ck_assert_ptr_nonnull(strstr(text, "<a href=\"#\">"));
	ck_assert_ptr_nonnull(strstr(text, "<p>javascript:&#39;&quot;&lt;script&gt;</p>"));
	ck_assert_ptr_nonnull(strstr(text, "<i style=\"color:javascriptscript\">"));
	free(text);
}
END_TEST

START_TEST(parts_may_hold_parts_of_the_same_template)
{
	struct page *page = page_on("piece.tpl"), *part;
	char *text;

	part = page_include(page_include(page, "PART", "piece.tpl"), "PART", "piece.tpl");
	page_set(part, "X", VIEW("deep"));
	text = rendered(page);
	ck_assert_str_eq(text, "<p>|||<p>|||<p>deep|||</p></p></p>");
	free(text);
}
END_TEST

START_TEST(sections_repeat_with_their_own_values)
{
	struct page *page = page_on("list.tpl"), *item;
	char *text;

	page_set(page, "Y", VIEW("?"));
	for (long i = 0; i < 3; i++) {
		item = page_section(page, "ITEM");
		page_set_number(item, "X", i - 1);
		if (i == 1)
			page_show(item, "MARK");
	}
	page_setf(item, "Y", "<%d>", 7);
	text = rendered(page);
	ck_assert_str_eq(text, "<li>-1?</li><li>0?!</li><li>1&lt;7&gt;</li>\n");
	free(text);
}
END_TEST

START_TEST(a_section_is_shown_once_with_the_values_around_it)
{
	struct page *page = page_on("list.tpl");
	char *text;

	page_set(page, "X", VIEW("first"));
	page_set(page, "X", VIEW("last"));
	page_show(page, "ITEM");
	page_show(page, "ITEM");
	text = rendered(page);
	ck_assert_str_eq(text, "<li>last</li>\n");
	free(text);
}
END_TEST

START_TEST(values_are_copied)
{
	struct page *page = page_on("raw.tpl");
	char value[] = "old", *text;

	page_set(page, "X", view_of(value));
	memcpy(value, "new", 3);
	text = rendered(page);
	ck_assert_str_eq(text, "<style>old</style>");
	free(text);
}
END_TEST

START_TEST(the_layout_of_a_template_does_not_indent_what_people_typed)
{
	struct page *page = page_on("lines.tpl");
	char *text;

	page_set(page_include(page_section(page, "S"), "PART", "area.tpl"), "X", VIEW("a\n b"));
	page_set(page_include(page, "PART", "area.tpl"), "X", VIEW("c\n d"));
	text = rendered(page);
	ck_assert_ptr_nonnull(strstr(text, "<textarea>a\n b</textarea>"));
	ck_assert_ptr_nonnull(strstr(text, "<textarea>c\n d</textarea>"));
	free(text);
}
END_TEST

START_TEST(a_page_without_a_catalogue_has_no_messages)
{
	char *text;

	page_free(page_on("inner.tpl"));
	text = rendered(page_new("inner.tpl", NULL));
	ck_assert_str_eq(text, "<b></b>");
	free(text);
}
END_TEST

static void
cannot_be_rendered(struct page *page, const char *reason)
{
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	buf_add_text(&out, "before");
	ck_assert(!page_render(page, &out, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	ck_assert_str_eq(err.text, reason);
	ck_assert_str_eq(out.data, "before");
	buf_release(&out);
	page_free(page);
}

START_TEST(a_missing_template_is_an_error_when_rendered)
{
	struct page *page = page_on("shop.tpl");

	page_include(page, "PART", "absent.tpl");
	cannot_be_rendered(page, "there is no template absent.tpl");
	cannot_be_rendered(page_on("nl.mo"), "there is no template nl.mo");
}
END_TEST

START_TEST(a_fixed_include_cannot_be_filled)
{
	struct page *page = page_on("shop.tpl");

	page_include(page, "FOOT_NOTE", "piece.tpl");
	cannot_be_rendered(page, "{{>FOOT_NOTE}} is always foot-note.tpl");
}
END_TEST

START_TEST(a_page_before_page_init_cannot_be_rendered)
{
	cannot_be_rendered(page_new("shop.tpl", NULL), "page_init() was not called");
}
END_TEST

static void
refuses(const char *name, const char *content, const char *reason)
{
	struct error err = ERROR_INIT;

	memset(broken_tpl, ' ', sizeof(broken_tpl));
	memcpy(broken_tpl, content, strlen(content));
	snprintf(broken_name, sizeof(broken_name), "%s", name);
	ck_assert_msg(!page_init(&err), "accepted: %s", content);
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert_msg(strstr(err.text, reason) != NULL, "no \"%s\" in: %s", reason, err.text);
}

START_TEST(a_template_without_escaping_is_refused)
{
	refuses("broken.tpl", "<p>{{X}}</p>", "broken.tpl: does not start with {{%AUTOESCAPE");
	refuses("broken.tpl", "", "broken.tpl: does not start with {{%AUTOESCAPE");
	refuses("broken.tpl", "\n" OPENING, "broken.tpl: does not start with {{%AUTOESCAPE");
	refuses("broken.css", "p { color: {{X}} }", "broken.css: does not start with {{%AUTOESCAPE");
	refuses("broken.tpl", "{{%AUTOESCAPE context=\"NONE\"}}", "broken.tpl: does not parse");
}
END_TEST

START_TEST(a_template_that_does_not_parse_is_refused_with_the_reason)
{
	refuses("broken.tpl", OPENING "{{#A}}{{/B}}", "broken.tpl: does not parse: ERROR: ");
	refuses("broken.tpl", OPENING "{{#A}}", "closed");
	refuses("broken.tpl", OPENING "{{A", "not closed");
	refuses("broken.tpl", OPENING "{{=[ ]=}}[A]", "changes the delimiters");
	refuses("broken.tpl", OPENING "<a href={{X}}>", "must be enclosed in quotes");
	refuses("broken.tpl", OPENING "{{X:strange}}", "Unknown modifier");
}
END_TEST

START_TEST(templates_that_include_themselves_are_refused)
{
	refuses("broken.tpl", OPENING "{{>BROKEN}}", "broken.tpl: includes itself");
	refuses("broken.tpl", OPENING "<p>{{>CIRCLE}}</p>", "includes itself");
}
END_TEST

START_TEST(two_templates_of_one_name_are_refused)
{
	refuses("foot_note.tpl", OPENING, "has the same name as another template");
	refuses("look_css.tpl", OPENING, "has the same name as another template");
}
END_TEST

START_TEST(errors_are_told_to_the_caller_and_not_printed)
{
	FILE *printed = tmpfile();
	struct error err = ERROR_INIT;
	int kept = dup(STDERR_FILENO);
	struct page *page;
	struct buf out = BUF_INIT;

	ck_assert_ptr_nonnull(printed);
	dup2(fileno(printed), STDERR_FILENO);
	refuses("broken.tpl", OPENING "{{#A}}{{/B}}", "does not parse");
	memset(broken_tpl + sizeof(OPENING) - 1, ' ', sizeof(broken_tpl) - sizeof(OPENING) + 1);
	ck_assert_ok(page_init(&err), &err);
	page = page_new("absent.tpl", NULL);
	ck_assert(!page_render(page, &out, &err));
	page_free(page);
	dup2(kept, STDERR_FILENO);
	ck_assert_int_eq(fseek(printed, 0, SEEK_END), 0);
	ck_assert_int_eq(ftell(printed), 0);
	fclose(printed);
	close(kept);
}
END_TEST

enum { THREADS = 4, PAGES_PER_THREAD = 200 };

static void *
render_many(void *number)
{
	size_t wrong = 0;

	for (long i = 0; i < PAGES_PER_THREAD; i++) {
		struct page *page = page_new("shop.tpl", catalogue_find(VIEW("nl")));
		struct page *part = page_include(page, "PART", "list.tpl");
		struct error err = ERROR_INIT;
		struct buf out = BUF_INIT;
		char expected[64];

		page_setf(page_section(part, "ITEM"), "X", "<%s %ld>", (char *)number, i);
		snprintf(expected, sizeof(expected), "<main><li>&lt;%s %ld&gt;</li>", (char *)number, i);
		wrong += !page_render(page, &out, &err) || strstr(out.data, expected) != out.data ||
		         strstr(out.data, "Verder") == NULL;
		buf_release(&out);
		page_free(page);
	}
	return (void *)(uintptr_t)wrong;
}

START_TEST(threads_render_at_the_same_time)
{
	static char *const names[THREADS] = { "a", "b", "c", "d" };
	pthread_t threads[THREADS];
	void *wrong;

	page_free(page_on("shop.tpl"));
	for (size_t i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, render_many, names[i]), 0);
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &wrong);
		ck_assert_uint_eq((uintptr_t)wrong, 0);
	}
}
END_TEST

UNIT_MAIN("page", markup_is_neutralised_in_text_and_attributes, values_in_markdown_mean_nothing,
          a_template_of_markdown_keeps_its_empty_lines_and_its_rows, only_harmless_addresses_become_links,
          a_value_cannot_leave_its_place_in_css, lines_survive_in_a_textarea, a_value_marked_none_is_raw,
          what_is_not_set_is_empty, fixed_includes_are_part_of_the_page,
          a_fixed_include_is_escaped_for_where_it_stands,
          included_parts_escape_and_see_the_values_around_them,
          hostile_values_are_neutralised_in_included_parts, parts_may_hold_parts_of_the_same_template,
          sections_repeat_with_their_own_values, a_section_is_shown_once_with_the_values_around_it,
          values_are_copied, the_layout_of_a_template_does_not_indent_what_people_typed,
          a_page_without_a_catalogue_has_no_messages, a_missing_template_is_an_error_when_rendered,
          a_fixed_include_cannot_be_filled, a_page_before_page_init_cannot_be_rendered,
          a_template_without_escaping_is_refused, a_template_that_does_not_parse_is_refused_with_the_reason,
          templates_that_include_themselves_are_refused, two_templates_of_one_name_are_refused,
          errors_are_told_to_the_caller_and_not_printed, threads_render_at_the_same_time)
