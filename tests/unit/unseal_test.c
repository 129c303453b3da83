/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/unseal.h: opening boxes, and the secret key's file.
 */
#include "unit.h"

#include "key_fixture.h"

enum { SIZE = 1024 };

#define PASSPHRASE VIEW("vier paarden lopen door de stad")

/* Argon2id at its cheapest: these tests are about files, not about guessing. */
static struct secret_key *
start(void)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(seal_init(&err), &err);
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
	return secret_key_new(false);
}

/* Seals an envelope that is given byte by byte. */
static enum error_code
open_envelope(const struct secret_key *key, const uint8_t *envelope, size_t size)
{
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], opened[SIZE];
	enum seal_mode mode;
	struct view encoding;

	ck_assert_int_eq(crypto_box_seal(box, envelope, size, secret_key_public(key)->bytes), 0);
	return unseal_response(key, box, size, opened, &mode, &encoding, &err) ? ERROR_NONE : err.code;
}

START_TEST(a_byte_altered_anywhere_keeps_a_box_shut)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;

	ck_assert_ok(
	    seal_response(secret_key_public(key), SEAL_MODE_SERVER, VIEW("answers"), SIZE, box, &err), &err);
	for (size_t i = 0; i < sizeof(box); i++) {
		box[i] ^= 1;
		ck_assert_msg(!unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err), "byte %zu",
		              i);
		ck_assert_int_eq(err.code, ERROR_KEY);
		err = ERROR_INIT;
		box[i] ^= 1;
	}
	ck_assert_ok(unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err), &err);
	ck_assert_view(encoding, "answers");
	secret_key_free(key);
}
END_TEST

START_TEST(another_key_does_not_open_it)
{
	struct secret_key *key = start(), *other = secret_key_new(false);
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;

	ck_assert_ok(
	    seal_response(secret_key_public(key), SEAL_MODE_SERVER, VIEW("answers"), SIZE, box, &err), &err);
	ck_assert(!unseal_response(other, box, SIZE, envelope, &mode, &encoding, &err));
	ck_assert_int_eq(err.code, ERROR_KEY);
	secret_key_free(key);
	secret_key_free(other);
}
END_TEST

START_TEST(what_is_not_an_envelope_is_told_from_a_newer_one)
{
	struct secret_key *key = start();
	uint8_t envelope[SIZE] = { SEAL_VERSION, SEAL_MODE_SERVER, 'x', 0x80 };

	ck_assert_int_eq(open_envelope(key, envelope, SIZE), ERROR_NONE);
	envelope[0] = SEAL_VERSION + 1;
	ck_assert_int_eq(open_envelope(key, envelope, SIZE), ERROR_VERSION);
	envelope[0] = 0;
	ck_assert_int_eq(open_envelope(key, envelope, SIZE), ERROR_INVALID);
	envelope[0] = SEAL_VERSION;
	envelope[1] = 'X';
	ck_assert_int_eq(open_envelope(key, envelope, SIZE), ERROR_INVALID);
	envelope[1] = SEAL_MODE_BROWSER;
	envelope[3] = 0;
	ck_assert_int_eq(open_envelope(key, envelope, SIZE), ERROR_INVALID); /* no padding mark */
	memset(envelope + 2, 0, SIZE - 2);
	ck_assert_int_eq(open_envelope(key, envelope, SIZE), ERROR_INVALID); /* nothing but zeros */
	for (size_t size = 0; size <= SEAL_HEADER; size++)
		ck_assert_int_eq(open_envelope(key, envelope, size), ERROR_INVALID);
	secret_key_free(key);
}
END_TEST

START_TEST(a_key_file_reads_back_with_its_passphrase_only)
{
	struct secret_key *key = start(), *read = NULL;
	struct error err = ERROR_INIT;
	struct stat status;
	char *directory = unit_directory(), path[128];

	snprintf(path, sizeof(path), "%s/team.key", directory);
	ck_assert_ok(secret_key_write(key, path, PASSPHRASE, &err), &err);
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_int_eq(status.st_mode & 07777, 0600);
	ck_assert_ok(secret_key_read(&read, path, PASSPHRASE, &err), &err);
	ck_assert_mem_eq(secret_key_public(read)->bytes, secret_key_public(key)->bytes, PUBLIC_KEY_BYTES);
	secret_key_free(read);
	read = NULL;
	ck_assert(!secret_key_read(&read, path, VIEW("vier paarden lopen door de stad "), &err));
	ck_assert_int_eq(err.code, ERROR_KEY);
	ck_assert_ptr_null(strstr(err.text, "paarden"));
	err = ERROR_INIT;
	ck_assert(!secret_key_read(&read, path, VIEW(""), &err));
	ck_assert_int_eq(err.code, ERROR_KEY);
	ck_assert_ptr_null(read);
	err = ERROR_INIT;
	ck_assert(!secret_key_write(key, path, PASSPHRASE, &err));
	err = ERROR_INIT;
	ck_assert_ok(secret_key_read(&read, path, PASSPHRASE, &err),
	             &err); /* the first one still stands there */
	secret_key_free(read);
	secret_key_free(key);
	unit_forget_directory(directory);
}
END_TEST

START_TEST(a_read_key_opens_what_was_sealed_to_its_public_half)
{
	struct secret_key *key = start(), *read = NULL;
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;
	char *directory = unit_directory(), path[128];

	snprintf(path, sizeof(path), "%s/team.key", directory);
	ck_assert_ok(secret_key_write(key, path, PASSPHRASE, &err), &err);
	ck_assert_ok(secret_key_read(&read, path, PASSPHRASE, &err), &err);
	ck_assert_ok(
	    seal_response(secret_key_public(key), SEAL_MODE_SERVER, VIEW("answers"), SIZE, box, &err), &err);
	ck_assert_ok(unseal_response(read, box, SIZE, envelope, &mode, &encoding, &err), &err);
	ck_assert_view(encoding, "answers");
	secret_key_free(read);
	secret_key_free(key);
	unit_forget_directory(directory);
}
END_TEST

