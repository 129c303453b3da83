/* SPDX-License-Identifier: EUPL-1.2
 *
 * Responses for tests of the study and of the import: a small questionnaire with a question of every measurement
 * level, and for every number a response that can be told from all others.
 */
#ifndef STUDY_MAKER_H
#define STUDY_MAKER_H

#include "unit.h"

#include <math.h>
#include <sodium.h>

#include "analysis/study/study_write.h"
#include "unseal.h"

#define MAKER_PASSPHRASE VIEW("vier paarden lopen door de stad")
#define MAKER_CANARY "kanarie-in-de-mijn"

static const char maker_yaml[] =
    "questionnaire: %s\naudience: professional\nlanguages: [nl]\nsize: 4096\n"
    "title: {nl: Proef}\nintro: {nl: Hoi}\nthanks: {nl: Dank}\nquote_if: {quote: ja}\nquestions:\n"
    "  - id: role\n    type: single\n    ask: {nl: Waar werk je?}\n    options:\n"
    "      wij: {nl: WIJ-team}\n      anders: {nl: Ergens anders}\n"
    "  - id: years\n    type: number\n    least: 0\n    most: 100\n    decimals: 1\n    ask: {nl: Hoe "
    "lang?}\n"
    "  - id: story\n    type: text\n    ask: {nl: Vertel}\n"
    "  - group: path\n    title: {nl: Pad}\n    mention: olifantenpaadje\n    story: what\n    times: 3\n"
    "    again: {nl: Nog een?}\n    questions:\n"
    "      - id: what\n        type: text\n        ask: {nl: Wat?}\n"
    "      - id: domain\n        type: multiple\n        ask: {nl: Waarover?}\n        options:\n"
    "          wonen: {nl: Wonen}\n          werk: {nl: Werk}\n"
    "  - group: place\n    title: {nl: Plek}\n    times: 2\n    again: {nl: Nog een?}\n    questions:\n"
    "      - id: where\n        type: text\n        ask: {nl: Waar?}\n"
    "  - id: quote\n    type: single\n    ask: {nl: Mag het?}\n    options:\n"
    "      ja: {nl: Ja}\n      nee: {nl: Nee}\n";

static inline struct questionnaire *
maker_questionnaire(const char *directory, const char *id)
{
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	struct questionnaire *questionnaire;
	struct buf yaml = BUF_INIT;
	char path[256];

	snprintf(path, sizeof(path), "%s/%s.yaml", directory, id);
	buf_printf(&yaml, maker_yaml, id);
	ck_assert_ok(file_write(path, buf_view(&yaml), 0600, true, &err), &err);
	questionnaire = questionnaire_load(path, (struct date){ 0, 0, 0 }, &problems);
	if (questionnaire == NULL)
		problems_print(&problems, stderr);
	ck_assert_ptr_nonnull(questionnaire);
	problems_release(&problems);
	buf_release(&yaml);
	return questionnaire;
}

/* Argon2id at its cheapest: these tests are not about guessing. */
static inline void
maker_start(void)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(seal_init(&err), &err);
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

static inline void
maker_answer(struct response *response, const char *group_id, const char *id, size_t time, struct view value,
             struct arena *arena)
{
	const struct questionnaire *q = response->questionnaire;
	const struct group *group = group_id == NULL ? NULL : questionnaire_group(q, view_of(group_id));
	const struct question *question = questionnaire_question(q, group, view_of(id));
	struct answer *answer;

	ck_assert_ptr_nonnull(question);
	answer = response_answer(response, question, time);
	answer->values = arena_alloc(arena, sizeof(struct view));
	answer->values[0] = value;
	answer->count = 1;
}

static inline void
maker_again(struct response *response, const char *group_id, size_t time, struct arena *arena)
{
	const struct group *group = questionnaire_group(response->questionnaire, view_of(group_id));
	const struct question *again = &group->questions[group->question_count - 1];
	struct answer *answer = response_answer(response, again, time);

	ck_assert(again->again);
	answer->values = arena_alloc(arena, sizeof(struct view));
	answer->values[0] = again->options[0].id;
	answer->count = 1;
}

/* Response `number`: its role alternates, every third one has no number of years, it has number % 4 paths (every
 * one with the same number) and number % 2 places, and may be quoted when it divides by 5. */
