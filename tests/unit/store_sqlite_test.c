/* SPDX-License-Identifier: EUPL-1.2
 *
 * What holds for SQLite alone: a file that is no store, a directory that is not there, a store of an older version, the pages of
 * its tickets, which are written over where they stand, and its log under load.
 */
#include "store_tickets.h"

#include "survey/store/sqlite.h"

START_TEST(a_file_that_is_no_store_is_refused_and_left_alone)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	struct buf after = BUF_INIT;
	char text[8192];

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	memset(text, 'x', sizeof(text));
	ck_assert_ok(file_write(f.location, (struct view){ text, sizeof(text) }, 0600, false, &err), &err);
	assert_refused(f.location, ERROR_INVALID, "not a store");
	ck_assert_ok(buf_read_file(&after, f.location, 65536, &err), &err);
	ck_assert(view_equal(buf_view(&after), (struct view){ text, sizeof(text) }));
	unlink(f.location);
	fixture_change(&f, "CREATE TABLE other (a)", 0);
	assert_refused(f.location, ERROR_INVALID, "not a store");
	buf_release(&after);
	fixture_end(&f);
}
END_TEST

START_TEST(a_store_that_is_not_there_is_absent)
{
	struct fixture f;
	struct error err = ERROR_INIT;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert(!store_open(f.location, STORE_MAINTAIN, &f.store, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	err = ERROR_INIT;
	ck_assert(!store_open(f.location, STORE_READ, &f.store, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	err = ERROR_INIT;
	ck_assert(!store_open("/proc/no such directory/store", STORE_SERVE, &f.store, &err));
	ck_assert_int_eq(err.code, ERROR_SYSTEM);
	ck_assert_ptr_nonnull(strstr(err.text, "its directory must exist"));
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
		fixture_change(&f, before, 0);
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
		buf_add(&pages, file.data + (sqlite3_column_int64(statement, 0) - 1) * WRITTEN_PAGE,
		        WRITTEN_PAGE);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	ck_assert_uint_ge(pages.len, 2 * WRITTEN_PAGE);
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
	fixture_change(&f, "DROP TABLE ticket; UPDATE meta SET version = 1", 0);
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

/* Responses without a pause: so many are on their way that the store has no moment in which nothing comes, also where whoever sends is
 * kept from it for a while. The same boxes come again with other nonces. */
struct rush {
	struct fixture f;
	struct crowd crowd;
	size_t sent;
};

enum { RUSH = 6000, RUSH_GROUP = 64 };

static void
send_more(struct rush *rush, size_t count)
{
	for (size_t i = 0; i < count; i++, rush->sent++) {
		struct submission *submission = &rush->crowd.list[rush->sent % RUSH].submission;
		uint64_t number = rush->sent;

		memcpy(submission->nonce, &number, sizeof(number));
		store_submit(rush->f.store, submission);
	}
}

/* Until the log is shorter than it was. Only emptying makes it so: a checkpoint alone lets it begin anew over its old bytes. Returns
 * after how many milliseconds. */
static int64_t
await_emptied(struct rush *rush)
{
	struct timespec begun, now;
	int64_t longest = 0, length, took = 0;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	do {
		crowd_wait(&rush->crowd, rush->sent + RUSH_GROUP - RUSH);
		send_more(rush, RUSH_GROUP);
		length = sqlite_size_beside(rush->f.location, "-wal");
		longest = length > longest ? length : longest;
		clock_gettime(CLOCK_MONOTONIC, &now);
		took = (now.tv_sec - begun.tv_sec) * 1000 + (now.tv_nsec - begun.tv_nsec) / 1000000;
	} while (length >= longest && took < 6 * SQLITE_THOROUGH_MS);
	return took;
}

/* Twice, since it is soon after the start. */
START_TEST(under_load_the_log_is_emptied_every_few_seconds)
{
	struct rush rush = { .sent = 0 };

	fixture_start(&rush.f, FIXTURE_SIZE, 1024);
	crowd_init(&rush.crowd, &rush.f, 0, RUSH);
	send_more(&rush, RUSH);
	ck_assert_int_lt(await_emptied(&rush), 5 * SQLITE_THOROUGH_MS);
	ck_assert_int_lt(await_emptied(&rush), 5 * SQLITE_THOROUGH_MS);
	crowd_wait(&rush.crowd, rush.sent);
	crowd_assert(&rush.crowd, SUBMISSION_KEPT);
	crowd_release(&rush.crowd);
	fixture_end(&rush.f);
}
END_TEST

STORE_MAIN_OF("store_sqlite", STORE_SQLITE, STORE_SQLITE + 1,
              a_file_that_is_no_store_is_refused_and_left_alone, a_store_that_is_not_there_is_absent,
              under_load_the_log_is_emptied_every_few_seconds,
              the_pages_of_tickets_do_not_show_in_which_order_they_were_used,
              a_store_of_version_1_keeps_everything_and_gets_tickets)
