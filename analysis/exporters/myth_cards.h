/* SPDX-License-Identifier: EUPL-1.2
 *
 * Cards to share, a page each: what people say, what is true, and where that stands. Of released myths only; a card has no number
 * and no quote.
 */
#ifndef MYTH_CARDS_H
#define MYTH_CARDS_H

#include "analysis/decisions/gate.h"
#include "analysis/decisions/released.h"

struct myth_cards {
	const struct catalogue *catalogue; /* language of the words around them */
	const struct released *released;
	const struct view *chosen; /* ids; of released myths */
	size_t chosen_count;       /* 0: all */
};

/* Appends the cards as one HTML file that needs nothing beside it; page_init() was called. ERROR_ABSENT: a chosen one is no released
 * myth, or there is none. The same cards give the same bytes. */
bool myth_cards_write(const struct myth_cards *cards, struct buf *out, struct error *err) MUST_CHECK;

/* Appends a line for each thing that keeps a myth that was asked for from having a card, though somebody released it: in the cards'
 * language. */
void myth_cards_left_out(const struct myth_cards *cards, const struct gate *gate, struct buf *out);

#endif
