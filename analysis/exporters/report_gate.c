/* SPDX-License-Identifier: EUPL-1.2
 *
 * What keeps the report from being released, in words: for who makes it, and at the top of a draft.
 */
#include "report_parts.h"

#include <string.h>

static const char *const reason_words[GATE_REASON_COUNT] = {
	[GATE_QUOTE_CONFLICT] = "report_gate_quote_conflict",
	[GATE_QUOTE_REFUSED] = "report_gate_quote_refused",
	[GATE_QUOTE_MARKS] = "report_gate_quote_marks",
	[GATE_QUOTE_UNREAD] = "report_gate_quote_unread",
	[GATE_FINDING_CONFLICT] = "report_gate_finding_conflict",
	[GATE_FINDING_EMPTY] = "report_gate_finding_empty",
	[GATE_FINDING_PERSONAL] = "report_gate_finding_personal",
	[GATE_FINDING_ALONE] = "report_gate_finding_alone",
};

/* The name of a part of a card, as it stands in the report. */
static struct view
part_label(struct report *report, struct view part)
{
	const size_t skip = strlen("tag/");

	if (part.len == 0)
		return VIEW("");
	if (view_starts(part, "tag/"))
		return report_fill(report, "report_part_tag",
		                   (const struct catalogue_value[]){
		                       { "tag", { part.ptr + skip, part.len - skip } }, { .name = NULL } });
	if (view_starts(part, "title"))
		part = VIEW("title");
	return report_message(report, arena_printf(&report->arena, "report_part_%.*s", VIEW_ARGS(part)).ptr);
}

/* "een naam": in the words in which a respondent is asked about it. */
static struct view
looks_like(struct report *report, const char *kind)
{
	return kind == NULL ? VIEW("")
	                    : report_message(report, arena_printf(&report->arena, "personal_%s", kind).ptr);
}

static struct view
reason_text(struct report *report, size_t number)
{
	const struct gate_reason *reason;

	if (number == report->work->gate.count)
		return report_fill(
		    report, "report_gate_audit",
		    (const struct catalogue_value[]){ { "why", report->refused }, { .name = NULL } });
	reason = &report->work->gate.list[number];
	return report_fill(
	    report, reason_words[reason->kind],
	    (const struct catalogue_value[]){ { "subject", reason->subject },
	                                      { "part", part_label(report, reason->place.question) },
	                                      { "kind", looks_like(report, reason->looks) },
	                                      { "place", place_write(&reason->place, &report->arena) },
	                                      { .name = NULL } });
}

static size_t
reason_count(const struct report *report)
{
	return report->work->gate.count + (report->refused.len > 0 ? 1 : 0);
}

size_t
report_gate(struct report *report)
{
	size_t count = reason_count(report);

	for (size_t i = 0; report->settings->reasons != NULL && i < count; i++) {
		buf_add_view(report->settings->reasons, reason_text(report, i));
		buf_add_char(report->settings->reasons, '\n');
	}
	return count;
}

void
report_draft(struct report *report)
{
	size_t count = reason_count(report);
	struct page *draft, *reasons;

	if (!report->settings->draft)
		return;
	draft = page_section(report->page, "DRAFT");
	if (count == 0) {
		page_show(draft, "READY");
		return;
	}
	reasons = page_section(draft, "REASONS");
	for (size_t i = 0; i < count; i++)
		page_set(page_section(reasons, "REASON"), "TEXT", reason_text(report, i));
}
