/* SPDX-License-Identifier: EUPL-1.2
 *
 * pool_bench DIRECTORY [SECONDS [SIZE]]: how many boxes a second SQLite can take when it does only what the promise asks of a pool:
 * random slots are overwritten, 64 in a durable transaction; a full pool becomes one sorted row; the log starts anew at 8 MB. No
 * threads, no nonces, no tickets, no HTTP. What the store could reach at most, on this disk, without giving up SQLite.
 */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "questionnaire.h"
#include "seal.h"

enum { GROUP = 64, SLOTS = POOL_SLOTS_DEFAULT, LOG_BYTES = 8 << 20, PAGE_BYTES = 8192 };

struct pool_bench {
	sqlite3 *db;
	sqlite3_stmt *add, *set, *read, *batch;
	size_t box_bytes, used, kept;
	uint8_t *box, *all; /* owned */
	bool occupied[SLOTS];
	int frames; /* in the log */
};

static double
seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Measurements end at the first thing that goes wrong. */
static void
check(const struct pool_bench *bench, bool good)
{
	if (good)
		return;
	fprintf(stderr, "pool_bench: %s\n", sqlite3_errmsg(bench->db));
	exit(1);
}

static void
execute(const struct pool_bench *bench, const char *text)
{
	check(bench, sqlite3_exec(bench->db, text, NULL, NULL, NULL) == SQLITE_OK);
}

static sqlite3_stmt *
prepare(const struct pool_bench *bench, const char *text)
{
	sqlite3_stmt *statement = NULL;

	check(bench, sqlite3_prepare_v3(bench->db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) ==
	                 SQLITE_OK);
	return statement;
}

static void
put(const struct pool_bench *bench, sqlite3_stmt *statement, size_t slot)
{
	sqlite3_bind_int64(statement, 1, (sqlite3_int64)slot);
	sqlite3_bind_blob(statement, 2, bench->box, (int)bench->box_bytes, SQLITE_STATIC);
	check(bench, sqlite3_step(statement) == SQLITE_DONE);
	sqlite3_reset(statement);
}

static int
note_length(void *context, sqlite3 *db, const char *name, int frames)
{
	struct pool_bench *bench = context;

	(void)db, (void)name;
	bench->frames = frames;
	return SQLITE_OK;
}

static void
start(struct pool_bench *bench, const char *path)
{
	char text[160];

	check(bench, sqlite3_open(path, &bench->db) == SQLITE_OK);
	snprintf(text, sizeof(text),
	         "PRAGMA page_size = %d; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	         "PRAGMA secure_delete = ON",
	         PAGE_BYTES);
	execute(bench, text);
	execute(bench, "CREATE TABLE slot (id INTEGER PRIMARY KEY, box BLOB NOT NULL) STRICT;"
	               "CREATE TABLE batch (number INTEGER PRIMARY KEY, boxes BLOB NOT NULL) STRICT; BEGIN");
	sqlite3_wal_hook(bench->db, note_length, bench);
	bench->add = prepare(bench, "INSERT INTO slot VALUES (?1, ?2)");
	bench->set = prepare(bench, "UPDATE slot SET box = ?2 WHERE id = ?1");
	bench->read = prepare(bench, "SELECT box FROM slot");
	bench->batch = prepare(bench, "INSERT INTO batch (boxes) VALUES (?1)");
	for (size_t slot = 0; slot < SLOTS; slot++) {
		randombytes_buf(bench->box, bench->box_bytes);
		put(bench, bench->add, slot);
	}
	execute(bench, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

static int
compare(const void *a, const void *b, void *box_bytes)
{
	return memcmp(a, b, *(const size_t *)box_bytes);
}

static void
release(struct pool_bench *bench)
{
	size_t length = 0;

	while (sqlite3_step(bench->read) == SQLITE_ROW) {
		memcpy(bench->all + length, sqlite3_column_blob(bench->read, 0), bench->box_bytes);
		length += bench->box_bytes;
	}
	sqlite3_reset(bench->read);
	qsort_r(bench->all, SLOTS, bench->box_bytes, compare, &bench->box_bytes);
	sqlite3_bind_blob64(bench->batch, 1, bench->all, length, SQLITE_STATIC);
	check(bench, sqlite3_step(bench->batch) == SQLITE_DONE);
	sqlite3_reset(bench->batch);
	memset(bench->occupied, 0, sizeof(bench->occupied));
	bench->used = 0;
}

/* One durable transaction. */
static void
keep_group(struct pool_bench *bench)
{
	execute(bench, "BEGIN IMMEDIATE");
	for (size_t i = 0; i < GROUP; i++) {
		size_t slot;

		if (bench->used == SLOTS)
			release(bench);
		do
			slot = randombytes_uniform(SLOTS);
		while (bench->occupied[slot]);
		bench->occupied[slot] = true;
		bench->used++;
		/* Another box, as far as that matters: half of its one-time key. */
		randombytes_buf(bench->box, 16);
		put(bench, bench->set, slot);
	}
	execute(bench, "COMMIT");
	bench->kept += GROUP;
	if ((size_t)bench->frames * PAGE_BYTES >= LOG_BYTES)
		check(bench, sqlite3_wal_checkpoint_v2(bench->db, NULL, SQLITE_CHECKPOINT_RESTART, NULL,
		                                       NULL) == SQLITE_OK);
}

static void
finish(struct pool_bench *bench, const char *path)
{
	static const char *const behind[] = { "", "-wal", "-shm" };
	char name[4200];

	sqlite3_finalize(bench->add);
	sqlite3_finalize(bench->set);
	sqlite3_finalize(bench->read);
	sqlite3_finalize(bench->batch);
	sqlite3_close(bench->db);
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, behind[i]);
		unlink(name);
	}
	free(bench->box);
	free(bench->all);
}

int
main(int argc, char **argv)
{
	double duration = argc > 2 ? strtod(argv[2], NULL) : 5, begun, used;
	struct pool_bench bench = { .box_bytes =
		                        (argc > 3 ? strtoul(argv[3], NULL, 10) : 2048) + SEAL_OVERHEAD };
	char path[4100];

	if (argc < 2 || sodium_init() < 0) {
		fputs("usage: pool_bench DIRECTORY [SECONDS [SIZE]]\n", stderr);
		return 2;
	}
	snprintf(path, sizeof(path), "%s/pool_bench.db", argv[1]);
	bench.box = xmalloc(bench.box_bytes);
	bench.all = xmalloc(bench.box_bytes * SLOTS);
	start(&bench, path);
	begun = seconds(CLOCK_MONOTONIC);
	used = seconds(CLOCK_PROCESS_CPUTIME_ID);
	while (seconds(CLOCK_MONOTONIC) - begun < duration)
		keep_group(&bench);
	printf("%zu bytes in a bare pool: %.0f boxes/s, %.1f us of processor each\n",
	       bench.box_bytes - SEAL_OVERHEAD, (double)bench.kept / (seconds(CLOCK_MONOTONIC) - begun),
	       (seconds(CLOCK_PROCESS_CPUTIME_ID) - used) / (double)bench.kept * 1e6);
	finish(&bench, path);
	return 0;
}
