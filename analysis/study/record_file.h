/* SPDX-License-Identifier: EUPL-1.2
 *
 * The study's file as a list of encrypted records; study.h says what stands in it, byte by byte.
 *
 * What was appended counts from record_file_commit() on, all of it or none. One writer at a time (flock); readers
 * see what was committed when they opened.
 */
#ifndef RECORD_FILE_H
#define RECORD_FILE_H

#include "text.h"

/* Other types are kept and skipped: a newer version wrote them. */
enum record_type {
	RECORD_DEFINITION = 'Q',
	RECORD_FACTS = 'F',
	RECORD_TEXTS = 'T', /* of the facts right before it */
	RECORD_BOXES = 'X',
	RECORD_DECISIONS = 'D', /* analysis/decisions/log.h */
	RECORD_RELEASE = 'P',   /* analysis/tables/ledger.h */
};

struct record {
	uint64_t offset;
	uint32_t length; /* of the ciphertext */
	uint8_t type;
};

struct record_file;

/* Creates a file without records and opens it for writing; never over an existing file. */
bool record_file_create(const char *path, struct view passphrase, struct record_file **file,
                        struct error *err) MUST_CHECK;

/* Errors: see study_open(). */
bool record_file_open(const char *path, bool writing, struct view passphrase, struct record_file **file,
                      struct error *err) MUST_CHECK;

void record_file_close(struct record_file *file); /* what was not committed is gone; NULL is harmless */

const char *record_file_path(const struct record_file *file);
const uint8_t *record_file_id(const struct record_file *file); /* 16 bytes, which copies share */

/* A key of 32 bytes that is derived from the file's own, for the purpose `number`, from 3 on. */
void record_file_key(const struct record_file *file, uint64_t number, uint8_t *key);

size_t record_file_count(const struct record_file *file);
const struct record *record_file_at(const struct record_file *file, size_t number);

/* Appends the decrypted content to `content`. ERROR_INVALID when the record was altered. */
bool record_file_read(const struct record_file *file, size_t number, struct buf *content,
                      struct error *err) MUST_CHECK;

/* After a failure nothing more can be committed: close the file. */
bool record_file_append(struct record_file *file, enum record_type type, struct view content,
                        struct error *err) MUST_CHECK;
bool record_file_commit(struct record_file *file, struct error *err) MUST_CHECK;

#endif
