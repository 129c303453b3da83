/* SPDX-License-Identifier: EUPL-1.2
 *
 * How tests get at a PostgreSQL store: a server of the test program's own, a database for each store, and the files of that
 * database, named by what they belong to.
 */
#ifndef STORE_BACKEND_POSTGRES_H
#define STORE_BACKEND_POSTGRES_H

#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <sys/wait.h>

#include "store_written.h"

enum { POSTGRES_OWN_FILES = 16384 }; /* numbers from here on are not the catalogue's */

static char *postgres_directory;
static pid_t postgres_process;

static inline void
postgres_backend_location(const char *database, char *location, size_t size)
{
	snprintf(location, size, "postgresql:///%s?host=%s&user=survey", database, postgres_directory);
}

/* Starts the server and waits until it answers. */
static inline void
postgres_backend_start(void)
{
	static char name[] = "/tmp/survey-unit-XXXXXX";
	char location[256];

	/* No test runs yet, so nothing here may assert. */
	postgres_directory = mkdtemp(name);
	if (postgres_directory == NULL)
		exit(EXIT_FAILURE);
	postgres_process = fork();
	if (postgres_process == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, STDOUT_FILENO);
		if (getenv("POSTGRES_LOG") == NULL)
			dup2(nowhere, STDERR_FILENO);
		/* Nothing here is about losing power. Hint bits and vacuuming would be noise in what is compared. */
		execl("tests/support/postgres.sh", "postgres.sh", postgres_directory, "-c", "fsync=off", "-c",
		      "autovacuum=off", "-c", "max_connections=40", NULL);
		_exit(127);
	}
	postgres_backend_location("postgres", location, sizeof(location));
	for (int i = 0; PQping(location) != PQPING_OK; i++) {
		if (i > 6000 || waitpid(postgres_process, NULL, WNOHANG) != 0) {
			fprintf(stderr, "PostgreSQL does not start: see tests/support/postgres.sh\n");
			exit(EXIT_FAILURE);
		}
		usleep(10000);
	}
}

