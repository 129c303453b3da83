/* SPDX-License-Identifier: EUPL-1.2
 *
 * Screens, conditions as CSS, and the way between screens: plan.h.
 *
 * A condition on a question that itself has a condition includes that one, so that the browser, which still
 * knows a hidden radio button's state, decides as response_settle() does.
 */
#include "plan.h"

#include <string.h>

struct maker {
	struct plan *plan;
	const struct questionnaire *questionnaire;
};

static struct view
field_name(struct plan *plan, const struct question *question, size_t time)
{
	if (question->group == NULL)
		return question->id;
	return arena_printf(&plan->arena, "%.*s_%zu_%.*s", VIEW_ARGS(question->group->id), time + 1,
	                    VIEW_ARGS(question->id));
}

/* A question at the top level is asked once. */
static size_t
time_of(const struct question *question, size_t time)
{
	return question->group == NULL ? 0 : time;
}

static bool
has_part(const struct plan_condition *condition, struct view part)
{
	bool found = false;

	for (size_t i = 0; !found && i < condition->part_count; i++)
		found = condition->parts[i].ptr == part.ptr || view_equal(condition->parts[i], part);
	return found;
}

/* Adds a part unless it is there already. Room doubles: it is full at every power of two. */
static void
add_part(struct plan *plan, struct plan_condition *condition, struct view part)
{
	size_t count = condition->part_count;

	if (has_part(condition, part))
		return;
	if ((count & (count - 1)) == 0) {
		struct view *grown = arena_array(&plan->arena, count == 0 ? 1 : 2 * count, sizeof(*grown));

		for (size_t i = 0; i < count; i++)
			grown[i] = condition->parts[i];
		condition->parts = grown;
	}
	condition->parts[condition->part_count++] = part;
}

static void add_condition(struct plan *plan, struct plan_condition *into, const struct condition *condition,
                          size_t time);

/* Adds what makes a question visible. */
static void
add_visibility(struct plan *plan, struct plan_condition *into, const struct question *question, size_t time)
{
	const struct group *group = question->group;

	if (group != NULL && group->show_if != NULL)
		add_condition(plan, into, group->show_if, 0);
	for (size_t before = 0; group != NULL && before < time; before++) {
		struct view again = field_name(plan, &group->questions[group->question_count - 1], before);

		add_part(plan, into, arena_printf(&plan->arena, ":has(#%.*s_yes:checked)", VIEW_ARGS(again)));
	}
	if (question->show_if != NULL)
		add_condition(plan, into, question->show_if, time);
}

/* All parts of a condition as one compound selector. */
static struct view
compound(struct plan *plan, const struct condition *condition, size_t time)
{
	struct plan_condition parts = { NULL, 0 };
	struct buf text = BUF_INIT;
	struct view copy;

	add_condition(plan, &parts, condition, time);
	for (size_t i = 0; i < parts.part_count; i++)
		buf_add_view(&text, parts.parts[i]);
	copy = arena_copy(&plan->arena, buf_view(&text));
	buf_release(&text);
	return copy;
}

/* ":has(#uses_ja:checked)" */
static struct view
chosen(struct plan *plan, const struct condition *condition, size_t time)
{
	return arena_printf(&plan->arena, ":has(#%.*s_%.*s:checked)",
	                    VIEW_ARGS(field_name(plan, condition->question, time)),
	                    VIEW_ARGS(condition->question->options[condition->option].id));
}

static void
add_any(struct plan *plan, struct plan_condition *into, const struct condition *condition, size_t time)
{
	struct buf text = BUF_INIT;
	const struct question *one = condition_one_question(condition);

	/* What makes the one question visible is said once: said with every option, a chain of such conditions
	 * would double with each link. */
	if (one != NULL)
		add_visibility(plan, into, one, time_of(one, time));
	buf_add_text(&text, ":is(");
	for (size_t i = 0; i < condition->part_count; i++) {
		const struct condition *part = condition->parts[i];

		if (i > 0)
			buf_add_char(&text, ',');
		buf_add_view(&text, one != NULL ? chosen(plan, part, time_of(one, time))
		                                : compound(plan, part, time));
	}
	buf_add_char(&text, ')');
	add_part(plan, into, arena_copy(&plan->arena, buf_view(&text)));
	buf_release(&text);
}

