/* SPDX-License-Identifier: EUPL-1.2
 *
 * The report for the council: one HTML file that needs nothing beside it, with the numbers of a whole study,
 * small ones hidden. The same study and settings give the same bytes.
 */
#ifndef REPORT_H
#define REPORT_H

#include "analysis/tables/tally.h"

struct report_settings {
	struct view title;                 /* empty: the product's own */
	const struct catalogue *catalogue; /* language */
	unsigned threshold;                /* THRESHOLD_MIN to THRESHOLD_MAX */
	struct release *release;           /* borrowed; what was released before; NULL: nothing was */
};

/* Appends the report. The texts of the blocks must have been loaded; page_init() was called. */
bool report_write(const struct block *blocks, size_t block_count, const struct report_settings *settings,
                  struct buf *out, struct error *err) MUST_CHECK;

#endif
