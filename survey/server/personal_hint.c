/* SPDX-License-Identifier: EUPL-1.2
 *
 * Looking for personal data in a sent form: personal_hint.h.
 */
#include "personal_hint.h"

#include "qtype.h"

void
personal_hint_make(struct personal_hint *hint, const struct reading *reading, const struct plan *plan)
{
	hint->count = 0;
	for (size_t i = 0; i < plan->section_count; i++) {
		const struct section *section = &plan->sections[i];
		const struct answer *answer =
		    response_answer(&reading->response, section->question, section->time);
		struct personal_find found[HINTS_MAX];
		size_t count;

		if (section->question->type->level != MEASUREMENT_TEXT || answer->count == 0)
			continue;
		count = personal_find(answer->values[0], found, HINTS_MAX - hint->count);
		for (size_t f = 0; f < count; f++) {
			hint->found[hint->count].section = section;
			hint->found[hint->count++].find = found[f];
		}
	}
}
