/* SPDX-License-Identifier: EUPL-1.2
 *
 * What was asked, for archives: DDI-Codebook 2.5. A variable per question with its options and, where it is a
 * closed one, how many chose each; hidden numbers are left out. No answers of persons, also when internal.
 */
#include "study_exporter.h"

#include "qtype.h"
#include "xml.h"

static void
add_frequency(struct xml *xml, const struct tally *table, struct view option, struct arena *arena)
{
	const struct dimension *dimension;

	if (table == NULL)
		return;
	dimension = &table->dimensions[0];
	for (size_t i = 0; i < dimension->category_count; i++) {
		const struct cell *cell = &table->cells[i];

		if (!view_equal(dimension->categories[i].id, option) || cell_hidden(cell) ||
		    !tally_shows(table, 0, i))
			continue;
		xml_start(xml, "catStat");
		xml_attribute(xml, "type", VIEW("freq"));
		xml_text(xml, arena_printf(arena, "%llu", (unsigned long long)cell->count));
		xml_end(xml, "catStat");
	}
}

struct reading {
	const struct package *package;
	const struct package_questionnaire *in;
	size_t number; /* of the variable */
	struct arena *arena;
};

static void
add_options(struct xml *xml, const struct reading *at, const struct question *question)
{
	const struct tally *table =
	    package_table(at->package, at->in->questionnaire->id, question->group, question);

	for (size_t o = 0; o < question->option_count; o++) {
		xml_start(xml, "catgry");
		xml_element(xml, "catValu", question->options[o].id);
		xml_element(xml, "labl", question->options[o].text.in[at->in->language]);
		add_frequency(xml, table, question->options[o].id, at->arena);
		xml_end(xml, "catgry");
	}
}

/* All in one element. */
static void
add_notes(struct xml *xml, const struct reading *at, const struct question *question)
{
	const struct tally *table =
	    package_table(at->package, at->in->questionnaire->id, question->group, question);
	struct view notes = question->type->many ? VIEW("Several answers are possible.") : VIEW("");

	if (table != NULL && table->rounding.base > 0)
		notes = arena_printf(at->arena, "%.*s%sThe frequencies are rounded to a multiple of %u.",
		                     VIEW_ARGS(notes), notes.len > 0 ? " " : "", table->rounding.base);
	if (notes.len > 0)
		xml_element(xml, "notes", notes);
}

static void
add_variable(struct xml *xml, struct reading *at, const struct question *question)
{
	struct view title = question->title.in[at->in->language], questionnaire = at->in->questionnaire->id;
	bool number = question->type->level == MEASUREMENT_NUMBER;

	if (question->again)
		return;
	xml_start(xml, "var");
	xml_attribute(xml, "ID", arena_printf(at->arena, "V%zu", ++at->number));
	xml_attribute(
	    xml, "name",
	    question->group == NULL
	        ? arena_printf(at->arena, "%.*s.%.*s", VIEW_ARGS(questionnaire), VIEW_ARGS(question->id))
	        : arena_printf(at->arena, "%.*s.%.*s.%.*s", VIEW_ARGS(questionnaire),
	                       VIEW_ARGS(question->group->id), VIEW_ARGS(question->id)));
	xml_attribute(xml, "intrvl", number ? VIEW("contin") : VIEW("discrete"));
	xml_element(xml, "labl", title);
	xml_start(xml, "qstn");
	xml_element(xml, "qstnLit", title);
	xml_end(xml, "qstn");
	add_options(xml, at, question);
	xml_start(xml, "varFormat");
	xml_attribute(xml, "type", number ? VIEW("numeric") : VIEW("character"));
	xml_end(xml, "varFormat");
	add_notes(xml, at, question);
	xml_end(xml, "var");
}

static void
add_variables(struct xml *xml, const struct package *package, struct arena *arena)
{
	struct reading at = { .package = package, .arena = arena };

	xml_start(xml, "dataDscr");
	for (size_t i = 0; i < package->questionnaire_count; i++) {
		const struct questionnaire *questionnaire = package->questionnaires[i].questionnaire;

		at.in = &package->questionnaires[i];
		for (size_t e = 0; e < questionnaire->entry_count; e++) {
			const struct entry *entry = &questionnaire->entries[e];

			if (entry->question != NULL)
				add_variable(xml, &at, entry->question);
			for (size_t q = 0; entry->group != NULL && q < entry->group->question_count; q++)
				add_variable(xml, &at, &entry->group->questions[q]);
		}
	}
	xml_end(xml, "dataDscr");
}

static struct view
titles(const struct package *package, struct arena *arena)
{
	struct view all = VIEW("");

	for (size_t i = 0; i < package->questionnaire_count; i++) {
		const struct package_questionnaire *in = &package->questionnaires[i];

		all = arena_printf(arena, "%.*s%s%.*s", VIEW_ARGS(all), i > 0 ? "; " : "",
		                   VIEW_ARGS(in->questionnaire->title.in[in->language]));
	}
	return all;
}

static bool
ddi_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
          struct buf *warnings, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct xml xml;

	(void)settings, (void)warnings;
	if (package->questionnaire_count == 0)
		return fail(err, ERROR_ABSENT, "the study has no questionnaire yet");
	xml_begin(&xml, out);
	xml_start(&xml, "codeBook");
	xml_attribute(&xml, "xmlns", VIEW("ddi:codebook:2_5"));
	xml_attribute(&xml, "version", VIEW("2.5"));
	xml_attribute(&xml, "xml:lang", catalogue_language(package->settings.catalogue));
	xml_start(&xml, "stdyDscr");
	xml_start(&xml, "citation");
	xml_start(&xml, "titlStmt");
	xml_element(&xml, "titl", titles(package, &arena));
	xml_end(&xml, "titlStmt");
	xml_end(&xml, "citation");
	xml_start(&xml, "dataAccs");
	xml_start(&xml, "useStmt");
	xml_element(&xml, "restrctn", package->notice);
	xml_end(&xml, "useStmt");
	xml_end(&xml, "dataAccs");
	xml_end(&xml, "stdyDscr");
	add_variables(&xml, package, &arena);
	xml_end(&xml, "codeBook");
	arena_release(&arena);
	return true;
}

const struct study_exporter study_exporter_ddi = { .name = "ddi", .write = ddi_write };
