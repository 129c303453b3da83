/* SPDX-License-Identifier: EUPL-1.2
 *
 * Creating and opening the study's file: its header, its marks, and the list of its records
 * (analysis/study/record_file.h).
 */
#include "record_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"

enum { FILE_VERSION = 1, HEADER_LIMIT = 4096 };

#define FORMAT "survey study"

_Static_assert(LOCKED_BYTES == crypto_kdf_KEYBYTES, "the study key is the one others are derived from");

/* ---- Header --------------------------------------------------------------------------------------------- */

static void
derive_keys(struct record_keys *keys)
{
	crypto_kdf_derive_from_key(keys->records, sizeof(keys->records), 1, KEY_CONTEXT, keys->study);
	crypto_kdf_derive_from_key(keys->marks, sizeof(keys->marks), 2, KEY_CONTEXT, keys->study);
}

static struct record_file *
record_file_new(const char *path)
{
	struct record_file *file = xcalloc(1, sizeof(*file));

	file->path = xstrdup(path);
	file->fd = -1;
	file->keys = sodium_malloc(sizeof(*file->keys));
	if (file->keys == NULL)
		abort(); /* as xmalloc() would */
	return file;
}

/* A new study's header line and marks, with a new id and key. */
static bool
make_header(struct record_file *file, struct view passphrase, struct buf *out, struct error *err)
{
	char id[sodium_base64_ENCODED_LEN(RECORD_ID, sodium_base64_VARIANT_ORIGINAL)], *text = NULL;
	uint8_t mark[MARK_LENGTH];
	json_t *header;
	bool good = false;

	randombytes_buf(file->id, RECORD_ID);
	crypto_kdf_keygen(file->keys->study);
	derive_keys(file->keys);
	sodium_bin2base64(id, sizeof(id), file->id, RECORD_ID, sodium_base64_VARIANT_ORIGINAL);
	header = json_pack("{s:s, s:i, s:s}", "format", FORMAT, "version", FILE_VERSION, "id", id);
	if (!secret_lock(header, passphrase, file->keys->study, LOCKED_BYTES, err))
		goto out;
	text = json_dumps(header, JSON_COMPACT);
	buf_add_text(out, text);
	buf_add_char(out, '\n');
	record_file_mark(file, out->len + MARKS * MARK_LENGTH, 0, mark);
	for (size_t i = 0; i < MARKS; i++)
		buf_add(out, mark, sizeof(mark));
	good = true;
out:
	free(text);
	json_decref(header);
	return good;
}

/* Reads and parses the header line; also sets where it ends. */
static json_t *
read_header(struct record_file *file, struct error *err)
{
	char line[HEADER_LIMIT];
	json_t *header = NULL;
	ssize_t got = pread(file->fd, line, sizeof(line), 0);
	const char *end;

	if (got < 0) {
		fail_errno(err, "cannot read %s", file->path);
		return NULL;
	}
	end = memchr(line, '\n', (size_t)got);
	if (end != NULL)
		header = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(header)) {
		fail(err, ERROR_INVALID, "%s is not a %s, or it is damaged", file->path, FORMAT);
		json_decref(header);
		return NULL;
	}
	file->start = (uint64_t)(end - line) + 1;
	return header;
}

