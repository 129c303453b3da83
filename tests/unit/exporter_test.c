/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/exporters: what each form says, what it must not say, and that it says the same every
 * time.
 */
#include "study_fixture.h"

#include <jansson.h>
#include <uniwidth.h>

#include "analysis/exporters/exporter.h"
#include "analysis/tables/release.h"

enum { COLUMNS_MAX = 12 };

static const char more[] =
    "  - id: sheet\n    type: single\n    ask: {nl: Welke?, en: Which?}\n    options:\n"
    "      sum: {nl: \"=SUM(A1:A9)\", en: x}\n"
    "      minus: {nl: \"-2 \\\"stuks\\\", of meer\", en: y}\n"
    "      at: {nl: \"@buurt\", en: z}\n"
    "      plus: {nl: \"+café 日本\", en: zz}\n";

static struct fixture fixture;

/* 41 times sum, 17 minus, 3 at, 23 plus. So 3 is small and 17 protects it. */
static void
setup(void)
{
	static const size_t times[] = { 41, 17, 3, 23 };

	fixture =
	    fixture_new(fixture_questionnaire("sheets", "panel", "Blad", more), "=ronde\033[2J", 100, 10);
	for (size_t option = 0; option < 4; option++)
		for (size_t i = 0; i < times[option]; i++) {
			size_t row = fixture_response(&fixture, SEAL_MODE_SERVER, false);

			fixture_choose_at(&fixture.block.responses, row, "sheet", option);
			fixture_choose_at(&fixture.block.responses, row, "role", i % 2);
			fixture_choose_at(&fixture.block.responses, row, "myths", i % 3);
			fixture_choose_at(&fixture.block.responses, row, "myths", i % 2);
		}
}

static void
teardown(void)
{
	fixture_release(&fixture);
}

static struct buf
export_as(const char *name, const char *by, bool byte_order_mark)
{
	const struct exporter_settings settings = { .byte_order_mark = byte_order_mark };
	struct tally_request request = { .by = view_of(by),
		                         .threshold = 5,
		                         .catalogue = catalogue_find(VIEW("nl")) };
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;
	struct release release;
	struct tally tally, *all[] = { &tally };

	ck_assert_ok(tally_make(&tally, &fixture.block, 1, &request, &err), &err);
	release_open(&release, 0);
	ck_assert_ok(release_tables(&release, all, 1, request.threshold, RELEASE_MILLISECONDS, &err), &err);
	release_close(&release);
	exporter_find(view_of(name))->write(&tally, &settings, &out);
	tally_release(&tally);
	return out;
}

START_TEST(every_exporter_is_found_by_its_name_and_writes_the_same_twice)
{
	for (size_t i = 0; exporters[i] != NULL; i++) {
		struct buf first = export_as(exporters[i]->name, "sheet,wave", false),
		           second = export_as(exporters[i]->name, "sheet,wave", false);

		ck_assert_ptr_eq(exporter_find(view_of(exporters[i]->name)), exporters[i]);
		ck_assert_int_eq(exporters[i]->suffix[0], '.');
		ck_assert_uint_gt(first.len, 100);
		ck_assert(view_equal(buf_view(&first), buf_view(&second)));
		buf_release(&first);
		buf_release(&second);
	}
	ck_assert_ptr_null(exporter_find(VIEW("pdf")));
}
END_TEST

START_TEST(hidden_numbers_appear_in_no_form)
{
	for (size_t i = 0; exporters[i] != NULL; i++) {
		struct buf out = export_as(exporters[i]->name, "sheet", false);

		ck_assert_msg(strstr(out.data, "17") == NULL, "%s says 17", exporters[i]->name);
		ck_assert_ptr_nonnull(strstr(out.data, "41"));
		ck_assert_ptr_nonnull(strstr(out.data, "84")); /* n */
		buf_release(&out);
	}
}
END_TEST

/* ---- text ---------------------------------------------------------------------------------------------- */

START_TEST(text_columns_line_up_in_any_script)
{
	struct buf out = export_as("text", "sheet,role", false);
	struct view rest = buf_view(&out);
	int width = 0, rows = 0;

	while (rest.ptr != NULL && view_cut(&rest, '\n').len > 0)
		;
	while (rest.ptr != NULL) {
		struct view line = view_cut(&rest, '\n');

		if (line.len == 0)
			break;
		if (rows++ == 0)
			width = u8_width((const uint8_t *)line.ptr, line.len, "UTF-8");
		ck_assert_int_eq(u8_width((const uint8_t *)line.ptr, line.len, "UTF-8"), width);
	}
	ck_assert_int_eq(rows, 6); /* headings, four options, total */
	buf_release(&out);
}
END_TEST

START_TEST(text_says_what_was_counted_and_what_is_hidden)
{
	struct buf out = export_as("text", "sheet", false);

	ck_assert_ptr_nonnull(strstr(out.data, "84 keer ingevuld"));
	ck_assert_ptr_nonnull(strstr(out.data, "<5*"));
	ck_assert_ptr_nonnull(strstr(out.data, "minder dan 5 mensen"));
	ck_assert_ptr_nonnull(strstr(out.data, "Drempel"));
	buf_release(&out);
}
END_TEST

START_TEST(text_names_choices_of_several)
{
	struct buf several = export_as("text", "known-myths", false), one = export_as("text", "sheet", false);

	ck_assert_ptr_nonnull(strstr(several.data, "Let op: bij Bekende broodjes aap"));
	ck_assert_ptr_null(strstr(one.data, "Let op"));
	buf_release(&several);
	buf_release(&one);
}
END_TEST

