/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions about the questions of a draft: draft.h.
 */
#include "draft.h"

struct draft_condition *
draft_condition(struct draft *draft, enum draft_condition_kind kind, size_t part_count)
{
	struct draft_condition *condition = arena_alloc(&draft->arena, sizeof(*condition));

	condition->kind = kind;
	condition->parts = arena_array(&draft->arena, part_count, sizeof(*condition->parts));
	condition->part_count = part_count;
	return condition;
}

const struct draft_condition *
draft_constant(struct draft *draft, bool holds)
{
	return draft_condition(draft, holds ? DRAFT_ALL : DRAFT_ANY, 0);
}

bool
draft_is_constant(const struct draft_condition *condition)
{
	return condition->kind != DRAFT_CHOSEN && condition->part_count == 0;
}

const struct draft_condition *
draft_not(struct draft *draft, const struct draft_condition *condition)
{
	struct draft_condition * not ;

	if (draft_is_constant(condition))
		return draft_constant(draft, condition->kind == DRAFT_ANY);
	if (condition->kind == DRAFT_NOT)
		return condition->parts[0];
	not = draft_condition(draft, DRAFT_NOT, 1);
	not ->parts[0] = condition;
	return not ;
}

const struct draft_condition *
draft_joined(struct draft *draft, enum draft_condition_kind kind, const struct draft_condition *one,
             const struct draft_condition *other)
{
	const struct draft_condition *sides[] = { one, other };
	struct draft_condition *list;
	size_t count = 0, at = 0;

	for (size_t i = 0; i < 2; i++)
		if (draft_is_constant(sides[i]))
			return sides[i]->kind == kind ? sides[1 - i] : sides[i];
	for (size_t i = 0; i < 2; i++)
		count += sides[i]->kind == kind ? sides[i]->part_count : 1;
	list = draft_condition(draft, kind, count);
	for (size_t i = 0; i < 2; i++)
		for (size_t p = 0; p < (sides[i]->kind == kind ? sides[i]->part_count : 1); p++)
			list->parts[at++] = sides[i]->kind == kind ? sides[i]->parts[p] : sides[i];
	return list;
}

const struct draft_condition *
draft_both(struct draft *draft, const struct draft_condition *one, const struct draft_condition *other)
{
	if (one == NULL || other == NULL)
		return one == NULL ? other : one;
	return draft_joined(draft, DRAFT_ALL, one, other);
}
