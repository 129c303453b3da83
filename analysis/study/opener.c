/* SPDX-License-Identifier: EUPL-1.2
 *
 * Threads that open boxes: analysis/study/opener.h.
 */
#include "opener.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct opener {
	const struct secret_key *key;
	struct import_definitions *definitions;
	pthread_t *threads;
	unsigned thread_count;
	pthread_mutex_t lock; /* of all below, and of the jobs' next_slice and slices_done */
	pthread_cond_t work, done;
	struct job *queue[JOBS]; /* a ring of those with slices that nobody took */
	size_t first, queued;
	const struct job *awaited; /* nobody is woken for another one */
	bool stop;
	struct error failure;
};

/* One thread's own. */
struct hand {
	struct opener *opener;
	uint8_t *envelope;  /* BOX_SIZE_MAX bytes of sodium_malloc memory */
	struct arena arena; /* of one response at a time */
	const struct import_definition *last;
};

/* ---- Jobs ----------------------------------------------------------------------------------------------- */

void
job_init(struct job *job)
{
	*job = (struct job){ .bytes = xmalloc(JOB_BYTES) };
}

size_t
job_room(const struct job *job, size_t box_bytes)
{
	size_t boxes = JOB_BOXES - job->count, fit = (JOB_BYTES - job->length) / box_bytes;

	return boxes < fit ? boxes : fit;
}

uint8_t *
job_space(struct job *job)
{
	return job->bytes + job->length;
}

void
job_add(struct job *job, const uint8_t *box, size_t size, struct source source)
{
	job->boxes[job->count++] = (struct box){ .at = job->length, .size = size, .source = source };
	if (box != job_space(job))
		memmove(job_space(job), box, size + SEAL_OVERHEAD);
	job->length += size + SEAL_OVERHEAD;
}

void
job_reset(struct job *job)
{
	for (size_t i = 0; i < JOB_SLICES; i++)
		buf_clean(&job->rows[i]);
	job->count = job->length = job->next_slice = job->slices_done = 0;
}

void
job_release(struct job *job)
{
	job_reset(job);
	for (size_t i = 0; i < JOB_SLICES; i++)
		buf_release(&job->rows[i]);
	free(job->bytes);
}

static size_t
slices_of(const struct job *job)
{
	return (job->count + SLICE_BOXES - 1) / SLICE_BOXES;
}

/* ---- Opening -------------------------------------------------------------------------------------------- */

static void
keep_failure(struct opener *opener, const struct error *err)
{
	pthread_mutex_lock(&opener->lock);
	if (opener->failure.code == ERROR_NONE)
		opener->failure = *err;
	pthread_mutex_unlock(&opener->lock);
}

static const struct import_definition *
definition_of(struct hand *hand, struct view encoding, enum import_trouble *trouble)
{
	uint8_t hash[DEFINITION_HASH_BYTES];
	const struct import_definition *found = NULL;
	struct error err = ERROR_INIT;

	if (!response_peek(encoding, hash, NULL)) {
		*trouble = TROUBLE_UNREADABLE;
		return NULL;
	}
	if (hand->last != NULL && memcmp(hand->last->questionnaire->hash, hash, DEFINITION_HASH_BYTES) == 0)
		return hand->last;
	switch (import_definitions_find(hand->opener->definitions, hash, &found, &err)) {
	case DEFINITION_FOUND:
		hand->last = found;
		break;
	case DEFINITION_FAILED:
		keep_failure(hand->opener, &err);
		*trouble = TROUBLE_DEFINITION;
		break;
	case DEFINITION_ABSENT:
		*trouble = TROUBLE_DEFINITION;
		break;
	}
	return found;
}

static enum import_trouble
trouble_of(enum error_code code)
{
	return code == ERROR_KEY ? TROUBLE_SHUT : code == ERROR_VERSION ? TROUBLE_NEWER : TROUBLE_ENVELOPE;
}

static enum import_trouble
read_response(struct hand *hand, struct box *box, enum seal_mode mode, struct view encoding, struct buf *rows)
{
	enum import_trouble trouble = TROUBLE_NONE;
	const struct import_definition *definition = definition_of(hand, encoding, &trouble);
	struct response response;

	if (definition == NULL)
		return trouble;
	if (response_decode(definition->questionnaire, encoding, &hand->arena, &response, NULL)) {
		box->definition = definition;
		memcpy(box->ticket, response.ticket.ptr == NULL ? "" : response.ticket.ptr,
		       response.ticket.len);
		box->ticket[response.ticket.len] = '\0';
		box->row_at = rows->len;
		block_row(&definition->layout, &response, mode, rows);
		box->row_length = rows->len - box->row_at;
	} else {
		trouble = TROUBLE_ANSWERS;
	}
	arena_reset(&hand->arena);
	return trouble;
}

