/* SPDX-License-Identifier: EUPL-1.2
 *
 * What tests of key files share: altering one so that only its cipher can tell.
 */
#ifndef KEY_FIXTURE_H
#define KEY_FIXTURE_H

#include "unit.h"

#include <jansson.h>
#include <sodium.h>

#include "unseal.h"

/* Makes `check` true again, as whoever alters a file on purpose would. */
static inline void
repair_check(json_t *file)
{
	uint8_t hash[32];
	char base64[64], *text;

	json_object_del(file, "check");
	text = json_dumps(file, JSON_COMPACT | JSON_SORT_KEYS);
	crypto_generichash(hash, sizeof(hash), (const uint8_t *)text, strlen(text), NULL, 0);
	sodium_bin2base64(base64, sizeof(base64), hash, sizeof(hash), sodium_base64_VARIANT_ORIGINAL);
	json_object_set_new(file, "check", json_string(base64));
	free(text);
}

#endif
