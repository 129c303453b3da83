/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening boxes with the team's secret key. Only `analysis` links this: the server binary has no
 * crypto_box_seal_open (a test reads its symbols).
 *
 * Key file: JSON
 *   {"format":"survey secret key","version":1,"demo":false,"id":ID,"public":BASE64,
 *    "kdf":"argon2id13","opslimit":N,"memlimit":BYTES,"salt":BASE64,"nonce":BASE64,"secret":BASE64}
 * `secret` is the X25519 secret key under XChaCha20-Poly1305 with the key that Argon2id makes of the
 * passphrase; the additional data is all other members, so none can be changed unnoticed.
 */
#ifndef UNSEAL_H
#define UNSEAL_H

#include "seal.h"

struct secret_key; /* in sodium_malloc memory */

/* A new pair. */
struct secret_key *secret_key_new(bool demo);
void secret_key_free(struct secret_key *key); /* wipes; NULL is harmless */
const struct public_key *secret_key_public(const struct secret_key *key);

/* Writes the key file (mode 0600, never over an existing file) under a passphrase. */
bool secret_key_write(const struct secret_key *key, const char *path, struct view passphrase,
                      struct error *err) MUST_CHECK;

/* ERROR_KEY for a wrong passphrase, ERROR_INVALID for a damaged file, ERROR_VERSION for a newer one. */
bool secret_key_read(struct secret_key **key, const char *path, struct view passphrase,
                     struct error *err) MUST_CHECK;

/* Opens one box of size + SEAL_OVERHEAD bytes into `envelope`, which has room for `size` bytes; the encoding is
 * then a view into it. ERROR_KEY when it does not open (a wrong key or an altered box cannot be told apart),
 * ERROR_INVALID when it opens but is not an envelope, ERROR_VERSION when it is a newer one. Safe to call from
 * several threads with the same key. */
bool unseal_response(const struct secret_key *key, const uint8_t *box, size_t size, uint8_t *envelope,
                     enum seal_mode *mode, struct view *encoding, struct error *err) MUST_CHECK;

#endif
