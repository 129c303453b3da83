/* SPDX-License-Identifier: EUPL-1.2
 *
 * A release: tables that are published together, seen with everything that was ever released from the study.
 *
 * Every cell gets a name that says whom it counts, whatever the table: "mentions;audience=panel;kind=broodje_aap". Cells
 * with one name and one value are one number, in all tables and in all releases from one state of the study; of another state
 * the same is another number, since nobody is told that nothing came. From the names follows what holds
 * between tables:
 *
 * - within a table, a total is the sum over its line, or where several choices are possible no less than each of them and
 *   no more than all;
 * - between tables, a total and some of its parts leave a rest ("audience=~panel": all others), which is a number that
 *   nobody printed and that somebody who subtracts has;
 * - when the study has grown since an earlier release, so is the difference between then and now;
 * - and so it is when the team moved mentions from one finding to another. How many went in and how many went out is not
 *   known to who subtracts, so the two numbers may differ by what both changed, but not by a few.
 *
 * - what a finding's kind is, and what is left of a fact with one value more, is known without a table;
 * - what an older release counted is a part of what the grown study has.
 *
 * A rest or a difference of 1 to threshold - 1 is protected as if it had been printed and hidden. What was shown once
 * stays shown, what was hidden stays hidden.
 *
 * - what holds through numbers that no table had. Who asks which studies fit all that was printed thinks of the smallest groups that
 *   the tables tell apart (the panel's myths of finding X after the first import): all numbers are sums of those, none is below 0, and
 *   none gets smaller by an import. So an older table by audience and one by kind, and a newer one by both, are tied together. All such
 *   groups are in the search and in the audit as unknowns (release_atoms.h); nobody asks for them, and they are not remembered.
 *   That no mention went from one finding to another is assumed where it fits what was counted: who assumes it then is right or
 *   learns nothing.
 *
 * - where questions of several choices cross, that each person has a set of options of both (release_choices.c); and that who told
 *   something answered, at most so many times, after such an answer (release_people.c).
 *
 * A number of 0 is shown, also where it is 0 of a whole group: that nobody of a group told of something, or chose an option of
 * several, is what a report is for, and says of nobody what they did. So it is with who did not choose one of several
 * options. Of a question of one choice, what all of a group answered is hidden (suppress.h).
 *
 * Not seen: what else somebody knows of the people. Nor all that follows from thinking of mentions and of the people who told them at
 * once, with several mentions a person and a question of several choices in both; nor from tables of which each has one of two
 * questions of several choices, and a third has both (tests/unit/disclosure_choices_test.c).
 */
#ifndef RELEASE_H
#define RELEASE_H

#include "audit.h"
#include "protect.h"
#include "tally.h"

enum {
	RELEASE_NUMBERS_MAX = 50000,
	RELEASE_KEY_BYTES = 32,
	RELEASE_MILLISECONDS = 8000, /* for what to hide, as if not said */
};

struct release_number;
struct release_value;

/* What everybody knows of tables that are to be released, besides what they are: the sum of such is at least 0. */
struct release_known_term {
	const struct tally *table;
	size_t cell;
	int coefficient;
};

struct release {
	struct arena arena;
	struct published published;
	struct release_number *numbers; /* owned; beside published.numbers */
	size_t room;
	size_t *buckets;               /* owned; by name */
	uint64_t *tables;              /* owned; per number a bit for each table of this release */
	size_t table_words;            /* so many of those a number */
	struct view *finding_versions; /* owned; the dimensions "finding …" that there are */
	size_t finding_version_count;
	struct release_value *values; /* owned; what each fact of a response can be */
	size_t value_count;
	const struct block
	    *blocks; /* borrowed; the study, as everybody knows its questionnaires; NULL: nobody does */
	size_t block_count;
	struct release_number *nobody; /* owned; whom there are none of, by the tables of this release */
	size_t nobody_count;
	struct release_known_term *known; /* owned; the terms of each sum behind each other */
	size_t *known_counts;             /* owned; how many terms each sum has */
	size_t known_term_count, known_count;
	size_t real_numbers, real_relations, real_terms; /* before release_tie() */
	const struct members *members;  /* borrowed; the findings of the tables of this release; NULL: none */
	uint64_t state;                 /* of the study that is counted now */
	unsigned threshold;             /* the highest of all releases */
	uint8_t key[RELEASE_KEY_BYTES]; /* a secret of the study, for rounding by chance */
	struct rounding rounding;       /* of this release; base 0: nothing was rounded */
	size_t old_numbers, old_relations; /* what earlier releases have */
	bool *again;                       /* owned; which of those this one prints too; NULL: none yet */
	size_t releases;                   /* before this one */
	struct protect_result hiding;      /* after release_tables() */
	struct audit audit;
};

/* Without earlier releases. `state` tells one state of the study from another. */
void release_open(struct release *release, uint64_t state);
void release_close(struct release *release);

/* Tells of a value that a dimension ("audience", "kind", "wave", "questionnaire") can have in the study, whether a table has it or
 * not: everybody knows that who is not in any of the others is in that one. */
void release_know(struct release *release, struct view dimension, struct view value);

/* Tells what everybody knows of the study because of its questionnaires: what the facts of a response can be, and of whom was asked
 * what, how often. The blocks must outlive the release. */
void release_know_blocks(struct release *release, const struct block *blocks, size_t count);

/* Before the tables are released; `terms` of tables that are not among them count as nothing known. */
void release_know_sum(struct release *release, const struct release_known_term *terms, size_t count);

/* Hides in the tables what must be, so that with all earlier releases no hidden number can be worked out, and has it
 * audited. ERROR_INVALID when the audit refuses, or nothing can help: then nothing of these tables may be published. */
bool release_tables(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
                    unsigned milliseconds, struct error *err) MUST_CHECK;

/* The same by rounding: nothing more is hidden, and every number becomes a multiple of `base` (at least the threshold), the one
 * below or the one above it. Which of the two is chance, the more likely the nearer it is, so that on average nothing is lost;
 * the same study, number and value always give the same one. Controlled: what adds up still does (Cox 1987, Journal of the
 * American Statistical Association 82), by an integer programme. Where no neighbours do, numbers may go one multiple further; where
 * that does not help either, ERROR_INVALID.
 *
 * Each number is then known to within base - 1 on both sides. That, together with everything that was released before, is
 * audited like what is hidden, and refused where it tells too much. What an earlier release hid stays hidden. */
bool release_rounded(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
                     unsigned base, unsigned milliseconds, struct error *err) MUST_CHECK;

/* What was asked for: release_tables(), or with a base that is not 0 release_rounded(). */
bool release_made_safe(struct release *release, struct tally *const *tallies, size_t count,
                       unsigned threshold, unsigned base, unsigned milliseconds,
                       struct error *err) MUST_CHECK;

/* Appends the proof as JSON: each number that this release or one before it hides, with the interval that the audit found.
 * It holds nothing that cannot be worked out from what is shown; rests and differences are not in it, because their being
 * there would say that they are small. */
void release_proof(const struct release *release, struct buf *out);

#endif
