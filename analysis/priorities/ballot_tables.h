/* SPDX-License-Identifier: EUPL-1.2
 *
 * What people answered to a ballot as tables of responses, so that what is hidden of it is decided, audited and remembered with every
 * other table (analysis/tables/release.h): of statements one a statement; of a ranking one for each pair of items, which are the
 * pairwise matrix; of pairs how many answered, because nothing else of them is shown as a number of people.
 *
 * What an attacker knows of the matrix besides is told to the release: who puts i before j puts i before k or k before j, whatever k is;
 * and where it is shown which of two more people put first, that. So a number that is hidden has the doubt that the rule asks for
 * beside all of the matrix, the words in it and the order.
 *
 * A ranking of fewer than twice the threshold of people has no matrix: which of two more people put first would say that the other is
 * under the threshold, and of how few.
 */
#ifndef BALLOT_TABLES_H
#define BALLOT_TABLES_H

#include "analysis/tables/release.h"
#include "analysis/tables/tally.h"
#include "answers.h"

enum {
	BALLOT_TABLES_RANKED_MAX = 20,
	BALLOT_TABLES_MAX = BALLOT_TABLES_RANKED_MAX * (BALLOT_TABLES_RANKED_MAX - 1) / 2
};

struct ballot_tables {
	struct arena arena;
	struct tally *tallies; /* owned; of statements in the order of the items */
	size_t count, items;
	bool matrix;  /* the tables are those of pairs */
	bool compare; /* of a pair that is hidden it may be said which of the two more people put first */
};

#define BALLOT_TABLES_INIT ((struct ballot_tables){ .tallies = NULL })

/* Counts them as `answers` were, of the same source, which must outlive it. Without `matrix` of a ranking too only how many answered. The tables may be shown after a release. Release
 * with ballot_tables_release(), also after a failure. */
bool ballot_tables_make(struct ballot_tables *tables, const struct answers *answers,
                        const struct source *source, unsigned threshold, const struct catalogue *catalogue,
                        bool matrix, struct error *err) MUST_CHECK;
void ballot_tables_release(struct ballot_tables *tables);

/* Tells a release what everybody knows of them, before it is made. */
void ballot_tables_know(const struct ballot_tables *tables, const struct answers *answers,
                        struct release *release);

/* What a statement's table says of one vote. */
struct cell ballot_tables_vote(const struct ballot_tables *tables, size_t item, enum vote vote);

/* Of a matrix: how many put item i before j. Hidden when anything of this pair is. */
struct cell ballot_tables_over(const struct ballot_tables *tables, size_t i, size_t j);

/* How many answered, hidden when any table hides it. */
struct cell ballot_tables_people(const struct ballot_tables *tables);

#endif
