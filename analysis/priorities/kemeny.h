/* SPDX-License-Identifier: EUPL-1.2
 *
 * The order with which the ballots agree most (J. Kemeny, Mathematics without numbers, Daedalus 88, 1959; H. P. Young, Condorcet's
 * theory of voting, American Political Science Review 82, 1988): of all orders the one with the highest score, which is the sum, over
 * all pairs, of the voters who put the pair in that order. A check of another method's order, for few items.
 *
 * Exact, by dynamic programming over the sets of items that stand first: 2^items * items steps.
 */
#ifndef KEMENY_H
#define KEMENY_H

#include "ballots.h"

enum { KEMENY_ITEMS_MAX = 8 };

struct kemeny {
	size_t order
	    [KEMENY_ITEMS_MAX]; /* items, the first one first; of several best orders the one that is first by item */
	uint64_t score;         /* in voters times pairs */
	uint64_t orders; /* that have this score; above 1: a tie */
};

/* The best order. With `bands` (per item; NULL: any order) only orders that keep an earlier band before a later one: when
 * that has the same score, the bands are as good as any order. ERROR_INVALID: no items, or more than KEMENY_ITEMS_MAX. */
bool kemeny_make(struct kemeny *kemeny, const struct ballots *ballots, const size_t *bands,
                 struct error *err) MUST_CHECK;

/* The score of an order of all items. */
uint64_t kemeny_score(const struct ballots *ballots, const size_t *order);

#endif
