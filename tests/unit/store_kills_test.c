/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the store when many use it at once, write it and read it, and when a process that does is killed, in every back end. Acknowledged means kept
 * (promise 4).
 */
#include "store_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

/* ---- many at once ---------------------------------------------------------------------------------------- */

enum { THREADS = 8, EACH = 60 };

struct thread {
	pthread_t id;
	const struct fixture *fixture;
	struct crowd crowd;
};

/* One after the other, as a connection does. */
static void *
submit_slowly(void *context)
{
	struct thread *thread = context;

	for (size_t i = 0; i < EACH; i++) {
		store_submit(thread->fixture->store, &thread->crowd.list[i].submission);
		crowd_wait(&thread->crowd, i + 1);
	}
	return NULL;
}

START_TEST(what_many_threads_submit_is_kept_exactly_once)
{
	struct fixture f;
	struct thread threads[THREADS];

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	for (size_t i = 0; i < THREADS; i++) {
		threads[i].fixture = &f;
		crowd_init(&threads[i].crowd, &f, i * EACH, EACH);
		ck_assert_int_eq(pthread_create(&threads[i].id, NULL, submit_slowly, &threads[i]), 0);
	}
	fixture_release(&f, RELEASE_DUE); /* meanwhile */
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(threads[i].id, NULL);
		crowd_assert(&threads[i].crowd, SUBMISSION_KEPT);
		crowd_release(&threads[i].crowd);
	}
	fixture_assert_all_once(&f, THREADS * EACH);
	fixture_end(&f);
}
END_TEST

/* ---- other processes ------------------------------------------------------------------------------------- */

/* Another process: releases whenever something is there, from a byte on the pipe until its end. */
static void
release_until_end(const struct fixture *f, int pipe)
{
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	size_t released = 0, all = 0;
	char byte;
	bool good;

	good = read(pipe, &byte, 1) == 1 && fcntl(pipe, F_SETFL, O_NONBLOCK) == 0 &&
	       store_open(f->location, STORE_MAINTAIN, &store, &err);
	while (good && read(pipe, &byte, 1) != 0) {
		good = store_release(store, VIEW(""), RELEASE_DUE, fixture_day, &released, NULL, &err);
		all += good ? released : 0; /* the last time there may be too few */
	}
	if (!good)
		fprintf(stderr, "the releasing process: %s\n", err.text);
	store_close(store);
	_exit(good && all > 0 ? 0 : 1);
}

START_TEST(another_process_releases_while_this_one_submits)
{
	struct fixture f;
	int ends[2];
	pid_t child;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	ck_assert_int_eq(pipe(ends), 0);
	child = fork_or_fail();
	if (child == 0) {
		close(ends[1]);
		release_until_end(&f, ends[0]);
	}
	close(ends[0]);
	fixture_open(&f);
	ck_assert_int_eq(write(ends[1], "g", 1), 1);
	for (size_t i = 0; i < 40; i++)
		fixture_keep(&f, i * 20, 20);
	close(ends[1]);
	assert_good_exit(child);
	fixture_assert_all_once(&f, 800);
	fixture_end(&f);
}
END_TEST

