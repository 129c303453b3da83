/* SPDX-License-Identifier: EUPL-1.2
 *
 * Ballots counted in pairs: how many voters put one item before another. That is all that Schulze, Kemeny and
 * Bradley-Terry need.
 *
 * The rule for items that were not ranked: an item that stood on somebody's ballot and got no place is below every item that
 * did, and equal to the others without a place (M. Schulze, The Schulze Method of Voting, arXiv 1804.02973, section 2.1). An
 * item that did not stand on that ballot is compared with nothing. Equal counts for neither side.
 */
#ifndef BALLOTS_H
#define BALLOTS_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

enum {
	BALLOTS_ITEMS_MAX = 64,
	BALLOTS_ABSENT = 0,        /* the item does not stand on this ballot */
	BALLOTS_UNRANKED = 0xffff, /* it does, without a place */
};

struct ballots {
	size_t items;
	uint64_t *over; /* over[i * items + j]: voters who put i before j; 0 where i = j */
	uint64_t
	    *equal; /* voters who compared i and j and put neither first; the same as over [j * items + i] */
};

void ballots_init(struct ballots *ballots, size_t items); /* 1 to BALLOTS_ITEMS_MAX */
void ballots_release(struct ballots *ballots);

/* `votes` equal ballots: places[i] is item i's place from 1 up, BALLOTS_ABSENT or BALLOTS_UNRANKED. Places may be shared. */
void ballots_add(struct ballots *ballots, const uint16_t *places, uint64_t votes);

/* `votes` answers to one pair: i before j, or neither. */
void ballots_add_over(struct ballots *ballots, size_t i, size_t j, uint64_t votes);
void ballots_add_equal(struct ballots *ballots, size_t i, size_t j, uint64_t votes);

static inline uint64_t
ballots_over(const struct ballots *ballots, size_t i, size_t j)
{
	return ballots->over[i * ballots->items + j];
}

static inline uint64_t
ballots_equal(const struct ballots *ballots, size_t i, size_t j)
{
	return ballots->equal[i * ballots->items + j];
}

#endif
