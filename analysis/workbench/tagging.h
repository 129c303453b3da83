/* SPDX-License-Identifier: EUPL-1.2
 *
 * Giving tags by name, as people type them: what is not in the codebook yet is made on the way.
 */
#ifndef TAGGING_H
#define TAGGING_H

#include "visit.h"

/* Gives the tag that was typed to mentions (ids), as one action, and says so. False when it was not done. */
bool tagging_give(struct visit *visit, struct view typed, const struct view *mentions, size_t count);

/* The same for taking one away (an id). */
bool tagging_take(struct visit *visit, struct view tag, const struct view *mentions, size_t count);

/* Mentions tell of the finding that was typed: its title; a new one is made, of the kind of the first mention. Empty: of none. */
bool tagging_join(struct visit *visit, struct view typed, const struct view *mentions, size_t count);

#endif
