/* SPDX-License-Identifier: EUPL-1.2
 *
 * Encrypted records in a file: analysis/study/record_file.h. Opening it is record_open.c.
 */
#include "record_inside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"

enum { RECORD_LIMIT = 1 << 30, BOUND_LENGTH = RECORD_ID + 8 + 1 };

bool
record_file_damaged(const struct record_file *file, const char *what, struct error *err)
{
	return fail(err, ERROR_INVALID, "%s is damaged: %s; use a copy of it", file->path, what);
}

bool
record_file_read_at(const struct record_file *file, uint64_t offset, void *bytes, size_t length,
                    struct error *err)
{
	size_t done = 0;

	while (done < length) {
		ssize_t got = pread(file->fd, (char *)bytes + done, length - done, (off_t)(offset + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, "cannot read %s", file->path);
		if (got == 0)
			return record_file_damaged(file, "it ends too early", err);
		done += (size_t)got;
	}
	return true;
}

void
record_file_mark(const struct record_file *file, uint64_t length, uint64_t count, uint8_t mark[MARK_LENGTH])
{
	crypto_generichash_state state;

	store_number(mark, length, 8);
	store_number(mark + 8, count, 8);
	crypto_generichash_init(&state, file->keys->marks, sizeof(file->keys->marks), MARK_CHECK);
	crypto_generichash_update(&state, file->id, RECORD_ID);
	crypto_generichash_update(&state, mark, 16);
	crypto_generichash_final(&state, mark + 16, MARK_CHECK);
}

void
record_file_list(struct record_file *file, struct record record)
{
	if (file->count == file->room) {
		file->room = file->room == 0 ? 64 : file->room * 2;
		file->records = xrealloc(file->records, file->room, sizeof(*file->records));
	}
	file->records[file->count++] = record;
}

void
record_file_close(struct record_file *file)
{
	if (file == NULL)
		return;
	if (file->fd >= 0)
		close(file->fd);
	sodium_free(file->keys);
	free(file->records);
	free(file->path);
	free(file);
}

const char *
record_file_path(const struct record_file *file)
{
	return file->path;
}

const uint8_t *
record_file_id(const struct record_file *file)
{
	return file->id;
}

void
record_file_key(const struct record_file *file, uint64_t number, uint8_t *key)
{
	crypto_kdf_derive_from_key(key, 32, number, KEY_CONTEXT, file->keys->study);
}

size_t
record_file_count(const struct record_file *file)
{
	return file->count;
}

const struct record *
record_file_at(const struct record_file *file, size_t number)
{
	return &file->records[number];
}

static void
make_bound(const struct record_file *file, size_t number, uint8_t type, uint8_t bound[BOUND_LENGTH])
{
	memcpy(bound, file->id, RECORD_ID);
	store_number(bound + RECORD_ID, number, 8);
	bound[RECORD_ID + 8] = type;
}

bool
record_file_read(const struct record_file *file, size_t number, struct buf *content, struct error *err)
{
	const struct record *record = &file->records[number];
	size_t whole = RECORD_HEAD + (size_t)record->length;
	uint8_t *bytes = xmalloc(whole), bound[BOUND_LENGTH];
	bool good = false;

	if (!record_file_read_at(file, record->offset, bytes, whole, err))
		goto out;
	make_bound(file, number, record->type, bound);
	buf_reserve(content, record->length);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)content->data + content->len, NULL, NULL,
	                                               bytes + RECORD_HEAD, record->length, bound,
	                                               sizeof(bound), bytes + 5, file->keys->records) != 0) {
		record_file_damaged(file, "a record was altered", err);
		goto out;
	}
	content->len += record->length - RECORD_TAG;
	content->data[content->len] = '\0';
	good = true;
out:
	free(bytes);
	return good;
}

static bool
write_at(struct record_file *file, uint64_t offset, const uint8_t *bytes, size_t length, struct error *err)
{
	size_t done = 0;

	while (done < length) {
		ssize_t wrote = pwrite(file->fd, bytes + done, length - done, (off_t)(offset + done));

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0) {
			file->broken = true;
			return fail_errno(err, "cannot write %s", file->path);
		}
		done += (size_t)wrote;
	}
	return true;
}

static bool
sync_file(struct record_file *file, struct error *err)
{
	if (fdatasync(file->fd) == 0)
		return true;
	file->broken = true;
	return fail_errno(err, "cannot write %s", file->path);
}

static bool
check_writable(const struct record_file *file, struct error *err)
{
	return !file->broken || fail(err, ERROR_SYSTEM, "%s could not be written before", file->path);
}

bool
record_file_append(struct record_file *file, enum record_type type, struct view content, struct error *err)
{
	size_t whole = RECORD_HEAD + content.len + RECORD_TAG;
	uint8_t *bytes, bound[BOUND_LENGTH];
	bool good;

	if (!check_writable(file, err))
		return false;
	if (content.len > RECORD_LIMIT)
		return fail(err, ERROR_FULL, "a record of %s would be too large", file->path);
	bytes = xmalloc(whole);
	store_number(bytes, content.len + RECORD_TAG, 4);
	bytes[4] = (uint8_t)type;
	randombytes_buf(bytes + 5, RECORD_NONCE);
	make_bound(file, file->count, (uint8_t)type, bound);
	crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + RECORD_HEAD, NULL, (const uint8_t *)content.ptr,
	                                           content.len, bound, sizeof(bound), NULL, bytes + 5,
	                                           file->keys->records);
	good = write_at(file, file->end, bytes, whole, err);
	if (good) {
		record_file_list(file, (struct record){ .offset = file->end,
		                                        .length = (uint32_t)(content.len + RECORD_TAG),
		                                        .type = (uint8_t)type });
		file->end += whole;
	}
	free(bytes);
	return good;
}

bool
record_file_commit(struct record_file *file, struct error *err)
{
	uint8_t mark[MARK_LENGTH];

	record_file_mark(file, file->end, file->count, mark);
	/* The second mark follows when the first one is on disk for certain, so one of them always is. */
	return check_writable(file, err) && sync_file(file, err) &&
	       write_at(file, file->start, mark, sizeof(mark), err) && sync_file(file, err) &&
	       write_at(file, file->start + MARK_LENGTH, mark, sizeof(mark), err);
}
