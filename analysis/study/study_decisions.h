/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the team's decisions need of a study: where they are written, which study it is, and which box each response
 * came in, from which mentions get their lasting ids. What the records hold is for analysis/decisions/log.h.
 */
#ifndef STUDY_DECISIONS_H
#define STUDY_DECISIONS_H

#include "identities.h"
#include "study.h"

enum { STUDY_ID_BYTES = 16, STUDY_KEY_BYTES = 32 };

/* The study's id, which its copies share. */
const uint8_t *study_id(const struct study *study);

const char *study_path(const struct study *study);

/* A secret of the study, which its copies share, for hashes that nobody else can make. */
void study_mention_key(const struct study *study, uint8_t key[STUDY_KEY_BYTES]);

/* The identities of a block's boxes, row by row, appended to `identities` (IDENTITY_BYTES each). */
bool study_block_boxes(const struct study *study, size_t block, struct buf *identities,
                       struct error *err) MUST_CHECK;

/* Calls `each` for the records with decisions, in the order of writing, until it returns false. `record` is gone when it
 * returns. */
bool study_read_decisions(const struct study *study,
                          bool (*each)(void *context, struct view record, struct error *err), void *context,
                          struct error *err) MUST_CHECK;

/* Adds such a record to a study that was opened with STUDY_WRITE and makes it durable: when this returned true, no end of
 * the program or the power loses it. */
bool study_keep_decisions(struct study *study, struct view record, struct error *err) MUST_CHECK;

#endif
