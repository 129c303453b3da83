/* SPDX-License-Identifier: EUPL-1.2
 *
 * The study: everything the team opened and decided, in one encrypted, append-only file.
 *
 * In memory the closed answers stand in columns, so that a tally over a million responses reads little; texts are
 * decrypted only when somebody asks for them.
 *
 * File, all integers little-endian:
 *   header   a JSON line: format "survey study", version, id, and the study key under the passphrase
 *            (unseal.h: secret_lock)
 *   2 marks  8-byte length of the file as far as it was saved, 8-byte number of records, 16-byte keyed BLAKE2b over
 *            the file's id and both
 *   records  4-byte length, 1-byte type, 24-byte nonce, XChaCha20-Poly1305 ciphertext of that length, whose
 *            additional data is the file's id, the record's number (8 bytes) and its type
 * So records cannot be altered, moved, or taken to another study unnoticed (only the whole file can be replaced by an
 * older copy of itself). Records are only ever added. An import appends its records, syncs, then writes the marks one
 * after the other: it is there whole or not at all. What stands behind the mark is what an interrupted import left: it is
 * not read, and cut off at the next opening for writing. A file shorter than its mark lost something, and is refused.
 * Record types are in record_file.h, the content of blocks is in block.h.
 */
#ifndef STUDY_H
#define STUDY_H

#include "response.h"
#include "seal.h"

struct study;

/* One question's closed answers. Option o of row i was chosen when bit o (least significant first) of the `width`
 * bytes at bits + i * width is set. For MEASUREMENT_NUMBER width is 8: a double, NaN when not answered. */
struct column {
	const struct question *question;
	size_t width;
	const uint8_t *bits;
};

/* One question's texts: row i is views[i], empty when not answered. */
struct text_column {
	const struct question *question;
	struct view *views;
};

/* Rows that share their questions: the responses of a block, or its mentions from one group. */
struct rows {
	const struct group *group; /* NULL: the responses themselves */
	size_t count;
	const uint32_t *response; /* mentions: the row of the response each belongs to; NULL for responses */
	struct column *columns;   /* closed questions and numbers, in the definition's order */
	size_t column_count;
	struct text_column *texts; /* NULL until study_load_texts() */
	size_t text_count;
};

/* Responses to one definition that were imported together. */
struct block {
	const struct questionnaire *questionnaire; /* exactly as it was asked */
	struct view wave;                          /* the team's name for the round; may be empty */
	struct rows responses;
	const uint8_t *modes;    /* per response: enum seal_mode */
	const uint8_t *quotable; /* per response: 1 when the person allowed quoting */
	struct rows *mentions;   /* per group with a mention kind */
	size_t mention_count;
	struct rows *groups; /* per other group: one row for each time that was answered */
	size_t group_count;
};

enum study_access { STUDY_READ, STUDY_WRITE };

/* Creates an empty study (never over an existing file). */
bool study_create(const char *path, struct view passphrase, struct study **study,
                  struct error *err) MUST_CHECK;

/* ERROR_ABSENT, ERROR_KEY (wrong passphrase), ERROR_VERSION, ERROR_INVALID (damaged), ERROR_BUSY (opened for
 * writing elsewhere; STUDY_WRITE takes a lock). */
bool study_open(const char *path, enum study_access access, struct view passphrase, struct study **study,
                struct error *err) MUST_CHECK;

void study_close(struct study *study); /* wipes; NULL is harmless */

/* The blocks, in the order of their import. */
const struct block *study_blocks(const struct study *study, size_t *count);

/* Decrypts the texts of all blocks into rows.texts. */
bool study_load_texts(struct study *study, struct error *err) MUST_CHECK;

#endif
