/* SPDX-License-Identifier: EUPL-1.2
 *
 * A disk that fails on purpose: a VFS for SQLite over the one it has. One of its calls fails, once or from then on; or the
 * power goes. For that it knows, of every file, what would be left of it: what was synced, and any part of what was
 * written since. A file that was made or removed is only so for certain once its directory was synced, which
 * SQLite does when it first syncs a journal or a WAL, or removes one.
 *
 * Nothing is really synced, so this is fast.
 */
#ifndef FAULTS_DISK_H
#define FAULTS_DISK_H

#include <stdbool.h>
#include <stdint.h>

enum disk_call {
	DISK_READ,
	DISK_WRITE,
	DISK_SYNC,
	DISK_TRUNCATE,
	DISK_OPEN,
	DISK_DELETE,
	DISK_SHARED, /* memory and locks that connections to a WAL share */
	DISK_CHANGE, /* any write, sync, truncate or delete: for power cuts */
	DISK_CALLS
};

enum disk_fault {
	DISK_SOUND,
	DISK_BROKEN, /* SQLITE_IOERR and what belongs to the call */
	DISK_FULL,   /* SQLITE_FULL */
	DISK_SHORT,  /* half of a write arrives, then SQLITE_IOERR_WRITE */
	DISK_POWER,  /* the process ends before the call, and the files are as a power cut would leave them */
};

/* Of what was not synced, a power cut leaves: */
enum disk_rest {
	DISK_NOTHING,
	DISK_EVERYTHING,
	DISK_PARTS, /* each sector by itself, by the toss of a coin */
};

struct disk_plan {
	enum disk_fault fault;
	enum disk_call call;
	unsigned long number; /* of the call that fails, from 1 */
	bool on;              /* and all of its kind after it */
	bool lies;            /* a sync says it is done and does nothing */
	enum disk_rest rest;
	uint64_t seed; /* of the coin */
};

enum { DISK_POWER_EXIT = 77 }; /* the exit code of a process whose power went */

/* From here on SQLite's files in this directory are on this disk. Whatever the directory has now is durable. Sets
 * *happened as soon as the fault did. For a process that will only do this: there is no way back. */
void disk_install(const char *directory, const struct disk_plan *plan, volatile bool *happened);

#endif
