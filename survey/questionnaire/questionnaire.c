/* SPDX-License-Identifier: EUPL-1.2
 *
 * What can be asked of a loaded questionnaire: include/questionnaire.h.
 */
#include "questionnaire.h"

#include <stdlib.h>

static const char *const mention_kind_names[] = {
	[MENTION_NONE] = "",
	[MENTION_OLIFANTENPAADJE] = "olifantenpaadje",
	[MENTION_BROODJE_AAP] = "broodje_aap",
};
_Static_assert(sizeof(mention_kind_names) / sizeof(mention_kind_names[0]) == MENTION_KIND_COUNT,
               "every kind of mention has a name");

const char *
mention_kind_name(enum mention_kind kind)
{
	return mention_kind_names[kind];
}

void
questionnaire_free(struct questionnaire *questionnaire)
{
	if (questionnaire == NULL)
		return;
	arena_release(&questionnaire->arena);
	free(questionnaire);
}

size_t
questionnaire_language(const struct questionnaire *questionnaire, struct view language)
{
	size_t i = 0;

	while (i < questionnaire->language_count && !view_equal(questionnaire->languages[i], language))
		i++;
	return i < questionnaire->language_count ? i : 0;
}

const struct question *
questionnaire_question(const struct questionnaire *questionnaire, const struct group *group, struct view id)
{
	if (group != NULL) {
		for (size_t i = 0; i < group->question_count; i++)
			if (view_equal(group->questions[i].id, id))
				return &group->questions[i];
		return NULL;
	}
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct question *question = questionnaire->entries[i].question;

		if (question != NULL && view_equal(question->id, id))
			return question;
	}
	return NULL;
}

const struct question *
questionnaire_piped(const struct questionnaire *questionnaire, const struct question *asker, struct view id)
{
	const struct question *found =
	    asker->group == NULL ? NULL : questionnaire_question(questionnaire, asker->group, id);

	return found != NULL ? found : questionnaire_question(questionnaire, NULL, id);
}

const struct group *
questionnaire_group(const struct questionnaire *questionnaire, struct view id)
{
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct group *group = questionnaire->entries[i].group;

		if (group != NULL && view_equal(group->id, id))
			return group;
	}
	return NULL;
}

size_t
question_option(const struct question *question, struct view id)
{
	size_t i = 0;

	while (i < question->option_count && !view_equal(question->options[i].id, id))
		i++;
	return i;
}

bool
questionnaire_is_open(const struct questionnaire *questionnaire, struct date today, bool *early)
{
	bool before = questionnaire->opens.year != 0 && date_compare(today, questionnaire->opens) < 0;
	bool after = questionnaire->closes.year != 0 && date_compare(today, questionnaire->closes) > 0;

	if (early != NULL)
		*early = before;
	return !before && !after;
}

const struct question *
condition_one_question(const struct condition *condition)
{
	const struct question *question =
	    condition->kind == CONDITION_ANY ? condition->parts[0]->question : NULL;

	for (size_t i = 0; question != NULL && i < condition->part_count; i++)
		if (condition->parts[i]->kind != CONDITION_CHOSEN ||
		    condition->parts[i]->question != question)
			question = NULL;
	return question;
}
