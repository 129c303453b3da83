/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening a PostgreSQL database as a store: its address, and its tables, in the schema that comes first in the search path.
 */
#include "survey/store/postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* EXTERNAL: boxes cannot be made shorter, and so nobody tries. `wash` is SQLite's and stays empty: the list of what is stored
 * (stored.def) is one for all back ends. There are no sequences, no indexes but those of the keys, and no references, because who
 * checks one writes into the row that it finds. */
static const char *const schema[] = {
	"CREATE TABLE meta (version bigint NOT NULL)",
	"CREATE TABLE definition (hash bytea PRIMARY KEY, text text NOT NULL)",
	"CREATE TABLE pool (id bigint PRIMARY KEY, questionnaire text NOT NULL, key_id bytea NOT NULL,"
	" public_key bytea NOT NULL, size bigint NOT NULL, slots bigint NOT NULL,"
	" release_minimum bigint NOT NULL, claimed_day text NOT NULL DEFAULT '',"
	" UNIQUE (questionnaire, key_id, size))",
	"CREATE TABLE gathering (pool bigint PRIMARY KEY, occupied bytea NOT NULL,"
	" nonces bytea NOT NULL, earlier bytea NOT NULL)",
	"CREATE TABLE slot (id bigint PRIMARY KEY, box bytea NOT NULL)",
	"CREATE TABLE batch (number bigint PRIMARY KEY, questionnaire text NOT NULL, key_id bytea NOT NULL,"
	" size bigint NOT NULL, count bigint NOT NULL, released text NOT NULL, boxes bytea NOT NULL)",
	"CREATE TABLE ticket (id bigint PRIMARY KEY, questionnaire text NOT NULL, hash bytea NOT NULL,"
	" used bigint NOT NULL, UNIQUE (questionnaire, hash))",
	"CREATE TABLE wash (bytes bytea NOT NULL)",
	"ALTER TABLE gathering ALTER occupied SET STORAGE EXTERNAL, ALTER nonces SET STORAGE EXTERNAL,"
	" ALTER earlier SET STORAGE EXTERNAL",
	"ALTER TABLE slot ALTER box SET STORAGE EXTERNAL",
	"ALTER TABLE batch ALTER boxes SET STORAGE EXTERNAL",
	"REVOKE ALL ON meta, definition, pool, gathering, slot, batch, ticket, wash FROM PUBLIC",
};

/* A password in the address stands in the list of processes, in the shell's history and in messages. */
static bool
check_location(const char *location, struct error *err)
{
	bool good = true;
	PQconninfoOption *given = PQconninfoParse(location, NULL);

	if (given == NULL)
		return fail(err, ERROR_INVALID, "the address of the store is not one that PostgreSQL knows");
	for (const PQconninfoOption *at = given; at->keyword != NULL; at++)
		if (at->val != NULL && at->val[0] != '\0' &&
		    (strcmp(at->keyword, "password") == 0 || strcmp(at->keyword, "sslpassword") == 0))
			good =
			    fail(err, ERROR_INVALID,
			         "the address of the store may not have a password in it, where others can "
			         "read it: put it into a file that PGPASSFILE names, or use a service");
	PQconninfoFree(given);
	return good;
}

static bool
note_number(void *context, const struct value *columns, struct error *err)
{
	(void)err;
	*(int64_t *)context = columns[0].number;
	return true;
}

static bool
count_tables(struct connection *connection, int64_t *tables, struct error *err)
{
	return postgres_ask(
	    connection,
	    "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
	    " AND relkind = 'r' AND relname IN ('meta', 'definition', 'pool', 'gathering', 'slot',"
	    " 'batch', 'ticket', 'wash')",
	    note_number, tables, err);
}

/* Under the lock that all writers ask for: two servers may start at the same time. */
static bool
make_tables(struct connection *connection, struct error *err)
{
	bool good = false;
	char version[64];
	int64_t tables = 0;
	const struct queued nothing = { .each = NULL };

	if (!postgres_begin(connection, err))
		return false;
	if (!count_tables(connection, &tables, err))
		goto out;
	for (size_t i = 0; tables == 0 && i < sizeof(schema) / sizeof(schema[0]); i++)
		if (!postgres_send_text(connection, schema[i], nothing, err))
			goto out;
	snprintf(version, sizeof(version), "INSERT INTO meta VALUES (%d)", STORE_VERSION);
	if (tables == 0 && !postgres_send_text(connection, version, nothing, err))
		goto out;
	good = postgres_commit(connection, err);
out:
	if (!good)
		postgres_rollback(connection);
	return good;
}

static bool
set_up(struct connection *connection, struct error *err)
{
	int64_t tables = 0;

	if (!count_tables(connection, &tables, err))
		return false;
	if (tables == 0 && connection->access != STORE_SERVE)
		return fail(err, ERROR_ABSENT, "there is no store %s; `survey init` makes one",
		            connection->location);
	if (tables != 0 && tables != 8)
		return fail(err, ERROR_INVALID,
		            "%s is not a store of this program: it has tables of the same names, and not all",
		            connection->location);
	return tables != 0 || make_tables(connection, err);
}

bool
postgres_open(const char *location, enum store_access access, struct connection **result, struct error *err)
{
	bool good = false;
	struct connection *connection = xcalloc(1, sizeof(*connection));

	connection->location = xstrdup(location);
	connection->access = access;
	connection->patience_ms = POSTGRES_PATIENCE_MS;
	if (!check_location(location, err) || !postgres_connect(connection, err) || !set_up(connection, err))
		goto out;
	if (access == STORE_SERVE) {
		/* A server that was killed may have left what it was about to keep. Should this fail, it is tried again. */
		connection->aborted = true;
		postgres_settle(connection, true);
		connection->settle_after = 0;
	}
	*result = connection;
	connection = NULL;
	good = true;
out:
	postgres_close(connection);
	return good;
}

void
postgres_close(struct connection *connection)
{
	if (connection == NULL)
		return;
	/* The writer may have been told to try again later, and there is no later. */
	if ((connection->unsettled || connection->aborted) && connection->access != STORE_READ) {
		connection->settle_after = 0;
		postgres_settle(connection, true);
	}
	postgres_forget(connection);
	free(connection->queue);
	free(connection->location);
	free(connection);
}
