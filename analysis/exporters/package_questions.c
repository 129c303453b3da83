/* SPDX-License-Identifier: EUPL-1.2
 *
 * The questionnaires of a package and the sheet of their questions: package_parts.h.
 */
#include "package_parts.h"

#include "qtype.h"

struct view
package_text(const struct package *package, const struct questionnaire *questionnaire,
             const struct text *text)
{
	return text
	    ->in[questionnaire_language(questionnaire, catalogue_language(package->settings.catalogue))];
}

/* Blocks stand in the order of their import: the last version is the newest. */
bool
package_questionnaires(struct package *package, const struct block *blocks, size_t count, struct error *err)
{
	struct view only = package->settings.questionnaire;

	package->questionnaires = arena_array(&package->arena, count, sizeof(*package->questionnaires));
	for (size_t b = 0; b < count; b++) {
		const struct questionnaire *questionnaire = blocks[b].questionnaire;
		size_t i = 0;

		if (only.len > 0 && !view_equal(questionnaire->id, only))
			continue;
		while (i < package->questionnaire_count &&
		       !view_equal(package->questionnaires[i].questionnaire->id, questionnaire->id))
			i++;
		package->questionnaires[i] = (struct package_questionnaire){
			questionnaire,
			questionnaire_language(questionnaire, catalogue_language(package->settings.catalogue))
		};
		if (i == package->questionnaire_count)
			package->questionnaire_count++;
	}
	if (only.len > 0 && package->questionnaire_count == 0)
		return fail(err, ERROR_ABSENT, "the study has no questionnaire \"%.*s\"",
		            (int)(only.len < 60 ? only.len : 60), only.ptr);
	return true;
}

enum {
	QUESTION_QUESTIONNAIRE,
	QUESTION_GROUP,
	QUESTION_ID,
	QUESTION_TYPE,
	QUESTION_TEXT,
	QUESTION_OPTION,
	QUESTION_OPTION_TEXT
};

static void
add_question(const struct package *package, struct sheet *sheet, const struct questionnaire *questionnaire,
             const struct question *question)
{
	size_t rows = question->option_count == 0 ? 1 : question->option_count;

	for (size_t i = 0; !question->again && i < rows; i++) {
		union sheet_value *row = sheet_add_row(sheet);

		row[QUESTION_QUESTIONNAIRE].text = questionnaire->id;
		row[QUESTION_GROUP].text = question->group == NULL ? VIEW("") : question->group->id;
		row[QUESTION_ID].text = question->id;
		row[QUESTION_TYPE].text = view_of(question->type->name);
		row[QUESTION_TEXT].text = package_text(package, questionnaire, &question->title);
		if (i >= question->option_count)
			continue;
		row[QUESTION_OPTION].text = question->options[i].id;
		row[QUESTION_OPTION_TEXT].text =
		    package_text(package, questionnaire, &question->options[i].text);
	}
}

void
package_questions(struct package *package)
{
	struct sheet *sheet = package_add_sheet(package, VIEW("questions"), VIEW("The questions"));

	sheet_add_column(sheet, VIEW("questionnaire"), VIEW("Questionnaire"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("group"), VIEW("Group"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("question"), VIEW("Question"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("type"), VIEW("Type"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("text"), VIEW("Text"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("option"), VIEW("Option"), SHEET_TEXT);
	sheet_add_column(sheet, VIEW("option_text"), VIEW("Text of the option"), SHEET_TEXT);
	for (size_t i = 0; i < package->questionnaire_count; i++) {
		const struct questionnaire *questionnaire = package->questionnaires[i].questionnaire;

		for (size_t e = 0; e < questionnaire->entry_count; e++) {
			const struct entry *entry = &questionnaire->entries[e];

			if (entry->question != NULL)
				add_question(package, sheet, questionnaire, entry->question);
			for (size_t q = 0; entry->group != NULL && q < entry->group->question_count; q++)
				add_question(package, sheet, questionnaire, &entry->group->questions[q]);
		}
	}
}
