/* SPDX-License-Identifier: EUPL-1.2
 *
 * A disk that fails on purpose: disk.h. Files are written as always; beside that, what is durable of each is kept in memory.
 */
#include "tests/faults/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

enum { SECTOR_BYTES = 512, FILES_MAX = 16 };

/* A write or a truncation that was not synced yet. */
struct change {
	struct change *next;
	sqlite3_int64 at; /* of a write; the new size of a truncation */
	size_t length;
	uint8_t *bytes; /* owned; NULL: a truncation */
};

/* What is known of one file. */
struct kept {
	char *path;
	bool there, lasting; /* it exists; it would after a power cut */
	struct buf durable;
	struct change *first, **last;
};

/* An open file: SQLite's own one follows in memory. */
struct disk_file {
	sqlite3_file base;
	struct kept *kept;  /* NULL: not of this disk */
	bool names_on_sync; /* its first sync is one of its directory too */
};

static struct disk {
	struct disk_plan plan;
	char *directory;
	volatile bool *happened;
	sqlite3_vfs vfs, *below;
	pthread_mutex_t lock; /* guards all that follows, and orders the calls */
	unsigned long calls[DISK_CALLS];
	struct kept files[FILES_MAX];
	size_t count;
	uint64_t coin;
} disk = { .lock = PTHREAD_MUTEX_INITIALIZER };

static sqlite3_file *
below(sqlite3_file *file)
{
	return (sqlite3_file *)((struct disk_file *)file + 1);
}

static struct kept *
kept_of(sqlite3_file *file)
{
	return ((struct disk_file *)file)->kept;
}

/* xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift generators", 2016. */
static bool
toss(void)
{
	disk.coin ^= disk.coin >> 12;
	disk.coin ^= disk.coin << 25;
	disk.coin ^= disk.coin >> 27;
	return (disk.coin * 0x2545f4914f6cdd1dULL) >> 63 != 0;
}

/* ---- what is durable ------------------------------------------------------------------------------------- */

static void
resize(struct buf *content, size_t size)
{
	static const char zeros[4096];

	if (size < content->len)
		content->len = size;
	while (content->len < size)
		buf_add(content, zeros,
		        size - content->len < sizeof(zeros) ? size - content->len : sizeof(zeros));
}

static void
put(struct buf *content, size_t at, const uint8_t *bytes, size_t length)
{
	if (content->len < at + length)
		resize(content, at + length);
	memcpy(content->data + at, bytes, length);
}

/* Applies a change, or those sectors of it that the coin lets through. */
static void
apply(struct buf *content, const struct change *change, bool whole)
{
	size_t at = (size_t)change->at;

	if (change->bytes == NULL) {
		if (whole || toss())
			resize(content, at);
		return;
	}
	for (size_t done = 0, length; done < change->length; done += length) {
		length = SECTOR_BYTES - (at + done) % SECTOR_BYTES;
		if (whole)
			length = change->length;
		if (length > change->length - done)
			length = change->length - done;
		if (whole || toss())
			put(content, at + done, change->bytes + done, length);
	}
}

static void
forget_changes(struct kept *kept)
{
	while (kept->first != NULL) {
		struct change *change = kept->first;

		kept->first = change->next;
		free(change->bytes);
		free(change);
	}
	kept->last = &kept->first;
}

static void
add_change(struct kept *kept, sqlite3_int64 at, const void *bytes, size_t length)
{
	struct change *change = xcalloc(1, sizeof(*change));

	change->at = at;
	if (bytes != NULL) {
		change->length = length;
		change->bytes = xmalloc(length);
		memcpy(change->bytes, bytes, length);
	}
	*kept->last = change;
	kept->last = &change->next;
}

static void
make_durable(struct kept *kept)
{
	for (const struct change *change = kept->first; change != NULL; change = change->next)
		apply(&kept->durable, change, true);
	forget_changes(kept);
}

static void
make_names_durable(void)
{
	for (size_t i = 0; i < disk.count; i++)
		disk.files[i].lasting = disk.files[i].there;
}

static struct kept *
find(const char *path)
{
	for (size_t i = 0; i < disk.count; i++)
		if (strcmp(disk.files[i].path, path) == 0)
			return &disk.files[i];
	return NULL;
}

/* A file of this disk; NULL for one that is somewhere else, has no name, or is memory in disguise. */
static struct kept *
find_or_add(const char *path)
{
	struct kept *kept;

	if (path == NULL || !view_starts(view_of(path), disk.directory))
		return NULL;
	kept = find(path);
	if (kept == NULL) {
		if (disk.count == FILES_MAX)
			abort();
		kept = &disk.files[disk.count++];
		*kept = (struct kept){ .path = xstrdup(path) };
		kept->last = &kept->first;
	}
	return kept;
}

