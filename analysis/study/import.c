/* SPDX-License-Identifier: EUPL-1.2
 *
 * Importing batches into a study: analysis/study/import.h.
 *
 * Jobs go round: while the threads open some, this thread fills the next from the store, and takes what the
 * first one gave. What was opened gathers until it makes a block. None of this takes more memory when there are more batches or
 * larger ones.
 */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_tickets.h"
#include "opener.h"
#include "unicode.h"

static const char *const trouble_texts[] = {
	[TROUBLE_NONE] = "in order",
	[TROUBLE_SHUT] = "altered or damaged",
	[TROUBLE_ENVELOPE] = "without a proper envelope inside",
	[TROUBLE_NEWER] = "sealed by a newer version of this software",
	[TROUBLE_DUMMY] = "with an unexpected dummy",
	[TROUBLE_UNREADABLE] = "without a response inside",
	[TROUBLE_DEFINITION] = "of a definition that the store does not have",
	[TROUBLE_QUESTIONNAIRE] = "with answers to another questionnaire",
	[TROUBLE_ANSWERS] = "with answers that the questionnaire does not allow",
	[TROUBLE_TICKETLESS] = "without a ticket",
	[TROUBLE_TICKET_UNKNOWN] = "with a ticket that was never given out",
	[TROUBLE_TICKET_AGAIN] = "with a ticket that was used before",
	[TROUBLE_MISSING] = "missing or cut off",
	[TROUBLE_EXTRA] = "more than were released",
	[TROUBLE_SIZE] = "of an impossible size",
};

_Static_assert(sizeof(trouble_texts) / sizeof(trouble_texts[0]) == TROUBLE_COUNT, "every trouble has a text");

enum {
	BLOCK_ROWS = 4096,
	BLOCK_BYTES = 16 << 20, /* of rows: a bound for memory */
	KEPT_PARTS = 8,
	KEPT_BYTES = 8 << 20,
};

/* What becomes one block. */
struct part {
	const struct import_definition *definition;
	struct block_builder builder;
	struct buf identities;
};

struct import {
	struct study *study;
	const struct import_options *options;
	struct import_result *result;
	struct error *err;
	struct import_definitions definitions;
	struct opener *opener;
	struct job *jobs[JOBS]; /* in turn */
	size_t filling;         /* the one that is being filled */
	size_t under_way;       /* how many before it were submitted and not collected */
	struct part *parts;     /* one per definition that was met since the last blocks were written */
	size_t part_count;
	size_t gathered, gathered_bytes; /* rows in `parts` */
	size_t uncommitted;              /* rows in blocks that were written */
};

const char *
import_trouble_text(enum import_trouble trouble)
{
	return trouble_texts[trouble];
}

/* ---- The result ----------------------------------------------------------------------------------------- */

void
import_result_release(struct import_result *result)
{
	free(result->counts);
	free(result->problems);
	free(result->other_keys);
	*result = IMPORT_RESULT_INIT;
}

