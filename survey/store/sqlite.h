/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the embedded back end share: sqlite.c (statements), sqlite_read.c, sqlite_open.c,
 * sqlite_settle.c and sqlite_inspect.c.
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "survey/store/driver.h"

enum {
	PATIENCE_MS = 30000,       /* for other writers */
	SQLITE_THOROUGH_MS = 5000, /* between two thorough settlings under load */
};

struct connection {
	sqlite3 *db;
	char *location;  /* owned; as it was given */
	bool writes;     /* opened for more than reading */
	int patience_ms; /* how long to wait for others, from now on */
	int64_t page_bytes;
	int64_t frames;                            /* in the WAL, after the last commit here */
	sqlite3_stmt *statements[STATEMENT_COUNT]; /* prepared when first used */
	sqlite3_blob *boxes;                       /* of the batch that is being read; NULL: of none */
	int64_t batch;
};

/* What the last call on this connection complained about, in words a person can act on. Returns false. */
bool sqlite_fail(const struct connection *connection, struct error *err);
/* Runs SQL that gives no rows back. */
bool sqlite_execute(struct connection *connection, const char *text, struct error *err) MUST_CHECK;

bool sqlite_open(const char *location, enum store_access access, struct connection **connection,
                 struct error *err) MUST_CHECK;
void sqlite_close(struct connection *connection);

bool sqlite_read_boxes(struct connection *connection, int64_t batch, size_t offset, void *bytes,
                       size_t length, struct error *err) MUST_CHECK;
void sqlite_stop_reading(struct connection *connection);

bool sqlite_inspect(struct connection *connection, const struct store_inspection *inspection,
                    struct error *err) MUST_CHECK;
bool sqlite_settle(struct connection *connection, bool thorough);
size_t sqlite_unsettled(const struct connection *connection);
void sqlite_settle_ahead(struct connection *connection);
/* Begins to count how long the WAL gets. */
void sqlite_watch(struct connection *connection);
/* Gives the files of a database the times of the start of this day. */
void sqlite_set_times(const char *database);
/* The size of the file `path` with `behind` added to its name; -1 when there is none. */
int64_t sqlite_size_beside(const char *path, const char *behind);

#endif
