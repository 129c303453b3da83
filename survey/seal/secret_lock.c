/* SPDX-License-Identifier: EUPL-1.2
 *
 * A secret under a passphrase, as members of a JSON file: include/unseal.h.
 */
#include "survey/seal/secret_inside.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	CIPHER_MOST = LOCKED_MOST + crypto_aead_xchacha20poly1305_ietf_ABYTES,
	NONCE_LENGTH = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	BASE64_LIMIT = 160,
	OPSLIMIT_MOST = 64, /* what a file may ask of this machine */
	MEMLIMIT_MOST = 2000000000,
};

#define KDF_NAME "argon2id13"

_Static_assert(LOCKED_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "Argon2id makes a cipher key");
_Static_assert(sodium_base64_ENCODED_LEN(CIPHER_MOST, sodium_base64_VARIANT_ORIGINAL) <= BASE64_LIMIT,
               "what is locked fits its text");

static unsigned long long cost_opslimit = crypto_pwhash_argon2id_OPSLIMIT_MODERATE;
static size_t cost_memlimit = crypto_pwhash_argon2id_MEMLIMIT_MODERATE;

void
secret_set_cost(unsigned long long opslimit, size_t memlimit)
{
	cost_opslimit = opslimit;
	cost_memlimit = memlimit;
}

void
secret_set_base64(json_t *file, const char *name, const uint8_t *bytes, size_t length)
{
	char text[BASE64_LIMIT];

	sodium_bin2base64(text, sizeof(text), bytes, length, sodium_base64_VARIANT_ORIGINAL);
	json_object_set_new(file, name, json_string(text));
}

bool
secret_get_base64(const json_t *file, const char *name, uint8_t *bytes, size_t length)
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
secret_lock(json_t *file, struct view passphrase, const uint8_t *secret, size_t length, struct error *err)
{
	uint8_t salt[crypto_pwhash_SALTBYTES], nonce[NONCE_LENGTH], cipher[CIPHER_MOST];
	uint8_t check[crypto_generichash_BYTES], *key = sodium_malloc(LOCKED_BYTES);
	char *bound = NULL;
	bool good = false;

	if (length > LOCKED_MOST)
		abort(); /* a mistake of ours */
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
	secret_set_base64(file, "salt", salt, sizeof(salt));
	secret_set_base64(file, "nonce", nonce, sizeof(nonce));
	bound = bound_text(file, "secret");
	crypto_aead_xchacha20poly1305_ietf_encrypt(cipher, NULL, secret, length, (const uint8_t *)bound,
	                                           strlen(bound), NULL, nonce, key);
	secret_set_base64(file, "secret", cipher, length + crypto_aead_xchacha20poly1305_ietf_ABYTES);
	make_check(file, check);
	secret_set_base64(file, "check", check, sizeof(check));
	good = true;
out:
	free(bound);
	sodium_free(key);
	return good;
}

bool
secret_check(json_t *file, const char *format, int version, const char *path, struct error *err)
{
	const json_t *name = json_object_get(file, "format"), *number = json_object_get(file, "version");
	uint8_t written[crypto_generichash_BYTES], check[crypto_generichash_BYTES];

	if (!json_is_string(name) || strcmp(json_string_value(name), format) != 0)
		return fail(err, ERROR_INVALID, "%s is not a %s", path, format);
	if (json_integer_value(number) > version)
		return fail(err, ERROR_VERSION, "%s was written by a newer version of this software", path);
	make_check(file, check);
	if (!secret_get_base64(file, "check", written, sizeof(written)) ||
	    sodium_memcmp(written, check, sizeof(check)) != 0 || json_integer_value(number) != version)
		return fail(err, ERROR_INVALID, "%s is damaged", path);
	return true;
}

bool
secret_unlock(json_t *file, const char *format, int version, const char *path, struct view passphrase,
              uint8_t *secret, size_t length, struct error *err)
{
	uint8_t salt[crypto_pwhash_SALTBYTES], nonce[NONCE_LENGTH], cipher[CIPHER_MOST];
	uint8_t *key = sodium_malloc(LOCKED_BYTES);
	json_int_t opslimit = json_integer_value(json_object_get(file, "opslimit"));
	json_int_t memlimit = json_integer_value(json_object_get(file, "memlimit"));
	const char *kdf = json_string_value(json_object_get(file, "kdf"));
	size_t cipher_bytes = length + crypto_aead_xchacha20poly1305_ietf_ABYTES;
	char *bound = NULL;
	bool good = false;

	if (length > LOCKED_MOST)
		abort(); /* a mistake of ours */
	if (key == NULL) {
		fail(err, ERROR_SYSTEM, "there is no memory for a key");
		goto out;
	}
	if (!secret_check(file, format, version, path, err))
		goto out;
	if (kdf == NULL || strcmp(kdf, KDF_NAME) != 0 ||
	    opslimit < (json_int_t)crypto_pwhash_argon2id_OPSLIMIT_MIN || opslimit > OPSLIMIT_MOST ||
	    memlimit < (json_int_t)crypto_pwhash_argon2id_MEMLIMIT_MIN || memlimit > MEMLIMIT_MOST ||
	    !secret_get_base64(file, "salt", salt, sizeof(salt)) ||
	    !secret_get_base64(file, "nonce", nonce, sizeof(nonce)) ||
	    !secret_get_base64(file, "secret", cipher, cipher_bytes)) {
		fail(err, ERROR_INVALID, "%s is damaged", path);
		goto out;
	}
	if (!derive(key, passphrase, salt, (unsigned long long)opslimit, (size_t)memlimit, err))
		goto out;
	bound = bound_text(file, "secret");
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret, NULL, NULL, cipher, cipher_bytes,
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
