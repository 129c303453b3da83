/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pools within a transaction: pool.h.
 */
#include "survey/store/pool.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

size_t
pool_occupied_bytes(size_t slots)
{
	return (slots + 7) / 8;
}

/* A quarter more room than there can be nonces keeps the walks short. */
size_t
pool_nonces_bytes(size_t slots)
{
	return (slots + slots / 4 + 8) * NONCE_HASH_BYTES;
}

bool
pool_occupied(const struct pool *pool, size_t slot)
{
	return slot_in(pool->occupied, slot);
}

/* Hashed, so that nobody can choose nonces that crowd one place of the table. */
void
nonce_hash(const uint8_t nonce[NONCE_BYTES], uint8_t hash[NONCE_HASH_BYTES])
{
	crypto_generichash(hash, NONCE_HASH_BYTES, nonce, NONCE_BYTES, NULL, 0);
}

/* Where the walk for a nonce starts. */
static size_t
nonce_home(const uint8_t hash[NONCE_HASH_BYTES], size_t room)
{
	uint64_t number;

	memcpy(&number, &hash[NONCE_HASH_BYTES - sizeof(number)], sizeof(number));
	return (size_t)(le64toh(number) % room);
}

/* Along its walk a nonce gives way to larger ones only; a free entry is all zero, the smallest. */
bool
nonces_have(const uint8_t *table, size_t bytes, const uint8_t hash[NONCE_HASH_BYTES])
{
	size_t room = bytes / NONCE_HASH_BYTES, at = nonce_home(hash, room);

	for (size_t steps = 0; steps < room; steps++) {
		int order = memcmp(table + at * NONCE_HASH_BYTES, hash, NONCE_HASH_BYTES);

		if (order <= 0)
			return order == 0;
		at = at + 1 == room ? 0 : at + 1;
	}
	return false;
}

bool
nonces_add(uint8_t *table, size_t bytes, const uint8_t hash[NONCE_HASH_BYTES])
{
	size_t room = bytes / NONCE_HASH_BYTES, at = nonce_home(hash, room);
	uint8_t moving[NONCE_HASH_BYTES], found[NONCE_HASH_BYTES];

	if (nonces_have(table, bytes, hash))
		return false;
	memcpy(moving, hash, sizeof(moving));
	for (size_t steps = 0; steps < room && !sodium_is_zero(moving, sizeof(moving)); steps++) {
		uint8_t *entry = table + at * NONCE_HASH_BYTES;

		if (memcmp(entry, moving, sizeof(moving)) < 0) {
			memcpy(found, entry, sizeof(found));
			memcpy(entry, moving, sizeof(moving));
			memcpy(moving, found, sizeof(moving));
		}
		at = at + 1 == room ? 0 : at + 1;
	}
	return true;
}

size_t
nonces_count(const uint8_t *table, size_t bytes)
{
	size_t count = 0;

	for (size_t at = 0; at + NONCE_HASH_BYTES <= bytes; at += NONCE_HASH_BYTES) {
		uint64_t halves[2];

		memcpy(halves, table + at, sizeof(halves));
		count += (halves[0] | halves[1]) != 0;
	}
	return count;
}

static void
pool_release(struct pool *pool)
{
	free(pool->questionnaire);
	free(pool->occupied);
	free(pool->nonces);
	free(pool->earlier);
}

void
pools_release(struct pools *pools)
{
	for (size_t i = 0; i < pools->count; i++)
		pool_release(&pools->list[i]);
	free(pools->list);
	*pools = POOLS_INIT;
}

struct pool *
pools_find(const struct pools *pools, int64_t id)
{
	for (size_t i = 0; i < pools->count; i++)
		if (pools->list[i].id == id)
			return &pools->list[i];
	return NULL;
}

