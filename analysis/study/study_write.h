/* SPDX-License-Identifier: EUPL-1.2
 *
 * Adding to a study that was opened with STUDY_WRITE. Nothing counts before study_commit(); what was added is
 * among study_blocks() from the next opening on.
 */
#ifndef STUDY_WRITE_H
#define STUDY_WRITE_H

#include "block.h"
#include "identities.h"

/* Whether the box with this identity was imported before. */
bool study_knows_box(const struct study *study, const uint8_t *identity);

/* Remembers it while the study is open; false when it was known. Also put it among the boxes of a block. */
bool study_learn_box(struct study *study, const uint8_t *identity);

/* The definition as the study has it; NULL when it does not. */
const struct questionnaire *study_questionnaire(const struct study *study,
                                                const uint8_t hash[DEFINITION_HASH_BYTES]);

/* Does nothing when the study has it. */
bool study_add_definition(struct study *study, const struct questionnaire *questionnaire,
                          struct error *err) MUST_CHECK;

/* A block of a definition that the study has, with the identities of its boxes one after the other. */
bool study_add_block(struct study *study, const struct block_builder *builder, struct view wave,
                     struct view identities, struct error *err) MUST_CHECK;

/* Makes all that was added durable and part of the study: all of it, or on failure none. */
bool study_commit(struct study *study, struct error *err) MUST_CHECK;

#endif
