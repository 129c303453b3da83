/* SPDX-License-Identifier: EUPL-1.2
 *
 * Proposing groups: groups.h.
 */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "groups_inside.h"

static uint32_t
root_of(uint32_t *parents, uint32_t mention)
{
	while (parents[mention] != mention) {
		parents[mention] = parents[parents[mention]];
		mention = parents[mention];
	}
	return mention;
}

/* Numbers roots from 0 in the order of their first members. */
static size_t
number(uint32_t *parents, size_t count, uint32_t *numbers)
{
	uint32_t *of_root = xcalloc(count + 1, sizeof(*of_root));
	size_t found = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t root = root_of(parents, i);

		if (of_root[root] == 0)
			of_root[root] = (uint32_t)++found;
		numbers[i] = of_root[root] - 1;
	}
	free(of_root);
	return found;
}

/* What must be together is one cluster from the beginning. */
static bool
begin(const struct mentions *mentions, const struct mention_link *links, size_t link_count,
      struct clusters *clusters, struct error *err)
{
	uint32_t *parents = xcalloc(mentions->count + 1, sizeof(*parents));
	bool good = true;

	for (uint32_t i = 0; i < mentions->count; i++)
		parents[i] = i;
	for (size_t i = 0; i < link_count && good; i++) {
		good =
		    links[i].a < mentions->count && links[i].b < mentions->count && links[i].a != links[i].b;
		if (!good)
			fail(err, ERROR_INVALID, "a link names a mention that is not there");
		else if (links[i].together)
			parents[root_of(parents, (uint32_t)links[i].a)] =
			    root_of(parents, (uint32_t)links[i].b);
	}
	for (size_t i = 0; i < link_count && good; i++)
		if (!links[i].together &&
		    root_of(parents, (uint32_t)links[i].a) == root_of(parents, (uint32_t)links[i].b))
			good = fail(
			    err, ERROR_INVALID,
			    "two mentions must be in one group and cannot be: links contradict each other");
	clusters->cluster_of = xcalloc(mentions->count + 1, sizeof(*clusters->cluster_of));
	clusters->cluster_count = number(parents, mentions->count, clusters->cluster_of);
	clusters->sizes = xcalloc(clusters->cluster_count + 1, sizeof(*clusters->sizes));
	for (size_t i = 0; i < mentions->count; i++)
		clusters->sizes[clusters->cluster_of[i]]++;
	free(parents);
	return good;
}

struct common {
	uint32_t id, members;
	float weight;
};

