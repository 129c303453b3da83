/* SPDX-License-Identifier: EUPL-1.2
 *
 * Everything that is wrong with the files a person wrote, in one run: a growing list of
 * `file:line:column: severity: message`.
 */
#ifndef PROBLEMS_H
#define PROBLEMS_H

#include <stdio.h>

#include "error.h"

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct problem {
	enum severity severity;
	char *file;            /* owned */
	unsigned line, column; /* 1-based; 0 where the problem concerns the whole file */
	char *text;            /* owned */
};

struct problems {
	struct problem *list; /* owned */
	size_t count, errors; /* `errors` of the `count` are of SEVERITY_ERROR */
	size_t room;
};

#define PROBLEMS_INIT ((struct problems){ .list = NULL })

/* Control characters in the text become "?": it may repeat what stands in a file of somebody else. */
void problems_add(struct problems *problems, enum severity severity, const char *file, unsigned line,
                  unsigned column, const char *format, ...) PRINTF_LIKE(6, 7);

/* Orders by file (in order of first mention), line and column; equal places keep their order. */
void problems_sort(struct problems *problems);

/* One line each, in the form compilers use, so that editors can jump to it. */
void problems_print(const struct problems *problems, FILE *out);

/* Makes one error of the list for callers that can show only one: the first problem of
 * SEVERITY_ERROR and how many more there are. Returns false always (see fail()). */
bool problems_fail(const struct problems *problems, struct error *err);

void problems_release(struct problems *problems);

#endif
