/* SPDX-License-Identifier: EUPL-1.2
 *
 * The ticket that comes with a form, as a code that was typed or as its half A from a browser that sealed the response itself.
 */
#ifndef TICKET_FIELD_H
#define TICKET_FIELD_H

#include "form.h"
#include "page.h"
#include "ticket.h"

struct ticket_field {
	struct view typed;                 /* as it came, for showing it again */
	const char *problem;               /* message id, "error_ticket_…"; NULL: good */
	uint8_t hash[TICKET_HALF_BYTES];   /* of half A: what the store knows */
	char travelling[TICKET_HALF_TEXT]; /* half B, for the response */
};

/* Reads the form's field `ticket`. */
void ticket_field_read(struct ticket_field *field, const struct form *form);

/* The store's hash out of half A as a browser sends it. False when it is none. */
bool ticket_from_half(struct view half, uint8_t hash[TICKET_HALF_BYTES]) MUST_CHECK;

/* Shows the field on the page; `field` is NULL on the page that is served to everybody. */
void ticket_field_fill(const struct ticket_field *field, const struct catalogue *catalogue,
                       struct page *page);

#endif
