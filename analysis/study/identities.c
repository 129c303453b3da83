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
	free(identities->used);
	*identities = (struct identities){ .count = 0 };
}

/* Where it is, or the free slot where it belongs. There is always a free slot. */
static size_t
slot_of(const struct identities *identities, const uint8_t *identity)
{
	uint64_t hash;
	size_t at;

	crypto_shorthash((uint8_t *)&hash, identity, IDENTITY_BYTES, identities->key);
	at = (size_t)hash & (identities->room - 1);
	while (identities->used[at] && memcmp(identities->slots[at], identity, IDENTITY_BYTES) != 0)
		at = (at + 1) & (identities->room - 1);
	return at;
}

static void
put(struct identities *identities, const uint8_t *identity)
{
	size_t at = slot_of(identities, identity);

	memcpy(identities->slots[at], identity, IDENTITY_BYTES);
	identities->used[at] = true;
}

static void
grow(struct identities *identities)
{
	struct identities old = *identities;

	identities->room = old.room == 0 ? FIRST_ROOM : old.room * 2;
	identities->slots = xcalloc(identities->room, IDENTITY_BYTES);
	identities->used = xcalloc(identities->room, sizeof(bool));
	for (size_t i = 0; i < old.room; i++)
		if (old.used[i])
			put(identities, old.slots[i]);
	free(old.slots);
	free(old.used);
}

bool
identities_has(const struct identities *identities, const uint8_t *identity)
{
	return identities->room > 0 && identities->used[slot_of(identities, identity)];
}

bool
identities_add(struct identities *identities, const uint8_t *identity)
{
	if (identities_has(identities, identity))
		return false;
	if ((identities->count + 1) * 2 > identities->room)
		grow(identities);
	put(identities, identity);
	identities->count++;
	return true;
}
