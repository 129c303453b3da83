/* SPDX-License-Identifier: EUPL-1.2
 *
 * Strongest paths and their bands: schulze.h.
 */
#include "schulze.h"

#include <stdlib.h>

#include "memory.h"

enum { NO_BAND = -1 };

/* Floyd and Warshall's algorithm, with the weakest link in the place of a length. */
static void
strengthen(struct schulze *schulze)
{
	size_t n = schulze->items;

	for (size_t via = 0; via < n; via++)
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++) {
				uint64_t first = schulze->paths[i * n + via],
				         second = schulze->paths[via * n + j],
				         weakest = first < second ? first : second;

				if (i != j && weakest > schulze->paths[i * n + j])
					schulze->paths[i * n + j] = weakest;
			}
}

bool
schulze_before(const struct schulze *schulze, size_t i, size_t j)
{
	return schulze->paths[i * schulze->items + j] > schulze->paths[j * schulze->items + i];
}

/* Whether an item without a band, or of the band that is being made, stands before item i. */
static bool
is_preceded(const struct schulze *schulze, size_t i, size_t band)
{
	bool preceded = false;

	for (size_t j = 0; j < schulze->items; j++)
		preceded = preceded || (schulze->bands[j] >= band && schulze_before(schulze, j, i));
	return preceded;
}

static void
make_bands(struct schulze *schulze)
{
	size_t n = schulze->items, left = n;

	for (size_t i = 0; i < n; i++)
		schulze->bands[i] = (size_t)NO_BAND;
	/* "Before" has no circles, so each round places at least one. */
	for (size_t band = 0; left > 0; band++) {
		for (size_t i = 0; i < n; i++)
			if (schulze->bands[i] == (size_t)NO_BAND && !is_preceded(schulze, i, band)) {
				schulze->bands[i] = band;
				left--;
			}
		schulze->band_count = band + 1;
	}
}

void
schulze_make(struct schulze *schulze, const struct ballots *ballots)
{
	size_t n = ballots->items;

	schulze->items = n;
	schulze->band_count = 0;
	schulze->paths = xcalloc(n * n, sizeof(*schulze->paths));
	schulze->bands = xcalloc(n, sizeof(*schulze->bands));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (ballots_over(ballots, i, j) > ballots_over(ballots, j, i))
				schulze->paths[i * n + j] = ballots_over(ballots, i, j);
	strengthen(schulze);
	make_bands(schulze);
}

void
schulze_release(struct schulze *schulze)
{
	free(schulze->paths);
	free(schulze->bands);
	*schulze = (struct schulze){ .items = 0 };
}
