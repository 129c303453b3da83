/* SPDX-License-Identifier: EUPL-1.2
 *
 * The embedded back end: one SQLite database in WAL mode, which other processes may use at the same time.
 *
 * What would tell when or in which order responses came, and what settling does about it:
 *   - the WAL keeps every version of every page in order of arrival: checkpoint and truncate;
 *   - the index of the WAL (the -shm file) keeps the numbers of those pages in the same order, even when the WAL is
 *     empty. Each of its blocks is wiped only when the WAL grows into it again, so a row that means nothing is
 *     rewritten, as large as it takes, and the WAL is truncated once more;
 *   - the files' times: set to the start of the day.
 */
#include "survey/store/driver.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	APPLICATION_ID = 0x73757276, /* "surv" */
	PAGE_BYTES = 4096,
	PATIENCE_MS = 30000,         /* for other writers */
	COLUMNS_MAX = 10,
	INDEX_BLOCK = 4062,          /* frames of the WAL in the first block of its index, which is the smallest */
};

struct connection {
	sqlite3 *db;
	char *location;
	bool writes;
	int patience_ms;     /* how long to wait for others, from now on */
	int64_t page_bytes;
	int64_t longest;     /* frames the WAL had since the last thorough settling */
	sqlite3_stmt *statements[STATEMENT_COUNT]; /* prepared when first used */
};

/* STRICT, so that what is read has the kind that is written. */
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

static const char *const sql[] = {
	[STATEMENT_VERSION] = "SELECT version FROM meta",
	[STATEMENT_KEEP_DEFINITION] = "INSERT INTO definition (hash, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
	[STATEMENT_FIND_DEFINITION] = "SELECT text FROM definition WHERE hash = ?1",
	[STATEMENT_FIND_POOL] = "SELECT id, public_key, slots FROM pool"
				" WHERE questionnaire = ?1 AND key_id = ?2 AND size = ?3",
	[STATEMENT_ADD_POOL] = "INSERT INTO pool (questionnaire, key_id, public_key, size, slots, release_minimum)"
			       " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
	[STATEMENT_ADD_GATHERING] = "INSERT INTO gathering (pool, occupied, nonces, earlier) VALUES (?1, ?2, ?3, ?4)",
	[STATEMENT_SET_MINIMUM] = "UPDATE pool SET release_minimum = ?2 WHERE id = ?1 AND release_minimum <> ?2",
	[STATEMENT_LAST_SLOT] = "SELECT coalesce(max(id), ?1 - 1) FROM slot WHERE id >= ?1 AND id < ?2",
	[STATEMENT_ADD_SLOT] = "INSERT INTO slot (id, box) VALUES (?1, ?2)",
	[STATEMENT_LIST_POOLS] = "SELECT id FROM pool WHERE ?1 IN ('', questionnaire) ORDER BY id",
	[STATEMENT_LOAD_POOLS] = "SELECT id, questionnaire, public_key, size, slots, release_minimum, occupied, nonces,"
				 " earlier, key_id FROM pool JOIN gathering ON pool = id"
				 " WHERE questionnaire = (SELECT questionnaire FROM pool WHERE id = ?1)",
	[STATEMENT_SAVE_GATHERING] = "UPDATE gathering SET occupied = ?2, nonces = ?3, earlier = ?4 WHERE pool = ?1",
	[STATEMENT_SET_SLOT] = "UPDATE slot SET box = ?2 WHERE id = ?1",
	[STATEMENT_READ_SLOTS] = "SELECT id, box FROM slot WHERE id >= ?1 AND id < ?2",
	[STATEMENT_ADD_BATCH] = "INSERT INTO batch (questionnaire, key_id, size, count, released, boxes)"
				" VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[STATEMENT_NEXT_BATCH] = "SELECT number, questionnaire, key_id, size, count, released, boxes FROM batch"
				 " WHERE number > ?1 ORDER BY number LIMIT 1",
	[STATEMENT_UNCLAIMED] = "SELECT count(*) FROM pool WHERE questionnaire = ?1 AND claimed_day < ?2",
	[STATEMENT_CLAIM] = "UPDATE pool SET claimed_day = ?2 WHERE questionnaire = ?1 AND claimed_day < ?2",
	[STATEMENT_STATUS] = "SELECT questionnaire, key_id, size, slots, release_minimum, occupied,"
			     " (SELECT count(*) FROM batch b WHERE b.questionnaire = p.questionnaire"
			     "  AND b.key_id = p.key_id AND b.size = p.size),"
			     " (SELECT coalesce(sum(count), 0) FROM batch b WHERE b.questionnaire = p.questionnaire"
			     "  AND b.key_id = p.key_id AND b.size = p.size)"
			     " FROM pool p JOIN gathering ON pool = id ORDER BY questionnaire, id",
};

