/* SPDX-License-Identifier: EUPL-1.2
 *
 * Who waits for long work: is told how far it is, and can have it stop.
 */
#ifndef WATCH_H
#define WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch {
	/* So many parts of so many are done. False: stop soon, what comes out is thrown away. */
	bool (*goes_on)(void *context, size_t done, size_t of);
	void *context;
};

/* Nobody waits: NULL. */
static inline bool
watch_goes_on(const struct watch *watch, size_t done, size_t of)
{
	return watch == NULL || watch->goes_on(watch->context, done, of);
}

#endif
