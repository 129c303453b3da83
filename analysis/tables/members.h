/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which finding every mention tells of, as a tally reads it: for the dimension "finding".
 *
 * A mention tells of one finding or of none; a person can tell of several. Findings here are those that may be shown: where
 * only released ones may, a mention of any other tells of none. What was merged counts as what it was merged into.
 */
#ifndef MEMBERS_H
#define MEMBERS_H

#include "analysis/decisions/finding.h"
#include "locale_catalogue.h"

#define MEMBERS_NONE UINT32_MAX

struct members_finding {
	struct view id, title;
	enum mention_kind kind;
};

/* The mentions of one group of a block. */
struct members_rows {
	const struct rows *rows;
	uint32_t *finding; /* per row: index in members.findings, or MEMBERS_NONE */
};

struct members {
	struct arena arena;
	struct members_finding *findings; /* by id */
	size_t finding_count;
	struct members_rows *rows; /* in the order of blocks and groups */
	size_t row_count;
	uint64_t version; /* another one as soon as any mention tells of another finding; says nothing to
	                     who does not have the study */
};

/* `all`: findings that were not released too, for tables that stay inside. Titles are in the catalogue's language where
 * there is one, else Dutch. Release also when nothing was made; the coding must outlive it. */
void members_make(struct members *members, struct coding *coding, bool all,
                  const struct catalogue *catalogue);
void members_release(struct members *members);

/* Per row the finding; NULL when these rows are no mentions. */
const uint32_t *members_of(const struct members *members, const struct rows *rows);

#endif
