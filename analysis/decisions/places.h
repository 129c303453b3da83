/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where things with a key stand in a list: a table from short keys (bytes) to numbers. The caller keeps the keys
 * where they are.
 */
#ifndef PLACES_H
#define PLACES_H

#include "text.h"

struct places;

#define PLACES_ABSENT ((size_t)-1)

struct places *places_new(void);
void places_free(struct places *places); /* NULL is harmless */

/* The number that belongs to the key, or PLACES_ABSENT. */
size_t places_find(const struct places *places, struct view key);

/* Gives the key this number, also when it had another. */
void places_put(struct places *places, struct view key, size_t number);

#endif
