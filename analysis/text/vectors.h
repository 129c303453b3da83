/* SPDX-License-Identifier: EUPL-1.2
 *
 * Vectors of words, out of a file that a user downloads: fastText's text form, `.vec`, gzipped or not, as fasttext.cc offers them for
 * Dutch (P. Bojanowski and others, 2017). Never needed: they let groups see that two words mean about the same.
 *
 * Only words that were asked for are kept, so that memory goes with the answers and not with the file, which has millions. The form
 * is read here and not by libfasttext, which loads a file whole (gigabytes) and does not notice one that is cut off.
 */
#ifndef VECTORS_H
#define VECTORS_H

#include "words.h"

enum {
	VECTOR_LENGTH_MAX = 1024,    /* numbers of one word */
	VECTOR_WORDS_MAX = 20000000, /* that a file may say it has */
	VECTOR_LINE_MAX = 1024 * 32, /* bytes */
};

struct vectors;

/* Reads the vectors of all words of the texts; of words that fold to the same, the first, which is the commonest. ERROR_ABSENT or
 * ERROR_SYSTEM when there is no file, ERROR_INVALID with the line where it is no such file or ends too early. Owned by the caller. Without
 * texts the file is only looked at, and words may be NULL. */
bool vectors_load(const char *path, struct words *words, const struct view *texts, size_t count,
                  struct vectors **vectors, struct error *err) MUST_CHECK;
void vectors_free(struct vectors *vectors); /* NULL is harmless */

size_t vectors_length(const struct vectors *vectors); /* of each */
size_t vectors_count(const struct vectors *vectors);  /* of words that were found */

/* The vector of a folded word (struct word), of length 1, or NULL. `commonness` becomes its share of all words of its language, by its place
 * in the file (G. Zipf). */
const float *vectors_find(const struct vectors *vectors, struct view folded, double *commonness);

#endif
