/* SPDX-License-Identifier: EUPL-1.2
 *
 * What looks like personal data in all mentions, looked for once, beside the pages, from the first mention to the last. Texts
 * do not change while a study is open, so it is kept; what was decided about it is not part of this (quote.h).
 */
#ifndef MARKING_H
#define MARKING_H

#include "analysis/decisions/quote.h"

struct marking;

/* Begins to look. Mentions and names are borrowed; names may be NULL. */
struct marking *marking_new(const struct mention_list *mentions, const struct names *names);
void marking_free(struct marking *marking); /* stops it, and wipes; NULL is harmless */

/* How many mentions, from the first on, have been looked at. */
size_t marking_searched(const struct marking *marking);
bool marking_is_over(const struct marking *marking);
unsigned marking_percent(const struct marking *marking);

/* What was found in a mention (its place in the list); 0 when it was not looked at yet. */
size_t marking_found(const struct marking *marking, size_t mention, const struct mark **found);

#endif
