/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the civil dates in include/questionnaire.h, and of when a questionnaire is open.
 */
#include "questionnaire_fixture.h"

#include <time.h>

START_TEST(existing_days_are_read)
{
	static const struct {
		const char *text;
		struct date date;
	} good[] = {
		{ "2026-01-05", { 2026, 1, 5 } },  { "2026-12-31", { 2026, 12, 31 } },
		{ "2024-02-29", { 2024, 2, 29 } }, { "2000-02-29", { 2000, 2, 29 } },
		{ "0001-01-01", { 1, 1, 1 } },     { "9999-12-31", { 9999, 12, 31 } },
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct date date;

		ck_assert_msg(date_parse(view_of(good[i].text), &date), "%s", good[i].text);
		ck_assert_int_eq(date_compare(date, good[i].date), 0);
	}
}
END_TEST

START_TEST(what_is_not_a_day_is_refused_and_changes_nothing)
{
	static const char *const bad[] = {
		"",           "2026-1-5",   "2026-00-10",    "2026-13-01",
		"2026-01-00", "2026-01-32", "2026-04-31",    "2026-02-29",
		"2100-02-29", "0000-01-01", "2026/01/05",    "2026-01-5x",
		"20260105",   "-026-01-05", "2026-01-05 ",   "2026-01-055",
		"+026-01-05", "2026- 1-05", "2026-01-0\xc3", "05-01-2026",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct date date = { 7, 7, 7 };

		ck_assert_msg(!date_parse(view_of(bad[i]), &date), "read: %s", bad[i]);
		ck_assert_int_eq(date_compare(date, (struct date){ 7, 7, 7 }), 0);
	}
}
END_TEST

START_TEST(every_month_has_its_own_last_day)
{
	static const int last[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	for (int month = 1; month <= 12; month++)
		for (int day = 1; day <= 31; day++) {
			char text[32];
			struct date date;

			snprintf(text, sizeof(text), "2025-%02d-%02d", month, day);
			ck_assert_msg(date_parse(view_of(text), &date) == (day <= last[month - 1]), "%s",
			              text);
		}
}
END_TEST

START_TEST(dates_are_ordered_by_year_then_month_then_day)
{
	static const struct date order[] = {
		{ 2025, 12, 31 }, { 2026, 1, 1 }, { 2026, 1, 31 }, { 2026, 2, 1 }, { 2027, 1, 1 }
	};
	enum { COUNT = sizeof(order) / sizeof(order[0]) };

	for (size_t i = 0; i < COUNT; i++)
		for (size_t j = 0; j < COUNT; j++) {
			int found = date_compare(order[i], order[j]);

			ck_assert_msg(i == j ? found == 0 : (found < 0) == (i < j), "%zu and %zu", i, j);
		}
}
END_TEST

START_TEST(today_is_the_day_of_the_local_clock)
{
	char before[32], after[32], today[32];
	time_t now = time(NULL);
	struct date date;

	strftime(before, sizeof(before), "%Y-%m-%d", localtime(&now));
	date = date_today();
	now = time(NULL);
	strftime(after, sizeof(after), "%Y-%m-%d", localtime(&now));
	snprintf(today, sizeof(today), "%04d-%02d-%02d", date.year, date.month, date.day);
	ck_assert_msg(strcmp(today, before) == 0 || strcmp(today, after) == 0, "%s", today);
}
END_TEST

START_TEST(a_questionnaire_is_open_from_its_first_day_to_its_last)
{
	static const struct {
		struct date today;
		bool open, early;
	} days[] = {
		{ { 2026, 1, 4 }, false, true },  { { 2026, 1, 5 }, true, false },
		{ { 2026, 3, 1 }, true, false },  { { 2026, 3, 31 }, true, false },
		{ { 2026, 4, 1 }, false, false },
	};
	struct questionnaire q = { .opens = { 2026, 1, 5 }, .closes = { 2026, 3, 31 } };

	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		bool early;

		ck_assert_int_eq(questionnaire_is_open(&q, days[i].today, &early), days[i].open);
		ck_assert_int_eq(early, days[i].early);
		ck_assert_int_eq(questionnaire_is_open(&q, days[i].today, NULL), days[i].open);
	}
}
END_TEST

START_TEST(without_dates_a_questionnaire_is_always_open)
{
	struct questionnaire q = { .opens = { 0, 0, 0 } };
	bool early = true;

	ck_assert(questionnaire_is_open(&q, (struct date){ 1, 1, 1 }, &early));
	ck_assert(!early);
	ck_assert(questionnaire_is_open(&q, (struct date){ 9999, 12, 31 }, &early));
	q.closes = (struct date){ 2026, 1, 1 };
	ck_assert(!questionnaire_is_open(&q, (struct date){ 2026, 1, 2 }, &early));
	ck_assert(!early);
}
END_TEST

START_TEST(a_closing_date_in_the_past_is_a_warning_only)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *q =
	    load_bytes(VIEW(HEAD "close: 2026-01-04\nquestions:\n  - {id: q, type: text, ask: {nl: Q}}\n"),
	               NULL, &problems);

	ck_assert_ptr_nonnull(q);
	ck_assert_uint_eq(problems.count, 1);
	ck_assert_int_eq(problems.list[0].severity, SEVERITY_WARNING);
	ck_assert_uint_eq(problems.list[0].line, HEAD_LINES + 1);
	questionnaire_free(q);
	problems_release(&problems);
	problems = PROBLEMS_INIT;
	q = load_bytes(VIEW(HEAD "close: 2026-01-05\nquestions:\n  - {id: q, type: text, ask: {nl: Q}}\n"),
	               NULL, &problems);
	ck_assert_ptr_nonnull(q);
	ck_assert_uint_eq(problems.count, 0);
	questionnaire_free(q);
}
END_TEST

START_TEST(closing_before_opening_is_an_error)
{
	ck_assert(is_refused(
	    HEAD "open: 2026-02-02\nclose: 2026-02-01\nquestions:\n  - {id: q, type: text, ask: {nl: Q}}\n"));
	ck_assert(!is_refused(
	    HEAD "open: 2026-02-02\nclose: 2026-02-02\nquestions:\n  - {id: q, type: text, ask: {nl: Q}}\n"));
	check_one_error_at(HEAD "open: 2026-02-30\nquestions:\n  - {id: q, type: text, ask: {nl: Q}}\n",
	                   HEAD_LINES + 1, 7);
}
END_TEST

UNIT_MAIN("date", existing_days_are_read, what_is_not_a_day_is_refused_and_changes_nothing,
          every_month_has_its_own_last_day, dates_are_ordered_by_year_then_month_then_day,
          today_is_the_day_of_the_local_clock, a_questionnaire_is_open_from_its_first_day_to_its_last,
          without_dates_a_questionnaire_is_always_open, a_closing_date_in_the_past_is_a_warning_only,
          closing_before_opening_is_an_error)
