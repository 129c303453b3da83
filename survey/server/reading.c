/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a sent form: reading.h.
 */
#include "reading.h"

#include "qtype.h"
#include "unicode.h"

/* The values that were sent for a field, canonical and without empty ones. */
static bool
collect(const struct form *form, struct view name, struct arena *arena, struct answer *typed)
{
	bool good = true;
	size_t count = 0;

	for (size_t i = 0; i < form->count; i++)
		count += view_equal(form->fields[i].name, name);
	typed->values = arena_array(arena, count, sizeof(*typed->values));
	for (size_t i = 0; i < form->count; i++) {
		struct view value;

		if (!view_equal(form->fields[i].name, name))
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

static void
read_section(struct reading *reading, const struct section *section, const struct form *form, struct arena *arena)
{
	const struct question *question = section->question;
	struct answer *typed = response_answer(&reading->typed, question, section->time);
	struct answer *answer = response_answer(&reading->response, question, section->time);
	const char *problem = NULL;
	long limit = 0;

	if (!collect(form, section->name, arena, typed))
		reading_add_problem(reading, section, "error_characters", 0);
	else if (!question->type->read(question, typed->values, typed->count, arena, answer, &problem, &limit))
		reading_add_problem(reading, section, problem, limit);
}

/* A question that is not asked has no problem. */
static void
forget_hidden_problems(struct reading *reading)
{
	size_t kept = 0;

	for (size_t i = 0; i < reading->problem_count; i++) {
		const struct section *section = reading->problems[i].section;

		if (response_visible(&reading->response, section->question, section->time))
			reading->problems[kept++] = reading->problems[i];
	}
	reading->problem_count = kept;
}

void
reading_make(struct reading *reading, const struct questionnaire *questionnaire, const struct plan *plan,
             const struct form *form, struct arena *arena)
{
	*reading = (struct reading){
		.response = response_new(questionnaire, arena),
		.typed = response_new(questionnaire, arena),
		/* At most one a section, and one about all. */
		.problems = arena_array(arena, plan->section_count + 1, sizeof(struct reading_problem)),
	};
	for (size_t i = 0; i < plan->section_count; i++)
		read_section(reading, &plan->sections[i], form, arena);
	response_settle(&reading->response);
	forget_hidden_problems(reading);
	for (size_t i = 0; i < plan->section_count; i++) {
		const struct section *section = &plan->sections[i];

		if (section->question->required &&
		    response_visible(&reading->response, section->question, section->time) &&
		    response_answer(&reading->typed, section->question, section->time)->count == 0)
			reading_add_problem(reading, section, "error_required", 0);
	}
}

void
reading_add_problem(struct reading *reading, const struct section *section, const char *message, long limit)
{
	reading->problems[reading->problem_count++] = (struct reading_problem){ section, message, limit };
}

bool
reading_has_answers(const struct reading *reading)
{
	bool any = false;

	for (size_t i = 0; i < reading->response.questionnaire->place_count; i++)
		any = any || reading->response.answers[i].count > 0;
	return any;
}
