/* SPDX-License-Identifier: EUPL-1.2
 *
 * Releases: what is pooled becomes one sorted batch.
 */
#include "survey/store/inside.h"

#include <stdlib.h>
#include <string.h>

enum {
	SEAL_AHEAD_BYTES = 16 << 20,
	EARLY_PART = 8, /* of a full pool is released early, unless k is more */
};

/* What a release takes out of a pool. */
struct taking {
	const struct pool *pool;
	const uint8_t *slots; /* a bit a slot, as in `occupied` */
	size_t count;
	struct buf *boxes;
};

static bool
take_box(void *context, const struct value *columns, struct error *err)
{
	struct taking *taking = context;
	const struct pool *pool = taking->pool;
	int64_t slot = columns[0].number - pool->id * POOL_SLOTS_MAX;

	if (slot < 0 || slot >= (int64_t)pool->slots || !slot_in(taking->slots, (size_t)slot) ||
	    columns[1].bytes.len != pool->box_bytes)
		return fail(err, ERROR_INVALID, "pool %lld of the store is damaged", (long long)pool->id);
	buf_add_view(taking->boxes, columns[1].bytes);
	return true;
}

/* Slots that are neighbours are read together. A back end that is far away is asked for all before it answers; with the last
 * ones everything is here. */
static bool
take_boxes(const struct session *session, struct taking *taking, struct error *err)
{
	bool good = true;
	const struct pool *pool = taking->pool;
	struct rows rows = { .each = take_box, .context = taking };
	int64_t first_id = pool->id * POOL_SLOTS_MAX;
	size_t end = 0, left = taking->count;

	while (good && left > 0) {
		size_t first = end;

		while (!slot_in(taking->slots, first))
			first++;
		for (end = first; end < pool->slots && slot_in(taking->slots, end); end++)
			left--;
		const struct value ids[] = { NUMBER_VALUE(first_id + (int64_t)first),
			                     NUMBER_VALUE(first_id + (int64_t)end) };
		good = left > 0 ? session_queue(session, STATEMENT_READ_SLOTS, ids, 2, &rows, 0, err)
		                : session_run(session, STATEMENT_READ_SLOTS, ids, 2, &rows, err);
	}
	if (good && taking->boxes->len != taking->count * pool->box_bytes)
		return fail(err, ERROR_INVALID, "pool %lld of the store is damaged", (long long)pool->id);
	return good;
}

static int
compare_boxes(const void *a, const void *b, void *box_bytes)
{
	return memcmp(a, b, *(const size_t *)box_bytes);
}

/* Within a transaction: makes one batch of what is in these slots, by way of `room`; there it stays. */
static bool
release_batch(const struct session *session, const struct pool *pool, const uint8_t *slots, size_t count,
              struct date today, struct buf *room, struct error *err)
{
	struct taking taking = { .pool = pool, .slots = slots, .count = count, .boxes = room };
	size_t box_bytes = pool->box_bytes;
	char day[DAY_TEXT];

	/* Megabytes, perhaps: the server goes on without a release when it must. */
	buf_reset(room);
	if (room->room < count * box_bytes && !memory_has(count * box_bytes + 1))
		return fail(err, ERROR_SYSTEM, "there is not enough memory to release pool %lld",
		            (long long)pool->id);
	buf_reserve(room, count * box_bytes);
	if (!take_boxes(session, &taking, err))
		return false;
	qsort_r(room->data, count, box_bytes, compare_boxes, &box_bytes);
	return session_run(session, STATEMENT_ADD_BATCH,
	                   PARAMS(TEXT_VALUE(view_of(pool->questionnaire)),
	                          BLOB_VALUE(pool->key.id, KEY_ID_BYTES), NUMBER_VALUE(pool->size),
	                          NUMBER_VALUE(count), TEXT_VALUE(day_text(today, day)),
	                          BLOB_VALUE(room->data, room->len)),
	                   NULL, err);
}

/* ---- releases of full pools ------------------------------------------------------------------------------ */

bool
release_early(const struct session *session, struct pool *pool, struct date today, struct buf *room,
              struct error *err)
{
	bool good;
	size_t part = pool->slots / EARLY_PART, minimum = pool->release_minimum;
	size_t count = part > minimum ? part : minimum;
	uint8_t *chosen;

	/* Nor may fewer than k stay behind. */
	if (count == 0 || count + minimum > pool->slots)
		count = pool->slots;
	chosen = pool_choose(pool, count);
	good = release_batch(session, pool, chosen, count, today, room, err);
	if (good)
		pool_free_slots(pool, chosen, count);
	free(chosen);
	return good;
}

/* ---- releases that are due ------------------------------------------------------------------------------- */

