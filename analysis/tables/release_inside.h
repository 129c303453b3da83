/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of release.h share. Not for anybody else, but for the ledger.
 */
#ifndef RELEASE_INSIDE_H
#define RELEASE_INSIDE_H

#include "release.h"

enum { RELEASE_PARTS_MAX = 12 };

/* One restriction of whom a number counts. */
struct release_part {
	struct view dimension, value;
	bool additive; /* the number's parent is the sum over this dimension */
	bool rest;     /* `value` is all but those it names */
};

struct release_number {
	struct view base; /* what is counted: "responses", "mentions", "people" behind mentions */
	struct release_part parts[RELEASE_PARTS_MAX];
	size_t part_count;
	uint64_t state;
	uint64_t tables; /* of this release, a bit each */
	size_t next;     /* in its bucket; SIZE_MAX: the last */
};

enum { RELEASE_BUCKETS = 1 << 14 };

#define RELEASE_NONE SIZE_MAX

/* The name of a number: its parts in order of dimension and value, equal ones once (the number's parts are changed so). */
struct view release_name(struct arena *arena, struct release_number *number);

/* The first number with this name, and the next after one. */
size_t release_first(const struct release *release, struct view name);
size_t release_next(const struct release *release, size_t number);

/* The number with this name and value, or RELEASE_NONE. */
size_t release_find(const struct release *release, struct view name, uint64_t value);

/* Adds a number under its name. The views must live as long as the release. */
size_t release_add(struct release *release, struct view name, const struct release_number *about,
                   const struct published_number *number);

/* Adds a derived number, or finds it. */
size_t release_derive(struct release *release, struct release_number *about, uint64_t value);

/* Adds what holds between tables, after the numbers of all tables were added. */
void release_cross(struct release *release);

#endif
