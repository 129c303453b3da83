/* SPDX-License-Identifier: EUPL-1.2
 *
 * What only reads: the state of the pools, what the store has, and the batches.
 *
 * A row is copied before the caller sees it, so that the caller may take its time and may call the store: a
 * read that stays open would keep the writer from settling.
 */
#include "survey/store/inside.h"
#include "stored.h"

#include <stdlib.h>
#include <string.h>

/* ---- state ----------------------------------------------------------------------------------------------- */

struct states {
	struct pool_status *list; /* owned, as are the questionnaires' names */
	size_t count;
};

static bool
add_state(void *context, const struct value *columns, struct error *err)
{
	struct states *states = context;
	struct view name = columns[0].bytes, key_id = columns[1].bytes, occupied = columns[5].bytes;
	struct pool_status state = {
		.size = (size_t)columns[2].number,
		.slots = (size_t)columns[3].number,
		.release_minimum = (unsigned)columns[4].number,
		.batches = (size_t)columns[6].number,
		.released = (size_t)columns[7].number,
	};
	char *copy = xmalloc(name.len);

	(void)err;
	if (name.len > 0)
		memcpy(copy, name.ptr, name.len);
	state.questionnaire = (struct view){ copy, name.len };
	if (key_id.len == KEY_ID_BYTES)
		memcpy(state.key_id, key_id.ptr, KEY_ID_BYTES);
	for (size_t i = 0; i < occupied.len; i++)
		state.pooled += (size_t)__builtin_popcount((unsigned char)occupied.ptr[i]);
	states->list = xrealloc(states->list, states->count + 1, sizeof(states->list[0]));
	states->list[states->count++] = state;
	return true;
}

bool
store_status(struct store *store, bool (*each)(void *context, const struct pool_status *status),
             void *context, struct error *err)
{
	bool good;
	struct states states = { .list = NULL };
	struct rows rows = { .each = add_state, .context = &states };

	pthread_mutex_lock(&store->turn);
	good = session_run(&store->calls, STATEMENT_STATUS, NULL, 0, &rows, err);
	for (size_t i = 0; i < states.count && good; i++)
		good = tickets_count(store, states.list[i].questionnaire, &states.list[i].tickets,
		                     &states.list[i].tickets_used, err);
	pthread_mutex_unlock(&store->turn);
	for (size_t i = 0; i < states.count; i++) {
		if (good && !each(context, &states.list[i]))
			good = fail(err, ERROR_INVALID, "stopped while looking at the pools of %s",
			            store->location);
		free((char *)states.list[i].questionnaire.ptr);
	}
	free(states.list);
	return good;
}

/* ---- what it has ----------------------------------------------------------------------------------------- */

static void
ignore_setting(void *context, const char *name, const char *value, bool good)
{
	(void)context;
	(void)name;
	(void)value;
	(void)good;
}

bool
store_inspect(struct store *store, const struct store_inspection *inspection, struct error *err)
{
	struct store_inspection whole = *inspection;
	bool good;

	if (whole.setting == NULL)
		whole.setting = ignore_setting;
	pthread_mutex_lock(&store->turn);
	good = store->calls.driver->inspect(store->calls.connection, &whole, err);
	pthread_mutex_unlock(&store->turn);
	return good;
}

struct stranger {
	struct error *err;
	bool found;
};

static void
look_for_stranger(void *context, const char *table, const char *column)
{
	struct stranger *stranger = context;

	if (stored_find(table, column) == NULL && !stranger->found) {
		stranger->found = true;
		fail(stranger->err, ERROR_INVALID,
		     "the store has \"%s\" in \"%s\", which the page about what is kept does not tell of: "
		     "nobody may "
		     "be asked to answer there",
		     column, table);
	}
}

bool
store_holds_only_what_is_told(struct store *store, struct error *err)
{
	struct stranger stranger = { err, false };
	const struct store_inspection inspection = { .column = look_for_stranger, .context = &stranger };

	return store_inspect(store, &inspection, err) && !stranger.found;
}

/* ---- batches --------------------------------------------------------------------------------------------- */

struct reader {
	struct batch batch;
	struct buf name, boxes;
	bool any;
};

/* Passes on what is there: whoever opens the boxes judges by their length and by their seals. */
static bool
take_batch(void *context, const struct value *columns, struct error *err)
{
	struct reader *reader = context;
	struct view key_id = columns[2].bytes;

	(void)err;
	reader->any = true;
	reader->batch = (struct batch){
		.number = columns[0].number,
		.size = columns[3].number < 0 ? 0 : (size_t)columns[3].number,
		.count = columns[4].number < 0 ? 0 : (size_t)columns[4].number,
	};
	if (key_id.len == KEY_ID_BYTES)
		memcpy(reader->batch.key_id, key_id.ptr, KEY_ID_BYTES);
	if (!date_parse(columns[5].bytes, &reader->batch.released))
		reader->batch.released = (struct date){ 0 };
	buf_reset(&reader->name);
	buf_reset(&reader->boxes);
	buf_add_view(&reader->name, columns[1].bytes);
	buf_add_view(&reader->boxes, columns[6].bytes);
	reader->batch.questionnaire = buf_view(&reader->name);
	reader->batch.boxes = buf_view(&reader->boxes);
	return true;
}

bool
store_batches(struct store *store, bool (*each)(void *context, const struct batch *batch), void *context,
              struct error *err)
{
	bool good;
	struct reader reader = { .any = false };
	struct rows rows = { .each = take_batch, .context = &reader };

	do {
		reader.any = false;
		pthread_mutex_lock(&store->turn);
		good = session_run(&store->calls, STATEMENT_NEXT_BATCH,
		                   PARAMS(NUMBER_VALUE(reader.batch.number)), &rows, err);
		pthread_mutex_unlock(&store->turn);
		if (good && reader.any && !each(context, &reader.batch))
			good = fail(err, ERROR_INVALID, "stopped while reading the batches of %s",
			            store->location);
	} while (good && reader.any);
	buf_release(&reader.name);
	buf_release(&reader.boxes);
	return good;
}
