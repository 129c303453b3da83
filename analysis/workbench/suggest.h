/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggestions of tags for a mention, each with its reason, as a page shows them. Never applied without a person. Where they
 * come from is analysis/decisions/suggesting.h, and this is the one place where the workbench asks for them.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include "visit.h"

enum { SUGGEST_MOST = 8 };

struct suggested {
	const struct code *code; /* NULL: not in the codebook yet */
	struct view name;   /* of the tag; one that is not in the codebook yet is made when it is taken */
	struct view reason; /* in the page's language */
};

/* In the arena of the visit; what the coder gave already is left out. */
size_t suggest(struct visit *visit, const struct codebook *codebook, const struct mention *mention,
               struct suggested list[SUGGEST_MOST]);

#endif