static int
commonest_first(const void *left, const void *right)
{
	const struct common *a = left, *b = right;

	if (a->weight < b->weight || a->weight > b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* What at least half of the members have. `slots` is all zero per id, and is so again afterwards. */
static void
describe(const struct mentions *mentions, struct group *group, struct arena *arena, uint32_t *slots)
{
	struct common *list = NULL;
	size_t count = 0, room = 0;
	double squares = 0, own = 0;

	for (size_t m = 0; m < group->member_count; m++)
		for (size_t i = mentions->start[group->members[m]];
		     i < mentions->start[group->members[m] + 1]; i++) {
			uint32_t id = mentions->ids[i];

			if (slots[id] == 0) {
				if (count == room) {
					room = room * 2 + 64;
					list = xrealloc(list, room, sizeof(*list));
				}
				list[count] = (struct common){ .id = id };
				slots[id] = (uint32_t)++count;
			}
			list[slots[id] - 1].members++;
			list[slots[id] - 1].weight += mentions->values[i];
			own += (double)mentions->values[i] * (double)mentions->values[i];
		}
	for (size_t i = 0; i < count; i++) {
		squares += (double)list[i].weight * (double)list[i].weight;
		slots[list[i].id] = 0;
	}
	if (group->member_count > 1) {
		double n = (double)group->member_count;

		group->alike = (squares - own) / (n * (n - 1));
	} else {
		group->alike = 1;
	}
	if (count > 0)
		qsort(list, count, sizeof(*list), commonest_first);
	for (size_t i = 0; i < count && group->shared_count < GROUP_SHARED_MAX; i++)
		if (mentions->labels[list[i].id].len > 0 && list[i].weight > 0 && group->member_count > 1 &&
		    list[i].members * 2 >= group->member_count)
			group->shared[group->shared_count++] =
			    arena_copy(arena, mentions->labels[list[i].id]);
	free(list);
}

static int
largest_first(const void *left, const void *right)
{
	const struct group *a = left, *b = right;

	if (a->member_count != b->member_count)
		return a->member_count > b->member_count ? -1 : 1;
	return a->members[0] < b->members[0] ? -1 : 1;
}

/* From where each cluster went to the list of groups. */
static void
collect(const struct mentions *mentions, const struct clusters *clusters, const uint32_t *joined,
        struct groups *groups)
{
	size_t count = mentions->count;
	uint32_t *slots = xcalloc(mentions->vocabulary.count + 1, sizeof(*slots));
	size_t *of_cluster = xcalloc(clusters->cluster_count + 1, sizeof(*of_cluster));
	size_t *members = arena_array(&groups->arena, count + 1, sizeof(*members)), *next;

	groups->list = arena_array(&groups->arena, count + 1, sizeof(*groups->list));
	groups->group_of = arena_array(&groups->arena, count + 1, sizeof(*groups->group_of));
	for (size_t i = 0; i < count; i++) {
		size_t *group = &of_cluster[joined[clusters->cluster_of[i]]];

		if (*group == 0)
			*group = ++groups->count;
		groups->group_of[i] = *group - 1;
		groups->list[*group - 1].member_count++;
	}
	next = xcalloc(groups->count + 1, sizeof(*next));
	for (size_t g = 0, at = 0; g < groups->count; g++) {
		groups->list[g].members = members + at;
		next[g] = at;
		at += groups->list[g].member_count;
	}
	for (size_t i = 0; i < count; i++)
		members[next[groups->group_of[i]]++] = i;
	for (size_t g = 0; g < groups->count; g++)
		describe(mentions, &groups->list[g], &groups->arena, slots);
	if (groups->count > 1)
		qsort(groups->list, groups->count, sizeof(*groups->list), largest_first);
	for (size_t g = 0; g < groups->count; g++)
		for (size_t m = 0; m < groups->list[g].member_count; m++)
			groups->group_of[groups->list[g].members[m]] = g;
	free(slots);
	free(of_cluster);
	free(next);
}

bool
groups_propose(const struct mentions *mentions, const struct mention_link *links, size_t link_count,
               double alike, struct groups *groups, struct error *err)
{
	struct clusters clusters = { .cluster_of = NULL };
	uint32_t *joined = xcalloc(mentions->count + 1, sizeof(*joined));
	double least = alike > 0 ? alike : GROUPS_ALIKE;
	bool good = false;

	*groups = (struct groups){ .list = NULL };
	if (!begin(mentions, links, link_count, &clusters, err))
		goto out;
	if (clusters.cluster_count <= GROUPS_EXACT_MAX) {
		good = linkage_exact(mentions, &clusters, links, link_count, least, joined);
	} else {
		struct pair_list *pairs = candidates_find(mentions, &clusters, links, link_count);

		good = linkage_sparse(mentions, pairs, &clusters, least, joined);
		pair_lists_free(pairs, clusters.cluster_count);
	}
	if (good)
		collect(mentions, &clusters, joined, groups);
	else
		fail(err, ERROR_BUSY, "the grouping was stopped");
out:
	free(joined);
	free(clusters.cluster_of);
	free(clusters.sizes);
	return good;
}

void
groups_release(struct groups *groups)
{
	arena_release(&groups->arena);
	*groups = (struct groups){ .list = NULL };
}
