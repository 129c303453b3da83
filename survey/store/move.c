/* SPDX-License-Identifier: EUPL-1.2
 *
 * From one store to another: what a store holds, as a digest, and adding it to the other. Everything goes in an order that both
 * have: definitions by their hashes, batches and tickets by their numbers, pools one by one, each whole. So a move that was
 * interrupted goes on where it was.
 */
#include "survey/store/inside.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* One thing after the other, each only as long as the visit lasts. */
struct visitor {
	bool (*definition)(void *context, struct view hash, struct view text, struct error *err);
	bool (*batch)(void *context, const struct value *columns,
	              struct error *err); /* as STATEMENT_WHOLE_BATCH */
	bool (*ticket)(void *context, const struct value *columns,
	               struct error *err); /* as STATEMENT_NEXT_TICKETS */
	bool (*pool)(void *context, const struct pool *pool, const uint8_t *boxes, struct error *err);
	void *context;
};

/* ---- walking over a store -------------------------------------------------------------------------------- */

struct walk {
	struct store *store;
	const struct visitor *visitor;
	uint8_t hash[DEFINITION_HASH_BYTES]; /* of the last definition */
	size_t hash_bytes;
	int64_t number; /* of the last batch or ticket */
	bool any;
};

static bool
meet_definition(void *context, const struct value *columns, struct error *err)
{
	struct walk *walk = context;

	if (columns[0].bytes.len > sizeof(walk->hash))
		return fail(err, ERROR_INVALID, "%s has a definition that is damaged", walk->store->location);
	walk->any = true;
	walk->hash_bytes = columns[0].bytes.len;
	memcpy(walk->hash, columns[0].bytes.ptr, walk->hash_bytes);
	return walk->visitor->definition(walk->visitor->context, columns[0].bytes, columns[1].bytes, err);
}

static bool
meet_batch(void *context, const struct value *columns, struct error *err)
{
	struct walk *walk = context;

	walk->any = true;
	walk->number = columns[0].number;
	return walk->visitor->batch(walk->visitor->context, columns, err);
}

static bool
meet_ticket(void *context, const struct value *columns, struct error *err)
{
	struct walk *walk = context;

	walk->any = true;
	walk->number = columns[0].number;
	return walk->visitor->ticket(walk->visitor->context, columns, err);
}

/* Boxes of a pool, each at its slot. */
struct collected {
	const struct pool *pool;
	uint8_t *boxes;
	size_t count;
};

static bool
collect(void *context, const struct value *columns, struct error *err)
{
	struct collected *collected = context;
	const struct pool *pool = collected->pool;
	int64_t slot = columns[0].number - pool->id * POOL_SLOTS_MAX;

	if (slot < 0 || slot >= (int64_t)pool->slots || columns[1].bytes.len != pool->box_bytes)
		return fail(err, ERROR_INVALID, "pool %lld of the store is damaged", (long long)pool->id);
	memcpy(collected->boxes + (size_t)slot * pool->box_bytes, columns[1].bytes.ptr, pool->box_bytes);
	collected->count++;
	return true;
}

static bool
walk_pool(struct walk *walk, int64_t id, struct error *err)
{
	const struct session *session = &walk->store->calls;
	struct pools pools = POOLS_INIT;
	struct collected collected = { .boxes = NULL };
	struct rows rows = { .each = collect, .context = &collected };
	bool good = false;

	if (!pools_load(&pools, session, id, err))
		goto out;
	collected.pool = pools_find(&pools, id);
	collected.boxes = xcalloc(collected.pool->slots, collected.pool->box_bytes);
	if (!session_run(session, STATEMENT_READ_SLOTS,
	                 PARAMS(NUMBER_VALUE(id * POOL_SLOTS_MAX),
	                        NUMBER_VALUE(id * POOL_SLOTS_MAX + (int64_t)collected.pool->slots)),
	                 &rows, err))
		goto out;
	if (collected.count != collected.pool->slots) {
		fail(err, ERROR_INVALID,
		     "%s has a pool that was never filled: start a server with it once, and stop it",
		     walk->store->location);
		goto out;
	}
	good = walk->visitor->pool(walk->visitor->context, collected.pool, collected.boxes, err);
out:
	free(collected.boxes);
	pools_release(&pools);
	return good;
}

