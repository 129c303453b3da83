/* SPDX-License-Identifier: EUPL-1.2
 *
 * The store's operations: opening, definitions, pools and the claim of a day. Submissions are in writer.c,
 * releases in release.c, what only reads in reading.c.
 */
#include "survey/store/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILL_AT_ONCE = 64 }; /* slots in one transaction, so that others get their turn */

const struct store_driver *const store_drivers[] = {
#define STORE_DRIVER(name) &store_driver_##name,
#include "survey/store/stores.def"
#undef STORE_DRIVER
	NULL,
};

bool
session_queue(const struct session *session, enum statement statement, const struct value *params,
              size_t count, const struct rows *rows, size_t written, struct error *err)
{
	struct rows own = { .each = NULL };

	if (session->driver->queue != NULL)
		return session->driver->queue(session->connection, statement, params, count, rows, written,
		                              err);
	if (rows != NULL)
		own = *rows;
	if (!session_run(session, statement, params, count, &own, err))
		return false;
	return written == 0 || own.changed == written ||
	       fail(err, ERROR_INVALID, "the store is damaged: %zu rows were written in the place of %zu",
	            own.changed, written);
}

struct view
day_text(struct date day, char text[DAY_TEXT])
{
	snprintf(text, DAY_TEXT, "%04u-%02u-%02u", (unsigned)day.year % 10000, (unsigned)day.month % 100,
	         (unsigned)day.day % 100);
	return view_of(text);
}

/* ---- opening --------------------------------------------------------------------------------------------- */

static bool
take_number(void *context, const struct value *columns, struct error *err)
{
	(void)err;
	*(int64_t *)context = columns[0].number;
	return true;
}

static bool
check_version(struct store *store, struct error *err)
{
	int64_t version = 0;
	struct rows rows = { .each = take_number, .context = &version };

	if (!session_run(&store->calls, STATEMENT_VERSION, NULL, 0, &rows, err))
		return false;
	if (version > STORE_VERSION)
		return fail(
		    err, ERROR_VERSION,
		    "%s was written by a newer version of this program (format %lld, this one knows %d): "
		    "install the newer version",
		    store->location, (long long)version, STORE_VERSION);
	store->version = version;
	return version == STORE_VERSION || (version > 0 && store->access == STORE_READ) ||
	       fail(err, ERROR_INVALID, "%s is damaged: it has no version", store->location);
}

bool
store_open(const char *location, enum store_access access, struct store **result, struct error *err)
{
	bool good = false;
	struct store *store = xcalloc(1, sizeof(*store));
	size_t i = 0;

	while (store_drivers[i + 1] != NULL && !view_starts(view_of(location), store_drivers[i]->prefix))
		i++;
	store->access = access;
	store->location = xstrdup(location);
	store->calls.driver = store_drivers[i];
	pthread_mutex_init(&store->turn, NULL);
	if (!store->calls.driver->open(location, access, &store->calls.connection, err) ||
	    !check_version(store, err))
		goto out;
	if (access == STORE_SERVE) {
		if (!writer_new(store, &store->writer, err))
			goto out;
		/* A program that was killed left its traces. */
		writer_unsettled(store->writer);
	}
	*result = store;
	store = NULL;
	good = true;
out:
	store_close(store);
	return good;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	writer_free(store->writer);
	store->calls.driver->close(store->calls.connection);
	pthread_mutex_destroy(&store->turn);
	free(store->location);
	free(store);
}

bool
store_begin(struct store *store, struct error *err)
{
	if (store->access == STORE_READ)
		return fail(err, ERROR_INVALID, "%s was opened for reading only", store->location);
	return store->calls.driver->begin(store->calls.connection, err);
}

bool
store_end(struct store *store, bool good, struct error *err)
{
	const struct session *calls = &store->calls;

	good = good && calls->driver->commit(calls->connection, err);
	if (!good)
		calls->driver->rollback(calls->connection);
	return good;
}

void
store_settle(struct store *store)
{
	if (!store->calls.driver->settle(store->calls.connection, true) && store->writer != NULL)
		writer_unsettled(store->writer);
}

/* Settles where nobody waits for it. */
static void
settle_soon(struct store *store)
{
	if (store->writer != NULL)
		writer_unsettled(store->writer);
	else
		store_settle(store);
}

void
store_submit(struct store *store, struct submission *submission)
{
	writer_add(store->writer, submission);
}

/* ---- definitions ----------------------------------------------------------------------------------------- */

struct found {
	struct buf *text;
	bool any;
};

static bool
take_text(void *context, const struct value *columns, struct error *err)
{
	struct found *found = context;

	(void)err;
	buf_add_view(found->text, columns[0].bytes);
	found->any = true;
	return true;
}

/* Appends the text where there is one; `turn` is held. */
static bool
find_definition(struct store *store, const uint8_t hash[DEFINITION_HASH_BYTES], struct found *found,
                struct error *err)
{
	struct rows rows = { .each = take_text, .context = found };

