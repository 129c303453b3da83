/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's file separated by tabs: a row for each setting, group, question, subquestion and answer, once per language; what
 * belongs together stands behind each other. limesurvey_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "limesurvey_inside.h"

enum column {
	COLUMN_CLASS,
	COLUMN_TYPE,
	COLUMN_NAME,
	COLUMN_RELEVANCE,
	COLUMN_TEXT,
	COLUMN_HELP,
	COLUMN_LANGUAGE,
	COLUMN_VALIDATION,
	COLUMN_MANDATORY,
	COLUMN_OTHER,
	COLUMN_DEFAULT,
	COLUMN_COUNT,
};

static const char *const column_names[COLUMN_COUNT] = {
	[COLUMN_CLASS] = "class",         [COLUMN_TYPE] = "type/scale",
	[COLUMN_NAME] = "name",           [COLUMN_RELEVANCE] = "relevance",
	[COLUMN_TEXT] = "text",           [COLUMN_HELP] = "help",
	[COLUMN_LANGUAGE] = "language",   [COLUMN_VALIDATION] = "validation",
	[COLUMN_MANDATORY] = "mandatory", [COLUMN_OTHER] = "other",
	[COLUMN_DEFAULT] = "default",
};

/* Columns that are neither ours nor attributes of a question. */
static const char *const other_names[] = { "id", "related_id", "encrypted", "same_default", "same_script" };

struct reading {
	struct limesurvey *survey;
	struct cells cells;
	size_t at[COLUMN_COUNT]; /* 1 + the column; 0: there is none */
	/* Of the language whose rows these are: what came last. */
	struct view language;
	size_t group_number;
	struct view group, question;
	size_t number; /* of records so far, for their order */
};

static struct view
text_at(const struct reading *reading, size_t row, enum column column)
{
	return reading->at[column] == 0 ? (struct view){ "", 0 }
	                                : cells_text(&reading->cells.rows[row], reading->at[column] - 1);
}

static struct draft_place
place_of(const struct reading *reading, size_t row, enum column column)
{
	return (struct draft_place){ reading->survey->file, reading->cells.rows[row].line,
		                     reading->at[column] == 0 ? 1 : (unsigned)reading->at[column] };
}

static bool
read_headings(struct reading *reading, struct error *err)
{
	const struct cells_row *row = reading->cells.count == 0 ? NULL : &reading->cells.rows[0];

	for (size_t c = 0; row != NULL && c < row->count; c++)
		for (size_t i = 0; i < COLUMN_COUNT; i++)
			if (view_is(cells_text(row, c), column_names[i]))
				reading->at[i] = c + 1;
	for (size_t i = COLUMN_CLASS; i <= COLUMN_TEXT; i++)
		if (reading->at[i] == 0)
			return fail(
			    err, ERROR_INVALID,
			    "there is no column \"%s\": is this the tab-separated structure of a LimeSurvey "
			    "survey?",
			    column_names[i]);
	return true;
}

/* A cell of a question's row in another column is an attribute of the question. */
static void
read_attributes(struct reading *reading, size_t row)
{
	const struct cells_row *cells = &reading->cells.rows[row], *headings = &reading->cells.rows[0];

	for (size_t c = 0; c < cells->count; c++) {
		struct limesurvey_attribute attribute = { reading->question,
			                                  cells_text(headings, c),
			                                  cells_text(cells, c),
			                                  LANGUAGES_MAX,
			                                  { reading->survey->file, cells->line,
			                                    (unsigned)c + 1 } };
		bool known = attribute.name.len == 0 || attribute.value.len == 0;

		for (size_t i = 0; i < COLUMN_COUNT; i++)
			known = known || reading->at[i] == c + 1;
		for (size_t i = 0; i < sizeof(other_names) / sizeof(other_names[0]); i++)
			known = known || view_is(attribute.name, other_names[i]);
		if (!known)
			limesurvey_add_attribute(reading->survey, &attribute);
	}
}

/* The rows of a language begin again at the first group. */
static void
note_language(struct reading *reading, struct view language)
{
	if (view_equal(reading->language, language))
		return;
	reading->language = language;
	reading->group_number = 0;
}

static void
set_texts(struct reading *reading, size_t row, struct limesurvey_record *record, struct view text,
          struct view help)
{
	size_t language = limesurvey_language(reading->survey, text_at(reading, row, COLUMN_LANGUAGE));

	if (language == LANGUAGES_MAX)
		return;
	if (text.len > 0)
		record->text.in[language] = text;
	if (help.len > 0)
		record->help.in[language] = help;
}

static void
read_group(struct reading *reading, size_t row)
{
	const struct draft_place place = place_of(reading, row, COLUMN_NAME);
	struct limesurvey_record *group;

	note_language(reading, text_at(reading, row, COLUMN_LANGUAGE));
	reading->group = arena_printf(&reading->survey->draft->arena, "%zu", ++reading->group_number);
	group = limesurvey_record(reading->survey, LIMESURVEY_GROUP, reading->group, (struct view){ NULL, 0 },
	                          &place);
	if (group == NULL)
		return;
	group->order = (long)reading->group_number;
	if (group->relevance.len == 0)
		group->relevance = text_at(reading, row, COLUMN_RELEVANCE);
	set_texts(reading, row, group, text_at(reading, row, COLUMN_NAME),
	          text_at(reading, row, COLUMN_TEXT));
}

