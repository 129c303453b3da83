/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions of an XLSForm, which wait until all questions are there. xlsform_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "expression.h"
#include "xlsform_inside.h"

enum { SHOWN = 60, EXPRESSION_BYTES = 4000 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

void
xlsform_add_pending(struct xlsform *form, size_t row, struct draft_question *question,
                    struct draft_group *group)
{
	struct view text = xlsform_text(&form->survey, row, COLUMN_RELEVANT);

	if (text.len == 0)
		return;
	if (form->pending_count == form->pending_room) {
		form->pending_room = form->pending_room == 0 ? 32 : form->pending_room * 2;
		form->pending = xrealloc(form->pending, form->pending_room, sizeof(*form->pending));
	}
	form->pending[form->pending_count++] =
	    (struct xlsform_pending){ .text = text,
		                      .place = xlsform_place(&form->survey, row, COLUMN_RELEVANT),
		                      .question = question,
		                      .group = group,
		                      .first = form->draft->question_count };
}

/* A question, or an item of a matrix. */
static bool
find_variable(void *context, struct view name, struct expression_variable *variable)
{
	const struct draft *draft = context;

	*variable = (struct expression_variable){ .question = draft_find(draft, name) };
	for (size_t q = 0; variable->question == NULL && q < draft->question_count; q++)
		for (size_t i = 0; i < draft->questions[q]->item_count; i++)
			if (view_equal(draft->questions[q]->item_names[i], name)) {
				variable->question = draft->questions[q];
				variable->item = i;
			}
	return variable->question != NULL;
}

void
xlsform_settle_conditions(struct xlsform *form)
{
	const struct expression expression = { form->draft, EXPRESSION_XLSFORM, find_variable, form->draft };
	const struct xlsform_pending *said = NULL;

	for (size_t i = 0; i < form->pending_count; i++) {
		const struct xlsform_pending *p = &form->pending[i];
		const struct expression_asker asker = { p->question != NULL ? p->question->number : p->first,
			                                p->question != NULL ? p->question->group : NULL };
		const struct draft_condition *condition = NULL;
		const char *why = "it is too long";
		bool good = p->text.len <= EXPRESSION_BYTES &&
		            expression_read(&expression, p->text, &asker, &condition, &why);

		/* A group's condition is that of each of its questions; once is enough to hear about it. */
		if (!good && (said == NULL || said->place.line != p->place.line))
			draft_lost(form->draft, &p->place,
			           "the condition \"%.*s\" is not carried over, so this is always shown: %s",
			           SHOWN_ARGS(p->text), why);
		if (!good)
			said = p;
		else if (p->question != NULL)
			p->question->show_if = draft_both(form->draft, p->question->show_if, condition);
		else
			p->group->show_if = draft_both(form->draft, p->group->show_if, condition);
	}
}
