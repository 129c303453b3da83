/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the two types of typed text share: a limit in characters, kept in question.detail.
 */
#ifndef TYPED_H
#define TYPED_H

#include "qtype.h"

struct typed {
	long max;  /* characters */
	long rows; /* height of the field; 1: one line */
};

/* Reads `max:` and, with most_rows > 1, `rows:`. */
void typed_load(struct definition *definition, struct question *question, struct typed defaults,
                long most_max, long most_rows);
bool typed_read(const struct question *question, const struct view *values, size_t count, struct arena *arena,
                struct answer *answer, const char **problem, long *limit);
const char *typed_note(const struct question *question, long *limit);
void typed_render(const struct field *field, size_t language, const struct answer *answer, struct page *page);
void typed_limits(const struct question *question, struct qtype_limits *limits);
size_t typed_size_limit(const struct question *question);

#endif
