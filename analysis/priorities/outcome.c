/* SPDX-License-Identifier: EUPL-1.2
 *
 * From answers to what may be published of them: outcome.h. Each method has a file: outcome_ranked.c, outcome_paired.c,
 * outcome_voted.c.
 */
#include "outcome_inside.h"

bool
outcome_make(struct outcome *outcome, const struct answers *answers, const struct statements *statements,
             unsigned threshold, double ridge, struct error *err)
{
	*outcome = (struct outcome){ .arena = ARENA_INIT,
		                     .method = answers->method,
		                     .questionnaire = answers->questionnaire,
		                     .question = answers->question,
		                     .title = answers->title,
		                     .people = answers->people,
		                     .threshold = threshold };
	if (answers->people < threshold)
		return fail(err, ERROR_INVALID, "fewer than %u people answered: nothing can be shown",
		            threshold);
	if (answers->method == ANSWERS_PAIRED)
		return outcome_make_paired(outcome, answers, ridge, err);
	if (answers->method == ANSWERS_RANKED)
		outcome_make_ranked(outcome, answers);
	else
		return outcome_make_voted(outcome, answers, statements, err);
	return true;
}

void
outcome_release(struct outcome *outcome)
{
	arena_release(&outcome->arena);
	*outcome = (struct outcome){ .arena = ARENA_INIT };
}
