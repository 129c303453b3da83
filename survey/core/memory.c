/* SPDX-License-Identifier: EUPL-1.2
 *
 * Memory that does not fail: include/memory.h.
 */
#include "memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WAIT_MS = 10, ATTEMPTS = 100 }; /* a second */

static struct {
	pthread_mutex_t lock;
	_Atomic(size_t) wanted;
	_Atomic(void *) kept; /* NULL: in use, or never set aside; written under `lock` */
} aside = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Gives back what was set aside; false when that was done before. */
static bool
give_back(void)
{
	void *kept;

	pthread_mutex_lock(&aside.lock);
	kept = atomic_exchange(&aside.kept, NULL);
	free(kept);
	pthread_mutex_unlock(&aside.lock);
	return kept != NULL;
}

bool
memory_more(unsigned attempt)
{
	/* Other requests end, and give back what they had. */
	if (!give_back() && attempt > 0)
		nanosleep(&(struct timespec){ .tv_nsec = WAIT_MS * 1000000L }, NULL);
	return attempt < ATTEMPTS;
}

void
memory_end(void)
{
	fputs("survey: out of memory\n", stderr);
	abort();
}

bool
memory_has(size_t bytes)
{
	void *memory = malloc(bytes);

	if (memory == NULL && give_back())
		memory = malloc(bytes);
	free(memory);
	return memory != NULL;
}

void
memory_set_aside(size_t bytes)
{
	atomic_store(&aside.wanted, bytes);
	(void)memory_is_short();
}

bool
memory_is_short(void)
{
	size_t wanted = atomic_load(&aside.wanted);

	if (wanted == 0 || atomic_load(&aside.kept) != NULL)
		return false;
	pthread_mutex_lock(&aside.lock);
	if (atomic_load(&aside.kept) == NULL)
		atomic_store(&aside.kept, malloc(wanted));
	pthread_mutex_unlock(&aside.lock);
	return atomic_load(&aside.kept) == NULL;
}

void *
xmalloc(size_t size)
{
	void *memory;
	unsigned attempt = 0;

	while ((memory = malloc(size ? size : 1)) == NULL)
		if (!memory_more(attempt++))
			memory_end();
	return memory;
}

void *
xcalloc(size_t count, size_t size)
{
	void *memory;
	unsigned attempt = 0;

	while ((memory = calloc(count ? count : 1, size ? size : 1)) == NULL)
		if (!memory_more(attempt++))
			memory_end();
	return memory;
}

void *
xrealloc(void *old, size_t count, size_t size)
{
	void *memory;
	unsigned attempt = 0;

	while ((memory = reallocarray(old, count ? count : 1, size ? size : 1)) == NULL)
		if (!memory_more(attempt++))
			memory_end();
	return memory;
}

char *
xstrdup(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(xmalloc(size), text, size);
}
