/* SPDX-License-Identifier: EUPL-1.2
 *
 * A pool as one transaction sees it: loaded, changed and saved within it, so that any number of threads and
 * processes may work on the same pool.
 *
 * `occupied` has a bit a slot. `nonces` are those kept since they last grew older, `earlier` those before, which are forgotten when
 * that happens again: at a release of all that is pooled, unless some of it came before; and when as many were kept as the
 * pool has slots. So a nonce outlives its box's release, or so many others. A set of nonces is a hash table whose bytes depend on its members alone, never on the order in
 * which they came (Amble and Knuth, "Ordered hash tables", 1974): rows of their own, or an index, would keep the
 * order of arrival within each page.
 */
#ifndef STORE_POOL_H
#define STORE_POOL_H

#include "survey/store/driver.h"

enum {
	POOL_SLOTS_MAX = 65536,
	NONCE_HASH_BYTES = 16,
};

/* Of all boxes of one pool: a batch is one row, and is in memory while it is sorted. */
#define POOL_BYTES_MAX ((size_t)300 << 20)

struct pool {
	int64_t id;
	char *questionnaire; /* owned */
	struct public_key key;
	size_t size, box_bytes, slots;
	unsigned release_minimum;
	size_t pooled;     /* bits set in `occupied` */
	size_t remembered; /* in `nonces` */
	uint8_t *occupied; /* owned, as the next two */
	uint8_t *nonces, *earlier;
	bool changed;
};

/* Pools that are together in one transaction. */
struct pools {
	struct pool *list; /* owned */
	size_t count;
};

#define POOLS_INIT ((struct pools){ .list = NULL })

/* Adds the pool and all others of its questionnaire. ERROR_ABSENT when there is no such pool. */
bool pools_load(struct pools *pools, const struct session *session, int64_t id, struct error *err) MUST_CHECK;
struct pool *pools_find(const struct pools *pools, int64_t id); /* NULL when it was not loaded */
/* Writes those that changed. */
bool pools_save(struct pools *pools, const struct session *session, struct error *err) MUST_CHECK;
void pools_release(struct pools *pools);

/* Whether a pool of this questionnaire remembers the nonce. */
bool pools_remember(const struct pools *pools, const char *questionnaire,
                    const uint8_t hash[NONCE_HASH_BYTES]);

/* Puts a box into a random free slot, of which there must be one, and remembers its nonce. */
bool pool_keep(struct pool *pool, const struct session *session, const uint8_t *box,
               const uint8_t hash[NONCE_HASH_BYTES], struct error *err) MUST_CHECK;
/* Puts a dummy into a slot: this one, or a new one when it is NULL. */
bool pool_put_dummy(const struct pool *pool, const struct session *session, size_t slot, const uint8_t *dummy,
                    struct error *err) MUST_CHECK;
bool pool_occupied(const struct pool *pool, size_t slot);
/* After a release of all that is pooled. */
void pool_empty(struct pool *pool);
/* So many slots of a full pool, by chance: a bit a slot, as in `occupied`. The caller frees them. */
uint8_t *pool_choose(const struct pool *pool, size_t count);
/* After the release of these slots, `count` of them. */
void pool_free_slots(struct pool *pool, const uint8_t *taken, size_t count);

static inline bool
slot_in(const uint8_t *bits, size_t slot)
{
	return (bits[slot / 8] >> (slot % 8) & 1) != 0;
}

/* The lengths of a pool's `occupied` and of each of its sets of nonces, bytes. */
size_t pool_occupied_bytes(size_t slots);
size_t pool_nonces_bytes(size_t slots);

/* What is kept of a nonce: enough to know it again. */
void nonce_hash(const uint8_t nonce[NONCE_BYTES], uint8_t hash[NONCE_HASH_BYTES]);
/* `table` has `bytes` bytes, zero at first; at least one entry stays free. Adding returns false when it was there. */
size_t nonces_count(const uint8_t *table, size_t bytes);
bool nonces_have(const uint8_t *table, size_t bytes, const uint8_t hash[NONCE_HASH_BYTES]);
bool nonces_add(uint8_t *table, size_t bytes, const uint8_t hash[NONCE_HASH_BYTES]);

#endif
