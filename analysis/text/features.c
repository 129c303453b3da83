/* SPDX-License-Identifier: EUPL-1.2
 *
 * Features of a text: features.h.
 */
#include "features.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "words_inside.h"

/* What a broader concept counts for, each that is broader still for half of that, and a part of a compound. People who tell of the same thing
 * use different words for it more often than not. */
static const float broader_weight = 0.9F, broader_still = 0.5F, part_weight = 0.8F;

struct gathering {
	struct feature *list;
	size_t count, room;
};

static void
add(struct gathering *gathering, enum feature_block block, struct view label, float weight, struct view found)
{
	static const uint64_t salt[BLOCK_COUNT] = {
		[BLOCK_CONCEPT] = 0x9e3779b97f4a7c15U,
		[BLOCK_STEM] = 0xc2b2ae3d27d4eb4fU,
		[BLOCK_GRAM] = 0x165667b19e3779f9U,
	};
	uint64_t key = (word_set_hash(label) ^ salt[block]) * 0xff51afd7ed558ccdU;

	if (gathering->count == gathering->room)
		return;
	gathering->list[gathering->count++] = (struct feature){
		.key = key == 0 ? 1 : key,
		.block = block,
		.weight = weight,
		.label = label,
		.found = found,
	};
}

static void
add_concepts(struct gathering *gathering, const struct thesaurus *thesaurus, const struct word_list *list,
             struct arena *arena)
{
	struct concept_match *matches;
	size_t count = thesaurus_match(thesaurus, list, arena, &matches);

	for (size_t i = 0; i < count; i++) {
		const struct concept *concept = matches[i].concept;
		float weight = broader_weight;

		add(gathering, BLOCK_CONCEPT, concept->id, 1, matches[i].found);
		for (const struct concept *up = concept->broader; up != NULL; up = up->broader) {
			add(gathering, BLOCK_CONCEPT, up->id, weight, matches[i].found);
			weight *= broader_still;
		}
	}
}

static void
add_grams(struct gathering *gathering, struct view folded, struct arena *arena)
{
	struct view padded = arena_printf(arena, "_%.*s_", VIEW_ARGS(folded));

	for (size_t i = 0; i + GRAM_LENGTH <= padded.len; i++)
		add(gathering, BLOCK_GRAM, (struct view){ padded.ptr + i, GRAM_LENGTH }, 1,
		    (struct view){ NULL, 0 });
}

static void
add_words(struct gathering *gathering, const struct word_list *list, bool grams, struct arena *arena)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct word *word = &list->list[i];

		if (word->stop)
			continue;
		add(gathering, BLOCK_STEM, word->stem, 1, word->at);
		for (size_t p = 0; p < word->part_count; p++)
			add(gathering, BLOCK_STEM, word->part[p], part_weight, word->at);
		if (grams)
			add_grams(gathering, word->folded, arena);
	}
}

static int
compare(const void *left, const void *right)
{
	const struct feature *a = left, *b = right;

	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	/* The first place in the text is the one that is kept. */
	return a->found.ptr < b->found.ptr ? -1 : a->found.ptr > b->found.ptr;
}

size_t
features_read(struct words *words, const struct thesaurus *thesaurus, struct view text, bool grams,
              struct arena *arena, struct feature **features)
{
	/* A short text needs little room; what finds none in a long one is left out. */
	size_t room = text.len * 6 + 64 < FEATURES_MAX ? text.len * 6 + 64 : FEATURES_MAX;
	struct gathering gathering = { .list = arena_array(arena, room + 1, sizeof(struct feature)),
		                       .room = room };
	struct word_list list;
	size_t kept = 0;

	words_read(words, text, arena, &list);
	if (thesaurus != NULL)
		add_concepts(&gathering, thesaurus, &list, arena);
	add_words(&gathering, &list, grams, arena);
	qsort(gathering.list, gathering.count, sizeof(*gathering.list), compare);
	for (size_t i = 0; i < gathering.count; i++) {
		struct feature *last = kept == 0 ? NULL : &gathering.list[kept - 1];

		if (last != NULL && last->key == gathering.list[i].key &&
		    last->block == gathering.list[i].block)
			last->weight += gathering.list[i].weight;
		else
			gathering.list[kept++] = gathering.list[i];
	}
	for (size_t i = 0; i < kept; i++)
		if (gathering.list[i].weight > 1)
			gathering.list[i].weight = 1 + logf(gathering.list[i].weight);
	*features = gathering.list;
	return kept;
}

static size_t
place(const struct vocabulary *vocabulary, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 32) & (vocabulary->room - 1);

	while (vocabulary->keys[at] != 0 && vocabulary->keys[at] != key)
		at = (at + 1) & (vocabulary->room - 1);
	return at;
}

static void
grow(struct vocabulary *vocabulary)
{
	uint64_t *keys = vocabulary->keys;
	uint32_t *ids = vocabulary->ids;
	size_t room = vocabulary->room;

	vocabulary->room = room == 0 ? 1024 : room * 2;
	vocabulary->keys = xcalloc(vocabulary->room, sizeof(*vocabulary->keys));
	vocabulary->ids = xcalloc(vocabulary->room, sizeof(*vocabulary->ids));
	for (size_t i = 0; i < room; i++)
		if (keys[i] != 0) {
			size_t at = place(vocabulary, keys[i]);

			vocabulary->keys[at] = keys[i];
			vocabulary->ids[at] = ids[i];
		}
	free(keys);
	free(ids);
}

uint32_t
vocabulary_add(struct vocabulary *vocabulary, uint64_t key)
{
	size_t at;

	if (vocabulary->count * 2 >= vocabulary->room)
		grow(vocabulary);
	at = place(vocabulary, key);
	if (vocabulary->keys[at] == 0) {
		vocabulary->keys[at] = key;
		vocabulary->ids[at] = (uint32_t)vocabulary->count++;
	}
	return vocabulary->ids[at];
}

uint32_t
vocabulary_find(const struct vocabulary *vocabulary, uint64_t key)
{
	size_t at;

	if (vocabulary->room == 0)
		return VOCABULARY_ABSENT;
	at = place(vocabulary, key);
	return vocabulary->keys[at] == 0 ? VOCABULARY_ABSENT : vocabulary->ids[at];
}

void
vocabulary_release(struct vocabulary *vocabulary)
{
	free(vocabulary->keys);
	free(vocabulary->ids);
	*vocabulary = VOCABULARY_INIT;
}