struct ids {
	int64_t *list; /* owned */
	size_t count;
};

static bool
note_id(void *context, const struct value *columns, struct error *err)
{
	struct ids *ids = context;

	(void)err;
	ids->list = xrealloc(ids->list, ids->count + 1, sizeof(ids->list[0]));
	ids->list[ids->count++] = columns[0].number;
	return true;
}

static bool
walk_pools(struct walk *walk, struct error *err)
{
	struct ids ids = { .list = NULL };
	struct rows rows = { .each = note_id, .context = &ids };
	bool good =
	    session_run(&walk->store->calls, STATEMENT_LIST_POOLS, PARAMS(TEXT_VALUE(VIEW(""))), &rows, err);

	for (size_t i = 0; good && i < ids.count; i++)
		good = walk_pool(walk, ids.list[i], err);
	free(ids.list);
	return good;
}

/* Each row of a statement that gives what stands behind a number. */
static bool
walk_numbers(struct walk *walk, enum statement statement, struct rows rows, struct error *err)
{
	bool good;

	walk->number = 0;
	do {
		walk->any = false;
		good = session_run(&walk->store->calls, statement, PARAMS(NUMBER_VALUE(walk->number)), &rows,
		                   err);
	} while (good && walk->any);
	return good;
}

static bool
walk_store(struct store *store, const struct visitor *visitor, struct error *err)
{
	struct walk walk = { .store = store, .visitor = visitor };
	struct rows definitions = { .each = meet_definition, .context = &walk };
	bool good;

	pthread_mutex_lock(&store->turn);
	do {
		walk.any = false;
		good = session_run(&store->calls, STATEMENT_NEXT_DEFINITION,
		                   PARAMS(BLOB_VALUE(walk.hash, walk.hash_bytes)), &definitions, err);
	} while (good && walk.any);
	good = good &&
	       walk_numbers(&walk, STATEMENT_WHOLE_BATCH,
	                    (struct rows){ .each = meet_batch, .context = &walk }, err) &&
	       (store->version < STORE_VERSION_TICKETS ||
	        walk_numbers(&walk, STATEMENT_NEXT_TICKETS,
	                     (struct rows){ .each = meet_ticket, .context = &walk }, err)) &&
	       walk_pools(&walk, err);
	pthread_mutex_unlock(&store->turn);
	return good;
}

/* ---- the digest ------------------------------------------------------------------------------------------ */

struct digest {
	crypto_generichash_state state;
	struct store_content *content;
};

/* With its length, so that what stands behind each other cannot be divided otherwise. */
static void
digest_add(struct digest *digest, struct view bytes)
{
	uint64_t length = htole64(bytes.len);

	crypto_generichash_update(&digest->state, (const uint8_t *)&length, sizeof(length));
	if (bytes.len > 0)
		crypto_generichash_update(&digest->state, (const uint8_t *)bytes.ptr, bytes.len);
}

static void
digest_value(struct digest *digest, const struct value *value)
{
	uint64_t number = htole64((uint64_t)value->number);

	digest_add(digest, value->kind == VALUE_NUMBER
	                       ? (struct view){ (const char *)&number, sizeof(number) }
	                       : value->bytes);
}

static bool
digest_definition(void *context, struct view hash, struct view text, struct error *err)
{
	struct digest *digest = context;

	(void)err;
	digest->content->definitions++;
	digest_add(digest, hash);
	digest_add(digest, text);
	return true;
}

static bool
digest_batch(void *context, const struct value *columns, struct error *err)
{
	struct digest *digest = context;

	(void)err;
	digest->content->batches++;
	digest->content->released += (size_t)columns[4].number;
	for (size_t i = 0; i < 7; i++)
		digest_value(digest, &columns[i]);
	return true;
}

static bool
digest_ticket(void *context, const struct value *columns, struct error *err)
{
	struct digest *digest = context;

	(void)err;
	digest->content->tickets++;
	for (size_t i = 1; i < 4; i++)
		digest_value(digest, &columns[i]);
	return true;
}

