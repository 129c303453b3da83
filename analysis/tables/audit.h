/* SPDX-License-Identifier: EUPL-1.2
 *
 * The audit: what somebody who has all that was published can work out of every hidden number.
 *
 * It shares no code with what chooses the numbers to hide, only the description of what is published (published.h) and
 * the solver (GLPK). For each hidden number it finds the least and the most that it can be, given every number that is
 * shown, everything that holds between them, and that they count people: whole and at least 0.
 *
 * The rule (threshold T): those two are at least T - 1 apart; and where the truth is 1 to T - 1, they reach from 0 to
 * T - 1 or more. "Hidden" by itself tells that a number may be 0, or 1 to T - 1; so all tables together must leave as
 * much doubt as the word alone. These are the protection levels of Fischetti and Salazar-González (2001, Management
 * Science 47(7)), lower and upper for small numbers and sliding for the others, set to the frequency threshold of the
 * Handbook on Statistical Disclosure Control (Hundepool and others, 2010, chapters 4 and 5). Other hidden numbers need
 * doubt too: who reads the table must not learn which were hidden for their own sake.
 *
 * The difference between two publications is a number too: where it stands for 1 to T - 1 people, it needs the same doubt as a small number.
 *
 * A number that was printed rounded is hidden within the bounds that follow from what was printed. Nothing but those bounds says
 * that it may be small, so of it, and of what is left between such numbers, only the distance of the two is asked.
 */
#ifndef AUDIT_H
#define AUDIT_H

#include "error.h"
#include "published.h"

struct audit_interval {
	size_t number; /* in published.numbers */
	uint64_t least, most;
	bool unbounded; /* there is no most */
	bool exposed;   /* against the rule */
};

struct audit {
	struct audit_interval *intervals; /* owned; of the hidden numbers that the rule is about, in order */
	size_t count, exposed;
};

#define AUDIT_INIT ((struct audit){ .intervals = NULL })

void audit_release(struct audit *audit);

/* Works out all intervals. Values between least and most need not all be possible; least and most are, in whole numbers.
 * Where whole numbers could not be settled in time (10 seconds of the processor for all), or choices cross (published.h), they are the widest that
 * were found, or the truth alone: never too wide, but there may be more doubt than they say.
 * ERROR_SYSTEM when the solver gives up, ERROR_INVALID when the numbers contradict each other. */
bool audit_make(struct audit *audit, const struct published *published, unsigned threshold,
                struct error *err) MUST_CHECK;

#endif
