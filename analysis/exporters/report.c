/* SPDX-License-Identifier: EUPL-1.2
 *
 * The report as a whole: report.h. First all tables are counted and made safe together, then each part fills its
 * place in report.tpl.
 */
#include "report_parts.h"

#include <string.h>

#include "qtype.h"
#include "wording.h"

/* ---- small words ----------------------------------------------------------------------------------------- */

struct view
report_message(const struct report *report, const char *id)
{
	return catalogue_message(report->catalogue, id);
}

struct view
report_fill(struct report *report, const char *id, const struct catalogue_value *values)
{
	return catalogue_fill(report->catalogue, &report->arena, id, values);
}

struct view
report_audience(struct report *report, struct view audience)
{
	struct view copy = arena_copy(&report->arena, audience);
	char *letters = (char *)(uintptr_t)copy.ptr;

	for (size_t i = 0; i < copy.len; i++)
		if (letters[i] == '-')
			letters[i] = ' ';
	if (copy.len > 0 && letters[0] >= 'a' && letters[0] <= 'z')
		letters[0] = (char)(letters[0] - 'a' + 'A');
	return copy;
}

bool
report_has_shares(const struct cell *whole)
{
	return !cell_hidden(whole) && whole->respondents >= SHARE_LEAST;
}

struct view
report_share(struct report *report, const struct cell *part, const struct cell *whole)
{
	if (!report_has_shares(whole) || cell_hidden(part))
		return (struct view){ NULL, 0 };
	return arena_printf(&report->arena, "%llu%%",
	                    (unsigned long long)((part->count * 200 + whole->count) / (whole->count * 2)));
}

void
report_number(struct report *report, struct page *part, const struct tally *tally, const struct cell *cell)
{
	page_set(part, "TEXT", wording_count(tally, cell, &report->arena));
	if (!cell_hidden(cell))
		return;
	page_show(part, "HIDDEN");
	report->hidden_places++;
}

void
report_chapter(struct report *report, struct view id, struct view title)
{
	struct page *chapter = page_section(report->page, "CHAPTER");

	page_set(chapter, "TARGET", id);
	page_set(chapter, "NAME", title);
}

/* ---- counting -------------------------------------------------------------------------------------------- */

/* Counts a table in which everyone stands, so that the totals of all tables are the same people. A tag set that nobody was
 * asked about leaves an empty tally. */
static bool
count_table(struct report *report, const char *by, bool responses, struct tally *tally, struct error *err)
{
	struct tally_request request = { .by = view_of(by), .threshold = report->settings->threshold,
		                         .everyone = !responses, .responses = responses,
		                         .catalogue = report->catalogue };
	struct error why = ERROR_INIT;

	if (tally_make(tally, report->blocks, report->block_count, &request, &why))
		return true;
	tally_release(tally);
	if (why.code == ERROR_ABSENT)
		return true;
	*err = why;
	return false;
}

/* Tag sets with a place of their own in the report, or none. */
static bool
is_own_chapter(struct view tagset)
{
	static const char *const known[] = { "big-five", "categories", "goals" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (view_is(tagset, known[i]))
			return true;
	return false;
}

static bool
is_recognised(const struct report *report, struct view tagset)
{
	for (size_t i = 0; i < report->recognised_count; i++)
		if (view_equal(report->recognised[i].dimensions[0].id, tagset))
			return true;
	return false;
}

/* Lists that people ticked what they recognise in: questions of several choices with a tag set. */
static bool
count_recognised(struct report *report, struct error *err)
{
	for (size_t b = 0; b < report->block_count; b++) {
		const struct rows *rows = &report->blocks[b].responses;

		for (size_t c = 0; c < rows->column_count; c++) {
			const struct question *question = rows->columns[c].question;
			struct view by;

			if (question->tagset == NULL || !question->type->many || is_own_chapter(question->tagset->id) ||
			    is_recognised(report, question->tagset->id) ||
			    report->recognised_count == REPORT_RECOGNISED_MAX)
				continue;
			by = arena_printf(&report->arena, "%.*s,audience", VIEW_ARGS(question->tagset->id));
			if (!count_table(report, by.ptr, true, &report->recognised[report->recognised_count], err))
				return false;
			report->recognised_count += report->recognised[report->recognised_count].cell_count > 0;
		}
	}
	return true;
}

static bool
count_all(struct report *report, struct error *err)
{
	struct tally *all[5 + REPORT_RECOGNISED_MAX];
	size_t count = 0;

	if (!count_table(report, "questionnaire,audience,wave", true, &report->response, err) ||
	    !count_table(report, "sealed", true, &report->sealed, err) ||
	    !count_table(report, "kind,audience", false, &report->mentions, err) ||
	    !count_table(report, "kind,big-five,audience", false, &report->domains, err) ||
	    !count_table(report, "kind,categories,audience", false, &report->causes, err) ||
	    !count_recognised(report, err))
		return false;
	all[count++] = &report->response;
	all[count++] = &report->sealed;
	all[count++] = &report->mentions;
	if (report->domains.cell_count > 0)
		all[count++] = &report->domains;
	if (report->causes.cell_count > 0)
		all[count++] = &report->causes;
	for (size_t i = 0; i < report->recognised_count; i++)
		all[count++] = &report->recognised[i];
	tally_link(all, count);
	return true;
}

/* ---- the page -------------------------------------------------------------------------------------------- */

static void
fill_page(struct report *report)
{
	struct view title = report->settings->title;
	const struct catalogue_value mark[] = {
		{ "mark", wording_hidden(&report->response, &report->arena) },
		{ "k", arena_printf(&report->arena, "%u", report->settings->threshold) },
		{ .name = NULL },
	};

	page_set(report->page, "LANGUAGE", catalogue_language(report->catalogue));
	page_set(report->page, "TITLE", title.len > 0 ? title : report_message(report, "report_title"));
	page_set(report->page, "HIDDEN_NOTE", wording_hidden_note(&report->response, &report->arena));
	page_set(report->page, "QUOTES_FEW", report_fill(report, "report_quotes_few", mark));
	page_set(report->page, "PRIVACY_THRESHOLD", report_fill(report, "report_privacy_threshold", mark));
	report_summary(report);
	report_response(report);
	report_kinds(report);
	report_recognition(report);
	report_method(report); /* last: it says how often a number was hidden */
}

bool
report_write(const struct block *blocks, size_t block_count, const struct report_settings *settings, struct buf *out,
             struct error *err)
{
	struct report report = { .blocks = blocks, .block_count = block_count, .settings = settings,
		                 .catalogue = settings->catalogue, .arena = ARENA_INIT };
	bool good = false;

	if (!count_all(&report, err))
		goto out;
	report.page = page_new("report.tpl", settings->catalogue);
	fill_page(&report);
	good = page_render(report.page, out, err);
out:
	page_free(report.page);
	tally_release(&report.response);
	tally_release(&report.sealed);
	tally_release(&report.mentions);
	tally_release(&report.domains);
	tally_release(&report.causes);
	for (size_t i = 0; i < REPORT_RECOGNISED_MAX; i++)
		tally_release(&report.recognised[i]);
	arena_release(&report.arena);
	return good;
}
