/* SPDX-License-Identifier: EUPL-1.2
 *
 * Sealing responses to the team's public key: what the server may do. Opening is unseal.h, which the
 * server does not link.
 *
 * A box is libsodium's crypto_box_seal (X25519 + XSalsa20-Poly1305, ephemeral sender) of an envelope
 *
 *   byte 0    version: 1
 *   byte 1    where it was sealed: enum seal_mode
 *   then      the response's canonical encoding (response.h)
 *   then      ISO/IEC 7816-4 padding (sodium_pad) up to exactly questionnaire.size bytes
 *
 * so all boxes of a questionnaire have questionnaire.size + SEAL_OVERHEAD bytes.
 */
#ifndef SEAL_H
#define SEAL_H

#include "text.h"

enum {
	SEAL_OVERHEAD = 48, /* crypto_box_SEALBYTES */
	SEAL_HEADER = 2,    /* version and mode */
	SEAL_VERSION = 1,
	PUBLIC_KEY_BYTES = 32,
	KEY_ID_BYTES = 8,
	KEY_ID_TEXT = 20, /* "0123-4567-89ab-cdef" and NUL */
};

enum seal_mode {
	SEAL_MODE_SERVER = 'S',
	SEAL_MODE_BROWSER = 'B',
	SEAL_MODE_DUMMY = 'D', /* fills a free slot of the pool; never released */
};

struct public_key {
	uint8_t bytes[PUBLIC_KEY_BYTES];
	uint8_t
	    id[KEY_ID_BYTES]; /* the first bytes of BLAKE2b-256 over `bytes`: for people and error messages */
	bool demo;            /* its secret half is public: nothing sealed to it is secret */
	bool second;          /* a second person's (unseal.h): team keys are sealed to it, responses never */
};

/* libsodium's own start; call first, once. */
bool seal_init(struct error *err) MUST_CHECK;

/* A team's key; `second` becomes false. */
void public_key_set(struct public_key *key, const uint8_t bytes[PUBLIC_KEY_BYTES], bool demo);

/* A public key file is three lines of text: "survey public key 1" (or "survey demo public key 1"), the key
 * in base64, and "id " with its id. Reading checks that key and id belong together. A second person's says "survey
 * second public key 1", so that it is never taken for the team's: each function reads its own kind, and
 * ERROR_INVALID says which kind it is. */
bool public_key_read(struct public_key *key, const char *path, struct error *err) MUST_CHECK;
bool public_key_read_second(struct public_key *key, const char *path, struct error *err) MUST_CHECK;
bool public_key_write(const struct public_key *key, const char *path, struct error *err) MUST_CHECK;

/* Four groups of four hexadecimal digits. */
void key_id_text(const uint8_t id[KEY_ID_BYTES], char text[KEY_ID_TEXT]);

/* Whether an encoding of `length` bytes fits a response of `size` bytes. */
bool seal_fits(size_t length, size_t size);

/* Seals `encoding` into `box`, which has room for size + SEAL_OVERHEAD bytes. ERROR_FULL when it does not
 * fit. The envelope's memory is wiped. */
bool seal_response(const struct public_key *key, enum seal_mode mode, struct view encoding, size_t size,
                   uint8_t *box, struct error *err) MUST_CHECK;

/* A box that nobody can tell from a response's without the secret key. */
void seal_dummy(const struct public_key *key, size_t size, uint8_t *box);

#endif
