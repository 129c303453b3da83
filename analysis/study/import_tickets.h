/* SPDX-License-Identifier: EUPL-1.2
 *
 * Judging the tickets of imported responses, and what the study remembers of them.
 */
#ifndef IMPORT_TICKETS_H
#define IMPORT_TICKETS_H

#include "opener.h"

/* Judges the ticket of a response that is new. When it is good the study has learned the marks, which are to be put among
 * the identities of the block. */
enum import_trouble import_judge_ticket(struct study *study, const struct ticket_list *tickets,
                                        const struct box *box, const uint8_t *identity,
                                        uint8_t marks[2][IDENTITY_BYTES]);

/* Whether the box with this identity was imported with a good ticket. */
bool import_was_valid(const struct study *study, const uint8_t *identity);

#endif
