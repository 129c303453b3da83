/* SPDX-License-Identifier: EUPL-1.2
 *
 * The mentions of one kind, of which it is known which tell of the same thing.
 */
#ifndef PART_H
#define PART_H

#include "quality.h"

struct part {
	struct mentions *mentions;
	struct tagged_text *texts; /* views of the answers */
	bool *domains;             /* per mention: which it was labelled with, DOMAINS of each */
	size_t count;
	long *item; /* per mention, from 0 */
	size_t item_count;
};

void part_make(const struct tools *tools, const struct answers *answers, const char *kind, struct part *part);
void part_release(struct part *part);

/* Groups without any link. To be released. */
void part_group(const struct part *part, double alike, struct groups *groups);

/* The limit in the middle of those that do well by `measure`: the very best one is chance. */
double part_good_limit(const struct part *part, double (*measure)(const struct part *part, double alike));

/* What a coder is saved by groups and suggestions, as a share of the decisions by hand: effort.c. */
double part_saved(const struct part *part, double alike);

#endif
