/* SPDX-License-Identifier: EUPL-1.2
 *
 * What comes first, as it may be published: bands, and figures as far as they tell nothing about a few people.
 *
 * What is shown, with K the threshold and n the people who answered:
 * - Nothing at all with n below K.
 * - Bands, and the order that Kemeny's method gives: always. They are what the group says together. An order tells of a pair at
 *   most which of the two more people put first, so of the others that they are no more than half, and never that there is
 *   anybody: no number is known to be above 0 by it. That it is no more than half is less doubt than the rule asks for
 *   only with fewer than 2K people; then there are no numbers beside it with which it could be more.
 * - Of a ranking the pairwise matrix, from 2K people on: a table for each pair, released and audited with all tables of the study
 *   (ballot_tables.h). Of a pair all numbers are shown or none; in the place of hidden ones stands which of the two more people put
 *   first, unless most people put a before b, b before c and c before a, or as many put
 *   the one first as the other and a few neither. How many put what first is not given: nobody asked that, and
 *   it is one number more to protect.
 * - Of pairs the abilities with intervals, when for every item at least K people chose it and at least K chose another over it: with
 *   fewer an ability can be calculated back to counts. The matrix is not given beside them, for the same reason.
 * - Of statements the votes, each statement a table that was released with all others (ballot_tables.h, analysis/tables/release.h);
 *   its share and interval when no vote of it is hidden. Of groups their size and which way most of them vote, never a number.
 * - How many answered is in the study's ledger in any case. So a later outcome, also of pairs, is refused when fewer than K
 *   answered since.
 * Not seen: what holds of four items of a ranking and more at once, and not of any three of them (of 750 random matrices of four
 * items somebody who tried all electorates knew a hidden number better than the rule in 4; of three items in none); abilities of two selections laid side by side; they are numbers of a model, which no sum ties to tables.
 *
 * Minority views are named, without numbers, because a band hides them: an item that at least one in five (and at least K) put first
 * though at least half of the items are in bands before it; a statement with which one in five (and K) agree though most disagree; and
 * one that most of a group agree with and most of another disagree. Pairs say nothing about what is first for somebody.
 */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "ballot_tables.h"

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
bool outcome_make(struct outcome *outcome, const struct answers *answers, const struct ballot_tables *tables,
                  unsigned threshold, double ridge, struct error *err) MUST_CHECK;
void outcome_release(struct outcome *outcome);

/* ---- Writing ---- */

/* "text", "json", "csv"; NULL when there is no such format. The same outcome gives the same bytes. */
typedef void outcome_writer(const struct outcome *outcome, bool byte_order_mark, struct buf *out);
outcome_writer *outcome_writer_find(struct view format);

#endif
