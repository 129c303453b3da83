/* SPDX-License-Identifier: EUPL-1.2
 *
 * Invented responses for measuring, sealed as they arrive: every question answered, as most people do, by one option or a
 * sentence.
 */
#ifndef INVENTED_H
#define INVENTED_H

#include <sodium.h>

#include "qtype.h"
#include "seal.h"

static inline void
invented_answer(struct response *response, const struct question *question, size_t time, struct arena *arena)
{
	static const char words[] =
	    "We bellen elkaar gewoon even, want anders duurt het weken voordat er iemand naar de aanvraag "
	    "kijkt en dan is de jongere al weer weg. Dat mag eigenlijk niet, maar het helpt wel.";
	struct answer *answer = response_answer(response, question, time);

	answer->values = arena_alloc(arena, sizeof(struct view));
	answer->count = 1;
	if (question->option_count > 0)
		answer->values[0] =
		    question->options[randombytes_uniform((uint32_t)question->option_count)].id;
	else if (question->type->level == MEASUREMENT_TEXT)
		answer->values[0] = arena_printf(arena, "%08x %s", randombytes_random(), words);
	else
		answer->count = 0;
}

/* Seals one into `box`, of the questionnaire's size + SEAL_OVERHEAD bytes; the length of its encoding in *length. */
static inline bool
invented_box(const struct questionnaire *q, const struct public_key *key, uint8_t *box, size_t *length,
             struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct buf encoding = BUF_INIT;
	struct response response = response_new(q, &arena);
	bool good;

	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		if (group == NULL)
			invented_answer(&response, q->entries[i].question, 0, &arena);
		for (size_t time = 0; group != NULL && time < group->times; time++)
			for (size_t j = 0; j < group->question_count; j++)
				invented_answer(&response, &group->questions[j], time, &arena);
	}
	response_settle(&response);
	response_encode(&response, &encoding);
	*length = encoding.len;
	good = seal_response(key, SEAL_MODE_BROWSER, buf_view(&encoding), q->size, box, err);
	buf_release(&encoding);
	arena_release(&arena);
	return good;
}

#endif
