/* SPDX-License-Identifier: EUPL-1.2
 *
 * What every command that reads a study does first.
 */
#ifndef OPEN_STUDY_H
#define OPEN_STUDY_H

#include "analysis/study/study.h"
#include "locale_catalogue.h"

/* Opens a study for reading with the passphrase from `passphrase_file`, or (NULL) asked for on the
 * terminal. */
bool open_study(const char *path, const char *passphrase_file, struct study **study,
                struct error *err) MUST_CHECK;

/* The same for reading or for writing. */
bool open_study_for(const char *path, const char *passphrase_file, enum study_access access,
                    struct study **study, struct error *err) MUST_CHECK;

/* The catalogue of a language; ERROR_INVALID with a list when there is none. */
bool open_language(const char *language, const struct catalogue **catalogue, struct error *err) MUST_CHECK;

#endif
