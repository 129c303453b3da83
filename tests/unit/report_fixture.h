/* SPDX-License-Identifier: EUPL-1.2
 *
 * A study of two audiences for tests of the report, and reading what the report says.
 */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include "study_fixture.h"

#include "analysis/exporters/report.h"
#include "page.h"

enum { PROFESSIONALS = 64, YOUNG = 23, DOMAINS = 5, CAUSES = 4 };

static struct fixture professionals, panel;
static struct block blocks[2];

/* How often each domain was told of, by kind and audience: the independent count. */
static unsigned counted[2][DOMAINS][2], kind_count[2][2];

static inline void
tell(struct fixture *fixture, int audience, size_t response, int kind, const size_t *chosen, size_t count,
     int cause, const char *text)
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
	"We schrijven iemand in bij de opvang, al slaapt hij daar maar twee nachten.\nAnders stopt alles.",
	"Ik vul het formulier samen in en zet overal ‘spoed’ op.",
	"Eerst de woning, daarna pas de papieren.",
	"<script>alert('x')</script> & <b>vet</b> \"quote\"",
};
static const char *const myth_texts[] = {
	"Zonder diagnose krijg je nooit begeleiding.",
	"Na je achttiende verjaardag sluit elk dossier automatisch.",
	"Je mag maar één keer in je leven schuldhulp krijgen.",
};

static inline void
fill_professionals(void)
{
	for (size_t i = 0; i < PROFESSIONALS; i++) {
		size_t row = fixture_response(&professionals,
		                              i % 3 == 0 ? SEAL_MODE_SERVER : SEAL_MODE_BROWSER, i % 2 == 0);
		size_t chosen[2] = { i % 5 == 0 ? 0 : i % 7 == 0 ? 2 : 1, 3 };

		fixture_choose_at(&professionals.block.responses, row, "myths", i % 3);
		tell(&professionals, 0, row, 0, chosen, i % 4 == 0 ? 2 : 1, (int)(i % CAUSES) - (i % 9 == 0),
		     path_texts[i % 5]);
		if (i % 2 == 0) {
			chosen[0] = i % 6 == 0 ? 4 : 3;
			tell(&professionals, 0, row, 1, chosen, 1, -1, myth_texts[i % 3]);
		}
	}
}

static inline void
fill_panel(void)
{
	for (size_t i = 0; i < YOUNG; i++) {
		size_t row = fixture_response(&panel, SEAL_MODE_BROWSER, i % 2 == 0),
		       chosen[1] = { i < 3 ? 4 : 1 };

		fixture_choose_at(&panel.block.responses, row, "myths", i % 2);
		if (i > 2)
			fixture_choose_at(&panel.block.responses, row, "myths", 2);
		if (i % 2 == 0 || i < 3)
			tell(&panel, 1, row, 0, chosen, 1, -1, path_texts[i % 4]);
		tell(&panel, 1, row, 1, chosen, 1, -1, myth_texts[i % 3]);
	}
}

static inline void
setup(void)
{
	struct error err = ERROR_INIT;

	memset(counted, 0, sizeof(counted));
	memset(kind_count, 0, sizeof(kind_count));
	ck_assert_ok(page_init(&err), &err);
	professionals = fixture_new(
	    fixture_questionnaire("professionals", "professional", "Jouw werk met jongeren", NULL), "", 200,
	    400);
	panel =
	    fixture_new(fixture_questionnaire("panel", "jongerenpanel", "Wat jij hoort", NULL), "", 200, 400);
	fill_professionals();
	fill_panel();
	blocks[0] = professionals.block;
	blocks[1] = panel.block;
}

static inline void
teardown(void)
{
	fixture_release(&professionals);
	fixture_release(&panel);
}

static inline struct buf
write_report(const struct block *from, size_t count, const char *language, unsigned threshold)
{
	struct report_settings settings = { .catalogue = catalogue_find(view_of(language)),
		                            .threshold = threshold };
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	ck_assert_ok(report_write(from, count, &settings, &out, &err), &err);
	return out;
}

/* ---- reading the page ---------------------------------------------------------------------------------- */

static inline size_t
occurrences(const struct buf *page, const char *text)
{
	size_t count = 0;

	for (const char *at = page->data; (at = strstr(at, text)) != NULL; at += strlen(text))
		count++;
	return count;
}

/* The text of column `column` (from 0, behind the row's heading) in the row with this heading of the table
 * whose caption has this id. */
static inline struct view
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

static inline bool
is_number(struct view text, unsigned long number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lu", number);
	return view_is(text, digits);
}

static inline void
cut_style(struct buf *page)
{
	char *start = strstr(page->data, "<style>"), *end = strstr(page->data, "</style>");

	memset(start, ' ', (size_t)(end - start));
}

/* Whether a number stands somewhere, not as a part of a longer one. */
static inline bool
says_number(const struct buf *page, const char *number)
{
	for (const char *at = page->data; (at = strstr(at, number)) != NULL; at++) {
		char before = at == page->data ? ' ' : at[-1], after = at[strlen(number)];

		if (strchr("0123456789.;#", before) == NULL && (after < '0' || after > '9') && after != '.')
			return true;
	}
	return false;
}

/* Runs the tests of a program, each between setup() and teardown(). */
static inline int
run_report_tests(const char *name, const TTest *const *tests, size_t count)
{
	Suite *suite = suite_create(name);
	TCase *tcase = tcase_create(name);
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
