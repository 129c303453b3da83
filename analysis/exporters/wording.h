/* SPDX-License-Identifier: EUPL-1.2
 *
 * What exporters and the report say about a table, in the language of the tally.
 */
#ifndef WORDING_H
#define WORDING_H

#include "analysis/tables/tally.h"

/* What stands in place of a hidden number: "<5*". The same for small cells and for those that protect them:
 * who could tell them apart could calculate more. */
struct view wording_hidden(const struct tally *tally, struct arena *arena);

/* What that means. */
struct view wording_hidden_note(const struct tally *tally, struct arena *arena);

/* A published number of a cell, or wording_hidden(). */
struct view wording_count(const struct tally *tally, const struct cell *cell, struct arena *arena);
struct view wording_respondents(const struct tally *tally, const struct cell *cell, struct arena *arena);

/* The heading of a position: a category, "not answered" ("no finding") or "total". */
struct view wording_position(const struct tally *tally, size_t axis, size_t position);

/* What programs know it by: the category's id, "(not answered)" ("(no finding)") or "(all)"; brackets cannot stand in an
 * id. */
struct view wording_position_id(const struct dimension *dimension, size_t position);

/* "mentions" or "responses". */
struct view wording_unit(const struct tally *tally);

/* All that was counted, as a phrase: "112 mentions of 64 people". */
struct view wording_total(const struct tally *tally, struct arena *arena);

/* The selection in words: "kind = broodje_aap; wave = 1", or "everything". */
struct view wording_selection(const struct tally *tally, struct arena *arena);

/* The dimensions whose parts may add up to more than the total; empty when there are none. */
struct view wording_multiple(const struct tally *tally, struct arena *arena);

/* That the numbers are rounded, and how far they can be off; empty when they are as counted. */
struct view wording_rounded(const struct tally *tally, struct arena *arena);

bool wording_has_hidden(const struct tally *tally);

#endif
