/* SPDX-License-Identifier: EUPL-1.2
 *
 * One YAML mapping while it is read: typed getters that report what is wrong at its place and remember
 * which keys were asked for, so that definition_finish() can name every key that nobody knows.
 */
#ifndef DEFINITION_H
#define DEFINITION_H

#include "questionnaire.h"

struct definition;

/* Each getter returns false when the key is absent or its value is wrong (which was then reported). */

bool definition_has(struct definition *definition, const char *key);

/* A text in all languages of the questionnaire: `key: {nl: …, en: …}`. With `needed`, absence is reported. */
bool definition_text(struct definition *definition, const char *key, bool needed, struct text *text);

/* A whole number from `least` to `most`. */
bool definition_number(struct definition *definition, const char *key, long least, long most, long *number);

/* A single word, as a C string that lives in the questionnaire. */
bool definition_symbol(struct definition *definition, const char *key, const char **word);

bool definition_flag(struct definition *definition, const char *key, bool *flag);

/* `options:` or `tagset:`, whichever is there; exactly one must be. */
bool definition_options(struct definition *definition, struct question *question);

/* `shuffle: yes`: the page of the questionnaire then has variants. */
void definition_shuffle(struct definition *definition, struct question *question);

/* The questionnaire, as far as it was read: its languages are known. */
struct questionnaire *definition_questionnaire(struct definition *definition);

/* Memory of the questionnaire. */
struct arena *definition_arena(struct definition *definition);

/* Reports a problem at the value of `key` (or, with NULL or an absent key, at the mapping). */
void definition_problem(struct definition *definition, const char *key, enum severity severity,
                        const char *format, ...) PRINTF_LIKE(4, 5);

#endif
