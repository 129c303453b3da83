/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of words.h share: a set of words, splitting a compound, and the infinitive of a verb.
 */
#ifndef WORDS_INSIDE_H
#define WORDS_INSIDE_H

#include "words.h"

/* Lower case, compatibility forms and marks taken off, at most three of a letter in a row made two. `room` holds WORD_LENGTH_MAX + 8
 * bytes. */
struct view words_fold(struct view typed, char *room);

/* Words by a hash of 64 bits: that two of some hundred thousand share one happens once in a hundred million dictionaries. */
struct word_set {
	uint64_t *list; /* owned; 0: free */
	size_t room, count;
};

void word_set_init(struct word_set *set);
void word_set_release(struct word_set *set);
void word_set_add(struct word_set *set, struct view word);
bool word_set_has(const struct word_set *set, struct view word);
uint64_t word_set_hash(struct view word); /* never 0; FNV-1a (G. Fowler and others), mixed once more */

/* The parts of a compound, views within it: the longest known last half first, both halves of four letters and more, with a linking
 * `s`, `e` or `en` between them. 0 when it is none. */
size_t words_split(const struct word_set *dictionary, struct view folded, struct view *parts);

/* Whether a word as people write it is one of the dictionary's: plurals and forms of verbs are not listed there. */
bool words_is_form(const struct word_set *dictionary, struct view folded);

/* Whether a word is one of the set, or its plural, from four letters on. */
bool words_is_listed(const struct word_set *set, struct view folded);

/* Whether a word is a root with -t, -te or -de of which the dictionary has the infinitive. */
bool words_is_conjugated(const struct word_set *dictionary, struct view folded);

/* The infinitive where a word is a verb's `…t` or `ge…d` and the dictionary has the infinitive; else the word itself. `room` holds
 * WORD_LENGTH_MAX + 4 bytes. */
struct view words_infinitive(const struct word_set *dictionary, struct view folded, char *room);

#endif
