/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's .lss: its tables as XML. Until version 3 each language has a row of its own in them, since then the texts
 * are in tables called *_l10ns. limesurvey_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "limesurvey_inside.h"
#include "xml_tree.h"

struct reading {
	struct limesurvey *survey;
	const struct xml_node *root;
};

static struct draft_place
place_of(const struct reading *reading, const struct xml_node *node)
{
	return (struct draft_place){ reading->survey->file, node->line, node->column };
}

static struct view
field(const struct xml_node *row, const char *name)
{
	return xml_tree_text(row, name);
}

static const struct xml_node *
first_row(const struct reading *reading, const char *table)
{
	return xml_tree_child(xml_tree_child(xml_tree_child(reading->root, table), "rows"), "row");
}

static const struct xml_node *
next_row(const struct xml_node *row)
{
	return xml_tree_next(row, "row");
}

/* ---- settings -------------------------------------------------------------------------------------------- */

static void
read_settings(struct reading *reading)
{
	const struct xml_node *row = first_row(reading, "surveys");

	/* The survey's own language comes first, and with it the questionnaire's. */
	if (row != NULL)
		limesurvey_languages(reading->survey, field(row, "language"),
		                     field(row, "additional_languages"));
	for (const struct xml_node *setting = row == NULL ? NULL : row->children; setting != NULL;
	     setting = setting->next) {
		const struct draft_place place = place_of(reading, setting);

		limesurvey_setting(reading->survey, setting->name, view_trim(setting->text), &place);
	}
	for (row = first_row(reading, "surveys_languagesettings"); row != NULL; row = next_row(row)) {
		size_t language = limesurvey_language(reading->survey, field(row, "surveyls_language"));

		for (const struct xml_node *text = row->children; text != NULL; text = text->next) {
			const struct draft_place at = place_of(reading, text);

			limesurvey_words(reading->survey, text->name, view_trim(text->text), language, &at);
		}
	}
}

/* ---- records --------------------------------------------------------------------------------------------- */

/* A text of a row that has its own language, or of one that has none (then the texts are elsewhere). */
static void
take_text(struct reading *reading, const struct xml_node *row, const char *name, struct text *text)
{
	struct view language = field(row, "language"), words = field(row, name);
	size_t index;

	if (words.len == 0 || language.len == 0)
		return;
	index = limesurvey_language(reading->survey, language);
	if (index < LANGUAGES_MAX)
		text->in[index] = words;
}

static void
read_groups(struct reading *reading)
{
	for (const struct xml_node *row = first_row(reading, "groups"); row != NULL; row = next_row(row)) {
		const struct draft_place place = place_of(reading, row);
		struct limesurvey_record *group = limesurvey_record(
		    reading->survey, LIMESURVEY_GROUP, field(row, "gid"), (struct view){ NULL, 0 }, &place);

		if (group == NULL)
			return;
		group->order = strtol(field(row, "group_order").ptr, NULL, 10);
		group->relevance = field(row, "grelevance");
		if (field(row, "randomization_group").len > 0)
			draft_lost_often(reading->survey->draft, &place,
			                 "groups stand in one order here: they are not put in another one");
		take_text(reading, row, "group_name", &group->text);
		take_text(reading, row, "description", &group->help);
	}
	for (const struct xml_node *row = first_row(reading, "group_l10ns"); row != NULL;
	     row = next_row(row)) {
		const struct draft_place place = place_of(reading, row);
		struct limesurvey_record *group = limesurvey_record(
		    reading->survey, LIMESURVEY_GROUP, field(row, "gid"), (struct view){ NULL, 0 }, &place);

		if (group == NULL)
			return;
		take_text(reading, row, "group_name", &group->text);
		take_text(reading, row, "description", &group->help);
	}
}

/* Questions and subquestions stand in one table or in two; the parent tells. */
static void
read_questions(struct reading *reading, const char *table)
{
	for (const struct xml_node *row = first_row(reading, table); row != NULL; row = next_row(row)) {
		const struct draft_place place = place_of(reading, row);
		struct view parent = field(row, "parent_qid");
		bool sub = parent.len > 0 && !view_is(parent, "0");
		struct limesurvey_record *question =
		    limesurvey_record(reading->survey, sub ? LIMESURVEY_SUBQUESTION : LIMESURVEY_QUESTION,
		                      field(row, "qid"), (struct view){ NULL, 0 }, &place);

		if (question == NULL)
			return;
		question->parent = sub ? parent : field(row, "gid");
		question->type = field(row, "type");
		question->code = field(row, "title");
		question->relevance = field(row, "relevance");
		question->scale = field(row, "scale_id");
		question->mandatory = field(row, "mandatory");
		question->other = field(row, "other");
		question->pattern = field(row, "preg");
		question->order = strtol(field(row, "question_order").ptr, NULL, 10);
		take_text(reading, row, "question", &question->text);
		take_text(reading, row, "help", &question->help);
	}
}

static struct limesurvey_record *
find(struct reading *reading, enum limesurvey_class class, struct view id)
{
	for (size_t i = 0; i < reading->survey->count; i++)
		if (reading->survey->records[i].class == class &&
		    view_equal(reading->survey->records[i].id, id))
			return &reading->survey->records[i];
	return NULL;
}

