/* SPDX-License-Identifier: EUPL-1.2
 *
 * The writer thread: keeps all submissions that wait in one transaction, so that one sync of the disk serves
 * them all, and a submission that comes alone waits for nothing. Where many came together last time, the first of
 * them waits for the others to come back, for a part of the time that keeping them took: else the first would have a sync
 * of its own, and all others the next.
 *
 * Settling comes after everybody was answered, when nothing came for a moment; under load after every so many
 * transactions.
 */
#include "survey/store/inside.h"

#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <time.h>

enum {
	ROUND_MAX = 256,       /* submissions in one transaction */
	ROUND_BYTES = 4 << 20, /* and bytes of boxes, unless it is one alone */
	SETTLE_EVERY = 32,     /* transactions, under load */
	THOROUGH_EVERY = 512,  /* the same, thoroughly */
	GATHER_PART = 2,       /* of what the last round took, to wait at most for as many */
	GATHER_MAX_MS = 5,
	QUIET_MS = 50,       /* nothing came for so long: settle thoroughly */
	RETRY_MS = 250,      /* after a settling that did not succeed */
	ROUND_STACK = 32768, /* bytes, as deep as a round goes: nonces and tickets were there */
};

#define NS_PER_SECOND ((int64_t)1000000000)
#define NS_PER_MS ((int64_t)1000000)

struct writer {
	struct session session;
	struct stock *stock; /* the store's */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* guarded by lock */
	struct submission *first, **last;
	size_t waiting; /* in the list */
	bool stopping, unsettled;
	/* the thread's own */
	size_t crowd;     /* how many came together last, unless nothing came for a moment since */
	int64_t round_ns; /* what keeping them took */
	struct buf
	    spare; /* for the dummies of the next round: half a megabyte anew each time is page after page from the kernel */
	unsigned transactions;
	long quiet_ms; /* how long nothing must have come before it settles */
};

/* The submissions of one transaction. */
struct round {
	struct submission *members[ROUND_MAX];
	enum submission_outcome outcomes[ROUND_MAX];
	size_t count;
};

/* ---- one transaction ------------------------------------------------------------------------------------- */

static bool
note_found(void *context, const struct value *columns, struct error *err)
{
	(void)columns, (void)err;
	*(bool *)context = true;
	return true;
}

/* Marks the submission's ticket used; *outcome says when that cannot be. */
static bool
use_ticket(struct writer *writer, const struct pool *pool, const struct submission *submission,
           enum submission_outcome *outcome, struct error *err)
{
	struct rows written = { .each = NULL };
	bool found = false;
	struct rows rows = { .each = note_found, .context = &found };
	const struct value questionnaire = TEXT_VALUE(view_of(pool->questionnaire)),
	                   hash = BLOB_VALUE(submission->ticket, TICKET_HALF_BYTES);

	*outcome = SUBMISSION_KEPT;
	if (!session_run(&writer->session, STATEMENT_USE_TICKET, PARAMS(questionnaire, hash), &written, err))
		return false;
	if (written.changed > 0)
		return true;
	*outcome = SUBMISSION_TICKET_UNKNOWN;
	if (!session_run(&writer->session, STATEMENT_FIND_TICKET, PARAMS(questionnaire, hash), &rows, err))
		return false;
	if (found)
		*outcome = SUBMISSION_TICKET_USED;
	return true;
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
		pool->dummies = writer->spare;
		writer->spare = BUF_INIT;
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
	if (submission->ticket != NULL && !use_ticket(writer, pool, submission, outcome, err))
		return false;
	if (*outcome != SUBMISSION_KEPT)
		return true;
	/* A full pool holds k at least, so it may be released at any time. */
	if (pool->pooled == pool->slots &&
	    !release_pool(&writer->session, writer->stock, pool, date_today(), err))
		return false;
	return pool_keep(pool, &writer->session, submission->box, hash, err);
}

/* Keeps the larger one. */
static void
take_spare(struct writer *writer, struct buf *dummies)
{
	struct buf smaller = writer->spare;

	if (dummies->room <= smaller.room)
		return;
	writer->spare = *dummies;
	writer->spare.len = 0;
	*dummies = smaller;
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
	for (size_t i = 0; i < pools.count && good; i++)
		stock_put(writer->stock, &pools.list[i], buf_view(&pools.list[i].dummies));
	for (size_t i = 0; i < pools.count; i++)
		take_spare(writer, &pools.list[i].dummies);
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

	if (patience > GATHER_MAX_MS * NS_PER_MS)
		patience = GATHER_MAX_MS * NS_PER_MS;
	if (writer->waiting < writer->crowd)
		(void)wait_for(writer, writer->crowd, patience);
}

static bool
settle(struct writer *writer, bool thorough)
{
	return writer->session.driver->settle(writer->session.connection, thorough);
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
		writer->quiet_ms = settle(writer, true) ? QUIET_MS : RETRY_MS;
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
		if (++writer->transactions % SETTLE_EVERY == 0)
			settle(writer, writer->transactions % THOROUGH_EVERY == 0);
		pthread_mutex_lock(&writer->lock);
	}
	pthread_mutex_unlock(&writer->lock);
	settle(writer, true);
	return NULL;
}

/* ---- for the store --------------------------------------------------------------------------------------- */

static void
release(struct writer *writer)
{
	writer->session.driver->close(writer->session.connection);
	buf_release(&writer->spare);
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
	writer->quiet_ms = QUIET_MS;
	writer->stock = store->stock;
	writer->session.driver = store->calls.driver;
	pthread_mutex_init(&writer->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&writer->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (!writer->session.driver->open(store->location, store->access, &writer->session.connection, err))
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
