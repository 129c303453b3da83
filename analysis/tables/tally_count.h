/* SPDX-License-Identifier: EUPL-1.2
 *
 * Filling the cells of a tally from the rows of the study. Only for tally.c.
 */
#ifndef TALLY_COUNT_H
#define TALLY_COUNT_H

#include "tally.h"

/* Counts into tally->cells, which are all zero, and marks the impossible ones. `everyone` as in
 * tally_request. */
void tally_count(struct tally *tally, const struct source *source, bool everyone);

#endif
