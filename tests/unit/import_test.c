/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/study/import.h and of the commands keygen and import: every response that was released is in
 * the study exactly once, and what cannot be opened is counted and named.
 */
#include "study_maker.h"

#include <fcntl.h>
#include <pthread.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <termios.h>

#include "analysis/commands.h"
#include "analysis/passphrase.h"
#include "analysis/study/import.h"

enum { MOST = 400, SIZE = 4096, BOX = SIZE + SEAL_OVERHEAD };

struct scene {
	char *directory, store[128], study[128];
	struct questionnaire *questionnaire, *other;
	struct secret_key *key;
};

static struct scene
scene_start(void)
{
	struct scene scene = { .directory = unit_directory() };

	maker_start();
	snprintf(scene.store, sizeof(scene.store), "%s/survey.db", scene.directory);
	snprintf(scene.study, sizeof(scene.study), "%s/study", scene.directory);
	scene.questionnaire = maker_questionnaire(scene.directory, "proef");
	scene.other = maker_questionnaire(scene.directory, "andere");
	scene.key = secret_key_new(false);
	return scene;
}

static void
scene_end(struct scene *scene)
{
	questionnaire_free(scene->questionnaire);
	questionnaire_free(scene->other);
	secret_key_free(scene->key);
	unit_forget_directory(scene->directory);
}

/* ---- What a server does --------------------------------------------------------------------------------- */

struct sending {
	struct store *store;
	int64_t pool;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool done;
	enum submission_outcome outcome;
};

static void
on_done(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	struct sending *sending = submission->context;

	(void)err;
	pthread_mutex_lock(&sending->lock);
	sending->done = true;
	sending->outcome = outcome;
	pthread_cond_signal(&sending->changed);
	pthread_mutex_unlock(&sending->lock);
}

static void
send_box(struct sending *sending, const uint8_t *box)
{
	struct submission submission = {
		.pool = sending->pool, .box = box, .box_bytes = BOX, .done = on_done, .context = sending
	};

	randombytes_buf(submission.nonce, sizeof(submission.nonce));
	sending->done = false;
	store_submit(sending->store, &submission);
	pthread_mutex_lock(&sending->lock);
	while (!sending->done)
		pthread_cond_wait(&sending->changed, &sending->lock);
	pthread_mutex_unlock(&sending->lock);
	ck_assert_int_eq(sending->outcome, SUBMISSION_KEPT);
}

static void
open_pool(const struct scene *scene, const struct questionnaire *questionnaire, const struct secret_key *key,
          struct sending *sending)
{
	struct error err = ERROR_INIT;
	const struct pool_description description = { .questionnaire = questionnaire->id,
		                                      .key = secret_key_public(key),
		                                      .size = SIZE,
		                                      .slots = 256,
		                                      .release_minimum = 10 };

	*sending = (struct sending){ .store = NULL };
	pthread_mutex_init(&sending->lock, NULL);
	pthread_cond_init(&sending->changed, NULL);
	ck_assert_ok(store_open(scene->store, STORE_SERVE, &sending->store, &err), &err);
	ck_assert_ok(
	    store_keep_definition(sending->store, questionnaire->hash, questionnaire->definition, &err),
	    &err);
	ck_assert_ok(store_pool(sending->store, &description, &sending->pool, &err), &err);
}

static void
release(struct sending *sending)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(store_release(sending->store, VIEW(""), RELEASE_CLOSING, (struct date){ 2026, 6, 1 },
	                           NULL, NULL, &err),
	             &err);
	store_close(sending->store);
}

static void
seal_text(const struct scene *scene, const struct secret_key *key, enum seal_mode mode, struct view encoding,
          uint8_t box[BOX])
{
	struct error err = ERROR_INIT;

	(void)scene;
	ck_assert_ok(seal_response(secret_key_public(key), mode, encoding, SIZE, box, &err), &err);
}

static void
seal_number(const struct scene *scene, const struct questionnaire *questionnaire, unsigned number,
            uint8_t box[BOX])
{
	struct arena arena = ARENA_INIT;
	struct buf encoding = BUF_INIT;
	struct response response = maker_response(questionnaire, number, &arena);

	response_encode(&response, &encoding);
	seal_text(scene, scene->key, number % 2 == 0 ? SEAL_MODE_SERVER : SEAL_MODE_BROWSER,
	          buf_view(&encoding), box);
	buf_release(&encoding);
	arena_release(&arena);
}

/* Responses `from` to `to`, released as one batch. */
static void
serve(const struct scene *scene, unsigned from, unsigned to)
{
	struct sending sending;
	uint8_t box[BOX];

	open_pool(scene, scene->questionnaire, scene->key, &sending);
	for (unsigned number = from; number < to; number++) {
		seal_number(scene, scene->questionnaire, number, box);
		send_box(&sending, box);
	}
	release(&sending);
}

