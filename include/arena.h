/* SPDX-License-Identifier: EUPL-1.2
 *
 * Memory that is given back all at once: a loaded questionnaire is one arena, a request is one arena.
 * Not safe for use by two threads at the same time; a finished arena may be read by any number.
 */
#ifndef ARENA_H
#define ARENA_H

#include "text.h"

struct arena {
	struct arena_block *blocks; /* owned; newest first */
};

#define ARENA_INIT ((struct arena){ .blocks = NULL })

/* Zeroed memory, aligned for any type; never NULL. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy with a NUL behind it. */
struct view arena_copy(struct arena *arena, struct view v);
struct view arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
/* Wipes everything (answers may have stood in it) and gives it back. */
void arena_release(struct arena *arena);
/* The same, but keeps some of the memory for what comes next. */
void arena_reset(struct arena *arena);

#endif
