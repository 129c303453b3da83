/* SPDX-License-Identifier: EUPL-1.2
 *
 * What can only be checked when all questions of a questionnaire are there.
 */
#include "loader.h"

#include <stdlib.h>

#include "qtype.h"

/* Reports a {name} in `ask_with:` that is no earlier question. */
static void
check_with(struct definition *definition, const struct question *question)
{
	const struct questionnaire *q = definition->loader->questionnaire;

	for (size_t l = 0; l < q->language_count; l++) {
		struct view rest = question->title_with.in[l];

		for (view_cut(&rest, '{'); rest.ptr != NULL; view_cut(&rest, '{')) {
			struct view id = view_cut(&rest, '}');
			const struct question *asked = questionnaire_piped(q, question, id);

			if (asked == NULL || asked->place >= question->place)
				problems_add(
				    definition->loader->problems, SEVERITY_ERROR, definition->file,
				    question->line, question->column,
				    "`ask_with:` names {%.*s}, which is no question that comes earlier",
				    VIEW_ARGS(id));
		}
	}
}

static void
check_all_with(struct definition *definition)
{
	const struct questionnaire *q = definition->loader->questionnaire;

	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL)
			check_with(definition, q->entries[i].question);
		for (size_t j = 0; group != NULL && j < group->question_count; j++)
			check_with(definition, &group->questions[j]);
	}
}

/* Reports conditions that unfold into too much, and more fields than a form can send. */
static void
check_limits(struct definition *definition)
{
	const struct questionnaire *q = definition->loader->questionnaire;
	size_t *weights = xcalloc(q->place_count, sizeof(*weights)), fields = 0;

	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;
		const struct question *questions = group != NULL ? group->questions : q->entries[i].question;
		size_t count = group != NULL ? group->question_count : 1;

		for (size_t j = 0; j < count; j++) {
			condition_check_weight(definition->loader, definition->file, &questions[j], weights);
			fields += (group != NULL ? group->times : 1) *
			          (questions[j].type->many ? questions[j].option_count : 1);
		}
	}
	if (fields > FIELDS_MAX)
		definition_problem(
		    definition, "questions", SEVERITY_ERROR,
		    "%zu fields, those of repeated groups counted each time; a form can have %d", fields,
		    FIELDS_MAX);
	free(weights);
}

void
questions_check(struct definition *definition)
{
	check_all_with(definition);
	if (definition->loader->problems->errors == 0)
		check_limits(definition);
}
