/* SPDX-License-Identifier: EUPL-1.2
 *
 * Asking a browser to do something, one thing at a time, in the words of the Chrome DevTools Protocol
 * (https://chromedevtools.github.io/devtools-protocol/).
 */
#ifndef DEVTOOLS_H
#define DEVTOOLS_H

#include <jansson.h>
#include <time.h>

#include "text.h"

struct devtools {
	int socket;               /* borrowed */
	struct timespec deadline; /* CLOCK_MONOTONIC; for all that is asked together */
	struct buf received;      /* not read yet */
	json_int_t last;          /* number of the last request */
	const char *session;      /* of the page that is spoken to; NULL: the browser itself */
};

void devtools_init(struct devtools *devtools, int socket, unsigned seconds);
void devtools_release(struct devtools *devtools);

/* Asks and waits for the answer. Takes over `params` (NULL: none). *result (may be NULL) is the caller's: json_decref(). ERROR_SYSTEM:
 * the browser refused, ended, or took too long. */
bool devtools_ask(struct devtools *devtools, const char *method, json_t *params, json_t **result,
                  struct error *err) MUST_CHECK;

#endif
