/* SPDX-License-Identifier: EUPL-1.2
 *
 * Checking an installation, for `survey audit`: each part prints a line for everything that it looked at, and what is wrong is
 * counted. A check that cannot be made says so and counts as something to look at.
 */
#ifndef AUDIT_H
#define AUDIT_H

#include "error.h"
#include "store.h"

struct audit {
	unsigned wrong; /* breaks a promise */
	unsigned look;  /* only a person can judge it */
};

enum audit_verdict { AUDIT_GOOD, AUDIT_LOOK, AUDIT_WRONG };

/* Prints one line. The texts name files and settings, never what is in a box. */
void audit_line(struct audit *audit, enum audit_verdict verdict, const char *format, ...) PRINTF_LIKE(3, 4);

/* The store's columns and settings. */
bool audit_store(struct audit *audit, struct store *store, struct error *err);

/* The data directory and each file in it: whose they are, who may read them, what their times tell. */
void audit_files(struct audit *audit, const char *data);

/* Swap, core dumps, and core files: where the kernel might write what is in memory. */
void audit_machine(struct audit *audit);

/* The running server of this process id: its limits, its cage, and where it listens. */
void audit_process(struct audit *audit, unsigned long pid);

/* An nginx configuration: no access log, no error log with addresses, no address passed on, no body on disk. */
void audit_proxy(struct audit *audit, const char *path);

/* A file of /proc, whose size is not known beforehand; empty when it cannot be read. */
bool audit_read(struct buf *text, const char *path);

#endif
