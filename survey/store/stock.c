/* SPDX-License-Identifier: EUPL-1.2
 *
 * The dummies that responses pushed out of their slots, kept in memory to be put back at the release: sealing a new one
 * takes longer than everything else that is done for a response. They are put back in random order, so where
 * one lies tells nothing about the response that took its place. What a restart loses is sealed anew.
 */
#include "survey/store/inside.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { STOCK_BYTES = 32 << 20 };

struct stock {
	pthread_mutex_t lock;
	struct public_key key;
	size_t box_bytes; /* 0: of nothing yet */
	struct buf boxes; /* all of one kind */
};

struct stock *
stock_new(void)
{
	struct stock *stock = xcalloc(1, sizeof(*stock));

	pthread_mutex_init(&stock->lock, NULL);
	return stock;
}

void
stock_free(struct stock *stock)
{
	if (stock == NULL)
		return;
	pthread_mutex_destroy(&stock->lock);
	buf_release(&stock->boxes);
	free(stock);
}

static bool
stock_is(const struct stock *stock, const struct pool *pool)
{
	return stock->box_bytes == pool->box_bytes &&
	       memcmp(stock->key.bytes, pool->key.bytes, PUBLIC_KEY_BYTES) == 0;
}

void
stock_put(struct stock *stock, const struct pool *pool, struct view dummies)
{
	pthread_mutex_lock(&stock->lock);
	if (!stock_is(stock, pool)) {
		stock->key = pool->key;
		stock->box_bytes = pool->box_bytes;
		buf_reset(&stock->boxes);
	}
	if (stock->boxes.len + dummies.len <= STOCK_BYTES)
		buf_add_view(&stock->boxes, dummies);
	pthread_mutex_unlock(&stock->lock);
}

static bool
take_any(struct buf *boxes, size_t box_bytes, uint8_t *dummy)
{
	size_t count = boxes->len / box_bytes;
	char *any, *last;

	if (count == 0)
		return false;
	any = boxes->data + randombytes_uniform((uint32_t)count) * box_bytes;
	last = boxes->data + (count - 1) * box_bytes;
	memcpy(dummy, any, box_bytes);
	memmove(any, last, box_bytes);
	boxes->len -= box_bytes;
	return true;
}

void
stock_take(struct stock *stock, struct pool *pool, uint8_t *dummy)
{
	bool taken = take_any(&pool->dummies, pool->box_bytes, dummy);

	if (!taken && stock != NULL) {
		pthread_mutex_lock(&stock->lock);
		taken = stock_is(stock, pool) && take_any(&stock->boxes, pool->box_bytes, dummy);
		pthread_mutex_unlock(&stock->lock);
	}
	if (!taken)
		seal_dummy(&pool->key, pool->size, dummy);
}
