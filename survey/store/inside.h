/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the store share with each other and with nobody else.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include <pthread.h>

#include "survey/store/pool.h"

struct stock;  /* stock.c: dummies that lie ready */
struct writer; /* writer.c: the thread that keeps submissions */

struct store {
	enum store_access access;
	int64_t version;      /* of the file; an older one may be read */
	char *location;       /* owned */
	pthread_mutex_t turn; /* guards `calls` */
	struct session calls; /* for all but the writer thread */
	struct stock *stock;  /* NULL unless STORE_SERVE, as is the writer */
	struct writer *writer;
};

/* A writing transaction of a caller's thread: begins, or fails. Ends with store_end(). */
bool store_begin(struct store *store, struct error *err) MUST_CHECK;
/* Commits when `good`, else rolls back. Returns whether it was kept. */
bool store_end(struct store *store, bool good, struct error *err) MUST_CHECK;
/* At the end of what writes, and outside of a transaction. */
void store_settle(struct store *store);

/* store_count_tickets() for who has the turn. */
bool tickets_count(struct store *store, struct view questionnaire, size_t *total, size_t *used,
                   struct error *err) MUST_CHECK;

/* "YYYY-MM-DD"; `text` has room for it. */
enum { DAY_TEXT = 16 };
struct view day_text(struct date day, char text[DAY_TEXT]);

/* Within a transaction of `session`: makes one batch of what is pooled. The pool has something, and is saved
 * by the caller. */
bool release_pool(const struct session *session, struct stock *stock, struct pool *pool, struct date today,
                  struct error *err) MUST_CHECK;

/* Dummies that lie ready, of the kind that was put last. */
struct stock *stock_new(void);
void stock_free(struct stock *stock); /* NULL is harmless */
void stock_put(struct stock *stock, const struct pool *pool, struct view dummies);
/* One that this transaction took out of a slot, or one of the stock's (which may be NULL), or a new one. */
void stock_take(struct stock *stock, struct pool *pool, uint8_t *dummy);

bool writer_new(struct store *store, struct writer **writer, struct error *err) MUST_CHECK;
void writer_free(struct writer *writer); /* keeps what waits, then settles; NULL is harmless */
void writer_add(struct writer *writer, struct submission *submission);
/* A settling did not succeed: the writer tries again. */
void writer_unsettled(struct writer *writer);

#endif
