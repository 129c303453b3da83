/* SPDX-License-Identifier: EUPL-1.2
 *
 * A release: tables that are published together, seen with everything that was ever released from the study.
 *
 * Every cell gets a name that says whom it counts, whatever the table: "mentions;audience=panel;kind=broodje_aap". Cells
 * with one name and one value are one number, in all tables and in all releases. From the names follows what holds
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
 * A rest or a difference of 1 to threshold - 1 is protected as if it had been printed and hidden. What was shown once
 * stays shown, what was hidden stays hidden.
 *
 * Not seen: what else somebody knows of the people, and a total of the older study beside a part of the grown one, which
 * differ by an unknown few.
 */
#ifndef RELEASE_H
#define RELEASE_H

#include "audit.h"
#include "protect.h"
#include "tally.h"

enum {
	RELEASE_NUMBERS_MAX = 50000,
	RELEASE_MILLISECONDS = 8000, /* for what to hide, as if not said */
};

struct release_number;

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
	uint64_t state;                    /* of the study that is counted now */
	unsigned threshold;                /* the highest of all releases */
	size_t old_numbers, old_relations; /* what earlier releases have */
	bool *again;                       /* owned; which of those this one prints too; NULL: none yet */
	size_t releases;                   /* before this one */
	struct protect_result hiding;      /* after release_tables() */
	struct audit audit;
};

/* Without earlier releases. `state` tells one state of the study from another. */
void release_open(struct release *release, uint64_t state);
void release_close(struct release *release);

/* Hides in the tables what must be, so that with all earlier releases no hidden number can be worked out, and has it
 * audited. ERROR_INVALID when the audit refuses, or nothing can help: then nothing of these tables may be published. */
bool release_tables(struct release *release, struct tally *const *tallies, size_t count, unsigned threshold,
                    unsigned milliseconds, struct error *err) MUST_CHECK;

/* Appends the proof as JSON: each number that this release or one before it hides, with the interval that the audit found.
 * It holds nothing that cannot be worked out from what is shown; rests and differences are not in it, because their being
 * there would say that they are small. */
void release_proof(const struct release *release, struct buf *out);

#endif
