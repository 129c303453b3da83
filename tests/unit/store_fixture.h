/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the tests of the store share: a fresh store, boxes that can be told apart, and submissions that are waited for.
 * Where a store lives and how to read what it wrote stands in store_backends.h, so that a further back end needs no
 * further tests.
 */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "unit.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/wait.h>
#include <time.h>

#include "store.h"
#include "store_backends.h"

enum { FIXTURE_SIZE = 1024, FIXTURE_SLOTS = 64, FIXTURE_MINIMUM = 10 };

static const struct date fixture_day = { 2025, 10, 30 };

/* The back end that is tested now; STORE_MAIN() sets it to each in turn. */
static const struct store_backend *fixture_backend = &store_backends[0];

struct fixture {
	char *directory; /* with all that the store keeps */
	char location[160];
	uint8_t secret[crypto_box_SECRETKEYBYTES];
	struct public_key key;
	struct pool_description description;
	struct store *store;
	int64_t pool;
};

static inline void
fixture_open(struct fixture *f)
{
	struct error err = ERROR_INIT;

	ck_assert_ok(store_open(f->location, STORE_SERVE, &f->store, &err), &err);
	ck_assert_ok(store_pool(f->store, &f->description, &f->pool, &err), &err);
}

/* A location of its own and a key, and no store yet. */
static inline void
fixture_init(struct fixture *f, size_t size, size_t slots)
{
	struct error err = ERROR_INIT;
	uint8_t public[PUBLIC_KEY_BYTES];

	ck_assert_ok(seal_init(&err), &err);
	memset(f, 0, sizeof(*f));
	f->directory = unit_directory();
	fixture_backend->locate(f->directory, f->location, sizeof(f->location));
	crypto_box_keypair(public, f->secret);
	public_key_set(&f->key, public, false);
	f->description = (struct pool_description){ .questionnaire = VIEW("vragen"),
		                                    .key = &f->key,
		                                    .size = size,
		                                    .slots = slots,
		                                    .release_minimum = FIXTURE_MINIMUM };
}

static inline void
fixture_start(struct fixture *f, size_t size, size_t slots)
{
	fixture_init(f, size, slots);
	fixture_open(f);
}

static inline void
fixture_end(struct fixture *f)
{
	store_close(f->store);
	unit_forget_directory(f->directory);
}

/* ---- submissions ----------------------------------------------------------------------------------------- */

/* A submission with everything it needs, and what became of it. */
struct sending {
	struct submission submission;
	uint8_t *box; /* owned */
	struct crowd *crowd;
	enum submission_outcome outcome;
	struct error err;
};

/* Sendings that are on their way together. */
struct crowd {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t done, count;
	struct sending *list; /* owned */
};

static inline void
crowd_done(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	struct sending *sending = submission->context;

	sending->outcome = outcome;
	if (err != NULL)
		sending->err = *err;
	pthread_mutex_lock(&sending->crowd->lock);
	sending->crowd->done++;
	pthread_cond_broadcast(&sending->crowd->changed);
	pthread_mutex_unlock(&sending->crowd->lock);
}

/* The box of response `number`, which says so inside. */
static inline void
fixture_box(const struct fixture *f, size_t number, uint8_t *box)
{
	struct error err = ERROR_INIT;
	char text[32];

	snprintf(text, sizeof(text), "%zu", number);
	ck_assert_ok(seal_response(&f->key, SEAL_MODE_SERVER, view_of(text), f->description.size, box, &err),
	             &err);
}

/* `count` responses with numbers from `first`; nonces follow from the numbers. */
static inline void
crowd_init(struct crowd *crowd, const struct fixture *f, size_t first, size_t count)
{
	pthread_mutex_init(&crowd->lock, NULL);
	pthread_cond_init(&crowd->changed, NULL);
	crowd->done = 0;
	crowd->count = count;
	crowd->list = xcalloc(count, sizeof(crowd->list[0]));
	for (size_t i = 0; i < count; i++) {
		struct sending *sending = &crowd->list[i];
		uint64_t number = first + i;

		sending->crowd = crowd;
		sending->box = xmalloc(f->description.size + SEAL_OVERHEAD);
		fixture_box(f, first + i, sending->box);
		sending->submission = (struct submission){ .pool = f->pool,
			                                   .box = sending->box,
			                                   .box_bytes = f->description.size + SEAL_OVERHEAD,
			                                   .done = crowd_done,
			                                   .context = sending };
		memcpy(sending->submission.nonce, &number, sizeof(number));
	}
}