static inline void
postgres_backend_stop(void)
{
	kill(postgres_process, SIGINT);
	waitpid(postgres_process, NULL, 0);
	nftw(postgres_directory, unit_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static inline PGconn *
postgres_backend_open(const char *location)
{
	PGconn *pg = PQconnectdb(location);

	ck_assert_msg(PQstatus(pg) == CONNECTION_OK, "%s", PQerrorMessage(pg));
	return pg;
}

static inline PGresult *
postgres_backend_ask(PGconn *pg, const char *text, int format)
{
	PGresult *result = PQexecParams(pg, text, 0, NULL, NULL, NULL, NULL, format);

	ck_assert_msg(PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK,
	              "%s: %s", text, PQresultErrorMessage(result));
	return result;
}

static inline void
postgres_backend_change(const char *location, const char *text)
{
	PGconn *pg = postgres_backend_open(location);
	PGresult *result = PQexec(pg, text);

	ck_assert_msg(PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK,
	              "%s: %s", text, PQresultErrorMessage(result));
	PQclear(result);
	PQfinish(pg);
}

static inline void
postgres_backend_locate(const char *directory, char *location, size_t size)
{
	char text[80];

	postgres_backend_location("postgres", location, size);
	snprintf(text, sizeof(text), "CREATE DATABASE \"%s\"", strrchr(directory, '/') + 1);
	postgres_backend_change(location, text);
	postgres_backend_location(strrchr(directory, '/') + 1, location, size);
}

/* The name of the table that a file belongs to, as "slot", "slot key", "slot parts" (what PostgreSQL keeps outside of its row) or
 * "slot parts key". Every row is looked at first, and what was written goes to the files: looking leaves marks too. */
static const char postgres_backend_files[] =
    "WITH named AS (SELECT oid, reltoastrelid AS parts, relname::text AS name FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'),"
    " tables AS (SELECT oid, name FROM named UNION ALL SELECT parts, name || ' parts' FROM named WHERE parts "
    "<> 0)"
    " SELECT pg_relation_filenode(oid)::text, name FROM tables"
    " UNION ALL SELECT pg_relation_filenode(indexrelid)::text, name || ' key' ||"
    " row_number() OVER (PARTITION BY indrelid ORDER BY indexrelid) FROM pg_index JOIN tables ON indrelid = "
    "oid";

static inline void
postgres_backend_look(PGconn *pg)
{
	PGresult *tables = postgres_backend_ask(
	    pg, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
	    0);

	for (int i = 0; i < PQntuples(tables); i++) {
		char text[120];

		snprintf(text, sizeof(text), "SELECT md5(string_agg(t::text, '')) FROM \"%s\" t",
		         PQgetvalue(tables, i, 0));
		PQclear(postgres_backend_ask(pg, text, 0));
	}
	PQclear(tables);
	PQclear(postgres_backend_ask(pg, "CHECKPOINT", 0));
}

static inline void
postgres_backend_read(const char *directory, const char *location, struct written *written)
{
	PGconn *pg = postgres_backend_open(location);
	PGresult *files, *place;
	struct dirent *entry;
	char path[512];
	DIR *database;

	(void)directory;
	postgres_backend_look(pg);
	files = postgres_backend_ask(pg, postgres_backend_files, 0);
	place = postgres_backend_ask(
	    pg, "SELECT '/cluster/base/' || oid FROM pg_database WHERE datname = current_database()", 0);
	snprintf(path, sizeof(path), "%s%s", postgres_directory, PQgetvalue(place, 0, 0));
	database = opendir(path);
	ck_assert_ptr_nonnull(database);
	while ((entry = readdir(database)) != NULL) {
		const char *name = "of nothing";
		char whole[1024];

		/* Files of free space (_fsm, _vm) have no content of rows; a name with a t is a temporary table's. */
		if (strchr(entry->d_name, '_') != NULL && entry->d_name[0] != 't')
			continue;
		if (entry->d_name[0] != 't' && strtoul(entry->d_name, NULL, 10) < POSTGRES_OWN_FILES)
			continue;
		for (int i = 0; i < PQntuples(files); i++)
			if (strcmp(PQgetvalue(files, i, 0), entry->d_name) == 0)
				name = PQgetvalue(files, i, 1);
		snprintf(whole, sizeof(whole), "%s/%s", path, entry->d_name);
		written_add(written, name, whole);
		/* A file that was replaced is empty until it goes. */
		if (strcmp(name, "of nothing") == 0 && written->list[written->count - 1].content.len == 0)
			written->count--;
	}
	closedir(database);
	PQclear(place);
	PQclear(files);
	PQfinish(pg);
	written_sort(written);
}

/* All rows of a table were written by the transaction that made its file. */
static inline bool
postgres_backend_settled(const char *location)
{
	static const char *const tables[] = { "slot", "gathering", "ticket" };
	static char *known;
	static PGconn *pg; /* kept: this is asked very often */
	bool settled = true;

	if (known == NULL || strcmp(known, location) != 0) {
		free(known);
		PQfinish(pg);
		known = xstrdup(location);
		pg = postgres_backend_open(location);
	}

	for (size_t i = 0; settled && i < sizeof(tables) / sizeof(tables[0]); i++) {
		char text[200];
		PGresult *others;

		snprintf(text, sizeof(text),
		         "SELECT count(*) FROM %s t, pg_class c WHERE c.oid = '%s'::regclass"
		         " AND t.xmin::text <> c.xmin::text",
		         tables[i], tables[i]);
		others = postgres_backend_ask(pg, text, 0);
		settled = strcmp(PQgetvalue(others, 0, 0), "0") == 0;
		PQclear(others);
	}
	return settled;
}

static inline void
postgres_backend_rows(const char *location, const char *table, struct table_rows *rows)
{
	PGconn *pg = postgres_backend_open(location);
	PGresult *result;
	char text[80];

	snprintf(text, sizeof(text), "SELECT * FROM %s ORDER BY 1", table);
	result = postgres_backend_ask(pg, text, 1);
	for (int row = 0; row < PQntuples(result); row++) {
		struct buf text_of_row = BUF_INIT;

		for (int i = 0; i < PQnfields(result); i++) {
			int len = PQgetlength(result, row, i);

			buf_printf(&text_of_row, "%d:", len);
			buf_add(&text_of_row, PQgetvalue(result, row, i), (size_t)len);
		}
		rows->list = xrealloc(rows->list, rows->count + 1, sizeof(rows->list[0]));
		rows->list[rows->count++] = text_of_row;
	}
	PQclear(result);
	PQfinish(pg);
}

/* The part of the same name. */
static inline const struct buf *
postgres_backend_part(const struct written *written, const char *name)
{
	for (size_t i = 0; i < written->count; i++)
		if (strcmp(written->list[i].name, name) == 0)
			return &written->list[i].content;
	return NULL;
}

static inline void
postgres_backend_touched(const char *location, const struct written *before, const struct written *after,
                         struct buf *names)
{
	(void)location;
	for (size_t i = 0; i < after->count; i++) {
		const struct written_part *part = &after->list[i];
		const struct buf *old = postgres_backend_part(before, part->name);
		char spaced[80];

		if (old != NULL && view_equal(buf_view(old), buf_view(&part->content)))
			continue;
		snprintf(spaced, sizeof(spaced), "%.*s ", (int)strcspn(part->name, " "), part->name);
		if (names->data == NULL || strstr(names->data, spaced) == NULL)
			buf_add_text(names, spaced);
	}
}

static inline void
postgres_backend_plain(const char *location, const uint8_t *const *boxes, size_t box_bytes, size_t count)
{
	PGconn *pg = postgres_backend_open(location);
	const int length = (int)box_bytes, format = 1;

	PQclear(postgres_backend_ask(pg, "CREATE TABLE response (id bigserial PRIMARY KEY, box bytea)", 0));
	for (size_t i = 0; i < count; i++) {
		const char *box = (const char *)boxes[i];
		PGresult *result = PQexecParams(pg, "INSERT INTO response (box) VALUES ($1)", 1, NULL, &box,
		                                &length, &format, 0);

		ck_assert_int_eq(PQresultStatus(result), PGRES_COMMAND_OK);
		PQclear(result);
	}
	PQclear(postgres_backend_ask(pg, "VACUUM FULL response", 0));
	PQfinish(pg);
}

static inline void *
postgres_backend_hold(const char *location)
{
	PGconn *pg = postgres_backend_open(location);

	PQclear(postgres_backend_ask(pg, "BEGIN", 0));
	PQclear(postgres_backend_ask(pg, "LOCK TABLE gathering IN EXCLUSIVE MODE", 0));
	return pg;
}

static inline void
postgres_backend_let_go(void *held)
{
	PQfinish(held);
}

/* What raises an error before a table is changed, or notes that it was. */
#define POSTGRES_TRIGGER(name, table, body)                                                                  \
	"CREATE FUNCTION " name "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " body                      \
	" RETURN new; END $$; CREATE TRIGGER " name " BEFORE UPDATE ON " table                               \
	" FOR EACH ROW EXECUTE FUNCTION " name "()"

#endif
