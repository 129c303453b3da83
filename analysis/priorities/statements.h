/* SPDX-License-Identifier: EUPL-1.2
 *
 * The votes on the statements of a ballot as tables of responses, one a statement, so that what is hidden of them is decided and
 * remembered with every other table (analysis/tables/release.h).
 */
#ifndef STATEMENTS_H
#define STATEMENTS_H

#include "analysis/tables/tally.h"
#include "answers.h"

struct statements {
	struct arena arena;
	struct tally *tallies; /* owned; in the order of the items; none when the ballot has no statements */
	size_t count;
};

#define STATEMENTS_INIT ((struct statements){ .tallies = NULL })

/* Counts them as `answers` were, of the same source, which must outlive it. The tables may be shown after a release. Release
 * with statements_release(), also after a failure. */
bool statements_make(struct statements *statements, const struct answers *answers,
                     const struct source *source, unsigned threshold, const struct catalogue *catalogue,
                     struct error *err) MUST_CHECK;
void statements_release(struct statements *statements);

/* What a table says of one vote. */
struct cell statements_cell(const struct statements *statements, size_t item, enum vote vote);

#endif
