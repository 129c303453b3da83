/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a back end of the store is: one const struct of a name, a prefix and a dozen functions, some of which a back end may lack. What the store
 * does is written once over this (store.c, pool.c, writer.c, release.c, reading.c), so a back end knows tables and
 * transactions and nothing else. A new one is a new file and a line in stores.def.
 *
 * A connection is used by one thread at a time. Statements are known by number; each back end writes them
 * in its own SQL, with parameters bound by the index given here.
 *
 * The tables hold no time finer than a day, and nothing per submission but a box in its slot. stored.def has the same columns
 * again, with what stands in each; the server serves from no store that has others.
 *
 *   meta        version
 *   definition  hash, text
 *   pool        id, questionnaire, key_id, public_key, size, slots, release_minimum, claimed_day
 *   gathering   pool, occupied, nonces, earlier    what pool.h says; a row never changes its size
 *   slot        id = pool * POOL_SLOTS_MAX + index, box
 *   ticket      id, questionnaire, hash, used       added in the order of their hashes; a row never changes its size
 *   batch       number, questionnaire, key_id, size, count, released, boxes
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store.h"

/* 2: tickets. A store of an older version gets what it lacks when it is opened for writing. */
enum { STORE_VERSION = 2, STORE_VERSION_TICKETS = 2 };

/* Each with its parameters and, behind the arrow, the columns it gives. */
enum statement {
	STATEMENT_VERSION,         /* -> version */
	STATEMENT_KEEP_DEFINITION, /* hash, text; does nothing when it is there */
	STATEMENT_FIND_DEFINITION, /* hash -> text */
	STATEMENT_FIND_POOL,       /* questionnaire, key id, size -> id, public key, slots */
	STATEMENT_ADD_POOL,        /* questionnaire, key id, public key, size, slots, release minimum -> id */
	STATEMENT_ADD_GATHERING,   /* pool, occupied, nonces, earlier */
	STATEMENT_SET_MINIMUM,     /* pool, release minimum; does nothing when it is the same */
	STATEMENT_LAST_SLOT,       /* first id, end of ids -> the highest id that is there, or first - 1 */
	STATEMENT_ADD_SLOT,        /* id, box */
	STATEMENT_LIST_POOLS,      /* questionnaire, or '' for all -> id */
	/* pool -> those of its questionnaire: id, questionnaire, public key, size, slots, release minimum, occupied,
	 * nonces, earlier, key id */
	STATEMENT_LOAD_POOLS,
	STATEMENT_SAVE_GATHERING, /* pool, occupied, nonces, earlier */
	STATEMENT_SET_SLOT,       /* id, box */
	STATEMENT_READ_SLOTS,     /* first id, end of ids -> id, box */
	STATEMENT_ADD_BATCH,      /* questionnaire, key id, size, count, released, boxes */
	/* number -> the first batch after it: number, questionnaire, key id, size, count, released, length of the boxes */
	STATEMENT_NEXT_BATCH,
	STATEMENT_LAST_BATCH, /* questionnaire, key id, size -> the last of these: number, length of the boxes */
	STATEMENT_WHOLE_BATCH, /* the same, with the boxes in the place of their length */
	STATEMENT_UNCLAIMED,   /* questionnaire, day -> number of pools claimed before that day */
	STATEMENT_CLAIM,       /* questionnaire, day */
	/* -> questionnaire, key id, size, slots, release minimum, occupied, batches, released; by questionnaire, id */
	STATEMENT_STATUS,
	STATEMENT_ADD_TICKET,      /* questionnaire, hash */
	STATEMENT_USE_TICKET,      /* questionnaire, hash; changes a row when it was not used */
	STATEMENT_FIND_TICKET,     /* questionnaire, hash -> used */
	STATEMENT_COUNT_TICKETS,   /* questionnaire -> number, number used */
	STATEMENT_NEXT_DEFINITION, /* hash -> the first one behind it: hash, text */
	STATEMENT_NEXT_TICKETS,    /* id -> at most 1000 behind it: id, questionnaire, hash, used; by id */
	STATEMENT_COUNT
};

/* A parameter or a column; bytes are borrowed until the call or the callback ends. */
struct value {
	enum value_kind { VALUE_NUMBER, VALUE_TEXT, VALUE_BLOB } kind;
	int64_t number;
	struct view bytes;
};

