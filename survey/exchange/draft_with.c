/* SPDX-License-Identifier: EUPL-1.2
 *
 * Questions that repeat an earlier answer: "${name}" of a form as the {id} of `ask_with:`. draft.h.
 */
#include "draft.h"

#include <string.h>

/* The question that {id} would mean here: of the own group first (survey-questionnaire(5)). */
static const struct draft_question *
find_meant(const struct draft *draft, const struct draft_question *asker, struct view id)
{
	const struct draft_question *found = NULL;

	for (size_t i = 0; i < draft->question_count; i++) {
		const struct draft_question *other = draft->questions[i];

		if (view_equal(other->id, id) && other->item_count == 0 &&
		    (other->group == asker->group || (found == NULL && other->group == NULL)))
			found = other;
	}
	return found;
}

/* Writes one text with ids; false when something in it cannot be repeated. */
static bool
write_ids(struct draft *draft, const struct draft_question *asker, struct view text, struct buf *out)
{
	struct view rest = text;
	bool good = true;

	while (good && rest.len > 0) {
		const char *close = memchr(rest.ptr, '}', rest.len);
		const struct draft_question *asked;

		if (!view_starts(rest, "${")) {
			good = rest.ptr[0] != '{' && rest.ptr[0] != '}';
			buf_add_char(out, rest.ptr[0]);
			rest.ptr++;
			rest.len--;
			continue;
		}
		asked = close == NULL
		          ? NULL
		          : draft_find(draft, view_trim((struct view){ rest.ptr + 2,
		                                                       (size_t)(close - rest.ptr) - 2 }));
		good = asked != NULL && asked->number < asker->number &&
		       find_meant(draft, asker, asked->id) == asked;
		if (good) {
			buf_printf(out, "{%.*s}", VIEW_ARGS(asked->id));
			rest.len -= (size_t)(close + 1 - rest.ptr);
			rest.ptr = close + 1;
		}
	}
	return good;
}

void
draft_settle_with(struct draft *draft, struct draft_question *question)
{
	struct buf text = BUF_INIT;
	struct text settled = { .in = { { NULL, 0 } } };
	bool any = false, good = strcmp(question->type, "matrix") != 0; /* which has one text for all items */

	for (size_t l = 0; l < draft->language_count; l++)
		any = any || question->ask_with.in[l].len > 0;
	for (size_t l = 0; any && good && l < draft->language_count; l++) {
		const struct text *from =
		    question->ask_with.in[l].len > 0 ? &question->ask_with : &question->ask;

		buf_reset(&text);
		good = write_ids(draft, question, from->in[l], &text);
		settled.in[l] = arena_copy(&draft->arena, buf_view(&text));
	}
	if (any && good)
		draft_lost(
		    draft, &question->place,
		    "the text of question \"%.*s\" repeats an earlier answer (`ask_with:`); without scripts "
		    "\"…\" stands there (`ask:`)",
		    VIEW_ARGS(question->id));
	else if (any)
		draft_lost(
		    draft, &question->place,
		    "the text of question \"%.*s\" repeats what is no earlier question here; \"…\" stands "
		    "there now",
		    VIEW_ARGS(question->id));
	question->ask_with = good ? settled : (struct text){ .in = { { NULL, 0 } } };
	buf_release(&text);
}