/* Counts the bits; false when one is set that belongs to no slot. */
static bool
count_pooled(struct pool *pool)
{
	size_t bits = 0;

	for (size_t i = 0; i < pool_occupied_bytes(pool->slots); i++)
		bits += (size_t)__builtin_popcount(pool->occupied[i]);
	for (size_t slot = 0; slot < pool->slots; slot++)
		pool->pooled += pool_occupied(pool, slot);
	return bits == pool->pooled;
}

static uint8_t *
copy_of(struct view v)
{
	uint8_t *copy = xmalloc(v.len);

	if (v.len > 0)
		memcpy(copy, v.ptr, v.len);
	return copy;
}

/* A row of STATEMENT_LOAD_POOLS. Nothing in it is trusted: the file may be damaged. */
static bool
load_pool(void *context, const struct value *columns, struct error *err)
{
	struct pools *pools = context;
	struct view key = columns[2].bytes, occupied = columns[6].bytes, nonces = columns[7].bytes,
	            earlier = columns[8].bytes;
	int64_t size = columns[3].number, slots = columns[4].number, minimum = columns[5].number;
	struct pool pool = { .id = columns[0].number };

	if (key.len == PUBLIC_KEY_BYTES)
		public_key_set(&pool.key, (const uint8_t *)key.ptr, false);
	if (!view_equal(columns[9].bytes, (struct view){ (const char *)pool.key.id, KEY_ID_BYTES }) ||
	    size < 1 || size > BOX_SIZE_MAX || !seal_fits(0, (size_t)size) || slots < 1 ||
	    slots > POOL_SLOTS_MAX || minimum < 0 || minimum > POOL_SLOTS_MAX ||
	    occupied.len != pool_occupied_bytes((size_t)slots) ||
	    nonces.len != pool_nonces_bytes((size_t)slots) || earlier.len != nonces.len)
		return fail(err, ERROR_INVALID, "pool %lld of the store is damaged", (long long)pool.id);
	pool.size = (size_t)size;
	pool.box_bytes = pool.size + SEAL_OVERHEAD;
	pool.slots = (size_t)slots;
	pool.release_minimum = (unsigned)minimum;
	pool.questionnaire = xcalloc(columns[1].bytes.len + 1, 1);
	if (columns[1].bytes.len > 0)
		memcpy(pool.questionnaire, columns[1].bytes.ptr, columns[1].bytes.len);
	pool.occupied = copy_of(occupied);
	pool.nonces = copy_of(nonces);
	pool.remembered = nonces_count(pool.nonces, nonces.len);
	pool.earlier = copy_of(earlier);
	pools->list = xrealloc(pools->list, pools->count + 1, sizeof(pools->list[0]));
	pools->list[pools->count++] = pool;
	if (!count_pooled(&pools->list[pools->count - 1]))
		return fail(err, ERROR_INVALID, "pool %lld of the store is damaged", (long long)pool.id);
	return true;
}

bool
pools_load(struct pools *pools, const struct session *session, int64_t id, struct error *err)
{
	struct rows rows = { .each = load_pool, .context = pools };

	if (!session_run(session, STATEMENT_LOAD_POOLS, PARAMS(NUMBER_VALUE(id)), &rows, err))
		return false;
	if (pools_find(pools, id) == NULL)
		return fail(err, ERROR_ABSENT, "the store has no pool %lld", (long long)id);
	return true;
}

bool
pools_save(struct pools *pools, const struct session *session, struct error *err)
{
	for (size_t i = 0; i < pools->count; i++) {
		struct pool *pool = &pools->list[i];
		size_t nonces = pool_nonces_bytes(pool->slots);

		if (!pool->changed)
			continue;
		if (!session_queue(session, STATEMENT_SAVE_GATHERING,
		                   PARAMS(NUMBER_VALUE(pool->id),
		                          BLOB_VALUE(pool->occupied, pool_occupied_bytes(pool->slots)),
		                          BLOB_VALUE(pool->nonces, nonces),
		                          BLOB_VALUE(pool->earlier, nonces)),
		                   NULL, 1, err))
			return false;
		pool->changed = false;
	}
	return true;
}