static bool
digest_pool(void *context, const struct pool *pool, const uint8_t *boxes, struct error *err)
{
	struct digest *digest = context;
	size_t nonces = pool_nonces_bytes(pool->slots);
	const struct value values[] = {
		TEXT_VALUE(view_of(pool->questionnaire)),
		BLOB_VALUE(pool->key.bytes, PUBLIC_KEY_BYTES),
		NUMBER_VALUE(pool->size),
		NUMBER_VALUE(pool->slots),
		NUMBER_VALUE(pool->release_minimum),
		BLOB_VALUE(pool->occupied, pool_occupied_bytes(pool->slots)),
		BLOB_VALUE(pool->nonces, nonces),
		BLOB_VALUE(pool->earlier, nonces),
		BLOB_VALUE(boxes, pool->slots * pool->box_bytes),
	};

	(void)err;
	digest->content->pools++;
	digest->content->slots += pool->slots;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		digest_value(digest, &values[i]);
	return true;
}

bool
store_content(struct store *store, struct store_content *content, struct error *err)
{
	struct digest digest = { .content = content };
	const struct visitor visitor = { digest_definition, digest_batch, digest_ticket, digest_pool,
		                         &digest };
	bool good;

	memset(content, 0, sizeof(*content));
	crypto_generichash_init(&digest.state, NULL, 0, STORE_DIGEST_BYTES);
	good = walk_store(store, &visitor, err);
	crypto_generichash_final(&digest.state, content->digest, STORE_DIGEST_BYTES);
	return good;
}

/* ---- moving ---------------------------------------------------------------------------------------------- */

enum { TICKETS_AT_ONCE = 1000 };

struct mover {
	struct store *from, *to;
	struct store_content there; /* what `to` had before */
	size_t batches, tickets, uncommitted;
};

static bool
move_definition(void *context, struct view hash, struct view text, struct error *err)
{
	struct mover *mover = context;
	bool good;

	if (!store_begin(mover->to, err))
		return false;
	good = session_run(&mover->to->calls, STATEMENT_KEEP_DEFINITION,
	                   PARAMS(BLOB_VALUE(hash.ptr, hash.len), TEXT_VALUE(text)), NULL, err);
	return store_end(mover->to, good, err);
}

static struct value
as_text(const struct value *column)
{
	return TEXT_VALUE(column->bytes);
}

static bool
move_batch(void *context, const struct value *columns, struct error *err)
{
	struct mover *mover = context;
	bool good;

	if (++mover->batches <= mover->there.batches)
		return true;
	if (!store_begin(mover->to, err))
		return false;
	good = session_run(&mover->to->calls, STATEMENT_ADD_BATCH,
	                   PARAMS(as_text(&columns[1]), columns[2], columns[3], columns[4],
	                          as_text(&columns[5]), columns[6]),
	                   NULL, err);
	return store_end(mover->to, good, err);
}

static bool
finish_tickets(struct mover *mover, bool good, struct error *err)
{
	if (mover->uncommitted == 0)
		return good;
	mover->uncommitted = 0;
	return store_end(mover->to, good, err);
}

static bool
move_ticket(void *context, const struct value *columns, struct error *err)
{
	struct mover *mover = context;
	const struct session *session = &mover->to->calls;
	bool good;

	if (++mover->tickets <= mover->there.tickets)
		return true;
	if (mover->uncommitted == 0 && !store_begin(mover->to, err))
		return false;
	mover->uncommitted++;
	good =
	    session_queue(session, STATEMENT_ADD_TICKET, PARAMS(as_text(&columns[1]), columns[2]), NULL, 1,
	                  err) &&
	    (columns[3].number == 0 || session_queue(session, STATEMENT_USE_TICKET,
	                                             PARAMS(as_text(&columns[1]), columns[2]), NULL, 1, err));
	return good && mover->uncommitted < TICKETS_AT_ONCE ? true : finish_tickets(mover, good, err);
}

static bool
note_number(void *context, const struct value *columns, struct error *err)
{
	(void)err;
	*(int64_t *)context = columns[0].number;
	return true;
}

