/* SPDX-License-Identifier: EUPL-1.2
 *
 * The secret key, its file, and opening boxes: include/unseal.h.
 */
#include "unseal.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	KEY_FILE_VERSION = 1,
	KEY_FILE_LIMIT = 16384,
	CIPHER_BYTES = LOCKED_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
	NONCE_LENGTH = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	BASE64_LIMIT = 128,
	OPSLIMIT_MOST = 64, /* what a file may ask of this machine */
	MEMLIMIT_MOST = 2000000000,
};

#define KEY_FORMAT "survey secret key"
#define KDF_NAME "argon2id13"

_Static_assert(LOCKED_BYTES == crypto_box_SECRETKEYBYTES, "a secret key is what is locked");
_Static_assert(LOCKED_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "Argon2id makes a cipher key");

static unsigned long long cost_opslimit = crypto_pwhash_argon2id_OPSLIMIT_MODERATE;
static size_t cost_memlimit = crypto_pwhash_argon2id_MEMLIMIT_MODERATE;

struct secret_key {
	uint8_t bytes[crypto_box_SECRETKEYBYTES];
	struct public_key public;
};

void
secret_set_cost(unsigned long long opslimit, size_t memlimit)
{
	cost_opslimit = opslimit;
	cost_memlimit = memlimit;
}

/* ---- A secret under a passphrase ------------------------------------------------------------------------ */

static void
set_base64(json_t *file, const char *name, const uint8_t *bytes, size_t length)
{
	char text[BASE64_LIMIT];

	sodium_bin2base64(text, sizeof(text), bytes, length, sodium_base64_VARIANT_ORIGINAL);
	json_object_set_new(file, name, json_string(text));
}

