/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where sealed responses are kept: every domain operation once, over a driver per back end (driver.h).
 *
 * A response goes through two places. The *pool* of its questionnaire is a fixed number of slots filled
 * with dummies; a response overwrites a random free slot. A *release* takes all pooled boxes, sorts them by
 * their bytes and writes them as one *batch*; the slots get dummies again. A pool that is full gives up a part of its boxes, chosen by
 * chance, at once. Neither holds anything about when or
 * in which order responses came (promise 3). The batch knows the day of its release and no more.
 *
 * A submission carries a nonce, the record's identity: the same nonce is kept once, however often it
 * comes. Nonces are remembered until the release after next; a pool that is full again and again counts as released when as many
 * came as it has slots.
 *
 * All functions may be called from any thread, and other processes may use the same store at the same time.
 */
#ifndef STORE_H
#define STORE_H

#include "questionnaire.h"
#include "seal.h"
#include "ticket.h"

enum { NONCE_BYTES = 16 };

/* The database in a server's data directory. */
#define STORE_FILE_NAME "survey.db"

struct store;

enum store_access {
	STORE_SERVE,    /* creates what is missing; runs the writer thread */
	STORE_MAINTAIN, /* an existing store, for release and status beside a running server */
	STORE_READ,     /* an existing store, only read: it may be a copy on read-only media */
};

/* `location`: the path of a database file. Errors: ERROR_ABSENT (no store there, when not STORE_SERVE), ERROR_VERSION
 * (a newer program wrote it), ERROR_INVALID (not a store), ERROR_SYSTEM (unwritable directory, …). */
bool store_open(const char *location, enum store_access access, struct store **store,
                struct error *err) MUST_CHECK;

/* Finishes what was submitted, then closes. NULL is harmless. */
void store_close(struct store *store);

/* Keeps a questionnaire's definition (public text) for as long as the store exists. */
bool store_keep_definition(struct store *store, const uint8_t hash[DEFINITION_HASH_BYTES],
                           struct view definition, struct error *err) MUST_CHECK;

/* Appends the definition. ERROR_ABSENT when this hash was never kept. */
bool store_find_definition(struct store *store, const uint8_t hash[DEFINITION_HASH_BYTES],
                           struct buf *definition, struct error *err) MUST_CHECK;

/* A pool is known by these three together; when one changes there is a new pool, and the old one is
 * still released. */
struct pool_description {
	struct view questionnaire; /* id */
	const struct public_key *key;
	size_t size;              /* of the padded responses, bytes; boxes have SEAL_OVERHEAD more */
	size_t slots;             /* for a new pool; one that exists keeps its number */
	unsigned release_minimum; /* k; kept up to date in the store */
};

/* Finds or makes the pool. Filling a new one takes a while (some 70 microseconds a slot); `pool` is a number that stays
 * valid for the store's life. */
bool store_pool(struct store *store, const struct pool_description *description, int64_t *pool,
                struct error *err) MUST_CHECK;

enum submission_outcome {
	SUBMISSION_KEPT,     /* durable: it survives a power cut from here on */
	SUBMISSION_REPEATED, /* this nonce was kept before; nothing was written */
	/* Nothing was written: */
	SUBMISSION_TICKET_USED,    /* by another response */
	SUBMISSION_TICKET_UNKNOWN, /* this questionnaire has no such ticket */
	SUBMISSION_FAILED,         /* see the error */
};

/* One response on its way; the caller keeps it alive until `done` was called. */
struct submission {
	int64_t pool;
	uint8_t nonce[NONCE_BYTES];
	const uint8_t *box;
	size_t box_bytes; /* must be the pool's */
	/* TICKET_HALF_BYTES: the hash of half A (ticket.h), marked used in the transaction that keeps the box; NULL: none. */
	const uint8_t *ticket;
	/* Called once, from the writer thread, soon: it must not block nor call the store. */
	void (*done)(struct submission *submission, enum submission_outcome outcome, const struct error *err);
	void *context;           /* the caller's */
	struct submission *next; /* the store's, while it waits */
};

/* Hands a response to the writer thread, which commits all that wait in one transaction. STORE_SERVE only. */
void store_submit(struct store *store, struct submission *submission);

/* Gives a questionnaire so many more tickets, all or none: hashes of halves A, TICKET_HALF_BYTES each, in any order.
 * STORE_SERVE or STORE_MAINTAIN. */
bool store_add_tickets(struct store *store, struct view questionnaire, const uint8_t *hashes, size_t count,
                       struct error *err) MUST_CHECK;

