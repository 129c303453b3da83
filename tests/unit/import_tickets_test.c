/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of importing responses with tickets: boxes are put straight into the store, as who owns the server could.
 */
#include "unit.h"

#include <sodium.h>
#include <stdatomic.h>
#include <time.h>

#include "analysis/study/import.h"
#include "analysis/study/study_write.h"

enum { SIZE = 1024, BOX = SIZE + SEAL_OVERHEAD };

#define PASSPHRASE VIEW("vier paarden lopen door de stad")

static const char yaml[] =
    "questionnaire: proef\naudience: panel\nlanguages: [nl]\naccess: ticket\nsize: 1024\ntitle: {nl: T}\n"
    "intro: {nl: I}\nthanks: {nl: D}\nquestions:\n  - {id: what, type: text, ask: {nl: Wat?}}\n";

struct scene {
	char *directory, store[160], study[160], list[160];
	struct questionnaire *questionnaire;
	struct secret_key *key;
	struct ticket_list tickets;
	char halves[4][TICKET_HALF_TEXT]; /* the list has the first two */
};

static struct scene
scene_start(void)
{
	struct scene scene = { .directory = unit_directory() };
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	struct buf list = BUF_INIT;

	ck_assert_ok(seal_init(&err), &err);
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
	snprintf(scene.store, sizeof(scene.store), "%s/survey.db", scene.directory);
	snprintf(scene.study, sizeof(scene.study), "%s/study", scene.directory);
	snprintf(scene.list, sizeof(scene.list), "%s/q.yaml", scene.directory);
	ck_assert_ok(file_write(scene.list, view_of(yaml), 0600, false, &err), &err);
	scene.questionnaire = questionnaire_load(scene.list, (struct date){ 0, 0, 0 }, &problems);
	ck_assert_ptr_nonnull(scene.questionnaire);
	problems_release(&problems);
	scene.key = secret_key_new(false);
	buf_add_text(&list, "survey tickets 1 proef\n");
	for (size_t i = 0; i < 4; i++) {
		uint8_t a[TICKET_HALF_BYTES], b[TICKET_HALF_BYTES], hash[TICKET_HALF_BYTES];
		char code[TICKET_CODE], text[TICKET_HALF_TEXT];

		ticket_make(code);
		ticket_halves(code, a, b);
		ticket_half_hash(b, hash);
		sodium_bin2hex(scene.halves[i], TICKET_HALF_TEXT, b, sizeof(b));
		if (i < 2)
			buf_printf(&list, "%s\n", sodium_bin2hex(text, sizeof(text), hash, sizeof(hash)));
	}
	snprintf(scene.list, sizeof(scene.list), "%s/list", scene.directory);
	ck_assert_ok(file_write(scene.list, buf_view(&list), 0600, false, &err), &err);
	ck_assert_ok(ticket_list_read(&scene.tickets, scene.list, &err), &err);
	buf_release(&list);
	return scene;
}

static void
scene_end(struct scene *scene)
{
	ticket_list_release(&scene->tickets);
	questionnaire_free(scene->questionnaire);
	secret_key_free(scene->key);
	unit_forget_directory(scene->directory);
}

static void
on_done(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	(void)err;
	atomic_store((atomic_int *)submission->context, outcome == SUBMISSION_KEPT ? 1 : -1);
}