/* A batch of responses 0 to `good` and of one box with something else in it. */
static void
serve_with(const struct scene *scene, unsigned good, const uint8_t *box)
{
	struct sending sending;
	uint8_t own[BOX];

	open_pool(scene, scene->questionnaire, scene->key, &sending);
	for (unsigned number = 0; number < good; number++) {
		seal_number(scene, scene->questionnaire, number, own);
		send_box(&sending, own);
	}
	send_box(&sending, box);
	release(&sending);
}

/* What a hostile owner of the store can do. */
static void
change_store(const struct scene *scene, const char *sql)
{
	sqlite3 *db = NULL;
	char *message = NULL;

	ck_assert_int_eq(sqlite3_open(scene->store, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s", message);
	ck_assert_int_gt(sqlite3_changes(db), 0);
	sqlite3_close(db);
}

/* ---- What the team does --------------------------------------------------------------------------------- */

static bool
import(const struct scene *scene, const struct import_options *options, struct import_result *result,
       struct error *err)
{
	struct store *store = NULL;
	struct study *study = NULL;
	bool good;

	*err = ERROR_INIT;
	*result = IMPORT_RESULT_INIT;
	good = (study_open(scene->study, STUDY_WRITE, MAKER_PASSPHRASE, &study, NULL) ||
	        study_create(scene->study, MAKER_PASSPHRASE, &study, err)) &&
	       store_open(scene->store, STORE_READ, &store, err) &&
	       import_store(study, store, options, result, err);
	study_close(study);
	store_close(store);
	return good;
}

/* Imports and expects so many new and known responses of "proef". */
static void
import_expecting(const struct scene *scene, size_t imported, size_t known, size_t problems)
{
	struct import_result result;
	struct error err;
	const struct import_options options = { .key = scene->key, .threads = 2 };

	ck_assert_ok(import(scene, &options, &result, &err), &err);
	ck_assert_uint_eq(result.count_count, 1);
	ck_assert_str_eq(result.counts[0].questionnaire, "proef");
	ck_assert_uint_eq(result.counts[0].imported, imported);
	ck_assert_uint_eq(result.counts[0].known, known);
	ck_assert_uint_eq(result.problem_count, problems);
	import_result_release(&result);
}

/* The study holds responses 0 to `count`, each exactly once. */
static void
check_exactly_once(const struct scene *scene, unsigned count)
{
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	unsigned times[MOST];

	ck_assert_ok(study_open(scene->study, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_uint_eq(maker_check_study(study, times, MOST), count);
	for (unsigned i = 0; i < MOST; i++)
		ck_assert_uint_eq(times[i], i < count);
	study_close(study);
}

/* Imports a batch of `good` responses and one box with this trouble, twice. */
static void
check_trouble(const struct scene *scene, unsigned good, enum import_trouble trouble)
{
	struct import_result result;
	struct error err;
	const struct import_options options = { .key = scene->key, .threads = 2 };

	for (int again = 0; again < 2; again++) {
		ck_assert_ok(import(scene, &options, &result, &err), &err);
		ck_assert_uint_eq(result.counts[0].imported, again ? 0 : good);
		ck_assert_uint_eq(result.counts[0].known, again ? good : 0);
		ck_assert_uint_eq(result.problem_count, 1);
		ck_assert_str_eq(import_trouble_text(result.problems[0].trouble),
		                 import_trouble_text(trouble));
		ck_assert_uint_eq(result.problems[0].boxes, 1);
		ck_assert_int_eq(result.problems[0].batch, 1);
		ck_assert_str_eq(result.problems[0].questionnaire, "proef");
		import_result_release(&result);
	}
	check_exactly_once(scene, good);
}

START_TEST(every_released_response_is_there_exactly_once_however_often_it_is_imported)
{
	struct scene scene = scene_start();

	serve(&scene, 0, 120);
	import_expecting(&scene, 120, 0, 0);
	check_exactly_once(&scene, 120);
	import_expecting(&scene, 0, 120, 0);
	serve(&scene, 120, 150);
	import_expecting(&scene, 30, 120, 0);
	check_exactly_once(&scene, 150);
	scene_end(&scene);
}
END_TEST

START_TEST(the_wave_and_the_place_of_sealing_are_kept)
{
	struct scene scene = scene_start();
	struct import_result result;
	struct error err;
	struct study *study = NULL;
	struct import_options options = { .key = scene.key, .threads = 1, .wave = VIEW("voorjaar 2026") };
	const struct block *blocks;
	size_t count;

	serve(&scene, 0, 20);
	ck_assert_ok(import(&scene, &options, &result, &err), &err);
	import_result_release(&result);
	ck_assert_ok(study_open(scene.study, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(study_load_texts(study, &err), &err);
	blocks = study_blocks(study, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_view(blocks[0].wave, "voorjaar 2026");
	for (size_t i = 0; i < 20; i++)
		ck_assert_int_eq(blocks[0].modes[i],
		                 maker_number_of(blocks[0].responses.texts[0].views[i]) % 2 == 0
		                     ? SEAL_MODE_SERVER
		                     : SEAL_MODE_BROWSER);
	study_close(study);
	options.wave = VIEW("\xff");
	ck_assert(!import(&scene, &options, &result, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	import_result_release(&result);
	scene_end(&scene);
}
END_TEST

/* The order of all responses in a study. */
static size_t
order_of(const char *path, unsigned order[MOST])
{
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	const struct block *blocks;
	size_t count, total = 0;

	ck_assert_ok(study_open(path, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
	ck_assert_ok(study_load_texts(study, &err), &err);
	blocks = study_blocks(study, &count);
	for (size_t b = 0; b < count; b++) {
		order[total++] =
		    1000 + (unsigned)blocks[b].responses.count; /* where blocks begin counts too */
		for (size_t row = 0; row < blocks[b].responses.count; row++)
			order[total++] = (unsigned)maker_number_of(blocks[b].responses.texts[0].views[row]);
	}
	study_close(study);
	return total;
}

START_TEST(the_number_of_threads_changes_nothing)
{
	struct scene scene = scene_start();
	unsigned orders[3][MOST];
	size_t totals[3];
	static const unsigned threads[] = { 1, 2, 4 };

	serve(&scene, 0, 150);
	serve(&scene, 150, 160);
	serve(&scene, 160, 300);
	for (size_t i = 0; i < 3; i++) {
		const struct import_options options = { .key = scene.key, .threads = threads[i] };
		struct import_result result;
		struct error err;

		unlink(scene.study);
		ck_assert_ok(import(&scene, &options, &result, &err), &err);
		ck_assert_uint_eq(result.counts[0].imported, 300);
		import_result_release(&result);
		totals[i] = order_of(scene.study, orders[i]);
		check_exactly_once(&scene, 300);
	}
	ck_assert_uint_eq(totals[0], totals[1]);
	ck_assert_uint_eq(totals[0], totals[2]);
	ck_assert_mem_eq(orders[0], orders[1], totals[0] * sizeof(unsigned));
	ck_assert_mem_eq(orders[0], orders[2], totals[0] * sizeof(unsigned));
	scene_end(&scene);
}
END_TEST

START_TEST(an_altered_box_is_named_and_the_others_are_kept)
{
	struct scene scene = scene_start();
	struct import_result result;
	struct error err;
	const struct import_options options = { .key = scene.key, .threads = 2 };

	serve(&scene, 0, 40);
	change_store(&scene,
	             "UPDATE batch SET boxes = CAST(substr(boxes, 1, 4144 * 7 + 2000) || x'00010203' ||"
	             " substr(boxes, 4144 * 7 + 2005) AS BLOB)");
	ck_assert_ok(import(&scene, &options, &result, &err), &err);
	ck_assert_uint_eq(result.counts[0].imported, 39);
	ck_assert_uint_eq(result.problem_count, 1);
	ck_assert_int_eq(result.problems[0].trouble, TROUBLE_SHUT);
	ck_assert_uint_eq(result.problems[0].boxes, 1);
	ck_assert_int_eq(result.problems[0].batch, 1);
	import_result_release(&result);
	scene_end(&scene);
}
END_TEST

START_TEST(a_batch_cut_off_in_the_middle_of_a_box_is_named_and_counted)
{
	struct scene scene = scene_start();
	struct import_result result;
	struct error err;
	const struct import_options options = { .key = scene.key, .threads = 2 };

	serve(&scene, 0, 40);
	change_store(&scene, "UPDATE batch SET boxes = substr(boxes, 1, 4144 * 37 + 2000)");
	ck_assert_ok(import(&scene, &options, &result, &err), &err);
	ck_assert_uint_eq(result.counts[0].imported, 37);
	ck_assert_uint_eq(result.problem_count, 1);
	ck_assert_int_eq(result.problems[0].trouble, TROUBLE_MISSING);
	ck_assert_uint_eq(result.problems[0].boxes, 3);
	import_result_release(&result);
	scene_end(&scene);
}
END_TEST

START_TEST(a_batch_that_grew_or_has_an_impossible_size_is_named)
{
	struct scene scene = scene_start();
	struct import_result result;
	struct error err;
	const struct import_options options = { .key = scene.key, .threads = 2 };
	static const struct {
		const char *sql;
		enum import_trouble trouble;
		size_t boxes, imported;
	} cases[] = {
		{ "UPDATE batch SET boxes = CAST(boxes || x'0102' AS BLOB)", TROUBLE_EXTRA, 1, 10 },
		{ "UPDATE batch SET boxes = CAST(boxes || zeroblob(4144 * 2 - 2) AS BLOB)", TROUBLE_EXTRA, 2,
		  0 },
		{ "UPDATE batch SET size = 0", TROUBLE_SIZE, 10, 0 },
		{ "UPDATE batch SET size = 1000000000000", TROUBLE_SIZE, 10, 0 },
		{ "UPDATE batch SET size = -1, count = -1", TROUBLE_SIZE, 0, 0 },
		{ "UPDATE batch SET size = 4096, count = 9000000000000000000, boxes = x''", TROUBLE_MISSING,
		  9000000000000000000, 0 },
	};

	serve(&scene, 0, 10);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		change_store(&scene, cases[i].sql);
		ck_assert_ok(import(&scene, &options, &result, &err), &err);
		ck_assert_uint_eq(result.counts[0].imported, cases[i].imported);
		ck_assert_uint_eq(result.problem_count, 1);
		ck_assert_int_eq(result.problems[0].trouble, cases[i].trouble);
		ck_assert_uint_eq(result.problems[0].boxes, cases[i].boxes);
		import_result_release(&result);
	}
	scene_end(&scene);
}
END_TEST

START_TEST(a_dummy_is_not_a_response)
{
	struct scene scene = scene_start();
	uint8_t box[BOX];

	seal_dummy(secret_key_public(scene.key), SIZE, box);
	serve_with(&scene, 12, box);
	check_trouble(&scene, 12, TROUBLE_DUMMY);
	scene_end(&scene);
}
END_TEST

START_TEST(answers_that_a_hostile_sender_sealed_do_not_get_in)
{
	struct scene scene = scene_start();
	struct arena arena = ARENA_INIT;
	struct buf encoding = BUF_INIT;
	struct response response = maker_response(scene.questionnaire, 1, &arena);
	uint8_t box[BOX];
	char *role;

	response_encode(&response, &encoding);
	role = strstr(encoding.data, "anders");
	ck_assert_ptr_nonnull(role);
	memcpy(role, "hacker", 6);
	seal_text(&scene, scene.key, SEAL_MODE_BROWSER, buf_view(&encoding), box);
	serve_with(&scene, 12, box);
	check_trouble(&scene, 12, TROUBLE_ANSWERS);
	buf_release(&encoding);
	arena_release(&arena);
	scene_end(&scene);
}
END_TEST

START_TEST(what_is_not_a_response_is_named)
{
	struct scene scene = scene_start();
	uint8_t box[BOX];

	seal_text(&scene, scene.key, SEAL_MODE_BROWSER, VIEW("hallo"), box);
	serve_with(&scene, 12, box);
	check_trouble(&scene, 12, TROUBLE_UNREADABLE);
	scene_end(&scene);
}
END_TEST

START_TEST(what_is_not_an_envelope_or_a_newer_one_is_named)
{
	static const struct {
		uint8_t version, mode;
		enum import_trouble trouble;
	} cases[] = { { 2, 'S', TROUBLE_NEWER }, { 1, 'X', TROUBLE_ENVELOPE } };

	for (size_t i = 0; i < 2; i++) {
		struct scene scene = scene_start();
		uint8_t box[BOX], envelope[SIZE] = { cases[i].version, cases[i].mode, 0x80 };

		ck_assert_int_eq(crypto_box_seal(box, envelope, SIZE, secret_key_public(scene.key)->bytes),
		                 0);
		serve_with(&scene, 12, box);
		check_trouble(&scene, 12, cases[i].trouble);
		scene_end(&scene);
	}
}
END_TEST

START_TEST(answers_to_another_questionnaire_are_named)
{
	struct scene scene = scene_start();
	struct sending sending;
	uint8_t box[BOX];

	open_pool(&scene, scene.other, scene.key, &sending); /* the store knows its definition */
	store_close(sending.store);
	seal_number(&scene, scene.other, 3, box);
	serve_with(&scene, 12, box);
	check_trouble(&scene, 12, TROUBLE_QUESTIONNAIRE);
	scene_end(&scene);
}
END_TEST

START_TEST(a_definition_that_is_missing_or_forged_is_not_believed)
{
	static const char *const forgeries[] = {
		"DELETE FROM definition WHERE text LIKE '%\"andere\"%' OR text LIKE '%andere%'",
		"UPDATE definition SET text = replace(text, 'Ergens anders', 'Niets') WHERE text LIKE '%andere%'",
		"UPDATE definition SET text = 'not a definition' WHERE text LIKE '%andere%'",
	};

	for (size_t i = 0; i < 3; i++) {
		struct scene scene = scene_start();
		struct sending sending;
		uint8_t box[BOX];

		open_pool(&scene, scene.other, scene.key, &sending);
		store_close(sending.store);
		seal_number(&scene, scene.other, 3, box);
		serve_with(&scene, 12, box);
		change_store(&scene, forgeries[i]);
		check_trouble(&scene, 12, TROUBLE_DEFINITION);
		scene_end(&scene);
	}
}
END_TEST

START_TEST(a_definition_that_only_the_study_has_left_still_serves)
{
	struct scene scene = scene_start();

	serve(&scene, 0, 20);
	import_expecting(&scene, 20, 0, 0);
	serve(&scene, 20, 40);
	change_store(&scene, "DELETE FROM definition");
	import_expecting(&scene, 20, 20, 0);
	check_exactly_once(&scene, 40);
	scene_end(&scene);
}
END_TEST

START_TEST(a_box_that_stands_in_the_store_twice_counts_once)
{
	struct scene scene = scene_start();
	struct sending sending;
	uint8_t box[BOX];

	open_pool(&scene, scene.questionnaire, scene.key, &sending);
	for (unsigned number = 0; number < 12; number++) {
		seal_number(&scene, scene.questionnaire, number, box);
		send_box(&sending, box);
	}
	send_box(&sending, box); /* under another nonce: somebody replayed what a browser sent */
	release(&sending);
	import_expecting(&scene, 12, 1, 0);
	check_exactly_once(&scene, 12);
	change_store(
	    &scene,
	    "INSERT INTO batch SELECT 99, questionnaire, key_id, size, count, released, boxes FROM batch");
	import_expecting(&scene, 0, 26, 0);
	scene_end(&scene);
}
END_TEST

START_TEST(boxes_for_another_key_are_named_and_the_others_imported)
{
	struct scene scene = scene_start();
	struct secret_key *own = scene.key, *other = secret_key_new(false);
	struct import_result result;
	struct error err;
	const struct import_options options = { .key = own, .threads = 2 };

	scene.key = other;
	serve(&scene, 200, 220);
	scene.key = own;
	serve(&scene, 0, 20);
	ck_assert_ok(import(&scene, &options, &result, &err), &err);
	ck_assert_uint_eq(result.counts[0].imported, 20);
	ck_assert_uint_eq(result.problem_count, 0);
	ck_assert_uint_eq(result.other_key_count, 1);
	ck_assert_uint_eq(result.other_keys[0].boxes, 20);
	ck_assert_mem_eq(result.other_keys[0].id, secret_key_public(other)->id, KEY_ID_BYTES);
	import_result_release(&result);
	check_exactly_once(&scene, 20);
	secret_key_free(other);
	scene_end(&scene);
}
END_TEST

/* ---- Interruptions -------------------------------------------------------------------------------------- */

struct fuse {
	size_t left;
};

static void
burn(void *context, size_t boxes)
{
	struct fuse *fuse = context;

	if (boxes >= fuse->left)
		raise(SIGKILL);
	fuse->left -= boxes;
}

/* Imports in another process, which is killed after so many boxes; whether it was. */
static bool
import_and_die(const struct scene *scene, size_t after)
{
	struct fuse fuse = { after };
	/* Commits often, so that being killed leaves something behind. */
	const struct import_options options = {
		.key = scene->key, .threads = 2, .commit_after = 7, .progress = burn, .context = &fuse
	};
	int status;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct import_result result;
		struct error err;

		_exit(import(scene, &options, &result, &err) ? 0 : 1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

START_TEST(killed_at_any_time_and_imported_again_everything_is_there_exactly_once)
{
	struct scene scene = scene_start();
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	unsigned times[MOST];
	size_t halfway = 0, before = 0;

	for (unsigned batch = 0; batch < 6; batch++)
		serve(&scene, batch * 25, batch * 25 + 25);
	for (size_t after = 1; after <= 150; after += 9) {
		size_t count;

		if (!import_and_die(&scene, after) || access(scene.study, F_OK) != 0)
			continue;
		ck_assert_ok(study_open(scene.study, STUDY_READ, MAKER_PASSPHRASE, &study, &err), &err);
		count = maker_check_study(study, times, MOST);
		for (size_t i = 0; i < MOST; i++)
			ck_assert_uint_le(times[i], 1);
		ck_assert_uint_ge(count, before); /* what was committed stays */
		before = count;
		halfway += count > 0 && count < 150;
		study_close(study);
	}
	ck_assert_uint_gt(halfway, 1);
	import_expecting(&scene, 150 - before, before, 0);
	import_expecting(&scene, 0, 150, 0);
	check_exactly_once(&scene, 150);
	scene_end(&scene);
}
END_TEST

/* The moment of a kill that no call-back can choose: between the bytes that are written. */
START_TEST(killed_while_writing_and_imported_again_everything_is_there_exactly_once)
{
	struct scene scene = scene_start();
	struct buf before = BUF_INIT, after = BUF_INIT, mixed = BUF_INIT;
	struct error err = ERROR_INIT;

	serve(&scene, 0, 10);
	import_expecting(&scene, 10, 0, 0);
	ck_assert_ok(buf_read_file(&before, scene.study, 1 << 20, &err), &err);
	serve(&scene, 10, 20);
	import_expecting(&scene, 10, 10, 0);
	ck_assert_ok(buf_read_file(&after, scene.study, 1 << 20, &err), &err);
	for (size_t length = before.len; length < after.len; length += 97) {
		buf_reset(&mixed);
		buf_add_view(&mixed, buf_view(&before));
		buf_add(&mixed, after.data + before.len, length - before.len);
		ck_assert_ok(file_write(scene.study, buf_view(&mixed), 0600, true, &err), &err);
		import_expecting(&scene, 10, 10, 0);
		check_exactly_once(&scene, 20);
	}
	buf_release(&before);
	buf_release(&after);
	buf_release(&mixed);
	scene_end(&scene);
}
END_TEST

/* ---- The commands --------------------------------------------------------------------------------------- */

/* Runs a command with its output in `file`; arguments end with NULL. */
static int
run_command(int (*command)(int argc, char **argv), const char *file, char **argv)
{
	int argc = 0, code, out, saved_out, saved_err;

	while (argv[argc] != NULL)
		argc++;
	fflush(stdout);
	fflush(stderr);
	out = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	saved_out = dup(STDOUT_FILENO);
	saved_err = dup(STDERR_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	code = command(argc, argv);
	fflush(stdout);
	fflush(stderr);
	dup2(saved_out, STDOUT_FILENO);
	dup2(saved_err, STDERR_FILENO);
	close(out);
	close(saved_out);
	close(saved_err);
	return code;
}

static void
check_said(const char *file, const char *words)
{
	struct buf said = BUF_INIT;
	struct error err = ERROR_INIT;

	ck_assert_ok(buf_read_file(&said, file, 100000, &err), &err);
	ck_assert_msg(said.data != NULL && strstr(said.data, words) != NULL, "\"%s\" is not in: %s", words,
	              said.data);
	ck_assert_msg(strstr(said.data, MAKER_CANARY) == NULL, "an answer was printed");
	ck_assert_msg(strstr(said.data, "paarden") == NULL, "the passphrase was printed");
	buf_release(&said);
}

struct paths {
	char name[160], key[160], public[160], passphrase[160], said[160];
};

static struct paths
paths_of(const struct scene *scene)
{
	struct paths paths;
	struct error err = ERROR_INIT;

	snprintf(paths.name, sizeof(paths.name), "%s/team", scene->directory);
	snprintf(paths.key, sizeof(paths.key), "%s/team.key", scene->directory);
	snprintf(paths.public, sizeof(paths.public), "%s/team.pub", scene->directory);
	snprintf(paths.passphrase, sizeof(paths.passphrase), "%s/passphrase", scene->directory);
	snprintf(paths.said, sizeof(paths.said), "%s/said", scene->directory);
	ck_assert_ok(file_write(paths.passphrase, VIEW("vier paarden lopen door de stad\nsecond line\n"),
	                        0600, true, &err),
	             &err);
	return paths;
}

START_TEST(keygen_writes_a_pair_that_belongs_together_and_never_overwrites)
{
	struct scene scene = scene_start();
	struct paths paths = paths_of(&scene);
	struct error err = ERROR_INIT;
	struct secret_key *key = NULL;
	struct public_key public;
	char id[KEY_ID_TEXT];
	char *argv[] = { "keygen", "--output", paths.name, "--passphrase-file", paths.passphrase, NULL };
	char *unknown[] = { "keygen", "--colour", "red", NULL }, *missing[] = { "keygen", NULL };
	char *help[] = { "keygen", "--help", NULL };

	ck_assert_int_eq(run_command(cmd_keygen, paths.said, argv), EXIT_GOOD);
	ck_assert_ok(secret_key_read(&key, paths.key, MAKER_PASSPHRASE, &err), &err);
	ck_assert_ok(public_key_read(&public, paths.public, &err), &err);
	ck_assert_mem_eq(public.bytes, secret_key_public(key)->bytes, PUBLIC_KEY_BYTES);
	ck_assert(!public.demo);
	key_id_text(public.id, id);
	check_said(paths.said, id);
	ck_assert_int_eq(run_command(cmd_keygen, paths.said, argv), EXIT_ERROR);
	check_said(paths.said, "never overwritten");
	ck_assert_int_eq(run_command(cmd_keygen, paths.said, unknown), EXIT_USAGE);
	ck_assert_int_eq(run_command(cmd_keygen, paths.said, missing), EXIT_USAGE);
	check_said(paths.said, "--output NAME is needed");
	ck_assert_int_eq(run_command(cmd_keygen, paths.said, help), EXIT_GOOD);
	check_said(paths.said, "--passphrase-file FILE");
	secret_key_free(key);
	scene_end(&scene);
}
END_TEST

START_TEST(keygen_refuses_a_short_passphrase)
{
	struct scene scene = scene_start();
	struct paths paths = paths_of(&scene);
	struct error err = ERROR_INIT;
	char *argv[] = { "keygen", "--output", paths.name, "--passphrase-file", paths.passphrase, NULL };

	ck_assert_ok(file_write(paths.passphrase, VIEW("zeven77\n"), 0600, true, &err), &err);
	ck_assert_int_eq(run_command(cmd_keygen, paths.said, argv), EXIT_ERROR);
	check_said(paths.said, "at least 8 characters");
	ck_assert_int_ne(access(paths.key, F_OK), 0);
	ck_assert_int_ne(access(paths.public, F_OK), 0);
	scene_end(&scene);
}
END_TEST

START_TEST(the_import_command_opens_a_data_directory_with_one_passphrase)
{
	struct scene scene = scene_start();
	struct paths paths = paths_of(&scene);
	struct error err = ERROR_INIT;
	char *argv[] = { "import",         "--key",  paths.key, "--study",   scene.study, "--passphrase-file",
		         paths.passphrase, "--wave", "eerste",  "--threads", "2",         "--progress",
		         scene.directory,  NULL };
	char *none[] = { "import",         "--key",        paths.key,
		         "--study",        scene.study,    "--passphrase-file",
		         paths.passphrase, "/nonexistent", NULL };

	ck_assert_ok(secret_key_write(scene.key, paths.key, MAKER_PASSPHRASE, &err), &err);
	serve(&scene, 0, 30);
	ck_assert_int_eq(run_command(cmd_import, paths.said, argv), EXIT_GOOD);
	check_said(paths.said, "proef: 30 imported, 0 known already");
	check_said(paths.said, "a new study");
	check_said(paths.said, "import: 30 of 30 boxes");
	check_exactly_once(&scene, 30);
	ck_assert_int_eq(run_command(cmd_import, paths.said, argv), EXIT_GOOD);
	check_said(paths.said, "proef: 0 imported, 30 known already");
	change_store(&scene, "UPDATE batch SET boxes = substr(boxes, 1, 4144 * 28 + 1)");
	ck_assert_int_eq(run_command(cmd_import, paths.said, argv), EXIT_ERROR);
	check_said(paths.said, "batch 1 (proef): 2 boxes missing or cut off");
	ck_assert_int_eq(run_command(cmd_import, paths.said, none), EXIT_ERROR);
	check_said(paths.said, "/nonexistent");
	scene_end(&scene);
}
END_TEST

START_TEST(the_import_command_names_a_key_that_does_not_fit)
{
	struct scene scene = scene_start();
	struct paths paths = paths_of(&scene);
	struct secret_key *other = secret_key_new(false);
	struct error err = ERROR_INIT;
	char *argv[] = { "import",         "--key",     paths.key,
		         "--study",        scene.study, "--passphrase-file",
		         paths.passphrase, scene.store, NULL };
	char id[KEY_ID_TEXT], other_id[KEY_ID_TEXT], words[160];

	ck_assert_ok(secret_key_write(other, paths.key, MAKER_PASSPHRASE, &err), &err);
	serve(&scene, 0, 20);
	key_id_text(secret_key_public(scene.key)->id, id);
	key_id_text(secret_key_public(other)->id, other_id);
	ck_assert_int_eq(run_command(cmd_import, paths.said, argv), EXIT_ERROR);
	snprintf(words, sizeof(words), "this key (id %s) does not open these boxes (id %s): 20", other_id,
	         id);
	check_said(paths.said, words);
	secret_key_free(other);
	scene_end(&scene);
}
END_TEST

START_TEST(a_study_can_have_its_own_passphrase)
{
	struct scene scene = scene_start();
	struct paths paths = paths_of(&scene);
	struct error err = ERROR_INIT;
	struct study *study = NULL;
	char own[160];
	char *argv[] = { "import",
		         "--key",
		         paths.key,
		         "--study",
		         scene.study,
		         "--passphrase-file",
		         paths.passphrase,
		         "--study-passphrase-file",
		         own,
		         scene.store,
		         NULL };

	snprintf(own, sizeof(own), "%s/own", scene.directory);
	ck_assert_ok(file_write(own, VIEW("een heel andere zin\n"), 0600, true, &err), &err);
	ck_assert_ok(secret_key_write(scene.key, paths.key, MAKER_PASSPHRASE, &err), &err);
	serve(&scene, 0, 20);
	for (int again = 0; again < 2; again++)
		ck_assert_int_eq(run_command(cmd_import, paths.said, argv), EXIT_GOOD);
	ck_assert(!study_open(scene.study, STUDY_READ, MAKER_PASSPHRASE, &study, &err));
	ck_assert_int_eq(err.code, ERROR_KEY);
	err = ERROR_INIT;
	ck_assert_ok(study_open(scene.study, STUDY_READ, VIEW("een heel andere zin"), &study, &err), &err);
	study_close(study);
	scene_end(&scene);
}
END_TEST

/* ---- Passphrases on a terminal -------------------------------------------------------------------------- */

/* Asks on a terminal of its own, where `typed` is typed once echo is off; returns the exit code of the child: 0 when it
 * got "vier paarden …". `shown` is all that the terminal showed. */
static int
ask_on_terminal(bool new, const char *const *typed, struct buf *shown)
{
	int terminal, status;
	char c;
	size_t asked = 0;
	pid_t child = forkpty(&terminal, NULL, NULL, NULL);

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct passphrase passphrase = PASSPHRASE_INIT;
		bool good;

		signal(SIGINT, SIG_DFL); /* Check has its own */
		good = new ? passphrase_get_new(&passphrase, NULL, "team.key", NULL)
		           : passphrase_get(&passphrase, NULL, "team.key", NULL);

		good = good && view_equal(passphrase_view(&passphrase), MAKER_PASSPHRASE);
		passphrase_release(&passphrase);
		_exit(good ? 0 : 1);
	}
	while (read(terminal, &c, 1) == 1) {
		struct termios state;

		buf_add_char(shown, c);
		if (!view_starts((struct view){ shown->data + (shown->len < 10 ? 0 : shown->len - 10), 10 },
		                 "team.key: "))
			continue;
		while (tcgetattr(terminal, &state) == 0 && (state.c_lflag & ECHO) != 0)
			sched_yield(); /* the prompt comes a moment before echo goes */
		if (typed[asked] != NULL) {
			ck_assert_int_gt(write(terminal, typed[asked], strlen(typed[asked])), 0);
			asked++;
		}
	}
	close(terminal);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

START_TEST(a_typed_passphrase_is_never_shown)
{
	static const char *const once[] = { "vier paarden lopen door de stad\n", NULL };
	static const char *const twice[] = { "  vier paarden lopen door de stad\n",
		                             "vier paarden lopen door de stad\n", NULL };
	static const char *const different[] = { "vier paarden lopen door de stad\n",
		                                 "vijf paarden lopen door de stad\n", NULL };
	static const char *const interrupted[] = { "vier paa\003", NULL };
	struct buf shown = BUF_INIT;

	maker_start();
	ck_assert_int_eq(ask_on_terminal(false, once, &shown), 0);
	ck_assert_int_eq(ask_on_terminal(true, twice, &shown), 0);
	ck_assert_int_eq(ask_on_terminal(true, different, &shown), 1);
	ck_assert_int_eq(ask_on_terminal(true, interrupted, &shown), 128 + SIGINT);
	ck_assert_ptr_nonnull(strstr(shown.data, "a sentence"));
	ck_assert_ptr_null(strstr(shown.data, "paarden"));
	buf_release(&shown);
}
END_TEST

UNIT_MAIN("import", every_released_response_is_there_exactly_once_however_often_it_is_imported,
          the_wave_and_the_place_of_sealing_are_kept, the_number_of_threads_changes_nothing,
          an_altered_box_is_named_and_the_others_are_kept,
          a_batch_cut_off_in_the_middle_of_a_box_is_named_and_counted,
          a_batch_that_grew_or_has_an_impossible_size_is_named, a_dummy_is_not_a_response,
          answers_that_a_hostile_sender_sealed_do_not_get_in, what_is_not_a_response_is_named,
          what_is_not_an_envelope_or_a_newer_one_is_named, answers_to_another_questionnaire_are_named,
          a_definition_that_is_missing_or_forged_is_not_believed,
          a_definition_that_only_the_study_has_left_still_serves,
          a_box_that_stands_in_the_store_twice_counts_once,
          boxes_for_another_key_are_named_and_the_others_imported,
          killed_at_any_time_and_imported_again_everything_is_there_exactly_once,
          killed_while_writing_and_imported_again_everything_is_there_exactly_once,
          keygen_writes_a_pair_that_belongs_together_and_never_overwrites, keygen_refuses_a_short_passphrase,
          the_import_command_opens_a_data_directory_with_one_passphrase,
          the_import_command_names_a_key_that_does_not_fit, a_study_can_have_its_own_passphrase,
          a_typed_passphrase_is_never_shown)
