/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the embedded back end may not tell beside their content: which pages were written, when, and by whom
 * they may be read (promise 3). Each promise is tested beside a control that does break it. The order in which
 * boxes stand is in store_anonymity_order_test.c.
 */
#include "store_order.h"

#include <sys/wait.h>

enum {
	INDEX_HEADER = 136, /* of a -shm file; behind it 4062 page numbers, and 4096 places of a hash table */
	INDEX_FIRST = 4062,
};

static void
read_beside(const char *path, const char *behind, struct buf *content)
{
	struct error err = ERROR_INIT;
	char name[256];

	snprintf(name, sizeof(name), "%s%s", path, behind);
	buf_reset(content);
	ck_assert_ok(buf_read_file(content, name, (size_t)1 << 30, &err), &err);
}

/* The boxes in a plain table; its connection stays open. */
static sqlite3 *
plain_table(const char *path, const struct crowd *crowd)
{
	const uint8_t **boxes = xcalloc(crowd->count, sizeof(boxes[0]));
	sqlite3 *db;

	for (size_t i = 0; i < crowd->count; i++)
		boxes[i] = crowd->list[i].box;
	db = sqlite_backend_plain_open(path, boxes, crowd->list[0].submission.box_bytes, crowd->count);
	free(boxes);
	return db;
}

/* How many entries of a WAL's index name a page of the database that holds a box. */
static size_t
boxes_in_index(const struct buf *index, const struct buf *database, const struct crowd *crowd)
{
	bool *holds = xcalloc(database->len / WRITTEN_PAGE + 2, sizeof(bool));
	size_t found = 0, *places = places_of(database, crowd);

	for (size_t i = 0; i < crowd->count; i++)
		holds[places[i] == 0 ? 1 : (places[i] - 1) / WRITTEN_PAGE + 1] = true;
	holds[1] = false; /* the first page: of the whole database */
	for (size_t at = INDEX_HEADER; at + 4 <= index->len; at += 4) {
		uint32_t page;

		if (at % 32768 >= INDEX_HEADER + 4 * INDEX_FIRST && at < 32768)
			at = 32768; /* over the hash table */
		else if (at >= 32768 && at % 32768 >= 16384)
			at += 16384;
		if (at + 4 > index->len)
			break;
		memcpy(&page, index->data + at, 4);
		found += page <= database->len / WRITTEN_PAGE && holds[page];
	}
	free(places);
	free(holds);
	return found;
}

/* Each response alone, one after the other. */
static void
submit_in_order(struct crowd *crowd, const struct fixture *f)
{
	for (size_t i = 0; i < crowd->count; i++) {
		store_submit(f->store, &crowd->list[i].submission);
		crowd_wait(crowd, i + 1);
	}
	crowd_assert(crowd, SUBMISSION_KEPT);
}

/* ---- tests ----------------------------------------------------------------------------------------------- */

START_TEST(the_index_of_the_wal_forgets_which_slots_were_written)
{
	struct fixture f;
	struct crowd crowd;
	struct buf database = BUF_INIT, index = BUF_INIT;
	char control[256];
	sqlite3 *db;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	crowd_init(&crowd, &f, 0, 20);
	submit_in_order(&crowd, &f);
	ck_assert(await(fixture_settled, &f));
	read_beside(f.location, "", &database);
	read_beside(f.location, "-shm", &index);
	ck_assert_uint_eq(boxes_in_index(&index, &database, &crowd), 0);

	snprintf(control, sizeof(control), "%s/control", f.directory);
	db = plain_table(control, &crowd);
	read_beside(control, "", &database);
	read_beside(control, "-shm", &index);
	ck_assert_uint_gt(boxes_in_index(&index, &database, &crowd), crowd.count / 2);
	sqlite3_close(db);
	buf_release(&database);
	buf_release(&index);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

/* Somebody who reads keeps the WAL from starting anew, so that its index gets several blocks. */
START_TEST(a_long_index_of_the_wal_forgets_too)
{
	struct fixture f;
	struct crowd crowd;
	struct buf database = BUF_INIT, index = BUF_INIT;
	sqlite3 *reader;

	fixture_start(&f, BOX_SIZE_MAX, 600);
	crowd_init(&crowd, &f, 0, 500);
	ck_assert_int_eq(sqlite3_open(f.location, &reader), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM slot", NULL, NULL, NULL),
	                 SQLITE_OK);
	crowd_submit(&crowd, f.store);
	crowd_assert(&crowd, SUBMISSION_KEPT);
	sqlite3_close(reader);
	ck_assert(await(fixture_settled, &f));
	read_beside(f.location, "", &database);
	read_beside(f.location, "-shm", &index);
	ck_assert_uint_gt(index.len, 32768);
	ck_assert_uint_eq(boxes_in_index(&index, &database, &crowd), 0);
	buf_release(&database);
	buf_release(&index);
	crowd_release(&crowd);
	fixture_end(&f);
}
END_TEST

START_TEST(nothing_is_left_in_the_wal_and_file_times_are_days)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	char control[256];

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert(await(fixture_settled, &f));
	for (size_t i = 0; i < 5; i++) {
		fixture_keep(&f, i * 12, 12);
		ck_assert(await(fixture_settled, &f));
		ck_assert_uint_eq(fixture_release(&f, RELEASE_DUE), 12);
		ck_assert(await(fixture_settled, &f));
	}
	store_close(f.store);
	f.store = NULL;
	ck_assert(has_day_time(f.location, ""));
	/* The control: a file that was just written, at any time but midnight. */
	snprintf(control, sizeof(control), "%s/control", f.directory);
	ck_assert_ok(file_write(control, VIEW("now"), 0600, false, &err), &err);
	ck_assert(!has_day_time(control, ""));
	fixture_end(&f);
}
END_TEST

