/* SPDX-License-Identifier: EUPL-1.2
 *
 * What keeps the report from being released, in words: for who makes it, and at the top of a draft.
 */
#include "report_parts.h"

#include "gate_words.h"
#include "refusal.h"

/* What keeps tables from being made safe: analysis/tables/{release*,audit,protect*}.c. tests/http/report holds this against
 * those. */
static const struct refusal refusals[] = {
	{ "the audit refuses: * hidden numbers can be worked out", "report_audit_exposed" },
	{ "the audit refuses: with what was released before, * rounded numbers can be worked out",
	  "report_audit_exposed_rounded" },
	{ "rounding to * would tell what is under *: round to at least that", "report_audit_base" },
	{ "earlier releases hide what is under *: round to at least that", "report_audit_base_before" },
	{ "these numbers cannot be rounded so that they add up: take fewer dimensions, or do not round",
	  "report_audit_unroundable" },
	{ "an earlier release shows a number of * people or fewer", "report_audit_shown" },
	{ "earlier releases hide what is under *: use at least that", "report_audit_threshold" },
	{ "the tables contradict each other", "report_audit_contradict" },
	{ "more than * numbers are too many to protect together: take fewer dimensions",
	  "report_audit_too_many" },
	{ "questions with so many options cross: take fewer dimensions", "report_audit_crossing" },
	{ "what to hide of * numbers takes too long to find: take fewer dimensions", "report_audit_endless" },
	{ "what is published already, or stands in no line with others, lets * be worked out",
	  "report_audit_alone" },
	{ "the audit cannot be done: the published numbers contradict each other",
	  "report_audit_contradict" },
	{ "the audit cannot be done: the solver gave up where choices cross", "report_audit_gave_up" },
	{ "the audit cannot be done: *", "report_audit_gave_up" },
	{ "the solver gave up on what to hide", "report_audit_gave_up" },
	{ .says = NULL },
};

static struct view
audit_words(struct report *report)
{
	return refusal_words(refusals, "report_audit_other", report->catalogue, &report->arena,
	                     report->refused);
}

static struct view
reason_text(struct report *report, size_t number)
{
	if (number == report->work->gate.count)
		return report_fill(
		    report, "report_gate_audit",
		    (const struct catalogue_value[]){ { "why", audit_words(report) }, { .name = NULL } });
	return gate_words(report->catalogue, &report->arena, &report->work->gate.list[number]);
}

static size_t
reason_count(const struct report *report)
{
	return report->work->gate.count + (report->refused != NULL ? 1 : 0);
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