static bool
unlock(struct record_file *file, struct view passphrase, struct error *err)
{
	json_t *header = read_header(file, err);
	const json_t *id = json_object_get(header, "id");
	size_t length = 0;
	bool good = false;

	if (header == NULL)
		goto out;
	if (!secret_unlock(header, FORMAT, FILE_VERSION, file->path, passphrase, file->keys->study,
	                   LOCKED_BYTES, err))
		goto out;
	if (!json_is_string(id) ||
	    sodium_base642bin(file->id, RECORD_ID, json_string_value(id), json_string_length(id), NULL,
	                      &length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    length != RECORD_ID) {
		record_file_damaged(file, "its id", err);
		goto out;
	}
	derive_keys(file->keys);
	good = true;
out:
	json_decref(header);
	return good;
}

/* ---- Opening -------------------------------------------------------------------------------------------- */

static bool
open_and_lock(struct record_file *file, bool writing, struct error *err)
{
	struct stat status;

	file->fd = open(file->path, (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NONBLOCK);
	if (file->fd < 0 && errno == ENOENT)
		return fail(err, ERROR_ABSENT, "there is no study %s", file->path);
	if (file->fd < 0 || fstat(file->fd, &status) != 0)
		return fail_errno(err, "cannot open %s", file->path);
	if (!S_ISREG(status.st_mode))
		return fail(err, ERROR_INVALID, "%s is not a file", file->path);
	if (writing && flock(file->fd, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ? fail(err, ERROR_BUSY,
		                                   "%s is being changed by another program: stop the "
		                                   "workbench first, or wait for the other command",
		                                   file->path)
		                            : fail_errno(err, "cannot lock %s", file->path);
	return true;
}

/* How far the file was saved: the newer of its marks. One that is not whole was being written when the power went, and
 * the other one counts. */
static bool
read_marks(struct record_file *file, uint64_t *length, uint64_t *count, struct error *err)
{
	uint8_t marks[MARKS * MARK_LENGTH], expected[MARK_LENGTH];
	bool found = false;

	*length = *count = 0;
	if (!record_file_read_at(file, file->start, marks, sizeof(marks), err))
		return false;
	for (size_t i = 0; i < MARKS; i++) {
		const uint8_t *mark = marks + i * MARK_LENGTH;
		uint64_t marked = load_number(mark, 8), records = load_number(mark + 8, 8);

		record_file_mark(file, marked, records, expected);
		if (sodium_memcmp(mark, expected, MARK_LENGTH) == 0 && (!found || marked > *length)) {
			*length = marked;
			*count = records;
			found = true;
		}
	}
	return found || record_file_damaged(file, "how far it was saved", err);
}

/* Lists the records up to the mark. */
static bool
list_records(struct record_file *file, bool writing, struct error *err)
{
	uint64_t length, count;
	struct stat status;

	if (!read_marks(file, &length, &count, err))
		return false;
	if (fstat(file->fd, &status) != 0)
		return fail_errno(err, "cannot read %s", file->path);
	if ((uint64_t)status.st_size < length)
		return record_file_damaged(file, "the end is missing", err);
	file->end = file->start + MARKS * MARK_LENGTH;
	while (file->end < length) {
		uint8_t head[RECORD_HEAD];
		struct record record = { .offset = file->end };

		if (length - file->end < RECORD_HEAD)
			return record_file_damaged(file, "a record does not fit", err);
		if (!record_file_read_at(file, file->end, head, sizeof(head), err))
			return false;
		record.length = (uint32_t)load_number(head, 4);
		record.type = head[4];
		if (record.length < RECORD_TAG || record.length > length - file->end - RECORD_HEAD)
			return record_file_damaged(file, "a record does not fit", err);
		record_file_list(file, record);
		file->end += RECORD_HEAD + record.length;
	}
	if (file->end != length || file->count != count)
		return record_file_damaged(file, "its records", err);
	if (writing && (uint64_t)status.st_size > length && ftruncate(file->fd, (off_t)length) != 0)
		return fail_errno(err, "cannot write %s", file->path);
	return true;
}

bool
record_file_create(const char *path, struct view passphrase, struct record_file **file, struct error *err)
{
	struct record_file *made = record_file_new(path);
	struct buf header = BUF_INIT;
	bool good = false;

	if (!make_header(made, passphrase, &header, err) ||
	    !file_write(path, buf_view(&header), 0600, false, err) || !open_and_lock(made, true, err))
		goto out;
	made->start = header.len - MARKS * MARK_LENGTH;
	if (!list_records(made, true, err))
		goto out;
	*file = made;
	made = NULL;
	good = true;
out:
	buf_release(&header);
	record_file_close(made);
	return good;
}

bool
record_file_open(const char *path, bool writing, struct view passphrase, struct record_file **file,
                 struct error *err)
{
	struct record_file *made = record_file_new(path);
	bool good = open_and_lock(made, writing, err) && unlock(made, passphrase, err) &&
	            list_records(made, writing, err);

	if (good)
		*file = made;
	else
		record_file_close(made);
	return good;
}
