/* SPDX-License-Identifier: EUPL-1.2
 *
 * Suggestions of tags for a mention, each with its reason. Never applied without a person. The one place where the
 * workbench asks for them: what else can suggest is called in suggest.c, and nowhere else.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include "visit.h"

enum { SUGGESTIONS_MAX = 8 };

enum suggestion_source {
	SUGGESTION_CHOSEN, /* by the respondent, out of a tag set */
	SUGGESTION_WORD,   /* a keyword of the codebook stands in the text */
};

struct suggestion {
	struct view name; /* of the tag; one that is not in the codebook yet is made when it is taken */
	enum suggestion_source source;
	struct view reason; /* the word */
};

/* In the arena of the visit; what the coder gave already is left out. */
size_t suggest(struct visit *visit, const struct codebook *codebook, const struct mention *mention,
               struct suggestion list[SUGGESTIONS_MAX]);

#endif
