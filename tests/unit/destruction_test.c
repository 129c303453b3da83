/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/destruction.h and of what `analysis destroy` asks on a terminal.
 */
#include "key_fixture.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "analysis/commands.h"
#include "analysis/destruction.h"

struct scene {
	char *directory, key[128], record[160], id[KEY_ID_TEXT];
	struct buf content; /* of the key file */
};

static struct scene
scene_start(void)
{
	struct scene scene = { .directory = unit_directory() };
	struct secret_key *key;
	struct error err = ERROR_INIT;

	ck_assert_ok(seal_init(&err), &err);
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
	snprintf(scene.key, sizeof(scene.key), "%s/team.key", scene.directory);
	snprintf(scene.record, sizeof(scene.record), "%s.destroyed.json", scene.key);
	key = secret_key_new(false);
	key_id_text(secret_key_public(key)->id, scene.id);
	ck_assert_ok(secret_key_write(key, scene.key, VIEW("vier paarden lopen door de stad"), &err), &err);
	ck_assert_ok(buf_read_file(&scene.content, scene.key, 10000, &err), &err);
	secret_key_free(key);
	return scene;
}

static void
scene_end(struct scene *scene)
{
	buf_release(&scene->content);
	unit_forget_directory(scene->directory);
}

static bool
is_untouched(const struct scene *scene)
{
	struct buf now = BUF_INIT;
	bool same = buf_read_file(&now, scene->key, 10000, NULL) &&
	            view_equal(buf_view(&now), buf_view(&scene->content));

	buf_release(&now);
	return same;
}

/* Runs `analysis destroy` on a terminal of its own, where `typed` is typed when it asks; returns its exit code. */
static int
destroy_on_terminal(const struct scene *scene, const char *typed, struct buf *shown)
{
	int terminal, status;
	char c, key[128];
	bool asked = false;
	pid_t child = forkpty(&terminal, NULL, NULL, NULL);

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		char *argv[] = { "destroy", "--key", key, NULL };
		int code;

		snprintf(key, sizeof(key), "%s", scene->key);
		code = cmd_destroy(3, argv);
		fflush(NULL);
		_exit(code);
	}
	while (read(terminal, &c, 1) == 1) {
		buf_add_char(shown, c);
		if (!asked && memmem(shown->data, shown->len, "to do that: ", 12) != NULL) {
			ck_assert_int_gt(write(terminal, typed, strlen(typed)), 0);
			asked = true;
		}
	}
	ck_assert(asked);
	close(terminal);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

START_TEST(destroy_asks_for_the_keys_id_and_does_nothing_with_another)
{
	static const char *const wrong[] = { "\n", "yes\n", "0123-4567-89ab-cdef\n", "\004" };
	struct scene scene = scene_start();
	struct buf shown = BUF_INIT;
	char right[KEY_ID_TEXT + 8];

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		buf_reset(&shown);
		ck_assert_int_eq(destroy_on_terminal(&scene, wrong[i], &shown), EXIT_ERROR);
		ck_assert_ptr_nonnull(memmem(shown.data, shown.len, "nothing was destroyed", 21));
		ck_assert(is_untouched(&scene));
		ck_assert_int_ne(access(scene.record, F_OK), 0);
	}
	buf_reset(&shown);
	snprintf(right, sizeof(right), "  %s \n", scene.id);
	ck_assert_int_eq(destroy_on_terminal(&scene, right, &shown), EXIT_GOOD);
	ck_assert_int_ne(access(scene.key, F_OK), 0);
	ck_assert_int_eq(access(scene.record, F_OK), 0);
	buf_release(&shown);
	scene_end(&scene);
}
END_TEST

START_TEST(what_another_program_uses_is_not_destroyed)
{
	struct scene scene = scene_start();
	struct destruction_file file = { .path = scene.key, .what = "key file" };
	struct error err = ERROR_INIT;
	int fd = open(scene.key, O_RDONLY | O_CLOEXEC);

	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	ck_assert(!destruction_check(&file, &err));
	ck_assert_int_eq(err.code, ERROR_BUSY);
	err = ERROR_INIT;
	ck_assert(!destruction_erase(&file, &err));
	ck_assert_int_eq(err.code, ERROR_BUSY);
	ck_assert(is_untouched(&scene));
	close(fd);
	err = ERROR_INIT;
	ck_assert_ok(destruction_check(&file, &err), &err);
	ck_assert_uint_eq(file.bytes, scene.content.len);
	ck_assert_ok(destruction_erase(&file, &err), &err);
	ck_assert_int_ne(access(scene.key, F_OK), 0);
	scene_end(&scene);
}
END_TEST

