/* SPDX-License-Identifier: EUPL-1.2
 *
 * growth_bench DIRECTORY THREADS COUNT FIRST.yaml SECOND.yaml: how an import and a tally grow. Makes a store of COUNT sealed
 * responses in DIRECTORY, half of each questionnaire, in batches as a server releases them; imports it into a new study; opens that
 * study as `analysis tally` does, and counts. Each is done by a process of its own, so that the peak of its memory is known. Prints
 * one line; what was made is removed.
 *
 * The boxes go into the store's table as a release puts them, without the pool before it: a million responses through the pool
 * would take the better part of an hour.
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "analysis/study/import.h"
#include "analysis/tables/tally.h"
#include "tests/bench/invented.h"
#include "unseal.h"

enum { THREADS_MAX = 64, BATCH = 1024, QUESTIONNAIRES = 2 };

static const char by[] = "big-five,categories,audience";
static const char passphrase[] = "a sentence for a bench";

struct bench {
	char store[512], study[512];
	unsigned threads;
	size_t count;
	struct questionnaire *questionnaires[QUESTIONNAIRES];
	struct secret_key *key;
};

/* What a step took, as its process found it. */
struct took {
	double seconds;        /* by the clock; of an import */
	double processor;      /* seconds, of all its threads */
	double opening, tally; /* seconds of the one thread of a tally: reading the study, and counting */
	size_t counted;        /* imported, or counted */
	long peak_kib;         /* of memory */
};

static double
clock_seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- A store -------------------------------------------------------------------------------------------- */

struct sealing {
	pthread_t thread;
	const struct questionnaire *questionnaire;
	const struct public_key *key;
	uint8_t *boxes;
	size_t from, to;
};

static void *
seal_share(void *context)
{
	struct sealing *share = context;
	size_t box_bytes = share->questionnaire->size + SEAL_OVERHEAD, length;
	struct error err = ERROR_INIT;

	for (size_t i = share->from; i < share->to; i++)
		if (!invented_box(share->questionnaire, share->key, share->boxes + i * box_bytes, &length,
		                  &err))
			abort();
	return NULL;
}

static void
seal_batch(const struct bench *bench, const struct questionnaire *q, uint8_t *boxes, size_t count)
{
	struct sealing shares[THREADS_MAX];

	for (unsigned t = 0; t < bench->threads; t++) {
		shares[t] = (struct sealing){ .questionnaire = q,
			                      .key = secret_key_public(bench->key),
			                      .boxes = boxes,
			                      .from = count * t / bench->threads,
			                      .to = count * (t + 1) / bench->threads };
		if (pthread_create(&shares[t].thread, NULL, seal_share, &shares[t]) != 0)
			abort();
	}
	for (unsigned t = 0; t < bench->threads; t++)
		pthread_join(shares[t].thread, NULL);
}

static bool
add_batch(const struct bench *bench, sqlite3_stmt *statement, const struct questionnaire *q, size_t count)
{
	size_t bytes = count * (q->size + SEAL_OVERHEAD);
	uint8_t *boxes = xmalloc(bytes);
	bool good;

	seal_batch(bench, q, boxes, count);
	sqlite3_bind_text64(statement, 1, q->id.ptr, q->id.len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_blob64(statement, 2, secret_key_public(bench->key)->id, KEY_ID_BYTES, SQLITE_STATIC);
	sqlite3_bind_int64(statement, 3, (sqlite3_int64)q->size);
	sqlite3_bind_int64(statement, 4, (sqlite3_int64)count);
	sqlite3_bind_blob64(statement, 5, boxes, bytes, SQLITE_STATIC);
	good = sqlite3_step(statement) == SQLITE_DONE;
	sqlite3_reset(statement);
	free(boxes);
	return good;
}

static bool
make_tables(const struct bench *bench, struct error *err)
{
	struct store *store = NULL;
	bool good = store_open(bench->store, STORE_SERVE, &store, err);

	for (size_t i = 0; good && i < QUESTIONNAIRES; i++)
		good = store_keep_definition(store, bench->questionnaires[i]->hash,
		                             bench->questionnaires[i]->definition, err);
	store_close(store);
	return good;
}

static bool
make_store(const struct bench *bench, struct took *took, struct error *err)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	bool good = make_tables(bench, err);

	good = good && sqlite3_open(bench->store, &db) == SQLITE_OK &&
	       sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_prepare_v2(db,
	                          "INSERT INTO batch (questionnaire, key_id, size, count, released, boxes)"
	                          " VALUES (?1, ?2, ?3, ?4, '2026-10-30', ?5)",
	                          -1, &statement, NULL) == SQLITE_OK;
	for (size_t i = 0; good && took->counted < bench->count; i++) {
		size_t left = bench->count - took->counted, count = left < BATCH ? left : BATCH;

		good = add_batch(bench, statement, bench->questionnaires[i % QUESTIONNAIRES], count);
		took->counted += count;
	}
	if (!good && err->code == ERROR_NONE)
		fail(err, ERROR_SYSTEM, "%s", sqlite3_errmsg(db));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return good;
}

/* ---- Import and tally ----------------------------------------------------------------------------------- */