/* A server that kept 12 responses and was killed before it settled. */
static void
leave_unsettled(struct fixture *f)
{
	struct stat status;
	char wal[256];
	pid_t child = fork();

	if (child == 0) {
		sqlite3 *reader;

		/* Somebody who reads keeps it from settling; then it ends without closing anything. */
		fixture_open(f);
		sqlite3_open(f->location, &reader);
		sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM slot", NULL, NULL, NULL);
		fixture_keep(f, 0, 12);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	snprintf(wal, sizeof(wal), "%s-wal", f->location);
	ck_assert_int_eq(stat(wal, &status), 0);
	ck_assert_int_gt(status.st_size, 0);
}

START_TEST(a_store_that_was_killed_settles_when_it_is_opened)
{
	struct fixture f;
	struct error err = ERROR_INIT;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	leave_unsettled(&f);
	ck_assert_ok(store_open(f.location, STORE_SERVE, &f.store, &err), &err);
	ck_assert(await(fixture_settled, &f));
	fixture_assert_all_once(&f, 12);
	fixture_end(&f);
}
END_TEST

/* Who closes last writes what still stood in the log to the database. */
START_TEST(a_look_at_a_store_that_was_killed_leaves_no_time)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	size_t total, used;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	leave_unsettled(&f);
	ck_assert_ok(store_open(f.location, STORE_MAINTAIN, &f.store, &err), &err);
	ck_assert_ok(store_count_tickets(f.store, VIEW("vragen"), &total, &used, &err), &err);
	store_close(f.store);
	f.store = NULL;
	ck_assert(has_day_time(f.location, ""));
	fixture_end(&f);
}
END_TEST

START_TEST(slots_that_were_released_hold_dummies_that_differ)
{
	struct fixture f;
	sqlite3 *db;
	sqlite3_stmt *slots;
	size_t dummies = 0;
	uint8_t plain[FIXTURE_SIZE], public[PUBLIC_KEY_BYTES];

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	for (size_t i = 0; i < 10; i++)
		fixture_keep(&f, i * 13, 13);
	fixture_assert_all_once(&f, 130);
	memcpy(public, f.key.bytes, sizeof(public));
	ck_assert_int_eq(sqlite3_open(f.location, &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(db, "SELECT DISTINCT box FROM slot", -1, &slots, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(slots) == SQLITE_ROW) {
		ck_assert_int_eq(sqlite3_column_bytes(slots, 0), FIXTURE_SIZE + SEAL_OVERHEAD);
		ck_assert_int_eq(crypto_box_seal_open(plain, sqlite3_column_blob(slots, 0),
		                                      FIXTURE_SIZE + SEAL_OVERHEAD, public, f.secret),
		                 0);
		ck_assert_int_eq(plain[1], SEAL_MODE_DUMMY);
		dummies++;
	}
	sqlite3_finalize(slots);
	sqlite3_close(db);
	ck_assert_uint_eq(dummies, FIXTURE_SLOTS);
	fixture_end(&f);
}
END_TEST

START_TEST(only_the_owner_may_read_the_files)
{
	struct fixture f;
	struct dirent *entry;
	DIR *directory;
	size_t files = 0;

	umask(0);
	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 1);
	directory = opendir(f.directory);
	while ((entry = readdir(directory)) != NULL) {
		struct stat status;
		char name[512];

		snprintf(name, sizeof(name), "%s/%s", f.directory, entry->d_name);
		if (entry->d_name[0] == '.' || stat(name, &status) != 0)
			continue;
		ck_assert_msg((status.st_mode & 0777) == 0600, "%s: %o", name, status.st_mode);
		files++;
	}
	closedir(directory);
	ck_assert_uint_eq(files, 3);
	fixture_end(&f);
}
END_TEST

STORE_MAIN_OF("store_anonymity", STORE_SQLITE, STORE_SQLITE + 1,
              the_index_of_the_wal_forgets_which_slots_were_written, a_long_index_of_the_wal_forgets_too,
              nothing_is_left_in_the_wal_and_file_times_are_days,
              a_store_that_was_killed_settles_when_it_is_opened,
              a_look_at_a_store_that_was_killed_leaves_no_time,
              slots_that_were_released_hold_dummies_that_differ, only_the_owner_may_read_the_files)
