/* SPDX-License-Identifier: EUPL-1.2
 *
 * What only reads: the state of the pools, what the store has, and the batches.
 *
 * A row is copied before the caller sees it, so that the caller may take its time and may call the store: a
 * read that stays open would keep the writer from settling. The boxes of a batch are the exception, since they can be many: its
 * read stays open until the next batch.
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

void
batch_reader_init(struct batch_reader *reader, struct store *store)
{
	*reader = (struct batch_reader){ .store = store };
}

static void
stop_reading(struct batch_reader *reader)
{
	const struct session *calls = &reader->store->calls;

	pthread_mutex_lock(&reader->store->turn);
	calls->driver->stop_reading(calls->connection);
	pthread_mutex_unlock(&reader->store->turn);
}

void
batch_reader_release(struct batch_reader *reader)
{
	stop_reading(reader);
	buf_release(&reader->name);
}

/* Passes on what is there: whoever opens the boxes judges by their length and by their seals. */
static bool
take_batch(void *context, const struct value *columns, struct error *err)
{
	struct batch_reader *reader = context;
	struct view key_id = columns[2].bytes;

	(void)err;
	reader->batch = (struct batch){
		.number = columns[0].number,
		.size = columns[3].number < 0 ? 0 : (size_t)columns[3].number,
		.count = columns[4].number < 0 ? 0 : (size_t)columns[4].number,
		.length = columns[6].number < 0 ? 0 : (size_t)columns[6].number,
	};
	if (key_id.len == KEY_ID_BYTES)
		memcpy(reader->batch.key_id, key_id.ptr, KEY_ID_BYTES);
	if (!date_parse(columns[5].bytes, &reader->batch.released))
		reader->batch.released = (struct date){ 0 };
	buf_reset(&reader->name);
	buf_add_view(&reader->name, columns[1].bytes);
	reader->batch.questionnaire = buf_view(&reader->name);
	return true;
}

bool
batch_reader_next(struct batch_reader *reader, bool *there, struct error *err)
{
	struct rows rows = { .each = take_batch, .context = reader };
	int64_t before = reader->batch.number;
	bool good;

	stop_reading(reader);
	pthread_mutex_lock(&reader->store->turn);
	good = session_run(&reader->store->calls, STATEMENT_NEXT_BATCH, PARAMS(NUMBER_VALUE(before)), &rows,
	                   err);
	pthread_mutex_unlock(&reader->store->turn);
	*there = good && reader->batch.number != before;
	return good;
}

bool
batch_reader_read(struct batch_reader *reader, size_t offset, void *bytes, size_t length, struct error *err)
{
	const struct session *calls = &reader->store->calls;
	bool good;

	pthread_mutex_lock(&reader->store->turn);
	good = calls->driver->read_boxes(calls->connection, reader->batch.number, offset, bytes, length, err);
	pthread_mutex_unlock(&reader->store->turn);
	return good;
}

bool
store_batches(struct store *store, bool (*each)(void *context, const struct batch *batch), void *context,
              struct error *err)
{
	struct batch_reader reader;
	struct buf boxes = BUF_INIT;
	bool good, there = false;

	batch_reader_init(&reader, store);
	do {
		good = batch_reader_next(&reader, &there, err);
		if (!good || !there)
			break;
		buf_reset(&boxes);
		buf_reserve(&boxes, reader.batch.length);
		good = batch_reader_read(&reader, 0, boxes.data, reader.batch.length, err);
		stop_reading(&reader);
		boxes.len = good ? reader.batch.length : 0;
		boxes.data[boxes.len] = '\0';
		reader.batch.boxes = buf_view(&boxes);
		if (good && !each(context, &reader.batch))
			good = fail(err, ERROR_INVALID, "stopped while reading the batches of %s",
			            store->location);
	} while (good);
	batch_reader_release(&reader);
	buf_release(&boxes);
	return good;
}
