/* SPDX-License-Identifier: EUPL-1.2
 *
 * The report for the council: one file that needs nothing beside it, with the numbers of a whole study, small ones
 * hidden, and of the team's work what was released. The same study and settings give the same bytes.
 *
 * The release gate: while something that somebody decided to release may not go out as it is (analysis/decisions/gate.h), or
 * the audit refuses the tables, there is no report. A draft says so at its top, and on every page that it is one; when the
 * audit refuses, it hides all numbers.
 */
#ifndef REPORT_H
#define REPORT_H

#include "analysis/decisions/gate.h"
#include "analysis/decisions/released.h"
#include "analysis/tables/tally.h"

/* What the team did with the answers, as far as the report may show it, and what it may not show yet. */
struct report_work {
	struct released released;
	struct members members; /* which mention tells of which of its findings */
	struct codebook codebook;
	struct gate gate;
};

/* `coding` must outlive it. */
void report_work_make(struct report_work *work, struct coding *coding, const struct catalogue *catalogue);
void report_work_release(struct report_work *work); /* also one that is all zeroes */

/* The same content through other templates: a page with charts; Markdown; HTML that word processors take over, without charts. */
enum report_form { REPORT_PAGE, REPORT_MARKDOWN, REPORT_DOCX_HTML, REPORT_FORM_COUNT };

/* "html", "markdown", "docx-html" */
const char *report_form_name(enum report_form form);

struct report_settings {
	enum report_form form;
	struct view title;                 /* empty: the product's own */
	const struct catalogue *catalogue; /* language */
	unsigned threshold;                /* THRESHOLD_MIN to THRESHOLD_MAX */
	unsigned base;           /* rounds all numbers to a multiple of this, without percentages; 0: hides */
	struct release *release; /* borrowed; what was released before; NULL: nothing was */
	const struct report_work *work; /* borrowed; NULL: nothing was done yet */
	bool draft;
	struct buf *participants; /* gets the page for participants: HTML in plain words; NULL: not asked */
	struct buf *reasons;      /* gets what keeps it from being released, a line each; NULL: not asked */
};

/* Appends the report; page_init() was called. ERROR_INVALID when something keeps it from being released, unless it is a
 * draft: then nothing was appended. */
bool report_write(const struct block *blocks, size_t block_count, const struct report_settings *settings,
                  struct buf *out, struct error *err) MUST_CHECK;

#endif
