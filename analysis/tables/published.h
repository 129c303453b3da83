/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is published of a study, as an attacker sees it: numbers, some of them hidden, and what is known to hold between
 * them. It knows nothing of questions or audiences; release.h makes it from tables.
 *
 * A number that stands in several tables is one number here. Everything that holds is a sum with coefficients that is 0, or
 * at least 0:
 *
 *   total - a - b - c  = 0    a question of one choice: everybody is in exactly one category
 *   a + b + c - total >= 0    of several choices: everybody is in at least one, perhaps in more
 *   total - a         >= 0    and nobody is in a category without being in the total
 *
 * Where two questions of several choices cross, such sums do not say all: see struct published_crossing.
 */
#ifndef PUBLISHED_H
#define PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum {
	THRESHOLD_DEFAULT = 5,
	THRESHOLD_MIN = 3, /* with 2, somebody in a cell of two knows the other one */
	THRESHOLD_MAX = 1000,
};

struct published_number {
	struct view name; /* borrowed; for messages and the proof */
	uint64_t value;   /* the truth */
	double cost;      /* of hiding it, above 0 */
	size_t with;      /* the number that it is hidden together with: itself, or one before it */
	bool hidden;
	bool settled; /* `hidden` cannot change: it was released before, or is derived */
	bool derived; /* printed nowhere, so always hidden: what is left of a sum, or between two numbers */
	bool bounded; /* a rounded number was printed in its place: it is known to be `least` to `most` */
	bool rounded; /* and never another sign than that, so it is known not to be 0 where it is not */
	uint64_t least, most;
	bool
	    uncounted; /* printed nowhere, and nobody asks for it: other numbers hang together through it. `value` says nothing */
};

struct published_term {
	size_t number;
	int coefficient;
};

struct published_relation {
	size_t first, count; /* its terms */
	bool equal;          /* the sum is 0; else at least 0 */
};

/* What somebody can have along one axis of a crossing: one or more options, each at most once, or nothing. */
struct published_axis {
	size_t options;
	size_t most;  /* of them, beside those that are alone */
	bool nothing; /* behind the options there is a position for who has none */
	bool united;  /* several answers of one person taken together: then all of this can go together */
	bool *alone;  /* owned; per option: whether it goes with no other */
};

enum { PUBLISHED_AXES_MAX = 3 };
#define PUBLISHED_NONE SIZE_MAX

/* A table by several such axes. Everybody in it stands in each cell of which they have the options on all axes; so each number is the
 * sum over those who have just this set of options on this axis and just that one on that, and no such number is below 0. Of those
 * numbers there are too many to write down as relations. */
struct published_crossing {
	struct published_axis axes[PUBLISHED_AXES_MAX];
	size_t axis_count;
	size_t *
	    numbers; /* owned; the last axis varies fastest; per axis the options, nothing, all. PUBLISHED_NONE: 0 */
	size_t *less; /* owned; the same cells of some of these people: it is of all others. NULL: of all */
};

struct published {
	struct published_number *numbers;     /* owned */
	struct published_term *terms;         /* owned */
	struct published_relation *relations; /* owned */
	size_t number_count, term_count, relation_count;
	size_t number_room, term_room, relation_room;
	struct published_crossing *crossings; /* owned */
	size_t crossing_count;
};

#define PUBLISHED_INIT ((struct published){ .numbers = NULL })

void published_release(struct published *published);

/* Adds a number (its `with` is set to itself) and returns its index. */
size_t published_add(struct published *published, const struct published_number *number);

/* Starts a relation; published_term() adds to the one that was started last (twice the same number:
 * the coefficients are added). */
void published_relate(struct published *published, bool equal);
void published_term(struct published *published, size_t number, int coefficient);

/* Positions along an axis, "all" included; how many numbers a crossing has. */
size_t published_positions(const struct published_axis *axis);
size_t published_cells(const struct published_crossing *crossing);

/* Takes a crossing. */
void published_cross(struct published *published, const struct published_crossing *crossing);

/* Forgets those of the relations from `from` on that say, term by term, what one before says. Indices of later ones change. */
void published_forget_twice(struct published *published, size_t from);

/* Whether the truth keeps to all relations. Where it does not, nothing that follows from them means anything. */
bool published_holds(const struct published *published);

#endif
