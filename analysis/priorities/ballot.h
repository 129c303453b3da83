/* SPDX-License-Identifier: EUPL-1.2
 *
 * A questionnaire that asks what comes first, made of released findings: a file for the team, who put it in plain words, and then
 * for `survey serve`.
 */
#ifndef BALLOT_H
#define BALLOT_H

#include "analysis/decisions/finding.h"

/* How it is asked. */
enum ballot_form { BALLOT_RANKING, BALLOT_PAIRWISE, BALLOT_STATEMENT, BALLOT_FORM_COUNT };

const char *
ballot_form_name(enum ballot_form form); /* "ranking", "pairwise", "statement": the types of questions */

struct ballot {
	enum ballot_form form;
	enum mention_kind kind;    /* of the findings: one kind, since they are asked about in other words */
	struct view id, audience;  /* of the questionnaire */
	const struct view *chosen; /* ids of findings; all that are released when there are none */
	size_t chosen_count;
};

/* Writes it as YAML (survey-questionnaire(5)) with the findings' titles, in the languages in which all of them have one. The id
 * of an option, or of a statement's question, is that of the finding; with "b-" before one that does not begin with a letter, and
 * shortened in the middle where it is too long.
 * ERROR_ABSENT: a finding that was chosen is not released or not of the kind; ERROR_INVALID: fewer than two, more than the form can
 * have, or an id that no questionnaire can have. */
bool ballot_write(struct coding *coding, const struct ballot *ballot, struct buf *out,
                  struct error *err) MUST_CHECK;

#endif
