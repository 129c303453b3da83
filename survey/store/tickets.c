/* SPDX-License-Identifier: EUPL-1.2
 *
 * The server's list of tickets. That one was used is written in the transaction that keeps its response.
 */
#include "survey/store/inside.h"

#include <stdlib.h>
#include <string.h>

struct ticket_counts {
	size_t *total, *used;
};

static bool
take_counts(void *context, const struct value *columns, struct error *err)
{
	const struct ticket_counts *counts = context;

	(void)err;
	*counts->total = (size_t)columns[0].number;
	*counts->used = (size_t)columns[1].number;
	return true;
}

bool
tickets_count(struct store *store, struct view questionnaire, size_t *total, size_t *used, struct error *err)
{
	struct ticket_counts counts = { total, used };
	struct rows rows = { .each = take_counts, .context = &counts };

	*total = *used = 0;
	return store->version < STORE_VERSION_TICKETS ||
	       session_run(&store->calls, STATEMENT_COUNT_TICKETS, PARAMS(TEXT_VALUE(questionnaire)), &rows,
	                   err);
}

bool
store_count_tickets(struct store *store, struct view questionnaire, size_t *total, size_t *used,
                    struct error *err)
{
	bool good;

	pthread_mutex_lock(&store->turn);
	good = tickets_count(store, questionnaire, total, used, err);
	pthread_mutex_unlock(&store->turn);
	return good;
}

static int
compare_hashes(const void *a, const void *b)
{
	return memcmp(a, b, TICKET_HALF_BYTES);
}

bool
store_add_tickets(struct store *store, struct view questionnaire, const uint8_t *hashes, size_t count,
                  struct error *err)
{
	bool good = false;
	uint8_t *sorted = xmalloc(count * TICKET_HALF_BYTES);

	/* Sorted, so that the rows do not tell in which order the cards were printed. */
	if (count > 0)
		memcpy(sorted, hashes, count * TICKET_HALF_BYTES);
	qsort(sorted, count, TICKET_HALF_BYTES, compare_hashes);
	pthread_mutex_lock(&store->turn);
	if (store_begin(store, err)) {
		good = true;
		for (size_t i = 0; i < count && good; i++)
			good = session_queue(
			    &store->calls, STATEMENT_ADD_TICKET,
			    PARAMS(TEXT_VALUE(questionnaire),
			           BLOB_VALUE(sorted + i * TICKET_HALF_BYTES, TICKET_HALF_BYTES)),
			    NULL, 1, err);
		good = store_end(store, good, err);
	}
	store_settle(store);
	pthread_mutex_unlock(&store->turn);
	free(sorted);
	return good;
}

/* ---- using one ------------------------------------------------------------------------------------------- */

static bool
note_found(void *context, const struct value *columns, struct error *err)
{
	(void)columns, (void)err;
	*(bool *)context = true;
	return true;
}

bool
tickets_use(const struct session *session, const struct pool *pool, const uint8_t *hash,
            enum submission_outcome *outcome, struct error *err)
{
	struct rows written = { .each = NULL };
	bool found = false;
	struct rows rows = { .each = note_found, .context = &found };
	const struct value questionnaire = TEXT_VALUE(view_of(pool->questionnaire)),
	                   bytes = BLOB_VALUE(hash, TICKET_HALF_BYTES);

	*outcome = SUBMISSION_KEPT;
	if (!session_run(session, STATEMENT_USE_TICKET, PARAMS(questionnaire, bytes), &written, err))
		return false;
	if (written.changed > 0)
		return true;
	*outcome = SUBMISSION_TICKET_UNKNOWN;
	if (!session_run(session, STATEMENT_FIND_TICKET, PARAMS(questionnaire, bytes), &rows, err))
		return false;
	if (found)
		*outcome = SUBMISSION_TICKET_USED;
	return true;
}
