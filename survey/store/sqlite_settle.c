/* SPDX-License-Identifier: EUPL-1.2
 *
 * Settling: what an SQLite database would tell about when and in which order responses came, and what is done
 * about it.
 *
 *   - The WAL keeps every version of every page in order of arrival: it is checkpointed and truncated.
 *   - The index of the WAL (the -shm file, which is memory that all connections share) keeps the numbers of those pages in the same
 *     order, even when the WAL is empty. SQLite wipes a block of it when the WAL grows into it again and at no other time. So it is
 *     wiped here, while the WAL is empty and nobody else may write: then no byte of it behind its header means anything
 *     (https://sqlite.org/walformat.html).
 *   - The times of the files are set to the start of the day.
 *
 * The file system keeps the time of its own last change to a file (ctime), which nobody can set.
 */
#include "survey/store/sqlite.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
	INDEX_BLOCK_BYTES = 32768,
	INDEX_HEADER_BYTES = 136, /* of the first block */
	AHEAD_PASSES = 2,
};

/* The start of today, by the local clock. */
static struct timespec
start_of_day(void)
{
	time_t now = time(NULL);
	struct tm local;

	localtime_r(&now, &local);
	local.tm_hour = local.tm_min = local.tm_sec = 0;
	local.tm_isdst = -1;
	return (struct timespec){ .tv_sec = mktime(&local) };
}

void
sqlite_set_times(const char *database)
{
	static const char *const behind[] = { "", "-wal", "-shm" };
	struct timespec day = start_of_day();
	char *path = xmalloc(strlen(database) + 5);

	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		stpcpy(stpcpy(path, database), behind[i]);
		utimensat(AT_FDCWD, path, (const struct timespec[]){ day, day }, 0);
	}
	free(path);
}

int64_t
sqlite_size_beside(const char *path, const char *behind)
{
	struct buf name = BUF_INIT;
	struct stat status;
	int64_t size;

	buf_printf(&name, "%s%s", path, behind);
	size = stat(name.data, &status) == 0 ? (int64_t)status.st_size : -1;
	buf_release(&name);
	return size;
}

static bool
checkpoint(struct connection *connection, int mode)
{
	connection->patience_ms = 0;
	return sqlite3_wal_checkpoint_v2(connection->db, NULL, mode, NULL, NULL) == SQLITE_OK;
}

/* Nobody else may write. */
static bool
wipe_blocks(sqlite3 *db)
{
	sqlite3_file *file = NULL;
	volatile void *block = NULL;
	size_t header = INDEX_HEADER_BYTES;

	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == NULL ||
	    file->pMethods == NULL || file->pMethods->iVersion < 2)
		return false;
	for (int i = 0; file->pMethods->xShmMap(file, i, INDEX_BLOCK_BYTES, 0, &block) == SQLITE_OK; i++) {
		if (block == NULL)
			return i > 0;
		memset((char *)block + header, 0, INDEX_BLOCK_BYTES - header);
		header = 0;
	}
	return false;
}

static bool
wipe_index(struct connection *connection)
{
	bool good = false;

	connection->patience_ms = 0;
	if (sqlite3_exec(connection->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		return false;
	/* Somebody may have written since it was truncated. */
	if (sqlite_size_beside(sqlite3_db_filename(connection->db, NULL), "-wal") == 0)
		good = wipe_blocks(connection->db);
	sqlite3_exec(connection->db, "ROLLBACK", NULL, NULL, NULL);
	return good;
}

static int
note_length(void *context, sqlite3 *db, const char *name, int frames)
{
	struct connection *connection = context;

	(void)db, (void)name;
	connection->frames = frames;
	return SQLITE_OK;
}

void
sqlite_watch(struct connection *connection)
{
	sqlite3_wal_hook(connection->db, note_length, connection);
}

/* Under load the WAL starts anew over its old bytes; making the file shorter and longer again costs a fifth
 * of what the store can keep. */
bool
sqlite_settle(struct connection *connection, bool thorough)
{
	bool settled;

	if (thorough) {
		settled = checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE) && wipe_index(connection);
		sqlite_set_times(sqlite3_db_filename(connection->db, NULL));
	} else {
		settled = checkpoint(connection, SQLITE_CHECKPOINT_RESTART);
	}
	if (settled)
		connection->frames = 0;
	return settled;
}

size_t
sqlite_unsettled(const struct connection *connection)
{
	return (size_t)(connection->frames * connection->page_bytes);
}

/* A checkpoint that others overtook leaves the database unsynced: SQLite syncs it at the one that reaches the end of the WAL, which is
 * the writer's, and then the writer would wait for all that was written here. */
static void
sync_database(struct connection *connection)
{
	sqlite3_file *file = NULL;

	if (sqlite3_file_control(connection->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
	    file != NULL && file->pMethods != NULL)
		(void)file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

/* The first time takes long, and meanwhile others write; each further time there is less. */
void
sqlite_settle_ahead(struct connection *connection)
{
	for (int pass = 0; pass < AHEAD_PASSES; pass++) {
		(void)checkpoint(connection, SQLITE_CHECKPOINT_PASSIVE);
		sync_database(connection);
	}
}
