/* SPDX-License-Identifier: EUPL-1.2
 *
 * The release gate: everything that somebody decided to release and that may not go out as it is now, with the reason for
 * each. It looks at decisions alone; whether the numbers may be published is the audit's (analysis/tables/audit.h).
 */
#ifndef GATE_H
#define GATE_H

#include "finding.h"
#include "quote.h"

enum gate_reason_kind {
	GATE_QUOTE_CONFLICT, /* two laptops differ about whether it is released */
	GATE_QUOTE_REFUSED,  /* the person did not allow quoting */
	GATE_QUOTE_MARKS,    /* what looks like personal data in it is undecided */
	GATE_QUOTE_UNREAD,   /* nobody said that they read its text */
	GATE_FINDING_CONFLICT,
	GATE_FINDING_EMPTY,
	GATE_FINDING_PERSONAL, /* something in its card looks like personal data, and nobody let it stay: one for each */
	GATE_FINDING_ALONE, /* no mention tells of it */
	GATE_REASON_COUNT
};

struct gate_reason {
	enum gate_reason_kind kind;
	struct view subject;  /* of a quote its mention's id, of a finding its title or else its id */
	struct view finding;  /* its id; empty when it is about a quote */
	enum mention_kind of; /* the finding's kind; MENTION_NONE when two laptops differ about that */
	struct place
	    place; /* where it is about a part of a finding's card, or a tag: its question is "path", "tag/ID" */
	const char *looks; /* GATE_FINDING_PERSONAL: like what, as the kind of a mark; else NULL */
};

struct gate {
	struct gate_reason *list; /* owned; quotes by mention and place, then findings by id */
	size_t count, room;
};

#define GATE_INIT ((struct gate){ .list = NULL })

/* The reasons borrow from the coding. */
void gate_look(struct gate *gate, struct coding *coding);
void gate_release(struct gate *gate);

#endif
