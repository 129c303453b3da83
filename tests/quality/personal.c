/* SPDX-License-Identifier: EUPL-1.2
 *
 * How well personal data is found: precision and recall of exact places, of what has a form and of names.
 */
#include <string.h>

#include "personal.h"
#include "quality.h"

enum { LABELS_MAX = 16 };

struct label {
	struct view kind, text;
	bool found;
};

static size_t
labels_of(const struct answer *answer, struct label *labels)
{
	struct view rest = answer->pii;
	size_t count = 0;

	while (rest.len > 0 && count < LABELS_MAX) {
		struct view one = view_trim(view_cut(&rest, ';')), text = one;
		struct view kind = view_cut(&text, '=');

		if (text.len > 0)
			labels[count++] = (struct label){ kind, text, false };
	}
	return count;
}

void
quality_personal(const struct tools *tools, const struct answers *test)
{
	/* By whether it is a name. */
	double right[2] = { 0 }, wrong[2] = { 0 }, missed[2] = { 0 };

	for (size_t i = 0; i < test->count; i++) {
		struct arena arena = ARENA_INIT;
		struct label labels[LABELS_MAX];
		struct personal_place *places;
		size_t wanted = labels_of(&test->list[i], labels);
		size_t count = names_find(tools->names, test->list[i].text, &arena, &places);

		for (size_t p = 0; p < count; p++) {
			bool name = strcmp(places[p].kind, "name") == 0, hit = false;

			for (size_t l = 0; l < wanted && !hit; l++)
				if (!labels[l].found && view_is(labels[l].kind, places[p].kind) &&
				    view_equal(labels[l].text, places[p].found))
					hit = labels[l].found = true;
			right[name] += hit;
			wrong[name] += !hit;
			if (!hit)
				quality_note("    %.*s: %s \"%.*s\" is not labelled",
				             VIEW_ARGS(test->list[i].id), places[p].kind,
				             VIEW_ARGS(places[p].found));
		}
		for (size_t l = 0; l < wanted; l++)
			if (!labels[l].found) {
				missed[view_is(labels[l].kind, "name")]++;
				quality_note("    %.*s: %.*s \"%.*s\" was missed",
				             VIEW_ARGS(test->list[i].id), VIEW_ARGS(labels[l].kind),
				             VIEW_ARGS(labels[l].text));
			}
		arena_release(&arena);
	}
	quality_line("personal data with a form, recall", right[0] / (right[0] + missed[0] + 1e-9), 0, 0.95);
	quality_line("personal data with a form, precision", right[0] / (right[0] + wrong[0] + 1e-9), 0,
	             0.85);
	quality_line("names, recall", right[1] / (right[1] + missed[1] + 1e-9), 0, 0.85);
	quality_line("names, precision", right[1] / (right[1] + wrong[1] + 1e-9), 0, 0.75);
}
