/* SPDX-License-Identifier: EUPL-1.2
 *
 * Threads that open boxes: jobs of some hundred boxes, cut into slices that the threads take one after the
 * other. Two jobs can be under way, so that reading, opening and writing go on at the same time.
 */
#ifndef OPENER_H
#define OPENER_H

#include "import.h"
#include "import_definitions.h"

enum {
	JOB_BOXES = 256,
	JOB_BYTES = 8 << 20, /* of boxes; one box always fits */
	SLICE_BOXES = 16,
	JOB_SLICES = JOB_BOXES / SLICE_BOXES,
};

struct job {
	size_t count;
	struct box {
		size_t at, size; /* in `bytes`; size of the response in it */
		size_t batch;    /* the import's own number of it */
		/* what became of it: */
		enum import_trouble trouble;
		const struct import_definition *definition;
		char ticket[TICKET_HALF_TEXT]; /* half B; empty: none */
		size_t row_at, row_length;     /* of the slice's rows; see block_row() */
	} boxes[JOB_BOXES];
	struct buf bytes;
	struct buf rows[JOB_SLICES];
	bool done[JOB_SLICES];
	size_t next_slice;
};

struct opener;

/* False when not even one thread could be started. */
bool opener_start(const struct secret_key *key, struct import_definitions *definitions, unsigned threads,
                  struct opener **opener, struct error *err) MUST_CHECK;

/* Waits for the slices that are being opened; jobs that were not finished stay so. NULL is harmless. */
void opener_stop(struct opener *opener);

bool job_has_room(const struct job *job, size_t size);
void job_add(struct job *job, const uint8_t *box, size_t size, size_t batch);
void job_reset(struct job *job); /* wipes the rows; keeps the memory */
void job_release(struct job *job);

/* At most two jobs may be submitted and not finished. */
void opener_submit(struct opener *opener, struct job *job);

/* Until a slice of a submitted job is done. False when something but the boxes went wrong. */
bool opener_wait(struct opener *opener, const struct job *job, size_t slice, struct error *err) MUST_CHECK;

#endif