	return session_run(&store->calls, STATEMENT_FIND_DEFINITION,
	                   PARAMS(BLOB_VALUE(hash, DEFINITION_HASH_BYTES)), &rows, err);
}

bool
store_find_definition(struct store *store, const uint8_t hash[DEFINITION_HASH_BYTES], struct buf *definition,
                      struct error *err)
{
	struct found found = { .text = definition };
	bool good;

	pthread_mutex_lock(&store->turn);
	good = find_definition(store, hash, &found, err);
	pthread_mutex_unlock(&store->turn);
	if (good && !found.any)
		return fail(err, ERROR_ABSENT, "%s has no questionnaire definition with this hash",
		            store->location);
	return good;
}

bool
store_keep_definition(struct store *store, const uint8_t hash[DEFINITION_HASH_BYTES], struct view definition,
                      struct error *err)
{
	struct buf text = BUF_INIT;
	struct found found = { .text = &text };
	bool good;

	pthread_mutex_lock(&store->turn);
	good = find_definition(store, hash, &found, err);
	/* At most starts it is there, and nothing needs to be written. */
	if (good && !found.any) {
		good = store_begin(store, err);
		if (good) {
			good = session_run(
			    &store->calls, STATEMENT_KEEP_DEFINITION,
			    PARAMS(BLOB_VALUE(hash, DEFINITION_HASH_BYTES), TEXT_VALUE(definition)), NULL,
			    err);
			good = store_end(store, good, err);
		}
		settle_soon(store);
	}
	pthread_mutex_unlock(&store->turn);
	buf_release(&text);
	return good;
}

/* ---- pools ----------------------------------------------------------------------------------------------- */

static bool
check_description(const struct pool_description *description, struct error *err)
{
	size_t slots = description->slots;

	if (description->questionnaire.len == 0 || description->size > BOX_SIZE_MAX ||
	    !seal_fits(0, description->size))
		return fail(err, ERROR_INVALID,
		            "a pool needs a questionnaire and responses of at most %d bytes", BOX_SIZE_MAX);
	if (slots < 1 || slots > POOL_SLOTS_MAX ||
	    slots > POOL_BYTES_MAX / (description->size + SEAL_OVERHEAD))
		return fail(
		    err, ERROR_INVALID,
		    "the pool of %.*s cannot have %zu slots of %zu bytes: at most %d slots, and %zu MiB",
		    VIEW_ARGS(description->questionnaire), slots, description->size, POOL_SLOTS_MAX,
		    POOL_BYTES_MAX >> 20);
	return true;
}

/* What STATEMENT_FIND_POOL gives; id 0: there is none. */
struct known_pool {
	int64_t id;
	size_t slots;
	uint8_t key[PUBLIC_KEY_BYTES];
};

static bool
take_pool(void *context, const struct value *columns, struct error *err)
{
	struct known_pool *known = context;

	(void)err;
	known->id = columns[0].number;
	if (columns[1].bytes.len == PUBLIC_KEY_BYTES)
		memcpy(known->key, columns[1].bytes.ptr, PUBLIC_KEY_BYTES);
	known->slots = (size_t)columns[2].number;
	return true;
}

static bool
add_pool(struct store *store, const struct pool_description *description, int64_t *pool, struct error *err)
{
	bool good;
	struct rows rows = { .each = take_number, .context = pool };
	size_t slots = description->slots, nonces = pool_nonces_bytes(slots);
	uint8_t *zero = xcalloc(nonces, 1);

	good =
	    session_run(
	        &store->calls, STATEMENT_ADD_POOL,
	        PARAMS(TEXT_VALUE(description->questionnaire), BLOB_VALUE(description->key->id, KEY_ID_BYTES),
	               BLOB_VALUE(description->key->bytes, PUBLIC_KEY_BYTES), NUMBER_VALUE(description->size),
	               NUMBER_VALUE(slots), NUMBER_VALUE(description->release_minimum)),
	        &rows, err) &&
	    session_run(&store->calls, STATEMENT_ADD_GATHERING,
	                PARAMS(NUMBER_VALUE(*pool), BLOB_VALUE(zero, pool_occupied_bytes(slots)),
	                       BLOB_VALUE(zero, nonces), BLOB_VALUE(zero, nonces)),
	                NULL, err);
	free(zero);
	return good;
}

