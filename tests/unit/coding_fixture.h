/* SPDX-License-Identifier: EUPL-1.2
 *
 * A small study for tests of the team's decisions: twelve responses with a workaround each, of which the third of every
 * three holds phone numbers and the first one a name, and every second one a myth too. All may be quoted but every fourth.
 */
#ifndef CODING_FIXTURE_H
#define CODING_FIXTURE_H

#include "study_maker.h"

#include "analysis/decisions/finding.h"
#include "analysis/decisions/quote.h"

enum { CODING_RESPONSES = 12, CODING_MENTIONS = 18 };

#define ANNA VIEW("anna")
#define BRAM VIEW("bram")

static const char coding_yaml[] =
    "questionnaire: %s\naudience: professional\nlanguages: [nl]\nsize: 4096\n"
    "title: {nl: Proef}\nintro: {nl: Hoi}\nthanks: {nl: Dank}\nquote_if: {quote: ja}\nquestions:\n"
    "  - id: role\n    type: single\n    ask: {nl: Waar werk je?}\n    options:\n"
    "      wij: {nl: WIJ-team}\n      anders: {nl: Ergens anders}\n"
    "  - group: path\n    title: {nl: Pad}\n    mention: olifantenpaadje\n    story: what\n    times: 2\n"
    "    again: {nl: Nog een?}\n    questions:\n"
    "      - id: what\n        type: text\n        ask: {nl: Wat?}\n"
    "      - id: domain\n        type: multiple\n        ask: {nl: Waarover?}\n        options:\n"
    "          wonen: {nl: Wonen}\n          werk: {nl: Werk}\n"
    "  - group: myth\n    title: {nl: Broodje}\n    mention: broodje_aap\n    story: what\n    times: 2\n"
    "    again: {nl: Nog een?}\n    questions:\n"
    "      - id: what\n        type: text\n        ask: {nl: Wat?}\n"
    "  - id: quote\n    type: single\n    ask: {nl: Mag het?}\n    options:\n"
    "      ja: {nl: Ja}\n      nee: {nl: Nee}\n";

struct desk {
	char *directory, path[128], other_path[128];
	struct questionnaire *questionnaire;
	struct study *study;
	struct coding *coding;
};

static inline struct response
desk_response(const struct questionnaire *questionnaire, unsigned number, struct arena *arena)
{
	struct response response = response_new(questionnaire, arena);

	maker_answer(&response, NULL, "role", 0, number % 2 == 0 ? VIEW("wij") : VIEW("anders"), arena);
	maker_answer(&response, "path", "what", 0,
	             number == 0 ? VIEW("Dan vraag ik Shaniqua in Lewenborg")
	             : number % 3 == 2
	                 ? arena_printf(arena, "Eén: bel 06-12345678 of 06-87654321, pad %u", number)
	                 : arena_printf(arena, "Zelf langsgaan, pad %u", number),
	             arena);
	maker_answer(&response, "path", "domain", 0, VIEW("wonen"), arena);
	if (number % 2 == 0)
		maker_answer(&response, "myth", "what", 0,
		             arena_printf(arena, "Het mag niet, zeggen ze %u", number), arena);
	maker_answer(&response, NULL, "quote", 0, number % 4 == 3 ? VIEW("nee") : VIEW("ja"), arena);
	response_settle(&response);
	return response;
}

/* The responses as one block of a wave; the order within the block is turned by `turn`, so that an import elsewhere can have
 * another. */
static inline void
desk_add(struct study *study, const struct questionnaire *questionnaire, const char *wave, unsigned from,
         unsigned to, unsigned turn)
{
	struct arena arena = ARENA_INIT;
	struct buf row = BUF_INIT, identities = BUF_INIT;
	struct block_builder builder;
	struct layout layout;
	struct error err = ERROR_INIT;

	layout_init(&layout, questionnaire, &arena);
	block_builder_init(&builder, &layout);
	for (unsigned i = 0; i < to - from; i++) {
		unsigned number = from + (i + turn) % (to - from);
		struct response response = desk_response(questionnaire, number, &arena);
		uint8_t identity[IDENTITY_BYTES] = { 0 };

		memcpy(identity, &number, sizeof(number));
		buf_reset(&row);
		block_row(&layout, &response, SEAL_MODE_SERVER, &row);
		block_builder_add(&builder, buf_view(&row));
		study_learn_box(study, identity);
		buf_add(&identities, identity, sizeof(identity));
	}
	ck_assert_ok(study_add_definition(study, questionnaire, &err), &err);
	ck_assert_ok(study_add_block(study, &builder, view_of(wave), buf_view(&identities), &err), &err);
	ck_assert_ok(study_commit(study, &err), &err);
	block_builder_release(&builder);
	buf_release(&identities);
	buf_release(&row);
	arena_release(&arena);
}

