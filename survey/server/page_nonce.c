/* SPDX-License-Identifier: EUPL-1.2
 *
 * Nonces that know their page's key: page_nonce.h.
 */
#include "page_nonce.h"

#include <sodium.h>
#include <string.h>

enum { MARK_BYTES = 4, RANDOM_BYTES = 12, NONCES_AT_ONCE = 16 };

_Static_assert(MARK_BYTES + RANDOM_BYTES == (int)NONCE_BYTES, "96 random bits are left");

/* Asking the kernel takes as long as for many, and every page asks. What was given out is wiped. */
static _Thread_local struct {
	uint8_t bytes[NONCES_AT_ONCE * NONCE_BYTES];
	size_t left;
} ready;

void
page_nonce_new(uint8_t nonce[NONCE_BYTES], const struct public_key *key)
{
	uint8_t *next;

	if (ready.left == 0) {
		randombytes_buf(ready.bytes, sizeof(ready.bytes));
		ready.left = NONCES_AT_ONCE;
	}
	next = &ready.bytes[--ready.left * NONCE_BYTES];
	memcpy(nonce, next, NONCE_BYTES);
	sodium_memzero(next, NONCE_BYTES);
	page_nonce_renew(nonce, key);
}

void
page_nonce_renew(uint8_t nonce[NONCE_BYTES], const struct public_key *key)
{
	memcpy(nonce, key->id, MARK_BYTES);
}

bool
page_nonce_is_for(const uint8_t nonce[NONCE_BYTES], const struct public_key *key)
{
	return memcmp(nonce, key->id, MARK_BYTES) == 0;
}
