/* SPDX-License-Identifier: EUPL-1.2
 *
 * What early releases leave behind. A pool that is full in the middle of a rush gives up a part, and those boxes stay in their slots,
 * beside the batch that has them now, until the next responses overwrite them: writing a dummy over each would double
 * what the disk has to take, for slots that are needed again at once. They tell nothing that the batch does not: a slot was random
 * when its box came. As soon as nothing comes for a moment dummies take their place, a few in a transaction.
 *
 * No table says which slots these are, so nothing can disagree with it: only a full pool is released this way, so at first all
 * slots that are free have a box of its last batch, and dummies come in the order of the slots. If there are any, the last slot that is not
 * occupied has one.
 */
#include "survey/store/inside.h"

#include <stdlib.h>
#include <string.h>

enum { CLEAR_AT_ONCE = 32 }; /* dummies in one transaction: some 3 milliseconds of sealing */

/* The last batch of a pool; number 0: there is none. */
struct last_batch {
	int64_t number;
	size_t boxes;
};

static bool
take_batch(void *context, const struct value *columns, struct error *err)
{
	struct last_batch *batch = context;

	(void)err;
	*batch = (struct last_batch){ columns[0].number, (size_t)columns[1].number };
	return true;
}

struct slot_box {
	uint8_t *box; /* owned */
	size_t bytes;
	bool there;
};

static bool
take_box(void *context, const struct value *columns, struct error *err)
{
	struct slot_box *slot = context;

	(void)err;
	slot->there = columns[1].bytes.len == slot->bytes;
	if (slot->there)
		memcpy(slot->box, columns[1].bytes.ptr, slot->bytes);
	return true;
}

/* Whether a batch, which is sorted, has the box. */
static bool
batch_has(const struct session *session, const struct last_batch *batch, const struct slot_box *slot,
          bool *has, struct error *err)
{
	bool good = true;
	size_t first = 0, end = batch->boxes;
	uint8_t *box = xmalloc(slot->bytes);

	*has = false;
	while (good && !*has && first < end) {
		size_t middle = first + (end - first) / 2;
		int order;

		good = session->driver->read_boxes(session->connection, batch->number, middle * slot->bytes,
		                                   box, slot->bytes, err);
		order = good ? memcmp(box, slot->box, slot->bytes) : 0;
		*has = good && order == 0;
		if (order < 0)
			first = middle + 1;
		else
			end = middle;
	}
	session->driver->stop_reading(session->connection);
	free(box);
	return good;
}

bool
leftovers_in(const struct session *session, const struct pool *pool, bool *there, struct error *err)
{
	bool good = false;
	struct last_batch batch = { .number = 0 };
	struct slot_box slot = { .box = xmalloc(pool->box_bytes), .bytes = pool->box_bytes };
	struct rows batches = { .each = take_batch, .context = &batch },
	            slots = { .each = take_box, .context = &slot };
	int64_t last = (int64_t)pool->slots - 1, first_id = pool->id * POOL_SLOTS_MAX;

	*there = false;
	while (last >= 0 && pool_occupied(pool, (size_t)last))
		last--;
	if (!session_run(session, STATEMENT_LAST_BATCH,
	                 PARAMS(TEXT_VALUE(view_of(pool->questionnaire)),
	                        BLOB_VALUE(pool->key.id, KEY_ID_BYTES), NUMBER_VALUE(pool->size)),
	                 &batches, err))
		goto out;
	if (batch.number > 0 && last >= 0) {
		batch.boxes /= pool->box_bytes;
		if (!session_run(session, STATEMENT_READ_SLOTS,
		                 PARAMS(NUMBER_VALUE(first_id + last), NUMBER_VALUE(first_id + last + 1)),
		                 &slots, err) ||
		    (slot.there && !batch_has(session, &batch, &slot, there, err)))
			goto out;
	}
	good = true;
out:
	free(slot.box);
	return good;
}

/* ---- clearing -------------------------------------------------------------------------------------------- */

/* The first pool that is not before another. */
struct next_pool {
	int64_t from, id; /* id 0: there is none */
};

static bool
take_next(void *context, const struct value *columns, struct error *err)
{
	struct next_pool *next = context;

	(void)err;
	if (next->id == 0 && columns[0].number >= next->from)
		next->id = columns[0].number;
	return true;
}

/* The next dummies of a pool; where it goes on next time is in `at`. */
static bool
clear_some(const struct session *session, struct pool *pool, struct leftovers *at, struct error *err)
{
	bool good = true;
	size_t cleared = 0;

	for (; good && at->slot < pool->slots && cleared < CLEAR_AT_ONCE; at->slot++) {
		if (pool_occupied(pool, at->slot))
			continue;
		good = pool_put_dummy(pool, session, at->slot, NULL, err);
		cleared++;
	}
	return good;
}

bool
leftovers_clear_some(const struct session *session, struct leftovers *at, bool *more, struct error *err)
{
	bool good = false, there = false;
	struct next_pool next = { .from = at->pool };
	struct rows rows = { .each = take_next, .context = &next };
	struct pools pools = POOLS_INIT;
	struct leftovers then = *at;

	if (!session->driver->begin(session->connection, err) ||
	    !session_run(session, STATEMENT_LIST_POOLS, PARAMS(TEXT_VALUE(VIEW(""))), &rows, err))
		goto out;
	*more = next.id != 0;
	if (*more) {
		struct pool *pool;

		if (next.id != at->pool)
			then = (struct leftovers){ .pool = next.id };
		if (!pools_load(&pools, session, next.id, err))
			goto out;
		pool = pools_find(&pools, next.id);
		if (!leftovers_in(session, pool, &there, err) ||
		    (there && !clear_some(session, pool, &then, err)))
			goto out;
		if (!there || then.slot == pool->slots)
			then = (struct leftovers){ .pool = next.id + 1 };
	}
	good = session->driver->commit(session->connection, err);
out:
	if (good)
		*at = then;
	else
		session->driver->rollback(session->connection);
	/* What is damaged stays as it is, and keeps nobody from the others. */
	if (!good && err->code == ERROR_INVALID && next.id != 0)
		*at = (struct leftovers){ .pool = next.id + 1 };
	pools_release(&pools);
	return good;
}
