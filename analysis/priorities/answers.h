/* SPDX-License-Identifier: EUPL-1.2
 *
 * The answers to a ballot, out of the study: what people ranked, chose between, or voted on. Questions at the top level only.
 *
 * Items, and statements, are the same in all versions of a questionnaire when their ids are; texts come from the newest. A person is one
 * response that answered; who skipped everything is none.
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "analysis/tables/dimension.h"
#include "ballots.h"
#include "votes.h"

enum answers_method {
	ANSWERS_RANKED, /* places: "1-wonen" */
	ANSWERS_PAIRED, /* pairs: "wonen_over_werk", "wonen_equal_werk" */
	ANSWERS_VOTED,  /* statements, a question each: eens, oneens, weet-niet */
};

struct answers_item {
	struct view id, text;
	uint64_t first;    /* ranked: people who put it first */
	uint64_t chosen;   /* paired: people who chose it over another at least once */
	uint64_t unchosen; /* paired: people who chose another over it at least once */
};

struct answers {
	struct arena arena;
	enum answers_method method;
	struct view questionnaire, question, title; /* question and title: empty with statements */
	struct answers_item *items;
	size_t item_count;
	size_t people;
	struct ballots ballots; /* ranked and paired */
	uint8_t *votes;         /* voted: votes[person * item_count + item], enum vote */
};

/* Counts the answers to one question, or to all statements, of a questionnaire. `name` is QUESTIONNAIRE or QUESTIONNAIRE:QUESTION; without a
 * question it must have one ranking or pairwise question, or only statements. ERROR_ABSENT: no such
 * questionnaire or question, or nothing of that kind in it; ERROR_INVALID: it could be several, or there are more than
 * BALLOTS_ITEMS_MAX items. `blocks` must outlive it. Release with answers_release(), also after a failure. */
bool answers_make(struct answers *answers, const struct source *source, struct view name,
                  const struct catalogue *catalogue, struct error *err) MUST_CHECK;
void answers_release(struct answers *answers);

/* The option of a statement that is this vote; NULL for VOTE_SKIPPED. */
const char *answers_vote_id(enum vote vote);

#endif
