/* SPDX-License-Identifier: EUPL-1.2
 *
 * The gentle question before a form without script is kept: texts that seem to hold personal data, each shown to who typed
 * it. It never stops anybody.
 */
#ifndef PERSONAL_HINT_H
#define PERSONAL_HINT_H

#include "personal.h"
#include "reading.h"

enum { HINTS_MAX = 40 };

struct personal_hint {
	struct {
		const struct section *section;
		struct personal_find find; /* within the reading */
	} found[HINTS_MAX];
	size_t count; /* 0: nothing was found */
};

/* Looks at the texts that were answered to questions that are asked. */
void personal_hint_make(struct personal_hint *hint, const struct reading *reading, const struct plan *plan);

#endif
