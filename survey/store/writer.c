/* SPDX-License-Identifier: EUPL-1.2
 *
 * The writer thread: keeps all submissions that wait in one transaction, so that one sync of the disk serves
 * them all, and a submission that comes alone waits for nothing.
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
	QUIET_MS = 50,         /* nothing came for so long: settle thoroughly */
	RETRY_MS = 250,        /* after a settling that did not succeed */
	ROUND_STACK = 32768,   /* bytes, as deep as a round goes: nonces and tickets were there */
};

struct writer {
	struct session session;
	struct stock *stock; /* the store's */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* guarded by lock */
	struct submission *first, **last;
	bool stopping, unsettled;
	/* the thread's own */
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
		bytes += submission->box_bytes;
		round->members[round->count++] = submission;
	}
	if (writer->first == NULL)
		writer->last = &writer->first;
}

/* Returns false when nothing came for so long. */
static bool
wait_for_more(struct writer *writer, long milliseconds)
{
	struct timespec until;
	int rc = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += milliseconds % 1000 * 1000000;
	until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (writer->first == NULL && !writer->stopping && rc == 0)
		rc = pthread_cond_timedwait(&writer->changed, &writer->lock, &until);
	return rc == 0;
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
	} else if (!wait_for_more(writer, writer->quiet_ms)) {
		writer->unsettled = false;
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

	pthread_mutex_lock(&writer->lock);
	while (writer->first != NULL || !writer->stopping) {
		if (writer->first == NULL) {
			rest(writer);
			continue;
		}
		take_round(writer, &round);
		writer->unsettled = true;
		pthread_mutex_unlock(&writer->lock);
		keep_round(writer, &round);
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
