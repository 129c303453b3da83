/* SPDX-License-Identifier: EUPL-1.2
 *
 * How well mentions are grouped: without a hint, with half of them coded, and what it saves a coder. Per kind of mention.
 */
#include <stdio.h>
#include <stdlib.h>

#include "part.h"

/* B-cubed (A. Bagga and B. Baldwin, 1998): per mention how much of its group is of its item, and of its item in its group. */
static double
b_cubed(const struct part *part, const struct groups *groups)
{
	double precision = 0, recall = 0, n = (double)part->count;

	for (size_t i = 0; i < part->count; i++) {
		double both = 0, group = 0, item = 0;

		for (size_t j = 0; j < part->count; j++) {
			bool a = groups->group_of[i] == groups->group_of[j],
			     b = part->item[i] == part->item[j];

			both += a && b;
			group += a;
			item += b;
		}
		precision += both / group / n;
		recall += both / item / n;
	}
	return 2 * precision * recall / (precision + recall);
}

static double
unhinted(const struct part *part, double alike)
{
	struct groups groups;
	double f1;

	part_group(part, alike, &groups);
	f1 = b_cubed(part, &groups);
	groups_release(&groups);
	return f1;
}

static bool
is_coded(const struct part *part, const long *coded, long item)
{
	bool found = false;

	for (size_t i = 0; i < part->count; i++)
		found = found || coded[i] == item;
	return found;
}

/* The domains of the first half of the order, as coded, and for the others what is suggested after learning from them. */
static void
know_domains(const struct tools *tools, const struct part *part, const size_t *order, float *of)
{
	struct tagger *tagger = tagger_new(tools->words, tools->thesaurus, quality_domains, DOMAINS);
	struct tagged_text *texts = xcalloc(part->count, sizeof(*texts));
	bool *coded = xcalloc(part->count, DOMAINS * sizeof(*coded));

	for (size_t i = 0; i < part->count / 2; i++) {
		texts[i] = part->texts[order[i]];
		for (size_t d = 0; d < DOMAINS; d++) {
			coded[i * DOMAINS + d] = part->domains[order[i] * DOMAINS + d];
			of[order[i] * DOMAINS + d] = coded[i * DOMAINS + d] ? 1 : 0;
		}
	}
	(void)tagger_learn(tagger, texts, coded, part->count / 2);
	for (size_t i = part->count / 2; i < part->count; i++) {
		struct arena arena = ARENA_INIT;
		struct tag_suggestion *list;
		size_t count = tagger_suggest(tagger, &part->texts[order[i]], &arena, &list);

		for (size_t d = 0; d < DOMAINS; d++) {
			of[order[i] * DOMAINS + d] = 0;
			for (size_t s = 0; s < count; s++)
				if (view_equal(list[s].tag, quality_domains[d]))
					of[order[i] * DOMAINS + d] = (float)list[s].probability;
		}
		arena_release(&arena);
	}
	free(texts);
	free(coded);
	tagger_free(tagger);
}

struct ranks {
	double first, five, reachable; /* shares */
};

/* Over random halves that are coded: with a finding, and with the tags of `tools` where that is not NULL. */
static struct ranks
rank(const struct part *part, const struct tools *tools)
{
	size_t *order = xcalloc(part->count, sizeof(*order));
	long *coded = xcalloc(part->count, sizeof(*coded));
	float *of = xcalloc(part->count, DOMAINS * sizeof(*of));
	struct mention_tags tags = { of, DOMAINS };
	struct ranks ranks = { 0, 0, 0 };
	double tried = 0;

	for (uint64_t repeat = 0; repeat < REPEATS; repeat++) {
		quality_shuffle(order, part->count, repeat);
		for (size_t i = 0; i < part->count; i++)
			coded[order[i]] = i < part->count / 2 ? part->item[order[i]] : FINDING_NONE;
		if (tools != NULL)
			know_domains(tools, part, order, of);
		for (size_t i = part->count / 2; i < part->count; i++) {
			struct ranked ranked[5];
			size_t count = groups_rank(part->mentions, order[i], coded, part->item_count,
			                           tools == NULL ? NULL : &tags, ranked, 5);

			tried++;
			ranks.reachable += is_coded(part, coded, part->item[order[i]]);
			for (size_t r = 0; r < count; r++)
				if ((long)ranked[r].finding == part->item[order[i]]) {
					ranks.five += 1;
					ranks.first += r == 0;
				}
		}
	}
	ranks.first /= tried;
	ranks.five /= tried;
	ranks.reachable /= tried;
	free(order);
	free(coded);
	free(of);
	return ranks;
}

static void
report(const struct tools *tools, const struct part *part, const struct part *other, size_t kind)
{
	static const char *const names[2] = { "workarounds", "myths" };
	static const double base[2] = { 0.30, 0.35 }, base_five[2] = { 0.54, 0.61 },
	                    base_first[2] = { 0.17, 0.25 };
	double limit = part_good_limit(other, unhinted), quick = part_good_limit(other, part_saved);
	struct ranks ranks = rank(part, tools), words = rank(part, NULL);
	char what[80];

	snprintf(what, sizeof(what), "groups of %s without a hint, B-cubed F1", names[kind]);
	quality_line(what, unhinted(part, limit), base[kind], 0.50);
	quality_note("    joined from %.2f, which does well for %s; with the limit as it is (%.2f): %.3f",
	             limit, names[1 - kind], GROUPS_ALIKE, unhinted(part, GROUPS_ALIKE));
	snprintf(what, sizeof(what), "finding of %s, half coded: first", names[kind]);
	quality_line(what, ranks.first, base_first[kind], 0.45);
	snprintf(what, sizeof(what), "finding of %s, half coded: first five", names[kind]);
	quality_line(what, ranks.five, base_five[kind], 0.75);
	quality_line("    of those that were coded at all: first", ranks.first / ranks.reachable, 0, 0);
	quality_line("    of those that were coded at all: first five", ranks.five / ranks.reachable, 0, 0);
	quality_line("    by words alone, without tags: first", words.first, 0, 0);
	quality_line("    by words alone, without tags: first five", words.five, 0, 0);
	snprintf(what, sizeof(what), "effort saved on %s, share of decisions", names[kind]);
	quality_line(what, part_saved(part, quick), 0, 0.50);
	quality_note("    joined from %.2f, which does well for %s; with the limit as it is (%.2f): %.3f",
	             quick, names[1 - kind], GROUPS_ALIKE, part_saved(part, GROUPS_ALIKE));
}

void
quality_groups(const struct tools *tools, const struct answers *from, const struct answers *test)
{
	static const char *const kinds[2] = { "olifantenpaadje", "broodje_aap" };
	struct part parts[2], learned[2];

	for (size_t k = 0; k < 2; k++) {
		part_make(tools, test, kinds[k], &parts[k]);
		part_make(tools, from, kinds[k], &learned[k]);
	}
	for (size_t k = 0; k < 2; k++)
		if (parts[k].count >= 2)
			report(tools, &parts[k], &learned[1 - k], k);
	for (size_t k = 0; k < 2; k++) {
		part_release(&parts[k]);
		part_release(&learned[k]);
	}
}
