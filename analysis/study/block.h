/* SPDX-License-Identifier: EUPL-1.2
 *
 * Blocks of responses: made of decoded responses, written as records of the study, and read back.
 *
 * Facts record (integers little-endian):
 *   1 version of this format: 1
 *   32 hash of the definition
 *   4 n, the number of responses
 *   1 length of the wave's name; its bytes
 *   n modes (enum seal_mode), n quotable (0 or 1)
 *   rows of the responses
 *   2 number of groups of the definition, in its order; for each
 *     4 m, the number of rows; m times 4: the response that the row belongs to, never falling
 *     rows
 *   rows: 2 number of columns; for each: 2 width; its rows * width bytes (a number: IEEE 754 double)
 * Texts record: the same rows, with for each
 *   2 number of columns; for each: 4 bytes per row: length of the text; then the texts
 *
 * Which question is in which column follows from the definition: questions measured NOMINAL or ORDINAL and NUMBER have a
 * column; all others stand among the texts, their values joined by line feeds.
 */
#ifndef BLOCK_H
#define BLOCK_H

#include "study.h"

enum { BLOCK_VERSION = 1, WAVE_BYTES_MAX = 100 };

/* Where the questions of one definition stand. */
struct layout_rows {
	const struct group *group; /* NULL: the responses */
	const struct question **closed, **open;
	size_t *widths; /* per closed question */
	size_t closed_count, open_count;
	size_t closed_width; /* of all together */
};

struct layout {
	const struct questionnaire *questionnaire;
	struct layout_rows responses, *groups;
	size_t group_count;
};

/* In `arena`, which must live as long as the layout. */
void layout_init(struct layout *layout, const struct questionnaire *questionnaire, struct arena *arena);

/* Appends a response in the form that block_builder_add() takes. Needs no lock: threads decode, one builds. */
void block_row(const struct layout *layout, const struct response *response, enum seal_mode mode,
               struct buf *row);

struct rows_builder {
	size_t count;
	struct buf response;         /* 4 bytes a row */
	struct buf *columns;         /* per closed question */
	struct buf *lengths, *texts; /* per open question */
};

struct block_builder {
	const struct layout *layout;
	size_t count;
	struct buf modes, quotable;
	struct rows_builder responses, *groups;
};

void block_builder_init(struct block_builder *builder, const struct layout *layout);
void block_builder_add(struct block_builder *builder, struct view row);
void block_builder_facts(const struct block_builder *builder, struct view wave, struct buf *record);
void block_builder_texts(const struct block_builder *builder, struct buf *record);
void block_builder_reset(struct block_builder *builder);   /* wipes; keeps the memory for the next block */
void block_builder_release(struct block_builder *builder); /* wipes */

/* The hash in a facts record. */
bool block_peek(struct view record, uint8_t hash[DEFINITION_HASH_BYTES]) MUST_CHECK;

/* Reads a facts record; the block's views point into `record` and `arena`. False when it is not as it should
 * be. */
bool block_read(struct view record, const struct layout *layout, struct arena *arena,
                struct block *block) MUST_CHECK;

/* Reads a texts record into the texts of the block; the same lifetimes. */
bool block_read_texts(struct view record, const struct layout *layout, struct arena *arena,
                      struct block *block) MUST_CHECK;

#endif
