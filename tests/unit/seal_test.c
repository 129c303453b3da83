/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/seal.h: boxes, and the public key's file.
 */
#include "unit.h"

#include <sodium.h>

#include "unseal.h"

enum { SIZE = 1024 };

static struct secret_key *
start(void)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(seal_init(&err), &err);
	return secret_key_new(false);
}

START_TEST(every_length_up_to_the_limit_opens_again_and_all_boxes_are_one_length)
{
	struct secret_key *key = start();
	char text[SIZE];
	uint8_t box[SIZE + SEAL_OVERHEAD + 1], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;

	memset(text, 'x', sizeof(text));
	text[0] = '{';
	for (size_t length = 0; seal_fits(length, SIZE); length++) {
		struct error err = ERROR_INIT;

		memset(box, 0xa5, sizeof(box));
		ck_assert_ok(seal_response(secret_key_public(key), SEAL_MODE_BROWSER,
		                           (struct view){ text, length }, SIZE, box, &err),
		             &err);
		ck_assert_int_eq(box[SIZE + SEAL_OVERHEAD], 0xa5);
		ck_assert_ok(unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err), &err);
		ck_assert_int_eq(mode, SEAL_MODE_BROWSER);
		ck_assert_uint_eq(encoding.len, length);
		ck_assert(view_equal(encoding, (struct view){ text, length }));
	}
	secret_key_free(key);
}
END_TEST

START_TEST(an_encoding_that_ends_in_padding_bytes_keeps_them)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	const struct view text = { "a\x80\0\0\x80\0", 6 };
	enum seal_mode mode;
	struct view encoding;

	ck_assert_ok(seal_response(secret_key_public(key), SEAL_MODE_SERVER, text, SIZE, box, &err), &err);
	ck_assert_ok(unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err), &err);
	ck_assert(view_equal(encoding, text));
	secret_key_free(key);
}
END_TEST

START_TEST(what_is_too_long_is_full_and_nothing_is_written)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	char text[SIZE] = { 0 };
	uint8_t box[SIZE + SEAL_OVERHEAD] = { 0 };

	ck_assert(seal_fits(SIZE - SEAL_HEADER - 1, SIZE));
	ck_assert(!seal_fits(SIZE - SEAL_HEADER, SIZE));
	ck_assert(!seal_fits(SIZE_MAX, SIZE));
	ck_assert(!seal_fits(0, SEAL_HEADER));
	ck_assert(!seal_response(secret_key_public(key), SEAL_MODE_SERVER,
	                         (struct view){ text, SIZE - SEAL_HEADER }, SIZE, box, &err));
	ck_assert_int_eq(err.code, ERROR_FULL);
	ck_assert(sodium_is_zero(box, sizeof(box)));
	secret_key_free(key);
}
END_TEST

START_TEST(a_dummy_opens_as_a_dummy)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], again[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;

	seal_dummy(secret_key_public(key), SIZE, box);
	seal_dummy(secret_key_public(key), SIZE, again);
	ck_assert_mem_ne(box, again, sizeof(box));
	ck_assert_ok(unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err), &err);
	ck_assert_int_eq(mode, SEAL_MODE_DUMMY);
	ck_assert_uint_eq(encoding.len, 0);
	secret_key_free(key);
}
END_TEST