START_TEST(text_lets_no_control_character_through)
{
	struct buf out = export_as("text", "wave,sheet,role", false);

	for (size_t i = 0; i < out.len; i++)
		ck_assert(out.data[i] == '\n' || (unsigned char)out.data[i] >= ' ');
	ck_assert_ptr_nonnull(strstr(out.data, "=ronde"));
	buf_release(&out);
}
END_TEST

/* ---- csv ----------------------------------------------------------------------------------------------- */

/* A reader of RFC 4180, to check the writer: one record. Values live in the arena. */
static size_t
read_record(const char **at, struct arena *arena, struct view *values)
{
	size_t count = 0;
	bool more_values = true;

	while (more_values) {
		struct buf value = BUF_INIT;
		bool quoted = **at == '"';

		*at += quoted;
		while (quoted ? !(**at == '"' && (*at)[1] != '"') : **at != ',' && **at != '\r') {
			ck_assert_int_ne(**at, '\0');
			*at += quoted && **at == '"';
			buf_add_char(&value, *(*at)++);
		}
		*at += quoted;
		ck_assert_uint_lt(count, COLUMNS_MAX);
		values[count++] = arena_copy(arena, buf_view(&value));
		buf_release(&value);
		more_values = **at == ',';
		*at += more_values;
	}
	ck_assert_int_eq((*at)[0], '\r');
	ck_assert_int_eq((*at)[1], '\n');
	*at += 2;
	return count;
}

START_TEST(csv_reads_back_and_runs_no_formula)
{
	struct buf out = export_as("csv", "sheet", false);
	struct arena arena = ARENA_INIT;
	struct view values[COLUMNS_MAX];
	const char *at = out.data;
	const struct {
		const char *id, *text, *count;
	} expected[] = {
		{ "sum", "'=SUM(A1:A9)", "41" }, { "minus", "'-2 \"stuks\", of meer", "<5*" },
		{ "at", "'@buurt", "<5*" },      { "plus", "'+café 日本", "23" },
		{ "(all)", "Totaal", "84" },
	};

	ck_assert_uint_eq(read_record(&at, &arena, values), 8);
	ck_assert_view(values[0], "counted");
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		ck_assert_uint_eq(read_record(&at, &arena, values), 8);
		ck_assert_view(values[0], "responses");
		ck_assert_view(values[2], "5");
		ck_assert_view(values[3], "84");
		ck_assert_view(values[4], expected[i].id);
		ck_assert_view(values[5], expected[i].text);
		ck_assert_view(values[6], expected[i].count);
	}
	ck_assert_int_eq(*at, '\0');
	arena_release(&arena);
	buf_release(&out);
}
END_TEST

START_TEST(csv_has_a_byte_order_mark_only_when_asked)
{
	struct buf with = export_as("csv", "sheet", true), without = export_as("csv", "sheet", false);

	ck_assert(view_starts(buf_view(&with), "\xef\xbb\xbf"
	                                       "counted,"));
	ck_assert(view_starts(buf_view(&without), "counted,"));
	ck_assert_uint_eq(with.len, without.len + 3);
	buf_release(&with);
	buf_release(&without);
}
END_TEST

/* ---- json ---------------------------------------------------------------------------------------------- */

static json_t *
json_cell(json_t *root, const char *id)
{
	json_t *cells = json_object_get(root, "cells"), *cell;
	size_t i;

	json_array_foreach(cells, i, cell)
	{
		json_t *first = json_array_get(json_object_get(cell, "at"), 0);

		if (id == NULL ? json_is_null(first)
		               : json_is_string(first) && strcmp(json_string_value(first), id) == 0)
			return cell;
	}
	ck_abort_msg("no cell %s", id == NULL ? "all" : id);
	return NULL;
}

START_TEST(json_hides_cells_whole)
{
	struct buf out = export_as("json", "sheet", false);
	json_t *root = json_loadb(out.data, out.len, 0, NULL);

	ck_assert_ptr_nonnull(root);
	ck_assert_int_eq(json_integer_value(json_object_get(json_cell(root, "sum"), "count")), 41);
	ck_assert_int_eq(json_integer_value(json_object_get(json_cell(root, NULL), "respondents")), 84);
	ck_assert(json_is_true(json_object_get(json_cell(root, "at"), "suppressed")));
	ck_assert_ptr_null(json_object_get(json_cell(root, "at"), "count"));
	ck_assert(json_is_true(json_object_get(json_cell(root, "minus"), "suppressed")));
	ck_assert_uint_eq(json_object_size(json_cell(root, "minus")),
	                  json_object_size(json_cell(root, "at")));
	ck_assert_str_eq(json_string_value(json_object_get(root, "counted")), "responses");
	ck_assert_int_eq(json_integer_value(json_object_get(json_object_get(root, "n"), "count")), 84);
	json_decref(root);
	buf_release(&out);
}
END_TEST

START_TEST(json_shows_not_answered_only_where_somebody_did_not)
{
	struct buf before = export_as("json", "sheet", false), after;

	fixture_response(&fixture, SEAL_MODE_SERVER, false);
	after = export_as("json", "sheet", false);
	ck_assert_ptr_null(strstr(before.data, "not_answered"));
	ck_assert_ptr_nonnull(strstr(after.data, "not_answered"));
	buf_release(&before);
	buf_release(&after);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		every_exporter_is_found_by_its_name_and_writes_the_same_twice,
		hidden_numbers_appear_in_no_form,
		text_columns_line_up_in_any_script,
		text_says_what_was_counted_and_what_is_hidden,
		text_names_choices_of_several,
		text_lets_no_control_character_through,
		csv_reads_back_and_runs_no_formula,
		csv_has_a_byte_order_mark_only_when_asked,
		json_hides_cells_whole,
		json_shows_not_answered_only_where_somebody_did_not,
	};
	Suite *suite = suite_create("exporter");
	TCase *tcase = tcase_create("exporter");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tcase, setup, teardown);
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
