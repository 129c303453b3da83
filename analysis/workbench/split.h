/* SPDX-License-Identifier: EUPL-1.2
 *
 * Splitting a tag or a finding: what was chosen, and a page that shows what it would come to before it is done.
 */
#ifndef SPLIT_H
#define SPLIT_H

#include "visit.h"

struct split {
	struct view name;          /* of the new one */
	const struct view *chosen; /* mentions */
	size_t count;
	bool sure; /* it was confirmed */
};

/* Reads the form; false (with a notice) when a name or mentions are missing. `field` is the name's. */
bool split_read(struct visit *visit, const char *field, const char *missing, struct split *split) MUST_CHECK;

/* Answers with the page that asks whether to do it. */
void split_show(struct visit *visit, const struct split *split, const char *field, struct view from,
                const struct preview *preview);

#endif
