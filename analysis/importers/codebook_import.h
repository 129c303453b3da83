/* SPDX-License-Identifier: EUPL-1.2
 *
 * Codebooks of other programs, which codebook_file.h reads, made decisions. They come in through the same door as every decision,
 * all of it or nothing.
 *
 * A tag of the file is one that the study has when its GUID is that of ours (refi.h), else when its id or its name is the same
 * (capitals do not count), else a new one, with an id made of its name. What the file says of it is decided; tags that it does not
 * name stay.
 */
#ifndef CODEBOOK_IMPORT_H
#define CODEBOOK_IMPORT_H

#include "analysis/decisions/codebook.h"
#include "codebook_file.h"

/* All problems are reported with their lines: names that stand twice, parents that are not there, cycles; then nothing is
 * decided. *made: how many decisions were. */
bool codebook_import(struct coding *coding, struct view coder, struct code_reading *reading, size_t *made,
                     struct error *err) MUST_CHECK;

#endif
