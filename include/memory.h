/* SPDX-License-Identifier: EUPL-1.2
 *
 * Memory that does not fail. When there is none left, what was set aside is given back and memory is waited for, a second
 * at most; only then the program ends. So a server that sets something aside finishes what it began, and refuses what
 * is new (memory_is_short()) instead of ending in the middle.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* malloc and friends: every size that an outsider can influence was capped before it came here. Zero-sized requests are
 * allowed. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t count, size_t size);
char *xstrdup(const char *text);

/* For libraries that allocate by themselves: what they do failed for want of memory, for the `attempt`th time in a row, from 0.
 * True: try again. False: there was none for a second. */
bool memory_more(unsigned attempt);
/* Ends the program, for want of memory. */
void memory_end(void) __attribute__((noreturn));

/* Whether so many bytes can be had, if need be of what was set aside: to ask before calling a library that does not survive
 * want of memory. */
bool memory_has(size_t bytes);

/* Sets so many bytes aside, for the rest of the program. */
void memory_set_aside(size_t bytes);
/* Whether that was needed and cannot be set aside again yet. Cheap while there is memory; false when nothing was ever set
 * aside. */
bool memory_is_short(void);

#endif
