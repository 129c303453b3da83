/* SPDX-License-Identifier: EUPL-1.2
 *
 * For files that hold a secret under a passphrase: mends what a mutation broke, so that what stands behind the check is
 * reached too.
 */
#ifndef FUZZ_LOCKED_H
#define FUZZ_LOCKED_H

#include "fuzz.h"

#include <jansson.h>

/* What Argon2id may cost here; a mended file that asks more is not tried (the program's own limits are far higher). */
enum { FUZZ_OPSLIMIT = 2, FUZZ_MEMLIMIT = 65536 };

/* The JSON object in these bytes; NULL when there is none. */
static inline json_t *
locked_load(struct view bytes)
{
	json_t *file = bytes.len == 0 ? NULL : json_loadb(bytes.ptr, bytes.len, JSON_REJECT_DUPLICATES, NULL);

	if (!json_is_object(file)) {
		json_decref(file);
		file = NULL;
	}
	return file;
}

static inline bool
locked_is_cheap(const json_t *file)
{
	return json_integer_value(json_object_get(file, "opslimit")) <= FUZZ_OPSLIMIT &&
	       json_integer_value(json_object_get(file, "memlimit")) <= FUZZ_MEMLIMIT;
}

/* Makes "check" fit: BLAKE2b-256 of the compact, sorted JSON of all other members (unseal.h). */
static inline void
locked_mend_check(json_t *file)
{
	uint8_t check[crypto_generichash_BYTES];
	char base64[sodium_base64_ENCODED_LEN(sizeof(check), sodium_base64_VARIANT_ORIGINAL)], *text;

	json_object_del(file, "check");
	text = json_dumps(file, JSON_COMPACT | JSON_SORT_KEYS);
	MUST(text != NULL);
	crypto_generichash(check, sizeof(check), (const uint8_t *)text, strlen(text), NULL, 0);
	free(text);
	sodium_bin2base64(base64, sizeof(base64), check, sizeof(check), sodium_base64_VARIANT_ORIGINAL);
	json_object_set_new(file, "check", json_string(base64));
}

/* Locks a secret in it anew: whatever else stands in it is then vouched for. */
static inline void
locked_lock_again(json_t *file, const uint8_t *secret, size_t length)
{
	json_object_del(file, "check");
	json_object_del(file, "secret");
	MUST(secret_lock(file, FUZZ_PASSPHRASE, secret, length, NULL));
}

#endif
