/* SPDX-License-Identifier: EUPL-1.2
 *
 * The certificate and its key of a server that does TLS itself, from their files.
 */
#ifndef TLS_H
#define TLS_H

#include "error.h"

struct tls {
	char *certificate; /* PEM; NULL: no TLS */
	char *key;         /* PEM, in memory of libsodium's that is not swapped */
};

/* ERROR_INVALID when others than its owner and its group can read the key file. tls_release() what it gave. */
bool tls_read(const char *certificate, const char *key, struct tls *tls, struct error *err) MUST_CHECK;

/* Wipes the key: after web_start() nobody needs it. */
void tls_release(struct tls *tls);

#endif