static bool
get_base64(const json_t *file, const char *name, uint8_t *bytes, size_t length)
{
	const json_t *member = json_object_get(file, name);
	size_t got = 0;

	return json_is_string(member) &&
	       sodium_base642bin(bytes, length, json_string_value(member), json_string_length(member), NULL,
	                         &got, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       got == length;
}

/* Compact, sorted JSON of all members but those two that depend on it; `without` may be NULL. To be freed. */
static char *
bound_text(json_t *file, const char *without)
{
	json_t *rest = json_copy(file);
	char *text;

	json_object_del(rest, "check");
	if (without != NULL)
		json_object_del(rest, without);
	text = json_dumps(rest, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(rest);
	if (text == NULL)
		abort();
	return text;
}

static void
make_check(json_t *file, uint8_t check[crypto_generichash_BYTES])
{
	char *text = bound_text(file, NULL);

	crypto_generichash(check, crypto_generichash_BYTES, (const uint8_t *)text, strlen(text), NULL, 0);
	free(text);
}

static bool
derive(uint8_t *key, struct view passphrase, const uint8_t *salt, unsigned long long opslimit,
       size_t memlimit, struct error *err)
{
	return crypto_pwhash(key, LOCKED_BYTES, passphrase.len == 0 ? "" : passphrase.ptr, passphrase.len,
	                     salt, opslimit, memlimit, crypto_pwhash_ALG_ARGON2ID13) == 0 ||
	       fail(err, ERROR_SYSTEM, "there is not enough memory to check a passphrase (%zu MB are needed)",
	            memlimit / 1000000);
}

bool
secret_lock(json_t *file, struct view passphrase, const uint8_t secret[LOCKED_BYTES], struct error *err)
{
	uint8_t salt[crypto_pwhash_SALTBYTES], nonce[NONCE_LENGTH], cipher[CIPHER_BYTES];
	uint8_t check[crypto_generichash_BYTES], *key = sodium_malloc(LOCKED_BYTES);
	char *bound = NULL;
	bool good = false;

	if (key == NULL) {
		fail(err, ERROR_SYSTEM, "there is no memory for a key");
		goto out;
	}
	randombytes_buf(salt, sizeof(salt));
	randombytes_buf(nonce, sizeof(nonce));
	if (!derive(key, passphrase, salt, cost_opslimit, cost_memlimit, err))
		goto out;
	json_object_set_new(file, "kdf", json_string(KDF_NAME));
	json_object_set_new(file, "opslimit", json_integer((json_int_t)cost_opslimit));
	json_object_set_new(file, "memlimit", json_integer((json_int_t)cost_memlimit));
	set_base64(file, "salt", salt, sizeof(salt));
	set_base64(file, "nonce", nonce, sizeof(nonce));
	bound = bound_text(file, "secret");
	crypto_aead_xchacha20poly1305_ietf_encrypt(cipher, NULL, secret, LOCKED_BYTES, (const uint8_t *)bound,
	                                           strlen(bound), NULL, nonce, key);
	set_base64(file, "secret", cipher, sizeof(cipher));
	make_check(file, check);
	set_base64(file, "check", check, sizeof(check));
	good = true;
out:
	free(bound);
	sodium_free(key);
	return good;
}

/* Whether this is a whole file of this kind that this version understands. */
static bool
check_file(json_t *file, const char *format, int version, const char *path, struct error *err)
{
	const json_t *name = json_object_get(file, "format"), *number = json_object_get(file, "version");
	uint8_t written[crypto_generichash_BYTES], check[crypto_generichash_BYTES];

	if (!json_is_string(name) || strcmp(json_string_value(name), format) != 0)
		return fail(err, ERROR_INVALID, "%s is not a %s", path, format);
	if (json_integer_value(number) > version)
		return fail(err, ERROR_VERSION, "%s was written by a newer version of this software", path);
	make_check(file, check);
	if (!get_base64(file, "check", written, sizeof(written)) ||
	    sodium_memcmp(written, check, sizeof(check)) != 0 || json_integer_value(number) != version)
		return fail(err, ERROR_INVALID, "%s is damaged", path);
	return true;
}

bool
secret_unlock(json_t *file, const char *format, int version, const char *path, struct view passphrase,
              uint8_t secret[LOCKED_BYTES], struct error *err)
{
	uint8_t salt[crypto_pwhash_SALTBYTES], nonce[NONCE_LENGTH], cipher[CIPHER_BYTES];
	uint8_t *key = sodium_malloc(LOCKED_BYTES);
	json_int_t opslimit = json_integer_value(json_object_get(file, "opslimit"));
	json_int_t memlimit = json_integer_value(json_object_get(file, "memlimit"));
	const char *kdf = json_string_value(json_object_get(file, "kdf"));
	char *bound = NULL;
	bool good = false;

	if (key == NULL) {
		fail(err, ERROR_SYSTEM, "there is no memory for a key");
		goto out;
	}
	if (!check_file(file, format, version, path, err))
		goto out;
	if (kdf == NULL || strcmp(kdf, KDF_NAME) != 0 ||
	    opslimit < (json_int_t)crypto_pwhash_argon2id_OPSLIMIT_MIN || opslimit > OPSLIMIT_MOST ||
	    memlimit < (json_int_t)crypto_pwhash_argon2id_MEMLIMIT_MIN || memlimit > MEMLIMIT_MOST ||
	    !get_base64(file, "salt", salt, sizeof(salt)) ||
	    !get_base64(file, "nonce", nonce, sizeof(nonce)) ||
	    !get_base64(file, "secret", cipher, sizeof(cipher))) {
		fail(err, ERROR_INVALID, "%s is damaged", path);
		goto out;
	}
	if (!derive(key, passphrase, salt, (unsigned long long)opslimit, (size_t)memlimit, err))
		goto out;
	bound = bound_text(file, "secret");
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret, NULL, NULL, cipher, sizeof(cipher),
	                                               (const uint8_t *)bound, strlen(bound), nonce,
	                                               key) != 0) {
		fail(err, ERROR_KEY, "this is not the passphrase of %s", path);
		goto out;
	}
	good = true;
out:
	free(bound);
	sodium_free(key);
	return good;
}

/* ---- The secret key ------------------------------------------------------------------------------------- */

static struct secret_key *
secret_key_room(void)
{
	struct secret_key *key = sodium_malloc(sizeof(*key));

	if (key == NULL)
		abort(); /* as xmalloc() would */
	return key;
}

/* Completes a key whose bytes are set; it is only read from then on. */
static void
secret_key_complete(struct secret_key *key, bool demo)
{
	uint8_t public[PUBLIC_KEY_BYTES];

	crypto_scalarmult_base(public, key->bytes);
	public_key_set(&key->public, public, demo);
	sodium_mprotect_readonly(key);
}

struct secret_key *
secret_key_new(bool demo)
{
	struct secret_key *key = secret_key_room();

	randombytes_buf(key->bytes, sizeof(key->bytes));
	secret_key_complete(key, demo);
	return key;
}

void
secret_key_free(struct secret_key *key)
{
	sodium_free(key);
}

const struct public_key *
secret_key_public(const struct secret_key *key)
{
	return &key->public;
}

