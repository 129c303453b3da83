/* SPDX-License-Identifier: EUPL-1.2
 *
 * The connection to a PostgreSQL server and its pipeline: statements go out one behind the other, and their answers are read when
 * somebody needs one. Nothing here waits for ever: a server that says nothing for too long is a connection that is lost.
 *
 * Of what the server complains about only the first line is passed on: its details can hold what was in a row.
 */
#include "survey/store/postgres.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

/* Types as the server numbers them (pg_type.dat); they never change. */
enum { TYPE_BYTEA = 17, TYPE_BIGINT = 20, TYPE_INTEGER = 23, TYPE_TEXT = 25, BINARY = 1 };

int64_t
postgres_now(void)
{
	return (int64_t)clock_milliseconds();
}

void
postgres_forget(struct connection *connection)
{
	PQfinish(connection->wire);
	connection->wire = NULL;
	connection->queued = 0;
	connection->queued_bytes = 0;
	memset(connection->prepared, 0, sizeof(connection->prepared));
}

/* ---- errors ---------------------------------------------------------------------------------------------- */

/* `message` is libpq's, of one line or more. */
static bool
fail_away(struct connection *connection, const char *message, struct error *err)
{
	int length = (int)strcspn(message, "\n");

	return fail(err, ERROR_BUSY, "%s cannot be reached%s%.*s", connection->location,
	            length > 0 ? ": " : "", length, message);
}

static bool
lose(struct connection *connection, const char *message, struct error *err)
{
	fail_away(connection, message, err);
	postgres_forget(connection);
	return false;
}

/* What the classes of SQLSTATE mean for us; the first that fits. `lost`: the connection is of no use any more. */
static const struct {
	const char *state; /* the first characters of it */
	enum error_code code;
	bool lost;
	const char *text;
} states[] = {
	{ "53100", ERROR_FULL, false, "its disk is full. What was acknowledged is safe" },
	{ "53", ERROR_BUSY, true, "it has no room for more connections, or no memory" },
	{ "55P03", ERROR_BUSY, false, "others are writing in it for too long" },
	{ "57014", ERROR_BUSY, false, "it took too long" },
	{ "40", ERROR_BUSY, false, "others were in the way" },
	{ "25006", ERROR_BUSY, true, "it may only be read: another server took over from it" },
	{ "25P03", ERROR_BUSY, true, "this program said nothing for too long" },
	{ "57", ERROR_BUSY, true, "it is stopping or starting" },
	{ "08", ERROR_BUSY, true, "the connection broke" },
	{ "42501", ERROR_SYSTEM, false, "this user may not do that; `survey init` says what is needed" },
	{ "42P01", ERROR_INVALID, false,
	  "it is not a store of this program, or damaged: a table is not there" },
};

/* Returns whether the connection is of no use any more. */
static bool
fail_result(struct connection *connection, const PGresult *result, struct error *err)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE),
	           *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	size_t i = 0, count = sizeof(states) / sizeof(states[0]);

	while (state != NULL && i < count && strncmp(state, states[i].state, strlen(states[i].state)) != 0)
		i++;
	if (state == NULL) {
		fail_away(connection, PQresultErrorMessage(result), err);
		return true;
	}
	if (i < count)
		fail(err, states[i].code, "%s: %s", connection->location, states[i].text);
	else
		fail(err, ERROR_SYSTEM, "%s: %s (%s)", connection->location, message == NULL ? "" : message,
		     state);
	return i < count && states[i].lost;
}

/* ---- connecting ------------------------------------------------------------------------------------------ */

static void
note_notice(void *context, const PGresult *result)
{
	struct connection *connection = context;
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);

	connection->warned = connection->warned || (severity != NULL && strcmp(severity, "WARNING") == 0);
}

/* What each connection asks of the server, whatever its configuration says. The times are shorter than our patience. */
static const char settings[] =
    " -c synchronous_commit=on -c lock_timeout=6000 -c statement_timeout=60000"
    " -c idle_in_transaction_session_timeout=5000 -c client_connection_check_interval=2000"
    " -c client_min_messages=warning -c default_transaction_isolation=read\\ committed";

enum { OURS = 9, GIVEN_MOST = 64 };

