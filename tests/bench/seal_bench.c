/* SPDX-License-Identifier: EUPL-1.2
 *
 * seal_bench SIZE THREADS SECONDS: how many boxes of SIZE-byte responses a second crypto_box_seal makes, and nothing
 * else.
 */
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "text.h"

static atomic_bool stop;
static size_t size;

static void *
run(void *context)
{
	size_t *count = context;
	unsigned char public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
	unsigned char *plain = xcalloc(1, size), *box = xmalloc(size + crypto_box_SEALBYTES);

	crypto_box_keypair(public, secret);
	for (*count = 0; !atomic_load(&stop); (*count)++)
		if (crypto_box_seal(box, plain, size, public) != 0)
			abort();
	free(plain);
	free(box);
	return NULL;
}

int
main(int argc, char **argv)
{
	enum { THREADS_MAX = 64 };
	pthread_t threads[THREADS_MAX];
	size_t counts[THREADS_MAX] = { 0 }, total = 0;
	unsigned thread_count, seconds;

	if (argc != 4 || sodium_init() < 0) {
		fprintf(stderr, "usage: seal_bench SIZE THREADS SECONDS\n");
		return 2;
	}
	size = strtoul(argv[1], NULL, 10);
	thread_count = (unsigned)strtoul(argv[2], NULL, 10);
	seconds = (unsigned)strtoul(argv[3], NULL, 10);
	if (thread_count < 1 || thread_count > THREADS_MAX)
		return 2;
	for (unsigned i = 0; i < thread_count; i++)
		if (pthread_create(&threads[i], NULL, run, &counts[i]) != 0)
			return 1;
	sleep(seconds);
	atomic_store(&stop, true);
	for (unsigned i = 0; i < thread_count; i++) {
		pthread_join(threads[i], NULL);
		total += counts[i];
	}
	printf("%.0f boxes sealed a second\n", (double)total / seconds);
	return 0;
}
