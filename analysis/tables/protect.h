/* SPDX-License-Identifier: EUPL-1.2
 *
 * Secondary suppression: which other numbers to hide so that the hidden ones cannot be worked out, at the least cost over
 * everything that is published together.
 *
 * An integer programme with a yes or no per number, solved by cutting planes (Fischetti and Salazar-González 2001,
 * Management Science 47(7)): the solver proposes what to hide; for each hidden number two linear programmes ask how far
 * somebody could know it, and where that is too near, their dual values say which numbers would help, which is one more
 * condition for the next proposal. Each proposal is also repaired step by step into something that does protect, so there
 * is an answer when time runs out before the best was proved.
 *
 * It proves nothing itself: audit.h does, with no code of this.
 */
#ifndef PROTECT_H
#define PROTECT_H

#include "error.h"
#include "published.h"

struct protect_result {
	double cost;  /* of what was hidden for protection */
	bool optimal; /* proved to be the least */
};

/* How far somebody's knowledge of a number must at least be off, while it is hidden. All 0: it may be known. */
struct protect_need {
	uint64_t down, up; /* that it could be so much less, and more */
	uint64_t width;    /* between the least and the most that it could be */
};

/* Hides more of `published` until every number i that is hidden has needs[i]. Stops looking for something better after
 * `milliseconds`. ERROR_INVALID when it cannot be done because of what is settled, with the name of a number in the text;
 * ERROR_SYSTEM when the solver gives up. */
bool protect(struct published *published, const struct protect_need *needs, unsigned milliseconds,
             struct protect_result *result, struct error *err) MUST_CHECK;

#endif
