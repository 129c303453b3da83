/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the ledger of releases needs of a study: where its records are kept. What they hold is for analysis/tables/ledger.h.
 */
#ifndef STUDY_RELEASES_H
#define STUDY_RELEASES_H

#include "study.h"

/* Calls `each` for the records of releases, in the order of writing, until it returns false. `record` is gone when it
 * returns. */
bool study_read_releases(const struct study *study,
                         bool (*each)(void *context, struct view record, struct error *err), void *context,
                         struct error *err) MUST_CHECK;

/* Adds such a record to a study that was opened with STUDY_WRITE and makes it durable. */
bool study_keep_release(struct study *study, struct view record, struct error *err) MUST_CHECK;

#endif
