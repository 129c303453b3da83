/* SPDX-License-Identifier: EUPL-1.2
 *
 * The back end for many servers: one PostgreSQL database. A transaction takes a lock that all servers ask for, as SQLite's writers
 * do, so that only one of them writes or releases at a time.
 */
#include "survey/store/postgres.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Numbers count up without sequences, which would keep gaps of what was rolled back; the lock makes that safe. */
static const char *const sql[] = {
	[STATEMENT_VERSION] = "SELECT version FROM meta",
	[STATEMENT_KEEP_DEFINITION] =
	    "INSERT INTO definition (hash, text) VALUES ($1, $2) ON CONFLICT DO NOTHING",
	[STATEMENT_FIND_DEFINITION] = "SELECT text FROM definition WHERE hash = $1",
	[STATEMENT_FIND_POOL] = "SELECT id, public_key, slots FROM pool"
	                        " WHERE questionnaire = $1 AND key_id = $2 AND size = $3",
	[STATEMENT_ADD_POOL] =
	    "INSERT INTO pool (id, questionnaire, key_id, public_key, size, slots, release_minimum)"
	    " SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM pool RETURNING id",
	[STATEMENT_ADD_GATHERING] =
	    "INSERT INTO gathering (pool, occupied, nonces, earlier) VALUES ($1, $2, $3, $4)",
	[STATEMENT_SET_MINIMUM] =
	    "UPDATE pool SET release_minimum = $2 WHERE id = $1 AND release_minimum <> $2",
	[STATEMENT_LAST_SLOT] = "SELECT coalesce(max(id), $1 - 1) FROM slot WHERE id >= $1 AND id < $2",
	[STATEMENT_ADD_SLOT] = "INSERT INTO slot (id, box) VALUES ($1, $2)",
	[STATEMENT_LIST_POOLS] = "SELECT id FROM pool WHERE $1 IN ('', questionnaire) ORDER BY id",
	[STATEMENT_LOAD_POOLS] =
	    "SELECT id, questionnaire, public_key, size, slots, release_minimum, occupied, nonces,"
	    " earlier, key_id FROM pool JOIN gathering ON pool = id"
	    " WHERE questionnaire = (SELECT questionnaire FROM pool WHERE id = $1)",
	[STATEMENT_SAVE_GATHERING] =
	    "UPDATE gathering SET occupied = $2, nonces = $3, earlier = $4 WHERE pool = $1",
	[STATEMENT_SET_SLOT] = "UPDATE slot SET box = $2 WHERE id = $1",
	[STATEMENT_READ_SLOTS] = "SELECT id, box FROM slot WHERE id >= $1 AND id < $2",
	[STATEMENT_ADD_BATCH] =
	    "INSERT INTO batch (number, questionnaire, key_id, size, count, released, boxes)"
	    " SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6 FROM batch",
	[STATEMENT_NEXT_BATCH] =
	    "SELECT number, questionnaire, key_id, size, count, released, length(boxes)::bigint FROM batch"
	    " WHERE number > $1 ORDER BY number LIMIT 1",
	[STATEMENT_LAST_BATCH] = "SELECT number, length(boxes)::bigint FROM batch"
	                         " WHERE questionnaire = $1 AND key_id = $2 AND size = $3"
	                         " ORDER BY number DESC LIMIT 1",
	[STATEMENT_WHOLE_BATCH] =
	    "SELECT number, questionnaire, key_id, size, count, released, boxes FROM batch"
	    " WHERE number > $1 ORDER BY number LIMIT 1",
	[STATEMENT_UNCLAIMED] =
	    "SELECT count(*) FROM pool WHERE (questionnaire = $1 OR $1 = '') AND claimed_day < $2",
	[STATEMENT_CLAIM] =
	    "UPDATE pool SET claimed_day = $2 WHERE (questionnaire = $1 OR $1 = '') AND claimed_day < $2",
	[STATEMENT_STATUS] = "SELECT questionnaire, key_id, size, slots, release_minimum, occupied,"
	                     " (SELECT count(*) FROM batch b WHERE b.questionnaire = p.questionnaire"
	                     "  AND b.key_id = p.key_id AND b.size = p.size),"
	                     " (SELECT coalesce(sum(count), 0)::bigint FROM batch b"
	                     "  WHERE b.questionnaire = p.questionnaire"
	                     "  AND b.key_id = p.key_id AND b.size = p.size)"
	                     " FROM pool p JOIN gathering ON pool = id ORDER BY questionnaire, id",
	[STATEMENT_ADD_TICKET] = "INSERT INTO ticket (id, questionnaire, hash, used)"
	                         " SELECT coalesce(max(id), 0) + 1, $1, $2, 0 FROM ticket",
	[STATEMENT_USE_TICKET] =
	    "UPDATE ticket SET used = 1 WHERE questionnaire = $1 AND hash = $2 AND used = 0",
	[STATEMENT_FIND_TICKET] = "SELECT used FROM ticket WHERE questionnaire = $1 AND hash = $2",
	[STATEMENT_COUNT_TICKETS] =
	    "SELECT count(*), coalesce(sum(used), 0)::bigint FROM ticket WHERE questionnaire = $1",
	[STATEMENT_NEXT_DEFINITION] =
	    "SELECT hash, text FROM definition WHERE hash > $1 ORDER BY hash LIMIT 1",
	[STATEMENT_NEXT_TICKETS] =
	    "SELECT id, questionnaire, hash, used FROM ticket WHERE id > $1 ORDER BY id LIMIT 1000",
};

