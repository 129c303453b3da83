/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of audit.h share: the linear programme of what somebody does not know. Not for anybody else.
 */
#ifndef AUDIT_INSIDE_H
#define AUDIT_INSIDE_H

#include <glpk.h>

#include "audit.h"

/* Numbers that hang together: a linear programme of their own, since nothing that is known of the others says anything of them. */
struct audit_problem {
	const struct published *published;
	const size_t *numbers, *relations; /* borrowed */
	size_t number_count, relation_count;
	glp_prob *lp;           /* owned */
	int *column;            /* borrowed; per number of all; 0: it is shown */
	uint64_t *least, *most; /* borrowed; per number, of the whole numbers that fit and were seen */
	unsigned *patience;     /* borrowed; milliseconds that are left for whole numbers */
};

/* All hidden numbers and relations, those of one problem behind each other. */
struct audit_parts {
	size_t *leaders; /* all owned; per number one of those that it hangs together with */
	size_t *numbers, *relations;
	size_t number_count, relation_count;
};

/* Makes the programme: a column per number, a row per relation. */
void audit_problem_fill(struct audit_problem *problem);

/* Whether an interval is against the rule; `doubt` is the threshold less 1. */
bool audit_breaks_rule(const struct audit_interval *interval, const struct published_number *number,
                       uint64_t doubt);

/* Narrows the intervals to what can be where choices cross (published.h), in so far as the rule asks: those that keep to it are as wide
 * as was needed to see that. Fractions of people are allowed in it. ERROR_INVALID when there are too many options to see through,
 * ERROR_SYSTEM when the solver gives up. */
bool audit_crossings(struct audit *audit, const struct published *published, const struct audit_parts *parts,
                     unsigned threshold, struct error *err) MUST_CHECK;

#endif
