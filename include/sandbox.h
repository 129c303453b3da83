/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the running server gives up, so that whoever would take it over through a mistake in it or in a library finds little to
 * do: no other program, no connection to anywhere (but to its database, where it has one elsewhere), no file but its own. In three steps, because the kernel's Landlock holds
 * for the thread that asks and for those that it starts, and the list of system calls can be short only when
 * everything has been started.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "error.h"

/* Paths that are needed later on; each is NULL or is there already. What the server read before (its key, a certificate) need not
 * be named, and cannot be opened again. */
struct sandbox_files {
	const char
	    *data; /* directory (or a file: then the one it is in): read, written, files made and removed */
	const char *questionnaires; /* directory: read */
	const char *socket;         /* made and removed in its directory */
	bool
	    database; /* what it takes to reach a database again: names of hosts, its password, certificates */
};

enum sandbox_outcome {
	SANDBOX_LIMITED,
	SANDBOX_ABSENT, /* this kernel has no Landlock (Linux before 5.13, or switched off) */
	SANDBOX_FAILED, /* err says why */
};

/* Step 1, first of all: no debugger, no core, nobody else of this user reads the memory; no program that is run gains
 * privileges. */
bool sandbox_begin(struct error *err) MUST_CHECK;

/* Step 2, before the first thread: no other files, for this thread and those it starts, for ever. */
enum sandbox_outcome sandbox_limit_files(const struct sandbox_files *files, struct error *err) MUST_CHECK;

/* Step 3, when all threads run and all sockets listen: a system call that is not on the list kills the process (SIGSYS), in
 * whatever thread. `database`: those of sandbox_database.def too. */
bool sandbox_limit_calls(bool database, struct error *err) MUST_CHECK;

#endif
