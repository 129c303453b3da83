/* SPDX-License-Identifier: EUPL-1.2
 *
 * The smallest groups of people or mentions that the tables of all releases together tell apart, whether a table had their
 * numbers or not. Whoever asks which studies fit what was printed thinks of those: every number is a sum of them, none is
 * below 0, and none gets smaller when the study grows. Not for anybody but release_ties.c.
 *
 * A number's name is taken apart into facts of which everybody and every mention has one (audience, wave, ...: an atom is one
 * value of each) and into what it is besides, its *subject*: a tag, an answer, of people also the kind and the finding that they
 * told of, since they can tell of several.
 */
#ifndef RELEASE_ATOMS_H
#define RELEASE_ATOMS_H

#include "release_inside.h"

enum atoms_fact {
	FACT_QUESTIONNAIRE,
	FACT_AUDIENCE,
	FACT_WAVE,
	FACT_SEALED,
	FACT_KIND,
	FACT_FINDING,
	FACT_COUNT
};

/* Beside the indices of values. */
#define FACT_ANY SIZE_MAX         /* all of them */
#define FACT_OTHER (SIZE_MAX - 1) /* those that this subject's numbers do not name */

struct atoms_whom {
	size_t facts[FACT_COUNT];
};

/* A state of the study together with a version of the findings. */
struct atoms_moment {
	uint64_t state;
	struct view findings; /* the dimension; empty: nothing is known by finding then */
	size_t first;         /* the first moment of the same state */
};

/* A number as it was printed at one moment. */
struct atoms_printed {
	size_t number, moment, subject;
	struct atoms_whom whom;
};

struct atoms_subject {
	struct view base;
	struct release_part parts[RELEASE_PARTS_MAX]; /* borrowed views; of a finding without the version */
	size_t part_count;
	bool by_finding;  /* a part is a finding: its numbers are of a version of the findings */
	bool *told_apart; /* owned; per value of all facts: this or a narrower subject's numbers name it */
	struct atoms_whom *atoms; /* owned */
	size_t atom_count;
	bool *present;     /* owned; per moment: this or a narrower subject has numbers */
	size_t *variables; /* owned; moment * atom_count + atom: a number of published, or RELEASE_NONE */
};

struct atoms {
	const struct release *release;
	struct atoms_moment *moments; /* all owned */
	size_t moment_count;
	struct atoms_printed *printed;
	size_t printed_count;
	struct atoms_subject *subjects;
	size_t subject_count;
	struct view *values[FACT_COUNT];
	size_t value_counts[FACT_COUNT], value_offsets[FACT_COUNT + 1];
	size_t *kinds; /* per value of FACT_FINDING: the value of FACT_KIND, or FACT_ANY */
};

/* All atoms of all moments, without variables. False when there are more than `most`: they are too many to see through. */
bool atoms_make(struct atoms *atoms, const struct release *release, size_t most);
void atoms_free(struct atoms *atoms);

/* Whether all of `part` is in `whole`, which is of a subject whose numbers tell more apart, or as much. */
bool atoms_within(const struct atoms *atoms, const struct atoms_whom *part, const struct atoms_whom *whole,
                  const struct atoms_subject *subject_of_whole);

/* The moment that a subject's numbers belong to: those that are of no finding to the first one of a state. */
size_t atoms_moment_for(const struct atoms *atoms, const struct atoms_subject *subject, size_t moment);

/* Whether `narrow` has all parts of `wide`. */
bool atoms_is_narrower(const struct atoms_subject *narrow, const struct atoms_subject *wide);

#endif
