/* SPDX-License-Identifier: EUPL-1.2
 *
 * The team's half of the tickets: the file that `survey tickets --laptop` writes. A line "survey tickets 1 QUESTIONNAIRE",
 * then BLAKE2b-256 of each half B in hexadecimal, sorted; more such parts may follow (files put one behind the other).
 */
#ifndef TICKET_LIST_H
#define TICKET_LIST_H

#include "ticket.h"

struct ticket_list {
	struct buf text; /* the file; the views point into it */
	struct listed_ticket {
		struct view questionnaire;
		uint8_t hash[TICKET_HALF_BYTES];
	} * list;
	size_t count;
};

#define TICKET_LIST_INIT ((struct ticket_list){ .list = NULL })

bool ticket_list_read(struct ticket_list *list, const char *path, struct error *err) MUST_CHECK;
void ticket_list_release(struct ticket_list *list);

/* How many tickets a questionnaire has. */
size_t ticket_list_count(const struct ticket_list *list, struct view questionnaire);

/* Whether the questionnaire has a ticket with this half B (hexadecimal). */
bool ticket_list_has(const struct ticket_list *list, struct view questionnaire, struct view half);

#endif
