/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's tables of which every row has the same answers: limesurvey_making.h.
 */
#include "limesurvey_making.h"

bool
limesurvey_make_matrix(struct limesurvey_making *making)
{
	struct draft_question *question = &making->question;
	struct view type = making->record->type;

	question->type = "matrix";
	question->item_count =
	    limesurvey_list(making, LIMESURVEY_SUBQUESTION, 0, &question->items, &question->item_names);
	if (question->item_count == 0 || question->item_count > QUESTIONS_MAX) {
		limesurvey_lost(making, "it has no rows (or too many), and is left out");
		return false;
	}
	draft_options(making->survey->draft, question->items, question->item_names, question->item_count,
	              &making->record->place);
	if (view_is(type, "C"))
		limesurvey_make_options(
		    making, 3, (const char *const[]){ "Y", "U", "N" },
		    (const char *const[]){ "import_yes", "statement_unknown", "import_no" });
	else if (view_is(type, "E"))
		limesurvey_make_options(
		    making, 3, (const char *const[]){ "I", "S", "D" },
		    (const char *const[]){ "import_increased", "import_same", "import_decreased" });
	else if (view_is(type, "A") || view_is(type, "B"))
		limesurvey_make_options(making, view_is(type, "A") ? 5 : 10, NULL, NULL);
	else if (!limesurvey_options(making, LIMESURVEY_ANSWER))
		return false;
	if (limesurvey_is_shuffled(making))
		limesurvey_lost(making, "its rows stand in one order here");
	if (view_is(type, "A") || view_is(type, "B"))
		limesurvey_lost(making, "the points of the scale are numbers; give them words");
	if (question->option_count < 2) {
		limesurvey_lost(making, "a matrix has at least two answers; it is left out");
		return false;
	}
	return true;
}

struct text
limesurvey_headed(struct limesurvey_making *making, const struct text *ask, const char *attribute)
{
	struct limesurvey *survey = making->survey;
	struct text whole = *ask;

	for (size_t l = 0; l < survey->draft->language_count; l++) {
		struct markup_loss loss = { .braces = true };
		struct view heading = markup_plain(
		    survey->draft, limesurvey_attribute(survey, making->record->id, attribute, l), false,
		    &loss);

		if (heading.len > 0)
			whole.in[l] = arena_printf(&survey->draft->arena, "%.*s%s%.*s", VIEW_ARGS(ask->in[l]),
			                           ask->in[l].len > 0 ? " " : "", VIEW_ARGS(heading));
	}
	return whole;
}