bool
pools_remember(const struct pools *pools, const char *questionnaire, const uint8_t hash[NONCE_HASH_BYTES])
{
	for (size_t i = 0; i < pools->count; i++) {
		const struct pool *pool = &pools->list[i];
		size_t bytes = pool_nonces_bytes(pool->slots);

		if (strcmp(pool->questionnaire, questionnaire) == 0 &&
		    (nonces_have(pool->nonces, bytes, hash) || nonces_have(pool->earlier, bytes, hash)))
			return true;
	}
	return false;
}

/* Every free slot is as likely as any other. */
static size_t
random_free_slot(const struct pool *pool)
{
	size_t left = randombytes_uniform((uint32_t)(pool->slots - pool->pooled)), slot = 0;

	while (pool_occupied(pool, slot) || left-- > 0)
		slot++;
	return slot;
}

static bool
set_slot(const struct pool *pool, const struct session *session, size_t slot, const uint8_t *box,
         struct error *err)
{
	return session_queue(
	    session, STATEMENT_SET_SLOT,
	    PARAMS(NUMBER_VALUE(pool->id * POOL_SLOTS_MAX + (int64_t)slot), BLOB_VALUE(box, pool->box_bytes)),
	    NULL, 1, err);
}

static void
age_nonces(struct pool *pool)
{
	uint8_t *older = pool->earlier;

	pool->earlier = pool->nonces;
	pool->nonces = older;
	memset(pool->nonces, 0, pool_nonces_bytes(pool->slots));
	pool->remembered = 0;
}

bool
pool_keep(struct pool *pool, const struct session *session, const uint8_t *box,
          const uint8_t hash[NONCE_HASH_BYTES], struct error *err)
{
	size_t slot = random_free_slot(pool);

	if (!set_slot(pool, session, slot, box, err))
		return false;
	pool->occupied[slot / 8] |= (uint8_t)(1 << slot % 8);
	pool->pooled++;
	/* The table has room for a few more than slots. */
	if (pool->remembered >= pool->slots)
		age_nonces(pool);
	pool->remembered += nonces_add(pool->nonces, pool_nonces_bytes(pool->slots), hash);
	pool->changed = true;
	return true;
}

bool
pool_put_dummy(const struct pool *pool, const struct session *session, size_t slot, const uint8_t *dummy,
               struct error *err)
{
	bool good;
	uint8_t *sealed = dummy == NULL ? xmalloc(pool->box_bytes) : NULL;

	if (sealed != NULL)
		seal_dummy(&pool->key, pool->size, sealed);
	good = set_slot(pool, session, slot, sealed != NULL ? sealed : dummy, err);
	free(sealed);
	return good;
}

/* When fewer are remembered than there are boxes, some came before the nonces last grew older: those must not be forgotten by the
 * release of their own box. */
void
pool_empty(struct pool *pool)
{
	if (pool->remembered >= pool->pooled)
		age_nonces(pool);
	memset(pool->occupied, 0, pool_occupied_bytes(pool->slots));
	pool->pooled = 0;
	pool->changed = true;
}

uint8_t *
pool_choose(const struct pool *pool, size_t count)
{
	uint8_t *chosen = xcalloc(pool_occupied_bytes(pool->slots), 1);

	if (count == pool->slots) {
		memcpy(chosen, pool->occupied, pool_occupied_bytes(pool->slots));
		count = 0;
	}
	while (count > 0) {
		size_t slot = randombytes_uniform((uint32_t)pool->slots);

		count -= !slot_in(chosen, slot);
		chosen[slot / 8] |= (uint8_t)(1 << slot % 8);
	}
	return chosen;
}

void
pool_free_slots(struct pool *pool, const uint8_t *taken, size_t count)
{
	for (size_t i = 0; i < pool_occupied_bytes(pool->slots); i++)
		pool->occupied[i] &= (uint8_t)~taken[i];
	pool->pooled -= count;
	pool->changed = true;
}
