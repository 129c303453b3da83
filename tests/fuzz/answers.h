/* SPDX-License-Identifier: EUPL-1.2
 *
 * Encodings that name their definition with the word HASH, so that they outlive a change of their questionnaire.
 */
#ifndef FUZZ_ANSWERS_H
#define FUZZ_ANSWERS_H

#include "fuzz.h"

/* Appends `input` with the hash of a questionnaire where "HASH" stands first. */
static inline void
answers_complete(struct view input, const struct questionnaire *questionnaire, struct buf *out)
{
	static const char word[] = "HASH";
	const char *at = input.len == 0 ? NULL : memmem(input.ptr, input.len, word, sizeof(word) - 1);
	char hash[DEFINITION_HASH_TEXT];
	size_t before = at == NULL ? input.len : (size_t)(at - input.ptr);

	definition_hash_text(questionnaire->hash, hash);
	buf_add(out, input.ptr, before);
	if (at != NULL) {
		buf_add_text(out, hash);
		buf_add(out, at + sizeof(word) - 1, input.len - before - (sizeof(word) - 1));
	}
}

#endif
