/* SPDX-License-Identifier: EUPL-1.2
 *
 * The best order of few items: kemeny.h.
 */
#include "kemeny.h"

#include <string.h>

enum { SETS = 1 << KEMENY_ITEMS_MAX };

/* What the items outside a set can add, put in the best order behind it. */
struct rest {
	uint64_t score, orders;
};

uint64_t
kemeny_score(const struct ballots *ballots, const size_t *order)
{
	uint64_t score = 0;

	for (size_t j = 1; j < ballots->items; j++)
		for (size_t i = 0; i < j; i++)
			score += ballots_over(ballots, order[i], order[j]);
	return score;
}

/* Whether all items of bands before item i's are in the set. */
static bool
may_follow(const struct ballots *ballots, const size_t *bands, unsigned set, size_t i)
{
	bool may = (set >> i & 1) == 0;

	for (size_t j = 0; bands != NULL && j < ballots->items; j++)
		may = may && (bands[j] >= bands[i] || (set >> j & 1) == 1);
	return may;
}

/* The voters who put item i before each item that is neither in the set nor i. */
static uint64_t
before_rest(const struct ballots *ballots, unsigned set, size_t i)
{
	uint64_t votes = 0;

	for (size_t j = 0; j < ballots->items; j++)
		if (j != i && (set >> j & 1) == 0)
			votes += ballots_over(ballots, i, j);
	return votes;
}

static struct rest
best_rest(const struct ballots *ballots, const size_t *bands, const struct rest *rests, unsigned set)
{
	struct rest best = { .orders = 0 };

	for (size_t i = 0; i < ballots->items; i++) {
		const struct rest *behind = &rests[set | 1U << i];
		uint64_t score;

		if (!may_follow(ballots, bands, set, i))
			continue;
		score = before_rest(ballots, set, i) + behind->score;
		if (best.orders > 0 && score == best.score)
			best.orders += behind->orders;
		else if (best.orders == 0 || score > best.score)
			best = (struct rest){ score, behind->orders };
	}
	return best;
}

bool
kemeny_make(struct kemeny *kemeny, const struct ballots *ballots, const size_t *bands, struct error *err)
{
	struct rest rests[SETS];
	unsigned all, set = 0;

	if (ballots->items == 0 || ballots->items > KEMENY_ITEMS_MAX)
		return fail(err, ERROR_INVALID, "Kemeny's order is calculated for 1 to %d items",
		            KEMENY_ITEMS_MAX);
	memset(kemeny, 0, sizeof(*kemeny));
	all = (1U << ballots->items) - 1;
	rests[all] = (struct rest){ .score = 0, .orders = 1 };
	for (unsigned s = all; s-- > 0;)
		rests[s] = best_rest(ballots, bands, rests, s);
	kemeny->score = rests[0].score;
	kemeny->orders = rests[0].orders;
	for (size_t place = 0; place < ballots->items; place++) {
		size_t i = 0;

		while (!may_follow(ballots, bands, set, i) ||
		       before_rest(ballots, set, i) + rests[set | 1U << i].score != rests[set].score)
			i++;
		kemeny->order[place] = i;
		set |= 1U << i;
	}
	return true;
}
