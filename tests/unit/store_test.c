/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/store.h: what it keeps, releases, remembers and refuses. What the disk may not tell is in
 * store_anonymity_test.c; kills, full disks and other processes are in store_faults_test.c.
 */
#include "store_fixture.h"

static bool
copy_status(void *context, const struct pool_status *status)
{
	*(struct pool_status *)context = *status;
	return true;
}

static struct pool_status
status_of(const struct fixture *f)
{
	struct error err = ERROR_INIT;
	struct pool_status status = { .pooled = 0 };

	ck_assert_ok(store_status(f->store, copy_status, &status, &err), &err);
	return status;
}

START_TEST(a_response_is_kept_and_comes_out_of_the_release)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 12);
	ck_assert_uint_eq(status_of(&f).pooled, 12);
	fixture_assert_all_once(&f, 12);
	ck_assert_uint_eq(status_of(&f).pooled, 0);
	ck_assert_uint_eq(status_of(&f).batches, 1);
	ck_assert_uint_eq(status_of(&f).released, 12);
	fixture_end(&f);
}
END_TEST

START_TEST(a_nonce_counts_once_however_often_it_comes)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_KEPT);
	ck_assert_int_eq(fixture_submit(&f, 1), SUBMISSION_KEPT);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_REPEATED);
	fixture_assert_all_once(&f, 2);
	fixture_end(&f);
}
END_TEST

START_TEST(a_nonce_counts_once_within_one_transaction)
{
	struct fixture f;
	struct crowd crowd;
	size_t kept = 0;
	void *held;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	crowd_init(&crowd, &f, 0, 12);
	for (size_t i = 2; i < 12; i++)
		memcpy(crowd.list[i].submission.nonce, crowd.list[1].submission.nonce, NONCE_BYTES);
	/* While the first one waits for an outsider, the others gather. */
	held = fixture_backend->hold(f.location);
	for (size_t i = 0; i < crowd.count; i++)
		store_submit(f.store, &crowd.list[i].submission);
	fixture_backend->let_go(held);
	crowd_wait(&crowd, crowd.count);
	for (size_t i = 1; i < crowd.count; i++) {
		ck_assert_int_ne(crowd.list[i].outcome, SUBMISSION_FAILED);
		kept += crowd.list[i].outcome == SUBMISSION_KEPT;
	}
	ck_assert_uint_eq(kept, 1);
	ck_assert_uint_eq(status_of(&f).pooled, 2);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

START_TEST(a_nonce_counts_once_in_all_pools_of_a_questionnaire)
{
	struct fixture f;
	struct error err = ERROR_INIT;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_KEPT);
	f.description.size *= 2;
	ck_assert_ok(store_pool(f.store, &f.description, &f.pool, &err), &err);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_REPEATED);
	f.description.questionnaire = VIEW("andere");
	ck_assert_ok(store_pool(f.store, &f.description, &f.pool, &err), &err);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_KEPT);
	fixture_end(&f);
}
END_TEST

START_TEST(a_nonce_is_forgotten_at_the_release_after_next)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_KEPT);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_CLOSING), 1);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_REPEATED);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_CLOSING), 0);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_REPEATED);
	ck_assert_int_eq(fixture_submit(&f, 1), SUBMISSION_KEPT);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_CLOSING), 1);
	ck_assert_int_eq(fixture_submit(&f, 0), SUBMISSION_KEPT);
	ck_assert_int_eq(fixture_submit(&f, 1), SUBMISSION_REPEATED);
	fixture_end(&f);
}
END_TEST

