/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files that know secrets share: unseal.c, secret_key.c and secret_lock.c. Like unseal.h it is for the
 * analysis alone.
 */
#ifndef SECRET_INSIDE_H
#define SECRET_INSIDE_H

#include "unseal.h"

/* In sodium_malloc memory, read-only once it is complete. */
struct secret_key {
	uint8_t bytes[LOCKED_BYTES];
	struct public_key public;
};

/* A member of bytes, in base64. */
void secret_set_base64(struct json_t *file, const char *name, const uint8_t *bytes, size_t length);
/* False when there is no such member, or one of another length. */
bool secret_get_base64(const struct json_t *file, const char *name, uint8_t *bytes, size_t length) MUST_CHECK;

/* Whether this is a whole file of this format and version, as secret_unlock() says it. Needs no passphrase, so it
 * guards against accidents only. */
bool secret_check(struct json_t *file, const char *format, int version, const char *path,
                  struct error *err) MUST_CHECK;

#endif
