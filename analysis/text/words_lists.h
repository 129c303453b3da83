/* SPDX-License-Identifier: EUPL-1.2
 *
 * The lists behind words.h: what says nothing, what is no half of a compound, and spellings made one. All folded.
 */
#ifndef WORDS_LISTS_H
#define WORDS_LISTS_H

#include "text.h"

/* Words that say nothing about a subject: the list of snowballstem.org with what is common in speech. */
bool words_is_stop(struct view folded);
/* Words that begin other words without making a compound of them (`voorwaarde` is not about value). */
bool words_is_prefix(struct view folded);
/* The usual spelling of what people type or say otherwise; the word itself when there is none. */
struct view words_usual(struct view folded);

#endif
