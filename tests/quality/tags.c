/* SPDX-License-Identifier: EUPL-1.2
 *
 * How well tags are suggested: by rules alone, and after learning from a random half, ten times.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quality.h"

enum { TAGS_MOST = 64 }; /* in the fixtures */

struct counts {
	double right[TAGS_MOST], wrong[TAGS_MOST], missed[TAGS_MOST];
};

struct axis {
	const char *name;
	const struct view *tags;
	size_t count;
	double rules_aim, learned_aim, baseline;
};

static struct view
labels_of(const struct axis *axis, const struct answer *answer)
{
	return axis->tags == quality_domains ? answer->domains : answer->categories;
}

static void
judge(const struct axis *axis, struct tagger *tagger, const struct answer *answer, struct counts *counts)
{
	struct arena arena = ARENA_INIT;
	struct tag_suggestion *suggestions;
	struct tagged_text text = answers_tagged(answer);
	size_t count = tagger_suggest(tagger, &text, &arena, &suggestions);

	for (size_t t = 0; t < axis->count; t++) {
		bool wanted = answers_have(labels_of(axis, answer), axis->tags[t]), given = false;

		for (size_t i = 0; i < count; i++)
			given = given || view_equal(suggestions[i].tag, axis->tags[t]);
		counts->right[t] += wanted && given;
		counts->wrong[t] += !wanted && given;
		counts->missed[t] += wanted && !given;
	}
	arena_release(&arena);
}

static double
f1_of(double right, double wrong, double missed)
{
	return right + wrong + missed > 0 ? 2 * right / (2 * right + wrong + missed) : 1;
}

static double
micro(const struct counts *counts, size_t tags)
{
	double right = 0, wrong = 0, missed = 0;

	for (size_t t = 0; t < tags; t++) {
		right += counts->right[t];
		wrong += counts->wrong[t];
		missed += counts->missed[t];
	}
	return f1_of(right, wrong, missed);
}

static double
macro(const struct axis *axis, const struct counts *counts)
{
	double sum = 0;

	for (size_t t = 0; t < axis->count; t++)
		sum += f1_of(counts->right[t], counts->wrong[t], counts->missed[t]);
	return sum / (double)axis->count;
}

static void
each_tag(const struct axis *axis, const struct counts *counts)
{
	for (size_t t = 0; t < axis->count; t++)
		quality_note("    %.*s: precision %.2f, recall %.2f", VIEW_ARGS(axis->tags[t]),
		             counts->right[t] / (counts->right[t] + counts->wrong[t] + 1e-9),
		             counts->right[t] / (counts->right[t] + counts->missed[t] + 1e-9));
}

static void
learn(const struct axis *axis, struct tagger *tagger, const struct answers *answers, const size_t *order,
      size_t count)
{
	struct tagged_text *texts = xcalloc(count + 1, sizeof(*texts));
	bool *coded = xcalloc(count * axis->count + 1, sizeof(*coded));

	for (size_t i = 0; i < count; i++) {
		const struct answer *answer = &answers->list[order[i]];

		texts[i] = answers_tagged(answer);
		for (size_t t = 0; t < axis->count; t++)
			coded[i * axis->count + t] = answers_have(labels_of(axis, answer), axis->tags[t]);
	}
	if (!tagger_learn(tagger, texts, coded, count))
		quality_note("    nothing was learned");
	free(texts);
	free(coded);
}

static void
measure(const struct tools *tools, const struct axis *axis, const struct answers *from,
        const struct answers *test)
{
	struct tagger *tagger = tagger_new(tools->words, tools->thesaurus, axis->tags, axis->count);
	size_t largest = from->count > test->count ? from->count : test->count;
	size_t *order = xcalloc(largest, sizeof(*order));
	struct counts *counts = xcalloc(1, sizeof(*counts));
	char what[80];

	for (size_t i = 0; i < test->count; i++)
		judge(axis, tagger, &test->list[i], counts);
	snprintf(what, sizeof(what), "%s tags by rules, micro-F1", axis->name);
	quality_line(what, micro(counts, axis->count), axis->baseline, axis->rules_aim);
	each_tag(axis, counts);
	memset(counts, 0, sizeof(*counts));
	for (uint64_t repeat = 0; repeat < REPEATS; repeat++) {
		if (from != test) {
			/* What is learned from is another file: all of it. */
			quality_shuffle(order, from->count, repeat);
			learn(axis, tagger, from, order, from->count);
			for (size_t i = 0; i < test->count; i++)
				judge(axis, tagger, &test->list[i], counts);
			break;
		}
		quality_shuffle(order, test->count, repeat);
		learn(axis, tagger, test, order, test->count / 2);
		for (size_t i = test->count / 2; i < test->count; i++)
			judge(axis, tagger, &test->list[order[i]], counts);
	}
	snprintf(what, sizeof(what), "%s tags after learning, micro-F1", axis->name);
	quality_line(what, micro(counts, axis->count), axis->baseline, axis->learned_aim);
	snprintf(what, sizeof(what), "%s tags after learning, macro-F1", axis->name);
	quality_line(what, macro(axis, counts), 0, axis->tags == quality_categories ? 0.60 : 0);
	each_tag(axis, counts);
	tagger_free(tagger);
	free(order);
	free(counts);
}

void
quality_tags(const struct tools *tools, const struct answers *from, const struct answers *test)
{
	static const struct axis axes[] = {
		{ "domain", quality_domains, DOMAINS, 0.75, 0.80, 0.63 },
		{ "category", quality_categories, CATEGORIES, 0.65, 0.70, 0.63 },
	};

	for (size_t i = 0; i < sizeof(axes) / sizeof(*axes); i++)
		measure(tools, &axes[i], from, test);
}
