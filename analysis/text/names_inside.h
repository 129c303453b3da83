/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of names.h share: the gazetteer as sets of folded words, and a text as words with capitals.
 */
#ifndef NAMES_INSIDE_H
#define NAMES_INSIDE_H

#include "names.h"
#include "words_inside.h"

enum {
	NAMES_FILE_MAX = 1 << 18, /* bytes */
	PHRASE_MAX = 7,           /* words */
};

struct names {
	struct word_set given;     /* given names */
	struct word_set ambiguous; /* of which a word or something else exists too */
	struct word_set known; /* places, organisations and idioms, as folded words with a space between */
};

struct name_word {
	struct view at, folded;
	bool capital;  /* begins with one, and has a small letter too or is one letter */
	bool shouted;  /* capitals alone, two or more */
	bool begins;   /* a sentence */
	bool adjacent; /* only a space stands before it */
	bool known;    /* part of what the gazetteer knows */
};

/* Letters, with apostrophes, hyphens and marks within; in the arena. */
size_t names_words(struct view text, struct arena *arena, struct name_word **words);
/* Marks what the gazetteer knows. */
void names_mark(const struct names *names, struct name_word *words, size_t count);

#endif
