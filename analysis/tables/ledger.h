/* SPDX-License-Identifier: EUPL-1.2
 *
 * The ledger: everything that was ever released from a study, in the study's own encrypted file, so that the next release
 * is judged together with it.
 *
 * A record (type 'P') is what one release added, all integers little-endian:
 *
 *   1 version (3), 4 threshold, 8 numbers before, 8 relations before,
 *   4 count; per number that it printed again: 8 which, 1 flags, 8 least, 8 most
 *   4 count; per number: name parts (1 base, 1 count; per part 2+n dimension, 2+n value, 1 flags), 8 value, 8 state,
 *            8 hidden together with, 1 flags, 8 least, 8 most
 *   4 count; per relation: 1 whether equal, 4 count; per term: 8 number, 4 coefficient
 *
 * Flags: 1 hidden, 2 derived, 4 bounded (least and most count), 8 rounded, 16 partial (release_inside.h).
 *
 * A copy of the study has the releases of the time that it was copied. Releases of two copies are not joined: who releases
 * from both has two ledgers. Release from one.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "analysis/study/study.h"
#include "release.h"

/* Opens a release with everything that was released from the study before. ERROR_VERSION when another version of the program did.
 * Close with release_close(), also after a failure. */
bool ledger_open(struct release *release, const struct study *study, struct error *err) MUST_CHECK;

/* Writes what the release added, durably. The study was opened with STUDY_WRITE. After release_tables(), and before
 * anybody sees the tables. */
bool ledger_keep(const struct release *release, struct study *study, struct error *err) MUST_CHECK;

/* The record alone, for tests. */
void ledger_record(const struct release *release, struct buf *record);
bool ledger_add(struct release *release, struct view record, struct error *err) MUST_CHECK;

#endif
