/* SPDX-License-Identifier: EUPL-1.2
 *
 * The writer thread: keeps all submissions that wait in one transaction, so that one sync of the disk serves
 * them all, and a submission that comes alone waits for nothing. Where many came together last time, the first of
 * them waits until half of them are back, for a part of the time that keeping them took: else the first would have a sync
 * of its own, and all others the next. Nor for all of them: then everybody would be here or away at the same time, and processors idle.
 *
 * Settling comes after everybody was answered, when nothing came for a moment; under load when so much has piled up that
 * it would take long (ahead.c does most of it then), and thoroughly after so long a time.
 */
#include "survey/store/inside.h"

#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <time.h>

enum {
	ROUND_MAX = 256,       /* submissions in one transaction */
	ROUND_BYTES = 4 << 20, /* and bytes of boxes, unless it is one alone */
	AHEAD_BYTES = 8 << 20, /* that piled up under load, to be settled ahead */
	GATHER_CROWD =
	    2, /* the part of those who were kept together to wait for: the others come while these are kept */
	GATHER_PART = 2, /* of what the last round took, to wait at most for them */
	GATHER_MAX_MS = 5,
	QUIET_MS = 50,       /* nothing came for so long: settle thoroughly */
	RETRY_MS = 250,      /* after a settling that did not succeed */
	ROOM_KEPT = 2 << 20, /* bytes for early releases; what takes more is rare */
	ROUND_STACK = 32768, /* bytes, as deep as a round goes: nonces and tickets were there */
};

#define NS_PER_SECOND ((int64_t)1000000000)
#define NS_PER_MS ((int64_t)1000000)

struct writer {
	struct session session;
	struct ahead *ahead; /* owned */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* guarded by lock */
	struct submission *first, **last;
	size_t waiting; /* in the list */
	bool stopping, unsettled;
	/* the thread's own */
	size_t crowd;        /* how many came together last, unless nothing came for a moment since */
	int64_t round_ns;    /* what keeping them took */
	int64_t thorough_ns; /* when to settle thoroughly even under load */
	long quiet_ms;       /* how long nothing must have come before it settles */
	bool leftovers_left; /* perhaps */
	struct buf room;     /* for early releases */
	struct leftovers leftovers;
};

/* The submissions of one transaction. */
struct round {
	struct submission *members[ROUND_MAX];
	enum submission_outcome outcomes[ROUND_MAX];
	size_t count;
};

/* ---- one transaction ------------------------------------------------------------------------------------- */

/* All pools are looked at again: which one it was is found out soon enough. */
static void
note_leftovers(struct writer *writer)
{
	writer->leftovers_left = true;
	writer->leftovers = (struct leftovers){ .pool = 0 };
}

static bool
keep(struct writer *writer, struct pools *pools, const struct submission *submission,
     enum submission_outcome *outcome, struct error *err)
{
	uint8_t hash[NONCE_HASH_BYTES];
	struct pool *pool = pools_find(pools, submission->pool);

	if (pool == NULL) {
		if (!pools_load(pools, &writer->session, submission->pool, err))
			return false;
		pool = pools_find(pools, submission->pool);
	}
	if (submission->box_bytes != pool->box_bytes)
		return fail(err, ERROR_INVALID,
		            "a box of %zu bytes does not fit its pool, whose boxes have %zu",
		            submission->box_bytes, pool->box_bytes);
	nonce_hash(submission->nonce, hash);
	if (pools_remember(pools, pool->questionnaire, hash)) {
		*outcome = SUBMISSION_REPEATED;
		return true;
	}
	*outcome = SUBMISSION_KEPT;
	if (submission->ticket != NULL &&
	    !tickets_use(&writer->session, pool, submission->ticket, outcome, err))
		return false;
	if (*outcome != SUBMISSION_KEPT)
		return true;
	if (pool->pooled == pool->slots) {
		if (!release_early(&writer->session, pool, date_today(), &writer->room, err))
			return false;
		note_leftovers(writer);
		if (writer->room.room > ROOM_KEPT)
			buf_release(&writer->room);
	}
	return pool_keep(pool, &writer->session, submission->box, hash, err);
}

