/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a sent form: reading.h.
 */
#include "reading.h"

#include <string.h>

#include "qtype.h"
#include "unicode.h"

_Static_assert(FIELDS_MAX + 4 <= FORM_FIELDS_MAX, "a whole questionnaire and its hidden fields fit a form");

/* A question with several lists of choices sends each as NAME.1, NAME.2 …; ids have no full stop. */
static bool
is_of_field(struct view sent, struct view name)
{
	return sent.len >= name.len && memcmp(sent.ptr, name.ptr, name.len) == 0 &&
	       (sent.len == name.len || sent.ptr[name.len] == '.');
}

/* The values that were sent for a field, canonical and without empty ones. */
static bool
collect(const struct form *form, struct view name, struct arena *arena, struct answer *typed)
{
	bool good = true;
	size_t count = 0;

	for (size_t i = 0; i < form->count; i++)
		count += is_of_field(form->fields[i].name, name);
	typed->values = arena_array(arena, count, sizeof(*typed->values));
	for (size_t i = 0; i < form->count; i++) {
		struct view value;

		if (!is_of_field(form->fields[i].name, name))
			continue;
		if (!unicode_canonical(form->fields[i].value, arena, &value)) {
			good = false;
			value = form->fields[i].value;
		}
		if (value.len > 0)
			typed->values[typed->count++] = value;
	}
	return good;
}

/* What is wrong with one answer: no message where nothing is. */
static struct reading_problem
read_section(struct reading *reading, const struct section *section, const struct form *form,
             struct arena *arena)
{
	const struct question *question = section->question;
	struct answer *typed = response_answer(&reading->typed, question, section->time);
	struct answer *answer = response_answer(&reading->response, question, section->time);
	struct reading_problem problem = { .section = section };

	if (!collect(form, section->name, arena, typed))
		problem.message = "error_characters";
	else if (question->type->read(question, typed->values, typed->count, arena, answer, &problem.message,
	                              &problem.limit))
		problem.message = question->required && typed->count == 0 ? "error_required" : NULL;
	return problem;
}

void
reading_make(struct reading *reading, const struct questionnaire *questionnaire, const struct plan *plan,
             const struct form *form, struct arena *arena)
{
	struct reading_problem *found = arena_array(arena, plan->section_count, sizeof(*found));

	*reading = (struct reading){
		.response = response_new(questionnaire, arena),
		.typed = response_new(questionnaire, arena),
		/* At most one a section, and one about all, and one about the ticket. */
		.problems = arena_array(arena, plan->section_count + 2, sizeof(struct reading_problem)),
	};
	for (size_t i = 0; i < plan->section_count; i++)
		found[i] = read_section(reading, &plan->sections[i], form, arena);
	response_settle(&reading->response);
	/* A question that is not asked has no problem. */
	for (size_t i = 0; i < plan->section_count; i++)
		if (found[i].message != NULL &&
		    response_visible(&reading->response, plan->sections[i].question, plan->sections[i].time))
			reading->problems[reading->problem_count++] = found[i];
}

void
reading_add_problem(struct reading *reading, const struct section *section, const char *message, long limit)
{
	reading->problems[reading->problem_count++] =
	    (struct reading_problem){ .section = section, .message = message, .limit = limit };
}

void
reading_add_ticket_problem(struct reading *reading, const char *message)
{
	reading->problems[reading->problem_count++] =
	    (struct reading_problem){ .message = message, .ticket = true };
}

bool
reading_has_answers(const struct reading *reading)
{
	const struct questionnaire *q = reading->response.questionnaire;
	bool any = false;

	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL)
			any =
			    any || response_answer(&reading->response, q->entries[i].question, 0)->count > 0;
		for (size_t time = 0; group != NULL && time < group->times; time++)
			for (size_t j = 0; j < group->question_count; j++)
				any =
				    any ||
				    (!group->questions[j].again &&
				     response_answer(&reading->response, &group->questions[j], time)->count >
				         0);
	}
	return any;
}
