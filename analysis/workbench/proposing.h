/* SPDX-License-Identifier: EUPL-1.2
 *
 * Groups of mentions that may be one finding, over all mentions of the study: worked out beside the pages, which show what
 * there was before until it is there (analysis/decisions/grouping.h).
 */
#ifndef PROPOSING_H
#define PROPOSING_H

#include "analysis/decisions/grouping_input.h"

struct proposing;

/* Begins nothing yet. Coding and the names of the files of the thesaurus and of vectors (NULL: none) are borrowed. */
struct proposing *proposing_new(struct coding *coding, const char *thesaurus, const char *vectors);
void proposing_free(struct proposing *proposing); /* stops it; NULL is harmless */

/* Begins to group what there is now, unless it is doing that. By the thread of the coding, as all below. */
void proposing_begin(struct proposing *proposing);
bool proposing_is_busy(struct proposing *proposing);
unsigned proposing_percent(const struct proposing *proposing);

/* What came out last; NULL: nothing yet, or it failed. Holds until the next call. */
const struct grouping_proposals *proposing_groups(struct proposing *proposing, enum mention_kind kind);
/* What that was made of. */
const struct grouping_input *proposing_input(const struct proposing *proposing, enum mention_kind kind);

/* Decisions when it was made. */
size_t proposing_log_count(const struct proposing *proposing);

/* Why it failed; its code is ERROR_NONE when it did not. */
const struct error *proposing_error(const struct proposing *proposing);

#endif
