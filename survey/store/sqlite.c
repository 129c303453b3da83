/* SPDX-License-Identifier: EUPL-1.2
 *
 * The embedded back end: one SQLite database in WAL mode, which other processes may use at the same time.
 */
#include "survey/store/sqlite.h"

#include <errno.h>
#include <string.h>

enum { COLUMNS_MAX = 10 };

static const char *const sql[] = {
	[STATEMENT_VERSION] = "SELECT version FROM meta",
	[STATEMENT_KEEP_DEFINITION] =
	    "INSERT INTO definition (hash, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
	[STATEMENT_FIND_DEFINITION] = "SELECT text FROM definition WHERE hash = ?1",
	[STATEMENT_FIND_POOL] = "SELECT id, public_key, slots FROM pool"
	                        " WHERE questionnaire = ?1 AND key_id = ?2 AND size = ?3",
	[STATEMENT_ADD_POOL] =
	    "INSERT INTO pool (questionnaire, key_id, public_key, size, slots, release_minimum)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
	[STATEMENT_ADD_GATHERING] =
	    "INSERT INTO gathering (pool, occupied, nonces, earlier) VALUES (?1, ?2, ?3, ?4)",
	[STATEMENT_SET_MINIMUM] =
	    "UPDATE pool SET release_minimum = ?2 WHERE id = ?1 AND release_minimum <> ?2",
	[STATEMENT_LAST_SLOT] = "SELECT coalesce(max(id), ?1 - 1) FROM slot WHERE id >= ?1 AND id < ?2",
	[STATEMENT_ADD_SLOT] = "INSERT INTO slot (id, box) VALUES (?1, ?2)",
	[STATEMENT_LIST_POOLS] = "SELECT id FROM pool WHERE ?1 IN ('', questionnaire) ORDER BY id",
	[STATEMENT_LOAD_POOLS] =
	    "SELECT id, questionnaire, public_key, size, slots, release_minimum, occupied, nonces,"
	    " earlier, key_id FROM pool JOIN gathering ON pool = id"
	    " WHERE questionnaire = (SELECT questionnaire FROM pool WHERE id = ?1)",
	[STATEMENT_SAVE_GATHERING] =
	    "UPDATE gathering SET occupied = ?2, nonces = ?3, earlier = ?4 WHERE pool = ?1",
	[STATEMENT_SET_SLOT] = "UPDATE slot SET box = ?2 WHERE id = ?1",
	[STATEMENT_READ_SLOTS] = "SELECT id, box FROM slot WHERE id >= ?1 AND id < ?2",
	[STATEMENT_ADD_BATCH] = "INSERT INTO batch (questionnaire, key_id, size, count, released, boxes)"
	                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[STATEMENT_NEXT_BATCH] = "SELECT number, questionnaire, key_id, size, count, released,"
	                         " iif(typeof(boxes) = 'blob', length(boxes), 0) FROM batch"
	                         " WHERE number > ?1 ORDER BY number LIMIT 1",
	[STATEMENT_LAST_BATCH] = "SELECT number, length(boxes) FROM batch"
	                         " WHERE questionnaire = ?1 AND key_id = ?2 AND size = ?3"
	                         " ORDER BY number DESC LIMIT 1",
	[STATEMENT_WHOLE_BATCH] =
	    "SELECT number, questionnaire, key_id, size, count, released, boxes FROM batch"
	    " WHERE number > ?1 ORDER BY number LIMIT 1",
	[STATEMENT_UNCLAIMED] =
	    "SELECT count(*) FROM pool WHERE (questionnaire = ?1 OR ?1 = '') AND claimed_day < ?2",
	[STATEMENT_CLAIM] =
	    "UPDATE pool SET claimed_day = ?2 WHERE (questionnaire = ?1 OR ?1 = '') AND claimed_day < ?2",
	[STATEMENT_STATUS] =
	    "SELECT questionnaire, key_id, size, slots, release_minimum, occupied,"
	    " (SELECT count(*) FROM batch b WHERE b.questionnaire = p.questionnaire"
	    "  AND b.key_id = p.key_id AND b.size = p.size),"
	    " (SELECT coalesce(sum(count), 0) FROM batch b WHERE b.questionnaire = p.questionnaire"
	    "  AND b.key_id = p.key_id AND b.size = p.size)"
	    " FROM pool p JOIN gathering ON pool = id ORDER BY questionnaire, id",
	[STATEMENT_ADD_TICKET] = "INSERT INTO ticket (questionnaire, hash, used) VALUES (?1, ?2, 0)",
	[STATEMENT_USE_TICKET] =
	    "UPDATE ticket SET used = 1 WHERE questionnaire = ?1 AND hash = ?2 AND used = 0",
	[STATEMENT_FIND_TICKET] = "SELECT used FROM ticket WHERE questionnaire = ?1 AND hash = ?2",
	[STATEMENT_COUNT_TICKETS] =
	    "SELECT count(*), coalesce(sum(used), 0) FROM ticket WHERE questionnaire = ?1",
	[STATEMENT_NEXT_DEFINITION] =
	    "SELECT hash, text FROM definition WHERE hash > ?1 ORDER BY hash LIMIT 1",
	[STATEMENT_NEXT_TICKETS] =
	    "SELECT id, questionnaire, hash, used FROM ticket WHERE id > ?1 ORDER BY id LIMIT 1000",
};

