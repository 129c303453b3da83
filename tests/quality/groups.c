/* SPDX-License-Identifier: EUPL-1.2
 *
 * How well mentions are grouped: without a hint, with half of them coded, and what it saves a coder. Per kind of mention.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quality.h"

/* The mentions of one kind. */
struct part {
	struct mentions *mentions;
	size_t count;
	long *item; /* per mention, from 0 */
	size_t item_count;
};

static void
part_make(const struct tools *tools, const struct answers *answers, const char *kind, struct part *part)
{
	struct view *texts = xcalloc(answers->count + 1, sizeof(*texts));
	struct view *items = xcalloc(answers->count + 1, sizeof(*items));

	*part = (struct part){ .item = xcalloc(answers->count + 1, sizeof(*part->item)) };
	for (size_t i = 0; i < answers->count; i++) {
		size_t item = 0;

		if (!view_is(answers->list[i].kind, kind))
			continue;
		while (item < part->item_count && !view_equal(items[item], answers->list[i].item))
			item++;
		if (item == part->item_count)
			items[part->item_count++] = answers->list[i].item;
		texts[part->count] = answers->list[i].text;
		part->item[part->count++] = (long)item;
	}
	part->mentions = mentions_new(tools->words, tools->thesaurus, texts, part->count);
	free(texts);
	free(items);
}

static void
part_release(struct part *part)
{
	mentions_free(part->mentions);
	free(part->item);
}

static void
propose(const struct part *part, const struct mention_link *links, size_t count, double alike,
        struct groups *groups)
{
	struct error err = ERROR_INIT;

	if (!groups_propose(part->mentions, links, count, alike, groups, &err)) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
}

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

	propose(part, NULL, 0, alike, &groups);
	f1 = b_cubed(part, &groups);
	groups_release(&groups);
	return f1;
}

/* The limit that is best for the other kind of mention. */
static double
best_limit(const struct part *part)
{
	double best = 0, limit = GROUPS_ALIKE;

	for (int i = 4; i <= 40; i++) {
		double f1 = unhinted(part, i / 100.0);

		if (f1 > best) {
			best = f1;
			limit = i / 100.0;
		}
	}
	return limit;
}

static bool
is_coded(const struct part *part, const long *coded, long item)
{
	bool found = false;

	for (size_t i = 0; i < part->count; i++)
		found = found || coded[i] == item;
	return found;
}

static void
rank(const struct part *part, double *first, double *five, double *reachable)
{
	size_t *order = xcalloc(part->count, sizeof(*order));
	long *coded = xcalloc(part->count, sizeof(*coded));
	double tried = 0;

	*first = *five = *reachable = 0;
	for (uint64_t repeat = 0; repeat < REPEATS; repeat++) {
		quality_shuffle(order, part->count, repeat);
		for (size_t i = 0; i < part->count; i++)
			coded[order[i]] = i < part->count / 2 ? part->item[order[i]] : FINDING_NONE;
		for (size_t i = part->count / 2; i < part->count; i++) {
			struct ranked ranked[5];
			size_t count =
			    groups_rank(part->mentions, order[i], coded, part->item_count, ranked, 5);

			tried++;
			*reachable += is_coded(part, coded, part->item[order[i]]);
			for (size_t r = 0; r < count; r++)
				if ((long)ranked[r].finding == part->item[order[i]]) {
					*five += 1;
					*first += r == 0;
				}
		}
	}
	*first /= tried;
	*five /= tried;
	*reachable /= tried;
	free(order);
	free(coded);
}

static long
commonest_item(const struct part *part, const size_t *members, size_t count)
{
	size_t *votes = xcalloc(part->item_count + 1, sizeof(*votes));
	long best = 0;

	for (size_t i = 0; i < count; i++)
		votes[part->item[members[i]]]++;
	for (size_t f = 0; f < part->item_count; f++)
		if (votes[f] > votes[best])
			best = (long)f;
	free(votes);
	return best;
}

/* A coder who goes through the proposed groups, the largest first, and makes one decision to accept what is of one finding, and one for each
 * mention to take out. What was taken out, and what stands alone, is then one decision each, with the findings that it is most like in
 * view or not. By hand every mention is one decision. */
static double
effort(const struct part *part, double alike)
{
	struct groups groups;
	long *coded = xcalloc(part->count, sizeof(*coded));
	double decisions = 0, glances = 0;

	for (size_t i = 0; i < part->count; i++)
		coded[i] = FINDING_NONE;
	propose(part, NULL, 0, alike, &groups);
	for (size_t g = 0; g < groups.count; g++) {
		const struct group *group = &groups.list[g];
		long item = commonest_item(part, group->members, group->member_count);

		if (group->member_count == 1)
			continue;
		decisions++;
		for (size_t m = 0; m < group->member_count; m++)
			if (part->item[group->members[m]] == item)
				coded[group->members[m]] = item;
			else
				decisions++;
	}
	groups_release(&groups);
	for (size_t i = 0; i < part->count; i++) {
		struct ranked ranked[5];
		size_t count;
		bool offered = false;

		if (coded[i] != FINDING_NONE)
			continue;
		count = groups_rank(part->mentions, i, coded, part->item_count, ranked, 5);
		for (size_t r = 0; r < count; r++)
			offered = offered || (long)ranked[r].finding == part->item[i];
		decisions++;
		glances += offered;
		coded[i] = part->item[i];
	}
	free(coded);
	quality_note("    %.0f decisions for %zu mentions; %.0f of the last found in the first five",
	             decisions, part->count, glances);
	return decisions / (double)part->count;
}

void
quality_groups(const struct tools *tools, const struct answers *from, const struct answers *test)
{
	static const char *const kinds[2] = { "olifantenpaadje", "broodje_aap" };
	static const char *const names[2] = { "workarounds", "myths" };
	static const double base[2] = { 0.30, 0.35 }, base_five[2] = { 0.54, 0.61 },
	                    base_first[2] = { 0.17, 0.25 };
	struct part parts[2], learned[2];

	for (size_t k = 0; k < 2; k++) {
		part_make(tools, test, kinds[k], &parts[k]);
		part_make(tools, from, kinds[k], &learned[k]);
	}
	for (size_t k = 0; k < 2; k++) {
		double limit = best_limit(&learned[1 - k]), first, five, reachable;
		char what[80];

		if (parts[k].count < 2)
			continue;
		snprintf(what, sizeof(what), "groups of %s without a hint, B-cubed F1", names[k]);
		quality_line(what, unhinted(&parts[k], limit), base[k], 0.50);
		quality_note("    joined from %.2f, the best for %s; with the limit as it is (%.2f): %.3f",
		             limit, names[1 - k], GROUPS_ALIKE, unhinted(&parts[k], GROUPS_ALIKE));
		rank(&parts[k], &first, &five, &reachable);
		snprintf(what, sizeof(what), "finding of %s, half coded: first", names[k]);
		quality_line(what, first, base_first[k], 0.45);
		snprintf(what, sizeof(what), "finding of %s, half coded: first five", names[k]);
		quality_line(what, five, base_five[k], 0.75);
		snprintf(what, sizeof(what), "    of those that were coded at all: first");
		quality_line(what, first / reachable, 0, 0);
		snprintf(what, sizeof(what), "    of those that were coded at all: first five");
		quality_line(what, five / reachable, 0, 0);
		snprintf(what, sizeof(what), "effort saved on %s, share of decisions", names[k]);
		quality_line(what, 1 - effort(&parts[k], limit), 0, 0.50);
	}
	for (size_t k = 0; k < 2; k++) {
		part_release(&parts[k]);
		part_release(&learned[k]);
	}
}
