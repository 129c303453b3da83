/* SPDX-License-Identifier: EUPL-1.2
 *
 * What tests of the store must know of a back end, one row each: where a fresh store of it lives, and how to get at
 * everything it wrote, as a thief of the disk would. STORE_MAIN() in store_fixture.h runs every test with every row.
 */
#ifndef STORE_BACKENDS_H
#define STORE_BACKENDS_H

#include "store_written.h"

#include <sqlite3.h>
#include <time.h>

#include "store_backend_postgres.h"

struct store_backend {
	const char *name; /* the driver's */
	/* What the stores of a test program need, before the first and after the last; may be NULL. */
	void (*start)(void);
	void (*stop)(void);
	/* The location of a store that is not there yet; what it keeps in files, it keeps below `directory`. */
	void (*locate)(const char *directory, char *location, size_t size);
	/* Adds all that it wrote, now. */
	void (*read)(const char *directory, const char *location, struct written *written);
	/* Nothing waits in a log, and no time is finer than a day. */
	bool (*settled)(const char *location);
	void (*rows)(const char *location, const char *table, struct table_rows *rows);
	/* Adds the names of the tables to which what differs between two readings belongs, each once, a space behind it. */
	void (*touched)(const char *location, const struct written *before, const struct written *after,
	                struct buf *names);
	/* The control: these boxes in a plain table of the same kind of database, keyed by order of arrival, each kept
	 * alone, and the log emptied at the end. */
	void (*plain)(const char *location, const uint8_t *const *boxes, size_t box_bytes, size_t count);
	/* Runs SQL on the store, which may be in use; for controls that break a promise on purpose. */
	void (*change)(const char *location, const char *text);
	/* Somebody else is in the way of whoever writes, until he lets go. */
	void *(*hold)(const char *location);
	void (*let_go)(void *held);
	/* SQL for change(): every change to the table fails, until it is allowed again. */
	const char *refuse_slot, *refuse_gathering, *allow_slot, *allow_gathering;
	/* SQL for change(): a table `arrival` grows with every response. */
	const char *note_arrivals;
	/* The expression for so many bytes of zero, as a format with a %d. */
	const char *zeros;
};

/* ---- sqlite ---------------------------------------------------------------------------------------------- */

/* A name in which every character that could mean something in a URI stands. */
static inline void
sqlite_backend_locate(const char *directory, char *location, size_t size)
{
	snprintf(location, size, "%s/test store?%%.survey", directory);
}

static inline void
sqlite_backend_read(const char *directory, const char *location, struct written *written)
{
	struct dirent *entry;
	DIR *files = opendir(directory);

	(void)location;
	ck_assert_ptr_nonnull(files);
	while ((entry = readdir(files)) != NULL) {
		char path[512];

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		written_add(written, entry->d_name, path);
	}
	closedir(files);
}

static inline bool
has_day_time(const char *location, const char *behind)
{
	struct stat status;
	struct tm written, read;
	char name[256];

	snprintf(name, sizeof(name), "%s%s", location, behind);
	if (stat(name, &status) != 0)
		return false;
	localtime_r(&status.st_mtime, &written);
	localtime_r(&status.st_atime, &read);
	return status.st_mtim.tv_nsec == 0 && written.tm_hour + written.tm_min + written.tm_sec == 0 &&
	       status.st_atim.tv_nsec == 0 && read.tm_hour + read.tm_min + read.tm_sec == 0;
}

static inline bool
sqlite_backend_settled(const char *location)
{
	char wal[256];
	struct stat status;

	snprintf(wal, sizeof(wal), "%s-wal", location);
	return stat(wal, &status) == 0 && status.st_size == 0 && has_day_time(location, "") &&
	       has_day_time(location, "-wal") && has_day_time(location, "-shm");
}