static bool
import_it(const struct bench *bench, struct took *took, struct error *err)
{
	const struct import_options options = { .key = bench->key, .threads = bench->threads };
	struct import_result result = IMPORT_RESULT_INIT;
	struct study *study = NULL;
	struct store *store = NULL;
	double start, processor;
	bool good = study_create(bench->study, view_of(passphrase), &study, err) &&
	            store_open(bench->store, STORE_READ, &store, err);

	start = clock_seconds(CLOCK_MONOTONIC);
	processor = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
	good = good && import_store(study, store, &options, &result, err);
	took->seconds = clock_seconds(CLOCK_MONOTONIC) - start;
	took->processor = clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - processor;
	for (size_t i = 0; i < result.count_count; i++)
		took->counted += result.counts[i].imported;
	import_result_release(&result);
	store_close(store);
	study_close(study);
	return good;
}

static bool
tally_it(const struct bench *bench, struct took *took, struct error *err)
{
	struct tally_request request = { .by = view_of(by),
		                         .threshold = 5,
		                         .catalogue = catalogue_find(VIEW("nl")) };
	struct tally table = { .arena = ARENA_INIT };
	const struct block *blocks;
	struct study *study = NULL;
	size_t block_count;
	double start = clock_seconds(CLOCK_PROCESS_CPUTIME_ID), opened;
	bool good = study_open(bench->study, STUDY_READ, view_of(passphrase), &study, err);

	if (!good)
		return false;
	opened = clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
	blocks = study_blocks(study, &block_count);
	good = tally_make(&table, blocks, block_count, &request, err);
	took->tally = clock_seconds(CLOCK_PROCESS_CPUTIME_ID) - opened;
	took->opening = opened - start;
	took->counted = good ? tally_total(&table)->count : 0;
	tally_release(&table);
	study_close(study);
	return good;
}

/* Does a step in a process of its own, of this name: `perf report --comm import` tells what an import does. */
static bool
apart(const char *name, const struct bench *bench,
      bool (*step)(const struct bench *, struct took *, struct error *), struct took *took)
{
	int ends[2], status = 0;
	struct rusage usage = { 0 };
	pid_t child;
	bool whole;

	if (pipe(ends) != 0 || (child = fork()) < 0)
		return false;
	if (child == 0) {
		struct took mine = { 0 };
		struct error err = ERROR_INIT;
		bool good;

		prctl(PR_SET_NAME, name);
		good = step(bench, &mine, &err);

		if (!good)
			fprintf(stderr, "growth_bench: %s\n", err.text);
		if (write(ends[1], &mine, sizeof(mine)) != (ssize_t)sizeof(mine))
			good = false;
		_exit(good ? 0 : 1);
	}
	close(ends[1]);
	whole = read(ends[0], took, sizeof(*took)) == (ssize_t)sizeof(*took);
	close(ends[0]);
	wait4(child, &status, 0, &usage);
	took->peak_kib = usage.ru_maxrss;
	return whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
run(const struct bench *bench)
{
	struct took made, imported, tallied;
	double count = (double)bench->count;

	if (!apart("make", bench, make_store, &made) || !apart("import", bench, import_it, &imported) ||
	    !apart("tally", bench, tally_it, &tallied) || imported.counted != bench->count)
		return false;
	printf("%zu %.2f %.2f %.1f %.3f %.3f %.2f %.1f %zu\n", bench->count, imported.seconds * 1e6 / count,
	       imported.processor * 1e6 / count, (double)imported.peak_kib / 1024, tallied.opening,
	       tallied.tally, (tallied.opening + tallied.tally) * 1e6 / count,
	       (double)tallied.peak_kib / 1024, tallied.counted);
	return true;
}

int
main(int argc, char **argv)
{
	struct bench bench = { .threads = argc == 6 ? (unsigned)strtoul(argv[2], NULL, 10) : 0 };
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	bool good = true;

	if (argc != 6 || bench.threads < 1 || bench.threads > THREADS_MAX || !seal_init(&err)) {
		fputs("usage: growth_bench DIRECTORY THREADS COUNT FIRST.yaml SECOND.yaml\n", stderr);
		return 2;
	}
	bench.count = strtoul(argv[3], NULL, 10);
	snprintf(bench.store, sizeof(bench.store), "%s/survey.db", argv[1]);
	snprintf(bench.study, sizeof(bench.study), "%s/study", argv[1]);
	bench.key = secret_key_new(true);
	/* A passphrase costs 256 MB to try, which would hide what an import needs. */
	secret_set_cost(crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
	for (size_t i = 0; i < QUESTIONNAIRES; i++) {
		bench.questionnaires[i] =
		    questionnaire_load(argv[4 + i], (struct date){ 0, 0, 0 }, &problems);
		good = good && bench.questionnaires[i] != NULL;
	}
	if (!good)
		problems_print(&problems, stderr);
	good = good && run(&bench);
	if (unlink(bench.store) != 0 || unlink(bench.study) != 0)
		good = false;
	problems_release(&problems);
	for (size_t i = 0; i < QUESTIONNAIRES; i++)
		questionnaire_free(bench.questionnaires[i]);
	secret_key_free(bench.key);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
