/* SPDX-License-Identifier: EUPL-1.2
 *
 * Sealing, which needs the public key only: include/seal.h. The server links this file, so nothing here
 * may open a box.
 */
#include "seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(SEAL_OVERHEAD == crypto_box_SEALBYTES, "the header says what libsodium does");
_Static_assert(PUBLIC_KEY_BYTES == crypto_box_PUBLICKEYBYTES, "the header says what libsodium does");

/* Before zeros to the end (ISO/IEC 7816-4). */
enum { PADDING_MARK = 0x80 };

bool
seal_init(struct error *err)
{
	return sodium_init() >= 0 || fail(err, ERROR_SYSTEM, "libsodium cannot start");
}

bool
seal_fits(size_t length, size_t size)
{
	/* The padding takes one byte at least. */
	return size > SEAL_HEADER && length < size - SEAL_HEADER;
}

/* False when the key is one of the few points that X25519 refuses; `encoding` fits.
 *
 * The padding is that of sodium_pad(), which takes the same time whatever the length. Here that would hide nothing: who could
 * measure it on the network has seen how long the form was, and reading the form took longer the longer it was. */
static bool
seal_envelope(const struct public_key *key, enum seal_mode mode, struct view encoding, size_t size,
              uint8_t *box)
{
	uint8_t *envelope = xmalloc(size);
	size_t end = SEAL_HEADER + encoding.len;
	bool good;

	envelope[0] = SEAL_VERSION;
	envelope[1] = (uint8_t)mode;
	if (encoding.len > 0)
		memcpy(envelope + SEAL_HEADER, encoding.ptr, encoding.len);
	envelope[end] = PADDING_MARK;
	memset(envelope + end + 1, 0, size - end - 1);
	good = crypto_box_seal(box, envelope, size, key->bytes) == 0;
	sodium_memzero(envelope, size);
	free(envelope);
	return good;
}

bool
seal_response(const struct public_key *key, enum seal_mode mode, struct view encoding, size_t size,
              uint8_t *box, struct error *err)
{
	if (!seal_fits(encoding.len, size))
		return fail(err, ERROR_FULL,
		            "the answers together take more than the %zu bytes of a response", size);
	return seal_envelope(key, mode, encoding, size, box) ||
	       fail(err, ERROR_KEY, "the public key is not one that can be sealed to");
}

void
seal_dummy(const struct public_key *key, size_t size, uint8_t *box)
{
	/* public_key_read() refused what cannot be sealed to, and a box that could be told from a response's
	 * must never reach the disk. */
	if (!seal_fits(0, size) || !seal_envelope(key, SEAL_MODE_DUMMY, VIEW(""), size, box))
		abort();
}
