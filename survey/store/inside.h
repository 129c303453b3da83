/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the store share with each other and with nobody else.
 */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include <pthread.h>

#include "survey/store/pool.h"

struct ahead;  /* ahead.c: the thread that settles ahead */
struct writer; /* writer.c: the thread that keeps submissions */

struct store {
	enum store_access access;
	int64_t version;       /* of the file; an older one may be read */
	char *location;        /* owned */
	pthread_mutex_t turn;  /* guards `calls` */
	struct session calls;  /* for all but the writer thread */
	struct writer *writer; /* NULL unless STORE_SERVE */
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

/* Within a transaction: marks the ticket of this hash (TICKET_HALF_BYTES) used; *outcome says when that cannot be. */
bool tickets_use(const struct session *session, const struct pool *pool, const uint8_t *hash,
                 enum submission_outcome *outcome, struct error *err) MUST_CHECK;

/* "YYYY-MM-DD"; `text` has room for it. */
enum { DAY_TEXT = 16 };
struct view day_text(struct date day, char text[DAY_TEXT]);

/* Within a transaction of `session`: makes room in a full pool. A part of what is pooled, k at least, becomes a batch; the caller saves
 * the pool, and what is in its slots stays there. `room` is the caller's memory for boxes: kept from one time to the next, since fresh
 * memory would cost as much as reading them. */
bool release_early(const struct session *session, struct pool *pool, struct date today, struct buf *room,
                   struct error *err) MUST_CHECK;

/* Where the next look for leftovers begins; all zero: at the first pool. */
struct leftovers {
	int64_t pool;
	size_t slot;
};

/* Within a transaction: whether slots of the pool that are not occupied still hold boxes of its last batch. */
bool leftovers_in(const struct session *session, const struct pool *pool, bool *there,
                  struct error *err) MUST_CHECK;
/* A transaction of its own: puts dummies into a few such slots. *more becomes false when all pools were looked at. */
bool leftovers_clear_some(const struct session *session, struct leftovers *at, bool *more,
                          struct error *err) MUST_CHECK;

/* *ahead becomes NULL where there is nothing to do ahead; that is harmless below. */
bool ahead_new(const struct store *store, struct ahead **ahead, struct error *err) MUST_CHECK;
void ahead_free(struct ahead *ahead);
void ahead_begin(struct ahead *ahead); /* unless it is at it */
bool ahead_done(struct ahead *ahead);  /* whether it came to an end since it was last asked */

bool writer_new(struct store *store, struct writer **writer, struct error *err) MUST_CHECK;
void writer_free(struct writer *writer); /* keeps what waits, then settles; NULL is harmless */
void writer_add(struct writer *writer, struct submission *submission);
/* A settling did not succeed: the writer tries again. */
void writer_unsettled(struct writer *writer);

#endif
