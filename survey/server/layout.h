/* SPDX-License-Identifier: EUPL-1.2
 *
 * What all pages share: head and foot, the style sheet with its hash for the Content-Security-Policy, paragraphs, and
 * dates in words.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "page.h"
#include "questionnaire.h"

enum { STYLE_HASH_TEXT = 45 }; /* base64 of a SHA-256, and NUL */

/* The style sheet of a page: the common one and, behind it, `more` (may be empty). */
struct style {
	struct buf text; /* owned */
	char hash[STYLE_HASH_TEXT];
};

void style_make(struct style *style, struct view more);
void style_release(struct style *style);

struct layout {
	const struct catalogue *catalogue;
	struct view title;
	const struct style *style;
	bool demo;
	/* The language switch: the other languages the page exists in, and its path behind the language ("/privacy"). */
	const struct view *languages;
	size_t language_count;
	struct view path;
	bool
	    restarts; /* who changes the language loses what was filled in (unless a script carries it over) */
};

/* A page on `template_name` with its head filled. */
struct page *layout_new(const char *template_name, const struct layout *layout);

/* Fills {{>name}} with the paragraphs and lists of a text: a blank line ends a paragraph, lines with "- " are a
 * list. */
void layout_text(struct page *page, const char *name, struct view text);

/* "5 januari 2026" */
struct view layout_date(const struct catalogue *catalogue, struct arena *arena, struct date date);

#endif
