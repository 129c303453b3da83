/* SPDX-License-Identifier: EUPL-1.2
 *
 * A table from keys to numbers: analysis/decisions/places.h. Open addressing; the hash has a random key, because subjects and
 * ids can come from another laptop.
 */
#include "places.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

struct slot {
	struct view key; /* ptr NULL: free */
	size_t number;
};

struct places {
	struct slot *slots;
	size_t count, room; /* room is a power of two */
	uint8_t key[crypto_shorthash_KEYBYTES];
};

struct places *
places_new(void)
{
	struct places *places = xcalloc(1, sizeof(*places));

	randombytes_buf(places->key, sizeof(places->key));
	places->room = FIRST_ROOM;
	places->slots = xcalloc(places->room, sizeof(*places->slots));
	return places;
}

void
places_free(struct places *places)
{
	if (places == NULL)
		return;
	free(places->slots);
	free(places);
}

/* Where it is, or the free slot where it belongs. There is always a free slot. */
static struct slot *
slot_of(const struct places *places, struct view key)
{
	uint64_t hash;
	size_t at;

	crypto_shorthash((uint8_t *)&hash, (const uint8_t *)key.ptr, key.len, places->key);
	at = (size_t)hash & (places->room - 1);
	while (places->slots[at].key.ptr != NULL && !view_equal(places->slots[at].key, key))
		at = (at + 1) & (places->room - 1);
	return &places->slots[at];
}

size_t
places_find(const struct places *places, struct view key)
{
	const struct slot *slot = slot_of(places, key);

	return slot->key.ptr == NULL ? PLACES_ABSENT : slot->number;
}

static void
grow(struct places *places)
{
	struct slot *old = places->slots;
	size_t room = places->room;

	places->room = room * 2;
	places->slots = xcalloc(places->room, sizeof(*places->slots));
	for (size_t i = 0; i < room; i++)
		if (old[i].key.ptr != NULL)
			*slot_of(places, old[i].key) = old[i];
	free(old);
}

void
places_put(struct places *places, struct view key, size_t number)
{
	struct slot *slot = slot_of(places, key);

	if (slot->key.ptr == NULL) {
		if ((places->count + 1) * 2 > places->room) {
			grow(places);
			slot = slot_of(places, key);
		}
		places->count++;
		slot->key = key;
	}
	slot->number = number;
}
