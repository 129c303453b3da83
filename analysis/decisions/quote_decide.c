/* SPDX-License-Identifier: EUPL-1.2
 *
 * Deciding about quotes and marks of personal data: analysis/decisions/quote.h.
 */
#include "quote.h"

bool
mark_decide(struct coding *coding, struct view coder, const struct mention *mention,
            const struct place *place, enum mark_state state, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct wish wish = { DECISION_MARK, view_of(mention->id), place_write(place, &arena),
		             view_of(state == MARK_REDACT ? "redact"
		                     : state == MARK_KEEP ? "keep"
		                                          : "no") };
	bool good = coding_decide(coding, coder, &wish, 1, NULL, err);

	arena_release(&arena);
	return good;
}

bool
quote_decide(struct coding *coding, struct view coder, const struct mention *mention,
             const struct place *place, enum quote_state state, struct error *err)
{
	struct arena arena = ARENA_INIT;
	const struct wish wishes[] = {
		{ DECISION_QUOTE, view_of(mention->id), place_write(place, &arena),
		  view_of(state == QUOTE_RELEASED   ? "released"
		          : state == QUOTE_PROPOSED ? "proposed"
		                                    : "no") },
		{ DECISION_CHECK, view_of(mention->id), place->question, VIEW("yes") },
	};
	bool good = coding_decide(coding, coder, wishes, state == QUOTE_RELEASED ? 2 : 1, NULL, err);

	arena_release(&arena);
	return good;
}