static bool
add_pool(const struct session *session, const struct pool *pool, const uint8_t *boxes, struct error *err)
{
	size_t nonces = pool_nonces_bytes(pool->slots);
	int64_t id = 0;
	struct rows rows = { .each = note_number, .context = &id };
	bool good =
	    session_run(session, STATEMENT_ADD_POOL,
	                PARAMS(TEXT_VALUE(view_of(pool->questionnaire)),
	                       BLOB_VALUE(pool->key.id, KEY_ID_BYTES),
	                       BLOB_VALUE(pool->key.bytes, PUBLIC_KEY_BYTES), NUMBER_VALUE(pool->size),
	                       NUMBER_VALUE(pool->slots), NUMBER_VALUE(pool->release_minimum)),
	                &rows, err) &&
	    session_queue(session, STATEMENT_ADD_GATHERING,
	                  PARAMS(NUMBER_VALUE(id),
	                         BLOB_VALUE(pool->occupied, pool_occupied_bytes(pool->slots)),
	                         BLOB_VALUE(pool->nonces, nonces), BLOB_VALUE(pool->earlier, nonces)),
	                  NULL, 1, err);

	for (size_t slot = 0; good && slot < pool->slots; slot++)
		good = session_queue(session, STATEMENT_ADD_SLOT,
		                     PARAMS(NUMBER_VALUE(id * POOL_SLOTS_MAX + (int64_t)slot),
		                            BLOB_VALUE(boxes + slot * pool->box_bytes, pool->box_bytes)),
		                     NULL, 1, err);
	return good;
}

/* Where tonight's release was done already, it is done there too: one more would have the store forget nonces a day too early. */
static bool
move_claim(const struct mover *mover, const struct pool *pool, struct error *err)
{
	char text[DAY_TEXT];
	int64_t unclaimed = 1;
	struct rows rows = { .each = note_number, .context = &unclaimed };
	const struct value questionnaire = TEXT_VALUE(view_of(pool->questionnaire)),
	                   today = TEXT_VALUE(day_text(date_today(), text));

	return session_run(&mover->from->calls, STATEMENT_UNCLAIMED, PARAMS(questionnaire, today), &rows,
	                   err) &&
	       (unclaimed > 0 ||
	        session_run(&mover->to->calls, STATEMENT_CLAIM, PARAMS(questionnaire, today), NULL, err));
}

/* One that is there is left alone: it came whole, or is another's, which the digests tell. */
static bool
move_pool(void *context, const struct pool *pool, const uint8_t *boxes, struct error *err)
{
	struct mover *mover = context;
	const struct session *session = &mover->to->calls;
	int64_t known = 0;
	struct rows rows = { .each = note_number, .context = &known };
	bool good;

	if (!finish_tickets(mover, true, err) || !store_begin(mover->to, err))
		return false;
	good = session_run(session, STATEMENT_FIND_POOL,
	                   PARAMS(TEXT_VALUE(view_of(pool->questionnaire)),
	                          BLOB_VALUE(pool->key.id, KEY_ID_BYTES), NUMBER_VALUE(pool->size)),
	                   &rows, err);
	if (good && known == 0)
		good = add_pool(session, pool, boxes, err) && move_claim(mover, pool, err);
	return store_end(mover->to, good, err);
}

bool
store_move(struct store *from, struct store *to, struct error *err)
{
	struct mover mover = { .from = from, .to = to };
	const struct visitor visitor = { move_definition, move_batch, move_ticket, move_pool, &mover };
	struct store_content content;
	bool good;

	if (!store_content(to, &mover.there, err) || !store_content(from, &content, err))
		return false;
	if (mover.there.definitions > content.definitions || mover.there.batches > content.batches ||
	    mover.there.tickets > content.tickets || mover.there.pools > content.pools)
		return fail(err, ERROR_INVALID,
		            "%s has more than %s: it is another store, and not one to move to", to->location,
		            from->location);
	pthread_mutex_lock(&to->turn);
	good = walk_store(from, &visitor, err);
	good = finish_tickets(&mover, good, err);
	store_settle(to);
	pthread_mutex_unlock(&to->turn);
	return good;
}
