/* SPDX-License-Identifier: EUPL-1.2
 *
 * One error, owned by the caller, that says what went wrong in words a person can act on.
 *
 * What can fail returns bool (true: it worked), takes a `struct error *err` last and writes it only on
 * failure. The first error wins: a second fail() on the same struct changes nothing, so a clean-up that
 * fails too does not hide the cause. Libraries never print and never exit; only main, cmd_* and the HTTP
 * edge turn an error into text. Answers, keys, tickets and addresses never stand in `text`.
 */
#ifndef ERROR_H
#define ERROR_H

#include <stdbool.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_at, args_at) __attribute__((format(printf, format_at, args_at)))

enum error_code {
	ERROR_NONE,
	ERROR_INVALID, /* the input is not as it should be */
	ERROR_ABSENT,  /* what was named does not exist */
	ERROR_SYSTEM,  /* the operating system or a library refused */
	ERROR_FULL,    /* no room: disk, pool, or a fixed size */
	ERROR_VERSION, /* written by a newer version of this software */
	ERROR_KEY,     /* a wrong key or passphrase */
	ERROR_BUSY,    /* somebody else holds it; trying again may help */
	ERROR_CODE_COUNT
};

struct error {
	enum error_code code;
	unsigned line, column; /* 1-based; 0: the error has no place in a file */
	char file[256];        /* "" where no file is concerned */
	char text[512];
};

/* An error that holds nothing. */
#define ERROR_INIT ((struct error){ .code = ERROR_NONE })

/* Records the first error and returns false, so that `return fail(err, …)` is the whole story.
 * `err` may be NULL: the caller does not want to know why. */
bool fail(struct error *err, enum error_code code, const char *format, ...) PRINTF_LIKE(3, 4);

/* As fail(), with ": " and strerror(errno) behind the text. */
bool fail_errno(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
