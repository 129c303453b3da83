/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the store's tickets: used with their response or not at all, once, and without a trace of the order.
 */
#include "store_tickets.h"

START_TEST(a_ticket_is_used_once_and_a_retry_is_a_repetition)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	add_tickets(&f, 3);
	assert_counts(&f, 3, 0);
	ck_assert_int_eq(submit(&f, 0, 1), SUBMISSION_KEPT);
	ck_assert_int_eq(submit(&f, 0, 1), SUBMISSION_REPEATED);
	ck_assert_int_eq(submit(&f, 1, 1), SUBMISSION_TICKET_USED);
	ck_assert_int_eq(submit(&f, 1, 7), SUBMISSION_TICKET_UNKNOWN);
	assert_counts(&f, 3, 1);
	ck_assert_int_eq(submit(&f, 1, 2), SUBMISSION_KEPT);
	assert_counts(&f, 3, 2);
	fixture_assert_all_once(&f, 2);
	fixture_end(&f);
}
END_TEST

START_TEST(of_many_with_one_ticket_in_one_transaction_exactly_one_is_kept)
{
	struct fixture f;
	struct crowd crowd;
	uint8_t hash[TICKET_HALF_BYTES];
	size_t kept = 0, used = 0;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	add_tickets(&f, 1);
	ticket_hash(0, hash);
	crowd_init(&crowd, &f, 0, 30);
	for (size_t i = 0; i < crowd.count; i++)
		crowd.list[i].submission.ticket = hash;
	crowd_submit(&crowd, f.store);
	for (size_t i = 0; i < crowd.count; i++) {
		kept += crowd.list[i].outcome == SUBMISSION_KEPT;
		used += crowd.list[i].outcome == SUBMISSION_TICKET_USED;
	}
	ck_assert_uint_eq(kept, 1);
	ck_assert_uint_eq(used, 29);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_CLOSING), 1);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

/* The box is written after the ticket, so a refusal of the box shows that the ticket is taken back. */
START_TEST(a_ticket_is_not_used_when_its_box_cannot_be_kept)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	add_tickets(&f, 2);
	fixture_change(&f, fixture_backend->refuse_slot, 0);
	ck_assert_int_eq(submit(&f, 0, 0), SUBMISSION_FAILED);
	assert_counts(&f, 2, 0);
	fixture_change(&f, fixture_backend->allow_slot, 0);
	fixture_change(&f, fixture_backend->refuse_gathering, 0);
	ck_assert_int_eq(submit(&f, 0, 0), SUBMISSION_FAILED);
	assert_counts(&f, 2, 0);
	fixture_change(&f, fixture_backend->allow_gathering, 0);
	ck_assert_int_eq(submit(&f, 0, 0), SUBMISSION_KEPT);
	assert_counts(&f, 2, 1);
	fixture_assert_all_once(&f, 1);
	fixture_end(&f);
}
END_TEST

STORE_MAIN("store_tickets", a_ticket_is_used_once_and_a_retry_is_a_repetition,
           of_many_with_one_ticket_in_one_transaction_exactly_one_is_kept,
           a_ticket_is_not_used_when_its_box_cannot_be_kept)
