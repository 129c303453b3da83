/* SPDX-License-Identifier: EUPL-1.2
 *
 * Settling: what an SQLite database would tell about when and in which order responses came, and what is done
 * about it.
 *
 *   - The WAL keeps every version of every page in order of arrival: it is checkpointed and truncated.
 *   - The index of the WAL (the -shm file) keeps the numbers of those pages in the same order, even when the WAL
 *     is empty. A block of it is wiped when the WAL grows into it again and at no other time; so a row that means
 *     nothing is rewritten, as large as it takes, and the WAL is truncated once more.
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
	INDEX_BLOCK_FRAMES = 4096, /* that a block knows; the first one has a header and knows fewer */
	INDEX_FIRST_FRAMES = 4062,
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

/* Others may have written what is in the WAL. */
static bool
measure(struct connection *connection)
{
	int frames = 0;

	connection->patience_ms = 0;
	if (sqlite3_wal_checkpoint_v2(connection->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &frames, NULL) !=
	    SQLITE_OK)
		return false;
	if (frames > connection->longest)
		connection->longest = frames;
	return true;
}

/* Makes the WAL as long as it was, with pages that mean nothing. */
static bool
wash(struct connection *connection)
{
	char text[80];

	if (connection->longest > INDEX_FIRST_FRAMES) {
		snprintf(text, sizeof(text), "UPDATE wash SET bytes = zeroblob(%" PRId64 ")",
		         (int64_t)connection->longest * connection->page_bytes);
		if (!sqlite_execute(connection, text, NULL))
			return false;
	}
	return sqlite_execute(connection, "UPDATE wash SET bytes = randomblob(8)", NULL);
}

static int
note_length(void *context, sqlite3 *db, const char *name, int frames)
{
	struct connection *connection = context;

	(void)db, (void)name;
	connection->frames = frames;
	if (frames > connection->longest)
		connection->longest = frames;
	return SQLITE_OK;
}

void
sqlite_watch(struct connection *connection)
{
	int64_t index = sqlite_size_beside(sqlite3_db_filename(connection->db, NULL), "-shm");

	/* Whoever wrote before may have had no time to settle. */
	if (index > INDEX_BLOCK_BYTES)
		connection->longest = index / INDEX_BLOCK_BYTES * INDEX_BLOCK_FRAMES;
	sqlite3_wal_hook(connection->db, note_length, connection);
}

/* Under load the WAL starts anew over its old bytes; making the file shorter and longer again costs a fifth
 * of what the store can keep. */
bool
sqlite_settle(struct connection *connection, bool thorough)
{
	bool settled;

	if (!thorough) {
		settled = checkpoint(connection, SQLITE_CHECKPOINT_RESTART);
		if (settled)
			connection->frames = 0;
		return settled;
	}
	settled = measure(connection) && checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE) &&
	          wash(connection) && checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE);
	if (settled)
		connection->longest = connection->frames = 0;
	sqlite_set_times(sqlite3_db_filename(connection->db, NULL));
	return settled;
}

size_t
sqlite_unsettled(const struct connection *connection)
{
	return (size_t)(connection->frames * connection->page_bytes);
}

/* The first time takes long, and meanwhile others write; the second time there is less. */
void
sqlite_settle_ahead(struct connection *connection)
{
	(void)checkpoint(connection, SQLITE_CHECKPOINT_PASSIVE);
	(void)checkpoint(connection, SQLITE_CHECKPOINT_PASSIVE);
}
