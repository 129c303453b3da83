/* SPDX-License-Identifier: EUPL-1.2
 *
 * What groups and suggestions save a coder, who decides as the workbench lets people decide.
 *
 * By hand a mention costs two decisions: it is read (one), and its finding is found in the whole list (two). With proposals the coder goes
 * through the groups, the largest first. Each costs one decision: to take it, or to leave it where no two of it are of one finding (of two
 * mentions one is taken and the other out, which is what one costs by hand). Each mention to take out costs one more; those that were taken out are a proposal of their own again, because the workbench proposes
 * anew to all that have no finding yet. What then stands alone costs one decision where its finding is among the first five suggestions,
 * and two otherwise.
 */
#include <stdlib.h>
#include <string.h>

#include "part.h"

/* The item that most of the members are of, and how many. */
static long
commonest_item(const struct part *part, const size_t *members, size_t count, size_t *of_it)
{
	size_t *votes = xcalloc(part->item_count + 1, sizeof(*votes));
	long best = 0;

	for (size_t i = 0; i < count; i++)
		votes[part->item[members[i]]]++;
	for (size_t f = 0; f < part->item_count; f++)
		if (votes[f] > votes[best])
			best = (long)f;
	*of_it = votes[best];
	free(votes);
	return best;
}

/* Returns how many decisions one group costs, and codes what is taken. */
static size_t
go_through(const struct part *part, const struct group *group, long *coded)
{
	size_t *rest = xcalloc(group->member_count, sizeof(*rest)), count = group->member_count;
	size_t decisions = 0, of_it = 0;

	memcpy(rest, group->members, count * sizeof(*rest));
	while (count > 1) {
		long item = commonest_item(part, rest, count, &of_it);
		size_t kept = 0;

		decisions++;
		if (of_it == 1 && count > 2)
			break;
		decisions += count - of_it;
		for (size_t m = 0; m < count; m++)
			if (part->item[rest[m]] == item)
				coded[rest[m]] = item;
			else
				rest[kept++] = rest[m];
		count = kept;
	}
	free(rest);
	return decisions;
}

static bool
is_offered(const struct part *part, size_t mention, const long *coded)
{
	struct ranked ranked[5];
	size_t count = groups_rank(part->mentions, mention, coded, part->item_count, NULL, ranked, 5);
	bool offered = false;

	for (size_t r = 0; r < count; r++)
		offered = offered || (long)ranked[r].finding == part->item[mention];
	return offered;
}

double
part_saved(const struct part *part, double alike)
{
	struct groups groups;
	long *coded = xcalloc(part->count, sizeof(*coded));
	size_t decisions = 0;

	for (size_t i = 0; i < part->count; i++)
		coded[i] = FINDING_NONE;
	part_group(part, alike, &groups);
	for (size_t g = 0; g < groups.count; g++)
		if (groups.list[g].member_count > 1)
			decisions += go_through(part, &groups.list[g], coded);
	groups_release(&groups);
	for (size_t i = 0; i < part->count; i++)
		if (coded[i] == FINDING_NONE) {
			decisions += is_offered(part, i, coded) ? 1 : 2;
			coded[i] = part->item[i];
		}
	free(coded);
	return 1 - (double)decisions / (2 * (double)part->count);
}