static void
read_question_texts(struct reading *reading)
{
	for (const struct xml_node *row = first_row(reading, "question_l10ns"); row != NULL;
	     row = next_row(row)) {
		struct limesurvey_record *question = find(reading, LIMESURVEY_QUESTION, field(row, "qid"));

		if (question == NULL)
			question = find(reading, LIMESURVEY_SUBQUESTION, field(row, "qid"));
		if (question == NULL)
			continue;
		take_text(reading, row, "question", &question->text);
		take_text(reading, row, "help", &question->help);
	}
}

/* In older files an answer has no id of its own: its question, scale and code are one. */
static struct view
answer_id(struct reading *reading, const struct xml_node *row)
{
	struct view id = field(row, "aid"), question = field(row, "qid"), scale = field(row, "scale_id"),
	            code = field(row, "code");

	return id.len > 0 ? id
	                  : arena_printf(&reading->survey->draft->arena, "%.*s/%.*s/%.*s",
	                                 VIEW_ARGS(question), VIEW_ARGS(scale), VIEW_ARGS(code));
}

static void
read_answers(struct reading *reading)
{
	for (const struct xml_node *row = first_row(reading, "answers"); row != NULL; row = next_row(row)) {
		const struct draft_place place = place_of(reading, row);
		struct limesurvey_record *answer =
		    limesurvey_record(reading->survey, LIMESURVEY_ANSWER, answer_id(reading, row),
		                      (struct view){ NULL, 0 }, &place);

		if (answer == NULL)
			return;
		answer->parent = field(row, "qid");
		answer->code = field(row, "code");
		answer->scale = field(row, "scale_id");
		answer->order = strtol(field(row, "sortorder").ptr, NULL, 10);
		take_text(reading, row, "answer", &answer->text);
	}
	for (const struct xml_node *row = first_row(reading, "answer_l10ns"); row != NULL;
	     row = next_row(row)) {
		struct limesurvey_record *answer = find(reading, LIMESURVEY_ANSWER, field(row, "aid"));

		if (answer != NULL)
			take_text(reading, row, "answer", &answer->text);
	}
}

static void
read_attributes(struct reading *reading)
{
	for (const struct xml_node *row = first_row(reading, "question_attributes"); row != NULL;
	     row = next_row(row)) {
		struct view language = field(row, "language");
		struct limesurvey_attribute attribute = { field(row, "qid"), field(row, "attribute"),
			                                  field(row, "value"), LANGUAGES_MAX,
			                                  place_of(reading, row) };

		if (language.len > 0)
			attribute.language = limesurvey_language(reading->survey, language);
		limesurvey_add_attribute(reading->survey, &attribute);
	}
}

static void
read_conditions(struct reading *reading)
{
	for (const struct xml_node *row = first_row(reading, "conditions"); row != NULL;
	     row = next_row(row)) {
		const struct limesurvey_asked asked = { field(row, "qid"), field(row, "scenario"),
			                                field(row, "cfieldname"), field(row, "method"),
			                                field(row, "value") };

		limesurvey_add_condition(reading->survey, &asked);
	}
}

/* Tables that have no place here at all. */
static void
report_tables(struct reading *reading)
{
	static const struct {
		const char *table, *why;
	} tables[] = {
		{ "quota", "quotas: nobody is sent away" },
		{ "assessments", "assessments: answers get no marks" },
		{ "defaultvalues", "default answers: nothing is chosen beforehand" },
		{ "survey_url_parameters", "parameters of the address: nothing in it says who somebody is" },
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		const struct xml_node *row = first_row(reading, tables[i].table);

		if (row != NULL) {
			const struct draft_place place = place_of(reading, row);

			draft_lost(reading->survey->draft, &place, "not carried over: %s", tables[i].why);
		}
	}
}

bool
limesurvey_read_lss(struct draft *draft, struct view bytes, const char *file, struct view language,
                    struct error *err)
{
	struct xml_tree tree = XML_TREE_INIT;
	struct limesurvey survey;
	struct reading reading = { .survey = &survey };
	bool good = false;

	limesurvey_init(&survey, draft, file, language);
	if (!xml_tree_read(&tree, bytes, err))
		goto out;
	reading.root = tree.root;
	if (!view_is(xml_tree_text(tree.root, "LimeSurveyDocType"), "Survey")) {
		fail(err, ERROR_INVALID,
		     "this XML is not the structure of a LimeSurvey survey (.lss): it has no "
		     "LimeSurveyDocType \"Survey\"");
		goto out;
	}
	read_settings(&reading);
	read_groups(&reading);
	read_questions(&reading, "questions");
	read_questions(&reading, "subquestions");
	read_question_texts(&reading);
	read_answers(&reading);
	read_attributes(&reading);
	read_conditions(&reading);
	report_tables(&reading);
	good = limesurvey_make(&survey, err);
out:
	limesurvey_release(&survey);
	xml_tree_release(&tree);
	return good;
}
