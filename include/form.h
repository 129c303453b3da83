/* SPDX-License-Identifier: EUPL-1.2
 *
 * The fields of a form as browsers send it (application/x-www-form-urlencoded, WHATWG URL Standard section 5),
 * read strictly: bounded, every %XX valid, no NUL, UTF-8 only.
 */
#ifndef FORM_H
#define FORM_H

#include "arena.h"

enum { FORM_FIELDS_MAX = 2000 };

struct form_field {
	struct view name, value; /* decoded; in the arena */
};

struct form {
	struct form_field *fields; /* in the order they were sent */
	size_t count;
};

/* ERROR_INVALID for anything malformed, ERROR_FULL for too many fields. */
bool form_parse(struct view body, struct arena *arena, struct form *form, struct error *err) MUST_CHECK;

/* The value of the first field of that name; an empty view with a NULL ptr when there is none. */
struct view form_value(const struct form *form, const char *name);

#endif
