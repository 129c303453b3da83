/* SPDX-License-Identifier: EUPL-1.2
 *
 * How the terms of a thesaurus are kept and found.
 */
#ifndef THESAURUS_TERMS_H
#define THESAURUS_TERMS_H

#include "thesaurus.h"

enum { TERM_WORDS_MAX = 8 };

struct term_side {
	struct view stem[TERM_WORDS_MAX];
	size_t count;
};

enum term_form {
	TERM_PLAIN,  /* words in a row */
	TERM_NEAR,   /* two sides in one clause */
	TERM_BEGINS, /* one word that begins so */
	TERM_ENDS,
};

struct term {
	enum term_form form;
	bool capitals;
	struct term_side
	    side[2]; /* the second of TERM_NEAR alone; the first one's word is a folded text of the others */
	const struct concept *concept;
	struct term *next; /* with the same first stem, or the next wildcard */
};

struct thesaurus_terms *thesaurus_terms_new(struct arena *arena);

enum term_fault { TERM_GOOD, TERM_EMPTY, TERM_LONG };
/* Adds a term as it was written. */
enum term_fault thesaurus_terms_add(struct thesaurus *thesaurus, struct words *words, struct view written,
                                    const struct concept *concept);

#endif
