/* SPDX-License-Identifier: EUPL-1.2
 *
 * Mentions as vectors: groups.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "groups_inside.h"

/* What each block counts for; chosen on the other kind of mention (tests/quality). */
static const double block_share[BLOCK_COUNT] = {
	[BLOCK_CONCEPT] = 0.52,
	[BLOCK_STEM] = 0.176,
	[BLOCK_GRAM] = 0.104,
	[BLOCK_PAIR] = 0.20,
};

enum { PAIRED_MAX = 16 }; /* concepts of one mention that make pairs */
static const float paired_least =
    0.85F; /* the weight of a concept or what is next broader, not of what is broader still */

/* How many features there are room for, and have been seen. */
struct room {
	size_t rows, labels;
};

static void
keep_feature(struct mentions *mentions, struct room *room, const struct feature *feature, size_t *used)
{
	uint32_t id = vocabulary_add(&mentions->vocabulary, feature->key);

	if (*used == room->rows) {
		room->rows = room->rows * 2 + 1024;
		mentions->ids = xrealloc(mentions->ids, room->rows, sizeof(*mentions->ids));
		mentions->values = xrealloc(mentions->values, room->rows, sizeof(*mentions->values));
	}
	if (mentions->vocabulary.count > room->labels) {
		size_t more = room->labels * 2 + 1024;

		mentions->spread = xrealloc(mentions->spread, more, sizeof(*mentions->spread));
		mentions->labels = xrealloc(mentions->labels, more, sizeof(*mentions->labels));
		mentions->blocks = xrealloc(mentions->blocks, more, sizeof(*mentions->blocks));
		memset(mentions->spread + room->labels, 0, (more - room->labels) * sizeof(*mentions->spread));
		room->labels = more;
	}
	if (mentions->spread[id]++ == 0) {
		mentions->blocks[id] = (unsigned char)feature->block;
		mentions->labels[id] = feature->label.len == 0 || feature->block == BLOCK_GRAM
		                         ? (struct view){ NULL, 0 }
		                         : arena_copy(&mentions->arena, feature->label);
	}
	mentions->ids[*used] = id;
	mentions->values[(*used)++] = feature->weight;
}

/* Two concepts together tell more than each: an address and a friend. */
static void
keep_pairs(struct mentions *mentions, struct room *room, const struct feature *features, size_t count,
           size_t *used)
{
	const struct feature *paired[PAIRED_MAX];
	size_t found = 0;

	for (size_t f = 0; f < count && found < PAIRED_MAX; f++)
		if (features[f].block == BLOCK_CONCEPT && features[f].weight >= paired_least)
			paired[found++] = &features[f];
	for (size_t a = 0; a < found; a++)
		for (size_t b = 0; b < a; b++) {
			/* In the order of their keys, so that a pair has one key; multiplied, so that it is no other's. */
			uint64_t key = paired[b]->key * 0x9e3779b97f4a7c15U ^ paired[a]->key;
			struct feature pair = { .key = key == 0 ? 1 : key, .block = BLOCK_PAIR, .weight = 1 };

			keep_feature(mentions, room, &pair, used);
		}
}

struct entry {
	uint32_t id;
	float value;
};

static int
by_id(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	return a->id < b->id ? -1 : a->id > b->id;
}

/* From counts to weights of which each block has its share of the length, by id. */
static void
weigh(struct mentions *mentions, size_t row, struct entry *entries)
{
	size_t from = mentions->start[row], count = mentions->start[row + 1] - from;
	double squares[BLOCK_COUNT] = { 0 };

	for (size_t i = 0; i < count; i++) {
		uint32_t id = mentions->ids[from + i];
		double rarity = log((1 + (double)mentions->count) / (double)mentions->spread[id]);
		double value = (double)mentions->values[from + i] * (rarity > 0 ? rarity : 0);

		entries[i] = (struct entry){ id, (float)value };
		squares[mentions->blocks[id]] += value * value;
	}
	qsort(entries, count, sizeof(*entries), by_id);
	for (size_t i = 0; i < count; i++) {
		unsigned char block = mentions->blocks[entries[i].id];
		double length = squares[block] > 0 ? sqrt(squares[block] / block_share[block]) : 1;

		mentions->ids[from + i] = entries[i].id;
		mentions->values[from + i] = (float)((double)entries[i].value / length);
	}
}

/* Asking at every step would cost more than some steps do. */
enum { STEPS = 64, PARTS = 1000 };

