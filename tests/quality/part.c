/* SPDX-License-Identifier: EUPL-1.2
 *
 * The mentions of one kind: part.h.
 */
#include "part.h"

#include <stdio.h>
#include <stdlib.h>

void
part_make(const struct tools *tools, const struct answers *answers, const char *kind, struct part *part)
{
	struct view *texts = xcalloc(answers->count + 1, sizeof(*texts));
	struct view *items = xcalloc(answers->count + 1, sizeof(*items));

	*part = (struct part){ .item = xcalloc(answers->count + 1, sizeof(*part->item)),
		               .texts = xcalloc(answers->count + 1, sizeof(*part->texts)),
		               .domains = xcalloc(answers->count + 1, DOMAINS * sizeof(*part->domains)) };
	for (size_t i = 0; i < answers->count; i++) {
		const struct answer *answer = &answers->list[i];
		size_t item = 0;

		if (!view_is(answer->kind, kind))
			continue;
		while (item < part->item_count && !view_equal(items[item], answer->item))
			item++;
		if (item == part->item_count)
			items[part->item_count++] = answer->item;
		texts[part->count] = answer->text;
		part->texts[part->count] = answers_tagged(answer);
		for (size_t d = 0; d < DOMAINS; d++)
			part->domains[part->count * DOMAINS + d] =
			    answers_have(answer->domains, quality_domains[d]);
		part->item[part->count++] = (long)item;
	}
	part->mentions = mentions_new(tools->words, tools->thesaurus, texts, part->count);
	quality_use_vectors(tools, part->mentions, texts);
	free(texts);
	free(items);
}

void
part_release(struct part *part)
{
	mentions_free(part->mentions);
	free(part->texts);
	free(part->domains);
	free(part->item);
}

void
part_group(const struct part *part, double alike, struct groups *groups)
{
	struct error err = ERROR_INIT;

	if (!groups_propose(part->mentions, NULL, 0, alike, groups, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
}

double
part_good_limit(const struct part *part, double (*measure)(const struct part *part, double alike))
{
	enum { FIRST = 4, LAST = 40 };
	static const double near_best = 0.03;
	double of[LAST + 1], best = 0, sum = 0, count = 0;

	for (int i = FIRST; i <= LAST; i++) {
		of[i] = measure(part, i / 100.0);
		best = of[i] > best ? of[i] : best;
	}
	for (int i = FIRST; i <= LAST; i++)
		if (of[i] >= best - near_best) {
			sum += i / 100.0;
			count++;
		}
	return sum / count;
}
