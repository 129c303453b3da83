/* SPDX-License-Identifier: EUPL-1.2
 *
 * A condition in words: condition_words.h.
 */
#include "condition_words.h"

/* Who says it: in which language, and where the words are kept. */
struct speaker {
	const struct catalogue *catalogue;
	size_t language; /* of the questionnaire */
	struct arena *arena;
};

/* "bij ‘…’ is ‘…’ of ‘…’ gekozen", of one option or of several. */
static struct view
chosen_text(const struct speaker *speaker, const struct condition *const *chosen, size_t count)
{
	size_t language = speaker->language;
	const struct question *question = chosen[0]->question;
	struct buf options = BUF_INIT;
	struct view text;

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_view(&options, catalogue_message(speaker->catalogue, "condition_or"));
		buf_add_view(
		    &options,
		    catalogue_fill(speaker->catalogue, speaker->arena, "condition_option",
		                   (struct catalogue_value[]){
		                       { "option", question->options[chosen[i]->option].text.in[language] },
		                       { NULL, { NULL, 0 } } }));
	}
	text = catalogue_fill(speaker->catalogue, speaker->arena, "condition_chosen",
	                      (struct catalogue_value[]){ { "question", question->title.in[language] },
	                                                  { "options", buf_view(&options) },
	                                                  { NULL, { NULL, 0 } } });
	buf_release(&options);
	return text;
}

/* A condition in words, for browsers that show every question. */
static struct view
condition_text(const struct speaker *speaker, const struct condition *condition)
{
	struct buf list = BUF_INIT;
	struct view text, part;

	if (condition->kind == CONDITION_CHOSEN)
		return chosen_text(speaker, &condition, 1);
	if (condition_one_question(condition) != NULL)
		return chosen_text(speaker, condition->parts, condition->part_count);
	for (size_t i = 0; i < condition->part_count; i++) {
		if (i > 0)
			buf_add_view(&list,
			             catalogue_message(speaker->catalogue, condition->kind == CONDITION_ANY
			                                                       ? "condition_or"
			                                                       : "condition_and"));
		part = condition_text(speaker, condition->parts[i]);
		/* "a en (b of c)" */
		if (condition->part_count > 1 && condition->parts[i]->part_count > 1 &&
		    condition_one_question(condition->parts[i]) == NULL)
			part = arena_printf(speaker->arena, "(%.*s)", VIEW_ARGS(part));
		buf_add_view(&list, part);
	}
	text = arena_copy(speaker->arena, buf_view(&list));
	buf_release(&list);
	if (condition->kind == CONDITION_NOT)
		text = catalogue_fill(
		    speaker->catalogue, speaker->arena, "condition_not",
		    (struct catalogue_value[]){ { "condition", text }, { NULL, { NULL, 0 } } });
	return text;
}

struct view
condition_words(const struct condition *condition, const struct catalogue *catalogue, size_t language,
                struct arena *arena)
{
	const struct speaker speaker = { catalogue, language, arena };

	return condition_text(&speaker, condition);
}