START_TEST(a_reader_sees_the_store_while_it_serves)
{
	struct fixture f, reader;
	struct error err = ERROR_INIT;
	struct harvest harvest;

	fixture_start(&f, FIXTURE_SIZE, FIXTURE_SLOTS);
	fixture_keep(&f, 0, 12);
	fixture_release(&f, RELEASE_DUE);
	reader = f;
	ck_assert_ok(store_open(f.location, STORE_READ, &reader.store, &err), &err);
	fixture_keep(&f, 12, 12);
	fixture_release(&f, RELEASE_DUE);
	harvest_init(&harvest, &reader, 24);
	ck_assert_uint_eq(harvest.boxes, 24);
	ck_assert(!store_release(reader.store, VIEW(""), RELEASE_CLOSING, fixture_day, NULL, NULL, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	store_close(reader.store);
	harvest_release(&harvest);
	fixture_end(&f);
}
END_TEST

/* ---- kills ----------------------------------------------------------------------------------------------- */

enum { KILLS = 20, PER_LIFE = 120, AT_ONCE = 8, MANY_SLOTS = 8192 };

/* Tells the parent, on the standard output, which response was acknowledged. */
static void
tell(struct submission *submission, enum submission_outcome outcome, const struct error *err)
{
	uint64_t number;

	memcpy(&number, submission->nonce, sizeof(number));
	if (outcome != SUBMISSION_FAILED && write(STDOUT_FILENO, &number, sizeof(number)) != sizeof(number))
		_exit(1);
	crowd_done(submission, outcome, err);
}

/* A life of the server: submits and releases until it is killed. */
static void
live(struct fixture *f, size_t numbers)
{
	struct crowd crowd;

	fixture_open(f);
	crowd_init(&crowd, f, 0, numbers);
	for (size_t i = 0; i < numbers; i++) {
		crowd.list[i].submission.done = tell;
		store_submit(f->store, &crowd.list[i].submission);
		if (i >= AT_ONCE)
			crowd_wait(&crowd, i - AT_ONCE);
		if (i % 50 == 49)
			fixture_release(f, RELEASE_DUE);
	}
	crowd_wait(&crowd, numbers);
	for (;;)
		pause();
}

/* Starts a life, and kills it after a random number of acknowledgements. */
static void
live_and_die(struct fixture *f, size_t numbers, bool *acknowledged)
{
	int ends[2];
	pid_t child;
	size_t wanted = 1 + randombytes_uniform((uint32_t)numbers);
	uint64_t number;

	ck_assert_int_eq(pipe(ends), 0);
	child = fork_or_fail();
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		live(f, numbers);
	}
	close(ends[1]);
	for (size_t i = 0; i < wanted; i++) {
		ck_assert_int_eq(read(ends[0], &number, sizeof(number)), sizeof(number));
		ck_assert_uint_lt(number, numbers);
		acknowledged[number] = true;
	}
	/* Anywhere between this acknowledgement and the next ones. */
	nanosleep(&(struct timespec){ .tv_nsec = (long)randombytes_uniform(3000000) }, NULL);
	kill(child, SIGKILL);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	while (read(ends[0], &number, sizeof(number)) == sizeof(number))
		acknowledged[number] = true;
	close(ends[0]);
}

/* Each life sends again what the earlier ones sent, as browsers do that got no answer, and some more. Nonces that are
 * forgotten after two releases would count again, so there are none during these lives. */
START_TEST(what_was_acknowledged_survives_twenty_kills_exactly_once)
{
	struct fixture f;
	bool *acknowledged = xcalloc(PER_LIFE, sizeof(bool));
	struct harvest harvest;

	fixture_init(&f, FIXTURE_SIZE, FIXTURE_SLOTS * 4);
	f.description.release_minimum = PER_LIFE + 1;
	for (size_t life = 0; life < KILLS; life++) {
		live_and_die(&f, PER_LIFE, acknowledged);
		if (life % 5 != 4)
			continue;
		/* Looked at now and then; the store opens and counts no response twice. */
		fixture_open(&f);
		harvest_init(&harvest, &f, PER_LIFE);
		ck_assert_uint_eq(harvest.boxes, 0);
		harvest_release(&harvest);
		store_close(f.store);
	}
	fixture_open(&f);
	fixture_release(&f, RELEASE_CLOSING);
	harvest_init(&harvest, &f, PER_LIFE);
	for (size_t i = 0; i < PER_LIFE; i++) {
		ck_assert_msg(!acknowledged[i] || harvest.times[i] == 1,
		              "response %zu was acknowledged and is there %zu times", i, harvest.times[i]);
		ck_assert_uint_le(harvest.times[i], 1);
	}
	harvest_release(&harvest);
	free(acknowledged);
	fixture_end(&f);
}
END_TEST

/* With releases in between, all numbers new in each life. */
START_TEST(kills_during_releases_lose_and_double_nothing)
{
	struct fixture f;

	for (size_t life = 0; life < KILLS; life++) {
		bool *acknowledged = xcalloc(PER_LIFE, sizeof(bool));
		struct harvest harvest;

		fixture_init(&f, FIXTURE_SIZE, 16); /* full again and again */
		live_and_die(&f, PER_LIFE, acknowledged);
		fixture_open(&f);
		fixture_release(&f, RELEASE_CLOSING);
		harvest_init(&harvest, &f, PER_LIFE);
		for (size_t i = 0; i < PER_LIFE; i++) {
			ck_assert_uint_le(harvest.times[i], 1);
			ck_assert(!acknowledged[i] || harvest.times[i] == 1);
		}
		harvest_release(&harvest);
		free(acknowledged);
		fixture_end(&f);
	}
}
END_TEST

static size_t
slots_there(const char *location)
{
	struct table_rows rows = { .list = NULL };
	size_t count;

	fixture_backend->rows(location, "slot", &rows);
	count = rows.count;
	table_rows_release(&rows);
	return count;
}

static bool
is_half_filled(const void *context)
{
	return slots_there(context) > 0;
}

START_TEST(a_pool_whose_filling_was_killed_is_completed)
{
	struct fixture f;
	struct error err = ERROR_INIT;
	pid_t child;

	fixture_init(&f, FIXTURE_SIZE, MANY_SLOTS);
	ck_assert_ok(store_open(f.location, STORE_SERVE, &f.store, &err), &err); /* tables without slots */
	store_close(f.store);
	child = fork_or_fail();
	if (child == 0) {
		fixture_open(&f);
		_exit(0);
	}
	ck_assert(await(is_half_filled, f.location));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	ck_assert_uint_lt(slots_there(f.location), MANY_SLOTS);
	fixture_open(&f);
	ck_assert_uint_eq(slots_there(f.location), MANY_SLOTS);
	fixture_keep(&f, 0, 20);
	fixture_assert_all_once(&f, 20);
	fixture_end(&f);
}
END_TEST

STORE_MAIN("store_kills", what_many_threads_submit_is_kept_exactly_once,
           another_process_releases_while_this_one_submits, a_reader_sees_the_store_while_it_serves,
           what_was_acknowledged_survives_twenty_kills_exactly_once,
           kills_during_releases_lose_and_double_nothing, a_pool_whose_filling_was_killed_is_completed)
