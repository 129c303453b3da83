/* SPDX-License-Identifier: EUPL-1.2
 *
 * The product's own words per language, from the translators' survey/locale/LANGUAGE.po (compiled by
 * msgfmt at build time and carried inside the program). Message ids are symbols ("next"), also in the
 * templates, where {{L_next}} stands for the message in the page's language.
 */
#ifndef LOCALE_CATALOGUE_H
#define LOCALE_CATALOGUE_H

#include "arena.h"

struct catalogue; /* static, read-only, shared by threads */

/* The catalogue of a language ("nl", "en"); NULL when the product does not speak it. */
const struct catalogue *catalogue_find(struct view language);

/* Words that are not for respondents stand in a catalogue of their own: that of `domain` is the resource
 * DOMAIN.LANGUAGE.mo. It is not among those of the other two functions. */
const struct catalogue *catalogue_find_in(struct view domain, struct view language);

/* The n-th catalogue in alphabetical order, NULL behind the last. */
const struct catalogue *catalogue_at(size_t n);

struct view catalogue_language(const struct catalogue *catalogue);

/* The message; an unknown id gives the id itself, which a unit test makes sure never happens. */
struct view catalogue_message(const struct catalogue *catalogue, const char *id);

/* The message with {name} replaced by its value, e.g. catalogue_fill(c, arena, "step", (struct catalogue_value[]){
 * {"n", v}, {"total", w}, {NULL}}). */
struct catalogue_value {
	const char *name; /* NULL ends the list */
	struct view value;
};
struct view catalogue_fill(const struct catalogue *catalogue, struct arena *arena, const char *id,
                           const struct catalogue_value *values);

/* Walks all messages: n from 0; false behind the last. */
bool catalogue_each(const struct catalogue *catalogue, size_t n, struct view *id, struct view *message);

#endif
