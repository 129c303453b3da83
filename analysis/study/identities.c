/* SPDX-License-Identifier: EUPL-1.2
 *
 * A set of box identities: analysis/study/identities.h.
 */
#include "identities.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { FIRST_ROOM = 1024 };

_Static_assert(sizeof(((struct identities *)NULL)->key) == crypto_shorthash_KEYBYTES, "the hash's key");

void
identities_init(struct identities *identities)
{
	*identities = (struct identities){ .count = 0 };
	randombytes_buf(identities->key, sizeof(identities->key));
}

void
identities_release(struct identities *identities)
{
	free(identities->slots);
	*identities = (struct identities){ .count = 0 };
}

static const uint8_t zeros[IDENTITY_BYTES];

static bool
is_same(const uint8_t *a, const uint8_t *b)
{
	return memcmp(a, b, IDENTITY_BYTES) == 0;
}

/* Where it is, or the free slot where it belongs. There is always a free slot. */
static uint8_t *
slot_of(const struct identities *identities, const uint8_t *identity)
{
	uint64_t hash;
	size_t at;

	crypto_shorthash((uint8_t *)&hash, identity, IDENTITY_BYTES, identities->key);
	at = (size_t)hash & (identities->room - 1);
	while (!is_same(identities->slots[at], identity) && !is_same(identities->slots[at], zeros))
		at = (at + 1) & (identities->room - 1);
	return identities->slots[at];
}

static void
grow(struct identities *identities)
{
	struct identities old = *identities;

	identities->room = old.room == 0 ? FIRST_ROOM : old.room * 2;
	identities->slots = xcalloc(identities->room, IDENTITY_BYTES);
	for (size_t i = 0; i < old.room; i++)
		if (!is_same(old.slots[i], zeros))
			memcpy(slot_of(identities, old.slots[i]), old.slots[i], IDENTITY_BYTES);
	free(old.slots);
}

bool
identities_has(const struct identities *identities, const uint8_t *identity)
{
	if (is_same(identity, zeros))
		return identities->has_zeros;
	return identities->room > 0 && is_same(slot_of(identities, identity), identity);
}

bool
identities_add(struct identities *identities, const uint8_t *identity)
{
	bool added;
	uint8_t *slot;

	if (is_same(identity, zeros)) {
		added = !identities->has_zeros;
		identities->has_zeros = true;
		return added;
	}
	if ((identities->count + 1) * 2 > identities->room)
		grow(identities);
	slot = slot_of(identities, identity);
	added = !is_same(slot, identity);
	memcpy(slot, identity, IDENTITY_BYTES);
	identities->count += added;
	return added;
}
