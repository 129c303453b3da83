/* SPDX-License-Identifier: EUPL-1.2
 *
 * The report as a whole: report.h. First all tables are counted and made safe together, then the gate is asked, then each
 * part fills its place in report.tpl.
 */
#include "report_parts.h"

#include <math.h>

#include "analysis/tables/wilson.h"
#include "wording.h"

/* ---- forms --------------------------------------------------------------------------------------------- */

static const struct {
	const char *name, *end; /* of its templates */
} forms[] = {
	[REPORT_PAGE] = { "html", "tpl" },
	[REPORT_MARKDOWN] = { "markdown", "md.tpl" },
	[REPORT_DOCX_HTML] = { "docx-html", "docx.tpl" },
};
_Static_assert(sizeof(forms) / sizeof(forms[0]) == REPORT_FORM_COUNT, "a row per form");

const char *
report_form_name(enum report_form form)
{
	return forms[form].name;
}

const char *
report_template(struct report *report, const char *name)
{
	return arena_printf(&report->arena, "%s.%s", name, forms[report->settings->form].end).ptr;
}

/* ---- small words --------------------------------------------------------------------------------------- */

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
	struct view copy = report_sentence(report, audience);
	char *letters = (char *)(uintptr_t)copy.ptr;

	for (size_t i = 0; i < copy.len; i++)
		if (letters[i] == '-')
			letters[i] = ' ';
	return copy;
}

struct view
report_sentence(struct report *report, struct view text)
{
	struct view copy = arena_copy(&report->arena, text);
	char *letters = (char *)(uintptr_t)copy.ptr;

	if (copy.len > 0 && letters[0] >= 'a' && letters[0] <= 'z')
		letters[0] = (char)(letters[0] - 'a' + 'A');
	return copy;
}

bool
report_is_rounded(const struct report *report)
{
	return report->rounding.base > 0;
}

bool
report_is_none(const struct report *report, const struct cell *cell)
{
	return cell->count == 0 && !cell_hidden(cell) && !report_is_rounded(report);
}

bool
report_may_be_few(const struct report *report, const struct cell *cell)
{
	return cell_hidden(cell) ||
	       (report_is_rounded(report) && cell->state != CELL_IMPOSSIBLE &&
	        cell->respondents < report->settings->threshold + report->rounding.within);
}

bool
report_has_shares(const struct report *report, const struct cell *whole)
{
	return !report_is_rounded(report) && !cell_hidden(whole) && whole->respondents >= SHARE_LEAST;
}

struct view
report_share(struct report *report, const struct cell *part, const struct cell *whole)
{
	if (!report_has_shares(report, whole) || cell_hidden(part))
		return (struct view){ NULL, 0 };
	return arena_printf(&report->arena, "%llu%%",
	                    (unsigned long long)((part->count * 200 + whole->count) / (whole->count * 2)));
}

struct view
report_share_between(struct report *report, const struct cell *part, const struct cell *whole)
{
	struct view share = report_share(report, part, whole);
	struct wilson interval;

	if (share.len == 0)
		return share;
	interval = wilson_interval((double)part->count / (double)whole->count, whole->respondents);
	return arena_printf(&report->arena, "%.*s (%.0f–%.0f%%)", VIEW_ARGS(share),
	                    floor(interval.least * 100), ceil(interval.most * 100));
}

static struct view
number_or_hidden(struct report *report, const struct cell *cell, uint64_t number)
{
	return cell_hidden(cell) ? report_message(report, "report_hidden")
	                         : arena_printf(&report->arena, "%llu", (unsigned long long)number);
}

struct view
report_count(struct report *report, const struct cell *cell)
{
	return number_or_hidden(report, cell, cell->count);
}

struct view
report_people(struct report *report, const struct cell *cell)
{
	return number_or_hidden(report, cell, cell->respondents);
}

static struct view
number_told(struct report *report, const struct cell *cell, uint64_t number)
{
	uint64_t named = number == 0 ? report->rounding.within + 1 : number;

	if (cell_hidden(cell) || !report_is_rounded(report))
		return number_or_hidden(report, cell, number);
	return report_fill(
	    report, number == 0 ? "report_under" : "report_about",
	    (const struct catalogue_value[]){
	        { "n", arena_printf(&report->arena, "%llu", (unsigned long long)named) }, { .name = NULL } });
}

