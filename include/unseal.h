/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening boxes with the team's secret key. Only `analysis` links this: the server binary has no
 * crypto_box_seal_open (a test reads its symbols).
 *
 * Key file: JSON
 *   {"format":"survey secret key","version":1,"demo":false,"id":ID,"public":BASE64,
 *    "kdf":"argon2id13","opslimit":N,"memlimit":BYTES,"salt":BASE64,"nonce":BASE64,"secret":BASE64,"check":BASE64}
 * `secret` is the X25519 secret key under XChaCha20-Poly1305 with the key that Argon2id makes of the
 * passphrase; the additional data is all other members but `check`, as compact JSON with sorted members, so none
 * can be changed unnoticed. `check` is BLAKE2b-256 of the compact, sorted JSON of all other members: it guards
 * against accidents only, and lets a damaged file be told from a wrong passphrase.
 *
 * Two persons: version 2 has "second":ID too, and what is locked is not the key but a crypto_box_seal of it to
 * the second person's public key. So it takes the first person's file and passphrase to find the box, and the second
 * person's file and passphrase to open it. The second person's file has the format "survey second secret key",
 * version 1, and for the rest is as above: a key pair of its own, which opens no response.
 */
#ifndef UNSEAL_H
#define UNSEAL_H

#include "seal.h"

struct secret_key; /* in sodium_malloc memory */

/* A new pair. */
struct secret_key *secret_key_new(bool demo);
struct secret_key *secret_key_new_second(void); /* a second person's */
void secret_key_free(struct secret_key *key);   /* wipes; NULL is harmless */
const struct public_key *secret_key_public(const struct secret_key *key);

/* Writes the key file (mode 0600, never over an existing file) under a passphrase. */
bool secret_key_write(const struct secret_key *key, const char *path, struct view passphrase,
                      struct error *err) MUST_CHECK;

/* The same, so that it opens only together with the secret half of `second`, which is a second person's public key
 * (NULL: none). */
bool secret_key_write_nested(const struct secret_key *key, const char *path, struct view passphrase,
                             const struct public_key *second, struct error *err) MUST_CHECK;

/* ERROR_KEY for a wrong passphrase or when it takes a second person, ERROR_INVALID for a damaged file, ERROR_VERSION
 * for a newer one. */
bool secret_key_read(struct secret_key **key, const char *path, struct view passphrase,
                     struct error *err) MUST_CHECK;

/* The same with the second person's key, which must be there exactly when the file asks for it (NULL: none). ERROR_KEY
 * when it is not the one. */
bool secret_key_read_nested(struct secret_key **key, const char *path, struct view passphrase,
                            const struct secret_key *second, struct error *err) MUST_CHECK;

/* What a key file says without a passphrase: for messages, since whoever can write the file can make it say
 * anything. */
struct secret_key_about {
	struct public_key public;
	bool nested;                  /* it takes a second person */
	uint8_t second[KEY_ID_BYTES]; /* whose key has this id */
};

bool secret_key_look(struct secret_key_about *about, const char *path, struct error *err) MUST_CHECK;

/* Opens one box of size + SEAL_OVERHEAD bytes into `envelope`, which has room for `size` bytes; the encoding is
 * then a view into it. ERROR_KEY when it does not open (a wrong key or an altered box cannot be told apart),
 * ERROR_INVALID when it opens but is not an envelope, ERROR_VERSION when it is a newer one. Safe to call from
 * several threads with the same key. */
bool unseal_response(const struct secret_key *key, const uint8_t *box, size_t size, uint8_t *envelope,
                     enum seal_mode *mode, struct view *encoding, struct error *err) MUST_CHECK;

/* ---- A secret under a passphrase: shared by the key file and the study (study.h) ---- */

enum {
	LOCKED_BYTES = 32,                          /* a key */
	LOCKED_MOST = LOCKED_BYTES + SEAL_OVERHEAD, /* a key that is sealed to a second person */
};

struct json_t; /* jansson's */

/* Adds the members from "kdf" on (see the key file above) to a JSON object that holds "format", "version" and
 * whatever else must not be changed unnoticed. `length` is at most LOCKED_MOST. Takes about half a second and 256 MB: Argon2id MODERATE. */
bool secret_lock(struct json_t *file, struct view passphrase, const uint8_t *secret, size_t length,
                 struct error *err) MUST_CHECK;

/* The reverse; `path` is for messages. ERROR_INVALID when `format` or a member is not as it should be,
 * ERROR_VERSION when its version is above `version`, ERROR_KEY for a wrong passphrase. */
bool secret_unlock(struct json_t *file, const char *format, int version, const char *path,
                   struct view passphrase, uint8_t *secret, size_t length, struct error *err) MUST_CHECK;

/* For tests only, before any thread starts: what the next secret_lock() lets a guess cost. */
void secret_set_cost(unsigned long long opslimit, size_t memlimit);

#endif