static void
add_condition(struct plan *plan, struct plan_condition *into, const struct condition *condition, size_t time)
{
	switch (condition->kind) {
	case CONDITION_CHOSEN:
		time = time_of(condition->question, time);
		add_visibility(plan, into, condition->question, time);
		add_part(plan, into, chosen(plan, condition, time));
		break;
	case CONDITION_NOT:
		add_part(plan, into,
		         arena_printf(&plan->arena, ":not(%.*s)",
		                      VIEW_ARGS(compound(plan, condition->parts[0], time))));
		break;
	case CONDITION_ALL:
		for (size_t i = 0; i < condition->part_count; i++)
			add_condition(plan, into, condition->parts[i], time);
		break;
	case CONDITION_ANY:
		add_any(plan, into, condition, time);
		break;
	}
}

/* Whether every part of `a` is one of `b`. */
static bool
is_within(const struct plan_condition *a, const struct plan_condition *b)
{
	bool within = true;

	for (size_t i = 0; within && i < a->part_count; i++)
		within = has_part(b, a->parts[i]);
	return within;
}

/* The index of a condition, which is added when it is new; PLAN_ALWAYS for one without parts. */
static int
condition_index(struct maker *maker, const struct plan_condition *condition)
{
	struct plan *plan = maker->plan;

	if (condition->part_count == 0)
		return PLAN_ALWAYS;
	for (size_t i = 0; i < plan->condition_count; i++)
		if (is_within(condition, &plan->conditions[i]) && is_within(&plan->conditions[i], condition))
			return (int)i;
	plan->conditions[plan->condition_count] = *condition;
	return (int)plan->condition_count++;
}

static struct plan_condition
parts_of(const struct plan *plan, int condition)
{
	return condition == PLAN_ALWAYS ? (struct plan_condition){ NULL, 0 } : plan->conditions[condition];
}

/* What of `wanted` is not known to hold when `known` holds. */
static struct plan_condition
residual(struct arena *arena, const struct plan_condition *wanted, const struct plan_condition *known)
{
	struct plan_condition rest = { arena_array(arena, wanted->part_count, sizeof(*rest.parts)), 0 };

	for (size_t i = 0; i < wanted->part_count; i++)
		if (!has_part(known, wanted->parts[i]))
			rest.parts[rest.part_count++] = wanted->parts[i];
	return rest;
}

static struct view
target_name(struct plan *plan, long at)
{
	return at < 0                          ? VIEW("start")
	     : at >= (long)plan->section_count ? VIEW("end")
	                                       : arena_printf(&plan->arena, "v%ld", at + 1);
}

/* The screens that can come next from screen `from` in one direction: nearest first, up to the first that is
 * certain. A screen whose condition includes one that was already found not to hold is left out. */
static struct link *
find_links(struct plan *plan, long from, long direction, size_t *count)
{
	bool inside = from >= 0 && from < (long)plan->section_count;
	struct plan_condition known = parts_of(plan, inside ? plan->sections[from].condition : PLAN_ALWAYS);
	struct arena scratch = ARENA_INIT;
	struct link *links = arena_array(&scratch, plan->section_count + 1, sizeof(*links)), *kept;
	struct plan_condition *refused = arena_array(&scratch, plan->section_count + 1, sizeof(*refused));
	bool certain = false;
	size_t n = 0;

	for (long at = from + direction; !certain; at += direction) {
		bool is_section = at >= 0 && at < (long)plan->section_count, hopeless = false;
		struct plan_condition wanted =
		    parts_of(plan, is_section ? plan->sections[at].condition : PLAN_ALWAYS);
		struct plan_condition open = residual(&scratch, &wanted, &known);

		for (size_t i = 0; !hopeless && i < n; i++)
			hopeless = is_within(&refused[i], &open);
		if (hopeless)
			continue;
		certain = open.part_count == 0;
		links[n] = (struct link){ target_name(plan, at),
			                  certain ? PLAN_ALWAYS : plan->sections[at].condition };
		refused[n++] = open;
	}
	*count = n;
	kept = arena_array(&plan->arena, n, sizeof(*kept));
	memcpy(kept, links, n * sizeof(*kept));
	arena_release(&scratch);
	return kept;
}