/* The words of the location with ours: a word that was given goes before ours. */
static bool
connect_with(struct connection *connection, const PQconninfoOption *given, struct error *err)
{
	struct buf options = BUF_INIT;
	const char *names[GIVEN_MOST + OURS + 1] = { NULL }, *values[GIVEN_MOST + OURS + 1] = { NULL };
	size_t count = 0;
	bool reads = connection->access == STORE_READ;
	const char *const ours[OURS - 1][2] = {
		{ "connect_timeout", "3" },       { "client_encoding", "UTF8" },
		{ "application_name", "survey" }, { "gssencmode", "disable" },
		{ "tcp_user_timeout", "8000" },   { "keepalives_idle", "5" },
		{ "keepalives_interval", "2" },   { "target_session_attrs", reads ? "any" : "read-write" },
	};

	for (size_t i = 0; i < OURS - 1; i++) {
		names[count] = ours[i][0];
		values[count++] = ours[i][1];
	}
	for (; given->keyword != NULL; given++) {
		if (given->val == NULL)
			continue;
		if (strcmp(given->keyword, "options") == 0) {
			buf_add_text(&options, given->val);
			continue;
		}
		/* Of a word that stands twice libpq takes the last. */
		if (count < GIVEN_MOST + OURS - 1) {
			names[count] = given->keyword;
			values[count++] = given->val;
		}
	}
	buf_add_text(&options, settings);
	buf_add_text(&options, reads ? " -c default_transaction_read_only=on" : "");
	names[count] = "options";
	values[count] = options.data;
	connection->wire = PQconnectdbParams(names, values, 0);
	buf_release(&options);
	if (connection->wire == NULL || PQstatus(connection->wire) != CONNECTION_OK)
		return lose(connection,
		            connection->wire == NULL ? "no memory" : PQerrorMessage(connection->wire), err);
	PQsetNoticeReceiver(connection->wire, note_notice, connection);
	if (PQsetnonblocking(connection->wire, 1) != 0 || PQenterPipelineMode(connection->wire) != 1)
		return lose(connection, PQerrorMessage(connection->wire), err);
	return true;
}

bool
postgres_connect(struct connection *connection, struct error *err)
{
	PQconninfoOption *given;
	bool good;

	if (connection->wire != NULL)
		return true;
	/* What the transaction did is lost, so it may not go on. */
	if (connection->transaction || postgres_now() < connection->connect_after)
		return fail_away(connection, "", err);
	given = PQconninfoParse(connection->location, NULL);
	if (given == NULL)
		return fail(err, ERROR_INVALID, "the address of the store is not one that PostgreSQL knows");
	good = connect_with(connection, given, err);
	PQconninfoFree(given);
	connection->connect_after = good ? 0 : postgres_now() + POSTGRES_REST_MS;
	return good;
}

/* ---- sending --------------------------------------------------------------------------------------------- */

static void
enqueue(struct connection *connection, struct queued queued)
{
	if (connection->queued == connection->room) {
		connection->room = connection->room == 0 ? 64 : connection->room * 2;
		connection->queue =
		    xrealloc(connection->queue, connection->room, sizeof(connection->queue[0]));
	}
	connection->queue[connection->queued++] = queued;
}

/* What libpq wants to know of the parameters. */
struct arguments {
	Oid types[POSTGRES_PARAMS_MAX];
	const char *values[POSTGRES_PARAMS_MAX];
	int lengths[POSTGRES_PARAMS_MAX], formats[POSTGRES_PARAMS_MAX];
	uint64_t numbers[POSTGRES_PARAMS_MAX];
	size_t bytes;
};

static void
make_arguments(struct arguments *arguments, const struct value *params, size_t count)
{
	arguments->bytes = 0;
	for (size_t i = 0; i < count; i++) {
		struct view bytes = params[i].bytes;

		if (params[i].kind == VALUE_NUMBER) {
			arguments->numbers[i] = htobe64((uint64_t)params[i].number);
			bytes = (struct view){ (const char *)&arguments->numbers[i],
				               sizeof(arguments->numbers[i]) };
		}
		arguments->types[i] = params[i].kind == VALUE_NUMBER ? TYPE_BIGINT
		                    : params[i].kind == VALUE_TEXT   ? TYPE_TEXT
		                                                     : TYPE_BYTEA;
		arguments->values[i] = bytes.ptr == NULL ? "" : bytes.ptr;
		arguments->lengths[i] = (int)bytes.len;
		arguments->formats[i] = BINARY;
		arguments->bytes += bytes.len;
	}
}

bool
postgres_send(struct connection *connection, enum statement statement, const char *sql,
              const struct value *params, size_t count, struct queued queued, struct error *err)
{
	struct arguments arguments;
	char name[16];

	if (connection->wire == NULL)
		return fail_away(connection, "", err);
	make_arguments(&arguments, params, count);
	snprintf(name, sizeof(name), "s%d", (int)statement);
	if (!connection->prepared[statement]) {
		if (PQsendPrepare(connection->wire, name, sql, (int)count, arguments.types) != 1)
			return lose(connection, PQerrorMessage(connection->wire), err);
		connection->prepared[statement] = true;
		enqueue(connection, (struct queued){ .prepared = &connection->prepared[statement] });
	}
	if (PQsendQueryPrepared(connection->wire, name, (int)count, arguments.values, arguments.lengths,
	                        arguments.formats, BINARY) != 1)
		return lose(connection, PQerrorMessage(connection->wire), err);
	enqueue(connection, queued);
	connection->queued_bytes += arguments.bytes;
	return connection->queued_bytes < POSTGRES_QUEUE_BYTES || postgres_drain(connection, true, err);
}

bool
postgres_send_text(struct connection *connection, const char *sql, struct queued queued, struct error *err)
{
	if (connection->wire == NULL)
		return fail_away(connection, "", err);
	if (PQsendQueryParams(connection->wire, sql, 0, NULL, NULL, NULL, NULL, BINARY) != 1)
		return lose(connection, PQerrorMessage(connection->wire), err);
	enqueue(connection, queued);
	return true;
}