static inline void
crowd_wait(struct crowd *crowd, size_t done)
{
	pthread_mutex_lock(&crowd->lock);
	while (crowd->done < done)
		pthread_cond_wait(&crowd->changed, &crowd->lock);
	pthread_mutex_unlock(&crowd->lock);
}

static inline void
crowd_release(struct crowd *crowd)
{
	for (size_t i = 0; i < crowd->count; i++)
		free(crowd->list[i].box);
	free(crowd->list);
	pthread_cond_destroy(&crowd->changed);
	pthread_mutex_destroy(&crowd->lock);
}

/* Hands in all of them at once, and waits. */
static inline void
crowd_submit(struct crowd *crowd, struct store *store)
{
	for (size_t i = 0; i < crowd->count; i++)
		store_submit(store, &crowd->list[i].submission);
	crowd_wait(crowd, crowd->count);
}

static inline void
crowd_assert(const struct crowd *crowd, enum submission_outcome outcome)
{
	for (size_t i = 0; i < crowd->count; i++)
		ck_assert_msg(crowd->list[i].outcome == outcome, "number %zu: outcome %d (%s)", i,
		              (int)crowd->list[i].outcome, crowd->list[i].err.text);
}

/* Hands in `count` responses, all of which are to be kept. */
static inline void
fixture_keep(const struct fixture *f, size_t first, size_t count)
{
	struct crowd crowd;

	crowd_init(&crowd, f, first, count);
	crowd_submit(&crowd, f->store);
	crowd_assert(&crowd, SUBMISSION_KEPT);
	crowd_release(&crowd);
}

/* Hands in response `number` alone. */
static inline enum submission_outcome
fixture_submit(const struct fixture *f, size_t number)
{
	struct crowd crowd;
	enum submission_outcome outcome;

	crowd_init(&crowd, f, number, 1);
	crowd_submit(&crowd, f->store);
	outcome = crowd.list[0].outcome;
	crowd_release(&crowd);
	return outcome;
}

/* ---- releases and what comes out of them ----------------------------------------------------------------- */

static inline size_t
fixture_release(const struct fixture *f, enum release_reason reason)
{
	struct error err = ERROR_INIT;
	size_t released = 0;

	ck_assert_ok(store_release(f->store, VIEW(""), reason, fixture_day, &released, NULL, &err), &err);
	return released;
}

/* How often each response came out of the batches. */
struct harvest {
	const struct fixture *fixture;
	size_t *times; /* owned; by number */
	size_t numbers, boxes, batches;
};

/* Opens every box of a batch: it is sorted, and holds responses only, never a dummy. */
static inline bool
harvest_batch(void *context, const struct batch *batch)
{
	struct harvest *harvest = context;
	size_t box_bytes = batch->size + SEAL_OVERHEAD;
	uint8_t *plain = xmalloc(batch->size), public[PUBLIC_KEY_BYTES];
	const uint8_t *boxes = (const uint8_t *)batch->boxes.ptr;

	memcpy(public, harvest->fixture->key.bytes, sizeof(public));
	ck_assert_view(batch->questionnaire, "vragen");
	ck_assert_mem_eq(batch->key_id, harvest->fixture->key.id, KEY_ID_BYTES);
	ck_assert_uint_eq(batch->boxes.len, batch->count * box_bytes);
	for (size_t i = 0; i < batch->count; i++) {
		const uint8_t *box = boxes + i * box_bytes;
		size_t number;

		ck_assert_msg(i == 0 || memcmp(box - box_bytes, box, box_bytes) < 0,
		              "the batch is not sorted");
		ck_assert_int_eq(
		    crypto_box_seal_open(plain, box, box_bytes, public, harvest->fixture->secret), 0);
		ck_assert_int_eq(plain[1], SEAL_MODE_SERVER);
		number = strtoul((const char *)plain + SEAL_HEADER, NULL, 10);
		ck_assert_uint_lt(number, harvest->numbers);
		harvest->times[number]++;
	}
	harvest->boxes += batch->count;
	harvest->batches++;
	free(plain);
	return true;
}

static inline void
harvest_init(struct harvest *harvest, const struct fixture *f, size_t numbers)
{
	struct error err = ERROR_INIT;

	*harvest =
	    (struct harvest){ .fixture = f, .numbers = numbers, .times = xcalloc(numbers, sizeof(size_t)) };
	ck_assert_ok(store_batches(f->store, harvest_batch, harvest, &err), &err);
}

