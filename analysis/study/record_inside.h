/* SPDX-License-Identifier: EUPL-1.2
 *
 * What record_file.c (records) and record_open.c (header, marks, opening) share. Not for anybody else.
 */
#ifndef RECORD_INSIDE_H
#define RECORD_INSIDE_H

#include <sodium.h>

#include "record_file.h"
#include "unseal.h"

enum {
	RECORD_ID = 16,
	RECORD_TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	RECORD_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	RECORD_HEAD = 4 + 1 + RECORD_NONCE,
	MARK_CHECK = 16,
	MARK_LENGTH = 8 + 8 + MARK_CHECK,
	MARKS = 2,
};

#define KEY_CONTEXT "study001" /* of the keys derived from the study key */

struct record_keys {
	uint8_t study[LOCKED_BYTES];
	uint8_t records[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	uint8_t marks[crypto_generichash_KEYBYTES];
};

struct record_file {
	char *path;
	int fd;
	bool broken; /* a failed write or sync: nobody knows what the disk holds now */
	uint8_t id[RECORD_ID];
	struct record_keys *keys; /* in sodium_malloc memory */
	uint64_t start;           /* of the marks */
	uint64_t end;             /* of the records */
	struct record *records;
	size_t count, room;
};

/* ERROR_INVALID: `what` is not as it should be. Returns false. */
bool record_file_damaged(const struct record_file *file, const char *what, struct error *err);

bool record_file_read_at(const struct record_file *file, uint64_t offset, void *bytes, size_t length,
                         struct error *err) MUST_CHECK;

/* The mark of a file of so many bytes with so many records. */
void record_file_mark(const struct record_file *file, uint64_t length, uint64_t count,
                      uint8_t mark[MARK_LENGTH]);

/* Puts a record on the list. */
void record_file_list(struct record_file *file, struct record record);

#endif