_Static_assert(sizeof(sql) / sizeof(sql[0]) == STATEMENT_COUNT, "every statement has its SQL");

/* Any number will do that no other program in this database asks for: "survey" in ASCII. */
#define WRITERS_LOCK "SELECT pg_advisory_xact_lock(126948268729721)"

static bool
postgres_queue(struct connection *connection, enum statement statement, const struct value *params,
               size_t count, const struct rows *rows, size_t written, struct error *err)
{
	struct queued queued = { .written = written };

	connection->wrote = connection->wrote || written > 0;
	if (rows != NULL) {
		queued.each = rows->each;
		queued.context = rows->context;
	}
	return postgres_send(connection, statement, sql[statement], params, count, queued, err);
}

/* One attempt. */
static bool
run_once(struct connection *connection, enum statement statement, const struct value *params, size_t count,
         struct rows *rows, struct error *err)
{
	struct queued queued = { .each = NULL };

	if (rows != NULL)
		queued = (struct queued){ .each = rows->each,
			                  .context = rows->context,
			                  .changed = &rows->changed };
	return postgres_connect(connection, err) &&
	       postgres_send(connection, statement, sql[statement], params, count, queued, err) &&
	       postgres_drain(connection, true, err);
}

/* Outside of a transaction statements only read: one that met a connection which had been lost long ago may be tried again, when no
 * row of it came. */
static bool
postgres_run(struct connection *connection, enum statement statement, const struct value *params,
             size_t count, struct rows *rows, struct error *err)
{
	struct error first = ERROR_INIT;
	bool good = run_once(connection, statement, params, count, rows, &first);

	if (!good && !connection->transaction && connection->wire == NULL && first.code == ERROR_BUSY)
		good = run_once(connection, statement, params, count, rows, err);
	else if (!good)
		fail(err, first.code, "%s", first.text);
	return good;
}

static bool
begin_once(struct connection *connection, struct error *err)
{
	const struct queued nothing = { .each = NULL };

	connection->transaction = connection->wrote = false;
	if (!postgres_connect(connection, err))
		return false;
	connection->transaction = true;
	return postgres_send_text(connection, "BEGIN", nothing, err) &&
	       postgres_send_text(connection, WRITERS_LOCK, nothing, err) &&
	       postgres_drain(connection, true, err);
}

