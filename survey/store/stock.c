/* SPDX-License-Identifier: EUPL-1.2
 *
 * Dummies that lie ready, so that a release does not hold the store while it seals a thousand of them. They live in
 * memory only.
 */
#include "survey/store/inside.h"

#include <stdlib.h>
#include <string.h>

enum {
	STOCK_DUMMIES = 1024,
	STOCK_BYTES = 8 << 20, /* a stock of larger ones has fewer */
};

struct stock {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct public_key key;
	size_t size;     /* 0: of nothing yet */
	size_t count;
	uint8_t *boxes;  /* owned; room for stock_room() boxes */
	bool stopping;
};

static size_t
stock_room(size_t size)
{
	size_t fit = STOCK_BYTES / (size + SEAL_OVERHEAD);

	return fit < STOCK_DUMMIES ? fit : STOCK_DUMMIES;
}

static bool
stock_is(const struct stock *stock, const struct public_key *key, size_t size)
{
	return stock->size == size && memcmp(stock->key.bytes, key->bytes, PUBLIC_KEY_BYTES) == 0;
}

static void *
stock_run(void *context)
{
	struct stock *stock = context;
	uint8_t *box = xmalloc(BOX_SIZE_MAX + SEAL_OVERHEAD);

	pthread_mutex_lock(&stock->lock);
	while (!stock->stopping) {
		struct public_key key = stock->key;
		size_t size = stock->size;

		if (size == 0 || stock->count >= stock_room(size)) {
			pthread_cond_wait(&stock->changed, &stock->lock);
			continue;
		}
		pthread_mutex_unlock(&stock->lock);
		seal_dummy(&key, size, box);
		pthread_mutex_lock(&stock->lock);
		if (stock_is(stock, &key, size))
			memcpy(stock->boxes + stock->count++ * (size + SEAL_OVERHEAD), box, size + SEAL_OVERHEAD);
	}
	pthread_mutex_unlock(&stock->lock);
	free(box);
	return NULL;
}

struct stock *
stock_new(void)
{
	struct stock *stock = xcalloc(1, sizeof(*stock));

	pthread_mutex_init(&stock->lock, NULL);
	pthread_cond_init(&stock->changed, NULL);
	if (pthread_create(&stock->thread, NULL, stock_run, stock) != 0) {
		free(stock); /* no stock: dummies are made when they are needed */
		stock = NULL;
	}
	return stock;
}

void
stock_free(struct stock *stock)
{
	if (stock == NULL)
		return;
	pthread_mutex_lock(&stock->lock);
	stock->stopping = true;
	pthread_cond_signal(&stock->changed);
	pthread_mutex_unlock(&stock->lock);
	pthread_join(stock->thread, NULL);
	pthread_cond_destroy(&stock->changed);
	pthread_mutex_destroy(&stock->lock);
	free(stock->boxes);
	free(stock);
}

void
stock_expect(struct stock *stock, const struct public_key *key, size_t size)
{
	if (stock == NULL)
		return;
	pthread_mutex_lock(&stock->lock);
	if (!stock_is(stock, key, size)) {
		stock->key = *key;
		stock->size = size;
		stock->count = 0;
		stock->boxes = xrealloc(stock->boxes, stock_room(size), size + SEAL_OVERHEAD);
	}
	if (stock->count < stock_room(size))
		pthread_cond_signal(&stock->changed);
	pthread_mutex_unlock(&stock->lock);
}

void
stock_take(struct stock *stock, const struct public_key *key, size_t size, uint8_t *box)
{
	bool taken = false;

	if (stock != NULL) {
		pthread_mutex_lock(&stock->lock);
		if (stock_is(stock, key, size) && stock->count > 0) {
			stock->count--;
			memcpy(box, stock->boxes + stock->count * (size + SEAL_OVERHEAD), size + SEAL_OVERHEAD);
			pthread_cond_signal(&stock->changed);
			taken = true;
		}
		pthread_mutex_unlock(&stock->lock);
	}
	if (!taken)
		seal_dummy(key, size, box);
}
