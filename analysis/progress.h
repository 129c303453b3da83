/* SPDX-License-Identifier: EUPL-1.2
 *
 * How far a long command has come, on stderr: one line that is written over while it is a terminal, else (with
 * `always`) a line per tenth.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct progress {
	const char *command, *unit; /* "import", "boxes" */
	size_t done, total;         /* total 0: not known */
	bool terminal, shown;
	time_t last; /* second of the last line on a terminal */
	size_t last_tenth;
};

struct progress progress_start(const char *command, const char *unit, size_t total, bool always);
void progress_add(struct progress *progress, size_t more);
void progress_end(struct progress *progress);

/* 12345 as "12,345". */
enum { NUMBER_TEXT = 32 };
const char *number_text(size_t number, char text[NUMBER_TEXT]);

#endif
