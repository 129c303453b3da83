/* SPDX-License-Identifier: EUPL-1.2
 *
 * Average linkage by nearest-neighbour chains (F. Murtagh, A survey of recent advances in hierarchical clustering algorithms, 1983).
 * A chain goes from a cluster to the one most like it until two are each other's; those are joined. When they are not alike
 * enough, neither will ever be joined to anything: averages of what is below a limit stay below it.
 */
#include <stdlib.h>
#include <string.h>

#include "groups_inside.h"

#define NOBODY UINT32_MAX

/* The union of clusters: where each went. */
static uint32_t
root_of(uint32_t *joined, uint32_t cluster)
{
	while (joined[cluster] != cluster) {
		joined[cluster] = joined[joined[cluster]];
		cluster = joined[cluster];
	}
	return cluster;
}

/* ---- all pairs ---- */

struct table {
	float *alike; /* count * count means; APART on the diagonal and where clusters are gone */
	uint32_t *sizes;
	size_t count;
};

static float *
cell(const struct table *table, size_t a, size_t b)
{
	return &table->alike[a * table->count + b];
}

/* What vectors add: the mean over all pairs of two clusters is what their sums have. */
static void
fill_meaning(const struct table *table, const struct mentions *mentions, const struct clusters *clusters)
{
	size_t length = mentions->meaning_length;
	float *sums = xcalloc(table->count * length + 1, sizeof(*sums));

	for (size_t row = 0; row < mentions->count; row++)
		meaning_add(mentions, row, sums + clusters->cluster_of[row] * length);
	for (size_t a = 0; a < table->count; a++)
		for (size_t b = 0; b < a; b++) {
			double sum = meaning_alike(mentions, sums + a * length, sums + b * length);
			float mean = (float)(sum / ((double)table->sizes[a] * (double)table->sizes[b]));

			*cell(table, a, b) += mean;
			*cell(table, b, a) += mean;
		}
	free(sums);
}

/* The sums of all pairs, through lists of who has what: two mentions that share nothing cost nothing. */
static bool
fill(const struct table *table, const struct mentions *mentions, const struct clusters *clusters)
{
	size_t total = mentions->start[mentions->count], features = mentions->vocabulary.count;
	size_t *from = xcalloc(features + 1, sizeof(*from)), *next = xcalloc(features + 1, sizeof(*next));
	uint32_t *who = xcalloc(total + 1, sizeof(*who));
	float *value = xcalloc(total + 1, sizeof(*value));
	bool going = true;

	for (size_t i = 0; i < features; i++)
		from[i + 1] = from[i] + mentions->spread[i];
	memcpy(next, from, (features + 1) * sizeof(*next));
	for (size_t row = 0; row < mentions->count && going; row++) {
		float *line = table->alike + clusters->cluster_of[row] * table->count;

		for (size_t i = mentions->start[row]; i < mentions->start[row + 1]; i++) {
			uint32_t id = mentions->ids[i];
			float mine = mentions->values[i];

			if (mine > 0)
				for (size_t p = from[id]; p < next[id]; p++)
					line[who[p]] += mine * value[p];
			who[next[id]] = clusters->cluster_of[row];
			value[next[id]++] = mine;
		}
		going = mentions_go_on(mentions, STAGE_COMPARE, row, mentions->count);
	}
	free(from);
	free(next);
	free(who);
	free(value);
	/* What was added on one side belongs to both. */
	for (size_t a = 0; a < table->count; a++) {
		for (size_t b = 0; b < a; b++) {
			float sum = *cell(table, a, b) + *cell(table, b, a);
			float mean = sum / ((float)table->sizes[a] * (float)table->sizes[b]);

			*cell(table, a, b) = *cell(table, b, a) = mean;
		}
		*cell(table, a, a) = 2 * APART;
	}
	if (mentions->meaning_length > 0)
		fill_meaning(table, mentions, clusters);
	return going;
}

/* The nearest; the one before it in the chain, and then the first, wins a tie. */
static uint32_t
nearest_in_table(const struct table *table, const bool *gone, uint32_t to, uint32_t before)
{
	uint32_t best = before;

	for (uint32_t i = 0; i < table->count; i++)
		if (!gone[i] && i != to && (best == NOBODY || *cell(table, to, i) > *cell(table, to, best)))
			best = i;
	return best;
}

/* With vectors a likeness may be below 0 a little; what may not be together is far below. */
static bool
is_apart(float alike)
{
	return alike < APART / 2;
}

static void
join_in_table(const struct table *table, bool *gone, uint32_t keep, uint32_t lose)
{
	float mine = (float)table->sizes[keep], theirs = (float)table->sizes[lose];

	for (uint32_t i = 0; i < table->count; i++) {
		float a = *cell(table, keep, i), b = *cell(table, lose, i);

		if (i == keep || gone[i])
			continue;
		*cell(table, keep, i) = *cell(table, i, keep) =
		    is_apart(a) || is_apart(b) ? APART : (mine * a + theirs * b) / (mine + theirs);
	}
	table->sizes[keep] += table->sizes[lose];
	gone[lose] = true;
}

