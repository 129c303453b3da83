/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a library says when it refuses something is English, for the command line and for who mends programs. Here is how a page or a
 * report says it in its own language: by a table of what can be said.
 */
#ifndef REFUSAL_H
#define REFUSAL_H

#include "arena.h"
#include "locale_catalogue.h"

struct refusal {
	const char
	    *says; /* as the library says it, with * for what differs, which takes as little as it can */
	const char
	    *message; /* the id of the message that has what they stood for as {one}, {two} and {three} */
};

/* In the arena. What is in no row of the table (which ends with a NULL `says`) is told by the message `otherwise`, so that nothing
 * changes its language. */
struct view refusal_words(const struct refusal *table, const char *otherwise,
                          const struct catalogue *catalogue, struct arena *arena, const char *said);

#endif