START_TEST(fewer_than_the_minimum_wait_until_closing)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	size_t released = 0, waiting = 0;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_ok(store_release(f.store, VIEW(""), RELEASE_DUE, fixture_day, &released, &waiting, &err),
	             &err);
	ck_assert_uint_eq(waiting, 0);
	fixture_keep(&f, 0, FIXTURE_MINIMUM - 1);
	ck_assert_ok(
	    store_release(f.store, VIEW("vragen"), RELEASE_DUE, fixture_day, &released, &waiting, &err),
	    &err);
	ck_assert_uint_eq(released, 0);
	ck_assert_uint_eq(waiting, 1);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_CLOSING), FIXTURE_MINIMUM - 1);
	fixture_keep(&f, FIXTURE_MINIMUM - 1, FIXTURE_MINIMUM);
	ck_assert_ok(
	    store_release(f.store, VIEW("andere"), RELEASE_DUE, fixture_day, &released, &waiting, &err),
	    &err);
	ck_assert_uint_eq(released, 0);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), FIXTURE_MINIMUM);
	fixture_assert_all_once(&f, 2 * FIXTURE_MINIMUM - 1);
	fixture_end(&f);
}
END_TEST

START_TEST(a_full_pool_is_released_early_and_goes_on)
{
	struct fixture f;
	struct harvest harvest;

	fixture_start(&f, FIXTURE_SIZE, 16);
	fixture_keep(&f, 0, 40);
	ck_assert_uint_eq(status_of(&f).pooled, 8);
	harvest_init(&harvest, &f, 40);
	ck_assert_uint_eq(harvest.batches, 2);
	ck_assert_uint_eq(harvest.boxes, 32);
	harvest_release(&harvest);
	fixture_assert_all_once(&f, 40);
	fixture_end(&f);
}
END_TEST

START_TEST(a_bad_submission_does_not_take_the_others_with_it)
{
	struct fixture f;
	struct crowd crowd;
	void *held;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	crowd_init(&crowd, &f, 0, 20);
	crowd.list[18].submission.box_bytes--;
	crowd.list[19].submission.pool = 999;
	held = fixture_backend->hold(f.location);
	for (size_t i = 0; i < crowd.count; i++)
		store_submit(f.store, &crowd.list[i].submission);
	fixture_backend->let_go(held);
	crowd_wait(&crowd, crowd.count);
	ck_assert_int_eq(crowd.list[18].outcome, SUBMISSION_FAILED);
	ck_assert_int_eq(crowd.list[18].err.code, ERROR_INVALID);
	ck_assert_int_eq(crowd.list[19].outcome, SUBMISSION_FAILED);
	ck_assert_int_eq(crowd.list[19].err.code, ERROR_ABSENT);
	fixture_assert_all_once(&f, 18);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

START_TEST(closing_the_store_keeps_what_was_submitted)
{
	struct fixture f;
	struct crowd crowd;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	crowd_init(&crowd, &f, 0, 30);
	for (size_t i = 0; i < crowd.count; i++)
		store_submit(f.store, &crowd.list[i].submission);
	store_close(f.store);
	ck_assert_uint_eq(crowd.done, crowd.count);
	crowd_assert(&crowd, SUBMISSION_KEPT);
	fixture_open(&f);
	fixture_assert_all_once(&f, 30);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

static bool
check_batch(void *context, const struct batch *batch)
{
	ck_assert_int_eq(batch->number, ++*(int64_t *)context);
	ck_assert_int_eq(date_compare(batch->released, fixture_day), 0);
	ck_assert_uint_eq(batch->size, FIXTURE_SIZE);
	return true;
}

START_TEST(a_batch_knows_its_day_and_its_number)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	int64_t number = 0;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	for (size_t i = 0; i < 3; i++) {
		fixture_keep(&f, i * 20, 20);
		ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), 20);
	}
	ck_assert_ok(store_batches(f.store, check_batch, &number, &err), &err);
	ck_assert_int_eq(number, 3);
	fixture_end(&f);
}
END_TEST

static bool
look_up_while_reading(void *context, const struct batch *batch)
{
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	uint8_t hash[DEFINITION_HASH_BYTES] = { 1 };

	(void)batch;
	ck_assert_ok(store_find_definition(context, hash, &text, &err), &err);
	ck_assert_str_eq(text.data, "{\"vragen\":1}");
	buf_release(&text);
	return false;
}

