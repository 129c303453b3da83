/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tickets for tests of the store: their hashes follow from their numbers.
 */
#ifndef STORE_TICKETS_H
#define STORE_TICKETS_H

#include "store_fixture.h"

enum { TICKETS = 40 };

/* The hash of ticket `number`: random-looking, and the same in every store. */
static inline void
ticket_hash(uint64_t number, uint8_t hash[TICKET_HALF_BYTES])
{
	crypto_generichash(hash, TICKET_HALF_BYTES, (const uint8_t *)&number, sizeof(number), NULL, 0);
}

static inline void
add_tickets(const struct fixture *f, size_t count)
{
	struct error err = ERROR_INIT;
	uint8_t hashes[TICKETS][TICKET_HALF_BYTES];

	for (size_t i = 0; i < count; i++)
		ticket_hash(i, hashes[i]);
	ck_assert_ok(store_add_tickets(f->store, VIEW("vragen"), hashes[0], count, &err), &err);
}

static inline void
assert_counts(const struct fixture *f, size_t total, size_t used)
{
	struct error err = ERROR_INIT;
	size_t found_total, found_used;

	ck_assert_ok(store_count_tickets(f->store, VIEW("vragen"), &found_total, &found_used, &err), &err);
	ck_assert_uint_eq(found_total, total);
	ck_assert_uint_eq(found_used, used);
}

/* Hands in response `number` with ticket `ticket`. */
static inline enum submission_outcome
submit(const struct fixture *f, size_t number, uint64_t ticket)
{
	struct crowd crowd;
	uint8_t hash[TICKET_HALF_BYTES];
	enum submission_outcome outcome;

	ticket_hash(ticket, hash);
	crowd_init(&crowd, f, number, 1);
	crowd.list[0].submission.ticket = hash;
	crowd_submit(&crowd, f->store);
	outcome = crowd.list[0].outcome;
	crowd_release(&crowd);
	return outcome;
}

#endif
