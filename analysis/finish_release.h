/* SPDX-License-Identifier: EUPL-1.2
 *
 * What every command that releases tables does with a release that was audited, before it shows them.
 */
#ifndef FINISH_RELEASE_H
#define FINISH_RELEASE_H

#include "analysis/tables/ledger.h"

/* Keeps it in the study, unless it is a draft, and writes the proof to `path` (with ".proof.json" behind it when `beside`),
 * unless that is NULL. */
bool finish_release(const struct release *release, struct study *study, bool draft, const char *path,
                    bool beside, struct error *err) MUST_CHECK;

#endif
