/* SPDX-License-Identifier: EUPL-1.2
 *
 * Groups of people who vote alike: votes.h.
 */
#include "votes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum {
	ROUNDS_MAX = 50, /* of k-means; it ends by itself long before */
	DEALS = 99,
};

/* The votes as they are compared: -1, 0 or 1, people in an order that depends on their votes alone. */
struct table {
	size_t people, statements;
	double *votes;
	double *centres; /* VOTES_GROUPS_MAX * statements: of the groups that are being tried */
	size_t *of;
};

static const double weights[VOTE_COUNT] = { [VOTE_AGREE] = 1, [VOTE_DISAGREE] = -1 };

static double
distance(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (a[i] - b[i]) * (a[i] - b[i]);
	return sum;
}

static const double *
person(const struct table *table, size_t p)
{
	return table->votes + p * table->statements;
}

static double *
centre(const struct table *table, size_t group)
{
	return table->centres + group * table->statements;
}

static size_t
nearest(const struct table *table, size_t p, size_t groups, double *least)
{
	size_t best = 0;

	*least = INFINITY;
	for (size_t g = 0; g < groups; g++) {
		double d = distance(person(table, p), centre(table, g), table->statements);

		if (d < *least) {
			*least = d;
			best = g;
		}
	}
	return best;
}

/* The centres to begin with: who is farthest from the mean of all, then who is farthest from those so far. */
static void
start(struct table *table, size_t groups)
{
	size_t s = table->statements;

	memset(table->centres, 0, s * sizeof(*table->centres));
	for (size_t p = 0; p < table->people; p++)
		for (size_t i = 0; i < s; i++)
			table->centres[i] += person(table, p)[i] / (double)table->people;
	for (size_t g = 0; g < groups; g++) {
		size_t far = 0;
		double most = -1, least;

		for (size_t p = 0; p < table->people; p++) {
			nearest(table, p, g == 0 ? 1 : g, &least);
			if (least > most) {
				most = least;
				far = p;
			}
		}
		memcpy(centre(table, g), person(table, far), s * sizeof(*table->centres));
	}
}

static void
move_centres(struct table *table, size_t groups, size_t *sizes)
{
	size_t s = table->statements;

	memset(sizes, 0, VOTES_GROUPS_MAX * sizeof(*sizes));
	for (size_t p = 0; p < table->people; p++)
		sizes[table->of[p]]++;
	for (size_t g = 0; g < groups; g++)
		if (sizes[g] > 0)
			memset(centre(table, g), 0, s * sizeof(*table->centres));
	for (size_t p = 0; p < table->people; p++)
		for (size_t i = 0; i < s; i++)
			centre(table, table->of[p])[i] += person(table, p)[i] / (double)sizes[table->of[p]];
}

/* The mean, over all people, of how much nearer their own centre is than the next one. */
static double
silhouette(const struct table *table, size_t groups)
{
	double sum = 0;

	for (size_t p = 0; p < table->people; p++) {
		double own = 0, next = INFINITY;

		for (size_t g = 0; g < groups; g++) {
			double d = sqrt(distance(person(table, p), centre(table, g), table->statements));

			if (g == table->of[p])
				own = d;
			else
				next = fmin(next, d);
		}
		sum += own == next ? 0 : (next - own) / fmax(own, next);
	}
	return sum / (double)table->people;
}

/* Into so many groups; their silhouette, or -1 when one of them is too small. */
static double
divide(struct table *table, size_t groups, size_t threshold, size_t *sizes)
{
	bool moved = true, small = false;
	double least;

	start(table, groups);
	memset(table->of, 0, table->people * sizeof(*table->of));
	for (size_t round = 0; round < ROUNDS_MAX && moved; round++) {
		moved = false;
		for (size_t p = 0; p < table->people; p++) {
			size_t group = nearest(table, p, groups, &least);

			moved = moved || group != table->of[p];
			table->of[p] = group;
		}
		move_centres(table, groups, sizes);
	}
	for (size_t g = 0; g < groups; g++)
		small = small || sizes[g] < threshold || sizes[g] == 0;
	return small ? -1 : silhouette(table, groups);
}

