/* SPDX-License-Identifier: EUPL-1.2
 *
 * open_bench QUESTIONNAIRE.yaml DIRECTORY [BOXES [THREADS [ROUNDS]]]: how many boxes a second can be opened. First nothing but
 * crypto_box_seal_open in a loop, over boxes (20000) in memory on so many threads (2); then a whole import of the same
 * boxes from a store into a study, both made in DIRECTORY, on the same number of threads. The import reads
 * the store, opens, decodes and checks every answer, and writes the encrypted study durably; its target is 0.9 of the
 * bare loop. The two take turns for ROUNDS (5), because the pace of a machine changes while it is measured; the ratios are
 * the medians of the rounds.
 */
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "analysis/study/import.h"
#include "tests/bench/invented.h"
#include "unseal.h"

enum { BOXES = 20000, THREADS = 2, SLOTS = POOL_SLOTS_DEFAULT, IN_FLIGHT = 64, ROUNDS = 5, ROUNDS_MAX = 99 };

struct bench {
	struct questionnaire *questionnaire;
	struct secret_key *key;
	size_t count, box_bytes, answer_bytes;
	unsigned threads;
	size_t rounds;
	uint8_t *boxes; /* owned */
	pthread_mutex_t lock;
	pthread_cond_t idle;
	size_t outstanding, kept;
};

/* Boxes a second by the clock, and processor time per box: what counts on a machine that does other things too. */
struct pace {
	double per_second, microseconds;
};

static double
seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct pace
pace_start(void)
{
	return (struct pace){ seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID) };
}

static struct pace
pace_end(struct pace begin, size_t boxes)
{
	return (struct pace){ (double)boxes / (seconds(CLOCK_MONOTONIC) - begin.per_second),
		              (seconds(CLOCK_PROCESS_CPUTIME_ID) - begin.microseconds) * 1e6 /
		                  (double)boxes };
}

/* ---- Boxes ---------------------------------------------------------------------------------------------- */