/* Puts one response straight into the store and releases it; `half` is NULL for none. */
static void
forge(const struct scene *scene, const char *half)
{
	const struct questionnaire *q = scene->questionnaire;
	const struct public_key *key = secret_key_public(scene->key);
	const struct pool_description description = {
		.questionnaire = q->id, .key = key, .size = SIZE, .slots = 64, .release_minimum = 2
	};
	struct arena arena = ARENA_INIT;
	struct response response = response_new(q, &arena);
	struct view value = VIEW("Iets");
	struct error err = ERROR_INIT;
	struct buf encoding = BUF_INIT;
	uint8_t box[BOX];
	atomic_int done = 0;
	struct submission submission = { .box = box, .box_bytes = BOX, .done = on_done, .context = &done };
	struct store *store = NULL;

	*response_answer(&response, questionnaire_question(q, NULL, VIEW("what")), 0) =
	    (struct answer){ &value, 1 };
	response_settle(&response);
	response.ticket = view_of(half);
	response_encode(&response, &encoding);
	ck_assert_ok(seal_response(key, SEAL_MODE_SERVER, buf_view(&encoding), SIZE, box, &err), &err);
	ck_assert_ok(store_open(scene->store, STORE_SERVE, &store, &err), &err);
	ck_assert_ok(store_keep_definition(store, q->hash, q->definition, &err), &err);
	ck_assert_ok(store_pool(store, &description, &submission.pool, &err), &err);
	randombytes_buf(submission.nonce, sizeof(submission.nonce));
	store_submit(store, &submission);
	while (atomic_load(&done) == 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	ck_assert_int_eq(atomic_load(&done), 1);
	ck_assert_ok(
	    store_release(store, VIEW(""), RELEASE_CLOSING, (struct date){ 2026, 6, 1 }, NULL, NULL, &err),
	    &err);
	store_close(store);
	buf_release(&encoding);
	arena_release(&arena);
}

/* Imports and expects; `trouble` TROUBLE_NONE expects no problem, and otherwise one problem with one box. */
static void
import_expecting(const struct scene *scene, bool look, size_t imported, size_t valid,
                 enum import_trouble trouble)
{
	const struct import_options options = { .key = scene->key,
		                                .threads = 2,
		                                .tickets = look ? &scene->tickets : NULL };
	struct import_result result = IMPORT_RESULT_INIT;
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	struct store *store = NULL;

	if (!study_open(scene->study, STUDY_WRITE, PASSPHRASE, &study, NULL))
		ck_assert_ok(study_create(scene->study, PASSPHRASE, &study, &err), &err);
	ck_assert_ok(store_open(scene->store, STORE_READ, &store, &err), &err);
	ck_assert_ok(import_store(study, store, &options, &result, &err), &err);
	ck_assert_uint_eq(result.count_count, 1);
	ck_assert_uint_eq(result.counts[0].imported, imported);
	ck_assert_uint_eq(result.counts[0].valid, valid);
	ck_assert_uint_eq(result.problem_count, trouble == TROUBLE_NONE ? 0 : 1);
	if (trouble != TROUBLE_NONE) {
		ck_assert_str_eq(import_trouble_text(result.problems[0].trouble),
		                 import_trouble_text(trouble));
		ck_assert_uint_eq(result.problems[0].boxes, 1);
	}
	import_result_release(&result);
	study_close(study);
	store_close(store);
}

START_TEST(a_box_without_a_ticket_is_named_and_left_out)
{
	struct scene scene = scene_start();

	forge(&scene, scene.halves[0]);
	forge(&scene, NULL);
	import_expecting(&scene, true, 1, 1, TROUBLE_TICKETLESS);
	import_expecting(&scene, true, 0, 1, TROUBLE_TICKETLESS);
	/* The control: who does not look at tickets counts it, and it never becomes valid. */
	import_expecting(&scene, false, 1, 1, TROUBLE_NONE);
	import_expecting(&scene, true, 0, 1, TROUBLE_NONE);
	scene_end(&scene);
}
END_TEST

START_TEST(a_box_with_a_ticket_that_nobody_was_given_is_left_out)
{
	struct scene scene = scene_start();

	forge(&scene, scene.halves[1]);
	forge(&scene, scene.halves[2]);
	import_expecting(&scene, true, 1, 1, TROUBLE_TICKET_UNKNOWN);
	scene_end(&scene);
}
END_TEST

START_TEST(a_ticket_counts_once_also_over_several_imports)
{
	struct scene scene = scene_start();

	forge(&scene, scene.halves[0]);
	forge(&scene, scene.halves[1]);
	import_expecting(&scene, true, 2, 2, TROUBLE_NONE);
	forge(&scene, scene.halves[0]);
	import_expecting(&scene, true, 0, 2, TROUBLE_TICKET_AGAIN);
	scene_end(&scene);
}
END_TEST

UNIT_MAIN("import_tickets", a_box_without_a_ticket_is_named_and_left_out,
          a_box_with_a_ticket_that_nobody_was_given_is_left_out,
          a_ticket_counts_once_also_over_several_imports)
