/* SPDX-License-Identifier: EUPL-1.2
 *
 * Work on what strangers made, in a process of its own that can do nothing but calculate: no file, no connection, no program, and
 * not more than so much memory and time. Whatever goes wrong in there ends there.
 */
#ifndef CONFINED_H
#define CONFINED_H

#include <stdio.h>

#include "text.h"

enum { CONFINED_SECONDS = 30, CONFINED_BYTES = 1 << 30 };

/* Runs `work` so. What it puts into its `result` and prints to `list` is in *result and *said afterwards, also when it was
 * stopped. True when it ran to its end and returned true; false with an error when it was stopped, and without (ERROR_NONE) when it
 * returned false. */
bool confined_run(bool (*work)(void *context, struct buf *result, FILE *list), void *context,
                  struct buf *result, struct buf *said, struct error *err) MUST_CHECK;

#endif
