/* SPDX-License-Identifier: EUPL-1.2
 *
 * Blocks of a study built in memory, for tests of tables and reports: a questionnaire from YAML, then row
 * by row the answers.
 */
#ifndef STUDY_FIXTURE_H
#define STUDY_FIXTURE_H

#include "unit.h"

#include "analysis/study/study.h"
#include "qtype.h"

struct fixture {
	struct block block;
	struct questionnaire *questionnaire; /* owned */
	size_t response_room, mention_room;
	uint8_t *modes, *quotable; /* owned, as all below */
};

static const char fixture_domains[] =
    "tagset: big-five\nlanguages: [nl, en]\ntitle: {nl: Leefgebieden, en: Life domains}\ntags:\n"
    "  support: {nl: Support, en: Support}\n  wonen: {nl: Wonen, en: Housing}\n"
    "  school-werk: {nl: School en werk, en: School and work}\n  inkomen: {nl: Inkomen, en: Income}\n"
    "  welzijn: {nl: Welzijn, en: Wellbeing}\n";

static const char fixture_categories[] =
    "tagset: categories\nlanguages: [nl, en]\ntitle: {nl: Soorten oorzaken, en: Kinds of causes}\ntags:\n"
    "  systeem: {nl: Systeem, en: System}\n  kennis: {nl: Kennis en vakmanschap, en: Knowledge and craft}\n"
    "  samenwerking: {nl: Samenwerking, en: Cooperation}\n  cultuur: {nl: Cultuur, en: Culture}\n";

static const char fixture_myths[] =
    "tagset: known-myths\nlanguages: [nl, en]\ntitle: {nl: Bekende broodjes aap, en: Known myths}\ntags:\n"
    "  stempel: {nl: Je moet eerst een officieel briefje hebben voordat iemand je mag helpen, en: You need a "
    "paper first}\n"
    "  achttien: {nl: Vanaf je achttiende stopt alle jeugdhulp, en: All youth care stops at eighteen}\n"
    "  adres: {nl: Zonder adres krijg je geen uitkering, en: No address means no benefit}\n"
    "  geen: {nl: Geen van deze, en: None of these}\n";

/* Used by no question of the fixture itself, for tests that need a tag set which only some were asked
 * about. */
static const char fixture_paths[] =
    "tagset: known-paths\nlanguages: [nl, en]\ntitle: {nl: Bekende paadjes, en: Known workarounds}\ntags:\n"
    "  bellen: {nl: Zelf bellen, en: Calling them yourself}\n  meegaan: {nl: ‘Ga maar mee’, en: ‘Come "
    "along’}\n";

/* A questionnaire with a question of each sort that tables know; `id`, `audience` and one more top-level
 * question can differ. */
