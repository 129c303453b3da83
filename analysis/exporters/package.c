/* SPDX-License-Identifier: EUPL-1.2
 *
 * What may leave a study: package.h. This file puts the parts together.
 */
#include "package_parts.h"

#include "analysis/tables/ledger.h"

#include <math.h>
#include <stdlib.h>

#include "qtype.h"

struct sheet *
package_add_sheet(struct package *package, struct view name, struct view title)
{
	package->sheets = xrealloc(package->sheets, package->sheet_count + 1, sizeof(*package->sheets));
	package->sheets[package->sheet_count] = SHEET_INIT(name, title);
	return &package->sheets[package->sheet_count++];
}

struct view
package_text(const struct package *package, const struct questionnaire *questionnaire,
             const struct text *text)
{
	return text
	    ->in[questionnaire_language(questionnaire, catalogue_language(package->settings.catalogue))];
}

/* ---- The questionnaires ---------------------------------------------------------------------------------- */

/* Blocks stand in the order of their import: the last version is the newest. */
static bool
list_questionnaires(struct package *package, const struct block *blocks, size_t count, struct error *err)
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

static void
add_questions(struct package *package)
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

/* ---- All of it ------------------------------------------------------------------------------------------- */

static struct view
notice_of(struct package *package)
{
	const struct package_settings *settings = &package->settings;
	const struct rounding *rounding = &package->release.rounding;

	if (settings->internal)
		return arena_printf(
		    &package->arena,
		    "INTERNAL, not to leave the team: holds what was not released, and answers "
		    "person by person%s.",
		    settings->texts ? ", with the texts they wrote beside them"
		                    : ", without the texts they wrote");
	if (rounding->base > 0)
		return arena_printf(
		    &package->arena,
		    "Released material only. All numbers are rounded to a multiple of %u, up or "
		    "down; the real one is at most %u away.",
		    rounding->base, rounding->within);
	return arena_printf(&package->arena,
	                    "Released material only. Numbers with fewer than %u people behind them are "
	                    "hidden, and others so that those cannot be calculated.",
	                    settings->threshold);
}

bool
package_keep(const struct package *package, struct study *study, struct error *err)
{
	return package->settings.internal || package->table_count == 0 ||
	       ledger_keep(&package->release, study, err);
}

bool
package_make(struct package *package, struct coding *coding, const struct package_settings *settings,
             struct error *err)
{
	size_t count;
	const struct block *blocks = study_blocks(coding_study(coding), &count);

	*package = (struct package){ .arena = ARENA_INIT, .settings = *settings };
	if (settings->texts && !settings->internal)
		return fail(err, ERROR_INVALID, "texts beside answers are for internal use only");
	if (!list_questionnaires(package, blocks, count, err))
		return false;
	add_questions(package);
	package_codes(package, coding);
	package_findings(package, coding);
	package_quotes(package, coding);
	if (!ledger_open(&package->release, coding_study(coding), err) ||
	    !package_tables(package, blocks, settings->without_tables ? 0 : count, err))
		return false;
	package->notice = notice_of(package); /* says what became of the numbers */
	if (settings->internal)
		package_answers(package, blocks, count);
	return true;
}

void
package_release(struct package *package)
{
	for (size_t i = 0; i < package->sheet_count; i++)
		sheet_release(&package->sheets[i]);
	free(package->sheets);
	for (size_t i = 0; i < package->source_count; i++)
		free(package->sources[i].passages);
	free(package->sources);
	for (size_t i = 0; i < package->table_count; i++)
		tally_release(&package->tables[i]);
	free(package->tables);
	release_close(&package->release);
	arena_release(&package->arena);
	*package = (struct package){ .arena = ARENA_INIT };
}

const struct sheet *
package_sheet(const struct package *package, struct view name)
{
	for (size_t i = 0; i < package->sheet_count; i++)
		if (view_equal(package->sheets[i].name, name))
			return &package->sheets[i];
	return NULL;
}