/* Everything, or nothing. */
static bool
keep_all(struct writer *writer, struct round *round, size_t first, size_t count, struct error *err)
{
	bool good = false;
	const struct session *session = &writer->session;
	struct pools pools = POOLS_INIT;

	if (!session->driver->begin(session->connection, err))
		goto out;
	for (size_t i = first; i < first + count; i++)
		if (!keep(writer, &pools, round->members[i], &round->outcomes[i], err))
			goto out;
	good = pools_save(&pools, session, err) && session->driver->commit(session->connection, err);
out:
	if (!good)
		session->driver->rollback(session->connection);
	pools_release(&pools);
	return good;
}

static void
report(struct round *round, size_t first, size_t count, bool good, const struct error *err)
{
	for (size_t i = first; i < first + count; i++)
		round->members[i]->done(round->members[i], good ? round->outcomes[i] : SUBMISSION_FAILED,
		                        good ? NULL : err);
}

static void
keep_round(struct writer *writer, struct round *round)
{
	struct error err = ERROR_INIT;
	bool good = keep_all(writer, round, 0, round->count, &err);

	if (good || round->count == 1 || err.code == ERROR_FULL || err.code == ERROR_BUSY) {
		report(round, 0, round->count, good, &err);
		return;
	}
	/* One bad member must not take the others with it. */
	for (size_t i = 0; i < round->count; i++) {
		err = ERROR_INIT;
		good = keep_all(writer, round, i, 1, &err);
		report(round, i, 1, good, &err);
	}
}

/* ---- the queue ------------------------------------------------------------------------------------------- */

static void
take_round(struct writer *writer, struct round *round)
{
	size_t bytes = 0;

	round->count = 0;
	while (writer->first != NULL && round->count < ROUND_MAX &&
	       (round->count == 0 || bytes + writer->first->box_bytes <= ROUND_BYTES)) {
		struct submission *submission = writer->first;

		writer->first = submission->next;
		writer->waiting--;
		bytes += submission->box_bytes;
		round->members[round->count++] = submission;
	}
	if (writer->first == NULL)
		writer->last = &writer->first;
}

static int64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

/* Returns false when not as many came for so long. */
static bool
wait_for(struct writer *writer, size_t count, int64_t ns)
{
	int64_t end = now_ns() + ns;
	const struct timespec until = { .tv_sec = end / NS_PER_SECOND, .tv_nsec = end % NS_PER_SECOND };
	int rc = 0;

	while (writer->waiting < count && !writer->stopping && rc == 0)
		rc = pthread_cond_timedwait(&writer->changed, &writer->lock, &until);
	return rc == 0;
}

/* Those who were kept together come back together. */
static void
gather(struct writer *writer)
{
	int64_t patience = writer->round_ns / GATHER_PART;
	size_t wanted = writer->crowd / GATHER_CROWD;

	if (patience > GATHER_MAX_MS * NS_PER_MS)
		patience = GATHER_MAX_MS * NS_PER_MS;
	if (writer->waiting < wanted)
		(void)wait_for(writer, wanted, patience);
}

static bool
somebody_waits(struct writer *writer)
{
	bool waits;

	pthread_mutex_lock(&writer->lock);
	waits = writer->waiting > 0;
	pthread_mutex_unlock(&writer->lock);
	return waits;
}

/* Until somebody comes. Returns whether there are no more. */
static bool
clear_leftovers(struct writer *writer)
{
	bool good = true;
	struct error err;

	while (writer->leftovers_left && good && !somebody_waits(writer)) {
		err = ERROR_INIT;
		good = leftovers_clear_some(&writer->session, &writer->leftovers, &writer->leftovers_left,
		                            &err) ||
		       err.code == ERROR_INVALID;
	}
	return !writer->leftovers_left;
}

static bool
settle_thoroughly(struct writer *writer)
{
	bool settled = writer->session.driver->settle(writer->session.connection, true);
	int64_t pause_ms = settled ? (int64_t)writer->session.driver->thorough_ms : RETRY_MS;

	writer->thorough_ns = now_ns() + pause_ms * NS_PER_MS;
	return settled;
}

/* What can be done ahead is, before the writer does the rest. */
static void
settle_under_load(struct writer *writer)
{
	const struct session *session = &writer->session;
	bool thoroughly = now_ns() >= writer->thorough_ns;

	if (ahead_done(writer->ahead) || (thoroughly && writer->ahead == NULL)) {
		if (thoroughly)
			(void)settle_thoroughly(writer);
		else
			(void)session->driver->settle(session->connection, false);
	} else if (writer->ahead != NULL &&
	           (thoroughly || session->driver->unsettled(session->connection) >= AHEAD_BYTES)) {
		ahead_begin(writer->ahead);
	}
}