bool
mentions_go_on(const struct mentions *mentions, enum mentions_stage stage, size_t done, size_t of)
{
	return mentions->watch == NULL || done % STEPS != 0 ||
	       watch_goes_on(mentions->watch, (size_t)stage * PARTS + (of == 0 ? 0 : done * PARTS / of),
	                     STAGE_COUNT * PARTS);
}

struct mentions *
mentions_new(struct words *words, const struct thesaurus *thesaurus, const struct view *texts, size_t count)
{
	return mentions_new_watched(words, thesaurus, texts, count, NULL);
}

struct mentions *
mentions_new_watched(struct words *words, const struct thesaurus *thesaurus, const struct view *texts,
                     size_t count, const struct watch *watch)
{
	struct mentions *mentions = xcalloc(1, sizeof(*mentions));
	struct entry *entries = xcalloc(FEATURES_MAX + PAIRED_MAX * PAIRED_MAX / 2, sizeof(*entries));
	struct room room = { 0, 0 };
	size_t used = 0;
	bool going = true;

	mentions->watch = watch;
	mentions->count = count;
	mentions->start = xcalloc(count + 1, sizeof(*mentions->start));
	for (size_t i = 0; i < count && going; i++) {
		struct arena arena = ARENA_INIT;
		struct feature *features;
		size_t found = features_read(words, thesaurus, texts[i], true, &arena, &features);

		going = mentions_go_on(mentions, STAGE_READ, i, count);
		for (size_t f = 0; f < found; f++)
			keep_feature(mentions, &room, &features[f], &used);
		keep_pairs(mentions, &room, features, found, &used);
		mentions->start[i + 1] = used;
		arena_release(&arena);
	}
	for (size_t i = 0; i < count && going; i++)
		weigh(mentions, i, entries);
	free(entries);
	if (!going) {
		mentions_free(mentions);
		mentions = NULL;
	}
	return mentions;
}

void
mentions_free(struct mentions *mentions)
{
	if (mentions == NULL)
		return;
	free(mentions->start);
	free(mentions->ids);
	free(mentions->values);
	free(mentions->spread);
	free(mentions->labels);
	free(mentions->blocks);
	free(mentions->meaning);
	vocabulary_release(&mentions->vocabulary);
	arena_release(&mentions->arena);
	free(mentions);
}

size_t
mentions_count(const struct mentions *mentions)
{
	return mentions->count;
}

double
mentions_alike(const struct mentions *mentions, size_t a, size_t b)
{
	size_t i = mentions->start[a], j = mentions->start[b];
	double sum = mentions->meaning_length == 0
	               ? 0
	               : meaning_alike(mentions, mentions->meaning + a * mentions->meaning_length,
	                               mentions->meaning + b * mentions->meaning_length);

	while (i < mentions->start[a + 1] && j < mentions->start[b + 1]) {
		uint32_t left = mentions->ids[i], right = mentions->ids[j];

		if (left == right)
			sum += (double)mentions->values[i] * (double)mentions->values[j];
		i += left <= right;
		j += right <= left;
	}
	return sum;
}

static int
by_place(const void *left, const void *right)
{
	const struct view *a = left, *b = right;

	if (a->ptr != b->ptr)
		return a->ptr < b->ptr ? -1 : 1;
	return a->len > b->len ? -1 : a->len < b->len;
}

size_t
mentions_shared(const struct mentions *mentions, struct words *words, const struct thesaurus *thesaurus,
                size_t other, struct view text, struct arena *arena, struct view **shared)
{
	struct feature *features;
	size_t count = features_read(words, thesaurus, text, false, arena, &features), found = 0, kept = 0;
	struct view *list = arena_array(arena, count + 1, sizeof(*list));

	for (size_t f = 0; f < count; f++) {
		uint32_t id = vocabulary_find(&mentions->vocabulary, features[f].key);

		for (size_t i = mentions->start[other];
		     id != VOCABULARY_ABSENT && i < mentions->start[other + 1]; i++)
			if (mentions->ids[i] == id && mentions->values[i] > 0) {
				list[found++] = features[f].found;
				break;
			}
	}
	if (found > 0)
		qsort(list, found, sizeof(*list), by_place);
	/* One within another is highlighted with it. */
	for (size_t i = 0; i < found; i++)
		if (kept == 0 || list[i].ptr >= list[kept - 1].ptr + list[kept - 1].len)
			list[kept++] = list[i];
	*shared = list;
	return kept;
}
