/* SPDX-License-Identifier: EUPL-1.2
 *
 * Nonces that know their page's key: page_nonce.h.
 */
#include "page_nonce.h"

#include <sodium.h>
#include <string.h>

enum { MARK_BYTES = 4, RANDOM_BYTES = 12 };

_Static_assert(MARK_BYTES + RANDOM_BYTES == (int)NONCE_BYTES, "96 random bits are left");

void
page_nonce_new(uint8_t nonce[NONCE_BYTES], const struct public_key *key)
{
	randombytes_buf(nonce, NONCE_BYTES);
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