static enum import_trouble
open_box(struct hand *hand, const struct job *job, struct box *box, struct buf *rows)
{
	struct error err = ERROR_INIT;
	enum seal_mode mode;
	struct view encoding;

	if (!unseal_response(hand->opener->key, job->bytes + box->at, box->size, hand->envelope, &mode,
	                     &encoding, &err))
		return trouble_of(err.code);
	if (mode == SEAL_MODE_DUMMY)
		return TROUBLE_DUMMY;
	return read_response(hand, box, mode, encoding, rows);
}

static void
open_slice(struct hand *hand, struct job *job, size_t slice)
{
	size_t end = (slice + 1) * SLICE_BOXES;

	if (end > job->count)
		end = job->count;
	for (size_t i = slice * SLICE_BOXES; i < end; i++)
		job->boxes[i].trouble = open_box(hand, job, &job->boxes[i], &job->rows[slice]);
}

/* ---- Threads -------------------------------------------------------------------------------------------- */

/* Takes the next slice, waiting for one; NULL: it is time to stop. The lock is held. */
static struct job *
take_slice(struct opener *opener, size_t *slice)
{
	struct job *job;

	while (opener->queued == 0 && !opener->stop)
		pthread_cond_wait(&opener->work, &opener->lock);
	if (opener->stop)
		return NULL;
	job = opener->queue[opener->first];
	*slice = job->next_slice++;
	if (job->next_slice == slices_of(job)) {
		opener->first = (opener->first + 1) % JOBS;
		opener->queued--;
	}
	return job;
}

static void *
work(void *context)
{
	struct opener *opener = context;
	struct hand hand = { .opener = opener, .envelope = sodium_malloc(BOX_SIZE_MAX) };
	struct job *job;
	size_t slice = 0;

	if (hand.envelope == NULL)
		abort(); /* as xmalloc() would */
	pthread_mutex_lock(&opener->lock);
	while ((job = take_slice(opener, &slice)) != NULL) {
		pthread_mutex_unlock(&opener->lock);
		open_slice(&hand, job, slice);
		pthread_mutex_lock(&opener->lock);
		job->slices_done++;
		if (job == opener->awaited && job->slices_done == slices_of(job))
			pthread_cond_signal(&opener->done);
	}
	pthread_mutex_unlock(&opener->lock);
	arena_release(&hand.arena);
	sodium_free(hand.envelope);
	return NULL;
}

bool
opener_start(const struct secret_key *key, struct import_definitions *definitions, unsigned threads,
             struct opener **opener, struct error *err)
{
	struct opener *made = xcalloc(1, sizeof(*made));

	made->key = key;
	made->definitions = definitions;
	made->threads = xcalloc(threads, sizeof(*made->threads));
	pthread_mutex_init(&made->lock, NULL);
	pthread_cond_init(&made->work, NULL);
	pthread_cond_init(&made->done, NULL);
	while (made->thread_count < threads &&
	       pthread_create(&made->threads[made->thread_count], NULL, work, made) == 0)
		made->thread_count++;
	if (made->thread_count == 0) {
		opener_stop(made);
		return fail(err, ERROR_SYSTEM, "no thread could be started");
	}
	*opener = made;
	return true;
}

void
opener_stop(struct opener *opener)
{
	if (opener == NULL)
		return;
	pthread_mutex_lock(&opener->lock);
	opener->stop = true;
	pthread_cond_broadcast(&opener->work);
	pthread_mutex_unlock(&opener->lock);
	for (unsigned i = 0; i < opener->thread_count; i++)
		pthread_join(opener->threads[i], NULL);
	pthread_cond_destroy(&opener->work);
	pthread_cond_destroy(&opener->done);
	pthread_mutex_destroy(&opener->lock);
	free(opener->threads);
	free(opener);
}

void
opener_submit(struct opener *opener, struct job *job)
{
	if (job->count == 0)
		return;
	pthread_mutex_lock(&opener->lock);
	if (opener->queued == JOBS)
		abort(); /* the caller's mistake */
	opener->queue[(opener->first + opener->queued++) % JOBS] = job;
	pthread_cond_broadcast(&opener->work);
	pthread_mutex_unlock(&opener->lock);
}

bool
opener_wait(struct opener *opener, const struct job *job, struct error *err)
{
	bool good;

	pthread_mutex_lock(&opener->lock);
	opener->awaited = job;
	while (job->slices_done < slices_of(job))
		pthread_cond_wait(&opener->done, &opener->lock);
	opener->awaited = NULL;
	good = opener->failure.code == ERROR_NONE;
	if (!good)
		fail(err, opener->failure.code, "%s", opener->failure.text);
	pthread_mutex_unlock(&opener->lock);
	return good;
}
