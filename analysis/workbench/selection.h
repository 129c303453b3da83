/* SPDX-License-Identifier: EUPL-1.2
 *
 * Which mentions the grid and the queue show, and in which order: what was asked for, kept in memory under a number, so that
 * nothing of it stands in an address.
 */
#ifndef SELECTION_H
#define SELECTION_H

#include "analysis/decisions/coding.h"
#include "standing.h"

enum selection_state {
	STATE_ALL,
	STATE_UNCODED,  /* by me */
	STATE_CODED,    /* by me */
	STATE_LOOSE,    /* of no finding */
	STATE_PERSONAL, /* with marks to decide about, of those that were looked at: marking.h */
	STATE_COUNT
};

enum selection_sort { SORT_ID, SORT_TEXT, SORT_LENGTH, SORT_AUDIENCE, SORT_FINDING, SORT_COUNT };

/* Names for forms: "all", "uncoded", …; "id", "text", …. */
extern const char *const selection_states[STATE_COUNT];
extern const char *const selection_sorts[SORT_COUNT];

struct selection_wish {
	enum selection_state state;
	enum selection_sort sort;
	bool backwards;
	struct view words;          /* to search for */
	struct view audience, kind; /* "": any */
	struct view tag, finding;   /* ids; "": any */
};

struct selection {
	unsigned number;
	struct selection_wish wish;
	size_t *list; /* places in the list of mentions */
	size_t count;
	struct arena arena; /* of the wish */
	size_t version;     /* how things stood when it was made: standing_version(), standing_searched() */
	size_t searched;
	bool made;
};

struct selections;
struct search;

/* All borrowed. */
struct selections *selections_new(struct coding *coding, struct search *search, struct standing *standing);
void selections_free(struct selections *selections);

/* Keeps a wish (copied) and gives it a number; the same wish keeps the number it had. Of very many the oldest are
 * forgotten. Number 1 is all mentions that I did not code, number 2 is all. */
struct selection *selections_add(struct selections *selections, const struct selection_wish *wish);
/* With its list as things are now; NULL when there is none of that number. */
struct selection *selections_find(struct selections *selections, struct view number);
/* The same, its list left as it was made, so that a queue does not change under one's hands. */
struct selection *selections_as_it_was(struct selections *selections, struct view number);

/* Where a mention stands in a selection; its count when it is not in it. */
size_t selection_place(const struct selection *selection, size_t mention);

#endif
