/* SPDX-License-Identifier: EUPL-1.2
 *
 * To which finding a mention may belong: groups.h. A finding is as likely as its mentions are alike: the nearest three, weighed 0.6,
 * 0.25 and 0.15 (one far-off mention says little, and so does one near one), and all of them together.
 */
#include "groups.h"

#include <math.h>
#include <stdlib.h>

#include "groups_inside.h"

enum { NEAREST = 3 };
static const double nearest_share[NEAREST] = { 0.6, 0.25, 0.15 };
static const double whole_share = 0.6; /* what all of them count for */

struct tally {
	double near[NEAREST], sum;
	size_t nearest, count;
};

static void
count_in(struct tally *tally, size_t mention, double value)
{
	if (tally->count == 0 || value > tally->near[0])
		tally->nearest = mention;
	tally->sum += value;
	tally->count++;
	for (size_t i = 0; i < NEAREST; i++)
		if (value > tally->near[i]) {
			double moved = tally->near[i];

			tally->near[i] = value;
			value = moved;
		}
}

size_t
groups_rank(const struct mentions *mentions, size_t mention, const long *finding_of, size_t finding_count,
            struct ranked *ranked, size_t most)
{
	struct tally *tallies = xcalloc(finding_count + 1, sizeof(*tallies));
	size_t count = 0;

	for (size_t i = 0; i < mentions->count; i++)
		if (i != mention && finding_of[i] >= 0 && (size_t)finding_of[i] < finding_count)
			count_in(&tallies[finding_of[i]], i, mentions_alike(mentions, mention, i));
	for (size_t f = 0; f < finding_count; f++) {
		struct ranked found = { .finding = f, .nearest = tallies[f].nearest };
		size_t at = count;

		if (tallies[f].count == 0)
			continue;
		for (size_t i = 0; i < NEAREST; i++)
			found.score += (1 - whole_share) * nearest_share[i] * tallies[f].near[i];
		/* Divided by the root and not by the count: a finding of many is likelier. */
		found.score += whole_share * tallies[f].sum / sqrt((double)tallies[f].count);
		while (at > 0 && ranked[at - 1].score < found.score)
			at--;
		if (at == most)
			continue;
		if (count < most)
			count++;
		for (size_t i = count - 1; i > at; i--)
			ranked[i] = ranked[i - 1];
		ranked[at] = found;
	}
	free(tallies);
	return count;
}