/* Returns whether everything is as it should be. */
static bool
tidy(struct writer *writer)
{
	bool cleared = clear_leftovers(writer);

	return !somebody_waits(writer) && settle_thoroughly(writer) && cleared;
}

/* Nobody waits. Settles when nothing comes for a moment; `lock` is held, but not meanwhile. */
static void
rest(struct writer *writer)
{
	if (!writer->unsettled) {
		pthread_cond_wait(&writer->changed, &writer->lock);
	} else if (!wait_for(writer, 1, writer->quiet_ms * NS_PER_MS)) {
		writer->unsettled = false;
		writer->crowd = 0;
		pthread_mutex_unlock(&writer->lock);
		writer->quiet_ms = tidy(writer) ? QUIET_MS : RETRY_MS;
		pthread_mutex_lock(&writer->lock);
		writer->unsettled = writer->unsettled || writer->quiet_ms == RETRY_MS;
	}
}

static void *
writer_run(void *context)
{
	struct writer *writer = context;
	struct round round = { .count = 0 };
	int64_t begun;

	pthread_mutex_lock(&writer->lock);
	while (writer->first != NULL || !writer->stopping) {
		if (writer->first == NULL) {
			rest(writer);
			continue;
		}
		gather(writer);
		take_round(writer, &round);
		writer->unsettled = true;
		pthread_mutex_unlock(&writer->lock);
		begun = now_ns();
		keep_round(writer, &round);
		writer->round_ns = now_ns() - begun;
		writer->crowd = round.count;
		sodium_stackzero(ROUND_STACK);
		writer->quiet_ms = QUIET_MS;
		settle_under_load(writer);
		pthread_mutex_lock(&writer->lock);
	}
	pthread_mutex_unlock(&writer->lock);
	ahead_free(writer->ahead);
	writer->ahead = NULL;
	(void)tidy(writer);
	return NULL;
}

/* ---- for the store --------------------------------------------------------------------------------------- */

static void
release(struct writer *writer)
{
	ahead_free(writer->ahead);
	writer->session.driver->close(writer->session.connection);
	buf_release(&writer->room);
	pthread_cond_destroy(&writer->changed);
	pthread_mutex_destroy(&writer->lock);
	free(writer);
}

bool
writer_new(struct store *store, struct writer **result, struct error *err)
{
	bool good = false;
	int rc;
	sigset_t all, before;
	pthread_condattr_t monotonic;
	struct writer *writer = xcalloc(1, sizeof(*writer));

	writer->last = &writer->first;
	writer->room = BUF_INIT;
	writer->quiet_ms = QUIET_MS;
	/* A program that was killed left its traces. */
	writer->leftovers_left = true;
	writer->thorough_ns = now_ns() + NS_PER_SECOND;
	writer->session.driver = store->calls.driver;
	pthread_mutex_init(&writer->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&writer->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (!writer->session.driver->open(store->location, store->access, &writer->session.connection, err) ||
	    !ahead_new(store, &writer->ahead, err))
		goto out;
	/* Signals are for the program's own threads. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&writer->thread, NULL, writer_run, writer);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc != 0) {
		fail(err, ERROR_SYSTEM, "the writer thread cannot start");
		goto out;
	}
	*result = writer;
	good = true;
out:
	if (!good)
		release(writer);
	return good;
}

void
writer_free(struct writer *writer)
{
	if (writer == NULL)
		return;
	pthread_mutex_lock(&writer->lock);
	writer->stopping = true;
	pthread_cond_signal(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
	pthread_join(writer->thread, NULL);
	release(writer);
}

void
writer_add(struct writer *writer, struct submission *submission)
{
	submission->next = NULL;
	pthread_mutex_lock(&writer->lock);
	*writer->last = submission;
	writer->last = &submission->next;
	writer->waiting++;
	pthread_cond_signal(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
}

void
writer_unsettled(struct writer *writer)
{
	pthread_mutex_lock(&writer->lock);
	writer->unsettled = true;
	pthread_cond_signal(&writer->changed);
	pthread_mutex_unlock(&writer->lock);
}