/* A question is known by its code, in all languages; its answers by their codes and scales within it. */
static void
read_question(struct reading *reading, size_t row)
{
	const struct draft_place place = place_of(reading, row, COLUMN_NAME);
	size_t before = reading->survey->count;
	struct limesurvey_record *question;

	reading->question = text_at(reading, row, COLUMN_NAME);
	question = limesurvey_record(reading->survey, LIMESURVEY_QUESTION, reading->question,
	                             (struct view){ NULL, 0 }, &place);
	if (question == NULL)
		return;
	if (reading->survey->count > before) {
		question->parent = reading->group;
		question->code = reading->question;
		question->type = text_at(reading, row, COLUMN_TYPE);
		question->relevance = text_at(reading, row, COLUMN_RELEVANCE);
		question->pattern = text_at(reading, row, COLUMN_VALIDATION);
		question->mandatory = text_at(reading, row, COLUMN_MANDATORY);
		question->other = text_at(reading, row, COLUMN_OTHER);
		question->order = (long)reading->number++;
		read_attributes(reading, row);
	}
	if (text_at(reading, row, COLUMN_DEFAULT).len > 0) {
		const struct draft_place at = place_of(reading, row, COLUMN_DEFAULT);

		draft_lost_often(reading->survey->draft, &at,
		                 "not carried over: default answers: nothing is chosen beforehand");
	}
	set_texts(reading, row, question, text_at(reading, row, COLUMN_TEXT),
	          text_at(reading, row, COLUMN_HELP));
}

static void
read_part(struct reading *reading, size_t row, enum limesurvey_class class)
{
	const struct draft_place place = place_of(reading, row, COLUMN_NAME);
	struct view code = text_at(reading, row, COLUMN_NAME), scale = text_at(reading, row, COLUMN_TYPE), id;
	size_t before = reading->survey->count;
	struct limesurvey_record *part;

	if (scale.len == 0)
		scale = VIEW("0");
	id = arena_printf(&reading->survey->draft->arena, "%.*s/%.*s", VIEW_ARGS(scale), VIEW_ARGS(code));
	part = limesurvey_record(reading->survey, class, id, reading->question, &place);
	if (part == NULL)
		return;
	if (reading->survey->count > before) {
		part->code = code;
		part->scale = scale;
		part->relevance = class == LIMESURVEY_SUBQUESTION ? text_at(reading, row, COLUMN_RELEVANCE)
		                                                  : (struct view){ "", 0 };
		part->order = (long)reading->number++;
	}
	set_texts(reading, row, part, text_at(reading, row, COLUMN_TEXT), text_at(reading, row, COLUMN_HELP));
}

static void
read_row(struct reading *reading, size_t row)
{
	struct view class = text_at(reading, row, COLUMN_CLASS), name = text_at(reading, row, COLUMN_NAME),
	            text = text_at(reading, row, COLUMN_TEXT);
	const struct draft_place place = place_of(reading, row, COLUMN_CLASS);

	if (view_is(class, "S"))
		limesurvey_setting(reading->survey, name, text, &place);
	else if (view_is(class, "SL"))
		limesurvey_words(reading->survey, name, text,
		                 limesurvey_language(reading->survey, text_at(reading, row, COLUMN_LANGUAGE)),
		                 &place);
	else if (view_is(class, "G"))
		read_group(reading, row);
	else if (view_is(class, "Q"))
		read_question(reading, row);
	else if (view_is(class, "SQ") || view_is(class, "A"))
		read_part(reading, row, view_is(class, "A") ? LIMESURVEY_ANSWER : LIMESURVEY_SUBQUESTION);
	else
		draft_lost(reading->survey->draft, &place, "a row of class \"%.*s\" has no place here",
		           (int)(class.len < 20 ? class.len : 20), class.ptr);
}

/* A setting of the survey; empty when it does not say. */
static struct view
setting(const struct reading *reading, const char *name)
{
	struct view value = { "", 0 };

	for (size_t row = 1; row < reading->cells.count; row++)
		if (view_is(text_at(reading, row, COLUMN_CLASS), "S") &&
		    view_is(text_at(reading, row, COLUMN_NAME), name))
			value = text_at(reading, row, COLUMN_TEXT);
	return value;
}

bool
limesurvey_read_tsv(struct draft *draft, struct view text, const char *file, struct view language,
                    struct error *err)
{
	struct limesurvey survey;
	struct reading reading = { .survey = &survey, .cells = CELLS_INIT };
	bool good;

	limesurvey_init(&survey, draft, file, language);
	good = cells_read(&reading.cells, text, '\t', err) && read_headings(&reading, err);
	/* The survey's own language comes first, and with it the questionnaire's. */
	if (good)
		limesurvey_languages(&survey, setting(&reading, "language"),
		                     setting(&reading, "additional_languages"));
	for (size_t row = 1; good && row < reading.cells.count; row++)
		read_row(&reading, row);
	good = good && limesurvey_make(&survey, err);
	limesurvey_release(&survey);
	cells_release(&reading.cells);
	return good;
}
