/* SPDX-License-Identifier: EUPL-1.2
 *
 * Parts of pages that show mentions: their texts with marks, their answers, their tags.
 */
#ifndef MENTION_PAGE_H
#define MENTION_PAGE_H

#include "visit.h"

enum { EXCERPT_CHARACTERS = 200 };

/* The beginning of a text, for a list. */
struct view mention_shorten(struct visit *visit, struct view text);
/* The same of its story. */
struct view mention_excerpt(struct visit *visit, const struct mention *mention);

/* A stretch of a text in a section RUN: PLAIN, or MARKED when it has a state (STATE: a class). Nothing for an empty one. */
void mention_show_run(struct page *text, struct view run, const char *state);

/* Fills TEXT sections of the page: each text of the mention under its question, with marks where something looks like personal
 * data; and MARK sections: each of those, to decide about. */
void mention_show_texts(struct visit *visit, struct page *page, const struct mention *mention);

/* What was decided about a mark, in the page's language. */
struct view mention_mark_state(const struct visit *visit, enum mark_state state);

/* Whether a person read all its texts for what no pattern finds. */
bool mention_was_read(const struct visit *visit, const struct mention *mention);

/* Notes that it was. */
void mention_keep_read(struct visit *visit, const struct mention *mention);

/* Fills ANSWER sections with NAME and VALUE: what was chosen. With `own` only tags out of tag sets, with `others` the rest. */
void mention_show_answers(struct visit *visit, struct page *page, const struct mention *mention, bool tags,
                          bool others);

/* The colour of a tag, if it has one, in a section COLOURED: a dot beside its name (bench-colour.tpl), never in place of it. */
void mention_show_colour(struct page *part, const struct code *code);

/* Its tags as this coder sees them, in a section TAG each: NAME, ID, COLOURED, and by the state a section MINE or DISPUTED. */
void mention_show_tags(struct visit *visit, struct page *page, const struct codebook *codebook,
                       const struct mention *mention);

#endif