/* What a part of a batch goes to. */
struct part {
	void *bytes;
	size_t length;
	bool whole;
};

static bool
take_part(void *context, const struct value *columns, struct error *err)
{
	struct part *part = context;

	(void)err;
	part->whole = columns[0].bytes.len == part->length;
	if (part->whole)
		memcpy(part->bytes, columns[0].bytes.ptr, part->length);
	return true;
}

/* Boxes do not compress, so the database keeps them as they are and finds a part without reading what stands before it. */
static bool
postgres_read_boxes(struct connection *connection, int64_t batch, size_t offset, void *bytes, size_t length,
                    struct error *err)
{
	struct part part = { bytes, length, length == 0 };
	char text[160];

	snprintf(text, sizeof(text),
	         "SELECT substring(boxes FROM %zu FOR %zu) FROM batch WHERE number = %" PRId64, offset + 1,
	         length, batch);
	return part.whole || (postgres_ask(connection, text, take_part, &part, err) &&
	                      (part.whole || fail(err, ERROR_INVALID, "a batch of %s is shorter than it was",
	                                          connection->location)));
}

/* Nothing stays open between two parts. */
static void
postgres_stop_reading(struct connection *connection)
{
	(void)connection;
}

bool
postgres_begin(struct connection *connection, struct error *err)
{
	struct error first = ERROR_INIT;
	bool good = begin_once(connection, &first);

	/* The connection may have been lost long ago, and nothing was asked of it yet. */
	if (!good && connection->wire == NULL && first.code == ERROR_BUSY)
		good = begin_once(connection, err);
	else if (!good)
		fail(err, first.code, "%s", first.text);
	if (!good)
		postgres_rollback(connection);
	return good;
}

/* A transaction that wrote nothing would not wait for a standby. But what it read may have been committed by one whose wait was given up,
 * and whoever sent that is told that it is there: so it writes a record that says nothing, and waits for that, and all before it. */
static bool
wait_as_writers_do(struct connection *connection, struct error *err)
{
	return connection->wrote || connection->access == STORE_READ ||
	       postgres_send_text(connection, "SELECT pg_logical_emit_message(true, 'survey', '')",
	                          (struct queued){ .each = NULL }, err);
}

/* A warning here says that the standby did not get it, and that is not durable enough: nobody may be thanked for it. */
bool
postgres_commit(struct connection *connection, struct error *err)
{
	bool good;

	connection->warned = false;
	good = wait_as_writers_do(connection, err) &&
	       postgres_send_text(connection, "COMMIT", (struct queued){ .commits = true }, err) &&
	       postgres_drain(connection, true, err);
	if (good && connection->warned)
		good = fail(err, ERROR_BUSY, "%s: a standby did not get what was committed",
		            connection->location);
	connection->transaction = connection->transaction && !good;
	connection->unsettled = true;
	return good;
}

void
postgres_rollback(struct connection *connection)
{
	connection->aborted = connection->aborted || connection->transaction;
	connection->transaction = false;
	if (connection->wire == NULL)
		return;
	if (!postgres_drain(connection, false, NULL) ||
	    (PQtransactionStatus(connection->wire) != PQTRANS_IDLE &&
	     !(postgres_send_text(connection, "ROLLBACK", (struct queued){ .each = NULL }, NULL) &&
	       postgres_drain(connection, false, NULL))))
		postgres_forget(connection);
}

const struct store_driver store_driver_postgres = {
	.name = "postgres",
	.prefix = "postgresql://",
	.open = postgres_open,
	.close = postgres_close,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.run = postgres_run,
	.queue = postgres_queue,
	.read_boxes = postgres_read_boxes,
	.stop_reading = postgres_stop_reading,
	.settle = postgres_settle,
	.thorough_ms = POSTGRES_THOROUGH_MS,
	.inspect = postgres_inspect,
};
