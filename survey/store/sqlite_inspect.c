/* SPDX-License-Identifier: EUPL-1.2
 *
 * What an SQLite store has, for whoever checks it.
 */
#include "survey/store/pool.h"
#include "survey/store/sqlite.h"

#include <stdio.h>
#include <string.h>

/* Calls `each` with the first two columns of every row as text. */
static bool
each_row(struct connection *connection, const char *text,
         void (*each)(const struct store_inspection *inspection, const char *first, const char *second),
         const struct store_inspection *inspection, struct error *err)
{
	sqlite3_stmt *statement = NULL;
	int rc;

	connection->patience_ms = PATIENCE_MS;
	rc = sqlite3_prepare_v2(connection->db, text, -1, &statement, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(statement);
		if (rc == SQLITE_ROW)
			each(inspection, (const char *)sqlite3_column_text(statement, 0),
			     (const char *)sqlite3_column_text(statement, 1));
	}
	if (rc != SQLITE_DONE)
		sqlite_fail(connection, err);
	sqlite3_finalize(statement);
	return rc == SQLITE_DONE;
}

/* "slot", "box"; or, of what is neither a table nor an index that SQLite makes for a UNIQUE, "trigger" and its name: it could
 * do or keep anything. */
static void
give_column(const struct store_inspection *inspection, const char *table, const char *column)
{
	inspection->column(inspection->context, table, column);
}

_Static_assert(POOL_SLOTS_MAX == 65536 && SEAL_OVERHEAD == 48, "the last query below has these numbers");

static const struct {
	const char *name, *wanted, *query;
} settings[] = {
	{ "journal_mode", "wal", "PRAGMA journal_mode" },
	{ "synchronous (2 is FULL)", "2", "PRAGMA synchronous" },
	{ "secure_delete", "1", "PRAGMA secure_delete" },
	{ "temp_store (2 is memory)", "2", "PRAGMA temp_store" },
	{ "trusted_schema", "0", "PRAGMA trusted_schema" },
	{ "releases with something else than a day", "0",
	  "SELECT count(*) FROM batch WHERE released NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'" },
	{ "nightly looks with something else than a day", "0",
	  "SELECT count(*) FROM pool WHERE claimed_day NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
	  " AND claimed_day <> ''" },
	{ "boxes of another length than their pool's", "0",
	  "SELECT count(*) FROM slot JOIN pool ON slot.id / 65536 = pool.id WHERE length(box) <> size + 48" },
};

/* Which setting is being asked; each_row() gives its value alone. */
struct asking {
	struct store_inspection inspection;
	size_t at;
};

static void
give_setting(const struct store_inspection *inspection, const char *value, const char *none)
{
	const struct asking *asking = (const struct asking *)inspection;

	(void)none;
	inspection->setting(inspection->context, settings[asking->at].name, value,
	                    strcmp(value, settings[asking->at].wanted) == 0);
}

bool
sqlite_inspect(struct connection *connection, const struct store_inspection *inspection, struct error *err)
{
	struct asking asking = { .inspection = *inspection };
	bool good = each_row(connection,
	                     "SELECT m.name, p.name FROM sqlite_schema m, pragma_table_xinfo(m.name) p WHERE "
	                     "m.type = 'table'"
	                     " AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, p.cid",
	                     give_column, inspection, err) &&
	            each_row(connection,
	                     "SELECT type, name FROM sqlite_schema WHERE type <> 'table' AND name NOT LIKE "
	                     "'sqlite\\_autoindex\\_%' "
	                     "ESCAPE '\\'",
	                     give_column, inspection, err);

	for (; good && asking.at < sizeof(settings) / sizeof(settings[0]); asking.at++)
		good = each_row(connection, settings[asking.at].query, give_setting, &asking.inspection, err);
	return good;
}
