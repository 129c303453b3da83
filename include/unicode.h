/* SPDX-License-Identifier: EUPL-1.2
 *
 * What people type, made canonical: NFC, line feeds, no surrounding white space (libunistring).
 */
#ifndef UNICODE_H
#define UNICODE_H

#include "arena.h"

/* The canonical form of a typed text. False when it is not UTF-8 or holds control characters other
 * than tab and line ends. The browser's script does the same. */
bool unicode_canonical(struct view typed, struct arena *arena, struct view *canonical) MUST_CHECK;

/* Whether a text is quickly seen to be its own canonical form, and not empty. False does not say that it is none. */
bool unicode_unchanged(struct view typed);

/* An id out of a name: lower-case letters, digits and hyphens, a letter first (after `prefix` when there is none), at most `most`
 * characters; accents go. */
struct view unicode_id(struct view name, const char *prefix, size_t most, struct arena *arena);

bool unicode_valid(struct view v);    /* well-formed UTF-8 */
size_t unicode_length(struct view v); /* in code points */

#endif