/* A point of low order: whoever sees the box could open it. */
START_TEST(a_public_key_that_anybody_could_open_is_refused)
{
	struct error err = ERROR_INIT;
	struct public_key key;
	uint8_t zero[PUBLIC_KEY_BYTES] = { 0 }, box[SIZE + SEAL_OVERHEAD];
	char *directory = unit_directory(), path[128];

	ck_assert_ok(seal_init(&err), &err);
	public_key_set(&key, zero, false);
	ck_assert(!seal_response(&key, SEAL_MODE_SERVER, VIEW("x"), SIZE, box, &err));
	ck_assert_int_eq(err.code, ERROR_KEY);
	err = ERROR_INIT;
	snprintf(path, sizeof(path), "%s/team.pub", directory);
	ck_assert_ok(public_key_write(&key, path, &err), &err);
	ck_assert(!public_key_read(&key, path, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	unit_forget_directory(directory);
}
END_TEST

START_TEST(a_key_id_is_four_groups_of_the_keys_hash)
{
	struct error err = ERROR_INIT;
	struct public_key key;
	uint8_t bytes[PUBLIC_KEY_BYTES];
	char id[KEY_ID_TEXT];

	ck_assert_ok(seal_init(&err), &err);
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	public_key_set(&key, bytes, false);
	key_id_text(key.id, id);
	/* python3 -c "import hashlib; print(hashlib.blake2b(bytes(range(32)), digest_size=32).hexdigest()[:16])" */
	ck_assert_str_eq(id, "cb2f-5160-fc1f-7e05");
}
END_TEST

START_TEST(a_public_key_file_reads_back_and_is_never_overwritten)
{
	struct error err = ERROR_INIT;
	char *directory = unit_directory(), path[128];

	for (int demo = 0; demo <= 1; demo++) {
		struct secret_key *key;
		struct public_key read;

		ck_assert_ok(seal_init(&err), &err);
		key = secret_key_new(demo);
		snprintf(path, sizeof(path), "%s/team%d.pub", directory, demo);
		ck_assert_ok(public_key_write(secret_key_public(key), path, &err), &err);
		ck_assert_ok(public_key_read(&read, path, &err), &err);
		ck_assert_mem_eq(read.bytes, secret_key_public(key)->bytes, PUBLIC_KEY_BYTES);
		ck_assert_mem_eq(read.id, secret_key_public(key)->id, KEY_ID_BYTES);
		ck_assert_int_eq(read.demo, demo);
		ck_assert(!public_key_write(secret_key_public(key), path, &err));
		err = ERROR_INIT;
		secret_key_free(key);
	}
	unit_forget_directory(directory);
}
END_TEST

static void
check_refused(const char *path, const char *content, enum error_code code)
{
	struct error err = ERROR_INIT;
	struct public_key key;

	ck_assert_ok(file_write(path, view_of(content), 0600, true, &err), &err);
	ck_assert_msg(!public_key_read(&key, path, &err), "accepted: %s", content);
	ck_assert_int_eq(err.code, code);
}

START_TEST(a_damaged_or_newer_public_key_file_is_refused)
{
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	struct public_key read;
	struct buf content = BUF_INIT;
	char *directory = unit_directory(), path[128];

	snprintf(path, sizeof(path), "%s/team.pub", directory);
	ck_assert_ok(public_key_write(secret_key_public(key), path, &err), &err);
	ck_assert_ok(buf_read_file(&content, path, 1000, &err), &err);
	for (size_t i = 0; i + 1 < content.len; i++) { /* the last byte is a line feed */
		char whole = content.data[i];

		content.data[i] = whole == 'A' ? 'B' : 'A';
		ck_assert_ok(file_write(path, buf_view(&content), 0600, true, &err), &err);
		ck_assert_msg(!public_key_read(&read, path, &err), "byte %zu was changed unnoticed", i);
		err = ERROR_INIT;
		content.data[i] = whole;
		ck_assert_ok(file_write(path, (struct view){ content.data, i }, 0600, true, &err), &err);
		ck_assert_msg(!public_key_read(&read, path, &err), "cut off at %zu unnoticed", i);
		err = ERROR_INIT;
	}
	check_refused(path, "", ERROR_INVALID);
	check_refused(path, "survey public key 2\n", ERROR_VERSION);
	check_refused(path, "survey public key 1\n\n\n", ERROR_INVALID);
	buf_release(&content);
	secret_key_free(key);
	unit_forget_directory(directory);
}
END_TEST

START_TEST(an_id_of_another_key_is_refused)
{
	struct secret_key *key = start(), *other = secret_key_new(false);
	struct error err = ERROR_INIT;
	struct public_key mixed = *secret_key_public(key);
	char *directory = unit_directory(), path[128];

	snprintf(path, sizeof(path), "%s/team.pub", directory);
	memcpy(mixed.id, secret_key_public(other)->id, KEY_ID_BYTES);
	ck_assert_ok(public_key_write(&mixed, path, &err), &err);
	ck_assert(!public_key_read(&mixed, path, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	secret_key_free(key);
	secret_key_free(other);
	unit_forget_directory(directory);
}
END_TEST

/* What malloc() gives next is what was freed last, of the same size and small enough. */
static bool
is_left_behind(const char *secret, size_t size)
{
	char *next = malloc(size);
	bool found;

	__asm__ volatile("" : : "r"(next) : "memory"); /* what stands there is what is asked */
	found = memmem(next, size, secret, strlen(secret)) != NULL;

	free(next);
	return found;
}

START_TEST(what_was_sealed_is_not_left_behind)
{
	enum { SMALL = 1000 }; /* of what glibc keeps for the same thread */
	static const char secret[] = "wat niemand mag lezen";
	struct secret_key *key = start();
	struct error err = ERROR_INIT;
	struct public_key public = *secret_key_public(key);
	uint8_t box[SMALL + SEAL_OVERHEAD];
	char text[300], *plain;

	snprintf(text, sizeof(text), "%0200d%s", 0, secret);
	ck_assert_ok(seal_response(&public, SEAL_MODE_SERVER, view_of(text), SMALL, box, &err), &err);
	ck_assert(!is_left_behind(secret, SMALL));
#ifndef __SANITIZE_ADDRESS__ /* which gives nothing again that was freed */
	plain = malloc(SMALL);
	memcpy(plain + 200, secret, sizeof(secret));
	__asm__ volatile("" : : "r"(plain) : "memory"); /* or the compiler leaves it out */
	free(plain);
	ck_assert_msg(is_left_behind(secret, SMALL), "what is not wiped is found (positive control)");
#else
	(void)plain;
#endif
	secret_key_free(key);
}
END_TEST

UNIT_MAIN("seal", every_length_up_to_the_limit_opens_again_and_all_boxes_are_one_length,
          an_encoding_that_ends_in_padding_bytes_keeps_them, what_is_too_long_is_full_and_nothing_is_written,
          a_dummy_opens_as_a_dummy, a_public_key_that_anybody_could_open_is_refused,
          a_key_id_is_four_groups_of_the_keys_hash, a_public_key_file_reads_back_and_is_never_overwritten,
          a_damaged_or_newer_public_key_file_is_refused, an_id_of_another_key_is_refused,
          what_was_sealed_is_not_left_behind)