bool
secret_key_write(const struct secret_key *key, const char *path, struct view passphrase, struct error *err)
{
	char id[KEY_ID_TEXT], *text = NULL;
	struct buf content = BUF_INIT;
	json_t *file;
	bool good = false;

	key_id_text(key->public.id, id);
	file = json_pack("{s:s, s:i, s:b, s:s}", "format", KEY_FORMAT, "version", KEY_FILE_VERSION, "demo",
	                 (int)key->public.demo, "id", id);
	set_base64(file, "public", key->public.bytes, PUBLIC_KEY_BYTES);
	if (!secret_lock(file, passphrase, key->bytes, err))
		goto out;
	text = json_dumps(file, JSON_INDENT(1));
	buf_add_text(&content, text);
	buf_add_char(&content, '\n');
	good = file_write(path, buf_view(&content), 0600, false, err);
out:
	free(text);
	buf_release(&content);
	json_decref(file);
	return good;
}

/* Whether the members that people read tell the truth about the secret they stand beside. */
static bool
members_match(const json_t *file, const struct public_key *key)
{
	const char *id = json_string_value(json_object_get(file, "id"));
	char expected[KEY_ID_TEXT];
	uint8_t public[PUBLIC_KEY_BYTES];

	key_id_text(key->id, expected);
	return id != NULL && strcmp(id, expected) == 0 &&
	       get_base64(file, "public", public, sizeof(public)) &&
	       memcmp(public, key->bytes, sizeof(public)) == 0;
}

bool
secret_key_read(struct secret_key **key, const char *path, struct view passphrase, struct error *err)
{
	struct secret_key *read = NULL;
	struct buf content = BUF_INIT;
	json_t *file = NULL;
	bool good = false;

	if (!buf_read_file(&content, path, KEY_FILE_LIMIT, err))
		goto out;
	file = content.len == 0 ? NULL : json_loadb(content.data, content.len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(file)) {
		fail(err, ERROR_INVALID, "%s is not a %s, or it is damaged", path, KEY_FORMAT);
		goto out;
	}
	read = secret_key_room();
	if (!secret_unlock(file, KEY_FORMAT, KEY_FILE_VERSION, path, passphrase, read->bytes, err))
		goto out;
	secret_key_complete(read, json_is_true(json_object_get(file, "demo")));
	if (!members_match(file, &read->public)) {
		fail(err, ERROR_INVALID, "%s is damaged: its id does not belong to its key", path);
		goto out;
	}
	*key = read;
	read = NULL;
	good = true;
out:
	secret_key_free(read);
	json_decref(file);
	buf_release(&content);
	return good;
}

/* ---- Opening -------------------------------------------------------------------------------------------- */

/* Cuts the padding off. Not sodium_unpad(): that takes care to run equally long whatever the length, against
 * an attacker who asks again and again; here nobody waits for the answer, and it would take a tenth of the time
 * of opening. */
static bool
unpad(const uint8_t *envelope, size_t size, size_t *length)
{
	size_t end = size;
	uint64_t word = 0;

	while (end >= SEAL_HEADER + sizeof(word)) {
		memcpy(&word, envelope + end - sizeof(word), sizeof(word));
		if (word != 0)
			break;
		end -= sizeof(word);
	}
	while (end > SEAL_HEADER && envelope[end - 1] == 0)
		end--;
	if (end <= SEAL_HEADER || envelope[end - 1] != 0x80)
		return false;
	*length = end - 1 - SEAL_HEADER;
	return true;
}

bool
unseal_response(const struct secret_key *key, const uint8_t *box, size_t size, uint8_t *envelope,
                enum seal_mode *mode, struct view *encoding, struct error *err)
{
	size_t length;

	if (crypto_box_seal_open(envelope, box, size + SEAL_OVERHEAD, key->public.bytes, key->bytes) != 0)
		return fail(err, ERROR_KEY, "it does not open: another key, or altered");
	if (size <= SEAL_HEADER || envelope[0] == 0)
		return fail(err, ERROR_INVALID, "it is not an envelope");
	if (envelope[0] > SEAL_VERSION)
		return fail(err, ERROR_VERSION, "it was sealed by a newer version of this software");
	if ((envelope[1] != SEAL_MODE_SERVER && envelope[1] != SEAL_MODE_BROWSER &&
	     envelope[1] != SEAL_MODE_DUMMY) ||
	    !unpad(envelope, size, &length))
		return fail(err, ERROR_INVALID, "it is not an envelope");
	*mode = (enum seal_mode)envelope[1];
	*encoding = (struct view){ (const char *)envelope + SEAL_HEADER, length };
	return true;
}