_Static_assert(sizeof(sql) / sizeof(sql[0]) == STATEMENT_COUNT, "every statement has its SQL");

/* ---- errors ---------------------------------------------------------------------------------------------- */

static bool
is_no_room(int code)
{
	return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

/* SQLite knows ENOSPC only; for the others, the database and its WAL remember what their last write met. */
static bool
no_room(const struct connection *connection)
{
	static const int pointers[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };
	int code = sqlite3_errcode(connection->db) & 0xff;

	for (size_t i = 0; code == SQLITE_IOERR && i < 2; i++) {
		sqlite3_file *file = NULL;
		int last = 0;

		if (sqlite3_file_control(connection->db, "main", pointers[i], &file) == SQLITE_OK &&
		    file != NULL && file->pMethods != NULL &&
		    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &last) == SQLITE_OK &&
		    is_no_room(last))
			return true;
	}
	return code == SQLITE_FULL;
}

bool
sqlite_fail(const struct connection *connection, struct error *err)
{
	const char *where = connection->location;
	int system = sqlite3_system_errno(connection->db);

	if (no_room(connection))
		return fail(err, ERROR_FULL,
		            "no room to write %s: make room on its disk. What was acknowledged is safe",
		            where);
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
		return fail(
		    err, ERROR_SYSTEM,
		    "cannot open %s%s%s: its directory must exist, and this user must be able to write in it",
		    where, system == 0 ? "" : ": ", system == 0 ? "" : strerror(system));
	default:
		return fail(err, ERROR_SYSTEM, "%s: %s", where, sqlite3_errmsg(connection->db));
	}
}

/* ---- one statement --------------------------------------------------------------------------------------- */

static int
bind_value(sqlite3_stmt *statement, int index, const struct value *value)
{
	const char *bytes = value->bytes.ptr == NULL ? "" : value->bytes.ptr;

	switch (value->kind) {
	case VALUE_NUMBER:
		return sqlite3_bind_int64(statement, index, value->number);
	case VALUE_TEXT:
		return sqlite3_bind_text64(statement, index, bytes, value->bytes.len, SQLITE_STATIC,
		                           SQLITE_UTF8);
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
		rc = bind_value(statement, (int)i + 1, &params[i]);
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
		rows->changed =
		    sqlite3_stmt_readonly(statement) ? 0 : (size_t)sqlite3_changes64(connection->db);
	good = true;
out:
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

bool
sqlite_execute(struct connection *connection, const char *text, struct error *err)
{
	connection->patience_ms = PATIENCE_MS;
	return sqlite3_exec(connection->db, text, NULL, NULL, NULL) == SQLITE_OK ||
	       sqlite_fail(connection, err);
}

static bool
sqlite_begin(struct connection *connection, struct error *err)
{
	return sqlite_execute(connection, "BEGIN IMMEDIATE", err);
}

static bool
sqlite_commit(struct connection *connection, struct error *err)
{
	return sqlite_execute(connection, "COMMIT", err);
}

static void
sqlite_rollback(struct connection *connection)
{
	if (sqlite3_get_autocommit(connection->db) == 0)
		sqlite3_exec(connection->db, "ROLLBACK", NULL, NULL, NULL);
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
	.read_boxes = sqlite_read_boxes,
	.stop_reading = sqlite_stop_reading,
	.settle = sqlite_settle,
	.thorough_ms = SQLITE_THOROUGH_MS,
	.unsettled = sqlite_unsettled,
	.settle_ahead = sqlite_settle_ahead,
	.inspect = sqlite_inspect,
};
