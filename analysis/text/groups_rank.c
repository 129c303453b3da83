/* SPDX-License-Identifier: EUPL-1.2
 *
 * To which finding a mention may belong: groups.h. A finding is as likely as its mentions are alike: the nearest three, weighed 0.6,
 * 0.25 and 0.15 (one far-off mention says little, and so does one near one), all of them together, and what they have in
 * common (their centroid: J. Rocchio, 1971). What tags its mentions have counts too, where it is known.
 */
#include "groups.h"

#include <math.h>
#include <stdlib.h>

#include "groups_inside.h"

enum { NEAREST = 3 };
static const double nearest_share[NEAREST] = { 0.6, 0.25, 0.15 };
/* What each counts for; tags come on top of them. */
static const double near_share = 0.2, whole_share = 0.3, common_share = 0.5, tags_share = 0.1;

struct tally {
	double near[NEAREST], sum;
	size_t nearest, count;
	double common; /* the cosine with the centroid */
};

static void
count_in(struct tally *tally, size_t mention, double value)
{
	if (tally->count == 0 || value > tally->near[0])
		tally->nearest = mention;
	tally->sum += value;
	tally->count++;
	for (size_t i = 0; i < NEAREST; i++)
		if (value > tally->near[i]) {
			double moved = tally->near[i];

			tally->near[i] = value;
			value = moved;
		}
}

/* The places of the mentions of each finding, one finding after the other; `from[f]` to `from[f + 1]` are those of finding f. Both owned by
 * the caller. */
static size_t *
members_of(const struct mentions *mentions, size_t mention, const long *finding_of, size_t finding_count,
           size_t **from)
{
	size_t *members = xcalloc(mentions->count + 1, sizeof(*members));
	size_t *start = xcalloc(finding_count + 2, sizeof(*start));

	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < mentions->count; i++) {
			if (i == mention || finding_of[i] < 0 || (size_t)finding_of[i] >= finding_count)
				continue;
			if (pass == 0)
				start[finding_of[i] + 2]++;
			else
				members[start[finding_of[i] + 1]++] = i;
		}
		for (size_t f = 0; pass == 0 && f < finding_count; f++)
			start[f + 2] += start[f + 1];
	}
	*from = start;
	return members;
}

/* The cosine of a mention and the sum of others. `sums` is all zero per feature, and is so again afterwards. */
static double
common_with(const struct mentions *mentions, size_t mention, const size_t *members, size_t count,
            double *sums)
{
	double dot = 0, squares = 0, own = 0;

	for (size_t m = 0; m < count; m++)
		for (size_t i = mentions->start[members[m]]; i < mentions->start[members[m] + 1]; i++)
			sums[mentions->ids[i]] += (double)mentions->values[i];
	for (size_t i = mentions->start[mention]; i < mentions->start[mention + 1]; i++) {
		dot += sums[mentions->ids[i]] * (double)mentions->values[i];
		own += (double)mentions->values[i] * (double)mentions->values[i];
	}
	for (size_t m = 0; m < count; m++)
		for (size_t i = mentions->start[members[m]]; i < mentions->start[members[m] + 1]; i++) {
			double *sum = &sums[mentions->ids[i]];

			squares += *sum * *sum; /* each once: it is zero the next time */
			*sum = 0;
		}
	if (mentions->meaning_length > 0) {
		float *sum = xcalloc(mentions->meaning_length, sizeof(*sum));
		const float *mine = mentions->meaning + mention * mentions->meaning_length;

		for (size_t m = 0; m < count; m++)
			meaning_add(mentions, members[m], sum);
		dot += meaning_alike(mentions, mine, sum);
		squares += meaning_alike(mentions, sum, sum);
		own += meaning_alike(mentions, mine, mine);
		free(sum);
	}
	return squares > 0 && own > 0 ? dot / sqrt(squares * own) : 0;
}

/* The cosine of a mention's tags and the mean of those of others. */
static double
tags_with(const struct mention_tags *tags, size_t mention, const size_t *members, size_t count)
{
	double dot = 0, squares = 0, own = 0;

	for (size_t t = 0; t < tags->count; t++) {
		double sum = 0, mine = (double)tags->of[mention * tags->count + t];

		for (size_t m = 0; m < count; m++)
			sum += (double)tags->of[members[m] * tags->count + t];
		dot += sum * mine;
		squares += sum * sum;
		own += mine * mine;
	}
	return squares > 0 && own > 0 ? dot / sqrt(squares * own) : 0;
}

static double
score_of(const struct tally *tally)
{
	/* Divided by the root and not by the count: a finding of many is likelier. */
	double score = whole_share * tally->sum / sqrt((double)tally->count) + common_share * tally->common;

	for (size_t i = 0; i < NEAREST; i++)
		score += near_share * nearest_share[i] * tally->near[i];
	return score;
}

/* Puts one in its place among the `most` best; returns how many there are. */
static size_t
place_among(struct ranked *ranked, size_t count, size_t most, struct ranked found)
{
	size_t at = count;

	while (at > 0 && ranked[at - 1].score < found.score)
		at--;
	if (at == most)
		return count;
	if (count < most)
		count++;
	for (size_t i = count - 1; i > at; i--)
		ranked[i] = ranked[i - 1];
	ranked[at] = found;
	return count;
}

size_t
groups_rank(const struct mentions *mentions, size_t mention, const long *finding_of, size_t finding_count,
            const struct mention_tags *tags, struct ranked *ranked, size_t most)
{
	size_t *from, *members = members_of(mentions, mention, finding_of, finding_count, &from);
	double *sums = xcalloc(mentions->vocabulary.count + 1, sizeof(*sums));
	size_t count = 0;

	for (size_t f = 0; f < finding_count; f++) {
		const size_t *mine = members + from[f];
		size_t of_it = from[f + 1] - from[f];
		struct tally tally = { .count = 0 };
		struct ranked found = { .finding = f };

		if (of_it == 0)
			continue;
		for (size_t m = 0; m < of_it; m++)
			count_in(&tally, mine[m], mentions_alike(mentions, mention, mine[m]));
		tally.common = common_with(mentions, mention, mine, of_it, sums);
		found.nearest = tally.nearest;
		found.score = score_of(&tally);
		if (tags != NULL)
			found.score += tags_share * tags_with(tags, mention, mine, of_it);
		count = place_among(ranked, count, most, found);
	}
	free(sums);
	free(members);
	free(from);
	return count;
}
