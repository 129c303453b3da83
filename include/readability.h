/* SPDX-License-Identifier: EUPL-1.2
 *
 * How easily the Dutch of a questionnaire reads, by the formula of Flesch as W.H. Douma fitted it to Dutch ("De leesbaarheid
 * van landbouwbladen", 1960): 206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence. 70 and more is easy, about
 * level B1. Syllables are counted by their vowels, so a score is right within a few points; it knows nothing of meaning.
 */
#ifndef READABILITY_H
#define READABILITY_H

#include "questionnaire.h"

enum { READABILITY_EASY = 70 };

/* What was counted in texts; starts as READABILITY_INIT. */
struct readability {
	size_t syllables, words, sentences;
};

#define READABILITY_INIT                                                                                     \
	{                                                                                                    \
		0, 0, 0                                                                                      \
	}

/* Counts a text (UTF-8); its end ends a sentence. */
void readability_count(struct readability *counted, struct view text);

/* 0 without words; hard texts can be below 0. */
double readability_score(const struct readability *counted);

/* A warning when the questionnaire's Dutch is not easy, with the questions that are hardest to read. Never an error. */
void readability_check(const struct questionnaire *questionnaire, const char *path,
                       struct problems *problems);

#endif
