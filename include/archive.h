/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading archives (zip) that others made: a workbook, a project of REFI-QDA. What a part unpacks to is bounded before it is
 * unpacked, in size and against its packed size; names are looked up and never used as paths. The library is libzip.
 */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "text.h"

enum {
	ARCHIVE_PARTS_MAX = 1000,
	ARCHIVE_PART_MAX = 1 << 24,  /* bytes of one part, unpacked */
	ARCHIVE_TOTAL_MAX = 1 << 25, /* of all that are read */
	ARCHIVE_RATIO_MAX = 200,     /* unpacked to packed, from a MiB on */
};

struct archive;

/* Opens the archive that `bytes` is, which must stay. `what` is a word for it in messages ("workbook"), which must stay too.
 * archive_close() frees it. */
bool archive_open(struct view bytes, const char *what, struct archive **archive,
                  struct error *err) MUST_CHECK;
void archive_close(struct archive *archive);

bool archive_has(const struct archive *archive, const char *name);

/* The name of the only part at the top of the archive that ends so; NULL: there is none, or several. It is the archive's. */
const char *archive_only(const struct archive *archive, const char *ending);

/* Adds a part to *bytes. ERROR_ABSENT: there is none of that name; ERROR_FULL, ERROR_INVALID: too large, or damaged. */
bool archive_read(struct archive *archive, const char *name, struct buf *bytes, struct error *err) MUST_CHECK;

#endif
