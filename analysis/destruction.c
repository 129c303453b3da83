/* SPDX-License-Identifier: EUPL-1.2
 *
 * Destroying files and recording it: destruction.h.
 */
#include "destruction.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VERSION = 1, RECORD_LIMIT = 65536, CHUNK = 65536 };

#define FORMAT "survey destruction record"
#define SUFFIX ".destroyed.json"
#define STATE_DONE "destroyed"
#define STATE_BEGUN "begun"
#define HOW "overwritten once with random bytes, synced, removed"

const char *const destruction_not_covered[] = {
	"Copies and backups of these files, on paper too: each must be destroyed where it is.",
	"What a flash disk, a file system with snapshots or a journal kept of older blocks.",
	"Whoever has copied the key with its passphrase, and everything that was opened before.",
	NULL,
};

void
destruction_day(struct date day, char text[DESTRUCTION_DAY])
{
	snprintf(text, DESTRUCTION_DAY, "%04u-%02u-%02u", (unsigned)day.year % 10000,
	         (unsigned)day.month % 100, (unsigned)day.day % 100);
}

bool
destruction_path(const char *key, char path[PATH_MAX], struct error *err)
{
	return snprintf(path, PATH_MAX, "%s%s", key, SUFFIX) < PATH_MAX ||
	       fail(err, ERROR_INVALID, "the path of the key file is too long");
}

/* ---- The record ----------------------------------------------------------------------------------------- */

/* Copies text that is exactly so long and made of these characters: it comes from a file and reaches a terminal. */
static bool
take(char *to, size_t length, const json_t *member, const char *characters)
{
	const char *text = json_string_value(member);

	if (text == NULL || strlen(text) != length || strspn(text, characters) != length)
		return false;
	memcpy(to, text, length + 1);
	return true;
}

bool
destruction_find(const char *key, struct destruction *found)
{
	char path[PATH_MAX];
	struct buf content = BUF_INIT;
	json_t *record = NULL;
	const char *format, *state;
	bool good = false;

	if (!destruction_path(key, path, NULL) || !buf_read_file(&content, path, RECORD_LIMIT, NULL) ||
	    content.len == 0)
		goto out;
	record = json_loadb(content.data, content.len, JSON_REJECT_DUPLICATES, NULL);
	format = json_string_value(json_object_get(record, "format"));
	state = json_string_value(json_object_get(record, "state"));
	good = format != NULL && strcmp(format, FORMAT) == 0 && state != NULL &&
	       strcmp(state, STATE_DONE) == 0 &&
	       take(found->id, KEY_ID_TEXT - 1, json_object_get(record, "key"), "0123456789abcdef-") &&
	       take(found->day, strlen("YYYY-MM-DD"), json_object_get(record, "day"), "0123456789-");
out:
	json_decref(record);
	buf_release(&content);
	return good;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static json_t *
describe(const struct destruction_record *record)
{
	char id[KEY_ID_TEXT], day[DESTRUCTION_DAY];
	json_t *files = json_array(), *not_covered = json_array();

	for (size_t i = 0; i < record->file_count; i++) {
		const struct destruction_file *file = &record->files[i];

		json_array_append_new(files,
		                      json_pack("{s:s, s:s, s:I, s:I, s:s}", "name", base_name(file->path),
		                                "what", file->what, "bytes", (json_int_t)file->bytes,
		                                "other names", (json_int_t)file->other_names, "how", HOW));
	}
	for (size_t i = 0; destruction_not_covered[i] != NULL; i++)
		json_array_append_new(not_covered, json_string(destruction_not_covered[i]));
	key_id_text(record->key.public.id, id);
	destruction_day(record->day, day);
	return json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:b, s:s?, s:o, s:o}", "format", FORMAT, "version",
	                 VERSION, "state", record->done ? STATE_DONE : STATE_BEGUN, "day", day, "key", id,
	                 "kind", record->key.public.second ? "second person's key" : "team key",
	                 "two persons", (int)record->key.nested, "by", record->by, "files", files,
	                 "not covered", not_covered);
}

bool
destruction_write(const struct destruction_record *record, const char *path, struct error *err)
{
	json_t *described = describe(record);
	struct buf content = BUF_INIT;
	char *text = NULL;
	bool good = false;

	if (described == NULL) { /* jansson takes UTF-8 only */
		fail(err, ERROR_INVALID, "a role or the name of a file is not text");
		goto out;
	}
	text = json_dumps(described, JSON_INDENT(1));
	buf_add_text(&content, text);
	buf_add_char(&content, '\n');
	good = file_write(path, buf_view(&content), 0600, record->done, err);
out:
	free(text);
	buf_release(&content);
	json_decref(described);
	return good;
}

/* ---- The files ------------------------------------------------------------------------------------------ */

/* Opens a file for overwriting; -1 with the error set when it cannot be. */
static int
open_whole(const char *path, struct stat *status, struct error *err)
{
	int fd = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool good = false;

	if (fd < 0 && errno == ELOOP)
		fail(err, ERROR_INVALID, "%s is a symbolic link: name the file itself", path);
	else if (fd < 0)
		fail_errno(err, "cannot write to %s", path);
	else if (fstat(fd, status) != 0)
		fail_errno(err, "cannot look at %s", path);
	else if (!S_ISREG(status->st_mode))
		fail(err, ERROR_INVALID, "%s is not a file", path);
	else /* a study that is being imported into is locked */
		good = flock(fd, LOCK_EX | LOCK_NB) == 0 ||
		       fail(err, ERROR_BUSY, "%s is being used by another program", path);
	if (!good && fd >= 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

bool
destruction_check(struct destruction_file *file, struct error *err)
{
	struct stat status;
	int fd = open_whole(file->path, &status, err);

	if (fd < 0)
		return false;
	close(fd);
	file->bytes = (uint64_t)status.st_size;
	file->other_names = status.st_nlink > 1 ? (size_t)status.st_nlink - 1 : 0;
	return true;
}

/* Random bytes and no pattern: a disk that compresses or deduplicates has to write them. */
static bool
overwrite(int fd, uint64_t bytes)
{
	uint8_t *random = xmalloc(CHUNK);
	bool good = true;
	uint64_t at = 0;

	while (good && at < bytes) {
		size_t part = bytes - at < CHUNK ? (size_t)(bytes - at) : CHUNK;
		ssize_t done;

		randombytes_buf(random, part);
		done = pwrite(fd, random, part, (off_t)at);
		if (done > 0)
			at += (uint64_t)done;
		good = done > 0 || (done < 0 && errno == EINTR);
	}
	free(random);
	return good && fsync(fd) == 0;
}

static bool
sync_directory_of(const char *path)
{
	char *copy = xstrdup(path), *slash = strrchr(copy, '/');
	bool good = false;
	int fd;

	if (slash != NULL)
		slash[slash == copy ? 1 : 0] = '\0';
	fd = open(slash != NULL ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		good = fsync(fd) == 0;
		close(fd);
	}
	free(copy);
	return good;
}

bool
destruction_erase(const struct destruction_file *file, struct error *err)
{
	struct stat status;
	int fd = open_whole(file->path, &status, err);
	bool good = false;

	if (fd < 0)
		return false;
	if (!overwrite(fd, (uint64_t)status.st_size))
		fail_errno(err, "cannot overwrite %s; it still stands there", file->path);
	else if (unlink(file->path) != 0 || !sync_directory_of(file->path))
		fail_errno(err, "%s was overwritten, but cannot be removed", file->path);
	else
		good = true;
	close(fd);
	return good;
}