struct view
report_count_told(struct report *report, const struct cell *cell)
{
	return number_told(report, cell, cell->count);
}

struct view
report_people_told(struct report *report, const struct cell *cell)
{
	return number_told(report, cell, cell->respondents);
}

void
report_add_number(struct report *report, struct page *row, const struct cell *cell, struct view number)
{
	struct page *part = page_section(row, "VALUE");

	page_set(part, "TEXT", number);
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

/* ---- the page ------------------------------------------------------------------------------------------ */

/* What is said once about all numbers: that they are rounded, or which are hidden and what shares are worth. */
static void
report_rounding(struct report *report, const struct catalogue_value *threshold)
{
	bool rounded = report_is_rounded(report);
	struct view note = wording_rounded(&report->response, &report->arena);

	page_set(report->page, "LIMITS_INTERVAL",
	         report_message(report, rounded ? "report_limits_rounded" : "report_limits_interval"));
	page_set(report->page, "PRIVACY_THRESHOLD",
	         rounded ? note : report_fill(report, "report_privacy_threshold", threshold));
	page_set(report->page, "PRIVACY_SECOND",
	         report_message(report, rounded ? "report_privacy_rounded" : "report_privacy_second"));
	if (!rounded)
		return;
	page_show(report->page, "ROUNDED");
	page_set(report->page, "ROUNDED_NOTE", note);
}

static void
fill_page(struct report *report)
{
	struct view title = report->settings->title;
	const struct catalogue_value threshold[] = {
		{ "k", arena_printf(&report->arena, "%u", report->settings->threshold) },
		{ .name = NULL },
	};

	page_set(report->page, "LANGUAGE", catalogue_language(report->catalogue));
	page_set(report->page, "TITLE", title.len > 0 ? title : report_message(report, "report_title"));
	page_set(report->page, "HIDDEN_NOTE", report_fill(report, "report_hidden_means", threshold));
	report_rounding(report, threshold);
	if (report->released->finding_count > 0)
		page_show(report->page, "CODED");
	report_draft(report);
	report_summary(report);
	report_response(report);
	report_domains(report);
	report_myths(report);
	report_contrast(report);
	report_proposals(report);
	report_priorities(report);
	report_kinds(report);
	report_recognition(report);
	report_method(report); /* last: it says how often a number was hidden */
}

void
report_work_make(struct report_work *work, struct coding *coding, const struct catalogue *catalogue)
{
	released_make(&work->released, coding, catalogue);
	members_make(&work->members, coding, false, catalogue);
	codebook_make(&work->codebook, coding);
	gate_look(&work->gate, coding);
}

void
report_work_release(struct report_work *work)
{
	gate_release(&work->gate);
	codebook_release(&work->codebook);
	members_release(&work->members);
	released_release(&work->released);
}

bool
report_write(const struct block *blocks, size_t block_count, const struct report_settings *settings,
             struct buf *out, struct error *err)
{
	static const struct report_work nothing;
	const struct report_work *work = settings->work != NULL ? settings->work : &nothing;
	struct report report = { .blocks = blocks,
		                 .block_count = block_count,
		                 .settings = settings,
		                 .catalogue = settings->catalogue,
		                 .work = work,
		                 .released = &work->released,
		                 .arena = ARENA_INIT };
	bool good = false;
	size_t reasons;

	if (!report_tables(&report, err) || !report_ballots(&report, err))
		goto out;
	report_protect(&report);
	report_outcomes(&report);
	reasons = report_gate(&report);
	if (reasons > 0 && !settings->draft) {
		fail(err, ERROR_INVALID, "the report cannot be released, for %zu reason%s", reasons,
		     reasons == 1 ? "" : "s");
		goto out;
	}
	report.page = page_new(report_template(&report, "report"), settings->catalogue);
	fill_page(&report);
	good =
	    (settings->participants == NULL || report_participants(&report, settings->participants, err)) &&
	    page_render(report.page, out, err);
out:
	page_free(report.page);
	report_ballots_release(&report);
	report_tables_release(&report);
	arena_release(&report.arena);
	return good;
}
