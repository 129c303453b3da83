/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening a database as a store: its file, its tables, its settings.
 */
#include "survey/store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	APPLICATION_ID = 0x73757276, /* "surv" */
	/* A box of the usual size (BOX_SIZE_DEFAULT) fits one page, and a batch has few: half the bytes of pages of 4096. */
	PAGE_BYTES = 8192,
};

/* STRICT, so that what is read has the kind that is written. Nothing uses `wash` any more; the format has it, and older programs do. */
static const char schema[] =
    "CREATE TABLE meta (version INTEGER NOT NULL) STRICT;"
    "CREATE TABLE definition (hash BLOB PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE pool (id INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, key_id BLOB NOT NULL,"
    " public_key BLOB NOT NULL, size INTEGER NOT NULL, slots INTEGER NOT NULL,"
    " release_minimum INTEGER NOT NULL, claimed_day TEXT NOT NULL DEFAULT '',"
    " UNIQUE (questionnaire, key_id, size)) STRICT;"
    "CREATE TABLE gathering (pool INTEGER PRIMARY KEY REFERENCES pool, occupied BLOB NOT NULL,"
    " nonces BLOB NOT NULL, earlier BLOB NOT NULL) STRICT;"
    "CREATE TABLE slot (id INTEGER PRIMARY KEY, box BLOB NOT NULL) STRICT;"
    "CREATE TABLE batch (number INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, key_id BLOB NOT NULL,"
    " size INTEGER NOT NULL, count INTEGER NOT NULL, released TEXT NOT NULL, boxes BLOB NOT NULL) STRICT;"
    "CREATE TABLE wash (bytes BLOB NOT NULL) STRICT;"
    "INSERT INTO wash VALUES (randomblob(8));";

/* 0 and 1 take no byte of their own in a row, so using a ticket overwrites its row where it stands; the index does not know of it. */
static const char ticket_schema[] =
    "CREATE TABLE ticket (id INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, hash BLOB NOT NULL,"
    " used INTEGER NOT NULL, UNIQUE (questionnaire, hash)) STRICT;";

/* Polls often: under load the others leave gaps of far less than a millisecond. */
static int
wait_for_others(void *context, int attempts)
{
	struct connection *connection = context;

	(void)attempts;
	if (connection->patience_ms-- <= 0)
		return 0;
	nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	return 1;
}

/* As a URI, since only that can say "immutable"; so every character of the path is quoted that could mean anything. */
static void
add_uri(struct buf *uri, const char *path, const char *query)
{
	buf_add_text(uri, path[0] == '/' ? "file:" : "file:./");
	for (; *path != '\0'; path++) {
		if (strchr("/-_.", *path) != NULL || (*path >= '0' && *path <= '9') ||
		    ((*path | 0x20) >= 'a' && (*path | 0x20) <= 'z'))
			buf_add_char(uri, *path);
		else
			buf_printf(uri, "%%%02X", (unsigned)(unsigned char)*path);
	}
	buf_add_text(uri, query);
}

/* Whether SQLite may make its two files beside the database. */
static bool
is_writable(const char *location)
{
	char *directory = xstrdup(location), *slash = strrchr(directory, '/');
	bool writable;

	if (slash != NULL)
		slash[slash == directory ? 1 : 0] = '\0';
	writable = eaccess(location, W_OK) == 0 && eaccess(slash != NULL ? directory : ".", W_OK) == 0;
	free(directory);
	return writable;
}

/* A WAL that still holds something cannot be left out, and with an index of it somebody may be writing. */
static bool
stands_alone(const char *location)
{
	return sqlite_size_beside(location, "-wal") <= 0 && sqlite_size_beside(location, "-shm") < 0;
}

/* Only its owner may read a store, whatever the umask. A file that exists is left as it is: opening and closing it
 * here would drop the locks this process has on it. */
static bool
make_file(const char *location, struct error *err)
{
	int fd = open(location, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0) {
		fchmod(fd, 0600);
		close(fd);
		return true;
	}
	return errno == EEXIST ||
	       fail_errno(err,
	                  "cannot make the store %s (its directory must exist, and this user must be able "
	                  "to write in it)",
	                  location);
}

