/* SPDX-License-Identifier: EUPL-1.2
 *
 * Importing what a server released: opens the boxes on all cores and adds the answers to a study.
 *
 * Boxes that were imported before are skipped, so an import can be repeated, also after it was interrupted.
 * Whatever opens is kept; what does not is counted by what is wrong with it, so that nothing is lost in silence.
 * Blocks hold the responses in the batches' own order, whatever the number of threads.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "store.h"
#include "study.h"
#include "ticket_list.h"
#include "unseal.h"

enum { IMPORT_THREADS_MAX = 256, IMPORT_NAME = 48, IMPORT_COMMIT_DEFAULT = 32768 };

enum import_trouble {
	TROUBLE_NONE,
	TROUBLE_SHUT,     /* does not open though it is for this key: altered */
	TROUBLE_ENVELOPE, /* opens, but holds no envelope */
	TROUBLE_NEWER,
	TROUBLE_DUMMY,         /* a filler of the pool, which is never released */
	TROUBLE_UNREADABLE,    /* an envelope without a response */
	TROUBLE_DEFINITION,    /* neither the store nor the study has its definition */
	TROUBLE_QUESTIONNAIRE, /* answers to another questionnaire than the batch's */
	TROUBLE_ANSWERS,       /* answers that its definition does not allow */
	/* Of a questionnaire with tickets: */
	TROUBLE_TICKETLESS,     /* without a ticket */
	TROUBLE_TICKET_UNKNOWN, /* with one that was never made */
	TROUBLE_TICKET_AGAIN,   /* with one that another response had */
	TROUBLE_MISSING,        /* the batch is shorter than it was at its release */
	TROUBLE_EXTRA,          /* the batch is longer */
	TROUBLE_SIZE,           /* a batch with an impossible size of responses */
	TROUBLE_COUNT
};

/* "missing or cut off": fits behind "2 boxes". */
const char *import_trouble_text(enum import_trouble trouble);

struct import_options {
	const struct secret_key *key;
	struct view wave;                  /* at most WAVE_BYTES_MAX bytes (block.h) */
	unsigned threads;                  /* 1 to IMPORT_THREADS_MAX */
	const struct ticket_list *tickets; /* NULL: responses with tickets are taken as they are */
	size_t commit_after;               /* responses that one commit may hold; 0: the default */
	void (*progress)(void *context, size_t boxes); /* so many more are done; may be NULL */
	void *context;
};

/* What came of the import, to be filled by several stores one after the other. Names hold nothing but what an
 * id may. */
struct import_result {
	struct import_count {
		char questionnaire[IMPORT_NAME];
		size_t imported, known;
		bool ticketed; /* there are tickets on the list */
		size_t valid;  /* responses with a good ticket, imported now or before */
	} * counts;
	size_t count_count;
	struct import_problem {
		char questionnaire[IMPORT_NAME];
		int64_t batch;
		enum import_trouble trouble;
		size_t boxes;
	} * problems;
	size_t problem_count;
	struct import_other_key {
		uint8_t id[KEY_ID_BYTES];
		size_t boxes;
	} * other_keys; /* batches that are for other keys; they are left alone */
	size_t other_key_count;
};

#define IMPORT_RESULT_INIT ((struct import_result){ .counts = NULL })

void import_result_release(struct import_result *result);

/* Adds all that `store` released and the study (opened with STUDY_WRITE) does not have. After a failure close the
 * study; what was committed before stays. */
bool import_store(struct study *study, struct store *store, const struct import_options *options,
                  struct import_result *result, struct error *err) MUST_CHECK;

#endif
