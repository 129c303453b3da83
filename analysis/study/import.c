/* SPDX-License-Identifier: EUPL-1.2
 *
 * Importing batches into a study: analysis/study/import.h.
 *
 * Two jobs take turns: while the threads open one, this thread fills the other from the store, and takes what the
 * former one gave. What was opened gathers until it makes a block.
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

enum { BLOCK_ROWS = 4096, BLOCK_BYTES = 64 << 20 /* of rows: a bound for memory */ };

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
	struct job *jobs[2];
	size_t filling;     /* which of them is being filled */
	bool under_way;     /* whether the other one was submitted */
	struct part *parts; /* one per definition that was met since the last blocks were written */
	size_t part_count;
	size_t gathered, gathered_bytes; /* rows in `parts` */
	size_t uncommitted;              /* rows in blocks that were written */
	/* The batches that boxes came from, by the numbers of struct box. */
	struct source_batch {
		int64_t number;
		size_t count; /* in result->counts */
	} * batches;
	size_t batch_count;
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
count_trouble(struct import *import, const struct source_batch *batch, enum import_trouble trouble,
              size_t boxes)
{
	struct import_result *result = import->result;
	const char *name = result->counts[batch->count].questionnaire;
	struct import_problem *problem = NULL;

	for (size_t i = result->problem_count; i-- > 0 && problem == NULL;)
		if (result->problems[i].trouble == trouble && result->problems[i].batch == batch->number &&
		    strcmp(result->problems[i].questionnaire, name) == 0)
			problem = &result->problems[i];
	if (problem == NULL) {
		result->problems =
		    xrealloc(result->problems, result->problem_count + 1, sizeof(*result->problems));
		problem = &result->problems[result->problem_count++];
		*problem = (struct import_problem){ .batch = batch->number, .trouble = trouble };
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

/* Adds what has gathered to the study, one block per definition. */
static bool
write_blocks(struct import *import)
{
	bool good = true;

	for (size_t i = 0; good && i < import->part_count; i++)
		good =
		    import_definitions_keep(&import->definitions, import->parts[i].definition, import->err) &&
		    study_add_block(import->study, &import->parts[i].builder, import->options->wave,
		                    buf_view(&import->parts[i].identities), import->err);
	import->uncommitted += import->gathered;
	forget_parts(import);
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
	const struct source_batch *batch = &import->batches[box->batch];
	struct import_count *count = &import->result->counts[batch->count];
	const uint8_t *identity = (const uint8_t *)job->bytes.data + box->at;
	char name[IMPORT_NAME];
	struct part *part;
	uint8_t marks[2][IDENTITY_BYTES];
	bool judged = false;

	if (box->trouble != TROUBLE_NONE) {
		count_trouble(import, batch, box->trouble, 1);
		return;
	}
	copy_name(name, box->definition->questionnaire->id);
	if (strcmp(name, count->questionnaire) != 0) {
		count_trouble(import, batch, TROUBLE_QUESTIONNAIRE, 1);
		return;
	}
	if (study_knows_box(import->study, identity)) { /* the same box twice in the store */
		count->known++;
		return;
	}
	judged = import->options->tickets != NULL && box->definition->questionnaire->ticketed;
	if (judged) {
		enum import_trouble trouble =
		    import_judge_ticket(import->study, import->options->tickets, box, identity, marks);

		if (trouble != TROUBLE_NONE) {
			count_trouble(import, batch, trouble, 1);
			return;
		}
		count->valid++;
	}
	study_learn_box(import->study, identity);
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

/* Waits for a submitted job and takes what it gave. */
static bool
collect(struct import *import, struct job *job)
{
	size_t limit = import->options->commit_after;
	bool good = true;

	if (limit == 0)
		limit = IMPORT_COMMIT_DEFAULT;
	for (size_t i = 0; good && i < job->count; i++) {
		if (i % SLICE_BOXES == 0) {
			report(import, i == 0 ? 0 : SLICE_BOXES);
			good = opener_wait(import->opener, job, i / SLICE_BOXES, import->err);
		}
		if (good)
			take_box(import, job, i);
		if (good && (import->gathered >= BLOCK_ROWS || import->gathered >= limit ||
		             import->gathered_bytes >= BLOCK_BYTES))
			good = write_blocks(import);
		if (good && import->uncommitted >= limit)
			good = commit(import);
	}
	if (good) {
		report(import, job->count == 0 ? 0 : (job->count - 1) % SLICE_BOXES + 1);
		job_reset(job);
	}
	return good;
}

/* Hands the full job over and takes the other one back, emptied. */
static bool
take_turns(struct import *import)
{
	bool good = true;

	opener_submit(import->opener, import->jobs[import->filling]);
	import->filling = 1 - import->filling;
	if (import->under_way)
		good = collect(import, import->jobs[import->filling]);
	import->under_way = true;
	return good;
}

/* ---- Reading batches ------------------------------------------------------------------------------------ */

/* How many whole boxes a batch has; what is wrong with their number is counted. */
static size_t
whole_boxes(struct import *import, const struct source_batch *from, const struct batch *batch)
{
	size_t box_bytes = batch->size + SEAL_OVERHEAD, whole, rest;

	if (batch->size < BOX_SIZE_MIN || batch->size > BOX_SIZE_MAX) {
		count_trouble(import, from, TROUBLE_SIZE, batch->count);
		return 0;
	}
	whole = batch->boxes.len / box_bytes;
	rest = batch->boxes.len % box_bytes;
	if (whole < batch->count) {
		count_trouble(import, from, TROUBLE_MISSING, batch->count - whole);
		return whole;
	}
	if (whole > batch->count || rest > 0)
		count_trouble(import, from, TROUBLE_EXTRA, whole - batch->count + (rest > 0));
	return batch->count;
}

static bool
import_batch(void *context, const struct batch *batch)
{
	struct import *import = context;
	const struct public_key *key = secret_key_public(import->options->key);
	struct source_batch *from;
	size_t boxes, known = 0;
	bool good = true;

	if (memcmp(batch->key_id, key->id, KEY_ID_BYTES) != 0) {
		count_other_key(import->result, batch->key_id, batch->count);
		report(import, batch->count);
		return true;
	}
	import->batches = xrealloc(import->batches, import->batch_count + 1, sizeof(*import->batches));
	from = &import->batches[import->batch_count++];
	*from = (struct source_batch){ .number = batch->number,
		                       .count = count_of(import->result, batch->questionnaire) };
	if (import->options->tickets != NULL &&
	    ticket_list_count(import->options->tickets, batch->questionnaire) > 0)
		import->result->counts[from->count].ticketed = true;
	boxes = whole_boxes(import, from, batch);
	for (size_t i = 0; good && i < boxes; i++) {
		const uint8_t *box = (const uint8_t *)batch->boxes.ptr + i * (batch->size + SEAL_OVERHEAD);

		if (study_knows_box(import->study, box)) {
			known++;
			import->result->counts[from->count].valid += import_was_valid(import->study, box);
			import->result->counts[from->count].known++;
			continue;
		}
		if (!job_has_room(import->jobs[import->filling], batch->size))
			good = take_turns(import);
		if (good)
			job_add(import->jobs[import->filling], box, batch->size, import->batch_count - 1);
	}
	report(import, known);
	return good;
}

static bool
finish(struct import *import)
{
	/* The job under way first, then the last one, which may be empty. */
	bool good = take_turns(import);

	good = good && take_turns(import);
	return good && write_blocks(import) && commit(import);
}

bool
import_store(struct study *study, struct store *store, const struct import_options *options,
             struct import_result *result, struct error *err)
{
	struct import import = { .study = study, .options = options, .result = result, .err = err };
	bool good = false;

	import_definitions_init(&import.definitions, study, store);
	for (size_t i = 0; i < 2; i++)
		import.jobs[i] = xcalloc(1, sizeof(struct job));
	if (options->wave.len > WAVE_BYTES_MAX || !unicode_valid(options->wave)) {
		fail(err, ERROR_INVALID, "the name of a wave is text of at most %d bytes", WAVE_BYTES_MAX);
		goto out;
	}
	if (!opener_start(options->key, &import.definitions, options->threads, &import.opener, err))
		goto out;
	good = store_batches(store, import_batch, &import, err) && finish(&import);
out:
	opener_stop(import.opener);
	forget_parts(&import);
	for (size_t i = 0; i < 2; i++) {
		job_release(import.jobs[i]);
		free(import.jobs[i]);
	}
	import_definitions_release(&import.definitions);
	free(import.batches);
	return good;
}
