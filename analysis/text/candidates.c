/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which pairs of many mentions are worth looking at: those that share a rare stem or two concepts. Per mention the most promising are
 * compared in full. The work grows with the number of mentions, whatever they are about.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "groups_inside.h"

enum {
	KEYS_MAX = 14,    /* per mention */
	CONCEPTS_MAX = 4, /* of which pairs are keys */
	STEMS_MAX = 8,
	REACH = 150,     /* of those who share a key, so many before and after it in the list */
	NEIGHBOURS = 20, /* compared in full and kept */
};

struct keyed {
	uint64_t key;
	uint32_t mention;
	float value;
};

/* The `most` of one block that weigh most, in order. */
static size_t
strongest(const struct mentions *mentions, size_t row, enum feature_block block, size_t most, size_t *places)
{
	size_t count = 0;

	for (size_t i = mentions->start[row]; i < mentions->start[row + 1]; i++) {
		size_t at = count;

		/* Who is alone with a word shares it with nobody. */
		if (mentions->blocks[mentions->ids[i]] != block || mentions->spread[mentions->ids[i]] < 2)
			continue;
		while (at > 0 && mentions->values[places[at - 1]] < mentions->values[i])
			at--;
		if (at == most)
			continue;
		if (count < most)
			count++;
		memmove(places + at + 1, places + at, (count - at - 1) * sizeof(*places));
		places[at] = i;
	}
	return count;
}

static size_t
keys_of(const struct mentions *mentions, size_t row, struct keyed *keys)
{
	size_t places[STEMS_MAX], count = 0, found = strongest(mentions, row, BLOCK_STEM, STEMS_MAX, places);

	for (size_t i = 0; i < found; i++)
		keys[count++] =
		    (struct keyed){ mentions->ids[places[i]], (uint32_t)row, mentions->values[places[i]] };
	found = strongest(mentions, row, BLOCK_CONCEPT, CONCEPTS_MAX, places);
	for (size_t i = 0; i < found; i++)
		for (size_t j = 0; j < i; j++) {
			uint64_t a = mentions->ids[places[i]], b = mentions->ids[places[j]];

			keys[count++] = (struct keyed){
				.key = a < b ? (a + 1) << 32 | b : (b + 1) << 32 | a,
				.mention = (uint32_t)row,
				.value = mentions->values[places[i]] + mentions->values[places[j]],
			};
		}
	return count;
}

static int
by_key(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->mention < b->mention ? -1 : a->mention > b->mention;
}

/* Who shares what: all keys in order, and where those of a mention stand in it. */
struct index {
	struct keyed *list;
	size_t count;
	uint32_t *places; /* KEYS_MAX per mention */
	unsigned char *used;
};

static void
index_make(struct index *index, const struct mentions *mentions)
{
	index->list = xcalloc(mentions->count * KEYS_MAX + 1, sizeof(*index->list));
	index->places = xcalloc(mentions->count * KEYS_MAX + 1, sizeof(*index->places));
	index->used = xcalloc(mentions->count + 1, sizeof(*index->used));
	for (size_t i = 0; i < mentions->count; i++)
		index->count += keys_of(mentions, i, index->list + index->count);
	qsort(index->list, index->count, sizeof(*index->list), by_key);
	for (size_t k = 0; k < index->count; k++) {
		uint32_t mention = index->list[k].mention;

		index->places[mention * KEYS_MAX + index->used[mention]++] = (uint32_t)k;
	}
}

struct promise {
	uint32_t mention;
	float score;
};

static int
by_promise(const void *left, const void *right)
{
	const struct promise *a = left, *b = right;

	if (a->score < b->score || a->score > b->score)
		return a->score > b->score ? -1 : 1;
	return a->mention < b->mention ? -1 : a->mention > b->mention;
}

/* Those who share keys with one, the most promising first. `scores` is all zero, and is so again afterwards. */
static size_t
promising(const struct index *index, uint32_t row, float *scores, struct promise *promises)
{
	size_t count = 0;

	for (unsigned u = 0; u < index->used[row]; u++) {
		size_t at = index->places[row * KEYS_MAX + u], from = at, to = at;
		const struct keyed *mine = &index->list[at];

		while (from > 0 && at - from < REACH && index->list[from - 1].key == mine->key)
			from--;
		while (to + 1 < index->count && to - at < REACH && index->list[to + 1].key == mine->key)
			to++;
		for (size_t k = from; k <= to; k++) {
			uint32_t other = index->list[k].mention;

			if (other == row)
				continue;
			if (scores[other] <= 0)
				promises[count++].mention = other;
			scores[other] += mine->value * index->list[k].value + 1e-9F;
		}
	}
	for (size_t i = 0; i < count; i++) {
		promises[i].score = scores[promises[i].mention];
		scores[promises[i].mention] = 0;
	}
	qsort(promises, count, sizeof(*promises), by_promise);
	return count;
}

static int
by_other(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;

	return a->other < b->other ? -1 : a->other > b->other;
}

struct pair_list *
candidates_find(const struct mentions *mentions, const struct clusters *clusters,
                const struct mention_link *links, size_t link_count)
{
	struct pair_list *lists = xcalloc(clusters->cluster_count + 1, sizeof(*lists));
	struct pair_list *found = xcalloc(mentions->count + 1, sizeof(*found));
	struct promise *promises = xcalloc((2 * REACH + 1) * KEYS_MAX, sizeof(*promises));
	float *scores = xcalloc(mentions->count + 1, sizeof(*scores));
	struct index index = { .list = NULL };

	index_make(&index, mentions);
	for (uint32_t row = 0;
	     row < mentions->count && mentions_go_on(mentions, STAGE_COMPARE, row, mentions->count); row++) {
		size_t count = promising(&index, row, scores, promises);

		for (size_t i = 0; i < count && i < NEIGHBOURS; i++) {
			uint32_t other = promises[i].mention;
			double alike = mentions_alike(mentions, row, other);

			pair_list_add(&found[row < other ? row : other], row < other ? other : row,
			              (int64_t)(alike * ALIKE_UNIT));
		}
	}
	for (uint32_t row = 0; row < mentions->count; row++) {
		struct pair_list *mine = &found[row];

		if (mine->count > 1)
			qsort(mine->list, mine->count, sizeof(*mine->list), by_other);
		for (size_t i = 0; i < mine->count; i++) {
			uint32_t a = clusters->cluster_of[row], b = clusters->cluster_of[mine->list[i].other];

			/* A pair that both found counts once. */
			if (a == b || (i > 0 && mine->list[i - 1].other == mine->list[i].other))
				continue;
			pair_list_add(&lists[a], b, mine->list[i].sum);
			pair_list_add(&lists[b], a, mine->list[i].sum);
		}
	}
	for (size_t i = 0; i < link_count; i++)
		if (!links[i].together) {
			uint32_t a = clusters->cluster_of[links[i].a], b = clusters->cluster_of[links[i].b];

			pair_list_add(&lists[a], b, APART_SUM);
			pair_list_add(&lists[b], a, APART_SUM);
		}
	pair_lists_free(found, mentions->count);
	free(promises);
	free(scores);
	free(index.list);
	free(index.places);
	free(index.used);
	return lists;
}