/* ---- the power goes -------------------------------------------------------------------------------------- */

/* The file as it is found when the power is back. */
static void
leave(struct kept *kept)
{
	bool there = disk.plan.rest == DISK_EVERYTHING ? kept->there : kept->lasting;
	int fd;

	if (disk.plan.rest == DISK_PARTS && kept->there != kept->lasting)
		there = toss();
	if (disk.plan.rest != DISK_NOTHING)
		for (const struct change *change = kept->first; change != NULL; change = change->next)
			apply(&kept->durable, change, disk.plan.rest == DISK_EVERYTHING);
	unlink(kept->path);
	if (!there)
		return;
	fd = open(kept->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || (kept->durable.len > 0 &&
	               write(fd, kept->durable.data, kept->durable.len) != (ssize_t)kept->durable.len))
		abort();
	close(fd);
}

static void
lose_power(void)
{
	for (size_t i = 0; i < disk.count; i++)
		leave(&disk.files[i]);
	_exit(DISK_POWER_EXIT);
}

/* Counts a call. True when it is to fail. `lock` is held. */
static bool
fails(enum disk_call call)
{
	const struct disk_plan *plan = &disk.plan;
	unsigned long number = ++disk.calls[call];
	bool due = plan->fault != DISK_SOUND && plan->call == call &&
	           (number == plan->number || (plan->on && number > plan->number));

	if (due)
		*disk.happened = true;
	if (due && plan->fault == DISK_POWER)
		lose_power();
	return due;
}

/* The same for a call that changes something. */
static bool
change_fails(enum disk_call call)
{
	bool one = fails(DISK_CHANGE);

	return fails(call) || one;
}

static int
failure(int code)
{
	return disk.plan.fault == DISK_FULL ? SQLITE_FULL : code;
}

/* ---- files ----------------------------------------------------------------------------------------------- */

static int
disk_close(sqlite3_file *file)
{
	return below(file)->pMethods->xClose(below(file));
}

static int
disk_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
	int rc;

	pthread_mutex_lock(&disk.lock);
	rc = fails(DISK_READ) ? SQLITE_IOERR_READ
	                      : below(file)->pMethods->xRead(below(file), bytes, length, at);
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int
disk_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
	struct kept *kept = kept_of(file);
	int rc = SQLITE_OK, arrives = length;

	pthread_mutex_lock(&disk.lock);
	if (change_fails(DISK_WRITE)) {
		rc = failure(SQLITE_IOERR_WRITE);
		arrives = disk.plan.fault == DISK_SHORT ? length / 2 : 0;
	}
	if (arrives > 0) {
		int below_rc = below(file)->pMethods->xWrite(below(file), bytes, arrives, at);

		rc = rc != SQLITE_OK ? rc : below_rc;
		if (below_rc == SQLITE_OK && kept != NULL)
			add_change(kept, at, bytes, (size_t)arrives);
	}
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int
disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct kept *kept = kept_of(file);
	int rc;

	pthread_mutex_lock(&disk.lock);
	rc = change_fails(DISK_TRUNCATE) ? failure(SQLITE_IOERR_TRUNCATE)
	                                 : below(file)->pMethods->xTruncate(below(file), size);
	if (rc == SQLITE_OK && kept != NULL)
		add_change(kept, size, NULL, 0);
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int
disk_sync(sqlite3_file *file, int flags)
{
	struct disk_file *disk_file = (struct disk_file *)file;
	int rc = SQLITE_OK;

	(void)flags;
	pthread_mutex_lock(&disk.lock);
	if (change_fails(DISK_SYNC)) {
		rc = failure(SQLITE_IOERR_FSYNC);
	} else if (disk_file->kept != NULL && !disk.plan.lies) {
		make_durable(disk_file->kept);
		if (disk_file->names_on_sync)
			make_names_durable();
		disk_file->names_on_sync = false;
	}
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int
disk_file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return below(file)->pMethods->xFileSize(below(file), size);
}

static int
disk_lock(sqlite3_file *file, int level)
{
	return below(file)->pMethods->xLock(below(file), level);
}

static int
disk_unlock(sqlite3_file *file, int level)
{
	return below(file)->pMethods->xUnlock(below(file), level);
}

static int
disk_check_reserved(sqlite3_file *file, int *result)
{
	return below(file)->pMethods->xCheckReservedLock(below(file), result);
}

static int
disk_control(sqlite3_file *file, int operation, void *argument)
{
	return below(file)->pMethods->xFileControl(below(file), operation, argument);
}

static int
disk_sector_size(sqlite3_file *file)
{
	return below(file)->pMethods->xSectorSize(below(file));
}

