/* SPDX-License-Identifier: EUPL-1.2
 *
 * Labelled answers: quality.h.
 */
#include <stdlib.h>
#include <string.h>

#include "quality.h"

const struct view quality_domains[DOMAINS] = {
	{ "support", 7 }, { "wonen", 5 }, { "school-werk", 11 }, { "inkomen", 7 }, { "welzijn", 7 },
};
const struct view quality_categories[CATEGORIES] = {
	{ "systeem", 7 },
	{ "kennis", 6 },
	{ "samenwerking", 12 },
	{ "cultuur", 7 },
};

bool
answers_read(const char *path, struct answers *answers, struct error *err)
{
	struct view rest;
	size_t room = 0;

	*answers = (struct answers){ .file = BUF_INIT };
	if (!buf_read_file(&answers->file, path, 1 << 26, err))
		return false;
	rest = buf_view(&answers->file);
	(void)view_cut(&rest, '\n');
	while (rest.len > 0) {
		struct view line = view_cut(&rest, '\n');
		struct answer *answer;

		if (answers->count == room) {
			room = room * 2 + 512;
			answers->list = xrealloc(answers->list, room, sizeof(*answers->list));
		}
		answer = &answers->list[answers->count];
		answer->id = view_cut(&line, '\t');
		answer->audience = view_cut(&line, '\t');
		answer->kind = view_cut(&line, '\t');
		answer->item = view_cut(&line, '\t');
		answer->text = view_cut(&line, '\t');
		answer->domains = view_cut(&line, '\t');
		answer->categories = view_cut(&line, '\t');
		answer->pii = line;
		if (answer->text.len > 0)
			answers->count++;
	}
	return answers->count > 1 || fail(err, ERROR_INVALID, "%s has no answers", path);
}

void
answers_release(struct answers *answers)
{
	free(answers->list);
	buf_release(&answers->file);
}

bool
answers_have(struct view list, struct view tag)
{
	struct view rest = list;
	bool have = false;

	while (rest.len > 0 && !have) {
		struct view one = view_trim(view_cut(&rest, ','));

		have = one.len == tag.len;
		for (size_t i = 0; have && i < tag.len; i++)
			have = (one.ptr[i] == '_' ? '-' : one.ptr[i]) == tag.ptr[i];
	}
	return have;
}

struct tagged_text
answers_tagged(const struct answer *answer)
{
	return (struct tagged_text){
		.text = answer->text,
		.kind = view_is(answer->kind, "broodje_aap") ? VIEW("myth") : VIEW("workaround"),
	};
}

uint64_t
quality_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

void
quality_shuffle(size_t *order, size_t count, uint64_t seed)
{
	uint64_t state = seed;

	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t other = (size_t)(quality_random(&state) % i), kept = order[i - 1];

		order[i - 1] = order[other];
		order[other] = kept;
	}
}
