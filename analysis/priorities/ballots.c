/* SPDX-License-Identifier: EUPL-1.2
 *
 * Counting ballots in pairs: ballots.h.
 */
#include "ballots.h"

#include <stdlib.h>

#include "memory.h"

void
ballots_init(struct ballots *ballots, size_t items)
{
	ballots->items = items;
	ballots->over = xcalloc(items * items, sizeof(*ballots->over));
	ballots->equal = xcalloc(items * items, sizeof(*ballots->equal));
}

void
ballots_release(struct ballots *ballots)
{
	free(ballots->over);
	free(ballots->equal);
	*ballots = (struct ballots){ .items = 0 };
}

void
ballots_add_over(struct ballots *ballots, size_t i, size_t j, uint64_t votes)
{
	ballots->over[i * ballots->items + j] += votes;
}

void
ballots_add_equal(struct ballots *ballots, size_t i, size_t j, uint64_t votes)
{
	ballots->equal[i * ballots->items + j] += votes;
	ballots->equal[j * ballots->items + i] += votes;
}

void
ballots_add(struct ballots *ballots, const uint16_t *places, uint64_t votes)
{
	for (size_t j = 1; j < ballots->items; j++)
		for (size_t i = 0; i < j; i++) {
			if (places[i] == BALLOTS_ABSENT || places[j] == BALLOTS_ABSENT)
				continue;
			if (places[i] == places[j])
				ballots_add_equal(ballots, i, j, votes);
			else if (places[i] < places[j])
				ballots_add_over(ballots, i, j, votes);
			else
				ballots_add_over(ballots, j, i, votes);
		}
}
