/* SPDX-License-Identifier: EUPL-1.2
 *
 * A page's nonce says for which key the page was made: it begins with the first bytes of the key's id, and the rest is
 * random. A browser seals to the key that its page shows, and nobody here can see to which key a box is sealed; so a box
 * from a page that was opened before the key was changed would be kept as one for the new key, which does not
 * open it. This is how it is noticed, without a byte more in the page's script or in the box.
 *
 * The key's id stands in the same page, so this says nothing about who has it; 96 random bits keep nonces apart.
 */
#ifndef PAGE_NONCE_H
#define PAGE_NONCE_H

#include "store.h"

/* A fresh one, of a page that shows this key. */
void page_nonce_new(uint8_t nonce[NONCE_BYTES], const struct public_key *key);

/* Makes an older page's nonce one of a page that shows this key, always the same: sent twice it still counts once. */
void page_nonce_renew(uint8_t nonce[NONCE_BYTES], const struct public_key *key);

/* Whether the page showed this key. */
bool page_nonce_is_for(const uint8_t nonce[NONCE_BYTES], const struct public_key *key);

#endif