static bool
is_due(const struct pool *pool, enum release_reason reason)
{
	return pool->pooled > 0 && (reason == RELEASE_CLOSING || pool->pooled >= pool->release_minimum);
}

/* Dummies for a pool that is likely to be released, sealed before anybody has to wait for it. What cannot be known yet is known
 * later: they may turn out too few or too many. */
static bool
seal_dummies(const struct session *session, int64_t id, enum release_reason reason, struct buf *dummies,
             struct error *err)
{
	bool good = false;
	struct pools pools = POOLS_INIT;
	const struct pool *pool;

	if (!pools_load(&pools, session, id, err))
		goto out;
	pool = pools_find(&pools, id);
	if (is_due(pool, reason) && pool->pooled * pool->box_bytes <= SEAL_AHEAD_BYTES &&
	    memory_has(pool->pooled * pool->box_bytes + 1)) {
		buf_reserve(dummies, pool->pooled * pool->box_bytes);
		for (size_t i = 0; i < pool->pooled; i++) {
			seal_dummy(&pool->key, pool->size, (uint8_t *)dummies->data + dummies->len);
			dummies->len += pool->box_bytes;
		}
	}
	good = true;
out:
	pools_release(&pools);
	return good;
}

/* Puts a dummy where each box was, and over what earlier releases left. */
static bool
refill(const struct session *session, const struct pool *pool, bool leftovers, const struct buf *dummies,
       struct error *err)
{
	bool good = true;
	size_t at = 0;

	for (size_t slot = 0; slot < pool->slots && good; slot++) {
		bool ready = at + pool->box_bytes <= dummies->len;

		if (!leftovers && !pool_occupied(pool, slot))
			continue;
		good = pool_put_dummy(pool, session, slot, ready ? (const uint8_t *)dummies->data + at : NULL,
		                      err);
		at += pool->box_bytes;
	}
	return good;
}

static bool
release_and_refill(const struct session *session, struct pool *pool, const struct buf *dummies,
                   struct date today, struct error *err)
{
	bool leftovers = false, good;
	struct buf room = BUF_INIT;

	good = leftovers_in(session, pool, &leftovers, err) &&
	       release_batch(session, pool, pool->occupied, pool->pooled, today, &room, err) &&
	       refill(session, pool, leftovers, dummies, err);
	if (good)
		pool_empty(pool);
	buf_release(&room);
	return good;
}

/* The numbers of pools. */
struct numbers {
	int64_t *list; /* owned */
	size_t count;
};

static bool
add_number(void *context, const struct value *columns, struct error *err)
{
	struct numbers *numbers = context;

	(void)err;
	numbers->list = xrealloc(numbers->list, numbers->count + 1, sizeof(numbers->list[0]));
	numbers->list[numbers->count++] = columns[0].number;
	return true;
}

/* One transaction: loads the pool, releases it when that is due. */
static bool
release_one(struct store *store, int64_t id, enum release_reason reason, struct date today, size_t *released,
            size_t *waiting, struct error *err)
{
	bool good = false;
	struct pools pools = POOLS_INIT;
	struct pool *pool;
	struct buf dummies = BUF_INIT;
	size_t pooled = 0;
	bool due = false;

	if (!seal_dummies(&store->calls, id, reason, &dummies, err) || !store_begin(store, err))
		goto out;
	if (pools_load(&pools, &store->calls, id, err)) {
		pool = pools_find(&pools, id);
		pooled = pool->pooled;
		due = is_due(pool, reason);
		good = !due || (release_and_refill(&store->calls, pool, &dummies, today, err) &&
		                pools_save(&pools, &store->calls, err));
	}
	good = store_end(store, good, err);
	if (due)
		store_settle(store);
	if (good && due && released != NULL)
		*released += pooled;
	if (good && !due && pooled > 0 && waiting != NULL)
		*waiting += 1;
out:
	pools_release(&pools);
	buf_release(&dummies);
	return good;
}

bool
store_release(struct store *store, struct view questionnaire, enum release_reason reason, struct date today,
              size_t *released, size_t *waiting, struct error *err)
{
	bool good;
	struct numbers numbers = { .list = NULL };
	struct rows rows = { .each = add_number, .context = &numbers };

	pthread_mutex_lock(&store->turn);
	good =
	    session_run(&store->calls, STATEMENT_LIST_POOLS, PARAMS(TEXT_VALUE(questionnaire)), &rows, err);
	for (size_t i = 0; i < numbers.count && good; i++)
		good = release_one(store, numbers.list[i], reason, today, released, waiting, err);
	pthread_mutex_unlock(&store->turn);
	free(numbers.list);
	return good;
}
