/* SPDX-License-Identifier: EUPL-1.2
 *
 * The sheet of cards with tickets, as one HTML file for printing: A4, two by four cards a page.
 */
#ifndef CARDS_H
#define CARDS_H

#include "questionnaire.h"
#include "ticket.h"

struct cards {
	const struct questionnaire *questionnaire;
	struct view url;                 /* of the server, without a slash at the end */
	size_t languages[LANGUAGES_MAX]; /* of the questionnaire; the first is that of the address */
	size_t language_count;
	const char (*codes)[TICKET_CODE];
	size_t count;
};

/* Appends the file. */
bool cards_render(const struct cards *cards, struct buf *out, struct error *err) MUST_CHECK;

#endif