static inline struct questionnaire *
fixture_questionnaire(const char *id, const char *audience, const char *title, const char *more)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire;
	struct buf yaml = BUF_INIT;
	char *directory = unit_directory(), path[256];
	struct error err = ERROR_INIT;
	const struct {
		const char *name, *text;
	} sets[] = {
		{ "big-five", fixture_domains },
		{ "categories", fixture_categories },
		{ "known-myths", fixture_myths },
		{ "known-paths", fixture_paths },
	};

	snprintf(path, sizeof(path), "%s/tagsets", directory);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		snprintf(path, sizeof(path), "%s/tagsets/%s.yaml", directory, sets[i].name);
		ck_assert_ok(file_write(path, view_of(sets[i].text), 0600, false, &err), &err);
	}
	buf_printf(
	    &yaml,
	    "questionnaire: %s\naudience: %s\nlanguages: [nl, en]\nsize: 32768\n"
	    "title: {nl: \"%s\", en: \"%s (en)\"}\nintro: {nl: Hoi, en: Hi}\nthanks: {nl: Dank je, en: "
	    "Thanks}\n"
	    "quote_if: {quote: ja}\nquestions:\n"
	    "  - id: role\n    type: single\n    ask: {nl: Waar werk je?, en: Where do you work?}\n    "
	    "options:\n"
	    "      wij: {nl: WIJ-team, en: WIJ team}\n      anders: {nl: Ergens anders, en: Somewhere else}\n"
	    "  - id: myths\n    type: multiple\n    ask: {nl: Welke hoor je?, en: Which do you hear?}\n    "
	    "tagset: known-myths\n"
	    "%s"
	    "  - group: path\n    title: {nl: Olifantenpaadje, en: Workaround}\n    mention: "
	    "olifantenpaadje\n"
	    "    story: what\n    times: 3\n    again: {nl: Nog een?, en: Another?}\n    questions:\n"
	    "      - id: what\n        type: longtext\n        ask: {nl: Wat doe je?, en: What do you do?}\n"
	    "      - id: domain\n        type: multiple\n        ask: {nl: Waarover gaat het?, en: What is "
	    "it about?}\n        tagset: big-five\n"
	    "      - id: cause\n        type: single\n        ask: {nl: Waar ligt het aan?, en: What causes "
	    "it?}\n        tagset: categories\n"
	    "  - group: myth\n    title: {nl: Broodje aap, en: Myth}\n    mention: broodje_aap\n    story: "
	    "what\n"
	    "    times: 3\n    again: {nl: Nog een?, en: Another?}\n    questions:\n"
	    "      - id: what\n        type: longtext\n        ask: {nl: Wat hoor je?, en: What do you "
	    "hear?}\n"
	    "      - id: domain\n        type: multiple\n        ask: {nl: Waarover gaat het?, en: What is "
	    "it about?}\n        tagset: big-five\n"
	    "  - id: quote\n    type: single\n    ask: {nl: Mogen we je woorden gebruiken?, en: May we quote "
	    "you?}\n    options:\n"
	    "      ja: {nl: Ja, en: Yes}\n      nee: {nl: Nee, en: No}\n",
	    id, audience, title, title, more == NULL ? "" : more);
	snprintf(path, sizeof(path), "%s/%s.yaml", directory, id);
	ck_assert_ok(file_write(path, buf_view(&yaml), 0600, false, &err), &err);
	questionnaire = questionnaire_load(path, (struct date){ 0, 0, 0 }, &problems);
	if (questionnaire == NULL)
		problems_print(&problems, stderr);
	ck_assert_ptr_nonnull(questionnaire);
	problems_release(&problems);
	buf_release(&yaml);
	unit_forget_directory(directory);
	return questionnaire;
}

static inline size_t
fixture_width(const struct question *question)
{
	return question->type->level == MEASUREMENT_NUMBER ? 8 : (question->option_count + 7) / 8;
}

static inline void
fixture_rows_add_question(struct rows *rows, const struct question *question, size_t room)
{
	if (question->again)
		return;
	if (question->option_count > 0 || question->type->level == MEASUREMENT_NUMBER) {
		size_t width = fixture_width(question);
		uint8_t *bits = xcalloc(room, width);

		rows->columns = xrealloc(rows->columns, rows->column_count + 1, sizeof(*rows->columns));
		rows->columns[rows->column_count++] = (struct column){ question, width, bits };
	} else {
		rows->texts = xrealloc(rows->texts, rows->text_count + 1, sizeof(*rows->texts));
		rows->texts[rows->text_count++] =
		    (struct text_column){ question, xcalloc(room, sizeof(struct view)) };
	}
}

