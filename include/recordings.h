/* SPDX-License-Identifier: EUPL-1.2
 *
 * Questions read aloud by a person: sound files in recordings/ beside a questionnaire's file, which it names in `audio:`.
 * They are no part of the definition: answers can be read without them.
 */
#ifndef RECORDINGS_H
#define RECORDINGS_H

#include "questionnaire.h"

enum { RECORDING_MAX = 2 * 1024 * 1024 }; /* bytes of one file */

/* The media type by the name's ending (.mp3, .m4a, .ogg, .opus, .wav, .webm); NULL for any other. */
const char *recording_type(struct view name);

/* Appends the recording `name` of the questionnaire in the file `path`. */
bool recording_read(const char *path, struct view name, struct buf *sound, struct error *err) MUST_CHECK;

/* Calls `each` for every recording that a questionnaire names; whether it always returned true. */
bool recordings_each(const struct questionnaire *questionnaire,
                     bool (*each)(void *context, struct view name, unsigned line, unsigned column),
                     void *context);

/* Whether all recordings can be read; what cannot is reported. */
bool recordings_check(const struct questionnaire *questionnaire, const char *path, struct problems *problems);

#endif