/* Within a transaction: the pool's number and slots, whether it was there or not. */
static bool
find_or_add_pool(struct store *store, const struct pool_description *description, int64_t *pool,
                 size_t *slots, struct error *err)
{
	struct known_pool known = { .id = 0, .slots = description->slots };
	struct rows rows = { .each = take_pool, .context = &known };

	if (!session_run(&store->calls, STATEMENT_FIND_POOL,
	                 PARAMS(TEXT_VALUE(description->questionnaire),
	                        BLOB_VALUE(description->key->id, KEY_ID_BYTES),
	                        NUMBER_VALUE(description->size)),
	                 &rows, err))
		return false;
	/* A full pool is released early, and no release has fewer than k. */
	if (known.slots < description->release_minimum)
		return fail(err, ERROR_INVALID,
		            "the pool of %.*s has %zu slots, fewer than its release minimum of %u",
		            VIEW_ARGS(description->questionnaire), known.slots, description->release_minimum);
	*slots = known.slots;
	if (known.id == 0)
		return add_pool(store, description, pool, err);
	*pool = known.id;
	if (memcmp(known.key, description->key->bytes, PUBLIC_KEY_BYTES) != 0)
		return fail(err, ERROR_KEY, "%s has a pool of %.*s for another key with the same id",
		            store->location, VIEW_ARGS(description->questionnaire));
	return session_run(&store->calls, STATEMENT_SET_MINIMUM,
	                   PARAMS(NUMBER_VALUE(*pool), NUMBER_VALUE(description->release_minimum)), NULL,
	                   err);
}

/* One transaction that adds the next slots, for which so many dummies lie ready; *missing says how many are still to
 * come. Asked anew each time: another process may be filling the same pool. */
static bool
fill_some(struct store *store, int64_t pool, size_t slots, const uint8_t *dummies, size_t ready,
          size_t box_bytes, size_t *missing, struct error *err)
{
	int64_t first = pool * POOL_SLOTS_MAX, end = first + (int64_t)slots, last = 0;
	struct rows rows = { .each = take_number, .context = &last };
	bool good;

	*missing = 0;
	pthread_mutex_lock(&store->turn);
	if (!store_begin(store, err)) {
		good = false;
		goto out;
	}
	good = session_run(&store->calls, STATEMENT_LAST_SLOT, PARAMS(NUMBER_VALUE(first), NUMBER_VALUE(end)),
	                   &rows, err);
	for (size_t i = 0; i < ready && good && last + 1 < end; i++) {
		last++;
		good = session_queue(
		    &store->calls, STATEMENT_ADD_SLOT,
		    PARAMS(NUMBER_VALUE(last), BLOB_VALUE(dummies + i * box_bytes, box_bytes)), NULL, 1, err);
	}
	good = store_end(store, good, err);
	*missing = good ? (size_t)(end - 1 - last) : 0;
out:
	pthread_mutex_unlock(&store->turn);
	return good;
}

static bool
fill(struct store *store, int64_t pool, size_t slots, const struct public_key *key, size_t size,
     struct error *err)
{
	bool good;
	size_t box_bytes = size + SEAL_OVERHEAD, missing = 0, ready;
	uint8_t *dummies = xmalloc(FILL_AT_ONCE * box_bytes);

	good = fill_some(store, pool, slots, NULL, 0, box_bytes, &missing, err);
	while (good && missing > 0) {
		ready = missing < FILL_AT_ONCE ? missing : FILL_AT_ONCE;
		for (size_t i = 0; i < ready; i++)
			seal_dummy(key, size, dummies + i * box_bytes);
		good = fill_some(store, pool, slots, dummies, ready, box_bytes, &missing, err);
	}
	free(dummies);
	return good;
}

bool
store_pool(struct store *store, const struct pool_description *description, int64_t *pool, struct error *err)
{
	bool good = false;
	size_t slots = 0;

	if (!check_description(description, err))
		return false;
	pthread_mutex_lock(&store->turn);
	if (store_begin(store, err)) {
		good = find_or_add_pool(store, description, pool, &slots, err);
		good = store_end(store, good, err);
	}
	pthread_mutex_unlock(&store->turn);
	good = good && fill(store, *pool, slots, description->key, description->size, err);
	settle_soon(store);
	return good;
}

/* ---- the nightly release's day --------------------------------------------------------------------------- */

bool
store_claim_day(struct store *store, struct view questionnaire, struct date today, bool *claimed,
                struct error *err)
{
	bool good = false;
	char text[DAY_TEXT];
	struct view day = day_text(today, text);
	int64_t unclaimed = 0;
	struct rows rows = { .each = take_number, .context = &unclaimed }, written = { .each = NULL };

	*claimed = false;
	pthread_mutex_lock(&store->turn);
	good = session_run(&store->calls, STATEMENT_UNCLAIMED,
	                   PARAMS(TEXT_VALUE(questionnaire), TEXT_VALUE(day)), &rows, err);
	/* Asked several times a minute, and yes once a day. */
	if (good && unclaimed > 0) {
		good = store_begin(store, err);
		if (good) {
			good = session_run(&store->calls, STATEMENT_CLAIM,
			                   PARAMS(TEXT_VALUE(questionnaire), TEXT_VALUE(day)), &written, err);
			good = store_end(store, good, err);
		}
		settle_soon(store);
		*claimed = good && written.changed > 0;
	}
	pthread_mutex_unlock(&store->turn);
	return good;
}
