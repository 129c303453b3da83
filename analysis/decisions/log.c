/* SPDX-License-Identifier: EUPL-1.2
 *
 * The decision log in memory and in the study: analysis/decisions/log.h.
 */
#include "log.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/study/bytes.h"
#include "places.h"

void
log_release(struct log *log)
{
	places_free(log->places);
	free((void *)log->list);
	arena_release(&log->arena);
	*log = LOG_INIT;
}

static struct view
id_view(const struct decision *decision)
{
	return (struct view){ (const char *)decision->id, DECISION_ID_BYTES };
}

/* The ids must stay where they are, so those in the table are copies in the arena. */
static void
remember_places(struct log *log, size_t from)
{
	if (log->places == NULL)
		log->places = places_new();
	for (size_t i = from; i < log->count; i++) {
		struct view id = id_view(log->list[i]);

		if (places_find(log->places, id) == PLACES_ABSENT)
			id = arena_copy(&log->arena, id);
		places_put(log->places, id, i);
	}
}

static int
compare(const void *a, const void *b)
{
	return decision_compare(*(const struct decision *const *)a, *(const struct decision *const *)b);
}

/* Appends without caring about order; what the log has already is skipped. */
static void
append(struct log *log, const struct decision *decision)
{
	struct decision *copy;

	if (log->places == NULL)
		log->places = places_new();
	if (places_find(log->places, id_view(decision)) != PLACES_ABSENT)
		return;
	/* Decoded anew, so that its views point into the log's own copy of the bytes. */
	copy = arena_alloc(&log->arena, sizeof(*copy));
	if (!decision_decode(copy, arena_copy(&log->arena, decision->bytes), NULL))
		return;
	if (log->count == log->room) {
		log->room = log->room == 0 ? 256 : log->room * 2;
		log->list = xrealloc((void *)log->list, log->room, sizeof(*log->list));
	}
	log->list[log->count] = copy;
	places_put(log->places, arena_copy(&log->arena, id_view(copy)), log->count);
	log->count++;
}

/* Where the order is wrong from `from` on: what is added is nearly always the newest. */
static void
put_in_order(struct log *log, size_t from)
{
	bool sorted = true;

	for (size_t i = from == 0 ? 1 : from; sorted && i < log->count; i++)
		sorted = decision_compare(log->list[i - 1], log->list[i]) < 0;
	if (sorted)
		return;
	qsort((void *)log->list, log->count, sizeof(*log->list), compare);
	remember_places(log, 0);
}

size_t
log_add(struct log *log, const struct decision *decisions, size_t count)
{
	size_t before = log->count;

	for (size_t i = 0; i < count; i++)
		append(log, &decisions[i]);
	put_in_order(log, before);
	return log->count - before;
}

/* ---- Records -------------------------------------------------------------------------------------------- */

static bool
read_record(void *context, struct view record, struct error *err)
{
	struct log *log = context;
	struct reader reader = reader_of(record);

	while (reader.good && reader.left > 0) {
		size_t length = (size_t)take_number(&reader, 4);
		const uint8_t *bytes = take_bytes(&reader, length);
		struct decision decision;

		if (bytes == NULL)
			break;
		if (!decision_decode(&decision, (struct view){ (const char *)bytes, length }, err))
			return false;
		append(log, &decision);
	}
	return reader.good || fail(err, ERROR_INVALID, "a record of decisions is not whole");
}

bool
log_read(struct log *log, const struct study *study, struct error *err)
{
	struct error why = ERROR_INIT;

	if (!study_read_decisions(study, read_record, log, &why))
		return fail(err, why.code, "%s: %s", study_path(study), why.text);
	put_in_order(log, 0);
	return true;
}

static void
put_decision(struct buf *record, const struct decision *decision)
{
	put_number(record, decision->bytes.len, 4);
	buf_add_view(record, decision->bytes);
}

bool
log_keep(struct log *log, struct study *study, const struct decision *decisions, size_t count,
         struct error *err)
{
	struct buf record = BUF_INIT;
	bool good;

	for (size_t i = 0; i < count; i++)
		put_decision(&record, &decisions[i]);
	good = count == 0 || study_keep_decisions(study, buf_view(&record), err);
	if (good)
		log_add(log, decisions, count);
	buf_wipe(&record);
	return good;
}

bool
log_write(const struct log *log, size_t first, struct study *study, struct error *err)
{
	struct buf record = BUF_INIT;
	bool good;

	for (size_t i = first; i < log->count; i++)
		put_decision(&record, log->list[i]);
	good = first >= log->count || study_keep_decisions(study, buf_view(&record), err);
	buf_wipe(&record);
	return good;
}

size_t
log_find(const struct log *log, const uint8_t id[DECISION_ID_BYTES])
{
	return log->places == NULL
	         ? LOG_ABSENT
	         : places_find(log->places, (struct view){ (const char *)id, DECISION_ID_BYTES });
}

uint64_t
log_clock(const struct log *log)
{
	return log->count == 0 ? 0 : log->list[log->count - 1]->clock;
}

bool
log_merge(struct log *log, struct study *study, const struct study *from, size_t *taken, struct error *err)
{
	struct log other = LOG_INIT;
	struct decision *lacking = NULL;
	size_t count = 0;
	bool good = false;

	*taken = 0;
	if (memcmp(study_id(study), study_id(from), STUDY_ID_BYTES) != 0) {
		fail(err, ERROR_INVALID,
		     "%s is not a copy of %s: decisions on different studies cannot be merged",
		     study_path(from), study_path(study));
		goto out;
	}
	if (!log_read(&other, from, err))
		goto out;
	lacking = xcalloc(other.count, sizeof(*lacking));
	for (size_t i = 0; i < other.count; i++)
		if (log_find(log, other.list[i]->id) == LOG_ABSENT)
			lacking[count++] = *other.list[i];
	good = log_keep(log, study, lacking, count, err);
	if (good)
		*taken = count;
out:
	free(lacking);
	log_release(&other);
	return good;
}
