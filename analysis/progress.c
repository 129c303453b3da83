/* SPDX-License-Identifier: EUPL-1.2
 *
 * Progress of a long command: analysis/progress.h.
 */
#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TENTHS = 10 };

struct progress
progress_start(const char *command, const char *unit, size_t total, bool always)
{
	bool terminal = isatty(STDERR_FILENO) == 1;

	return (struct progress){ .command = command,
		                  .unit = unit,
		                  .total = total,
		                  .terminal = terminal,
		                  .shown = terminal || always };
}

const char *
number_text(size_t number, char text[NUMBER_TEXT])
{
	char digits[NUMBER_TEXT];
	size_t length = (size_t)snprintf(digits, sizeof(digits), "%zu", number), at = 0;

	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text[at++] = ',';
		text[at++] = digits[i];
	}
	text[at] = '\0';
	return text;
}

static void
show(const struct progress *progress)
{
	char done[NUMBER_TEXT], total[NUMBER_TEXT];

	fprintf(stderr, "%s%s: %s of %s %s%s", progress->terminal ? "\r" : "", progress->command,
	        number_text(progress->done, done), number_text(progress->total, total), progress->unit,
	        progress->terminal ? "" : "\n");
	fflush(stderr);
}

void
progress_add(struct progress *progress, size_t more)
{
	time_t now;
	size_t tenth;

	progress->done += more;
	if (progress->done > progress->total)
		progress->total = progress->done;
	if (!progress->shown || progress->total == 0)
		return;
	now = time(NULL);
	tenth = progress->done * TENTHS / progress->total;
	if (progress->terminal ? now != progress->last : tenth != progress->last_tenth)
		show(progress);
	progress->last = now;
	progress->last_tenth = tenth;
}

void
progress_end(struct progress *progress)
{
	if (progress->shown && progress->terminal && progress->total > 0) {
		show(progress);
		fputc('\n', stderr);
	}
}
