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
	const struct words *words; /* borrowed; NULL: no dictionary */
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

/* A text in which names are looked for, and what was found. */
struct finder {
	const struct names *names;
	const struct name_word *words;
	size_t count;
	struct view text;
	struct personal_place *places;
	size_t place_count, room;
};

/* Letters, with apostrophes, hyphens and marks within; in the arena. */
size_t names_words(struct view text, struct arena *arena, struct name_word **words);
/* Marks what the gazetteer knows. */
void names_mark(const struct names *names, struct name_word *words, size_t count);

/* What stands around word `at`; a name may go on to word `last`. */
bool names_is_particle(const struct name_word *word);             /* `van`, `el`, `de` */
bool names_is_opening(const struct name_word *word);              /* those that a surname begins with */
bool names_is_introduced(const struct finder *finder, size_t at); /* `mijn begeleider Xander` */
bool names_is_titled(const struct finder *finder, size_t at);     /* `meneer xander` */
bool names_is_owner(const struct finder *finder, size_t at);      /* `xander z'n moeder` */
bool names_is_named(const struct finder *finder, size_t at,
                    size_t last); /* any of such signs; `Xander belde`, `Xander (19)` */
bool names_is_subject(const struct finder *finder,
                      size_t at); /* what follows is what one person is or does */
bool names_is_elsewhere(const struct finder *finder, size_t at); /* `naar Zwolle`: no person */

#endif
