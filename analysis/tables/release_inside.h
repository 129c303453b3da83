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
	bool partial;   /* of those alone whom a table asked more; all whom its name says can be more */
	uint64_t shown; /* in a release that rounds: what is printed in its place */
	size_t next;    /* in its bucket; SIZE_MAX: the last */
};

/* release_know(). */
struct release_value {
	struct view dimension, value;
};

/* Parts that are no dimension of a tally. The dimension "finding" has behind its name which mentions tell of which finding
 * (members.h): after any of that changed, its numbers are others. */
#define RELEASE_FINDING "finding "
#define RELEASE_MISSING "?"       /* the value for who did not answer, and for mentions of no finding */
#define RELEASE_SINCE "since"     /* between two states of the study */
#define RELEASE_RECODED "recoded" /* between two states of the findings */

/* The numbers of one table: per cell what it counts, and the people behind it (of responses the same). RELEASE_NONE: known
 * to be 0. */
struct release_placed {
	const struct tally *tally;
	size_t *counts, *people; /* owned */
	size_t table;            /* which of the release */
};

enum { RELEASE_BUCKETS = 1 << 14 };

#define RELEASE_NONE SIZE_MAX

/* The name of a number: its parts in order of dimension and value, equal ones once (the number's parts are changed so). */
struct view release_name(struct arena *arena, struct release_number *number);

/* The first number with this name, and the next after one. */
size_t release_first(const struct release *release, struct view name);
size_t release_next(const struct release *release, size_t number);

/* The number with this name and value of a state of the study, or RELEASE_NONE. */
size_t release_find(const struct release *release, struct view name, uint64_t value, uint64_t state);

/* The number of these people in the study as it is now: of several of one name that of most, since others are of some table's
 * people alone. The same number before the study grew. The number of all who answered, of whom those are who told a number's mentions,
 * where that differs in nothing else. RELEASE_NONE where there is none. */
size_t release_now(struct release *release, const struct release_number *about);
size_t release_before(const struct release *release, size_t number);
size_t release_answered(struct release *release, size_t people);

/* Adds a number under its name. The views must live as long as the release. */
size_t release_add(struct release *release, struct view name, const struct release_number *about,
                   const struct published_number *number);

/* Adds a derived number, or finds it. */
size_t release_derive(struct release *release, struct release_number *about, uint64_t value);

/* The dimension of findings as they are now. */
struct view release_finding(struct arena *arena, const struct members *members);

/* The dimension of findings of a number that is added: the newest is known last. */
void release_know_findings(struct release *release, struct view dimension);

/* The newest number of this name, or that is this one but for what mentions told of findings then; RELEASE_NONE. */
size_t release_earlier(const struct release *release, struct view name, const struct release_number *about);

/* Adds what holds between a number and release_earlier(): the difference is a number too. */
void release_relate_earlier(struct release *release, size_t number, size_t earlier);

/* In which tables of this release numbers stand. */
void release_expect_tables(struct release *release, size_t count);
void release_put_in_table(struct release *release, size_t number, size_t table);
bool release_share_table(const struct release *release, const size_t *numbers, size_t count);

/* Whether somebody can be in several places of a dimension because they told several things: of people behind mentions, what the
 * mentions say. And whether everybody is in one place only, so that a total is the sum over its line. */
bool release_is_united(const struct dimension *dimension, bool people);
bool release_is_sum(const struct dimension *dimension, bool people);

/* Adds the numbers of a table, and (after those of all tables) what holds between them. */
bool release_place(struct release *release, struct release_placed *placed, struct error *err) MUST_CHECK;
void release_relate_lines(struct release *release, const struct release_placed *placed);

/* Of those, what holds where somebody can be in several places of a line, and where such lines cross (release_choices.c), and
 * what holds between mentions and the people who told them (release_people.c). */
void release_relate_choices(struct release *release, const struct release_placed *placed, bool people);
void release_relate_times(struct release *release, const struct release_placed *placed);

/* Adds what holds between all who answered and those who told something, after the numbers of all tables were added. */
void release_relate_people(struct release *release);

/* Chooses what is printed in place of each number of these tables, and notes what is known of it then. ERROR_INVALID when nothing
 * adds up. */
bool release_round(struct release *release, const struct release_placed *placed, size_t count, unsigned base,
                   unsigned milliseconds, struct rounding *rounding, struct error *err) MUST_CHECK;

/* Adds what holds between all numbers of all releases through numbers that no table had, and takes that away again.
 * ERROR_INVALID: there are too many of those, or nothing fits. */
bool release_tie(struct release *release, struct error *err) MUST_CHECK;
void release_untie(struct release *release);

/* Adds what holds between tables, after the numbers of all tables were added. */
void release_cross(struct release *release);

#endif
