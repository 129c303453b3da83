/* SPDX-License-Identifier: EUPL-1.2
 *
 * A place in one of a mention's texts: "what:12-40" is from code point 12 up to 40 (not included) of the answer to the
 * question `what`.
 */
#ifndef PLACE_H
#define PLACE_H

#include "arena.h"

struct place {
	struct view question;
	size_t from, to; /* code points */
};

/* Views point into `text`. False when it is not a place in its one form (no leading zeros, from < to). */
bool place_read(struct view text, struct place *place) MUST_CHECK;

struct view place_write(const struct place *place, struct arena *arena);

/* The bytes of `text` that it means; false when the text is shorter. */
bool place_cut(const struct place *place, struct view text, struct view *cut) MUST_CHECK;

/* The place of `part`, which is a view into `text`. */
struct place place_of(struct view question, struct view text, struct view part);

bool place_equal(const struct place *a, const struct place *b);

/* Whether two places share a code point. */
bool place_overlaps(const struct place *a, const struct place *b);

#endif
