/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/exporters/report.h through the real templates: the numbers in the page, what must not be in it, and that
 * it is the same every time.
 */
#include "study_fixture.h"



#include "analysis/exporters/report.h"
#include "page.h"

enum { PROFESSIONALS = 64, YOUNG = 23, DOMAINS = 5, CAUSES = 4 };

static struct fixture professionals, panel;
static struct block blocks[2];

/* How often each domain was told of, by kind and audience: the independent count. */
static unsigned counted[2][DOMAINS][2], kind_count[2][2];

static void
tell(struct fixture *fixture, int audience, size_t response, int kind, const size_t *chosen, size_t count, int cause,
     const char *text)
{
	struct rows *rows = fixture_mentions(fixture, kind == 0 ? "path" : "myth");
	size_t row = fixture_mention(fixture, rows, response);

	for (size_t i = 0; i < count; i++) {
		fixture_choose_at(rows, row, "domain", chosen[i]);
		counted[kind][chosen[i]][audience]++;
	}
	if (cause >= 0)
		fixture_choose_at(rows, row, "cause", (size_t)cause);
	fixture_write(rows, row, "what", text);
	kind_count[kind][audience]++;
}

static const char *const path_texts[] = {
	"Ik bel de wijkagent op zijn eigen nummer. Dan is het dezelfde dag geregeld.",
	"We schrijven iemand in op het adres van de opvang, ook al slaapt hij daar maar twee nachten.\nAnders stopt alles.",
	"Ik vul het formulier samen in en zet overal ‘spoed’ op.",
	"Eerst de woning, daarna pas de papieren.",
	"<script>alert('x')</script> & <b>vet</b> \"quote\"",
};
static const char *const myth_texts[] = {
	"Zonder diagnose krijg je nooit begeleiding.",
	"Na je achttiende verjaardag sluit elk dossier automatisch.",
	"Je mag maar één keer in je leven schuldhulp krijgen.",
};

static void
fill_professionals(void)
{
	for (size_t i = 0; i < PROFESSIONALS; i++) {
		size_t row = fixture_response(&professionals, i % 3 == 0 ? SEAL_MODE_SERVER : SEAL_MODE_BROWSER, i % 2 == 0);
		size_t chosen[2] = { i % 5 == 0 ? 0 : i % 7 == 0 ? 2 : 1, 3 };

		fixture_choose_at(&professionals.block.responses, row, "myths", i % 3);
		tell(&professionals, 0, row, 0, chosen, i % 4 == 0 ? 2 : 1, (int)(i % CAUSES) - (i % 9 == 0), path_texts[i % 5]);
		if (i % 2 == 0) {
			chosen[0] = i % 6 == 0 ? 4 : 3;
			tell(&professionals, 0, row, 1, chosen, 1, -1, myth_texts[i % 3]);
		}
	}
}

static void
fill_panel(void)
{
	for (size_t i = 0; i < YOUNG; i++) {
		size_t row = fixture_response(&panel, SEAL_MODE_BROWSER, i % 2 == 0), chosen[1] = { i < 3 ? 4 : 1 };

		fixture_choose_at(&panel.block.responses, row, "myths", i % 2);
		if (i > 2)
			fixture_choose_at(&panel.block.responses, row, "myths", 2);
		if (i % 2 == 0 || i < 3)
			tell(&panel, 1, row, 0, chosen, 1, -1, path_texts[i % 4]);
		tell(&panel, 1, row, 1, chosen, 1, -1, myth_texts[i % 3]);
	}
}

static void
setup(void)
{
	struct error err = ERROR_INIT;

	memset(counted, 0, sizeof(counted));
	memset(kind_count, 0, sizeof(kind_count));
	ck_assert_ok(page_init(&err), &err);
	professionals = fixture_new(fixture_questionnaire("professionals", "professional", "Jouw werk met jongeren", NULL), "", 200,
	                            400);
	panel = fixture_new(fixture_questionnaire("panel", "jongerenpanel", "Wat jij hoort", NULL), "", 200, 400);
	fill_professionals();
	fill_panel();
	blocks[0] = professionals.block;
	blocks[1] = panel.block;
}

static void
teardown(void)
{
	fixture_release(&professionals);
	fixture_release(&panel);
}

