/* SPDX-License-Identifier: EUPL-1.2
 *
 * Threads that open boxes: jobs of some hundred boxes, cut into slices that the threads take one after the
 * other. Several jobs can be under way, so that the threads have work while others are read or written.
 */
#ifndef OPENER_H
#define OPENER_H

#include "import.h"
#include "import_definitions.h"

enum {
	JOBS = 8, /* that can be under way: what two threads open while a block is written */
	JOB_BOXES = 256,
	JOB_BYTES = 2 << 20, /* of boxes */
	SLICE_BOXES = 16,
	JOB_SLICES = JOB_BOXES / SLICE_BOXES,
};

_Static_assert(JOB_BYTES >= BOX_SIZE_MAX + SEAL_OVERHEAD, "one box always fits");

struct job {
	size_t count;
	struct box {
		size_t at, size; /* in `bytes`; size of the response in it */
		struct source {
			int64_t batch; /* its number */
			size_t count;  /* in the result's counts */
		} source;
		/* what became of it: */
		enum import_trouble trouble;
		const struct import_definition *definition;
		char ticket[TICKET_HALF_TEXT]; /* half B; empty: none */
		size_t row_at, row_length;     /* of the slice's rows; see block_row() */
	} boxes[JOB_BOXES];
	uint8_t *bytes; /* owned; JOB_BYTES of them */
	size_t length;  /* of the boxes */
	struct buf rows[JOB_SLICES];
	size_t next_slice, slices_done;
};

struct opener;

/* False when not even one thread could be started. */
bool opener_start(const struct secret_key *key, struct import_definitions *definitions, unsigned threads,
                  struct opener **opener, struct error *err) MUST_CHECK;

/* Waits for the slices that are being opened; jobs that were not finished stay so. NULL is harmless. */
void opener_stop(struct opener *opener);

void job_init(struct job *job);
void job_reset(struct job *job); /* wipes the rows; keeps the memory */
void job_release(struct job *job);

/* How many more boxes of so many bytes fit, and where the next one belongs. */
size_t job_room(const struct job *job, size_t box_bytes);
uint8_t *job_space(struct job *job);
/* Adds a box, which may stand in job_space() already, there or further on. */
void job_add(struct job *job, const uint8_t *box, size_t size, struct source source);

/* At most JOBS jobs may be submitted and not finished. */
void opener_submit(struct opener *opener, struct job *job);

/* Until a submitted job is done. False when something but the boxes went wrong. */
bool opener_wait(struct opener *opener, const struct job *job, struct error *err) MUST_CHECK;

#endif