/* The file stays reachable through `fd` after its name is gone. */
START_TEST(every_byte_is_overwritten_before_the_name_goes)
{
	enum { BYTES = 200000, PIECE = 64 };

	struct scene scene = scene_start();
	struct buf content = BUF_INIT, after = BUF_INIT;
	struct destruction_file file = { .path = scene.key, .what = "study" };
	struct error err = ERROR_INIT;
	char path[64];
	int fd;

	for (size_t i = 0; i < BYTES; i++)
		buf_add_char(&content, 'x');
	ck_assert_ok(file_write(scene.key, buf_view(&content), 0600, true, &err), &err);
	fd = open(scene.key, O_RDONLY | O_CLOEXEC);
	ck_assert_ok(destruction_erase(&file, &err), &err);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ck_assert_ok(buf_read_file(&after, path, BYTES, &err), &err);
	ck_assert_uint_eq(after.len, BYTES);
	for (size_t at = 0; at + PIECE <= BYTES; at += PIECE)
		ck_assert_msg(memcmp(after.data + at, content.data + at, PIECE) != 0, "bytes from %zu", at);
	ck_assert(memcmp(after.data + BYTES - PIECE, content.data + BYTES - PIECE, PIECE) != 0);
	close(fd);
	buf_release(&content);
	buf_release(&after);
	scene_end(&scene);
}
END_TEST

START_TEST(a_record_that_was_only_begun_does_not_count)
{
	struct scene scene = scene_start();
	struct destruction_record record = { .day = { 2026, 11, 28 }, .file_count = 1 };
	struct destruction found;
	struct error err = ERROR_INIT;

	record.files[0] = (struct destruction_file){ .path = scene.key, .what = "key file" };
	ck_assert_ok(secret_key_look(&record.key, scene.key, &err), &err);
	ck_assert(!destruction_find(scene.key, &found));
	ck_assert_ok(destruction_write(&record, scene.record, &err), &err);
	ck_assert(!destruction_find(scene.key, &found));
	record.done = true;
	ck_assert_ok(destruction_write(&record, scene.record, &err), &err);
	ck_assert(destruction_find(scene.key, &found));
	ck_assert_str_eq(found.day, "2026-11-28");
	ck_assert_str_eq(found.id, scene.id);
	/* A record is never written over another. */
	record.done = false;
	ck_assert(!destruction_write(&record, scene.record, &err));
	scene_end(&scene);
}
END_TEST

START_TEST(a_record_that_anybody_may_have_made_brings_nothing_odd_to_the_terminal)
{
	static const char *const odd[] = {
		"",
		"{",
		"[]",
		"{}",
		"{\"format\":\"survey destruction record\",\"state\":\"destroyed\"}",
		"{\"format\":\"survey destruction "
		"record\",\"state\":\"destroyed\",\"key\":\"0123-4567-89ab-cde\\u001b\","
		"\"day\":\"2026-11-28\"}",
		"{\"format\":\"survey destruction "
		"record\",\"state\":\"destroyed\",\"key\":\"0123-4567-89ab-cdef\","
		"\"day\":\"2026-11-28, 12:00\"}",
	};
	struct scene scene = scene_start();
	struct destruction found;
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		ck_assert_ok(file_write(scene.record, view_of(odd[i]), 0600, true, &err), &err);
		ck_assert_msg(!destruction_find(scene.key, &found), "%s", odd[i]);
	}
	ck_assert_ok(
	    file_write(
	        scene.record,
	        VIEW("{\"format\":\"survey destruction record\",\"state\":\"destroyed\",\"key\":\"0123-4567-"
	             "89ab-cdef\",\"day\":\"2026-11-28\"}"),
	        0600, true, &err),
	    &err);
	ck_assert(destruction_find(scene.key, &found));
	scene_end(&scene);
}
END_TEST

UNIT_MAIN("destruction", destroy_asks_for_the_keys_id_and_does_nothing_with_another,
          what_another_program_uses_is_not_destroyed, every_byte_is_overwritten_before_the_name_goes,
          a_record_that_was_only_begun_does_not_count,
          a_record_that_anybody_may_have_made_brings_nothing_odd_to_the_terminal)
