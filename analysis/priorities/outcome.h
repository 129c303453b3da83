/* SPDX-License-Identifier: EUPL-1.2
 *
 * What comes first, as it may be published: bands, and figures as far as they tell nothing about a few people.
 *
 * What is shown, with K the threshold and n the people who answered:
 * - Nothing at all with n below K.
 * - Bands, and the order that Kemeny's method gives: always. They are what the group says together.
 * - Of a ranking the pairwise matrix. The numbers of a pair are shown when at least K people put the one first and at least K the
 *   other, and nobody or at least K put neither first. Else all numbers of that pair are hidden, so that none follows from the others; what is
 *   left is which of the two more people put first. Everybody agreeing is hidden too: it says of each what they think. Where
 *   exactly one pair would be hidden, the shown pair with the smallest number goes too, because of ballots that are all filled in
 *   the sum over all pairs is known. How many put what first is not given beside the matrix: the difference of two numbers that
 *   are large enough can be a small one.
 * - Of pairs the abilities with intervals, when for every item at least K people chose it and at least K chose another over it: with
 *   fewer an ability can be calculated back to counts. The matrix is not given beside them, for the same reason.
 * - Of statements the votes, each statement a table that was released with all others (statements.h, analysis/tables/release.h);
 *   its share and interval when no vote of it is hidden. Of groups their size and which way most of them vote, never a number.
 * For rankings and pairs this holds for one outcome: two with different selections, laid side by side, can still give a number away. Votes are
 * in the study's ledger.
 *
 * Minority views are named, without numbers, because a band hides them: an item that at least one in five (and at least K) put first
 * though at least half of the items are in bands before it; a statement with which one in five (and K) agree though most disagree; and
 * one that most of a group agree with and most of another disagree. Pairs say nothing about what is first for somebody.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "statements.h"

/* A value in a table of the outcome. */
struct outcome_value {
	enum { OUTCOME_NONE, OUTCOME_TEXT, OUTCOME_COUNT, OUTCOME_NUMBER, OUTCOME_HIDDEN } kind;
	struct view text; /* OUTCOME_TEXT; OUTCOME_HIDDEN: what is said in its place, "more", or empty */
	uint64_t count;
	double number; /* shown with two decimals */
};

enum { OUTCOME_COLUMNS_MAX = BALLOTS_ITEMS_MAX + 4, OUTCOME_TABLES_MAX = 6, OUTCOME_NOTES_MAX = 12 };

struct outcome_table {
	const char *name;
	const char *title; /* for people */
	struct view columns[OUTCOME_COLUMNS_MAX];
	size_t column_count, row_count;
	struct outcome_value *values; /* row * column_count + column; in the arena */
};

struct outcome {
	struct arena arena;
	enum answers_method method;
	const char *method_name; /* "Schulze", "Bradley-Terry", "votes" */
	struct view questionnaire, question, title;
	size_t people;
	unsigned threshold;
	struct outcome_table tables[OUTCOME_TABLES_MAX];
	size_t table_count;
	struct view notes[OUTCOME_NOTES_MAX];
	size_t note_count;
};

/* `ridge` is Bradley-Terry's prior (0: none). Of statements their tables were released before. ERROR_INVALID: fewer people than the
 * threshold, no estimate without a prior, or nothing can be shown with what was released before. The answers must outlive it. Release with outcome_release(), also after a failure. */
bool outcome_make(struct outcome *outcome, const struct answers *answers, const struct statements *statements,
                  unsigned threshold, double ridge, struct error *err) MUST_CHECK;
void outcome_release(struct outcome *outcome);

/* Which pairs of a matrix may be shown: shown[i * items + j], the same for j and i; nothing of an item with itself. */
void outcome_protect_pairs(const struct ballots *ballots, unsigned threshold, bool *shown);

/* ---- Writing ---- */

/* "text", "json", "csv"; NULL when there is no such format. The same outcome gives the same bytes. */
typedef void outcome_writer(const struct outcome *outcome, bool byte_order_mark, struct buf *out);
outcome_writer *outcome_writer_find(struct view format);

#endif