static struct buf
write_report(const struct block *from, size_t count, const char *language, unsigned threshold)
{
	struct report_settings settings = { .catalogue = catalogue_find(view_of(language)), .threshold = threshold };
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	ck_assert_ok(report_write(from, count, &settings, &out, &err), &err);
	return out;
}

/* ---- reading the page ------------------------------------------------------------------------------------ */

static size_t
occurrences(const struct buf *page, const char *text)
{
	size_t count = 0;

	for (const char *at = page->data; (at = strstr(at, text)) != NULL; at += strlen(text))
		count++;
	return count;
}

/* The text of column `column` (from 0, behind the row's heading) in the row with this heading of the table whose caption has
 * this id. */
static struct view
table_text(const struct buf *page, const char *caption, const char *row, size_t column)
{
	char mark[128];
	const char *at, *end;

	snprintf(mark, sizeof(mark), "<caption id=\"%s\"", caption);
	at = strstr(page->data, mark);
	ck_assert_msg(at != NULL, "no table %s", caption);
	snprintf(mark, sizeof(mark), ">%s</th>", row);
	at = strstr(strstr(at, "<tbody>"), mark);
	ck_assert_msg(at != NULL, "no row %s in %s", row, caption);
	for (size_t i = 0; i <= column; i++)
		at = strchr(strstr(at, "<td"), '>') + 1;
	end = strchr(at, '<');
	return (struct view){ at, (size_t)(end - at) };
}

static bool
is_number(struct view text, unsigned long number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lu", number);
	return view_is(text, digits);
}

static void
cut_style(struct buf *page)
{
	char *start = strstr(page->data, "<style>"), *end = strstr(page->data, "</style>");

	memset(start, ' ', (size_t)(end - start));
}

/* Whether a number stands somewhere, not as a part of a longer one. */
static bool
says_number(const struct buf *page, const char *number)
{
	for (const char *at = page->data; (at = strstr(at, number)) != NULL; at++) {
		char before = at == page->data ? ' ' : at[-1], after = at[strlen(number)];

		if (strchr("0123456789.;#", before) == NULL && (after < '0' || after > '9') && after != '.')
			return true;
	}
	return false;
}

/* ---- numbers --------------------------------------------------------------------------------------------- */

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

			check_cell(table_text(&page, all, domain_names[d], 0), both[0] + both[1], &shown, &hidden);
			check_cell(table_text(&page, groups, domain_names[d], 0), both[1], &shown, &hidden); /* jongerenpanel */
			check_cell(table_text(&page, groups, domain_names[d], 1), both[0], &shown, &hidden); /* professional */
		}
		check_cell(table_text(&page, all, "Totaal", 0), kind_count[kind][0] + kind_count[kind][1], &shown, &hidden);
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
	ck_assert_ptr_nonnull(strstr(page.data, "77 mensen vertelden over een olifantenpaadje, samen 77 keer."));
	ck_assert_ptr_nonnull(strstr(page.data, "‘Wonen’ wordt het vaakst genoemd: 53 van de 77 keer"));
	buf_release(&page);
}
END_TEST

