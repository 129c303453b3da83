/* SPDX-License-Identifier: EUPL-1.2
 *
 * A Chromium of our own, without a window, that is spoken to over a socket pair and has no other way in: no port, no profile of
 * the user, no network.
 *
 * All files that it makes are in one private directory on a file system in memory (tmpfs). A second process, the keeper, makes
 * that directory, starts the browser, and ends both when this process lets go of it: by browser_close(), or by ending in whatever
 * way, also by SIGKILL.
 */
#ifndef BROWSER_H
#define BROWSER_H

#include <sys/types.h>

#include "error.h"

struct browser {
	int talk;     /* socket: messages that end in a NUL byte, both ways; -1: closed */
	int life;     /* while this is open, the browser lives */
	pid_t keeper; /* 0: none */
};

#define BROWSER_INIT ((struct browser){ .talk = -1, .life = -1 })

/* Starts the first that is installed of chromium, chromium-browser, google-chrome; it may not be ready yet when this returns. To be
 * called before secrets are in memory and threads exist, since it forks. ERROR_ABSENT: none is installed, or there is no file
 * system in memory. */
bool browser_open(struct browser *browser, struct error *err) MUST_CHECK;

/* Ends it; when this returns no process and no file of it is left. Also after a failure, and twice. */
void browser_close(struct browser *browser);

#endif
