/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any form of another program that can be read, by its name and its first bytes.
 */
#ifndef EXCHANGE_FORM_H
#define EXCHANGE_FORM_H

#include "draft.h"

enum { FORM_FILE_MAX = 1 << 24 }; /* bytes */

/* What the form itself does not say. */
struct form_wishes {
	const char *audience, *id, *language; /* NULL: whatever the form says, or nothing */
};

/* Reads the form and writes it as YAML. All that could not be carried over goes to `problems`, and what is wrong with the file too;
 * then the result is false. */
bool form_read(struct view bytes, const char *file, const struct form_wishes *wishes, struct date today,
               struct buf *yaml, struct problems *problems) MUST_CHECK;

#endif
