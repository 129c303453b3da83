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

struct published {
	struct published_number *numbers;     /* owned */
	struct published_term *terms;         /* owned */
	struct published_relation *relations; /* owned */
	size_t number_count, term_count, relation_count;
	size_t number_room, term_room, relation_room;
};

#define PUBLISHED_INIT ((struct published){ .numbers = NULL })

void published_release(struct published *published);

/* Adds a number (its `with` is set to itself) and returns its index. */
size_t published_add(struct published *published, const struct published_number *number);

/* Starts a relation; published_term() adds to the one that was started last (twice the same number:
 * the coefficients are added). */
void published_relate(struct published *published, bool equal);
void published_term(struct published *published, size_t number, int coefficient);

/* Forgets those of the relations from `from` on that say, term by term, what one before says. Indices of later ones change. */
void published_forget_twice(struct published *published, size_t from);

/* Whether the truth keeps to all relations. Where it does not, nothing that follows from them means anything. */
bool published_holds(const struct published *published);

#endif