static inline sqlite3 *
sqlite_backend_open(const char *location)
{
	sqlite3 *db = NULL;

	ck_assert_int_eq(sqlite3_open(location, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 20000);
	return db;
}

static inline void
sqlite_backend_change(const char *location, const char *text)
{
	sqlite3 *db = sqlite_backend_open(location);

	ck_assert_msg(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static inline void
sqlite_backend_rows(const char *location, const char *table, struct table_rows *rows)
{
	sqlite3 *db = sqlite_backend_open(location);
	sqlite3_stmt *select;
	char text[80];

	snprintf(text, sizeof(text), "SELECT * FROM %s ORDER BY 1", table);
	ck_assert_int_eq(sqlite3_prepare_v2(db, text, -1, &select, NULL), SQLITE_OK);
	while (sqlite3_step(select) == SQLITE_ROW) {
		struct buf row = BUF_INIT;

		for (int i = 0; i < sqlite3_column_count(select); i++) {
			int len = sqlite3_column_bytes(select, i);

			buf_printf(&row, "%d:", len);
			buf_add(&row, sqlite3_column_blob(select, i), (size_t)len);
		}
		rows->list = xrealloc(rows->list, rows->count + 1, sizeof(rows->list[0]));
		rows->list[rows->count++] = row;
	}
	sqlite3_finalize(select);
	sqlite3_close(db);
}

/* The database of a reading: the part with the longest name that is not one of SQLite's own two. */
static inline const struct buf *
sqlite_backend_database(const char *location, const struct written *written)
{
	const char *name = strrchr(location, '/') + 1;

	for (size_t i = 0; i < written->count; i++)
		if (strcmp(written->list[i].name, name) == 0)
			return &written->list[i].content;
	ck_abort_msg("there is no database %s", name);
}

/* Of the first page, the 100 bytes of header count changes and say nothing else. */
static inline bool
sqlite_backend_differs(const struct buf *before, const struct buf *after, size_t at)
{
	size_t skip = at == 0 ? 100 : 0;

	return at + WRITTEN_PAGE > before->len || at + WRITTEN_PAGE > after->len ||
	       memcmp(before->data + at + skip, after->data + at + skip, WRITTEN_PAGE - skip) != 0;
}

static inline void
sqlite_backend_touched(const char *location, const struct written *before, const struct written *after,
                       struct buf *names)
{
	const struct buf *old = sqlite_backend_database(location, before),
	                 *now = sqlite_backend_database(location, after);
	sqlite3 *db = sqlite_backend_open(location);
	sqlite3_stmt *owner;

	ck_assert_int_eq(
	    sqlite3_prepare_v2(db, "SELECT name FROM dbstat WHERE pageno = ?1", -1, &owner, NULL), SQLITE_OK);
	for (size_t at = 0; at < now->len || at < old->len; at += WRITTEN_PAGE) {
		const char *name;
		char spaced[80];

		if (!sqlite_backend_differs(old, now, at))
			continue;
		sqlite3_bind_int64(owner, 1, (sqlite3_int64)(at / WRITTEN_PAGE + 1));
		name =
		    sqlite3_step(owner) == SQLITE_ROW ? (const char *)sqlite3_column_text(owner, 0) : "free";
		snprintf(spaced, sizeof(spaced), "%s ", name);
		if (names->data == NULL || strstr(names->data, spaced) == NULL)
			buf_add_text(names, spaced);
		sqlite3_reset(owner);
	}
	sqlite3_finalize(owner);
	sqlite3_close(db);
}

/* The connection of the control stays open until the boxes are in, so that its WAL grows as a server's does. */
static inline sqlite3 *
sqlite_backend_plain_open(const char *location, const uint8_t *const *boxes, size_t box_bytes, size_t count)
{
	sqlite3 *db = sqlite_backend_open(location);
	sqlite3_stmt *insert;

	sqlite3_exec(db,
	             "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
	             "CREATE TABLE response (id INTEGER PRIMARY KEY, box BLOB)",
	             NULL, NULL, NULL);
	ck_assert_int_eq(sqlite3_prepare_v2(db, "INSERT INTO response (box) VALUES (?1)", -1, &insert, NULL),
	                 SQLITE_OK);
	for (size_t i = 0; i < count; i++) {
		sqlite3_bind_blob(insert, 1, boxes[i], (int)box_bytes, SQLITE_STATIC);
		ck_assert_int_eq(sqlite3_step(insert), SQLITE_DONE);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	ck_assert_int_eq(sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
	                 SQLITE_OK);
	return db;
}

static inline void
sqlite_backend_plain(const char *location, const uint8_t *const *boxes, size_t box_bytes, size_t count)
{
	sqlite3_close(sqlite_backend_plain_open(location, boxes, box_bytes, count));
}

static inline void *
sqlite_backend_hold(const char *location)
{
	sqlite3 *db = sqlite_backend_open(location);

	ck_assert_int_eq(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static inline void
sqlite_backend_let_go(void *held)
{
	sqlite3_exec(held, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(held);
}

#define SQLITE_REFUSE(table)                                                                                 \
	"CREATE TRIGGER refuse_" table " BEFORE UPDATE ON " table " BEGIN SELECT raise(ABORT, 'no'); END"

/* ---- all of them ----------------------------------------------------------------------------------------- */

static const struct store_backend store_backends[] = {
	{
	    .name = "sqlite",
	    .locate = sqlite_backend_locate,
	    .read = sqlite_backend_read,
	    .settled = sqlite_backend_settled,
	    .rows = sqlite_backend_rows,
	    .touched = sqlite_backend_touched,
	    .plain = sqlite_backend_plain,
	    .change = sqlite_backend_change,
	    .hold = sqlite_backend_hold,
	    .let_go = sqlite_backend_let_go,
	    .refuse_slot = SQLITE_REFUSE("slot"),
	    .refuse_gathering = SQLITE_REFUSE("gathering"),
	    .allow_slot = "DROP TRIGGER refuse_slot",
	    .allow_gathering = "DROP TRIGGER refuse_gathering",
	    .note_arrivals = "CREATE TABLE arrival (day TEXT); CREATE TRIGGER note AFTER UPDATE ON slot "
	                     "BEGIN INSERT INTO arrival VALUES ('2025-10-30'); END",
	    .zeros = "zeroblob(%d)",
	},
	{
	    .name = "postgres",
	    .start = postgres_backend_start,
	    .stop = postgres_backend_stop,
	    .locate = postgres_backend_locate,
	    .read = postgres_backend_read,
	    .settled = postgres_backend_settled,
	    .rows = postgres_backend_rows,
	    .touched = postgres_backend_touched,
	    .plain = postgres_backend_plain,
	    .change = postgres_backend_change,
	    .hold = postgres_backend_hold,
	    .let_go = postgres_backend_let_go,
	    .refuse_slot = POSTGRES_TRIGGER("refuse_slot", "slot", "RAISE EXCEPTION 'no';"),
	    .refuse_gathering = POSTGRES_TRIGGER("refuse_gathering", "gathering", "RAISE EXCEPTION 'no';"),
	    .allow_slot = "DROP TRIGGER refuse_slot ON slot",
	    .allow_gathering = "DROP TRIGGER refuse_gathering ON gathering",
	    .note_arrivals = "CREATE TABLE arrival (day text);" POSTGRES_TRIGGER(
	        "note", "slot", "INSERT INTO arrival VALUES ('2025-10-30');"),
	    .zeros = "decode(repeat('00', %d), 'hex')",
	},
};

enum { STORE_SQLITE = 0, STORE_POSTGRES = 1 };
enum { STORE_BACKENDS = sizeof(store_backends) / sizeof(store_backends[0]) };

#endif
