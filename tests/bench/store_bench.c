/* SPDX-License-Identifier: EUPL-1.2
 *
 * store_bench DIRECTORY [SECONDS [OUTSTANDING [SIZE [STORE]]]]: how many responses a second the store keeps, releases
 * included, with so many (64) of so many bytes (2048) on their way at any time, beside what the same disk does when
 * the same bytes are only appended to a file that is synced every 64 boxes. Nothing of HTTP is in it. STORE is a
 * PostgreSQL address; otherwise it is a file in the directory.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store.h"

enum { BOXES = 64 }; /* different ones; and appended between two syncs */

struct bench {
	struct store *store;
	int64_t pool;
	size_t size;
	uint8_t *boxes; /* owned */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct submission *ready; /* came back, and may be handed in again */
	size_t kept, failed;
};

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Of all threads. */
static double
processor_seconds(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

/* Bytes that all threads gave to write() and the like. */
static double
written_bytes(void)
{
	FILE *file = fopen("/proc/self/io", "re");
	char line[100];
	double bytes = 0;

	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		if (strncmp(line, "wchar: ", 7) == 0)
			bytes = strtod(line + 7, NULL);
	if (file != NULL)
		fclose(file);
	return bytes;
}

static bool
add_up(void *context, const struct pool_status *status)
{
	*(size_t *)context += status->batches;
	return true;
}

static void
come_back(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	struct bench *bench = submission->context;

	if (outcome == SUBMISSION_FAILED)
		fprintf(stderr, "%s\n", err->text);
	pthread_mutex_lock(&bench->lock);
	bench->kept += outcome == SUBMISSION_KEPT;
	bench->failed += outcome != SUBMISSION_KEPT;
	submission->next = bench->ready;
	bench->ready = submission;
	pthread_cond_signal(&bench->changed);
	pthread_mutex_unlock(&bench->lock);
}

/* Waits until some came back, and takes them all. */
static struct submission *
take_ready(struct bench *bench)
{
	struct submission *ready;

	pthread_mutex_lock(&bench->lock);
	while (bench->ready == NULL)
		pthread_cond_wait(&bench->changed, &bench->lock);
	ready = bench->ready;
	bench->ready = NULL;
	pthread_mutex_unlock(&bench->lock);
	return ready;
}

/* Each submission that came back goes out again as another response, until the time is over. */
static double
drive(struct bench *bench, size_t outstanding, double duration)
{
	struct submission *submissions = xcalloc(outstanding, sizeof(*submissions)), *next;
	double start = seconds(), took;
	size_t on_their_way = 0;

	for (size_t i = 0; i < outstanding; i++) {
		submissions[i] = (struct submission){
			.pool = bench->pool,
			.box = bench->boxes + i % BOXES * (bench->size + SEAL_OVERHEAD),
			.box_bytes = bench->size + SEAL_OVERHEAD,
			.done = come_back,
			.context = bench,
			.next = bench->ready,
		};
		bench->ready = &submissions[i];
	}
	on_their_way = outstanding;
	while (on_their_way > 0) {
		for (struct submission *one = take_ready(bench); one != NULL; one = next) {
			next = one->next;
			if (seconds() - start >= duration || bench->failed > 0) {
				on_their_way--;
				continue;
			}
			randombytes_buf(one->nonce, NONCE_BYTES);
			store_submit(bench->store, one);
		}
	}
	took = seconds() - start;
	free(submissions);
	return (double)bench->kept / took;
}

/* The floor: the same bytes in one file, 64 boxes a sync. */
static double
append(const struct bench *bench, const char *path, double duration)
{
	size_t bytes = BOXES * (bench->size + SEAL_OVERHEAD), count = 0;
	double start = seconds();
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	while (fd >= 0 && seconds() - start < duration) {
		for (size_t i = 0; i < BOXES; i++)
			if (write(fd, bench->boxes + i * bytes / BOXES, bytes / BOXES) !=
			    (ssize_t)(bytes / BOXES))
				return 0;
		if (fdatasync(fd) != 0)
			return 0;
		count += BOXES;
	}
	duration = seconds() - start;
	close(fd);
	unlink(path);
	return (double)count / duration;
}

static bool
run(struct bench *bench, const char *directory, const char *location, double duration, size_t outstanding,
    struct error *err)
{
	uint8_t bytes[PUBLIC_KEY_BYTES], secret[crypto_box_SECRETKEYBYTES];
	struct public_key key;
	struct pool_description description = {
		.questionnaire = VIEW("bench"),
		.key = &key,
		.size = bench->size,
		.slots = POOL_SLOTS_DEFAULT,
		.release_minimum = RELEASE_MINIMUM_DEFAULT,
	};
	size_t batches = 0;
	double rate, floor, used, written;
	char path[4096], beside[4096];

	crypto_box_keypair(bytes, secret);
	public_key_set(&key, bytes, false);
	bench->boxes = xmalloc(BOXES * (bench->size + SEAL_OVERHEAD));
	for (size_t i = 0; i < BOXES; i++)
		if (!seal_response(&key, SEAL_MODE_SERVER, VIEW("{}"), bench->size,
		                   bench->boxes + i * (bench->size + SEAL_OVERHEAD), err))
			return false;
	snprintf(beside, sizeof(beside), "%s/store_bench.append", directory);
	floor = append(bench, beside, duration / 2);
	snprintf(path, sizeof(path), "%s/store_bench.survey", directory);
	if (!store_open(location == NULL ? path : location, STORE_SERVE, &bench->store, err) ||
	    !store_pool(bench->store, &description, &bench->pool, err))
		return false;
	written = written_bytes();
	used = processor_seconds();
	rate = drive(bench, outstanding, duration);
	used = processor_seconds() - used;
	written = written_bytes() - written;
	floor = (floor + append(bench, beside, duration / 2)) / 2;
	if (!store_status(bench->store, add_up, &batches, err))
		return false;
	printf("%zu bytes, %zu outstanding: %.0f submissions/s (%zu kept, %zu batches), append and sync %.0f "
	       "boxes/s, "
	       "ratio %.3f, %.1f us of processor and %.0f bytes written each\n",
	       bench->size, outstanding, rate, bench->kept, batches, floor, rate / floor,
	       used / (double)bench->kept * 1e6, written / (double)bench->kept);
	return bench->failed == 0;
}

int
main(int argc, char **argv)
{
	struct error err = ERROR_INIT;
	struct bench bench = { .size = argc > 4 ? strtoul(argv[4], NULL, 10) : 2048 };
	bool good;
	char path[4096];

	if (argc < 2) {
		fputs("usage: store_bench DIRECTORY [SECONDS [OUTSTANDING [SIZE [STORE]]]]\n", stderr);
		return 2;
	}
	pthread_mutex_init(&bench.lock, NULL);
	pthread_cond_init(&bench.changed, NULL);
	good = seal_init(&err) &&
	       run(&bench, argv[1], argc > 5 ? argv[5] : NULL, argc > 2 ? strtod(argv[2], NULL) : 5,
	           argc > 3 ? strtoul(argv[3], NULL, 10) : 64, &err);
	store_close(bench.store);
	snprintf(path, sizeof(path), "%s/store_bench.survey", argv[1]);
	unlink(path);
	free(bench.boxes);
	if (!good)
		fprintf(stderr, "store_bench: %s\n", err.text);
	return good ? 0 : 1;
}