_Static_assert(sizeof(sql) / sizeof(sql[0]) == STATEMENT_COUNT, "every statement has its SQL");

/* ---- errors ---------------------------------------------------------------------------------------------- */

static bool
no_room(const struct connection *connection)
{
	int system = sqlite3_system_errno(connection->db), code = sqlite3_errcode(connection->db) & 0xff;

	return code == SQLITE_FULL ||
	       (code == SQLITE_IOERR && (system == ENOSPC || system == EDQUOT || system == EFBIG));
}

/* What the last call on this connection complained about, in words a person can act on. */
static bool
sqlite_fail(const struct connection *connection, struct error *err)
{
	const char *where = connection->location;
	int system = sqlite3_system_errno(connection->db);

	if (no_room(connection))
		return fail(err, ERROR_FULL,
		            "no room to write %s: make room on its disk. What was acknowledged is safe", where);
	switch (sqlite3_errcode(connection->db) & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail(err, ERROR_BUSY, "%s is being written by another process for too long", where);
	case SQLITE_NOTADB:
		return fail(err, ERROR_INVALID, "%s is not a store: it is no database at all", where);
	case SQLITE_CORRUPT:
		return fail(err, ERROR_INVALID, "%s is damaged (%s): put back a copy", where,
		            sqlite3_errmsg(connection->db));
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return fail(err, ERROR_SYSTEM,
		            "cannot write %s%s%s: its directory must exist, and this user must be able to write in it",
		            where, system == 0 ? "" : ": ", system == 0 ? "" : strerror(system));
	default:
		return fail(err, ERROR_SYSTEM, "%s: %s", where, sqlite3_errmsg(connection->db));
	}
}

/* ---- one statement --------------------------------------------------------------------------------------- */

static int
bind(sqlite3_stmt *statement, int index, const struct value *value)
{
	const char *bytes = value->bytes.ptr == NULL ? "" : value->bytes.ptr;

	switch (value->kind) {
	case VALUE_NUMBER:
		return sqlite3_bind_int64(statement, index, value->number);
	case VALUE_TEXT:
		return sqlite3_bind_text64(statement, index, bytes, value->bytes.len, SQLITE_STATIC, SQLITE_UTF8);
	default:
		return sqlite3_bind_blob64(statement, index, bytes, value->bytes.len, SQLITE_STATIC);
	}
}

static struct value
column(sqlite3_stmt *statement, int index)
{
	const void *bytes;

	if (sqlite3_column_type(statement, index) == SQLITE_INTEGER)
		return NUMBER_VALUE(sqlite3_column_int64(statement, index));
	bytes = sqlite3_column_blob(statement, index);
	return BLOB_VALUE(bytes, bytes == NULL ? 0 : (size_t)sqlite3_column_bytes(statement, index));
}

static bool
prepare(struct connection *connection, enum statement statement, struct error *err)
{
	if (connection->statements[statement] == NULL &&
	    sqlite3_prepare_v3(connection->db, sql[statement], -1, SQLITE_PREPARE_PERSISTENT,
	                       &connection->statements[statement], NULL) != SQLITE_OK)
		return sqlite_fail(connection, err);
	return true;
}

