/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the store's tickets: used with their response or not at all, once, and without a trace of the order.
 */
#include "store_fixture.h"

#include <sqlite3.h>
#include <stdlib.h>

enum { TICKETS = 40 };

/* The hash of ticket `number`: random-looking, and the same in every store. */
static void
ticket_hash(uint64_t number, uint8_t hash[TICKET_HALF_BYTES])
{
	crypto_generichash(hash, TICKET_HALF_BYTES, (const uint8_t *)&number, sizeof(number), NULL, 0);
}

static void
add_tickets(const struct fixture *f, size_t count)
{
	struct error err = ERROR_INIT;
	uint8_t hashes[TICKETS][TICKET_HALF_BYTES];

	for (size_t i = 0; i < count; i++)
		ticket_hash(i, hashes[i]);
	ck_assert_ok(store_add_tickets(f->store, VIEW("vragen"), hashes[0], count, &err), &err);
}

static void
assert_counts(const struct fixture *f, size_t total, size_t used)
{
	struct error err = ERROR_INIT;
	size_t found_total, found_used;

	ck_assert_ok(store_count_tickets(f->store, VIEW("vragen"), &found_total, &found_used, &err), &err);
	ck_assert_uint_eq(found_total, total);
	ck_assert_uint_eq(found_used, used);
}

/* Hands in response `number` with ticket `ticket`. */
static enum submission_outcome
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

static void
change(const char *location, const char *text)
{
	sqlite3 *db = NULL;

	ck_assert_int_eq(sqlite3_open(location, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 20000);
	ck_assert_msg(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* The box is written after the ticket, so a refusal of the box shows that the ticket is taken back. */
START_TEST(a_ticket_is_not_used_when_its_box_cannot_be_kept)
{
	struct fixture f;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	add_tickets(&f, 2);
	change(f.location,
	       "CREATE TRIGGER refuse BEFORE UPDATE ON slot BEGIN SELECT raise(ABORT, 'no'); END");
	ck_assert_int_eq(submit(&f, 0, 0), SUBMISSION_FAILED);
	assert_counts(&f, 2, 0);
	change(f.location,
	       "DROP TRIGGER refuse; CREATE TRIGGER refuse BEFORE UPDATE ON gathering BEGIN SELECT "
	       "raise(ABORT, 'no'); END");
	ck_assert_int_eq(submit(&f, 0, 0), SUBMISSION_FAILED);
	assert_counts(&f, 2, 0);
	change(f.location, "DROP TRIGGER refuse");
	ck_assert_int_eq(submit(&f, 0, 0), SUBMISSION_KEPT);
	assert_counts(&f, 2, 1);
	fixture_assert_all_once(&f, 1);
	fixture_end(&f);
}
END_TEST

/* All tickets used, in one order or the other; then the pages of what `schema` says, as the file holds them. */
static struct buf
pages_after(bool backwards, const char *before)
{
	struct fixture f;
	struct buf file = BUF_INIT, pages = BUF_INIT;
	struct error err = ERROR_INIT;
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	add_tickets(&f, TICKETS);
	if (before != NULL)
		change(f.location, before);
	for (size_t i = 0; i < TICKETS / 2; i++)
		ck_assert_int_eq(submit(&f, i, backwards ? TICKETS / 2 - 1 - i : i), SUBMISSION_KEPT);
	store_close(f.store);
	ck_assert_ok(buf_read_file(&file, f.location, 1 << 28, &err), &err);
	ck_assert_int_eq(sqlite3_open(f.location, &db), SQLITE_OK);
	ck_assert_int_eq(
	    sqlite3_prepare_v2(db, "SELECT pageno FROM dbstat WHERE name LIKE '%ticket%' ORDER BY name, path",
	                       -1, &statement, NULL),
	    SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW)
		buf_add(&pages, file.data + (sqlite3_column_int64(statement, 0) - 1) * 4096, 4096);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	ck_assert_uint_gt(pages.len, 2 * 4096 - 1);
	f.store = NULL;
	fixture_end(&f);
	buf_release(&file);
	return pages;
}

START_TEST(the_pages_of_tickets_do_not_show_in_which_order_they_were_used)
{
	static const char control[] = "CREATE TABLE ticket_log (hash BLOB); CREATE TRIGGER note AFTER UPDATE "
	                              "ON ticket BEGIN INSERT INTO "
	                              "ticket_log VALUES (new.hash); END";
	struct buf there = pages_after(false, NULL), back = pages_after(true, NULL);
	struct buf there_log = pages_after(false, control), back_log = pages_after(true, control);

	ck_assert_uint_eq(there.len, back.len);
	ck_assert_mem_eq(there.data, back.data, there.len);
	ck_assert_msg(!view_equal(buf_view(&there_log), buf_view(&back_log)), "the control shows no order");
	buf_release(&there);
	buf_release(&back);
	buf_release(&there_log);
	buf_release(&back_log);
}
END_TEST

START_TEST(a_store_of_version_1_keeps_everything_and_gets_tickets)
{
	struct fixture f;
	struct error err = ERROR_INIT;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 12);
	ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), 12);
	fixture_keep(&f, 12, 3);
	store_close(f.store);
	change(f.location, "DROP TABLE ticket; UPDATE meta SET version = 1");
	ck_assert_ok(store_open(f.location, STORE_READ, &f.store, &err), &err);
	assert_counts(&f, 0, 0);
	store_close(f.store);
	f.store = NULL;
	fixture_open(&f);
	ck_assert_int_eq(fixture_submit(&f, 14), SUBMISSION_REPEATED);
	add_tickets(&f, 2);
	ck_assert_int_eq(submit(&f, 15, 0), SUBMISSION_KEPT);
	assert_counts(&f, 2, 1);
	fixture_assert_all_once(&f, 16);
	fixture_end(&f);
}
END_TEST

UNIT_MAIN("store_tickets", a_ticket_is_used_once_and_a_retry_is_a_repetition,
          of_many_with_one_ticket_in_one_transaction_exactly_one_is_kept,
          a_ticket_is_not_used_when_its_box_cannot_be_kept,
          the_pages_of_tickets_do_not_show_in_which_order_they_were_used,
          a_store_of_version_1_keeps_everything_and_gets_tickets)
