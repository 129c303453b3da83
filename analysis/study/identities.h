/* SPDX-License-Identifier: EUPL-1.2
 *
 * The set of boxes that were imported, by identity: the first bytes of a box, which are half of its sender's
 * random one-time public key. Two boxes with the same identity are the same box.
 */
#ifndef IDENTITIES_H
#define IDENTITIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IDENTITY_BYTES = 16 };

struct identities {
	uint8_t (*slots)[IDENTITY_BYTES]; /* open addressing; all zeros: free */
	size_t count, room;               /* room is a power of two */
	bool has_zeros;                   /* the identity of all zeros stands here instead */
	uint8_t
	    key[16]; /* of the hash: senders choose identities, and must not be able to make them collide */
};

void identities_init(struct identities *identities);
void identities_release(struct identities *identities);

bool identities_has(const struct identities *identities, const uint8_t *identity);
bool identities_add(struct identities *identities, const uint8_t *identity); /* false: it was there */

#endif