/* The best number of groups; 0 when none is possible. */
static size_t
divide_best(struct table *table, size_t threshold, double *best)
{
	size_t sizes[VOTES_GROUPS_MAX], count = 0;

	*best = -1;
	for (size_t groups = 2; groups <= VOTES_GROUPS_MAX; groups++) {
		double quality = divide(table, groups, threshold, sizes);

		if (quality > *best) {
			*best = quality;
			count = groups;
		}
	}
	return count;
}

static uint64_t
splitmix(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

/* Whether votes without any connection do as well. */
static bool
is_chance(const struct table *table, size_t threshold, double reached)
{
	size_t cells = table->people * table->statements;
	struct table dealt = *table;
	uint64_t state = 1;
	bool chance = false;

	dealt.votes = xcalloc(cells, sizeof(*dealt.votes));
	dealt.of = xcalloc(table->people, sizeof(*dealt.of));
	memcpy(dealt.votes, table->votes, cells * sizeof(*dealt.votes));
	for (size_t deal = 0; deal < DEALS && !chance; deal++) {
		double quality;

		for (size_t i = 0; i < table->statements; i++)
			for (size_t p = table->people; p > 1; p--) {
				size_t other = (size_t)(splitmix(&state) % p);
				double *one = &dealt.votes[(p - 1) * table->statements + i],
				       *two = &dealt.votes[other * table->statements + i], kept = *one;

				*one = *two;
				*two = kept;
			}
		divide_best(&dealt, threshold, &quality);
		chance = quality >= reached;
	}
	free(dealt.votes);
	free(dealt.of);
	return chance;
}

/* People, to be put in the order of their votes. */
struct row {
	const uint8_t *votes;
	size_t statements, number;
};

static int
compare_rows(const void *one, const void *other)
{
	const struct row *a = one, *b = other;
	int order = memcmp(a->votes, b->votes, a->statements);

	return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Numbers the groups by size, then by who comes first, and gives everybody theirs. */
static void
give_out(struct vote_groups *groups, const struct table *table, const struct row *rows)
{
	size_t sizes[VOTES_GROUPS_MAX] = { 0 }, number[VOTES_GROUPS_MAX] = { 0 };

	for (size_t p = 0; p < table->people; p++)
		sizes[table->of[p]]++;
	for (size_t g = 0; g < groups->count; g++) {
		for (size_t h = 0; h < groups->count; h++)
			if (sizes[h] > sizes[g] || (h < g && sizes[h] == sizes[g]))
				number[g]++;
		groups->sizes[number[g]] = sizes[g];
	}
	groups->of = xcalloc(table->people, sizeof(*groups->of));
	for (size_t p = 0; p < table->people; p++)
		groups->of[rows[p].number] = number[table->of[p]];
}

void
vote_groups_make(struct vote_groups *groups, const uint8_t *votes, size_t people, size_t statements,
                 size_t threshold)
{
	struct table table = { .people = people, .statements = statements };
	size_t sizes[VOTES_GROUPS_MAX], count;
	struct row *rows;

	*groups = (struct vote_groups){ .count = 0 };
	if (people < VOTES_GROUPS_PEOPLE || statements == 0)
		return;
	rows = xcalloc(people, sizeof(*rows));
	table.votes = xcalloc(people * statements, sizeof(*table.votes));
	table.centres = xcalloc(VOTES_GROUPS_MAX * statements, sizeof(*table.centres));
	table.of = xcalloc(people, sizeof(*table.of));
	for (size_t p = 0; p < people; p++)
		rows[p] = (struct row){ votes + p * statements, statements, p };
	qsort(rows, people, sizeof(*rows), compare_rows);
	for (size_t p = 0; p < people; p++)
		for (size_t i = 0; i < statements; i++)
			table.votes[p * statements + i] = weights[rows[p].votes[i]];
	count = divide_best(&table, threshold, &groups->silhouette);
	if (count > 0 && !is_chance(&table, threshold, groups->silhouette)) {
		groups->count = count;
		divide(&table, count, threshold, sizes);
		give_out(groups, &table, rows);
	}
	free(rows);
	free(table.votes);
	free(table.centres);
	free(table.of);
}

void
vote_groups_release(struct vote_groups *groups)
{
	free(groups->of);
	*groups = (struct vote_groups){ .count = 0 };
}
