/* SPDX-License-Identifier: EUPL-1.2
 *
 * From answers to what may be published of them: outcome.h. Each method has a file: outcome_ranked.c, outcome_paired.c,
 * outcome_voted.c.
 */
#include "outcome_inside.h"

bool
outcome_make(struct outcome *outcome, const struct answers *answers, const struct ballot_tables *tables,
             unsigned threshold, double ridge, struct error *err)
{
	struct cell people;

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
	people = ballot_tables_people(tables);
	if (cell_hidden(&people))
		return fail(
		    err, ERROR_INVALID,
		    "these votes were released before, and so few answered since then that their votes "
		    "would be told: wait for more");
	outcome->people =
	    (size_t)people
	        .count; /* of statements everybody to whom they were shown: all skipped ones are counted */
	if (answers->method == ANSWERS_PAIRED)
		return outcome_make_paired(outcome, answers, ridge, err);
	if (answers->method == ANSWERS_RANKED)
		outcome_make_ranked(outcome, answers, tables);
	else
		outcome_make_voted(outcome, answers, tables);
	return true;
}

void
outcome_release(struct outcome *outcome)
{
	arena_release(&outcome->arena);
	*outcome = (struct outcome){ .arena = ARENA_INIT };
}