#define NUMBER_VALUE(n) ((struct value){ .kind = VALUE_NUMBER, .number = (int64_t)(n) })
#define TEXT_VALUE(v) ((struct value){ .kind = VALUE_TEXT, .bytes = (v) })
#define BLOB_VALUE(at, length)                                                                               \
	((struct value){ .kind = VALUE_BLOB, .bytes = { (const char *)(at), (length) } })

/* Two arguments: the values and their number. */
#define PARAMS(...)                                                                                          \
	(const struct value[]){ __VA_ARGS__ },                                                               \
	    sizeof((const struct value[]){ __VA_ARGS__ }) / sizeof(struct value)

/* What comes back. A column of another kind than the tables say reads as 0 or empty. */
struct rows {
	bool (*each)(void *context, const struct value *columns, struct error *err); /* NULL: not wanted */
	void *context;
	size_t changed; /* rows that were written */
};

struct connection; /* each back end's own */

struct store_driver {
	const char *name;
	const char *prefix; /* of its locations */

	/* Makes the tables when they are missing and access is STORE_SERVE. Errors: as store_open(), the version apart. */
	bool (*open)(const char *location, enum store_access access, struct connection **connection,
	             struct error *err);
	void (*close)(struct connection *connection);                    /* NULL is harmless */
	bool (*begin)(struct connection *connection, struct error *err); /* waits for other writers */
	bool (*commit)(struct connection *connection,
	               struct error *err);               /* durable; on failure nothing was kept */
	void (*rollback)(struct connection *connection); /* harmless when there is no transaction */
	bool (*run)(struct connection *connection, enum statement statement, const struct value *params,
	            size_t count, struct rows *rows, struct error *err); /* `rows` may be NULL */
	/* Reads bytes of the boxes of a batch; offset + length is at most what STATEMENT_NEXT_BATCH said. Reading on in the same
	 * batch is quick, and what else runs on the connection does not end it; stop_reading() does. */
	bool (*read_boxes)(struct connection *connection, int64_t batch, size_t offset, void *bytes,
	                   size_t length, struct error *err);
	void (*stop_reading)(struct connection *connection); /* harmless when nothing is being read */
	/* As run(), for a statement within a transaction that must write `written` rows, or gives rows to `rows` when that is 0. A
	 * back end that is far away sends many before it waits for an answer: what is wrong may show only in a later call on
	 * this connection, at the latest in commit(), and until then what `rows` points to must live (`rows` itself is copied).
	 * ERROR_INVALID when another number of rows was written. NULL: run() is as good. */
	bool (*queue)(struct connection *connection, enum statement statement, const struct value *params,
	              size_t count, const struct rows *rows, size_t written, struct error *err);
	/* Takes away what tells in which order or when things were written. Not `thorough`: only what would pile up
	 * while more is on its way. Returns false when somebody is in the way: try again later. */
	bool (*settle)(struct connection *connection, bool thorough);
	unsigned thorough_ms; /* after so long it is wanted under load too */
	/* Bytes that settle() would have to go through, of those that were written on this connection and before. NULL: never many, and
	 * nothing can be done ahead. */
	size_t (*unsettled)(const struct connection *connection);
	/* Does the long part of settle(), not thorough, on another connection and while others write. */
	void (*settle_ahead)(struct connection *connection);
	/* Gives everything that store_inspect() tells of. */
	bool (*inspect)(struct connection *connection, const struct store_inspection *inspection,
	                struct error *err);
};

#define STORE_DRIVER(name) extern const struct store_driver store_driver_##name;
#include "survey/store/stores.def"
#undef STORE_DRIVER

/* All of them, NULL at the end. */
extern const struct store_driver *const store_drivers[];

/* A connection and what knows how to use it. */
struct session {
	const struct store_driver *driver;
	struct connection *connection;
};

static inline bool
session_run(const struct session *session, enum statement statement, const struct value *params, size_t count,
            struct rows *rows, struct error *err)
{
	return session->driver->run(session->connection, statement, params, count, rows, err);
}

/* queue() of a driver that has it. */
bool session_queue(const struct session *session, enum statement statement, const struct value *params,
                   size_t count, const struct rows *rows, size_t written, struct error *err) MUST_CHECK;

#endif
