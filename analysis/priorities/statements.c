/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables of votes: statements.h.
 */
#include "statements.h"

#include <stdlib.h>

bool
statements_make(struct statements *statements, const struct answers *answers, const struct source *source,
                unsigned threshold, const struct catalogue *catalogue, struct error *err)
{
	bool good = true;

	*statements = STATEMENTS_INIT;
	if (answers->method != ANSWERS_VOTED)
		return true;
	statements->tallies = xcalloc(answers->item_count, sizeof(*statements->tallies));
	for (size_t i = 0; good && i < answers->item_count; i++) {
		struct tally_request request = { .selection = source->selection,
			                         .threshold = threshold,
			                         .catalogue = catalogue };

		request.by = arena_printf(&statements->arena, "%.*s:%.*s", VIEW_ARGS(answers->questionnaire),
		                          VIEW_ARGS(answers->items[i].id));
		request.selection.questionnaire = answers->questionnaire;
		good = tally_make(&statements->tallies[statements->count++], source->blocks, source->count,
		                  &request, err);
	}
	return good;
}

void
statements_release(struct statements *statements)
{
	for (size_t i = 0; i < statements->count; i++)
		tally_release(&statements->tallies[i]);
	free(statements->tallies);
	arena_release(&statements->arena);
	*statements = STATEMENTS_INIT;
}

struct cell
statements_cell(const struct statements *statements, size_t item, enum vote vote)
{
	const struct tally *tally = &statements->tallies[item];
	const struct dimension *dimension = &tally->dimensions[0];
	size_t position = dimension_missing(dimension);

	for (size_t i = 0; vote != VOTE_SKIPPED && i < dimension->category_count; i++)
		if (view_is(dimension->categories[i].id, answers_vote_id(vote)))
			position = i;
	return *tally_cell(tally, &position);
}
