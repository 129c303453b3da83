/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of a report with rounded numbers: they are near what was counted, the report says that they are rounded wherever it shows them,
 * and it claims nothing that only exact numbers can tell. How numbers are rounded is round_test.c.
 */
#include "report_fixture.h"

enum { THRESHOLD = 5, BASE = 5 };

static struct buf
write_rounded(const struct block *from, size_t count, unsigned base, const struct report_work *work)
{
	struct report_settings settings = {
		.catalogue = catalogue_find(VIEW("nl")), .threshold = THRESHOLD, .base = base, .work = work
	};
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	ck_assert_ok(report_write(from, count, &settings, &out, &err), &err);
	cut_style(&out);
	return out;
}

/* ---- numbers ------------------------------------------------------------------------------------------- */

static void
check_near(struct view text, unsigned long counted_number, size_t *other)
{
	char digits[24];
	unsigned long shown;

	snprintf(digits, sizeof(digits), "%.*s", VIEW_ARGS(text));
	shown = strtoul(digits, NULL, 10);
	ck_assert_msg(is_number(text, shown), "\"%s\" is no number", digits);
	ck_assert_uint_eq(shown % BASE, 0);
	ck_assert_msg(shown < counted_number + BASE && counted_number < shown + BASE, "%lu for %lu", shown,
	              counted_number);
	*other += shown != counted_number;
}

START_TEST(numbers_are_multiples_near_a_count_by_hand)
{
	static const char *const domains[] = { "Support", "Wonen", "School en werk", "Inkomen", "Welzijn" };
	static const char *const kinds[] = { "olifantenpaadje", "broodje_aap" };
	struct buf page = write_rounded(blocks, 2, BASE, NULL);
	size_t other = 0;
	char all[64], groups[64];

	for (int kind = 0; kind < 2; kind++) {
		snprintf(all, sizeof(all), "%s-domains-table", kinds[kind]);
		snprintf(groups, sizeof(groups), "%s-domains-groups-table", kinds[kind]);
		for (int d = 0; d < DOMAINS; d++) {
			const unsigned *both = counted[kind][d];

			check_near(table_text(&page, all, domains[d], 0), both[0] + both[1], &other);
			check_near(table_text(&page, groups, domains[d], 0), both[1], &other);
			check_near(table_text(&page, groups, domains[d], 1), both[0], &other);
		}
		check_near(table_text(&page, all, "Totaal", 0), kind_count[kind][0] + kind_count[kind][1],
		           &other);
	}
	check_near(table_text(&page, "response-table", "Wat jij hoort", 1), YOUNG, &other);
	check_near(table_text(&page, "response-table", "Jouw werk met jongeren", 1), PROFESSIONALS, &other);
	ck_assert_uint_gt(other, 10);
	buf_release(&page);
}
END_TEST

/* ---- what is said of them ------------------------------------------------------------------------------ */

static const char note[] =
    "Alle aantallen zijn afgerond op een veelvoud van 5, naar boven of naar beneden. Het echte "
    "aantal is er hoogstens 4 vandaan.";

/* Of each table: what stands behind it up to the next one. */
static void
check_every_table_says_so(const struct buf *page)
{
	const char *at = page->data;
	size_t tables = 0;

	while ((at = strstr(at, "</table>")) != NULL) {
		const char *next = strstr(at, "<table>"), *said = strstr(at, "De aantallen zijn afgerond.");

		ck_assert_msg(said != NULL && (next == NULL || said < next), "%.200s", at);
		at++;
		tables++;
	}
	ck_assert_uint_gt(tables, 6);
}

START_TEST(it_says_that_they_are_rounded_and_has_no_percentage)
{
	struct buf page = write_rounded(blocks, 2, BASE, NULL), control = write_rounded(blocks, 2, 0, NULL);

	ck_assert_uint_eq(occurrences(&page, note), 3); /* summary, method and privacy */
	check_every_table_says_so(&page);
	ck_assert_ptr_nonnull(strstr(page.data, "Daarom staan er geen percentages bij"));
	/* What stands in lengths of bars is followed by a quotation mark. */
	for (const char *at = page.data; (at = strchr(at, '%')) != NULL; at++)
		ck_assert_msg(at[1] == '"', "%.40s", at - 20);
	ck_assert_ptr_null(strstr(page.data, ">deel<"));
	ck_assert_ptr_null(strstr(page.data, "Elke balk is een deel"));
	ck_assert_ptr_null(strstr(page.data, "Achter een percentage"));
	ck_assert_uint_eq(occurrences(&control, note), 0);
	ck_assert_uint_eq(occurrences(&control, "afgerond"), 0);
	ck_assert_ptr_nonnull(strstr(control.data, "%)</td>"));
	ck_assert_ptr_nonnull(strstr(control.data, "Achter een percentage"));
	buf_release(&page);
	buf_release(&control);
}
END_TEST

