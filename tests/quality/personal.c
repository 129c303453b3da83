/* SPDX-License-Identifier: EUPL-1.2
 *
 * How well personal data is found: precision and recall of exact places, of what has a form and of names.
 */
#include <stdio.h>
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

/* By whether it is a name. */
struct counts {
	double right[2], wrong[2], missed[2];
};

static void
count_in(const struct tools *tools, const struct answer *answer, struct counts *counts)
{
	struct arena arena = ARENA_INIT;
	struct label labels[LABELS_MAX];
	struct personal_place *places;
	size_t wanted = labels_of(answer, labels);
	size_t count = names_find(tools->names, answer->text, &arena, &places);

	for (size_t p = 0; p < count; p++) {
		bool name = strcmp(places[p].kind, "name") == 0, hit = false;

		for (size_t l = 0; l < wanted && !hit; l++)
			if (!labels[l].found && view_is(labels[l].kind, places[p].kind) &&
			    view_equal(labels[l].text, places[p].found))
				hit = labels[l].found = true;
		counts->right[name] += hit;
		counts->wrong[name] += !hit;
		if (!hit)
			quality_note("    %.*s: %s \"%.*s\" is not labelled", VIEW_ARGS(answer->id),
			             places[p].kind, VIEW_ARGS(places[p].found));
	}
	for (size_t l = 0; l < wanted; l++)
		if (!labels[l].found) {
			counts->missed[view_is(labels[l].kind, "name")]++;
			quality_note("    %.*s: %.*s \"%.*s\" was missed", VIEW_ARGS(answer->id),
			             VIEW_ARGS(labels[l].kind), VIEW_ARGS(labels[l].text));
		}
	arena_release(&arena);
}

void
quality_personal(const struct tools *tools, const struct answers *test, const char *item, const char *about)
{
	static const char *const kinds[2] = { "personal data with a form", "names" };
	static const double recall_aim[2] = { 0.95, 0.85 }, precision_aim[2] = { 0.85, 0.75 };
	struct counts counts = { .right = { 0 } };

	for (size_t i = 0; i < test->count; i++)
		if (item == NULL || view_is(test->list[i].item, item))
			count_in(tools, &test->list[i], &counts);
	for (size_t k = 0; k < 2; k++) {
		char what[80];

		snprintf(what, sizeof(what), "%s%s, recall", kinds[k], about);
		quality_line(what, counts.right[k] / (counts.right[k] + counts.missed[k] + 1e-9), 0,
		             recall_aim[k]);
		snprintf(what, sizeof(what), "%s%s, precision", kinds[k], about);
		quality_line(what, counts.right[k] / (counts.right[k] + counts.wrong[k] + 1e-9), 0,
		             precision_aim[k]);
	}
}