/* A store may have been made by anybody, and this name reaches a terminal. */
static void
copy_name(char name[IMPORT_NAME], struct view id)
{
	size_t length = id.len < IMPORT_NAME - 1 ? id.len : IMPORT_NAME - 1;

	for (size_t i = 0; i < length; i++) {
		char c = id.ptr[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';

		name[i] = plain ? c : '?';
	}
	name[length] = '\0';
}

static size_t
count_of(struct import_result *result, struct view questionnaire)
{
	char name[IMPORT_NAME];
	size_t i = 0;

	copy_name(name, questionnaire);
	while (i < result->count_count && strcmp(result->counts[i].questionnaire, name) != 0)
		i++;
	if (i == result->count_count) {
		result->counts = xrealloc(result->counts, i + 1, sizeof(*result->counts));
		result->counts[i] = (struct import_count){ .imported = 0 };
		memcpy(result->counts[i].questionnaire, name, IMPORT_NAME);
		result->count_count++;
	}
	return i;
}

static void
count_trouble(struct import *import, struct source from, enum import_trouble trouble, size_t boxes)
{
	struct import_result *result = import->result;
	const char *name = result->counts[from.count].questionnaire;
	struct import_problem *problem = NULL;

	for (size_t i = result->problem_count; i-- > 0 && problem == NULL;)
		if (result->problems[i].trouble == trouble && result->problems[i].batch == from.batch &&
		    strcmp(result->problems[i].questionnaire, name) == 0)
			problem = &result->problems[i];
	if (problem == NULL) {
		result->problems =
		    xrealloc(result->problems, result->problem_count + 1, sizeof(*result->problems));
		problem = &result->problems[result->problem_count++];
		*problem = (struct import_problem){ .batch = from.batch, .trouble = trouble };
		memcpy(problem->questionnaire, name, IMPORT_NAME);
	}
	problem->boxes += boxes;
}

static void
count_other_key(struct import_result *result, const uint8_t id[KEY_ID_BYTES], size_t boxes)
{
	size_t i = 0;

	while (i < result->other_key_count && memcmp(result->other_keys[i].id, id, KEY_ID_BYTES) != 0)
		i++;
	if (i == result->other_key_count) {
		result->other_keys = xrealloc(result->other_keys, i + 1, sizeof(*result->other_keys));
		result->other_keys[i] = (struct import_other_key){ .boxes = 0 };
		memcpy(result->other_keys[i].id, id, KEY_ID_BYTES);
		result->other_key_count++;
	}
	result->other_keys[i].boxes += boxes;
}

static void
report(const struct import *import, size_t boxes)
{
	if (import->options->progress != NULL && boxes > 0)
		import->options->progress(import->options->context, boxes);
}

/* ---- Writing what was opened ---------------------------------------------------------------------------- */

static struct part *
part_of(struct import *import, const struct import_definition *definition)
{
	size_t i = 0;

	while (i < import->part_count && import->parts[i].definition != definition)
		i++;
	if (i == import->part_count) {
		import->parts = xrealloc(import->parts, i + 1, sizeof(*import->parts));
		import->parts[i] = (struct part){ .definition = definition };
		block_builder_init(&import->parts[i].builder, &definition->layout);
		import->part_count++;
	}
	return &import->parts[i];
}

static void
forget_parts(struct import *import)
{
	for (size_t i = 0; i < import->part_count; i++) {
		block_builder_release(&import->parts[i].builder);
		buf_release(&import->parts[i].identities);
	}
	free(import->parts);
	import->parts = NULL;
	import->part_count = import->gathered = import->gathered_bytes = 0;
}

/* Empties the parts for the next blocks. Their memory is kept where that is little: a store has a few questionnaires, and getting
 * memory from the system anew for each block takes longer than filling it. */
static void
empty_parts(struct import *import)
{
	if (import->part_count > KEPT_PARTS || import->gathered_bytes > KEPT_BYTES) {
		forget_parts(import);
		return;
	}
	for (size_t i = 0; i < import->part_count; i++) {
		block_builder_reset(&import->parts[i].builder);
		buf_reset(&import->parts[i].identities);
	}
	import->gathered = import->gathered_bytes = 0;
}

static bool
write_block(struct import *import, const struct part *part)
{
	return import_definitions_keep(&import->definitions, part->definition, import->err) &&
	       study_add_block(import->study, &part->builder, import->options->wave,
	                       buf_view(&part->identities), import->err);
}

/* Adds what has gathered to the study, one block per definition. */
static bool
write_blocks(struct import *import)
{
	bool good = true;

	for (size_t i = 0; good && i < import->part_count; i++)
		if (import->parts[i].builder.count > 0)
			good = write_block(import, &import->parts[i]);
	import->uncommitted += import->gathered;
	empty_parts(import);
	return good;
}

static bool
commit(struct import *import)
{
	bool good = import->uncommitted == 0 || study_commit(import->study, import->err);

	import->uncommitted = 0;
	return good;
}

static void
take_box(struct import *import, const struct job *job, size_t at)
{
	const struct box *box = &job->boxes[at];
	struct import_count *count = &import->result->counts[box->source.count];
	const uint8_t *identity = job->bytes + box->at;
	char name[IMPORT_NAME];
	struct part *part;
	uint8_t marks[2][IDENTITY_BYTES];
	bool judged = false;

	if (box->trouble != TROUBLE_NONE) {
		count_trouble(import, box->source, box->trouble, 1);
		return;
	}
	copy_name(name, box->definition->questionnaire->id);
	if (strcmp(name, count->questionnaire) != 0) {
		count_trouble(import, box->source, TROUBLE_QUESTIONNAIRE, 1);
		return;
	}
	judged = import->options->tickets != NULL && box->definition->questionnaire->ticketed;
	/* The same box twice in the store. One that is still to be judged is not learnt yet. */
	if (judged ? study_knows_box(import->study, identity) : !study_learn_box(import->study, identity)) {
		count->known++;
		return;
	}
	if (judged) {
		enum import_trouble trouble =
		    import_judge_ticket(import->study, import->options->tickets, box, identity, marks);

		if (trouble != TROUBLE_NONE) {
			count_trouble(import, box->source, trouble, 1);
			return;
		}
		count->valid++;
		study_learn_box(import->study, identity);
	}
	part = part_of(import, box->definition);
	block_builder_add(&part->builder,
	                  (struct view){ job->rows[at / SLICE_BOXES].data + box->row_at, box->row_length });
	buf_add(&part->identities, identity, IDENTITY_BYTES);
	if (judged)
		buf_add(&part->identities, marks, sizeof(marks));
	count->imported++;
	import->gathered++;
	import->gathered_bytes += box->row_length;
}

/* Waits for the first job under way and takes what it gave. */
static bool
collect(struct import *import)
{
	struct job *job = import->jobs[(import->filling + JOBS - import->under_way) % JOBS];
	size_t limit = import->options->commit_after;
	bool good = opener_wait(import->opener, job, import->err);

	if (limit == 0)
		limit = IMPORT_COMMIT_DEFAULT;
	for (size_t i = 0; good && i < job->count; i++) {
		take_box(import, job, i);
		if (import->gathered >= BLOCK_ROWS || import->gathered >= limit ||
		    import->gathered_bytes >= BLOCK_BYTES)
			good = write_blocks(import);
		if (good && import->uncommitted >= limit)
			good = commit(import);
	}
	if (good) {
		report(import, job->count);
		job_reset(job);
		import->under_way--;
	}
	return good;
}

/* Hands the full job over, and sees to it that there is an empty one. */
static bool
take_turns(struct import *import)
{
	opener_submit(import->opener, import->jobs[import->filling]);
	import->filling = (import->filling + 1) % JOBS;
	import->under_way++;
	return import->under_way < JOBS || collect(import);
}

/* ---- Reading batches ------------------------------------------------------------------------------------ */

/* How many whole boxes a batch has; what is wrong with their number is counted. */
static size_t
whole_boxes(struct import *import, struct source source, const struct batch *batch)
{
	size_t box_bytes = batch->size + SEAL_OVERHEAD, whole, rest;

	if (batch->size < BOX_SIZE_MIN || batch->size > BOX_SIZE_MAX) {
		count_trouble(import, source, TROUBLE_SIZE, batch->count);
		return 0;
	}
	whole = batch->length / box_bytes;
	rest = batch->length % box_bytes;
	if (whole < batch->count) {
		count_trouble(import, source, TROUBLE_MISSING, batch->count - whole);
		return whole;
	}
	if (whole > batch->count || rest > 0)
		count_trouble(import, source, TROUBLE_EXTRA, whole - batch->count + (rest > 0));
	return batch->count;
}

/* Reads boxes `from` to `to` of the batch at hand into the job that is being filled; known ones are left out. */
static bool
read_boxes(struct import *import, struct batch_reader *reader, struct source source, size_t from, size_t to)
{
	struct job *job = import->jobs[import->filling];
	struct import_count *count = &import->result->counts[source.count];
	size_t box_bytes = reader->batch.size + SEAL_OVERHEAD, known = 0;
	const uint8_t *boxes = job_space(job);

	if (!batch_reader_read(reader, from * box_bytes, job_space(job), (to - from) * box_bytes,
	                       import->err))
		return false;
	for (size_t i = 0; i < to - from; i++) {
		const uint8_t *box = boxes + i * box_bytes;

		if (study_knows_box(import->study, box)) {
			known++;
			count->valid += import_was_valid(import->study, box);
		} else {
			job_add(job, box, reader->batch.size, source);
		}
	}
	count->known += known;
	report(import, known);
	return true;
}

static bool
import_batch(struct import *import, struct batch_reader *reader)
{
	const struct batch *batch = &reader->batch;
	const struct public_key *key = secret_key_public(import->options->key);
	struct source source;
	size_t boxes, done = 0;
	bool good = true;

	if (memcmp(batch->key_id, key->id, KEY_ID_BYTES) != 0) {
		count_other_key(import->result, batch->key_id, batch->count);
		report(import, batch->count);
		return true;
	}
	source = (struct source){ batch->number, count_of(import->result, batch->questionnaire) };
	if (import->options->tickets != NULL &&
	    ticket_list_count(import->options->tickets, batch->questionnaire) > 0)
		import->result->counts[source.count].ticketed = true;
	boxes = whole_boxes(import, source, batch);
	while (good && done < boxes) {
		size_t room = job_room(import->jobs[import->filling], batch->size + SEAL_OVERHEAD),
		       next = boxes - done < room ? boxes : done + room;

		good = room > 0 ? read_boxes(import, reader, source, done, next) : take_turns(import);
		done = next;
	}
	return good;
}

static bool
import_batches(struct import *import, struct batch_reader *reader)
{
	bool there = false, good;

	do {
		good = batch_reader_next(reader, &there, import->err) &&
		       (!there || import_batch(import, reader));
	} while (good && there);
	return good;
}

static bool
finish(struct import *import)
{
	bool good = true;

	if (import->jobs[import->filling]->count > 0)
		good = take_turns(import);
	while (good && import->under_way > 0)
		good = collect(import);
	return good && write_blocks(import) && commit(import);
}

bool
import_store(struct study *study, struct store *store, const struct import_options *options,
             struct import_result *result, struct error *err)
{
	struct import import = { .study = study, .options = options, .result = result, .err = err };
	struct batch_reader reader;
	bool good = false;

	import_definitions_init(&import.definitions, study, store);
	batch_reader_init(&reader, store);
	for (size_t i = 0; i < JOBS; i++) {
		import.jobs[i] = xmalloc(sizeof(struct job));
		job_init(import.jobs[i]);
	}
	if (options->wave.len > WAVE_BYTES_MAX || !unicode_valid(options->wave)) {
		fail(err, ERROR_INVALID, "the name of a wave is text of at most %d bytes", WAVE_BYTES_MAX);
		goto out;
	}
	if (!opener_start(options->key, &import.definitions, options->threads, &import.opener, err))
		goto out;
	good = import_batches(&import, &reader) && finish(&import);
out:
	opener_stop(import.opener);
	forget_parts(&import);
	batch_reader_release(&reader);
	for (size_t i = 0; i < JOBS; i++) {
		job_release(import.jobs[i]);
		free(import.jobs[i]);
	}
	import_definitions_release(&import.definitions);
	return good;
}
