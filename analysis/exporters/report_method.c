/* SPDX-License-Identifier: EUPL-1.2
 *
 * The chapters that say how the numbers came about: method, privacy, and the questions as they were asked.
 */
#include "report_parts.h"

static void
add_question(const struct question *question, size_t language, struct page *list)
{
	if (!question->again)
		page_set(page_section(list, "QUESTION"), "TEXT", question->title.in[language]);
}

/* Each entry is an item of its own, so that groups keep their place between the questions. */
static void
add_questionnaire(struct report *report, const struct questionnaire *questionnaire)
{
	size_t language = questionnaire_language(questionnaire, catalogue_language(report->catalogue));
	struct page *part = page_section(report->page, "ASKED");

	page_set(part, "TITLE", questionnaire->title.in[language]);
	report_questionnaire_written(report, questionnaire->id, part);
	page_set(part, "AUDIENCE", report_audience(report, questionnaire->audience));
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct group *group = questionnaire->entries[i].group;
		struct page *item = page_section(part, "ITEM");

		if (group == NULL) {
			page_set(item, "TEXT", questionnaire->entries[i].question->title.in[language]);
			continue;
		}
		page_set(item, "TEXT", group->title.in[language]);
		item = page_section(item, "GROUP");
		for (size_t q = 0; q < group->question_count; q++)
			add_question(&group->questions[q], language, item);
	}
}

/* The newest definition of each questionnaire, in the order of their ids. */
static void
add_questionnaires(struct report *report)
{
	const struct dimension *questionnaires = &report->response.dimensions[0];

	for (size_t i = 0; i < questionnaires->category_count; i++)
		for (size_t b = report->block_count; b-- > 0;) {
			const struct questionnaire *questionnaire = report->blocks[b].questionnaire;

			if (!view_equal(questionnaire->id, questionnaires->categories[i].id))
				continue;
			add_questionnaire(report, questionnaire);
			break;
		}
}

void
report_method(struct report *report)
{
	report_chapter(report, VIEW("privacy"), report_message(report, "report_privacy"));
	report_chapter(report, VIEW("questions"), report_message(report, "report_questions"));
	add_questionnaires(report);
	report_codebook(report);
	page_set(report->page, "HIDDEN_PLACES",
	         report_fill(report,
	                     report->hidden_places == 0   ? "report_privacy_none_hidden"
	                     : report->hidden_places == 1 ? "report_privacy_one_hidden"
	                                                  : "report_privacy_some_hidden",
	                     (const struct catalogue_value[]){
	                         { "n", arena_printf(&report->arena, "%zu", report->hidden_places) },
	                         { .name = NULL },
	                     }));
}
