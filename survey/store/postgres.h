/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the back end for many servers share: postgres.c (statements), postgres_wire.c (the connection and its
 * pipeline), postgres_open.c, postgres_settle.c and postgres_inspect.c.
 *
 * A connection that is lost is made anew by the next begin(), or by the next run() outside of a transaction. What was under way is
 * lost with it and fails with ERROR_BUSY, also a commit whose answer did not come: whoever sends the same nonce again is told
 * whether it was kept. While the database is away most calls fail at once, so that nobody waits for it.
 */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include <libpq-fe.h>

#include "survey/store/driver.h"

enum {
	POSTGRES_PATIENCE_MS = 8000,         /* of silence, after which a connection counts as lost */
	POSTGRES_SETTLE_PATIENCE_MS = 60000, /* the same while tables are written anew */
	POSTGRES_THOROUGH_MS = 3000,         /* under load; versions of rows pile up meanwhile */
	POSTGRES_REST_MS = 1000,             /* after an attempt to connect that failed */
	POSTGRES_COLUMNS_MAX = 10,
	POSTGRES_PARAMS_MAX = 6,
	POSTGRES_QUEUE_BYTES = 8 << 20, /* sent before the answers are read */
};

/* A statement whose answer has not been read. */
struct queued {
	bool (*each)(void *context, const struct value *columns, struct error *err); /* may be NULL */
	void *context;
	size_t written;  /* rows that it must write; 0: any number */
	size_t *changed; /* where to put the number; NULL: nowhere */
	bool *prepared;  /* of a statement that is being prepared: false when that did not work; else NULL */
	bool commits;
};

struct connection {
	char *location; /* owned; as it was given, and without a password */
	enum store_access access;
	PGconn *wire; /* NULL: lost */
	bool prepared[STATEMENT_COUNT];
	struct queued *queue; /* owned */
	size_t queued, room, queued_bytes;
	bool transaction; /* between begin() and its end, also when the connection was lost meanwhile */
	bool wrote;       /* it changed a row, for certain */
	bool warned;      /* the server had a warning since the last commit began */
	int patience_ms;
	int64_t connect_after, settle_after; /* by a clock of milliseconds */
	bool unsettled;                      /* wrote something since it last settled */
	bool aborted;                        /* what was rolled back still stands in the files, perhaps */
};

/* ---- postgres_wire.c ---- */

/* Milliseconds of a clock that nobody sets. */
int64_t postgres_now(void);
/* Connects unless it is. ERROR_BUSY when that does not work, ERROR_INVALID for a location that cannot be used. */
bool postgres_connect(struct connection *connection, struct error *err) MUST_CHECK;
/* Closes what is left of the connection. */
void postgres_forget(struct connection *connection);
/* Puts one statement on its way: a prepared one, or a text without parameters. */
bool postgres_send(struct connection *connection, enum statement statement, const char *sql,
                   const struct value *params, size_t count, struct queued queued,
                   struct error *err) MUST_CHECK;
bool postgres_send_text(struct connection *connection, const char *sql, struct queued queued,
                        struct error *err) MUST_CHECK;
/* Reads all answers that are still to come. Without `wanted` nobody is told of them. */
bool postgres_drain(struct connection *connection, bool wanted, struct error *err) MUST_CHECK;
/* Sends a text, reads its answer. */
bool postgres_ask(struct connection *connection, const char *sql,
                  bool (*each)(void *context, const struct value *columns, struct error *err), void *context,
                  struct error *err) MUST_CHECK;

/* ---- postgres.c ---- */

bool postgres_begin(struct connection *connection, struct error *err) MUST_CHECK;
bool postgres_commit(struct connection *connection, struct error *err) MUST_CHECK;
void postgres_rollback(struct connection *connection);

/* ---- the others ---- */

bool postgres_open(const char *location, enum store_access access, struct connection **connection,
                   struct error *err) MUST_CHECK;
void postgres_close(struct connection *connection);
bool postgres_settle(struct connection *connection, bool thorough);
bool postgres_inspect(struct connection *connection, const struct store_inspection *inspection,
                      struct error *err) MUST_CHECK;

#endif
