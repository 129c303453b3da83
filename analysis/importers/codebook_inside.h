/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the readers of codebooks fill. Not for anybody else.
 */
#ifndef CODEBOOK_INSIDE_H
#define CODEBOOK_INSIDE_H

#include "arena.h"
#include "codebook_file.h"

/* A tag as a file has it. A part that the file does not have is empty with a NULL ptr. */
struct read_code {
	struct view guid, id, name;
	struct view definition, example, keywords, colour, state;
	struct view description; /* .qdc: definition, example and keywords in one, when it has any */
	struct view parent;      /* CSV: id or name of the tag above; "" for none */
	size_t above;            /* .qdc: its parent's number, or CODEBOOK_NONE */
	bool nested;             /* `above` says where it stands */
	unsigned line, column;
	struct view tag; /* the id that it has or gets in the study */
	bool known;      /* the study has it */
};

#define CODEBOOK_NONE ((size_t)-1)

struct code_reading {
	const char *file;          /* borrowed */
	struct problems *problems; /* borrowed */
	struct arena arena;
	struct read_code *codes; /* owned */
	size_t count, room;
};

/* Reports something at a tag. */
void codebook_problem(struct code_reading *reading, enum severity severity, unsigned line, unsigned column,
                      const char *text, struct view about);

/* A tag behind the last one; NULL (reported) when there are too many. */
struct read_code *codebook_add(struct code_reading *reading, unsigned line, unsigned column);

/* Each reads a whole file; what is wrong goes to the problems. */
void codebook_read_qdc(struct code_reading *reading, struct view bytes);
void codebook_read_qdpx(struct code_reading *reading, struct view bytes);
void codebook_read_csv(struct code_reading *reading, struct view bytes);

/* What was read and the problems as bytes, and back. The bytes come from a process that read what a stranger made, so nothing in them is
 * trusted: false when they are not what codebook_pack() writes. */
void codebook_pack(const struct code_reading *reading, struct buf *out);
bool codebook_unpack(struct code_reading *reading, struct view bytes) MUST_CHECK;

#endif