bool
linkage_exact(const struct mentions *mentions, const struct clusters *clusters,
              const struct mention_link *links, size_t link_count, double alike, uint32_t *joined)
{
	size_t count = clusters->cluster_count, length = 0;
	struct table table = { .count = count };
	uint32_t *chain = xcalloc(count + 2, sizeof(*chain)), first = 0;
	bool *gone = xcalloc(count + 1, sizeof(*gone)), going;

	table.alike = xcalloc(count * count + 1, sizeof(*table.alike));
	table.sizes = xcalloc(count + 1, sizeof(*table.sizes));
	memcpy(table.sizes, clusters->sizes, count * sizeof(*table.sizes));
	going = fill(&table, mentions, clusters);
	for (size_t i = 0; i < link_count; i++)
		if (!links[i].together) {
			uint32_t a = clusters->cluster_of[links[i].a], b = clusters->cluster_of[links[i].b];

			*cell(&table, a, b) = *cell(&table, b, a) = APART;
		}
	for (uint32_t i = 0; i < count; i++)
		joined[i] = i;
	for (size_t step = 0; first < count && going; step++) {
		uint32_t top, near, before;

		if (length == 0) {
			while (first < count && gone[first])
				first++;
			if (first == count)
				break;
			chain[length++] = first;
		}
		top = chain[length - 1];
		before = length > 1 ? chain[length - 2] : NOBODY;
		near = nearest_in_table(&table, gone, top, before);
		if (near == NOBODY || (double)*cell(&table, top, near) < alike) {
			gone[top] = true; /* it stays as it is */
			length--;
		} else if (near == before) {
			uint32_t keep = top < near ? top : near, lose = top < near ? near : top;

			join_in_table(&table, gone, keep, lose);
			joined[lose] = keep;
			length -= 2;
		} else {
			chain[length++] = near;
		}
		going = mentions_go_on(mentions, STAGE_JOIN, step, 3 * count);
	}
	for (uint32_t i = 0; i < count; i++)
		joined[i] = root_of(joined, i);
	free(table.alike);
	free(table.sizes);
	free(chain);
	free(gone);
	return going;
}

/* ---- some pairs ---- */

void
pair_list_add(struct pair_list *list, uint32_t other, int64_t sum)
{
	if (list->count == list->room) {
		list->room = list->room == 0 ? 8 : list->room * 2;
		list->list = xrealloc(list->list, list->room, sizeof(*list->list));
	}
	list->list[list->count++] = (struct pair){ other, sum };
}

void
pair_lists_free(struct pair_list *lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(lists[i].list);
	free(lists);
}

static int
by_other(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;

	if (a->other != b->other)
		return a->other < b->other ? -1 : 1;
	return a->sum < b->sum ? -1 : a->sum > b->sum;
}

/* Makes the pairs with clusters that were joined one, and drops those with what stays as it is. */
static void
tidy(struct pair_list *list, uint32_t *joined, const bool *done, uint32_t self)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		list->list[i].other = root_of(joined, list->list[i].other);
	if (list->count > 1)
		qsort(list->list, list->count, sizeof(*list->list), by_other);
	for (size_t i = 0; i < list->count; i++) {
		struct pair pair = list->list[i];

		if (pair.other == self || done[pair.other])
			continue;
		if (kept > 0 && list->list[kept - 1].other == pair.other)
			list->list[kept - 1].sum += pair.sum;
		else
			list->list[kept++] = pair;
	}
	list->count = kept;
}

static uint32_t
nearest_in_list(const struct pair_list *list, const uint32_t *sizes, uint32_t to, uint32_t before,
                double *mean)
{
	uint32_t best = NOBODY;

	*mean = 0;
	for (size_t i = 0; i < list->count; i++) {
		uint32_t other = list->list[i].other;
		double alike =
		    (double)list->list[i].sum / ALIKE_UNIT / ((double)sizes[to] * (double)sizes[other]);

		if (best == NOBODY || alike > *mean || (other == before && alike >= *mean)) {
			best = other;
			*mean = alike;
		}
	}
	return best;
}

static void
join_lists(struct pair_list *keep, struct pair_list *lose)
{
	for (size_t i = 0; i < lose->count; i++)
		pair_list_add(keep, lose->list[i].other, lose->list[i].sum);
	free(lose->list);
	*lose = (struct pair_list){ .list = NULL };
}

bool
linkage_sparse(const struct mentions *mentions, struct pair_list *pairs, const struct clusters *clusters,
               double alike, uint32_t *joined)
{
	size_t count = clusters->cluster_count, length = 0;
	uint32_t *chain = xcalloc(count + 2, sizeof(*chain)), *sizes = xcalloc(count + 1, sizeof(*sizes)),
	         first = 0;
	bool *done = xcalloc(count + 1, sizeof(*done)), /* joined to another, or stays as it is */
	    going = true;

	memcpy(sizes, clusters->sizes, count * sizeof(*sizes));
	for (uint32_t i = 0; i < count; i++)
		joined[i] = i;
	for (size_t step = 0; first < count && going; step++) {
		uint32_t top, near, before;
		double mean;

		if (length == 0) {
			while (first < count && done[first])
				first++;
			if (first == count)
				break;
			chain[length++] = first;
		}
		top = chain[length - 1];
		before = length > 1 ? chain[length - 2] : NOBODY;
		tidy(&pairs[top], joined, done, top);
		near = nearest_in_list(&pairs[top], sizes, top, before, &mean);
		if (near == NOBODY || mean < alike) {
			done[top] = true;
			length--;
		} else if (near == before) {
			uint32_t keep = top < near ? top : near, lose = top < near ? near : top;

			join_lists(&pairs[keep], &pairs[lose]);
			sizes[keep] += sizes[lose];
			joined[lose] = keep;
			done[lose] = true;
			length -= 2;
		} else {
			chain[length++] = near;
		}
		going = mentions_go_on(mentions, STAGE_JOIN, step, 3 * count);
	}
	for (uint32_t i = 0; i < count; i++)
		joined[i] = root_of(joined, i);
	free(chain);
	free(sizes);
	free(done);
	return going;
}
