/* SPDX-License-Identifier: EUPL-1.2
 *
 * Memory that runs out on purpose: loaded into a program before everything else (LD_PRELOAD), it stands in for malloc and its
 * family. FAULTS_MEMORY names a file of four 64-bit numbers, shared with the test:
 *
 *   countdown  the allocation that fails: 1 is the next one; 0 none
 *   room       bytes that may still be taken; below zero without end. What is given back makes room.
 *   seen       how many allocations there were
 *   failed     how many of them failed
 */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* The C library's own, which it exports for this. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *memory);

struct control {
	_Atomic(int64_t) countdown, room, seen, failed;
};

static struct control *control;

static void __attribute__((constructor)) begin(void)
{
	const char *path = getenv("FAULTS_MEMORY");
	int fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void *shared;

	if (fd < 0)
		abort();
	shared = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (shared == MAP_FAILED)
		abort();
	control = shared;
}

/* Whether there is memory. What was larger before gives its room back first. */
static bool
may_take(size_t size, size_t before)
{
	int64_t left;

	if (control == NULL)
		return true;
	atomic_fetch_add(&control->seen, 1);
	left = atomic_load(&control->countdown);
	if (left > 0 && atomic_fetch_sub(&control->countdown, 1) == 1)
		goto refuse;
	left = atomic_load(&control->room);
	if (left >= 0 && size > before && (int64_t)(size - before) > left)
		goto refuse;
	return true;
refuse:
	atomic_fetch_add(&control->failed, 1);
	errno = ENOMEM;
	return false;
}

static void
count(void *memory, int sign)
{
	if (control != NULL && memory != NULL && atomic_load(&control->room) >= 0) {
		int64_t size = (int64_t)malloc_usable_size(memory);

		/* Never below zero, which would mean without end. */
		if (sign > 0 || atomic_load(&control->room) >= size)
			atomic_fetch_add(&control->room, sign * size);
	}
}

static void *
taken(void *memory)
{
	count(memory, -1);
	return memory;
}

void *
malloc(size_t size)
{
	return may_take(size, 0) ? taken(__libc_malloc(size)) : NULL;
}

void *
calloc(size_t number, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(number, size, &all))
		all = SIZE_MAX;
	return may_take(all, 0) ? taken(__libc_calloc(number, size)) : NULL;
}

void *
realloc(void *old, size_t size)
{
	void *moved;

	if (!may_take(size, old == NULL ? 0 : malloc_usable_size(old)))
		return NULL;
	count(old, 1);
	moved = __libc_realloc(old, size);
	count(moved == NULL && size > 0 ? old : moved, -1);
	return moved;
}

void *
reallocarray(void *old, size_t number, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(number, size, &all)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(old, all);
}

void *
memalign(size_t alignment, size_t size)
{
	return may_take(size, 0) ? taken(__libc_memalign(alignment, size)) : NULL;
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

int
posix_memalign(void **memory, size_t alignment, size_t size)
{
	void *made = memalign(alignment, size);

	if (made == NULL)
		return ENOMEM;
	*memory = made;
	return 0;
}

void
free(void *memory)
{
	count(memory, 1);
	__libc_free(memory);
}
