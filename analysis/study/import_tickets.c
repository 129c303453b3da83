/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tickets of imported responses: import_tickets.h.
 */
#include "import_tickets.h"

#include <sodium.h>

/* What the study remembers of a ticket ("t" and its half B) and of a box whose ticket was good ("v" and its identity), among
 * the identities of boxes: hashes, so they cannot meet. */
static void
mark_of(char kind, struct view of, uint8_t mark[IDENTITY_BYTES])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, IDENTITY_BYTES);
	crypto_generichash_update(&state, (const uint8_t *)&kind, 1);
	crypto_generichash_update(&state, (const uint8_t *)of.ptr, of.len);
	crypto_generichash_final(&state, mark, IDENTITY_BYTES);
}

enum import_trouble
import_judge_ticket(struct study *study, const struct ticket_list *tickets, const struct box *box,
                    const uint8_t *identity, uint8_t marks[2][IDENTITY_BYTES])
{
	const struct questionnaire *q = box->definition->questionnaire;
	struct view half = { box->ticket, box->ticket[0] == '\0' ? 0 : TICKET_HALF_TEXT - 1 };

	if (half.len == 0)
		return TROUBLE_TICKETLESS;
	if (!ticket_list_has(tickets, q->id, half))
		return TROUBLE_TICKET_UNKNOWN;
	mark_of('t', half, marks[0]);
	mark_of('v', (struct view){ (const char *)identity, IDENTITY_BYTES }, marks[1]);
	if (study_knows_box(study, marks[0]))
		return TROUBLE_TICKET_AGAIN;
	study_learn_box(study, marks[0]);
	study_learn_box(study, marks[1]);
	return TROUBLE_NONE;
}

bool
import_was_valid(const struct study *study, const uint8_t *identity)
{
	uint8_t mark[IDENTITY_BYTES];

	mark_of('v', (struct view){ (const char *)identity, IDENTITY_BYTES }, mark);
	return study_knows_box(study, mark);
}
