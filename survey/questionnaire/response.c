/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers and what they make visible: include/response.h.
 */
#include "response.h"

struct response
response_new(const struct questionnaire *questionnaire, struct arena *arena)
{
	return (struct response){
		.questionnaire = questionnaire,
		.answers = arena_array(arena, questionnaire->place_count, sizeof(struct answer)),
		.visible = arena_array(arena, questionnaire->place_count, sizeof(bool)),
	};
}

bool
response_visible(const struct response *response, const struct question *question, size_t time)
{
	return response->visible[question_place(question, time)];
}

bool
answer_has(const struct answer *answer, const struct option *option)
{
	bool found = false;

	for (size_t i = 0; i < answer->count; i++)
		found = found || view_equal(answer->values[i], option->id);
	return found;
}

bool
response_fulfils(const struct response *response, const struct condition *condition, size_t time)
{
	bool result = condition->kind == CONDITION_ALL;

	switch (condition->kind) {
	case CONDITION_CHOSEN:
		result = answer_has(response_answer(response, condition->question,
		                                    condition->question->group == NULL ? 0 : time),
		                    &condition->question->options[condition->option]);
		break;
	case CONDITION_NOT:
		result = !response_fulfils(response, condition->parts[0], time);
		break;
	case CONDITION_ALL:
		for (size_t i = 0; i < condition->part_count; i++)
			result = result && response_fulfils(response, condition->parts[i], time);
		break;
	case CONDITION_ANY:
		for (size_t i = 0; i < condition->part_count; i++)
			result = result || response_fulfils(response, condition->parts[i], time);
		break;
	}
	return result;
}

/* Settles one question; what it asks about came earlier and is settled already. */
static bool
settle_question(struct response *response, const struct question *question, size_t time, bool group_shown)
{
	size_t place = question_place(question, time);
	bool shown =
	    group_shown && (question->show_if == NULL || response_fulfils(response, question->show_if, time));

	/* The last time of a group has no "another one?". */
	if (question->again && time + 1 == question->group->times)
		shown = false;
	response->visible[place] = shown;
	if (!shown)
		response->answers[place].count = 0;
	return question->again && shown && answer_has(&response->answers[place], &question->options[0]);
}

static void
settle_group(struct response *response, const struct group *group)
{
	bool shown = group->show_if == NULL || response_fulfils(response, group->show_if, 0);

	for (size_t time = 0; time < group->times; time++) {
		bool another = false;

		for (size_t i = 0; i < group->question_count; i++)
			another = settle_question(response, &group->questions[i], time, shown);
		shown = another;
	}
}

void
response_settle(struct response *response)
{
	const struct questionnaire *q = response->questionnaire;

	for (size_t i = 0; i < q->entry_count; i++) {
		if (q->entries[i].group != NULL)
			settle_group(response, q->entries[i].group);
		else
			settle_question(response, q->entries[i].question, 0, true);
	}
}
