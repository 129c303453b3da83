/* SPDX-License-Identifier: EUPL-1.2
 *
 * Shares and their bands: votes.h.
 */
#include "votes.h"

#include <math.h>
#include <stdlib.h>

#include "memory.h"

#define NORMAL_95 1.959963984540054

struct vote_share
vote_share(uint64_t agree, uint64_t disagree)
{
	double n = (double)agree + (double)disagree, z2 = NORMAL_95 * NORMAL_95, share, middle, half;

	if (agree + disagree == 0)
		return (struct vote_share){ 0.5, 0, 1 };
	share = (double)agree / n;
	middle = (share + z2 / (2 * n)) / (1 + z2 / n);
	half = NORMAL_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n);
	return (struct vote_share){ share, fmax(0, middle - half), fmin(1, middle + half) };
}

size_t
vote_bands(const struct vote_share *shares, size_t count, size_t *bands)
{
	size_t *order = xcalloc(count, sizeof(*order)), first = 0, made = count > 0 ? 1 : 0;

	for (size_t i = 0; i < count; i++) {
		size_t at = i;

		for (; at > 0 && shares[order[at - 1]].share < shares[i].share; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	for (size_t at = 0; at < count; at++) {
		if (shares[order[at]].high < shares[order[first]].low) {
			first = at;
			made++;
		}
		bands[order[at]] = made - 1;
	}
	free(order);
	return made;
}
