/* SPDX-License-Identifier: EUPL-1.2
 *
 * Encrypted records in a file: analysis/study/record_file.h.
 */
#include "record_file.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "unseal.h"

enum {
	FILE_VERSION = 1,
	ID_LENGTH = 16,
	HEADER_LIMIT = 4096,
	TAG_LENGTH = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	NONCE_LENGTH = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	RECORD_HEAD = 4 + 1 + NONCE_LENGTH,
	RECORD_LIMIT = 1 << 30,
	BOUND_LENGTH = ID_LENGTH + 8 + 1,
	MARK_CHECK = 16,
	MARK_LENGTH = 8 + 8 + MARK_CHECK,
	MARKS = 2,
};

#define FORMAT "survey study"
#define KEY_CONTEXT "study001" /* of the keys derived from the study key */

struct keys {
	uint8_t study[LOCKED_BYTES];
	uint8_t records[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	uint8_t marks[crypto_generichash_KEYBYTES];
};

_Static_assert(LOCKED_BYTES == crypto_kdf_KEYBYTES, "the study key is the one others are derived from");

struct record_file {
	char *path;
	int fd;
	bool broken; /* a failed write or sync: nobody knows what the disk holds now */
	uint8_t id[ID_LENGTH];
	struct keys *keys; /* in sodium_malloc memory */
	uint64_t start;    /* of the marks */
	uint64_t end;      /* of the records */
	struct record *records;
	size_t count, room;
};

/* ---- Header --------------------------------------------------------------------------------------------- */

static void
derive_keys(struct keys *keys)
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

static void
make_mark(const struct record_file *file, uint64_t length, uint64_t count, uint8_t mark[MARK_LENGTH])
{
	crypto_generichash_state state;

	store_number(mark, length, 8);
	store_number(mark + 8, count, 8);
	crypto_generichash_init(&state, file->keys->marks, sizeof(file->keys->marks), MARK_CHECK);
	crypto_generichash_update(&state, file->id, ID_LENGTH);
	crypto_generichash_update(&state, mark, 16);
	crypto_generichash_final(&state, mark + 16, MARK_CHECK);
}

/* A new study's header line and marks, with a new id and key. */
static bool
make_header(struct record_file *file, struct view passphrase, struct buf *out, struct error *err)
{
	char id[sodium_base64_ENCODED_LEN(ID_LENGTH, sodium_base64_VARIANT_ORIGINAL)], *text = NULL;
	uint8_t mark[MARK_LENGTH];
	json_t *header;
	bool good = false;

	randombytes_buf(file->id, ID_LENGTH);
	crypto_kdf_keygen(file->keys->study);
	derive_keys(file->keys);
	sodium_bin2base64(id, sizeof(id), file->id, ID_LENGTH, sodium_base64_VARIANT_ORIGINAL);
	header = json_pack("{s:s, s:i, s:s}", "format", FORMAT, "version", FILE_VERSION, "id", id);
	if (!secret_lock(header, passphrase, file->keys->study, err))
		goto out;
	text = json_dumps(header, JSON_COMPACT);
	buf_add_text(out, text);
	buf_add_char(out, '\n');
	make_mark(file, out->len + MARKS * MARK_LENGTH, 0, mark);
	for (size_t i = 0; i < MARKS; i++)
		buf_add(out, mark, sizeof(mark));
	good = true;
out:
	free(text);
	json_decref(header);
	return good;
}

static bool
damaged(const struct record_file *file, const char *what, struct error *err)
{
	return fail(err, ERROR_INVALID, "%s is damaged: %s; use a copy of it", file->path, what);
}

/* False without an error at the end of the file. */
static bool
read_at(const struct record_file *file, uint64_t offset, void *bytes, size_t length, struct error *err)
{
	size_t done = 0;

	while (done < length) {
		ssize_t got = pread(file->fd, (char *)bytes + done, length - done, (off_t)(offset + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, "cannot read %s", file->path);
		if (got == 0)
			return damaged(file, "it ends too early", err);
		done += (size_t)got;
	}
	return true;
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
	if (!secret_unlock(header, FORMAT, FILE_VERSION, file->path, passphrase, file->keys->study, err))
		goto out;
	if (!json_is_string(id) ||
	    sodium_base642bin(file->id, ID_LENGTH, json_string_value(id), json_string_length(id), NULL, &length,
	                      NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    length != ID_LENGTH) {
		damaged(file, "its id", err);
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
		return errno == EWOULDBLOCK
		         ? fail(err, ERROR_BUSY, "%s is being changed by another program", file->path)
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
	if (!read_at(file, file->start, marks, sizeof(marks), err))
		return false;
	for (size_t i = 0; i < MARKS; i++) {
		const uint8_t *mark = marks + i * MARK_LENGTH;
		uint64_t marked = load_number(mark, 8), records = load_number(mark + 8, 8);

		make_mark(file, marked, records, expected);
		if (sodium_memcmp(mark, expected, MARK_LENGTH) == 0 && (!found || marked > *length)) {
			*length = marked;
			*count = records;
			found = true;
		}
	}
	return found || damaged(file, "how far it was saved", err);
}

static void
add_record(struct record_file *file, struct record record)
{
	if (file->count == file->room) {
		file->room = file->room == 0 ? 64 : file->room * 2;
		file->records = xrealloc(file->records, file->room, sizeof(*file->records));
	}
	file->records[file->count++] = record;
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
		return damaged(file, "the end is missing", err);
	file->end = file->start + MARKS * MARK_LENGTH;
	while (file->end < length) {
		uint8_t head[RECORD_HEAD];
		struct record record = { .offset = file->end };

		if (length - file->end < RECORD_HEAD)
			return damaged(file, "a record does not fit", err);
		if (!read_at(file, file->end, head, sizeof(head), err))
			return false;
		record.length = (uint32_t)load_number(head, 4);
		record.type = head[4];
		if (record.length < TAG_LENGTH || record.length > length - file->end - RECORD_HEAD)
			return damaged(file, "a record does not fit", err);
		add_record(file, record);
		file->end += RECORD_HEAD + record.length;
	}
	if (file->end != length || file->count != count)
		return damaged(file, "its records", err);
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

/* ---- Records -------------------------------------------------------------------------------------------- */

const char *
record_file_path(const struct record_file *file)
{
	return file->path;
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
	memcpy(bound, file->id, ID_LENGTH);
	store_number(bound + ID_LENGTH, number, 8);
	bound[ID_LENGTH + 8] = type;
}

bool
record_file_read(const struct record_file *file, size_t number, struct buf *content, struct error *err)
{
	const struct record *record = &file->records[number];
	size_t whole = RECORD_HEAD + (size_t)record->length;
	uint8_t *bytes = xmalloc(whole), bound[BOUND_LENGTH];
	bool good = false;

	if (!read_at(file, record->offset, bytes, whole, err))
		goto out;
	make_bound(file, number, record->type, bound);
	buf_reserve(content, record->length);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)content->data + content->len, NULL, NULL,
	                                               bytes + RECORD_HEAD, record->length, bound, sizeof(bound),
	                                               bytes + 5, file->keys->records) != 0) {
		damaged(file, "a record was altered", err);
		goto out;
	}
	content->len += record->length - TAG_LENGTH;
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
	size_t whole = RECORD_HEAD + content.len + TAG_LENGTH;
	uint8_t *bytes, bound[BOUND_LENGTH];
	bool good;

	if (!check_writable(file, err))
		return false;
	if (content.len > RECORD_LIMIT)
		return fail(err, ERROR_FULL, "a record of %s would be too large", file->path);
	bytes = xmalloc(whole);
	store_number(bytes, content.len + TAG_LENGTH, 4);
	bytes[4] = (uint8_t)type;
	randombytes_buf(bytes + 5, NONCE_LENGTH);
	make_bound(file, file->count, (uint8_t)type, bound);
	crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + RECORD_HEAD, NULL, (const uint8_t *)content.ptr,
	                                           content.len, bound, sizeof(bound), NULL, bytes + 5,
	                                           file->keys->records);
	good = write_at(file, file->end, bytes, whole, err);
	if (good) {
		add_record(file, (struct record){ .offset = file->end,
		                                  .length = (uint32_t)(content.len + TAG_LENGTH),
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

	make_mark(file, file->end, file->count, mark);
	/* The second mark follows when the first one is on disk for certain, so one of them always is. */
	return check_writable(file, err) && sync_file(file, err) &&
	       write_at(file, file->start, mark, sizeof(mark), err) && sync_file(file, err) &&
	       write_at(file, file->start + MARK_LENGTH, mark, sizeof(mark), err);
}