START_TEST(sentences_say_about_and_the_largest_is_the_largest_in_rounded_numbers)
{
	struct buf page = write_rounded(blocks, 2, BASE, NULL), control = write_rounded(blocks, 2, 0, NULL);

	ck_assert_ptr_nonnull(strstr(page.data, "<li>Ongeveer "));
	ck_assert_ptr_nonnull(strstr(page.data, "Afgerond het vaakst genoemd: ‘Wonen’ (ongeveer "));
	ck_assert_ptr_nonnull(strstr(page.data, "Afgerond het vaakst aangekruist: "));
	ck_assert_ptr_null(strstr(page.data, "wordt het vaakst genoemd"));
	ck_assert_ptr_nonnull(strstr(control.data, "‘Wonen’ wordt het vaakst genoemd: "));
	ck_assert_ptr_null(strstr(control.data, "ngeveer "));
	buf_release(&page);
	buf_release(&control);
}
END_TEST

/* Of three people numbers become 0 or 5: "nobody" would be wrong, and exact. */
START_TEST(a_rounded_0_is_not_nobody)
{
	struct fixture few = fixture_new(fixture_questionnaire("few", "panel", "Weinig", NULL), "", 50, 50),
	               none = fixture_new(fixture_questionnaire("none", "panel", "Niets", NULL), "", 50, 50);
	size_t chosen = 1;
	struct buf page, control;

	for (size_t i = 0; i < 3; i++)
		tell(&few, 1, fixture_response(&few, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1, "x");
	page = write_rounded(&few.block, 1, BASE, NULL);
	control = write_rounded(&none.block, 1, 0, NULL);
	for (size_t i = 0; i < 4; i++) {
		static const char *const nobody[] = { "Nog niemand ", "nog niemand ",
			                              "Niemand heeft dit ingevuld",
			                              "Hierover is nog niets verteld" };

		ck_assert_msg(strstr(page.data, nobody[i]) == NULL, "%s", nobody[i]);
		ck_assert_msg(i == 2 || strstr(control.data, nobody[i]) != NULL, "%s", nobody[i]);
	}
	/* Nobody told of a myth either, and that is not said. */
	ck_assert_ptr_nonnull(strstr(page.data, "Minder dan 5 mensen noemden een broodje aap"));
	ck_assert_ptr_nonnull(strstr(page.data, "Elk aantal is hier kleiner dan 5"));
	ck_assert_ptr_nonnull(strstr(page.data, "Een 0 betekent dus niet dat niemand het zei."));
	buf_release(&page);
	buf_release(&control);
	fixture_release(&few);
	fixture_release(&none);
}
END_TEST

/* ---- quotes -------------------------------------------------------------------------------------------- */

static struct buf
write_quoted(size_t people, unsigned base)
{
	static struct released_quote quote = { .text = { "van ons", 7 }, .finding = RELEASED_NONE };
	struct fixture some = fixture_new(fixture_questionnaire("panel", "panel", "Een", NULL), "", 50, 50);
	struct report_work work = { .released = { .quotes = &quote, .quote_count = 1 } };
	size_t chosen = 1;
	struct buf page;

	quote.audience = VIEW("panel");
	quote.kind = MENTION_OLIFANTENPAADJE;
	for (size_t i = 0; i < people; i++)
		tell(&some, 1, fixture_response(&some, SEAL_MODE_BROWSER, true), 0, &chosen, 1, -1, "x");
	page = write_rounded(&some.block, 1, base, &work);
	fixture_release(&some);
	return page;
}

START_TEST(quotes_stand_there_only_where_a_rounded_number_is_surely_not_small)
{
	struct buf few = write_quoted(5, BASE), exact = write_quoted(5, 0), many = write_quoted(15, BASE);

	/* 5 is printed for 1 to 9 people. */
	ck_assert_ptr_null(strstr(few.data, "van ons"));
	ck_assert_ptr_nonnull(strstr(few.data, "Misschien gaat het hier om maar een paar meldingen."));
	ck_assert_ptr_nonnull(strstr(exact.data, "van ons</blockquote><figcaption>Panel</figcaption>"));
	ck_assert_ptr_nonnull(strstr(many.data, "van ons</blockquote><figcaption>Panel</figcaption>"));
	buf_release(&few);
	buf_release(&exact);
	buf_release(&many);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		numbers_are_multiples_near_a_count_by_hand,
		it_says_that_they_are_rounded_and_has_no_percentage,
		sentences_say_about_and_the_largest_is_the_largest_in_rounded_numbers,
		a_rounded_0_is_not_nobody,
		quotes_stand_there_only_where_a_rounded_number_is_surely_not_small,
	};

	return run_report_tests("report_rounded", tests, sizeof(tests) / sizeof(tests[0]));
}