START_TEST(a_demo_key_stays_a_demo_key)
{
	struct secret_key *key, *read = NULL;
	struct error err = ERROR_INIT;
	char *directory = unit_directory(), path[128];

	secret_key_free(start());
	key = secret_key_new(true);
	snprintf(path, sizeof(path), "%s/demo.key", directory);
	ck_assert_ok(secret_key_write(key, path, PASSPHRASE, &err), &err);
	ck_assert_ok(secret_key_read(&read, path, PASSPHRASE, &err), &err);
	ck_assert(secret_key_public(read)->demo);
	secret_key_free(read);
	secret_key_free(key);
	unit_forget_directory(directory);
}
END_TEST

static enum error_code
read_content(const char *path, struct view content)
{
	struct error err = ERROR_INIT;
	struct secret_key *read = NULL;

	ck_assert_ok(file_write(path, content, 0600, true, &err), &err);
	if (secret_key_read(&read, path, PASSPHRASE, &err)) {
		secret_key_free(read);
		return ERROR_NONE;
	}
	ck_assert_ptr_null(read);
	return err.code;
}

/* By accident: `check` tells it from a wrong passphrase. */
START_TEST(a_key_file_cut_off_or_with_any_altered_byte_is_damaged)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	struct buf content = BUF_INIT;
	char *directory = unit_directory(), path[128];

	snprintf(path, sizeof(path), "%s/team.key", directory);
	ck_assert_ok(secret_key_write(key, path, PASSPHRASE, &err), &err);
	ck_assert_ok(buf_read_file(&content, path, 10000, &err), &err);
	ck_assert_int_eq(read_content(path, buf_view(&content)), ERROR_NONE);
	for (size_t i = 0; i + 2 < content.len; i++) { /* the end is "}\n" */
		char whole = content.data[i];
		enum error_code code;

		if (strchr(" \n", whole) == NULL) {
			content.data[i] = whole == '7' ? '8' : '7';
			code = read_content(path, buf_view(&content));
			ck_assert_msg(code == ERROR_INVALID || code == ERROR_VERSION, "byte %zu: %d", i,
			              code);
			content.data[i] = whole;
		}
		ck_assert_int_eq(read_content(path, (struct view){ content.data, i }), ERROR_INVALID);
	}
	buf_release(&content);
	secret_key_free(key);
	unit_forget_directory(directory);
}
END_TEST

static enum error_code
read_with(const char *path, const json_t *whole, const char *member, json_t *value)
{
	json_t *altered = json_deep_copy(whole);
	char *text;
	enum error_code code;

	if (member != NULL)
		json_object_set_new(altered, member, value);
	repair_check(altered);
	text = json_dumps(altered, 0);
	code = read_content(path, view_of(text));
	free(text);
	json_decref(altered);
	return code;
}

START_TEST(no_member_of_a_key_file_can_be_altered_on_purpose)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	char *directory = unit_directory(), path[128];
	json_t *whole, *value;
	const char *member;

	snprintf(path, sizeof(path), "%s/team.key", directory);
	ck_assert_ok(secret_key_write(key, path, PASSPHRASE, &err), &err);
	whole = json_load_file(path, 0, NULL);
	ck_assert_int_eq(read_with(path, whole, NULL, NULL),
	                 ERROR_NONE); /* the repair alone changes nothing */
	json_object_foreach(whole, member, value)
	{
		json_t *other = json_is_string(value)  ? json_string("QUFBQUFBQUFBQUFBQUFBQQ==")
		              : json_is_integer(value) ? json_integer(json_integer_value(value) + 8192)
		                                       : json_true();

		if (strcmp(member, "check") == 0) {
			json_decref(other);
			continue;
		}
		ck_assert_msg(read_with(path, whole, member, other) != ERROR_NONE, "\"%s\" was altered",
		              member);
	}
	ck_assert_int_ne(read_with(path, whole, "new", json_true()), ERROR_NONE);
	ck_assert_int_eq(read_with(path, whole, "version", json_integer(3)), ERROR_VERSION);
	ck_assert_int_eq(read_with(path, whole, "version", json_integer(2)), ERROR_INVALID); /* no "second" */
	ck_assert_int_eq(read_with(path, whole, "memlimit", json_integer(INT64_MAX)), ERROR_INVALID);
	ck_assert_int_eq(read_with(path, whole, "opslimit", json_integer(-1)), ERROR_INVALID);
	json_decref(whole);
	secret_key_free(key);
	unit_forget_directory(directory);
}
END_TEST

START_TEST(no_file_at_all_is_absent)
{
	struct secret_key *read = NULL;
	struct error err = ERROR_INIT;

	ck_assert(!secret_key_read(&read, "/nonexistent/team.key", PASSPHRASE, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
}
END_TEST

UNIT_MAIN("unseal", a_byte_altered_anywhere_keeps_a_box_shut, another_key_does_not_open_it,
          what_is_not_an_envelope_is_told_from_a_newer_one, a_key_file_reads_back_with_its_passphrase_only,
          a_read_key_opens_what_was_sealed_to_its_public_half, a_demo_key_stays_a_demo_key,
          a_key_file_cut_off_or_with_any_altered_byte_is_damaged,
          no_member_of_a_key_file_can_be_altered_on_purpose, no_file_at_all_is_absent)
