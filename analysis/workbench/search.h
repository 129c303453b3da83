/* SPDX-License-Identifier: EUPL-1.2
 *
 * Full-text search over the mentions: by stem (analysis/text/words.h), so that "jongere" finds "jongeren"; in memory only.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "analysis/decisions/mention.h"

struct search;

/* Borrows the mentions. NULL when the words cannot be read (`err` says why). */
struct search *search_new(const struct mention_list *mentions, struct error *err) MUST_CHECK;
void search_free(struct search *search); /* wipes; NULL is harmless */

/* Of each mention (its place in the list) whether it has every word that was asked for; the last word may be a beginning.
 * `found` has room for all. */
void search_find(struct search *search, struct view asked, bool *found);

/* The words of a text, in the arena. */
struct word_list;
void search_words(struct search *search, struct view text, struct arena *arena, struct word_list *words);

/* The folded stem of a word, as it is searched for; in `arena`. */
struct view search_stem(struct search *search, struct view word, struct arena *arena);

#endif
