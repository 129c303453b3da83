/* SPDX-License-Identifier: EUPL-1.2
 *
 * Codebooks of other programs: REFI-QDA (.qdc) and CSV. They come in through the same door as every decision, all of it or
 * nothing.
 *
 * A tag of the file is one that the study has when its GUID is that of ours (refi.h), else when its id or its name is the same
 * (capitals do not count), else a new one, with an id made of its name. What the file says of it is decided; tags that it does not
 * name stay.
 *
 * A CSV file has a heading: name (needed), id, parent (an id or a name), definition, keywords, colour, state, example; others
 * are reported and left alone.
 */
#ifndef CODEBOOK_IMPORT_H
#define CODEBOOK_IMPORT_H

#include "analysis/decisions/codebook.h"

enum {
	CODEBOOK_IMPORT_BYTES = 1 << 22, /* of a file */
	CODEBOOK_IMPORT_TAGS = 1000,
};

/* `file` says by its ending which form it is. All problems are reported with their lines: names that stand twice, parents that are
 * not there, cycles; then nothing is decided. *made: how many decisions were. */
bool codebook_import(struct coding *coding, struct view coder, struct view bytes, const char *file,
                     size_t *made, struct problems *problems, struct error *err) MUST_CHECK;

#endif
