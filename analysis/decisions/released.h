/* SPDX-License-Identifier: EUPL-1.2
 *
 * What of the team's work may be shown to others: findings and quotes that were released, each looked at again now. It says
 * nothing of what was not: neither counts nor references.
 */
#ifndef RELEASED_H
#define RELEASED_H

#include "finding.h"
#include "locale_catalogue.h"
#include "quote.h"

#define RELEASED_NONE ((size_t)-1)

struct released_finding {
	struct view id;
	struct view title; /* in the catalogue's language where there is one, else as it was given */
	bool translated;   /* the title is in the catalogue's language though the study has another */
	enum mention_kind kind;
	const struct view *parts; /* beside finding_parts; empty where the card has none */
	const struct view *tags;  /* ids: its tags and those above them */
	size_t tag_count;
	size_t contrast; /* its other side: another of these, or RELEASED_NONE */
	const struct view *
	    aliases; /* ids of findings that were released and then merged into it: links to those lead here */
	size_t alias_count;
};

struct released_quote {
	struct view text; /* what was taken out stands as "[…]" */
	struct view audience;
	enum mention_kind kind;
	size_t finding; /* that its mention tells of, or RELEASED_NONE */
};

struct released {
	struct arena arena;
	struct view
	    language; /* that the study is in: what the team writes, and what people are taken to have written */
	uint32_t
	    day; /* 20261128, of the last decision: what is said to have happened did so by then. Not today, so that the same
	               * decisions give the same bytes */
	struct released_finding *findings; /* by id */
	size_t finding_count;
	struct released_quote *quotes; /* by text, so that the order tells nothing */
	size_t quote_count;
};

#define RELEASED_INIT ((struct released){ .findings = NULL })

/* Copies everything. */
void released_make(struct released *released, struct coding *coding, const struct catalogue *catalogue);
void released_release(struct released *released);

size_t released_find(const struct released *released, struct view id); /* RELEASED_NONE: not among them */

/* A part of its card, by the name of finding_parts. */
struct view released_part(const struct released_finding *finding, const char *part);

bool released_tagged(const struct released_finding *finding, struct view tag);

#endif