static bool
open_file(struct connection *connection, enum store_access access, struct error *err)
{
	bool good = false, write = access != STORE_READ || is_writable(connection->location);
	int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	struct buf uri = BUF_INIT;

	add_uri(&uri, connection->location,
	        !write && stands_alone(connection->location) ? "?immutable=1" : "");
	if (sqlite3_open_v2(uri.data, &connection->db,
	                    flags | (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY),
	                    NULL) != SQLITE_OK) {
		sqlite_fail(connection, err);
		goto out;
	}
	if (access != STORE_READ && sqlite3_db_readonly(connection->db, "main") != 0) {
		fail(err, ERROR_SYSTEM, "this user may not write %s", connection->location);
		goto out;
	}
	sqlite3_busy_handler(connection->db, wait_for_others, connection);
	sqlite3_db_config(connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	good = true;
out:
	buf_release(&uri);
	return good;
}

/* The first number of the first row. */
static bool
ask(struct connection *connection, const char *text, int64_t *answer, struct error *err)
{
	sqlite3_stmt *statement = NULL;
	bool good;

	connection->patience_ms = PATIENCE_MS;
	good = sqlite3_prepare_v2(connection->db, text, -1, &statement, NULL) == SQLITE_OK &&
	       sqlite3_step(statement) == SQLITE_ROW;
	if (good)
		*answer = sqlite3_column_int64(statement, 0);
	else
		sqlite_fail(connection, err);
	sqlite3_finalize(statement);
	return good;
}

/* Whether the file is ours; one with nothing in it is made ours. */
static bool
make_tables(struct connection *connection, bool make, struct error *err)
{
	bool good = false;
	int64_t tables, application;
	char text[120];

	if ((make && !sqlite_execute(connection, "BEGIN IMMEDIATE", err)) ||
	    !ask(connection, "SELECT count(*) FROM sqlite_schema", &tables, err) ||
	    !ask(connection, "PRAGMA application_id", &application, err))
		goto out;
	if (make && tables == 0) {
		snprintf(text, sizeof(text), "PRAGMA application_id = %d; INSERT INTO meta VALUES (%d)",
		         APPLICATION_ID, STORE_VERSION);
		if (!sqlite_execute(connection, schema, err) ||
		    !sqlite_execute(connection, ticket_schema, err) || !sqlite_execute(connection, text, err))
			goto out;
	} else if (application != APPLICATION_ID) {
		fail(err, ERROR_INVALID, "%s is not a store of this program", connection->location);
		goto out;
	}
	good = !make || sqlite_execute(connection, "COMMIT", err);
out:
	if (sqlite3_get_autocommit(connection->db) == 0)
		sqlite3_exec(connection->db, "ROLLBACK", NULL, NULL, NULL);
	return good;
}

/* Adds what an older version did not have. Asks again within the transaction: another process may be at it too. */
static bool
upgrade(struct connection *connection, struct error *err)
{
	int64_t version = 0;
	bool good = true;

	if (!ask(connection, "SELECT coalesce(max(version), 0) FROM meta", &version, err))
		return false;
	if (version != STORE_VERSION_TICKETS - 1)
		return true;
	if (!sqlite_execute(connection, "BEGIN IMMEDIATE", err))
		return false;
	good = ask(connection, "SELECT coalesce(max(version), 0) FROM meta", &version, err);
	if (good && version == STORE_VERSION_TICKETS - 1)
		good = sqlite_execute(connection, ticket_schema, err) &&
		       sqlite_execute(connection, "UPDATE meta SET version = 2", err);
	good = good && sqlite_execute(connection, "COMMIT", err);
	if (sqlite3_get_autocommit(connection->db) == 0)
		sqlite3_exec(connection->db, "ROLLBACK", NULL, NULL, NULL);
	return good;
}

static bool
set_up(struct connection *connection, enum store_access access, struct error *err)
{
	int64_t tables;
	char text[200];

	/* Asked before anything is changed: what is no database must not become one. */
	if (!ask(connection, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	if (access == STORE_READ)
		return sqlite_execute(connection, "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF",
		                      err) &&
		       make_tables(connection, false, err);
	snprintf(text, sizeof(text), "PRAGMA page_size = %d; PRAGMA journal_mode = WAL", PAGE_BYTES);
	if ((access == STORE_SERVE && tables == 0 && !sqlite_execute(connection, text, err)) ||
	    !make_tables(connection, access == STORE_SERVE, err) ||
	    !ask(connection, "PRAGMA page_size", &connection->page_bytes, err) ||
	    !sqlite_execute(
	        connection,
	        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
	        "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	        "PRAGMA cell_size_check = ON",
	        err) ||
	    !upgrade(connection, err))
		return false;
	sqlite_watch(connection);
	return true;
}

void
sqlite_close(struct connection *connection)
{
	if (connection == NULL)
		return;
	sqlite_stop_reading(connection);
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(connection->statements[i]);
	if (connection->writes) {
		char *database = xstrdup(sqlite3_db_filename(connection->db, NULL));

		sqlite3_close(connection->db);
		sqlite_set_times(database);
		free(database);
	} else {
		sqlite3_close(connection->db);
	}
	free(connection->location);
	free(connection);
}

bool
sqlite_open(const char *location, enum store_access access, struct connection **result, struct error *err)
{
	bool good = false;
	struct stat status;
	struct connection *connection = xcalloc(1, sizeof(*connection));

	connection->location = xstrdup(location);
	if (location[0] == '\0' || sqlite3_threadsafe() == 0) {
		fail(err, ERROR_INVALID,
		     location[0] == '\0' ? "the store has no path" : "SQLite lacks threads");
		goto out;
	}
	if (access == STORE_SERVE && !make_file(location, err))
		goto out;
	if (access != STORE_SERVE && stat(location, &status) != 0 && errno == ENOENT) {
		fail(err, ERROR_ABSENT, "there is no store %s", location);
		goto out;
	}
	if (!open_file(connection, access, err) || !set_up(connection, access, err))
		goto out;
	connection->writes = access != STORE_READ;
	*result = connection;
	connection = NULL;
	good = true;
out:
	sqlite_close(connection);
	return good;
}