/* How many tickets a questionnaire has, and how many of them were used. */
bool store_count_tickets(struct store *store, struct view questionnaire, size_t *total, size_t *used,
                         struct error *err) MUST_CHECK;

enum release_reason {
	RELEASE_DUE,     /* the time has come: releases when at least k are pooled */
	RELEASE_CLOSING, /* releases whatever is pooled */
};

/* Releases the pools of a questionnaire (an empty view: of all) and adds the number of released
 * responses to *released and of pools that wait for more to *waiting. Either pointer may be NULL. All or nothing per
 * pool. */
bool store_release(struct store *store, struct view questionnaire, enum release_reason reason,
                   struct date today, size_t *released, size_t *waiting, struct error *err) MUST_CHECK;

/* When the pools of a questionnaire (an empty view: of all) were last looked at for their nightly release: a day and no more, kept so
 * that a machine that was off at night catches up. Returns true and writes `today` when that day was
 * before `today`. */
bool store_claim_day(struct store *store, struct view questionnaire, struct date today, bool *claimed,
                     struct error *err) MUST_CHECK;

struct pool_status {
	struct view questionnaire;
	uint8_t key_id[KEY_ID_BYTES];
	size_t size, slots;
	unsigned release_minimum;
	size_t pooled; /* show only from release_minimum up */
	size_t batches, released;
	size_t tickets,
	    tickets_used; /* of the questionnaire; show the used ones only where you show `pooled` */
};

/* Calls `each` for every pool, by questionnaire. Stops and fails when it returns false. */
bool store_status(struct store *store, bool (*each)(void *context, const struct pool_status *status),
                  void *context, struct error *err) MUST_CHECK;

/* What a store really has, for whoever checks it. */
struct store_inspection {
	/* Once for every column, and once for everything else that a database can have ("trigger", its name). */
	void (*column)(void *context, const char *table, const char *column);
	/* Once for every setting that matters, and whether it is as it should be. May be NULL. */
	void (*setting)(void *context, const char *name, const char *value, bool good);
	void *context;
};

bool store_inspect(struct store *store, const struct store_inspection *inspection,
                   struct error *err) MUST_CHECK;

/* Whether the store has the columns of stored.h and nothing else; ERROR_INVALID names the first other thing. */
bool store_holds_only_what_is_told(struct store *store, struct error *err) MUST_CHECK;

struct batch {
	int64_t number; /* of the release; they count up */
	struct view questionnaire;
	uint8_t key_id[KEY_ID_BYTES];
	size_t size;  /* of the padded responses */
	size_t count; /* of boxes, as written at the release */
	struct date released;
	size_t length;     /* of all boxes: count * (size + SEAL_OVERHEAD) bytes unless somebody damaged it */
	struct view boxes; /* sorted; by store_batches() alone */
};

/* Goes through the batches by number, without having one whole in memory. Between the calls others may use the store. */
struct batch_reader {
	struct store *store;
	struct batch batch; /* the one at hand; its number is 0 before the first */
	struct buf name;    /* of its questionnaire */
};

void batch_reader_init(struct batch_reader *reader, struct store *store);
void batch_reader_release(struct batch_reader *reader);

/* The next batch; *there becomes false when there is none. */
bool batch_reader_next(struct batch_reader *reader, bool *there, struct error *err) MUST_CHECK;

/* Reads bytes of the boxes of the batch at hand; offset + length is at most its length. From the first of these calls to the
 * next batch the store's other users see its log grow: do not dawdle. */
bool batch_reader_read(struct batch_reader *reader, size_t offset, void *bytes, size_t length,
                       struct error *err) MUST_CHECK;

/* Calls `each` for every batch, by number, with all of its boxes. Stops and fails when it returns false. */
bool store_batches(struct store *store, bool (*each)(void *context, const struct batch *batch), void *context,
                   struct error *err) MUST_CHECK;

/* How much a store holds, and a digest of all of it but the numbers that it gives to pools and the days of their last nightly look:
 * the same content has the same digest in any kind of store. */
enum { STORE_DIGEST_BYTES = 32 };

struct store_content {
	size_t definitions, batches, released, tickets, pools, slots;
	uint8_t digest[STORE_DIGEST_BYTES];
};

bool store_content(struct store *store, struct store_content *content, struct error *err) MUST_CHECK;

/* Adds to `to` what it lacks of `from`: it holds nothing yet, or the beginning of the same (a move that was interrupted). Whoever moves
 * compares the contents afterwards. ERROR_INVALID when `to` is not such a beginning, as far as that shows. Nobody may serve from either. */
bool store_move(struct store *from, struct store *to, struct error *err) MUST_CHECK;

#endif
