/* SPDX-License-Identifier: EUPL-1.2
 *
 * The file of a codebook of another program, read: REFI-QDA (.qdc, or the codebook in a project, .qdpx) and CSV. What it says is
 * not yet compared with any study (codebook_import.h).
 *
 * A CSV file has a heading: name (needed), id, parent (an id or a name), definition, keywords, colour, state, example, or what Taguette and
 * others call these (tag, description …); others are reported and left alone.
 */
#ifndef CODEBOOK_FILE_H
#define CODEBOOK_FILE_H

#include "problems.h"
#include "text.h"

enum {
	CODEBOOK_FILE_BYTES = 1 << 26, /* of a file: a project has its sources in it */
	CODEBOOK_FILE_TAGS = 1000,
};

struct code_reading;

/* Reads the bytes of a file, which says by its ending which form it is, in a process that can only calculate (confined.h): who asks
 * may hold keys and answers soon, so it must not hold them yet. `file` and `problems` must stay. NULL with an error when the process was stopped;
 * what is wrong with the file goes to the problems. codebook_file_free() frees it. */
struct code_reading *codebook_file_read(struct view bytes, const char *file, struct problems *problems,
                                        struct error *err) MUST_CHECK;

/* The same in this process, for tests. */
struct code_reading *codebook_file_parse(struct view bytes, const char *file, struct problems *problems);

void codebook_file_free(struct code_reading *reading); /* NULL is harmless */

#endif