static int
disk_characteristics(sqlite3_file *file)
{
	return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

static bool
shared_fails(void)
{
	bool due;

	pthread_mutex_lock(&disk.lock);
	due = fails(DISK_SHARED);
	pthread_mutex_unlock(&disk.lock);
	return due;
}

static int
disk_shared_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
	if (!shared_fails())
		return below(file)->pMethods->xShmMap(below(file), region, size, extend, memory);
	*memory = NULL;
	return failure(SQLITE_IOERR_SHMMAP);
}

static int
disk_shared_lock(sqlite3_file *file, int offset, int count, int flags)
{
	/* Giving a lock back does not fail: SQLite does not look at what it answers. */
	if ((flags & SQLITE_SHM_LOCK) != 0 && shared_fails())
		return failure(SQLITE_IOERR_SHMLOCK);
	return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}

static void
disk_shared_barrier(sqlite3_file *file)
{
	below(file)->pMethods->xShmBarrier(below(file));
}

static int
disk_shared_unmap(sqlite3_file *file, int forget)
{
	return below(file)->pMethods->xShmUnmap(below(file), forget);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = disk_close,
	.xRead = disk_read,
	.xWrite = disk_write,
	.xTruncate = disk_truncate,
	.xSync = disk_sync,
	.xFileSize = disk_file_size,
	.xLock = disk_lock,
	.xUnlock = disk_unlock,
	.xCheckReservedLock = disk_check_reserved,
	.xFileControl = disk_control,
	.xSectorSize = disk_sector_size,
	.xDeviceCharacteristics = disk_characteristics,
	.xShmMap = disk_shared_map,
	.xShmLock = disk_shared_lock,
	.xShmBarrier = disk_shared_barrier,
	.xShmUnmap = disk_shared_unmap,
};

/* ---- the directory --------------------------------------------------------------------------------------- */

static int
disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *flags_out)
{
	enum { NAMES_ON_SYNC = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL };
	struct disk_file *disk_file = (struct disk_file *)file;
	struct kept *kept;
	int rc;

	(void)vfs;
	memset(disk_file, 0, sizeof(*disk_file));
	below(file)->pMethods = NULL;
	pthread_mutex_lock(&disk.lock);
	kept = find_or_add(path);
	rc = fails(DISK_OPEN) ? failure(SQLITE_CANTOPEN)
	                      : disk.below->xOpen(disk.below, path, below(file), flags, flags_out);
	if (below(file)->pMethods != NULL) {
		disk_file->base.pMethods = &methods;
		disk_file->kept = kept;
		disk_file->names_on_sync = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & NAMES_ON_SYNC) != 0;
		if (kept != NULL && !kept->there) {
			kept->there = true;
			/* What had this name before may come back. */
			add_change(kept, 0, NULL, 0);
		}
	}
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int
disk_delete(sqlite3_vfs *vfs, const char *path, int sync_directory)
{
	struct kept *kept;
	int rc;

	(void)vfs;
	pthread_mutex_lock(&disk.lock);
	rc = change_fails(DISK_DELETE) ? failure(SQLITE_IOERR_DELETE)
	                               : disk.below->xDelete(disk.below, path, 0);
	kept = find(path);
	if (rc == SQLITE_OK && kept != NULL) {
		kept->there = false;
		if (sync_directory != 0 && !disk.plan.lies)
			make_names_durable();
	}
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

/* All that is in the directory now has survived. */
static void
read_directory(void)
{
	struct error err = ERROR_INIT;
	DIR *entries = opendir(disk.directory);
	const struct dirent *entry;

	while (entries != NULL && (entry = readdir(entries)) != NULL) {
		struct buf path = BUF_INIT;
		struct kept *kept;

		buf_printf(&path, "%s/%s", disk.directory, entry->d_name);
		if (entry->d_type == DT_REG && strstr(entry->d_name, "-shm") == NULL) {
			kept = find_or_add(path.data);
			kept->there = kept->lasting = true;
			if (!buf_read_file(&kept->durable, path.data, 64 << 20, &err))
				abort();
		}
		buf_release(&path);
	}
	closedir(entries);
}

void
disk_install(const char *directory, const struct disk_plan *plan, volatile bool *happened)
{
	disk.plan = *plan;
	disk.directory = xstrdup(directory);
	disk.happened = happened;
	disk.coin = plan->seed * 2 + 1;
	disk.below = sqlite3_vfs_find(NULL);
	read_directory();
	disk.vfs = *disk.below;
	disk.vfs.zName = "failing-disk";
	disk.vfs.szOsFile = (int)sizeof(struct disk_file) + disk.below->szOsFile;
	disk.vfs.xOpen = disk_open;
	disk.vfs.xDelete = disk_delete;
	if (disk.below == NULL || sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK)
		abort();
}
