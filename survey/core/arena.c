/* SPDX-License-Identifier: EUPL-1.2
 *
 * Memory that is given back all at once: include/arena.h.
 */
#include "arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 4096, KEPT_MOST = 1 << 20 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *
new_block(size_t room)
{
	struct arena_block *block = xcalloc(1, sizeof(*block) + room);

	block->size = room;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	size_t padded = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
	void *memory;

	if (block == NULL || block->size - block->used < padded) {
		size_t room = padded > BLOCK_SIZE ? padded : BLOCK_SIZE;

		block = new_block(room);
		block->next = arena->blocks;
		arena->blocks = block;
	}
	memory = block->bytes + block->used;
	block->used += padded;
	return memory;
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		abort();
	return arena_alloc(arena, total);
}

struct view
arena_copy(struct arena *arena, struct view v)
{
	char *copy = arena_alloc(arena, v.len + 1);

	if (v.len > 0)
		memcpy(copy, v.ptr, v.len);
	return (struct view){ copy, v.len };
}

struct view
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		memory_end();
	text = arena_alloc(arena, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return (struct view){ text, (size_t)len };
}

void
arena_release(struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	while (block != NULL) {
		struct arena_block *next = block->next;

		explicit_bzero(block->bytes, block->used);
		free(block);
		block = next;
	}
	arena->blocks = NULL;
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *block = arena->blocks;
	size_t total = 0;

	for (const struct arena_block *each = block; each != NULL; each = each->next)
		total += each->size;
	if (block != NULL && block->next == NULL && total <= KEPT_MOST) {
		explicit_bzero(block->bytes, block->used);
		block->used = 0;
	} else {
		/* What did not fit in one block gets one that is large enough for the next time. */
		arena_release(arena);
		if (total > 0 && total <= KEPT_MOST)
			arena->blocks = new_block(total);
	}
}