static void
add_section(struct maker *maker, const struct question *question, size_t time)
{
	struct plan *plan = maker->plan;
	struct section *section = &plan->sections[plan->section_count++];
	struct plan_condition condition = { NULL, 0 };

	add_visibility(plan, &condition, question, time);
	section->question = question;
	section->time = time;
	section->name = field_name(plan, question, time);
	section->condition = condition_index(maker, &condition);
}

static void
add_sections(struct maker *maker)
{
	const struct questionnaire *q = maker->questionnaire;
	unsigned steps = 0, step = 0;

	for (size_t i = 0; i < q->entry_count; i++)
		steps += q->entries[i].group != NULL ||
		         (q->entries[i].question->show_if == NULL && q->entries[i].question->part <= 1);
	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL) {
			struct section *section = &maker->plan->sections[maker->plan->section_count];

			add_section(maker, q->entries[i].question, 0);
			section->follow_up = q->entries[i].question->show_if != NULL && step > 0;
			step += !section->follow_up && q->entries[i].question->show_if == NULL &&
			        q->entries[i].question->part <= 1;
			section->step = step > 0 ? step : 1;
			section->steps = steps > 0 ? steps : 1;
			continue;
		}
		step++;
		for (size_t time = 0; time < group->times; time++)
			for (size_t j = 0; j < group->question_count; j++) {
				struct section *section = &maker->plan->sections[maker->plan->section_count];

				if (group->questions[j].again && time + 1 == group->times)
					continue;
				add_section(maker, &group->questions[j], time);
				section->step = (unsigned)j + 1;
				/* The last time does not ask for another one. */
				section->steps = (unsigned)(group->question_count -
				                            (group->times > 1 && time + 1 == group->times));
			}
	}
}

/* Two rules a condition: hide what depends on it when it does not hold, and hide the further links behind a
 * link whose condition holds. */
static void
make_style(struct plan *plan)
{
	struct buf style = BUF_INIT;

	for (size_t i = 0; i < plan->condition_count; i++) {
		struct buf selector = BUF_INIT;

		for (size_t j = 0; j < plan->conditions[i].part_count; j++)
			buf_add_view(&selector, plan->conditions[i].parts[j]);
		buf_printf(&style,
		           "form:not(%s) .k%zu:not(:target){display:none}\nform%s a.k%zu~a{display:none}\n",
		           selector.data, i, selector.data, i);
		buf_release(&selector);
	}
	plan->style = arena_copy(&plan->arena, buf_view(&style));
	buf_release(&style);
}

void
plan_make(struct plan *plan, const struct questionnaire *questionnaire)
{
	struct maker maker = { plan, questionnaire };

	*plan = (struct plan){ .arena = ARENA_INIT };
	plan->sections = arena_array(&plan->arena, questionnaire->place_count, sizeof(*plan->sections));
	plan->conditions = arena_array(&plan->arena, questionnaire->place_count, sizeof(*plan->conditions));
	add_sections(&maker);
	for (size_t i = 0; i < plan->section_count; i++) {
		struct section *section = &plan->sections[i];

		section->next = find_links(plan, (long)i, 1, &section->next_count);
		section->previous = find_links(plan, (long)i, -1, &section->previous_count);
	}
	plan->last = find_links(plan, (long)plan->section_count, -1, &plan->last_count);
	make_style(plan);
}

void
plan_release(struct plan *plan)
{
	arena_release(&plan->arena);
}

const struct section *
plan_section(const struct plan *plan, const struct question *question, size_t time)
{
	for (size_t i = 0; i < plan->section_count; i++)
		if (plan->sections[i].question == question && plan->sections[i].time == time)
			return &plan->sections[i];
	return NULL;
}