static inline void
harvest_release(struct harvest *harvest)
{
	free(harvest->times);
}

/* Closes the questionnaire; then responses 0 to numbers - 1 are there exactly once. */
static inline void
fixture_assert_all_once(const struct fixture *f, size_t numbers)
{
	struct harvest harvest;

	fixture_release(f, RELEASE_CLOSING);
	harvest_init(&harvest, f, numbers);
	for (size_t i = 0; i < numbers; i++)
		ck_assert_msg(harvest.times[i] == 1, "response %zu is there %zu times", i, harvest.times[i]);
	ck_assert_uint_eq(harvest.boxes, numbers);
	harvest_release(&harvest);
}

/* Every way of opening gives this error, and its text has `words`. */
static inline void
assert_refused(const char *location, enum error_code code, const char *words)
{
	for (enum store_access access = STORE_SERVE; access <= STORE_READ; access++) {
		struct error err = ERROR_INIT;
		struct store *store = NULL;

		ck_assert(!store_open(location, access, &store, &err));
		ck_assert_msg(err.code == code, "access %d: %s", (int)access, err.text);
		ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
		ck_assert_msg(strstr(err.text, location) != NULL, "%s", err.text);
	}
}

/* ---- other processes ------------------------------------------------------------------------------------- */

static inline pid_t
fork_or_fail(void)
{
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	return child;
}

static inline void
assert_good_exit(pid_t child)
{
	int status = -1;

	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the other process ended with %d",
	              status);
}

/* ---- waiting, and changing what is there -------------------------------------------------------------------- */

/* Asks every millisecond, for at most 20 seconds. */
static inline bool
await(bool (*is_so)(const void *context), const void *context)
{
	for (int i = 0; i < 20000; i++) {
		if (is_so(context))
			return true;
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	}
	return false;
}

/* Runs SQL on the store: `text`, in which "ZEROS" stands for so many bytes of zero. */
static inline void
fixture_change(const struct fixture *f, const char *text, int zeros)
{
	const char *at = strstr(text, "ZEROS");
	struct buf whole = BUF_INIT;
	char expression[80];

	if (at == NULL) {
		fixture_backend->change(f->location, text);
		return;
	}
	snprintf(expression, sizeof(expression), "%s", fixture_backend->zeros);
	buf_add(&whole, text, (size_t)(at - text));
	buf_add(&whole, expression, strcspn(expression, "%"));
	buf_printf(&whole, "%d%s%s", zeros, strstr(expression, "%d") + 2, at + 5);
	fixture_backend->change(f->location, whole.data);
	buf_release(&whole);
}

/* Whether the store took away all that tells about order or time; for await(). */
static inline bool
fixture_settled(const void *context)
{
	const struct fixture *f = context;

	return fixture_backend->settled(f->location);
}

/* As UNIT_MAIN(), once for each back end; STORE_MAIN_OF() for the one of that number alone. */
#define STORE_MAIN(title, ...) STORE_MAIN_OF(title, 0, STORE_BACKENDS, __VA_ARGS__)
#define STORE_MAIN_OF(title, first, end, ...)                                                                \
	int main(void)                                                                                       \
	{                                                                                                    \
		const TTest *const tests[] = { __VA_ARGS__ };                                                \
		const char *only = getenv("ONLY");                                                           \
		int failed = 0;                                                                              \
		for (size_t b = (first); b < (end); b++) {                                                   \
			Suite *suite = suite_create(title);                                                  \
			TCase *tcase = tcase_create(store_backends[b].name);                                 \
			SRunner *runner;                                                                     \
			fixture_backend = &store_backends[b];                                                \
			tcase_set_timeout(tcase, 120);                                                       \
			for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++)                        \
				if (only == NULL || strcmp(only, tests[i]->name) == 0)                       \
					tcase_add_test(tcase, tests[i]);                                     \
			suite_add_tcase(suite, tcase);                                                       \
			runner = srunner_create(suite);                                                      \
			if (fixture_backend->start != NULL)                                                  \
				fixture_backend->start();                                                    \
			srunner_run_all(runner, CK_NORMAL);                                                  \
			if (fixture_backend->stop != NULL)                                                   \
				fixture_backend->stop();                                                     \
			failed += srunner_ntests_failed(runner);                                             \
			srunner_free(runner);                                                                \
		}                                                                                            \
		return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;                                            \
	}

#endif
