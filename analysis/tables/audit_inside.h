/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of audit.h share: the linear programme of what somebody does not know. Not for anybody else.
 */
#ifndef AUDIT_INSIDE_H
#define AUDIT_INSIDE_H

#include <glpk.h>

#include "audit.h"

struct audit_problem {
	const struct published *published;
	glp_prob *lp;   /* owned; a column per hidden number, a row per relation that has one */
	int *column;    /* owned; per number; 0: it is shown */
	int *indices;   /* owned; room for one row */
	double *values; /* owned */
};

void audit_problem_open(struct audit_problem *problem, const struct published *published);
void audit_problem_close(struct audit_problem *problem);

/* Whether an interval is against the rule; `doubt` is the threshold less 1. */
bool audit_breaks_rule(const struct audit_interval *interval, const struct published_number *number,
                       uint64_t doubt);

/* Narrows the intervals to what can be where choices cross (published.h), in so far as the rule asks: those that keep to it are as wide
 * as was needed to see that. Fractions of people are allowed in it. ERROR_INVALID when there are too many options to see through,
 * ERROR_SYSTEM when the solver gives up. */
bool audit_crossings(struct audit *audit, const struct published *published, unsigned threshold,
                     struct error *err) MUST_CHECK;

#endif
