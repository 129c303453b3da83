/* SPDX-License-Identifier: EUPL-1.2
 *
 * The order of a group out of ranked ballots, by the method of Schulze (M. Schulze, A new monotonic, clone-independent, reversal
 * symmetric, and Condorcet-consistent single-winner election method, Social Choice and Welfare 36, 2011, sections 2.2 and 2.3).
 *
 * A link from i to j exists where more voters put i before j than j before i; its strength is the number of the first (winning
 * votes). A path is as strong as its weakest link; p[i,j] is that of the strongest path. i stands before j when p[i,j] > p[j,i].
 * This never goes round in a circle, but it can leave items undecided.
 *
 * Ties are bands: the first band has the items that none stands before; the next one those that none of the remaining stands before;
 * and so on. So who stands before another is in an earlier band, and those of one band are undecided among each other. No lot
 * is drawn.
 */
#ifndef SCHULZE_H
#define SCHULZE_H

#include "ballots.h"

struct schulze {
	size_t items;
	uint64_t *paths; /* paths[i * items + j]: p[i,j], in voters; 0 where there is no path */
	size_t *bands;   /* per item, from 0 */
	size_t band_count;
};

void schulze_make(struct schulze *schulze, const struct ballots *ballots);
void schulze_release(struct schulze *schulze);

bool schulze_before(const struct schulze *schulze, size_t i, size_t j);

#endif
