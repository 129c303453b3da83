/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the server does by the clock: releases (nightly, every so many minutes, at closing) and one line a day in
 * the log.
 */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include "server.h"

struct schedule;

/* Starts the thread; it looks at the clock several times a minute. */
bool schedule_start(struct server *server, struct schedule **schedule, struct error *err) MUST_CHECK;
void schedule_stop(struct schedule *schedule); /* NULL is harmless */

/* Prints the counts since the last time and starts counting anew. Numbers of responses under 10 are not told. */
void schedule_log_counts(struct server *server);

#endif