START_TEST(definitions_are_kept_once_and_found_by_their_hash)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	uint8_t hash[DEFINITION_HASH_BYTES] = { 1 }, other[DEFINITION_HASH_BYTES] = { 2 };

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	for (int i = 0; i < 2; i++)
		ck_assert_ok(store_keep_definition(f.store, hash, VIEW("{\"vragen\":1}"), &err), &err);
	ck_assert(!store_find_definition(f.store, other, &text, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	err = ERROR_INIT;
	fixture_keep(&f, 0, 1);
	fixture_release(&f, RELEASE_CLOSING);
	ck_assert(!store_batches(f.store, look_up_while_reading, f.store, &err)); /* it said stop */
	buf_release(&text);
	fixture_end(&f);
}
END_TEST

START_TEST(a_day_is_claimed_once)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	bool claimed;
	const struct date days[] = { { 2025, 10, 30 }, { 2025, 10, 30 }, { 2025, 11, 1 }, { 2025, 10, 31 } };
	const bool expected[] = { true, false, true, false };

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	for (size_t i = 0; i < 4; i++) {
		ck_assert_ok(store_claim_day(f.store, VIEW("vragen"), days[i], &claimed, &err), &err);
		ck_assert_int_eq(claimed, expected[i]);
	}
	ck_assert_ok(store_claim_day(f.store, VIEW("andere"), days[0], &claimed, &err), &err);
	ck_assert(!claimed);
	fixture_end(&f);
}
END_TEST

START_TEST(a_pool_is_found_again_and_keeps_its_slots)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	int64_t pool;
	struct pool_status status;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	f.description.slots *= 2;
	f.description.release_minimum = 20;
	ck_assert_ok(store_pool(f.store, &f.description, &pool, &err), &err);
	ck_assert_int_eq(pool, f.pool);
	status = status_of(&f);
	ck_assert_uint_eq(status.slots, FIXTURE_SLOTS);
	ck_assert_uint_eq(status.release_minimum, 20);
	f.description.release_minimum = FIXTURE_SLOTS + 1;
	ck_assert(!store_pool(f.store, &f.description, &pool, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	fixture_end(&f);
}
END_TEST

START_TEST(a_pool_that_makes_no_sense_is_refused)
{
	struct fixture f;
	int64_t pool;
	const struct {
		size_t size, slots;
	} bad[] = { { FIXTURE_SIZE, 0 }, { FIXTURE_SIZE, 65537 }, { 0, 64 },
		    { 65537, 64 },       { 65536, 65536 },        { FIXTURE_SIZE, FIXTURE_MINIMUM - 1 } };

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	f.description.questionnaire = VIEW("andere");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct error err = ERROR_INIT;

		f.description.size = bad[i].size;
		f.description.slots = bad[i].slots;
		ck_assert_msg(!store_pool(f.store, &f.description, &pool, &err), "number %zu", i);
		ck_assert_int_eq(err.code, ERROR_INVALID);
	}
	fixture_end(&f);
}
END_TEST

/* ---- what is refused at the door ------------------------------------------------------------------------- */

START_TEST(a_newer_store_is_refused)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	store_close(f.store);
	fixture_change(&f, "UPDATE meta SET version = 3", 0);
	assert_refused(f.location, ERROR_VERSION, "newer version");
	f.store = NULL;
	fixture_end(&f);
}
END_TEST

static bool
note_length(void *context, const struct batch *batch)
{
	*(struct batch *)context = *batch;
	return true;
}

START_TEST(a_shortened_batch_is_passed_on_as_it_is)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	struct batch batch = { .number = 0 };

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 12);
	fixture_release(&f, RELEASE_DUE);
	fixture_change(&f, "UPDATE batch SET boxes = substr(boxes, 1, 100)", 0);
	ck_assert_ok(store_batches(f.store, note_length, &batch, &err), &err);
	ck_assert_uint_eq(batch.count, 12);
	ck_assert_uint_eq(batch.boxes.len, 100);
	fixture_end(&f);
}
END_TEST

