/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening boxes: include/unseal.h.
 */
#include "unseal.h"

#include <sodium.h>
#include <string.h>

#include "survey/seal/secret_inside.h"

/* Cuts the padding off. Not sodium_unpad(): that takes care to run equally long whatever the length, against
 * an attacker who asks again and again; here nobody waits for the answer, and it would take a tenth of the time
 * of opening. */
static bool
unpad(const uint8_t *envelope, size_t size, size_t *length)
{
	static const uint8_t zeros[256];
	size_t end = size;

	/* In large steps, then in small ones. */
	for (size_t step = sizeof(zeros); step > 1; step /= 16)
		while (end >= SEAL_HEADER + step && memcmp(envelope + end - step, zeros, step) == 0)
			end -= step;
	while (end > SEAL_HEADER && envelope[end - 1] == 0)
		end--;
	if (end <= SEAL_HEADER || envelope[end - 1] != 0x80)
		return false;
	*length = end - 1 - SEAL_HEADER;
	return true;
}

bool
unseal_response(const struct secret_key *key, const uint8_t *box, size_t size, uint8_t *envelope,
                enum seal_mode *mode, struct view *encoding, struct error *err)
{
	size_t length;

	if (crypto_box_seal_open(envelope, box, size + SEAL_OVERHEAD, key->public.bytes, key->bytes) != 0)
		return fail(err, ERROR_KEY, "it does not open: another key, or altered");
	if (size <= SEAL_HEADER || envelope[0] == 0)
		return fail(err, ERROR_INVALID, "it is not an envelope");
	if (envelope[0] > SEAL_VERSION)
		return fail(err, ERROR_VERSION, "it was sealed by a newer version of this software");
	if ((envelope[1] != SEAL_MODE_SERVER && envelope[1] != SEAL_MODE_BROWSER &&
	     envelope[1] != SEAL_MODE_DUMMY) ||
	    !unpad(envelope, size, &length))
		return fail(err, ERROR_INVALID, "it is not an envelope");
	*mode = (enum seal_mode)envelope[1];
	*encoding = (struct view){ (const char *)envelope + SEAL_HEADER, length };
	return true;
}