static inline struct response
maker_response(const struct questionnaire *questionnaire, unsigned number, struct arena *arena)
{
	struct response response = response_new(questionnaire, arena);

	maker_answer(&response, NULL, "role", 0, number % 2 == 0 ? VIEW("wij") : VIEW("anders"), arena);
	if (number % 3 != 0)
		maker_answer(&response, NULL, "years", 0, arena_printf(arena, "%u.5", number % 100), arena);
	maker_answer(&response, NULL, "story", 0, arena_printf(arena, "%s %u", MAKER_CANARY, number), arena);
	for (unsigned time = 0; time < number % 4; time++) {
		maker_answer(&response, "path", "what", time, arena_printf(arena, "pad %u %u", number, time),
		             arena);
		maker_answer(&response, "path", "domain", time, time == 0 ? VIEW("wonen") : VIEW("werk"),
		             arena);
		if (time + 1 < number % 4)
			maker_again(&response, "path", time, arena);
	}
	if (number % 2 == 1)
		maker_answer(&response, "place", "where", 0, arena_printf(arena, "plek %u", number), arena);
	maker_answer(&response, NULL, "quote", 0, number % 5 == 0 ? VIEW("ja") : VIEW("nee"), arena);
	response_settle(&response);
	return response;
}

static inline size_t
maker_number_of(struct view story)
{
	size_t skip = sizeof(MAKER_CANARY);

	ck_assert_uint_gt(story.len, skip);
	return (size_t)strtoul(story.ptr + skip, NULL, 10);
}

/* Whether row `row` of a block with texts is response `number` in every detail. `mention` and `place` are the first
 * rows of the groups that were not looked at yet. */
static inline void
maker_check_row(const struct block *block, size_t row, unsigned number, size_t *mention, size_t *place)
{
	const struct rows *rows = &block->responses, *paths = &block->mentions[0],
	                  *places = &block->groups[0];
	char text[64];
	double years;

	ck_assert_uint_eq(rows->column_count, 3);
	ck_assert_uint_eq(rows->columns[0].bits[row], number % 2 == 0 ? 1 : 2);
	memcpy(&years, rows->columns[1].bits + row * 8, 8);
	if (number % 3 == 0)
		ck_assert(isnan(years));
	else
		ck_assert_double_eq(years, number % 100 + 0.5);
	ck_assert_uint_eq(rows->columns[2].bits[row], number % 5 == 0 ? 1 : 2);
	ck_assert_int_eq(block->quotable[row], number % 5 == 0);
	for (unsigned time = 0; time < number % 4; time++, (*mention)++) {
		ck_assert_uint_lt(*mention, paths->count);
		ck_assert_uint_eq(paths->response[*mention], row);
		snprintf(text, sizeof(text), "pad %u %u", number, time);
		ck_assert_view(paths->texts[0].views[*mention], text);
		ck_assert_uint_eq(paths->columns[0].bits[*mention], time == 0 ? 1 : 2);
	}
	if (number % 2 == 1) {
		ck_assert_uint_eq(places->response[*place], row);
		snprintf(text, sizeof(text), "plek %u", number);
		ck_assert_view(places->texts[0].views[(*place)++], text);
	}
}

/* Counts how often each response is in the study, checking every row; returns the number of responses. */
static inline size_t
maker_check_study(struct study *study, unsigned *times, size_t most)
{
	struct error err = ERROR_INIT;
	size_t block_count, total = 0;
	const struct block *blocks;

	ck_assert_ok(study_load_texts(study, &err), &err);
	blocks = study_blocks(study, &block_count);
	memset(times, 0, most * sizeof(*times));
	for (size_t b = 0; b < block_count; b++) {
		size_t mention = 0, place = 0;

		ck_assert_uint_eq(blocks[b].mention_count, 1);
		ck_assert_uint_eq(blocks[b].group_count, 1);
		for (size_t row = 0; row < blocks[b].responses.count; row++, total++) {
			size_t number = maker_number_of(blocks[b].responses.texts[0].views[row]);

			ck_assert_uint_lt(number, most);
			times[number]++;
			maker_check_row(&blocks[b], row, (unsigned)number, &mention, &place);
		}
		ck_assert_uint_eq(mention, blocks[b].mentions[0].count);
		ck_assert_uint_eq(place, blocks[b].groups[0].count);
	}
	return total;
}

#endif
