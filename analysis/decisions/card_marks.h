/* SPDX-License-Identifier: EUPL-1.2
 *
 * What looks like personal data in a finding's card. The team wrote those words itself, so it mends them in the card; where they are no
 * personal data a person lets them stay ("keep"), and a finding is released when nothing in its card is undecided.
 *
 * A card changes, other than a mention's text. So what stays is not a place but words in a part of the card: DECISION_MARK on the finding,
 * of "path:Van Dale". It holds while these words stand in that part, wherever in it, and comes back with them.
 */
#ifndef CARD_MARKS_H
#define CARD_MARKS_H

#include "quote.h"

/* All that looks like personal data in the card of a finding, in the order of finding_parts and then by place; place.question is the
 * part's name. No part that is in conflict: it has no words yet. Never MARK_REDACT. */
void card_marks_find(struct marks *marks, const struct coding *coding, struct view finding);

/* Whether something in a card is left to decide about. */
bool card_mark_undecided(const struct mark *mark);

/* What a decision about a mark is about: its part and its words, on one line; in the arena. */
struct view card_mark_field(const struct mark *mark, struct arena *arena);

/* The part and the words of such a field; false when it is none. */
bool card_mark_read(struct view field, struct view *part, struct view *words) MUST_CHECK;

/* Lets what stands at a place of the card stay (MARK_KEEP) or makes it undecided again (MARK_OPEN). ERROR_ABSENT: nothing looks like
 * personal data there; ERROR_INVALID: MARK_REDACT, or words that are too long for a decision. */
bool card_mark_decide(struct coding *coding, struct view coder, struct view finding,
                      const struct place *place, enum mark_state state, struct error *err) MUST_CHECK;

#endif
