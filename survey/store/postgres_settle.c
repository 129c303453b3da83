/* SPDX-License-Identifier: EUPL-1.2
 *
 * Settling: what a PostgreSQL database would tell about the order in which responses came, and what is done about it.
 *
 * A row that is updated is written anew, to another place (ctid), with the number of its transaction (xmin); the old one stays until
 * it is vacuumed, and its bytes longer. So the table of slots tells the order of arrival, and the row about a pool has a version for
 * each transaction. VACUUM FULL and FREEZE leave the numbers where they are. Therefore these tables are written anew, whole, in the
 * order of their keys, by one transaction: all rows have the same number, the places say what the keys say, and the old files are
 * gone. The catalogue has the number of that transaction too, so what was written since shows; what was rolled back does not, and the
 * connection remembers it.
 *
 * That takes longer the more slots there are; it is done so seldom that it never takes more than a tenth of the time.
 *
 * The write-ahead log (pg_wal) keeps everything with its time until the server writes over it, and no client can change that.
 */
#include "survey/store/postgres.h"

enum { REST_FACTOR = 9 };

#define REWRITE(table, key)                                                                                  \
	"CREATE TEMPORARY TABLE kept_" table " ON COMMIT DROP AS SELECT * FROM " table, "TRUNCATE " table,   \
	    "INSERT INTO " table " SELECT * FROM kept_" table " ORDER BY " key

static const char *const pool_tables[] = { REWRITE("slot", "id"), REWRITE("gathering", "pool") };
static const char *const ticket_table[] = { REWRITE("ticket", "id") };

static bool
note_need(void *context, const struct value *columns, struct error *err)
{
	(void)err;
	((bool *)context)[0] = columns[0].number != 0;
	((bool *)context)[1] = columns[1].number != 0;
	return true;
}

static bool
send_all(struct connection *connection, const char *const *texts, size_t count)
{
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = postgres_send_text(connection, texts[i], (struct queued){ .each = NULL }, NULL);
	return good;
}

/* How many rows were written after their table was made anew. */
#define WRITTEN_SINCE(table)                                                                                 \
	"(SELECT count(*) FROM " table                                                                       \
	" WHERE xmin::text <> (SELECT xmin::text FROM pg_class WHERE oid = '" table "'::regclass))"

static bool
rewrite(struct connection *connection)
{
	bool need[2] = { false, false };
	bool good = postgres_ask(
	    connection,
	    "SELECT " WRITTEN_SINCE("slot") " + " WRITTEN_SINCE("gathering") ", " WRITTEN_SINCE("ticket"),
	    note_need, need, NULL);

	if (good && (need[0] || connection->aborted))
		good = send_all(connection, pool_tables, sizeof(pool_tables) / sizeof(pool_tables[0]));
	if (good && (need[1] || connection->aborted))
		good = send_all(connection, ticket_table, sizeof(ticket_table) / sizeof(ticket_table[0]));
	return good;
}

bool
postgres_settle(struct connection *connection, bool thorough)
{
	int64_t began = postgres_now();
	bool good;

	if (!thorough)
		return true;
	if (began < connection->settle_after)
		return false;
	/* Writing them anew takes long where pools are large. The rest may not: who sends a form waits for all of it. */
	good = postgres_begin(connection, NULL);
	connection->patience_ms = POSTGRES_SETTLE_PATIENCE_MS;
	good = good && rewrite(connection) && postgres_drain(connection, true, NULL);
	connection->patience_ms = POSTGRES_PATIENCE_MS;
	good = good && postgres_commit(connection, NULL);
	if (good)
		connection->unsettled = connection->aborted = false;
	else
		postgres_rollback(connection);
	connection->settle_after = postgres_now() + REST_FACTOR * (postgres_now() - began);
	return good;
}
