/* SPDX-License-Identifier: EUPL-1.2
 *
 * Bytes with a length: `struct view` borrows, `struct buf` owns.
 *
 * A view need not end in NUL and is never freed through. A buf keeps one invariant: `data` is either NULL
 * (nothing was ever added) or has `len` bytes and a NUL behind them, so buf.data is a C string too.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "memory.h"

struct view {
	const char *ptr;
	size_t len;
};

/* A view of a string literal. */
#define VIEW(literal) ((struct view){ "" literal, sizeof(literal) - 1 })

/* For printf: "%.*s", VIEW_ARGS(v). */
#define VIEW_ARGS(v) (int)(v).len, (v).ptr

struct view view_of(const char *text); /* NULL gives an empty view */
bool view_equal(struct view a, struct view b);
bool view_is(struct view a, const char *text);
int view_compare(struct view a, struct view b); /* bytewise, as memcmp; the shorter one first */
struct view view_trim(struct view v);           /* without leading and trailing ASCII white space */
bool view_starts(struct view v, const char *prefix);
/* Cuts at the first `separator`: returns what stands before it and moves *rest behind it; with no
 * separator left the whole of *rest is returned and *rest becomes empty with a NULL ptr. */
struct view view_cut(struct view *rest, char separator);

struct buf {
	char *data; /* owned */
	size_t len, room;
};

#define BUF_INIT ((struct buf){ .data = NULL })

void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_add_view(struct buf *buf, struct view v);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* Makes room for `more` further bytes, so that the following adds do not move the data. */
void buf_reserve(struct buf *buf, size_t more);
void buf_reset(struct buf *buf); /* len 0, the memory is kept */
void buf_clean(struct buf *buf); /* zeroes what it holds; len 0, the memory is kept */
void buf_release(struct buf *buf);
void buf_wipe(struct buf *buf); /* zeroes what it held, then releases */
struct view buf_view(const struct buf *buf);

/* Reads a whole file of at most `limit` bytes. ERROR_ABSENT when there is none, ERROR_FULL when it is
 * larger, ERROR_SYSTEM otherwise. */
bool buf_read_file(struct buf *buf, const char *path, size_t limit, struct error *err) MUST_CHECK;

/* Makes the name of `path` durable: syncs the directory that it is in. Slashes at its end mean nothing. */
bool file_sync_name(const char *path) MUST_CHECK;

/* Writes a file whole or not at all: a temporary file beside it, synced, renamed over `path`. `mode` as in
 * open(2). With `replace` false an existing file is an error. */
bool file_write(const char *path, struct view content, unsigned mode, bool replace,
                struct error *err) MUST_CHECK;

#endif
