/* SPDX-License-Identifier: EUPL-1.2
 *
 * A text as Dutch words: NFKC and case folding (libunistring), word breaks (UAX #29), stems (Snowball "dutch", M.F. Porter,
 * snowballstem.org/algorithms/dutch/stemmer.html), stop words, spellings (words_spelling.c), and compounds split only where
 * both halves are words of the dictionary or of the thesaurus.
 */
#ifndef WORDS_H
#define WORDS_H

#include "arena.h"

/* Where Debian's hunspell-nl puts its word list. */
#define WORDS_DICTIONARY "/usr/share/hunspell/nl.dic"

enum {
	WORD_LENGTH_MAX =
	    64, /* bytes of a folded word: what is longer is cut, so that no text makes work for long */
	WORD_PARTS_MAX = 3,
};

struct word {
	struct view at;     /* as it stands in the text */
	struct view folded; /* NFKC, folded, without marks on letters, common spellings made one */
	struct view stem;
	struct view part[WORD_PARTS_MAX]; /* stems of a compound's parts */
	size_t part_count;                /* 0: no compound */
	bool stop;                        /* a stop word: says nothing about the subject */
	bool breaks;                      /* the end of a sentence or clause stands before it */
};

struct word_list {
	struct word *list; /* in the arena that was given */
	size_t count;
};

/* The stemmer, the lists of words, and what was split before. For one thread at a time. */
struct words;

/* `dictionary` is a hunspell .dic file in UTF-8, or NULL: compounds are then split by words_add() alone. */
bool words_new(const char *dictionary, struct words **words, struct error *err) MUST_CHECK;
void words_free(struct words *words);

/* A word that compounds may be made of; the thesaurus adds its own. */
void words_add(struct words *words, struct view word);

/* Whether a word is in the dictionary, as a form or as a compound of words in it. Without a dictionary little is. */
bool words_is_dutch(const struct words *words, struct view word);

/* Whether the dictionary has it with a capital and not as what people are called: places, peoples, feasts, brands. */
bool words_is_proper(const struct words *words, struct view word);

/* Whether it may be what one person does or did: a form in -t, -te or -de of a verb of the dictionary. */
bool words_is_deed(const struct words *words, struct view word);

/* The words of a text. Any bytes are allowed: what is no UTF-8 ends the text. Nothing is kept of the text after
 * words_free(). */
void words_read(struct words *words, struct view text, struct arena *arena, struct word_list *list);

#endif