/* An empty block with room for so many rows. Takes the questionnaire. */
static inline struct fixture
fixture_new(struct questionnaire *questionnaire, const char *wave, size_t response_room, size_t mention_room)
{
	struct fixture fixture = { .questionnaire = questionnaire,
		                   .response_room = response_room,
		                   .mention_room = mention_room,
		                   .modes = xcalloc(response_room, 1),
		                   .quotable = xcalloc(response_room, 1) };
	struct block *block = &fixture.block;

	block->questionnaire = questionnaire;
	block->wave = view_of(wave);
	block->modes = fixture.modes;
	block->quotable = fixture.quotable;
	block->mentions = xcalloc(questionnaire->entry_count, sizeof(*block->mentions));
	for (size_t e = 0; e < questionnaire->entry_count; e++) {
		const struct group *group = questionnaire->entries[e].group;
		struct rows *rows;

		if (group == NULL) {
			fixture_rows_add_question(&block->responses, questionnaire->entries[e].question,
			                          response_room);
			continue;
		}
		if (group->mention == MENTION_NONE)
			continue;
		rows = &block->mentions[block->mention_count++];
		rows->group = group;
		rows->response = xcalloc(mention_room, sizeof(*rows->response));
		for (size_t q = 0; q < group->question_count; q++)
			fixture_rows_add_question(rows, &group->questions[q], mention_room);
	}
	return fixture;
}

static inline void
fixture_release_rows(struct rows *rows)
{
	for (size_t i = 0; i < rows->column_count; i++)
		free((void *)(uintptr_t)rows->columns[i].bits);
	for (size_t i = 0; i < rows->text_count; i++)
		free(rows->texts[i].views);
	free(rows->columns);
	free(rows->texts);
	free((void *)(uintptr_t)rows->response);
}

static inline void
fixture_release(struct fixture *fixture)
{
	fixture_release_rows(&fixture->block.responses);
	for (size_t m = 0; m < fixture->block.mention_count; m++)
		fixture_release_rows(&fixture->block.mentions[m]);
	free(fixture->block.mentions);
	free(fixture->modes);
	free(fixture->quotable);
	questionnaire_free(fixture->questionnaire);
}

/* One more response; returns its row. */
static inline size_t
fixture_response(struct fixture *fixture, enum seal_mode mode, bool quotable)
{
	size_t row = fixture->block.responses.count++;

	ck_assert_uint_lt(row, fixture->response_room);
	fixture->modes[row] = (uint8_t)mode;
	fixture->quotable[row] = quotable;
	return row;
}

/* The mentions from a group, by its id. */
static inline struct rows *
fixture_mentions(struct fixture *fixture, const char *group)
{
	for (size_t m = 0; m < fixture->block.mention_count; m++)
		if (view_is(fixture->block.mentions[m].group->id, group))
			return &fixture->block.mentions[m];
	ck_abort_msg("no group %s", group);
	return NULL;
}

/* One more mention of a response; returns its row. */
static inline size_t
fixture_mention(struct fixture *fixture, struct rows *rows, size_t response)
{
	uint32_t *responses = (uint32_t *)(uintptr_t)rows->response;

	ck_assert_uint_lt(rows->count, fixture->mention_room);
	responses[rows->count] = (uint32_t)response;
	return rows->count++;
}

/* Chooses an option, by index. */
static inline void
fixture_choose_at(struct rows *rows, size_t row, const char *question, size_t option)
{
	for (size_t i = 0; i < rows->column_count; i++) {
		struct column *column = &rows->columns[i];
		uint8_t *bits = (uint8_t *)(uintptr_t)column->bits;

		if (!view_is(column->question->id, question))
			continue;
		ck_assert_uint_lt(option, column->question->option_count);
		bits[row * column->width + option / 8] |= (uint8_t)(1u << option % 8);
		return;
	}
	ck_abort_msg("no closed question %s", question);
}

static inline void
fixture_choose(struct rows *rows, size_t row, const char *question, const char *option)
{
	for (size_t i = 0; i < rows->column_count; i++)
		if (view_is(rows->columns[i].question->id, question)) {
			fixture_choose_at(rows, row, question,
			                  question_option(rows->columns[i].question, view_of(option)));
			return;
		}
	ck_abort_msg("no closed question %s", question);
}

/* Answers a text question. `text` must outlive the block. */
static inline void
fixture_write(struct rows *rows, size_t row, const char *question, const char *text)
{
	for (size_t i = 0; i < rows->text_count; i++)
		if (view_is(rows->texts[i].question->id, question)) {
			rows->texts[i].views[row] = view_of(text);
			return;
		}
	ck_abort_msg("no text question %s", question);
}

#endif