/* One audience; support 3, wonen 61, inkomen 37: so 37 is hidden to protect 3. */
static struct fixture
telling_fixture(void)
{
	static const size_t times[][2] = { { 0, 3 }, { 1, 61 }, { 3, 37 } };
	struct fixture fixture = fixture_new(fixture_questionnaire("one", "professional", "Een", NULL), "", 200, 200);

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
	struct buf hiding = write_report(&fixture.block, 1, "nl", 5), showing = write_report(&fixture.block, 1, "nl", 3);

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
	struct fixture fixture = fixture_new(fixture_questionnaire("one", "professional", "Een", NULL), "", 200, 200);
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

/* Workarounds of professionals about housing are hidden and many: the bars must not be drawn in proportion to them. */
START_TEST(bars_are_in_proportion_to_what_is_shown)
{
	struct buf page = write_report(blocks, 2, "nl", 5);
	const char *chart = strstr(page.data, "<h3 id=\"olifantenpaadje-domains-groups\""), *end = strstr(chart, "<table");
	const char *longest = strstr(chart, "width=\"84.00%\"");

	ck_assert(view_is(table_text(&page, "olifantenpaadje-domains-groups-table", "Wonen", 1), "verborgen"));
	ck_assert(longest != NULL && longest < end);
	buf_release(&page);
}
END_TEST

START_TEST(the_privacy_account_counts_every_hidden_place)
{
	struct buf page = write_report(blocks, 2, "nl", 5);
	char sentence[128];

	ck_assert_uint_gt(occurrences(&page, "<td class=\"hidden\">"), 1);
	snprintf(sentence, sizeof(sentence), "Op %zu plekken in de tabellen", occurrences(&page, "<td class=\"hidden\">"));
	ck_assert_ptr_nonnull(strstr(page.data, sentence));
	buf_release(&page);
}
END_TEST

START_TEST(few_people_get_counts_and_no_percentages)
{
	struct fixture fixture = fixture_new(fixture_questionnaire("few", "panel", "Weinig", NULL), "", 50, 50);
	struct buf page, many = write_report(blocks, 2, "nl", 5);

	for (size_t i = 0; i < 19; i++) {
		size_t row = fixture_response(&fixture, SEAL_MODE_SERVER, true), chosen = i % 2;

		tell(&fixture, 0, row, 0, &chosen, 1, -1, "x");
	}
	page = write_report(&fixture.block, 1, "nl", 5);
	ck_assert_ptr_nonnull(strstr(many.data, "%</td>"));
	ck_assert_ptr_null(strstr(page.data, "%</td>"));
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
	struct fixture large = fixture_new(fixture_questionnaire("large", "panel", "Groot", NULL), "", 50, 50),
	               small = fixture_new(fixture_questionnaire("small", "panel", "Klein", NULL), "", 50, 50);
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

/* 40 and 20 people were asked what they recognise, 3 others were not: the totals 63 and 60 together give the 3 away. */
START_TEST(tables_of_some_audiences_cannot_be_subtracted_from_those_of_all)
{
	static const char asked[] = "  - id: known\n    type: multiple\n    ask: {nl: Wat herken je?, en: What?}\n    tagset: known-paths\n";
	struct fixture first = fixture_new(fixture_questionnaire("first", "professional", "Een", asked), "", 50, 50),
	               second = fixture_new(fixture_questionnaire("second", "bijeenkomst", "Twee", asked), "", 50, 50),
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
	struct fixture again = fixture_new(fixture_questionnaire("panel", "jongerenpanel", "Wat jij hoort", NULL), "najaar", 50, 50);
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

/* ---- quotes ---------------------------------------------------------------------------------------------- */

START_TEST(a_mention_with_markup_is_shown_as_text)
{
	struct buf page = write_report(blocks, 2, "nl", 5);

	ck_assert_ptr_nonnull(strstr(page.data, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;b&gt;vet&lt;/b&gt;"));
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
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1, "van ons drieën");
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
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1, "van ons vieren");
	page = write_report(&few.block, 1, "nl", 5);
	ck_assert_ptr_null(strstr(page.data, "van ons vieren"));
	ck_assert_ptr_nonnull(strstr(page.data, "Hoeveel mensen over een olifantenpaadje vertelden, laten we niet zien."));
	buf_release(&page);
	fixture_release(&few);
}
END_TEST

/* ---- the file -------------------------------------------------------------------------------------------- */

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
	static const char *const forbidden[] = { "<script", "http:", "https:", " src=", "<link", "url(", "@import", "<iframe",
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
		struct buf page = write_report(blocks, 2, arena_copy(&arena, catalogue_language(catalogue)).ptr, 5);

		ck_assert_msg(strstr(page.data, "report_") == NULL, "%.40s", strstr(page.data, "report_"));
		ck_assert_ptr_null(strstr(page.data, "{"  "count}"));
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
	struct report_settings settings = { .title = VIEW("Groot & <klein>"), .catalogue = catalogue_find(VIEW("nl")),
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
		numbers_equal_a_count_by_hand,
		the_summary_says_the_numbers_in_sentences,
		hidden_numbers_appear_nowhere_in_the_file,
		hidden_rows_stand_in_the_order_of_the_definition,
		a_hidden_number_is_never_named_as_the_largest,
		bars_are_in_proportion_to_what_is_shown,
		the_privacy_account_counts_every_hidden_place,
		few_people_get_counts_and_no_percentages,
		a_small_questionnaire_cannot_be_subtracted,
		tables_of_some_audiences_cannot_be_subtracted_from_those_of_all,
		several_waves_get_a_column_each,
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
	Suite *suite = suite_create("report");
	TCase *tcase = tcase_create("report");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