static bool
keep_boxes(void *context, const struct batch *batch)
{
	buf_add_view(context, batch->boxes);
	return true;
}

/* In parts of every length, while the store is asked for something else; and what was read does not stay open. */
START_TEST(a_batch_is_read_in_parts_as_it_is)
{
	enum { BOXES = 20 };
	struct fixture f;
	struct error err = ERROR_INIT;
	struct buf whole = BUF_INIT, text = BUF_INIT;
	struct batch_reader reader;
	uint8_t part[BOXES * (FIXTURE_SIZE + SEAL_OVERHEAD)], hash[DEFINITION_HASH_BYTES] = { 1 };
	bool there;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_ok(store_keep_definition(f.store, hash, VIEW("{}"), &err), &err);
	for (size_t i = 0; i < 2; i++) {
		fixture_keep(&f, i * BOXES, BOXES);
		ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), BOXES);
	}
	ck_assert_ok(store_batches(f.store, keep_boxes, &whole, &err), &err);
	ck_assert_uint_eq(whole.len, 2 * sizeof(part));
	batch_reader_init(&reader, f.store);
	for (size_t i = 0; i < 2; i++) {
		ck_assert_ok(batch_reader_next(&reader, &there, &err), &err);
		ck_assert(there);
		ck_assert_uint_eq(reader.batch.length, sizeof(part));
		ck_assert_uint_eq(reader.batch.count, BOXES);
		for (size_t length = 1; length <= sizeof(part); length = length * 3 + 1)
			for (size_t at = 0; at + length <= sizeof(part); at += length + 997) {
				ck_assert_ok(batch_reader_read(&reader, at, part, length, &err), &err);
				ck_assert_mem_eq(part, whole.data + i * sizeof(part) + at, length);
				ck_assert_ok(store_find_definition(f.store, hash, &text, &err), &err);
			}
		ck_assert(!batch_reader_read(&reader, sizeof(part) - 1, part, 2, &err));
		err = ERROR_INIT;
	}
	ck_assert_ok(batch_reader_next(&reader, &there, &err), &err);
	ck_assert(!there);
	batch_reader_release(&reader);
	buf_release(&whole);
	buf_release(&text);
	fixture_end(&f);
}
END_TEST

START_TEST(a_damaged_pool_keeps_nothing_and_says_so)
{
	struct fixture f;
	const char *const damage[] = {
		"UPDATE gathering SET occupied = ZEROS",
		"UPDATE pool SET slots = 70000",
		"UPDATE pool SET public_key = ZEROS",
		"DELETE FROM slot",
	};

	for (size_t i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
		fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
		ck_assert(await(fixture_settled, &f)); /* or that would write it anew, as it was */
		fixture_change(&f, damage[i], 32);
		ck_assert_msg(fixture_submit(&f, 0) == SUBMISSION_FAILED, "%s", damage[i]);
		fixture_end(&f);
	}
}
END_TEST

STORE_MAIN("store", a_response_is_kept_and_comes_out_of_the_release,
           a_nonce_counts_once_however_often_it_comes, a_nonce_counts_once_within_one_transaction,
           a_nonce_counts_once_in_all_pools_of_a_questionnaire,
           a_nonce_is_forgotten_at_the_release_after_next, fewer_than_the_minimum_wait_until_closing,
           a_full_pool_is_released_early_and_goes_on, a_bad_submission_does_not_take_the_others_with_it,
           closing_the_store_keeps_what_was_submitted, a_batch_knows_its_day_and_its_number,
           definitions_are_kept_once_and_found_by_their_hash, a_day_is_claimed_once,
           a_pool_is_found_again_and_keeps_its_slots, a_pool_that_makes_no_sense_is_refused,
           a_newer_store_is_refused, a_shortened_batch_is_passed_on_as_it_is,
           a_batch_is_read_in_parts_as_it_is, a_damaged_pool_keeps_nothing_and_says_so)