static void
make_box(struct bench *bench, uint8_t *box)
{
	struct error err = ERROR_INIT;
	size_t length;

	if (!invented_box(bench->questionnaire, secret_key_public(bench->key), box, &length, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(EXIT_FAILURE);
	}
	bench->answer_bytes += length;
}

/* ---- The bare loop -------------------------------------------------------------------------------------- */

/* A pair of its own, since a struct secret_key keeps its bytes to itself. */
struct bare {
	uint8_t public[PUBLIC_KEY_BYTES], secret[crypto_box_SECRETKEYBYTES];
	uint8_t *boxes; /* owned */
	size_t box_bytes;
};

struct share {
	pthread_t thread;
	const struct bare *bare;
	size_t from, to, opened;
};

static void *
open_share(void *context)
{
	struct share *share = context;
	const struct bare *bare = share->bare;
	uint8_t *plain = xmalloc(bare->box_bytes);

	for (size_t i = share->from; i < share->to; i++)
		share->opened += crypto_box_seal_open(plain, bare->boxes + i * bare->box_bytes,
		                                      bare->box_bytes, bare->public, bare->secret) == 0;
	free(plain);
	return NULL;
}

static struct bare
bare_boxes(size_t count, size_t size)
{
	struct bare bare = { .box_bytes = size + SEAL_OVERHEAD };
	uint8_t *plain = xcalloc(1, size);

	crypto_box_keypair(bare.public, bare.secret);
	bare.boxes = xmalloc(count * bare.box_bytes);
	for (size_t i = 0; i < count; i++)
		if (crypto_box_seal(bare.boxes + i * bare.box_bytes, plain, size, bare.public) != 0)
			abort();
	free(plain);
	return bare;
}

static struct pace
open_bare(const struct bare *bare, size_t count, unsigned threads)
{
	struct share *shares = xcalloc(threads, sizeof(*shares));
	size_t opened = 0;
	struct pace begin = pace_start(), end;

	for (unsigned t = 0; t < threads; t++) {
		shares[t] = (struct share){ .bare = bare,
			                    .from = count * t / threads,
			                    .to = count * (t + 1) / threads };
		if (pthread_create(&shares[t].thread, NULL, open_share, &shares[t]) != 0)
			abort();
	}
	for (unsigned t = 0; t < threads; t++) {
		pthread_join(shares[t].thread, NULL);
		opened += shares[t].opened;
	}
	end = pace_end(begin, opened);
	free(shares);
	return end;
}

/* ---- A whole import ------------------------------------------------------------------------------------- */

static void
on_done(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	struct bench *bench = submission->context;

	if (outcome == SUBMISSION_FAILED)
		fprintf(stderr, "%s\n", err->text);
	pthread_mutex_lock(&bench->lock);
	bench->kept += outcome == SUBMISSION_KEPT;
	bench->outstanding--;
	pthread_cond_signal(&bench->idle);
	pthread_mutex_unlock(&bench->lock);
}

/* Hands boxes `from` to `to` to the store and waits until it has them all. */
static void
submit(struct bench *bench, struct store *store, int64_t pool, size_t from, size_t to)
{
	struct submission *submissions = xcalloc(to - from, sizeof(*submissions));

	for (size_t i = from; i < to; i++) {
		struct submission *submission = &submissions[i - from];

		*submission = (struct submission){ .pool = pool,
			                           .box = bench->boxes + i * bench->box_bytes,
			                           .box_bytes = bench->box_bytes,
			                           .done = on_done,
			                           .context = bench };
		randombytes_buf(submission->nonce, sizeof(submission->nonce));
		pthread_mutex_lock(&bench->lock);
		while (bench->outstanding >= IN_FLIGHT)
			pthread_cond_wait(&bench->idle, &bench->lock);
		bench->outstanding++;
		pthread_mutex_unlock(&bench->lock);
		store_submit(store, submission);
	}
	pthread_mutex_lock(&bench->lock);
	while (bench->outstanding > 0)
		pthread_cond_wait(&bench->idle, &bench->lock);
	pthread_mutex_unlock(&bench->lock);
	free(submissions);
}

static bool
fill_store(struct bench *bench, const char *path, struct error *err)
{
	const struct questionnaire *q = bench->questionnaire;
	const struct pool_description description = { .questionnaire = q->id,
		                                      .key = secret_key_public(bench->key),
		                                      .size = q->size,
		                                      .slots = SLOTS,
		                                      .release_minimum = 1 };
	struct store *store = NULL;
	int64_t pool;
	bool good = store_open(path, STORE_SERVE, &store, err) &&
	            store_keep_definition(store, q->hash, q->definition, err) &&
	            store_pool(store, &description, &pool, err);

	for (size_t from = 0; good && from < bench->count; from += SLOTS) {
		submit(bench, store, pool, from, from + SLOTS < bench->count ? from + SLOTS : bench->count);
		good = store_release(store, VIEW(""), RELEASE_CLOSING, date_today(), NULL, NULL, err);
	}
	store_close(store);
	return good;
}

static bool
import_all(struct bench *bench, const char *store_path, const char *study_path, struct pace *pace,
           struct error *err)
{
	const struct import_options options = { .key = bench->key, .threads = bench->threads };
	struct import_result result = IMPORT_RESULT_INIT;
	struct study *study = NULL;
	struct store *store = NULL;
	bool good = false;

	if (study_create(study_path, VIEW("a sentence for a bench"), &study, err) &&
	    store_open(store_path, STORE_READ, &store, err)) {
		*pace = pace_start();
		good = import_store(study, store, &options, &result, err);
		*pace = pace_end(*pace, bench->count);
		for (size_t i = 0; i < result.problem_count; i++)
			fprintf(stderr, "%zu boxes %s\n", result.problems[i].boxes,
			        import_trouble_text(result.problems[i].trouble));
	}
	import_result_release(&result);
	store_close(store);
	study_close(study);
	return good;
}

static int
compare_numbers(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *numbers, size_t count)
{
	qsort(numbers, count, sizeof(*numbers), compare_numbers);
	return numbers[count / 2];
}

/* The rounds, each a bare loop and an import into a new study. */
static bool
compare(struct bench *bench, const struct bare *bare, const char *store, const char *study, struct error *err)
{
	enum { BARE, IMPORT, KINDS };
	double per_second[KINDS][ROUNDS_MAX], processor[KINDS][ROUNDS_MAX], clock_ratio[ROUNDS_MAX],
	    processor_ratio[ROUNDS_MAX];

	for (size_t i = 0; i < bench->rounds; i++) {
		struct pace paces[KINDS];

		paces[BARE] = open_bare(bare, bench->count, bench->threads);
		if (!import_all(bench, store, study, &paces[IMPORT], err))
			return false;
		unlink(study);
		for (int kind = 0; kind < KINDS; kind++) {
			per_second[kind][i] = paces[kind].per_second;
			processor[kind][i] = paces[kind].microseconds;
		}
		clock_ratio[i] = paces[IMPORT].per_second / paces[BARE].per_second;
		processor_ratio[i] = paces[BARE].microseconds / paces[IMPORT].microseconds;
	}
	printf("crypto_box_seal_open alone: %.0f boxes/s, %.1f us of processor each\n",
	       median(per_second[BARE], bench->rounds), median(processor[BARE], bench->rounds));
	printf("a whole import:             %.0f boxes/s, %.1f us of processor each\n",
	       median(per_second[IMPORT], bench->rounds), median(processor[IMPORT], bench->rounds));
	printf("compared:                   %.2f by the clock, %.2f by processor time\n",
	       median(clock_ratio, bench->rounds), median(processor_ratio, bench->rounds));
	return true;
}

static bool
run(struct bench *bench, const char *directory, struct error *err)
{
	char store[512], study[512];
	struct bare bare;
	bool good;

	snprintf(store, sizeof(store), "%s/survey.db", directory);
	snprintf(study, sizeof(study), "%s/study", directory);
	bench->box_bytes = bench->questionnaire->size + SEAL_OVERHEAD;
	bench->boxes = xmalloc(bench->count * bench->box_bytes);
	for (size_t i = 0; i < bench->count; i++)
		make_box(bench, bench->boxes + i * bench->box_bytes);
	if (!fill_store(bench, store, err))
		return false;
	printf("%zu boxes of %zu bytes with %zu bytes of answers, %u threads, %zu rounds\n", bench->count,
	       bench->box_bytes, bench->answer_bytes / bench->count, bench->threads, bench->rounds);
	bare = bare_boxes(bench->count, bench->questionnaire->size);
	good = compare(bench, &bare, store, study, err);
	free(bare.boxes);
	return good;
}

int
main(int argc, char **argv)
{
	struct bench bench = { .count = argc > 3 ? strtoul(argv[3], NULL, 10) : BOXES,
		               .threads = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : THREADS,
		               .rounds = argc > 5 ? strtoul(argv[5], NULL, 10) : ROUNDS,
		               .lock = PTHREAD_MUTEX_INITIALIZER,
		               .idle = PTHREAD_COND_INITIALIZER };
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	bool good = false;

	if (argc < 3 || bench.count == 0 || bench.threads == 0 || bench.rounds == 0 ||
	    bench.rounds > ROUNDS_MAX || !seal_init(&err)) {
		fprintf(stderr,
		        "Usage: open_bench QUESTIONNAIRE.yaml DIRECTORY [BOXES [THREADS [ROUNDS]]]\n");
		return 2;
	}
	bench.key = secret_key_new(true);
	bench.questionnaire = questionnaire_load(argv[1], (struct date){ 0, 0, 0 }, &problems);
	good = bench.questionnaire != NULL ? run(&bench, argv[2], &err) : problems_fail(&problems, &err);
	if (!good)
		fprintf(stderr, "%s\n", err.text);
	problems_release(&problems);
	questionnaire_free(bench.questionnaire);
	secret_key_free(bench.key);
	free(bench.boxes);
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
