/* SPDX-License-Identifier: EUPL-1.2
 *
 * How things stand with every mention at once, for lists of all of them: which tags this coder gave it, which finding it tells of,
 * whether there is something to decide about personal data. Kept up to date with what was decided since, so that a page of
 * fifty thousand mentions does not ask the coding about each. What it says is what coding.h, finding.h and quote.h say.
 */
#ifndef STANDING_H
#define STANDING_H

#include "analysis/decisions/coding.h"

struct marking;

struct standing;

/* All borrowed. For one thread, that of the coding. */
struct standing *standing_new(struct coding *coding, const struct marking *marking, struct view coder);
void standing_free(struct standing *standing); /* NULL is harmless */

/* Takes over what was decided and found since the last time. To be called before asking. */
void standing_refresh(struct standing *standing);

/* A number that is another one after every decision. */
size_t standing_version(const struct standing *standing);
/* Of how many mentions, from the first on, it is known whether something looks like personal data. */
size_t standing_searched(const struct standing *standing);

/* Mentions by their place in the list of mentions. */
bool standing_coded(const struct standing *standing, size_t mention);          /* coding_coded() */
struct view standing_finding(const struct standing *standing, size_t mention); /* finding_of() */
bool standing_undecided(const struct standing *standing, size_t mention);      /* marks_undecided() */

/* A tag that this coder gave to mentions; NULL when there are none. Holds until the next standing_refresh(). */
struct standing_tag;
const struct standing_tag *standing_tag_find(const struct standing *standing, struct view tag);
bool standing_tag_has(const struct standing_tag *tag, size_t mention); /* coding_tagged(); NULL: no */
size_t standing_tag_count(const struct standing_tag *tag);             /* of mentions; NULL: 0 */

/* How many mentions belong to no finding. */
size_t standing_loose_count(const struct standing *standing, enum mention_kind kind);

#endif