static bool
sqlite_run(struct connection *connection, enum statement number, const struct value *params, size_t count,
           struct rows *rows, struct error *err)
{
	bool good = false;
	sqlite3_stmt *statement;
	struct value columns[COLUMNS_MAX];
	int rc = SQLITE_OK;

	if (!prepare(connection, number, err))
		return false;
	connection->patience_ms = PATIENCE_MS;
	statement = connection->statements[number];
	for (size_t i = 0; i < count && rc == SQLITE_OK; i++)
		rc = bind(statement, (int)i + 1, &params[i]);
	while (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
		rc = SQLITE_OK;
		for (int i = 0; i < sqlite3_column_count(statement) && i < COLUMNS_MAX; i++)
			columns[i] = column(statement, i);
		if (rows != NULL && rows->each != NULL && !rows->each(rows->context, columns, err))
			goto out;
	}
	if (rc != SQLITE_DONE) {
		sqlite_fail(connection, err);
		goto out;
	}
	if (rows != NULL)
		rows->changed = (size_t)sqlite3_changes64(connection->db);
	good = true;
out:
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

static bool
execute(struct connection *connection, const char *text, struct error *err)
{
	connection->patience_ms = PATIENCE_MS;
	return sqlite3_exec(connection->db, text, NULL, NULL, NULL) == SQLITE_OK || sqlite_fail(connection, err);
}

static bool
sqlite_begin(struct connection *connection, struct error *err)
{
	return execute(connection, "BEGIN IMMEDIATE", err);
}

static bool
sqlite_commit(struct connection *connection, struct error *err)
{
	return execute(connection, "COMMIT", err);
}

static void
sqlite_rollback(struct connection *connection)
{
	if (sqlite3_get_autocommit(connection->db) == 0)
		sqlite3_exec(connection->db, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- settling -------------------------------------------------------------------------------------------- */

/* The start of today, by the local clock. */
static struct timespec
start_of_day(void)
{
	time_t now = time(NULL);
	struct tm local;

	localtime_r(&now, &local);
	local.tm_hour = local.tm_min = local.tm_sec = 0;
	local.tm_isdst = -1;
	return (struct timespec){ .tv_sec = mktime(&local) };
}

static void
set_times(const char *database)
{
	static const char *const behind[] = { "", "-wal", "-shm" };
	struct timespec day = start_of_day();
	char *path = xmalloc(strlen(database) + 5);

	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		stpcpy(stpcpy(path, database), behind[i]);
		utimensat(AT_FDCWD, path, (const struct timespec[]){ day, day }, 0);
	}
	free(path);
}

static bool
truncate_wal(struct connection *connection)
{
	connection->patience_ms = 0;
	return sqlite3_wal_checkpoint_v2(connection->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
	       SQLITE_OK;
}

/* Makes the WAL as long as it was, with pages that mean nothing. */
static bool
wash(struct connection *connection)
{
	char text[80];

	if (connection->longest > INDEX_BLOCK) {
		snprintf(text, sizeof(text), "UPDATE wash SET bytes = zeroblob(%lld)",
		         (long long)(connection->longest * connection->page_bytes));
		if (!execute(connection, text, NULL))
			return false;
	}
	return execute(connection, "UPDATE wash SET bytes = randomblob(8)", NULL);
}

static bool
sqlite_settle(struct connection *connection, bool thorough)
{
	bool settled = truncate_wal(connection);

	if (settled && thorough) {
		settled = wash(connection) && truncate_wal(connection);
		if (settled)
			connection->longest = 0;
	}
	if (thorough)
		set_times(sqlite3_db_filename(connection->db, NULL));
	return settled;
}

/* ---- opening --------------------------------------------------------------------------------------------- */

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

static int
note_length(void *context, sqlite3 *db, const char *name, int frames)
{
	struct connection *connection = context;

	(void)db, (void)name;
	if (frames > connection->longest)
		connection->longest = frames;
	return SQLITE_OK;
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
	writable = access(location, W_OK) == 0 && access(slash != NULL ? directory : ".", W_OK) == 0;
	free(directory);
	return writable;
}

/* The size of the file `location` with `behind` added to its name; -1 when there is none. */
static int64_t
size_beside(const char *location, const char *behind)
{
	struct buf path = BUF_INIT;
	struct stat status;
	int64_t size;

	buf_printf(&path, "%s%s", location, behind);
	size = stat(path.data, &status) == 0 ? (int64_t)status.st_size : -1;
	buf_release(&path);
	return size;
}

/* A WAL that still holds something cannot be left out, and with an index of it somebody may be writing. */
static bool
stands_alone(const char *location)
{
	return size_beside(location, "-wal") <= 0 && size_beside(location, "-shm") < 0;
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
	       fail_errno(err, "cannot make the store %s (its directory must exist, and this user must be able "
	                       "to write in it)", location);
}

static bool
open_file(struct connection *connection, enum store_access access, struct error *err)
{
	bool good = false, write = access != STORE_READ || is_writable(connection->location);
	int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	struct buf uri = BUF_INIT;

	add_uri(&uri, connection->location, !write && stands_alone(connection->location) ? "?immutable=1" : "");
	if (sqlite3_open_v2(uri.data, &connection->db, flags | (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY),
	                    NULL) != SQLITE_OK) {
		sqlite_fail(connection, err);
		goto out;
	}
	if (access != STORE_READ && sqlite3_db_readonly(connection->db, "main") != 0) {
		fail(err, ERROR_SYSTEM, "this user may not write %s", connection->location);
		goto out;
	}
	sqlite3_busy_handler(connection->db, wait_for_others, connection);
	sqlite3_wal_hook(connection->db, note_length, connection);
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

	if ((make && !sqlite_begin(connection, err)) ||
	    !ask(connection, "SELECT count(*) FROM sqlite_schema", &tables, err) ||
	    !ask(connection, "PRAGMA application_id", &application, err))
		goto out;
	if (make && tables == 0) {
		snprintf(text, sizeof(text), "PRAGMA application_id = %d; INSERT INTO meta VALUES (%d)", APPLICATION_ID,
		         STORE_VERSION);
		if (!execute(connection, schema, err) || !execute(connection, text, err))
			goto out;
	} else if (application != APPLICATION_ID) {
		fail(err, ERROR_INVALID, "%s is not a store of this program", connection->location);
		goto out;
	}
	good = !make || sqlite_commit(connection, err);
out:
	sqlite_rollback(connection);
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
		return execute(connection, "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF", err) &&
		       make_tables(connection, false, err);
	snprintf(text, sizeof(text), "PRAGMA page_size = %d; PRAGMA journal_mode = WAL", PAGE_BYTES);
	return (access != STORE_SERVE || tables > 0 || execute(connection, text, err)) &&
	       make_tables(connection, access == STORE_SERVE, err) &&
	       execute(connection,
	               "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
	               "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
	               "PRAGMA cell_size_check = ON; PRAGMA cache_size = -32768",
	               err);
}

static void
sqlite_close(struct connection *connection)
{
	if (connection == NULL)
		return;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(connection->statements[i]);
	if (connection->writes) {
		char *database = xstrdup(sqlite3_db_filename(connection->db, NULL));

		sqlite3_close(connection->db);
		set_times(database);
		free(database);
	} else {
		sqlite3_close(connection->db);
	}
	free(connection->location);
	free(connection);
}

static bool
sqlite_open(const char *location, enum store_access access, struct connection **result, struct error *err)
{
	bool good = false;
	struct stat status;
	struct connection *connection = xcalloc(1, sizeof(*connection));

	connection->location = xstrdup(location);
	if (location[0] == '\0' || sqlite3_threadsafe() == 0) {
		fail(err, ERROR_INVALID, location[0] == '\0' ? "the store has no path" : "SQLite lacks threads");
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

const struct store_driver store_driver_sqlite = {
	.name = "sqlite",
	.prefix = "",
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.run = sqlite_run,
	.settle = sqlite_settle,
};
