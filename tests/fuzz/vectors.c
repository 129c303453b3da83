/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes a file of vectors of words, which somebody downloaded.
 *
 * Covers: analysis/text/vectors.c
 */
#include "fuzz.h"

#include <math.h>

#include "analysis/text/vectors.h"

static struct fuzz_file file;
static struct words *words;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	file = fuzz_file_new(VIEW(""));
	MUST(words_new(NULL, &words, NULL));
	return 0;
}

static void __attribute__((destructor)) forget_words(void)
{
	words_free(words);
}

/* What is read has length 1 or is all zero, and is as common as a word can be. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const asked[] = { "huis", "brief", "a" };
	const struct view text = VIEW("Huis, brief: a");
	struct error err = ERROR_INIT;
	struct vectors *vectors;

	fuzz_file_fill(&file, fuzz_view(data, size));
	if (!vectors_load(file.path, words, &text, 1, &vectors, &err)) {
		MUST(err.code == ERROR_INVALID && err.text[0] != '\0');
		return 0;
	}
	MUST(vectors_length(vectors) >= 1 && vectors_length(vectors) <= VECTOR_LENGTH_MAX);
	MUST(vectors_count(vectors) <= sizeof(asked) / sizeof(*asked));
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		double squares = 0, common = 0;
		const float *row = vectors_find(vectors, view_of(asked[i]), &common);

		for (size_t n = 0; row != NULL && n < vectors_length(vectors); n++)
			squares += (double)row[n] * (double)row[n];
		MUST(row == NULL || (common > 0 && common < 2));
		MUST(row == NULL || squares < 1e-9 || fabs(squares - 1) < 1e-3);
	}
	vectors_free(vectors);
	return 0;
}
