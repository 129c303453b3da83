/* SPDX-License-Identifier: EUPL-1.2
 *
 * The thesaurus of the Dutch social domain (questionnaires/tagsets/thesaurus-nl.yaml): concepts with their terms, and the tags
 * that a concept speaks for. Edited by the team; used by the rules for tags and by grouping.
 *
 *     concepts:
 *       briefadres:
 *         terms: [briefadres, postadres, adres .. post]
 *         broader: inschrijving
 *         tags: [wonen, systeem?]
 *
 * A term is one word or several in a row. It is found by its stem, also as a part of a compound. `woord*` and `*woord` find
 * what begins or ends with it. `a .. b` finds both within the same five words of one clause, in either order. A tag with
 * `?` behind it is a hint: two hints of different concepts are one rule. A concept without `tags:` speaks for those of its
 * broader concept. A term in capitals (`WIJ`) is found in capitals only.
 */
#ifndef THESAURUS_H
#define THESAURUS_H

#include "problems.h"
#include "words.h"

enum {
	THESAURUS_FILE_MAX = 1 << 18, /* bytes */
	CLAUSE_REACH = 5,             /* words between the sides of `a .. b` */
};

struct concept_tag {
	struct view tag; /* its id in a tag set */
	double weight;   /* 1, or 0.5 for a hint */
};

struct concept {
	struct view id;
	const struct concept *broader; /* NULL: none */
	struct concept_tag *tags;
	size_t tag_count;
	size_t index; /* place in the thesaurus, from 0 */
};

struct concept_match {
	const struct concept *concept;
	size_t first, last; /* words of the list */
	struct view found;  /* within the text, from the first word to the last */
};

struct thesaurus {
	struct concept *concepts;
	size_t count;
	struct concept *kinds; /* what the kind of a question says by itself: id is "workaround" or "myth" */
	size_t kind_count;
	struct thesaurus_terms *terms; /* how they are found */
	struct arena arena;
};

/* Reads a thesaurus; all that is wrong goes to `problems`, with line and column, and the result is false. Its words are added
 * to `words`, which must outlive it. Owned by the caller. */
bool thesaurus_parse(struct view text, const char *file, struct words *words, struct thesaurus **thesaurus,
                     struct problems *problems) MUST_CHECK;
bool thesaurus_load(const char *path, struct words *words, struct thesaurus **thesaurus,
                    struct problems *problems) MUST_CHECK;
void thesaurus_free(struct thesaurus *thesaurus);

/* NULL when there is none of that id. */
const struct concept *thesaurus_find(const struct thesaurus *thesaurus, struct view id);

/* The concepts of a text, in the order of their first words; a concept may be found in several places. In the arena. */
size_t thesaurus_match(const struct thesaurus *thesaurus, const struct word_list *list, struct arena *arena,
                       struct concept_match **matches);

#endif
