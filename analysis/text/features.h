/* SPDX-License-Identifier: EUPL-1.2
 *
 * What tags and groups compare texts by: concepts of the thesaurus, stems, and four letters in a row, each with how often it
 * occurs, damped (1 + log tf).
 */
#ifndef FEATURES_H
#define FEATURES_H

#include "thesaurus.h"

/* Pairs are those of concepts in one text; they are made where mentions are compared (mentions.c), and features_read() gives none. */
enum feature_block { BLOCK_CONCEPT, BLOCK_STEM, BLOCK_GRAM, BLOCK_PAIR, BLOCK_COUNT };

enum {
	FEATURES_MAX = 4000, /* of one text */
	GRAM_LENGTH = 4,
};

struct feature {
	uint64_t key; /* a hash of block and text; never 0 */
	enum feature_block block;
	float weight;
	struct view label; /* the concept's id or the stem; in the arena of the call, or the thesaurus */
	struct view found; /* the first place in the text; empty for letters */
};

/* The features of a text, each once, in the order of their keys within their blocks. In the arena. */
size_t features_read(struct words *words, const struct thesaurus *thesaurus, struct view text, bool grams,
                     struct arena *arena, struct feature **features);

/* Numbers for keys, from 0, in the order in which they were first asked for. */
struct vocabulary {
	uint64_t *keys; /* owned; 0: free */
	uint32_t *ids;  /* owned */
	size_t room, count;
};

#define VOCABULARY_INIT ((struct vocabulary){ .keys = NULL })
#define VOCABULARY_ABSENT UINT32_MAX

uint32_t vocabulary_add(struct vocabulary *vocabulary, uint64_t key);
uint32_t vocabulary_find(const struct vocabulary *vocabulary,
                         uint64_t key); /* VOCABULARY_ABSENT when there is none */
void vocabulary_release(struct vocabulary *vocabulary);

#endif
