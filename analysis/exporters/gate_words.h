/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the release gate found, in people's words and in the language of what is made: the same for the report, its draft and cards.
 */
#ifndef GATE_WORDS_H
#define GATE_WORDS_H

#include "analysis/decisions/gate.h"
#include "locale_catalogue.h"

/* One line; in the arena. */
struct view gate_words(const struct catalogue *catalogue, struct arena *arena,
                       const struct gate_reason *reason);

#endif