/* ---- answers --------------------------------------------------------------------------------------------- */

/* Waits until libpq has a whole answer. */
static bool
await_answer(struct connection *connection, struct error *err)
{
	struct pollfd wait = { .fd = PQsocket(connection->wire) };

	while (PQisBusy(connection->wire)) {
		int unsent = PQflush(connection->wire), ready;

		wait.events = (short)(POLLIN | (unsent == 1 ? POLLOUT : 0));
		ready = poll(&wait, 1, connection->patience_ms);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return lose(connection, "no answer for too long", err);
		if (PQconsumeInput(connection->wire) != 1)
			return lose(connection, PQerrorMessage(connection->wire), err);
	}
	return true;
}

static struct value
column(const PGresult *result, int row, int at)
{
	const char *bytes = PQgetvalue(result, row, at);
	int length = PQgetlength(result, row, at);
	uint64_t large;
	uint32_t small;

	if (PQftype(result, at) == TYPE_BIGINT && length == sizeof(large)) {
		memcpy(&large, bytes, sizeof(large));
		return NUMBER_VALUE((int64_t)be64toh(large));
	}
	if (PQftype(result, at) == TYPE_INTEGER && length == sizeof(small)) {
		memcpy(&small, bytes, sizeof(small));
		return NUMBER_VALUE((int32_t)be32toh(small));
	}
	return BLOB_VALUE(bytes, (size_t)length);
}

static bool
pass_rows(const struct queued *queued, const PGresult *result, struct error *err)
{
	struct value columns[POSTGRES_COLUMNS_MAX];
	bool good = true;

	for (int row = 0; good && row < PQntuples(result); row++) {
		for (int i = 0; i < PQnfields(result) && i < POSTGRES_COLUMNS_MAX; i++)
			columns[i] = column(result, row, i);
		good = queued->each(queued->context, columns, err);
	}
	return good;
}

/* The number that the server says behind the name of a command that writes. */
static size_t
written_rows(PGresult *result)
{
	return strncmp(PQcmdStatus(result), "SELECT", 6) == 0 ? 0 : strtoul(PQcmdTuples(result), NULL, 10);
}

/* One answer; *lost when it was the last of this connection. */
static bool
take_answer(struct connection *connection, const struct queued *queued, PGresult *result, bool *lost,
            struct error *err)
{
	ExecStatusType status = PQresultStatus(result);
	size_t written;

	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
		if (queued->prepared != NULL)
			*queued->prepared = false;
		if (status == PGRES_PIPELINE_ABORTED) /* one before it said why */
			return fail(err, ERROR_SYSTEM, "%s: a statement was not done", connection->location);
		*lost = fail_result(connection, result, err) || PQstatus(connection->wire) != CONNECTION_OK;
		return false;
	}
	/* Of a transaction in which something failed. */
	if (queued->commits && strcmp(PQcmdStatus(result), "COMMIT") != 0)
		return fail(err, ERROR_SYSTEM, "%s: what was written was not kept", connection->location);
	written = written_rows(result);
	if (queued->changed != NULL)
		*queued->changed = written;
	if (queued->written != 0 && written != queued->written)
		return fail(err, ERROR_INVALID, "%s is damaged: %zu rows were written in the place of %zu",
		            connection->location, written, queued->written);
	return queued->each == NULL || pass_rows(queued, result, err);
}

/* All results of one statement, or the sync behind the last. */
static bool
take_answers(struct connection *connection, const struct queued *queued, struct error *err)
{
	bool good = true, lost = false, more = true;
	PGresult *result;

	while (more) {
		if (!await_answer(connection, err))
			return false;
		result = PQgetResult(connection->wire);
		more = result != NULL && queued != NULL;
		if (more && !take_answer(connection, queued, result, &lost, good ? err : NULL))
			good = false;
		PQclear(result);
		if (lost) {
			postgres_forget(connection);
			return false;
		}
	}
	return good;
}

bool
postgres_drain(struct connection *connection, bool wanted, struct error *err)
{
	bool good = true;
	const struct queued unwanted = { .each = NULL };

	if (connection->wire == NULL)
		return fail_away(connection, "", err);
	if (PQpipelineSync(connection->wire) != 1)
		return lose(connection, PQerrorMessage(connection->wire), err);
	for (size_t i = 0; connection->wire != NULL && i < connection->queued; i++) {
		struct queued queued = connection->queue[i];

		if (!wanted)
			queued = (struct queued){ .each = unwanted.each, .prepared = queued.prepared };
		if (!take_answers(connection, &queued, good ? err : NULL))
			good = false;
	}
	if (connection->wire != NULL && !take_answers(connection, NULL, good ? err : NULL))
		good = false;
	connection->queued = 0;
	connection->queued_bytes = 0;
	return connection->wire != NULL && (good || !wanted);
}

bool
postgres_ask(struct connection *connection, const char *sql,
             bool (*each)(void *context, const struct value *columns, struct error *err), void *context,
             struct error *err)
{
	return postgres_connect(connection, err) &&
	       postgres_send_text(connection, sql, (struct queued){ .each = each, .context = context },
	                          err) &&
	       postgres_drain(connection, true, err);
}
