/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the library says when it refuses something is English, for the command line and for who mends programs. Here is what
 * a page says for it, in its own language.
 */
#ifndef WHY_H
#define WHY_H

#include "arena.h"
#include "locale_catalogue.h"

/* In the arena. What nobody thought of is told by its code alone, so that no page changes its language. */
struct view why_text(const struct catalogue *catalogue, struct arena *arena, const struct error *err);

#endif
