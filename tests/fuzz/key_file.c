/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the key file: as it is, with a check that fits, and locked anew with the key of tests/fuzz/team.key so that every
 * member is vouched for; and once more as one that takes a second person.
 *
 * Covers: survey/seal/secret_key.c survey/seal/secret_lock.c survey/seal/unseal.c
 */
#include "locked.h"

static uint8_t secret[LOCKED_BYTES]; /* of tests/fuzz/team.key */
static uint8_t nested[LOCKED_MOST];  /* the same, sealed to the second person */
static struct secret_key *second;
static char second_id[KEY_ID_TEXT];
static struct fuzz_file file;
static char copy[128]; /* a path where nothing is */

enum { SIZE = 64 };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char path[] = "tests/fuzz/team.key";
	struct buf content = BUF_INIT;
	json_t *json;

	(void)argc, (void)argv;
	fuzz_start();
	file = fuzz_file_new(VIEW(""));
	fuzz_path(copy, sizeof(copy), "key");
	MUST(buf_read_file(&content, path, 1 << 16, NULL));
	json = locked_load(buf_view(&content));
	MUST(secret_unlock(json, "survey secret key", 1, path, FUZZ_PASSPHRASE, secret, LOCKED_BYTES, NULL));
	json_decref(json);
	buf_release(&content);
	second = secret_key_new_second();
	key_id_text(secret_key_public(second)->id, second_id);
	MUST(crypto_box_seal(nested, secret, LOCKED_BYTES, secret_key_public(second)->bytes) == 0);
	return 0;
}

/* A key opens what is sealed to its public half, and nothing that was altered. */
static void
check_opens(const struct secret_key *key)
{
	struct error err = ERROR_INIT;
	uint8_t box[SIZE + SEAL_OVERHEAD], envelope[SIZE];
	enum seal_mode mode;
	struct view encoding;

	MUST(seal_response(secret_key_public(key), SEAL_MODE_SERVER, VIEW("answers"), SIZE, box, NULL));
	MUST(unseal_response(key, box, SIZE, envelope, &mode, &encoding, NULL));
	MUST(mode == SEAL_MODE_SERVER && view_is(encoding, "answers"));
	box[SIZE] ^= 1;
	MUST(!unseal_response(key, box, SIZE, envelope, &mode, &encoding, &err) && err.code == ERROR_KEY);
}

/* A key that was read can be written and is read again as the same one. */
static void
check_written(const struct secret_key *key)
{
	struct secret_key *again = NULL;
	const struct public_key *one = secret_key_public(key), *other;

	unlink(copy);
	MUST(secret_key_write(key, copy, FUZZ_PASSPHRASE, NULL));
	MUST(secret_key_read(&again, copy, FUZZ_PASSPHRASE, NULL));
	other = secret_key_public(again);
	MUST(memcmp(one->bytes, other->bytes, sizeof(one->bytes)) == 0 && one->demo == other->demo);
	secret_key_free(again);
	MUST(!secret_key_read(&again, copy, VIEW("another"), NULL));
	unlink(copy);
}

static void
check(struct view content)
{
	struct secret_key *key = NULL;
	struct error err = ERROR_INIT;

	fuzz_file_fill(&file, content);
	if (secret_key_read(&key, file.path, FUZZ_PASSPHRASE, &err)) {
		check_opens(key);
		check_written(key);
		secret_key_free(key);
	} else {
		MUST(key == NULL && err.text[0] != '\0');
		MUST(err.code == ERROR_INVALID || err.code == ERROR_VERSION || err.code == ERROR_KEY ||
		     err.code == ERROR_FULL);
	}
}

/* The same file for two persons: with the second it opens as the first's would, without never. */
static void
check_nested(json_t *json)
{
	struct secret_key *key = NULL;
	struct secret_key_about about;
	struct error err = ERROR_INIT;
	char *text;

	json_object_set_new(json, "version", json_integer(2));
	json_object_set_new(json, "second", json_string(second_id));
	locked_lock_again(json, nested, sizeof(nested));
	text = json_dumps(json, JSON_INDENT(1));
	fuzz_file_fill(&file, view_of(text));
	if (secret_key_read_nested(&key, file.path, FUZZ_PASSPHRASE, second, &err)) {
		check_opens(key);
		MUST(secret_key_look(&about, file.path, NULL) && about.nested);
		secret_key_free(key);
		key = NULL;
		MUST(!secret_key_read(&key, file.path, FUZZ_PASSPHRASE, &err) && err.code == ERROR_KEY);
	} else {
		MUST(key == NULL && err.text[0] != '\0');
	}
	free(text);
}

static void
check_json(json_t *json)
{
	char *text = json_dumps(json, JSON_INDENT(1));

	check(view_of(text));
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *json = locked_load(fuzz_view(data, size));

	check(fuzz_view(data, size));
	if (json != NULL && locked_is_cheap(json)) {
		locked_mend_check(json);
		check_json(json);
		locked_lock_again(json, secret, LOCKED_BYTES);
		check_json(json);
		check_nested(json);
	}
	json_decref(json);
	return 0;
}
