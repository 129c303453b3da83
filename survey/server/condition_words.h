/* SPDX-License-Identifier: EUPL-1.2
 *
 * A condition in words, for browsers that cannot decide it and so show every question.
 */
#ifndef CONDITION_WORDS_H
#define CONDITION_WORDS_H

#include "locale_catalogue.h"
#include "questionnaire.h"

/* In the questionnaire's language of this index, whose catalogue is given; the words live in the arena. */
struct view condition_words(const struct condition *condition, const struct catalogue *catalogue,
                            size_t language, struct arena *arena);

#endif
