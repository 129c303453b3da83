/* SPDX-License-Identifier: EUPL-1.2
 *
 * The report as a whole: report.h. First all tables are counted and made safe together, then the gate is asked, then each
 * part fills its place in report.tpl.
 */
#include "report_parts.h"

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
	report_waves(report);
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
