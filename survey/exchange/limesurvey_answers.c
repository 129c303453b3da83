/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers, parts and attributes of a LimeSurvey question: limesurvey_making.h.
 */
#include "limesurvey_making.h"

#include <stdlib.h>
#include <string.h>

#include "locale_catalogue.h"

void
limesurvey_lost(const struct limesurvey_making *making, const char *why)
{
	draft_lost(making->survey->draft, &making->record->place, "question \"%.*s\": %s",
	           LIMESURVEY_SHOWN(making->record->code), why);
}

struct view
limesurvey_value(const struct limesurvey_making *making, const char *name)
{
	return limesurvey_attribute(making->survey, making->record->id, name, LANGUAGES_MAX);
}

bool
limesurvey_is_shuffled(const struct limesurvey_making *making)
{
	return view_is(limesurvey_value(making, "random_order"), "1") ||
	       view_is(limesurvey_value(making, "answer_order"), "random") ||
	       view_is(limesurvey_value(making, "subquestion_order"), "random");
}

bool
limesurvey_number(const struct limesurvey_making *making, const char *name, long least, long most,
                  long *number)
{
	struct view value = limesurvey_value(making, name);
	char *end;
	double read;

	if (value.len == 0)
		return false;
	value = arena_copy(&making->survey->draft->arena, value);
	read = strtod(value.ptr, &end);
	*number = read >= (double)least && read <= (double)most ? (long)read : 0;
	return *end == '\0' && read >= (double)least && read <= (double)most;
}

static bool
belongs(const struct limesurvey_making *making, const struct limesurvey_record *record,
        enum limesurvey_class class)
{
	struct view scale = class == LIMESURVEY_ANSWER ? making->scale : making->part_scale;

	return record->class == class && view_equal(record->parent, making->record->id) &&
	       view_equal(record->scale.len == 0 ? VIEW("0") : record->scale, scale);
}

size_t
limesurvey_list(struct limesurvey_making *making, enum limesurvey_class class, size_t more,
                struct option **options, struct view **names)
{
	struct limesurvey *survey = making->survey;
	size_t count = 0, at = 0;

	for (size_t i = 0; i < survey->count; i++)
		count += belongs(making, &survey->records[i], class);
	*options = arena_array(&survey->draft->arena, count + more, sizeof(**options));
	*names = arena_array(&survey->draft->arena, count + more, sizeof(**names));
	for (size_t i = 0; i < survey->count; i++) {
		const struct limesurvey_record *record = &survey->records[i];

		if (!belongs(making, record, class))
			continue;
		(*names)[at] = arena_copy(&survey->draft->arena, record->code);
		(*options)[at++].text =
		    limesurvey_plain(survey, &record->text, false, &record->place, "answer");
		if (record->relevance.len > 0 && !view_is(record->relevance, "1"))
			draft_lost_often(
			    survey->draft, &record->place,
			    "a part of a question cannot have a condition of its own; it is always shown");
	}
	return count;
}

/* "Other, namely" is an answer; what is typed there is not asked. */
static void
add_other(struct limesurvey_making *making)
{
	struct limesurvey *survey = making->survey;
	struct draft_question *question = &making->question;
	struct option *option = &question->options[question->option_count];

	for (size_t l = 0; l < survey->draft->language_count; l++) {
		struct view words = limesurvey_attribute(survey, making->record->id, "other_replace_text", l);
		struct markup_loss loss = { .braces = true };

		option->text.in[l] = words.len > 0 ? markup_plain(survey->draft, words, false, &loss)
		                                   : draft_other(survey->draft, l);
	}
	option->last = true;
	question->names[question->option_count++] =
	    strcmp(question->type, "multiple") == 0 ? VIEW("other") : VIEW("-oth-");
	limesurvey_lost(making, "\"Other\" is an answer now; what people would type there is not asked");
}

bool
limesurvey_options(struct limesurvey_making *making, enum limesurvey_class class)
{
	struct draft_question *question = &making->question;

	question->option_count = limesurvey_list(making, class, 1, &question->options, &question->names);
	if (view_is(making->record->other, "Y"))
		add_other(making);
	if (question->option_count == 0 || question->option_count > OPTIONS_MAX) {
		limesurvey_lost(making, question->option_count == 0
		                            ? "it has no answers, and is left out"
		                            : "it has too many answers, and is left out");
		return false;
	}
	draft_options(making->survey->draft, question->options, question->names, question->option_count,
	              &making->record->place);
	return true;
}

void
limesurvey_make_options(struct limesurvey_making *making, size_t count, const char *const *codes,
                        const char *const *messages)
{
	struct draft *draft = making->survey->draft;
	struct draft_question *question = &making->question;

	question->option_count = count;
	question->options = arena_array(&draft->arena, count, sizeof(*question->options));
	question->names = arena_array(&draft->arena, count, sizeof(*question->names));
	for (size_t i = 0; i < count; i++) {
		question->names[i] =
		    codes == NULL ? arena_printf(&draft->arena, "%zu", i + 1) : view_of(codes[i]);
		for (size_t l = 0; l < draft->language_count; l++)
			question->options[i].text.in[l] =
			    messages == NULL
			        ? question->names[i]
			        : catalogue_message(catalogue_find(draft->languages[l]), messages[i]);
	}
	draft_options(draft, question->options, question->names, count, &making->record->place);
}
