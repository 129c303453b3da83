/* SPDX-License-Identifier: EUPL-1.2
 *
 * A table of counts over the study. What is hidden for its own sake is hidden already; it may be shown to anybody only after
 * release_tables() (release.h) hid what protects that.
 *
 * Mentions are counted when any dimension is `kind`, `finding` or lives in a group, or when a kind was selected;
 * otherwise responses. A cell counts each unit once, also under a choice of several; so do the totals,
 * which are therefore no sums when a dimension is multiple.
 */
#ifndef TALLY_H
#define TALLY_H

#include "dimension.h"
#include "suppress.h"

enum { TALLY_CELLS_MAX = 1000000 };

struct tally_request {
	struct view by; /* 1 to 3 names of dimensions, separated by commas */
	struct selection selection;
	unsigned threshold; /* THRESHOLD_MIN to THRESHOLD_MAX */
	bool everyone;      /* also counts, as not answered, who was not asked although others of the same
	                                      audience were; without it only who was asked counts */
	bool responses;     /* counts responses, also by a tag set that mentions have too */
	const struct catalogue *catalogue; /* language of titles and categories */
	const struct members *members; /* for `finding`; NULL: not to be counted by. Must outlive the tally */
};

/* What release_rounded() did to the numbers. */
struct rounding {
	unsigned base;   /* they are multiples of this; 0: they are as counted */
	unsigned within; /* each is at most so much away from what was counted */
};

struct tally {
	struct arena arena;
	const struct catalogue *catalogue;
	enum tally_unit unit;
	struct selection selection;
	unsigned threshold;
	struct dimension dimensions[TABLE_AXES_MAX];
	struct shape shape;
	struct cell *cells;
	size_t cell_count;
	struct rounding rounding;
};

/* ERROR_ABSENT or ERROR_INVALID for a request that cannot be counted. `blocks` must outlive the tally.
 * Release with tally_release(), also after a failure. */
bool tally_make(struct tally *tally, const struct block *blocks, size_t block_count,
                const struct tally_request *request, struct error *err) MUST_CHECK;

void tally_release(struct tally *tally);

/* The cell at one position per dimension. */
const struct cell *tally_cell(const struct tally *tally, const size_t *positions);

/* All that was counted: "all" in every dimension. */
const struct cell *tally_total(const struct tally *tally);

/* Whether a position of a dimension is to be shown: "not answered" only where somebody did not, and others only
 * where somebody was asked. */
bool tally_shows(const struct tally *tally, size_t axis, size_t position);

#endif