static inline void
desk_open(const char *path, enum study_access access, struct study **study, struct coding **coding)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(study_open(path, access, MAKER_PASSPHRASE, study, &err), &err);
	ck_assert_ok(coding_open(*study, coding, &err), &err);
}

static inline struct desk
desk_start(void)
{
	struct desk desk = { .directory = unit_directory() };
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	struct buf yaml = BUF_INIT;

	maker_start();
	snprintf(desk.path, sizeof(desk.path), "%s/proef.yaml", desk.directory);
	buf_printf(&yaml, coding_yaml, "proef");
	ck_assert_ok(file_write(desk.path, buf_view(&yaml), 0600, true, &err), &err);
	desk.questionnaire = questionnaire_load(desk.path, (struct date){ 0, 0, 0 }, &problems);
	ck_assert_ptr_nonnull(desk.questionnaire);
	problems_release(&problems);
	buf_release(&yaml);
	snprintf(desk.path, sizeof(desk.path), "%s/study", desk.directory);
	snprintf(desk.other_path, sizeof(desk.other_path), "%s/other.study", desk.directory);
	ck_assert_ok(study_create(desk.path, MAKER_PASSPHRASE, &desk.study, &err), &err);
	desk_add(desk.study, desk.questionnaire, "voorjaar", 0, CODING_RESPONSES, 0);
	study_close(desk.study);
	desk_open(desk.path, STUDY_WRITE, &desk.study, &desk.coding);
	return desk;
}

static inline void
desk_end(struct desk *desk)
{
	coding_close(desk->coding);
	study_close(desk->study);
	questionnaire_free(desk->questionnaire);
	unit_forget_directory(desk->directory);
}

/* Closes and opens again: what is left is what the file holds. */
static inline void
desk_again(struct desk *desk)
{
	coding_close(desk->coding);
	study_close(desk->study);
	desk_open(desk->path, STUDY_WRITE, &desk->study, &desk->coding);
}

static inline void
desk_copy(const char *from, const char *to)
{
	struct buf content = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(buf_read_file(&content, from, 1 << 26, &err), &err);
	ck_assert_ok(file_write(to, buf_view(&content), 0600, true, &err), &err);
	buf_release(&content);
}

/* The colleague's laptop: a copy of the study as it is now. */
static inline void
desk_copy_to_other(const struct desk *desk)
{
	desk_copy(desk->path, desk->other_path);
}

/* The n-th mention of a kind whose text holds `text` (NULL: any). */
static inline const struct mention *
desk_mention(const struct coding *coding, enum mention_kind kind, size_t n, const char *text)
{
	const struct mention_list *mentions = coding_mentions(coding);

	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];
		struct view story = mention_story(mention);

		if (mention->rows->group->mention != kind ||
		    (text != NULL && memmem(story.ptr, story.len, text, strlen(text)) == NULL))
			continue;
		if (n-- == 0)
			return mention;
	}
	ck_abort_msg("no such mention");
	return NULL;
}

static inline struct view
desk_path(const struct coding *coding, size_t n)
{
	return view_of(desk_mention(coding, MENTION_OLIFANTENPAADJE, n, NULL)->id);
}

static inline bool
desk_try(struct coding *coding, struct view coder, enum decision_kind kind, struct view subject,
         const char *part, const char *value, struct error *err)
{
	struct wish wish = { kind, subject, view_of(part), view_of(value) };

	return coding_decide(coding, coder, &wish, 1, NULL, err);
}

static inline void
desk_decide(struct coding *coding, struct view coder, enum decision_kind kind, struct view subject,
            const char *part, const char *value)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(desk_try(coding, coder, kind, subject, part, value, &err), &err);
}

static inline void
desk_tag(struct coding *coding, struct view coder, struct view mention, const char *tag)
{
	desk_decide(coding, coder, DECISION_TAG, mention, tag, "yes");
}

static inline void
desk_new_tag(struct coding *coding, const char *id, const char *name)
{
	desk_decide(coding, ANNA, DECISION_CODE, view_of(id), "name", name);
}

/* All fields with their values and conflicts, as one text: what two states are compared by. */
static inline struct buf
desk_state(const struct coding *coding)
{
	struct buf out = BUF_INIT;

	for (int kind = DECISION_TAG; kind < DECISION_KIND_END; kind++) {
		size_t count;
		const struct decided *fields =
		    coding_fields(coding, (enum decision_kind)kind, (struct view){ NULL, 0 }, &count);

		for (size_t i = 0; i < count; i++) {
			buf_printf(&out, "%d %.*s %.*s %.*s %d:", kind, VIEW_ARGS(fields[i].subject),
			           VIEW_ARGS(fields[i].part), VIEW_ARGS(fields[i].coder), fields[i].conflict);
			for (size_t h = 0; h < fields[i].head_count; h++)
				buf_printf(&out, " %.*s", VIEW_ARGS(fields[i].heads[h]->value));
			buf_add_char(&out, '\n');
		}
	}
	return out;
}

#endif
