/* SPDX-License-Identifier: EUPL-1.2
 *
 * Krippendorff's alpha: agreement.h. Within a unit of m values each pair counts 1 / (m - 1), so that every value counts once; expected is the
 * mean distance of all pairs of values that can be compared, whatever their units.
 */
#include "agreement.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* The values that can be compared, as places in a list of different values, sorted. */
struct data {
	struct agreement_value *different; /* owned */
	size_t different_count;
	size_t *at;          /* owned; per value */
	size_t *start;       /* owned; of each unit, units + 1 */
	size_t units, count; /* units with two values or more; values in them */
	double *distances;   /* owned; different_count squared, squared differences */
};

static unsigned
members(uint64_t set)
{
	return (unsigned)__builtin_popcountll(set);
}

double
agreement_jaccard(uint64_t a, uint64_t b)
{
	unsigned all = members(a | b);

	return all == 0 ? 0 : 1 - (double)members(a & b) / (double)all;
}

double
agreement_masi(uint64_t a, uint64_t b)
{
	unsigned all = members(a | b), both = members(a & b);
	/* One of the other; some in common; nothing in common. */
	double alike = a == b                                   ? 1
	             : both == members(a) || both == members(b) ? 2.0 / 3
	             : both > 0                                 ? 1.0 / 3
	                                                        : 0;

	return all == 0 ? 0 : both == 0 ? 1 : 1 - alike * (double)both / (double)all;
}

static int
by_number(const void *left, const void *right)
{
	const struct agreement_value *a = left, *b = right;

	return a->is.number < b->is.number ? -1 : a->is.number > b->is.number;
}

static int
by_set(const void *left, const void *right)
{
	const struct agreement_value *a = left, *b = right;

	return a->is.set < b->is.set ? -1 : a->is.set > b->is.set;
}

static bool
is_set(enum agreement_level level)
{
	return level == AGREEMENT_JACCARD || level == AGREEMENT_MASI;
}

static size_t
coded(const struct agreement_value *unit, size_t coders)
{
	size_t count = 0;

	for (size_t c = 0; c < coders; c++)
		count += unit[c].present;
	return count;
}

/* What cannot be compared with another of its unit is left out. */
static bool
gather(const struct agreement_value *values, size_t units, size_t coders, enum agreement_level level,
       struct data *data, struct error *err)
{
	int (*order)(const void *, const void *) = is_set(level) ? by_set : by_number;
	struct agreement_value *kept = xcalloc(units * coders + 1, sizeof(*kept));
	bool good = true;

	data->different = xcalloc(units * coders + 1, sizeof(*data->different));
	data->at = xcalloc(units * coders + 1, sizeof(*data->at));
	data->start = xcalloc(units + 1, sizeof(*data->start));
	for (size_t u = 0; u < units; u++) {
		const struct agreement_value *unit = values + u * coders;

		if (coded(unit, coders) < 2)
			continue;
		for (size_t c = 0; c < coders; c++)
			if (unit[c].present)
				kept[data->count++] = unit[c];
		data->start[++data->units] = data->count;
	}
	memcpy(data->different, kept, data->count * sizeof(*kept));
	if (data->count > 1)
		qsort(data->different, data->count, sizeof(*data->different), order);
	for (size_t i = 0; i < data->count; i++)
		if (i == 0 || order(&data->different[data->different_count - 1], &data->different[i]) != 0)
			data->different[data->different_count++] = data->different[i];
	for (size_t i = 0; i < data->count; i++) {
		const struct agreement_value *found = bsearch(
		    &kept[i], data->different, data->different_count, sizeof(*data->different), order);

		data->at[i] = found == NULL ? 0 : (size_t)(found - data->different);
		good = good && (level != AGREEMENT_RATIO || kept[i].is.number >= 0);
	}
	free(kept);
	if (!good)
		return fail(err, ERROR_INVALID, "a ratio is below 0");
	return data->count > 1 ||
	       fail(err, ERROR_INVALID, "no two people coded the same: there is nothing to compare");
}

/* Krippendorff 2011, section C: the squared difference at each level. `how_often` is of each value, for ordinal. */
static double
distance(const struct data *data, size_t a, size_t b, enum agreement_level level, const double *how_often)
{
	const struct agreement_value *x = &data->different[a], *y = &data->different[b];
	double off = 0;

	if (a == b)
		return 0;
	switch (level) {
	case AGREEMENT_NOMINAL:
		off = 1;
		break;
	case AGREEMENT_ORDINAL:
		for (size_t g = a < b ? a : b; g <= (a < b ? b : a); g++)
			off += how_often[g];
		off -= (how_often[a] + how_often[b]) / 2;
		off *= off;
		break;
	case AGREEMENT_INTERVAL:
		off = x->is.number - y->is.number;
		off *= off;
		break;
	case AGREEMENT_RATIO:
		off = (x->is.number - y->is.number) / (x->is.number + y->is.number);
		off *= off;
		break;
	case AGREEMENT_JACCARD:
		off = agreement_jaccard(x->is.set, y->is.set);
		break;
	case AGREEMENT_MASI:
		off = agreement_masi(x->is.set, y->is.set);
		break;
	}
	return off;
}

static void
count_values(const struct data *data, const size_t *drawn, double *how_often, double *total)
{
	memset(how_often, 0, data->different_count * sizeof(*how_often));
	*total = 0;
	for (size_t d = 0; d < data->units; d++)
		for (size_t i = data->start[drawn[d]]; i < data->start[drawn[d] + 1]; i++) {
			how_often[data->at[i]]++;
			++*total;
		}
}

/* Alpha of the units that were drawn; false when their values are all alike. */
static bool
alpha_of(const struct data *data, const size_t *drawn, double *alpha)
{
	double *how_often = xcalloc(data->different_count + 1, sizeof(*how_often)), total, observed = 0,
	       expected = 0;
	size_t width = data->different_count;

	count_values(data, drawn, how_often, &total);
	for (size_t d = 0; d < data->units; d++) {
		size_t from = data->start[drawn[d]], to = data->start[drawn[d] + 1];
		double off = 0;

		for (size_t i = from; i < to; i++)
			for (size_t j = from; j < to; j++)
				off += data->distances[data->at[i] * width + data->at[j]];
		observed += off / (double)(to - from - 1);
	}
	for (size_t a = 0; a < width; a++)
		for (size_t b = 0; b < width; b++)
			expected += how_often[a] * how_often[b] * data->distances[a * width + b];
	expected /= total - 1;
	free(how_often);
	if (expected > 0)
		*alpha = 1 - observed / expected;
	return expected > 0;
}

static void
measure_distances(struct data *data, enum agreement_level level, const size_t *all)
{
	double *how_often = xcalloc(data->different_count + 1, sizeof(*how_often)), total;
	size_t width = data->different_count;

	count_values(data, all, how_often, &total);
	data->distances = xcalloc(width * width + 1, sizeof(*data->distances));
	for (size_t a = 0; a < width; a++)
		for (size_t b = 0; b < width; b++)
			data->distances[a * width + b] = distance(data, a, b, level, how_often);
	free(how_often);
}

static uint64_t
draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

static int
by_alpha(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

/* Samples of the units with as many units, with replacement. */
static void
bootstrap(const struct data *data, unsigned samples, uint64_t seed, struct agreement *agreement)
{
	double *alphas = xcalloc(samples, sizeof(*alphas));
	size_t *drawn = xcalloc(data->units + 1, sizeof(*drawn));
	uint64_t state = seed;
	size_t count = 0;

	/* Bounded: a few units may make samples that are all alike most of the time. */
	for (size_t tries = 0; count < samples && tries < (size_t)samples * 20; tries++) {
		for (size_t u = 0; u < data->units; u++)
			drawn[u] = (size_t)(draw(&state) % data->units);
		count += alpha_of(data, drawn, &alphas[count]);
	}
	if (count > 0) {
		qsort(alphas, count, sizeof(*alphas), by_alpha);
		agreement->low = alphas[(size_t)(0.025 * (double)(count - 1) + 0.5)];
		agreement->high = alphas[(size_t)(0.975 * (double)(count - 1) + 0.5)];
	}
	free(alphas);
	free(drawn);
}

bool
agreement_alpha(const struct agreement_value *values, size_t units, size_t coders, enum agreement_level level,
                unsigned samples, uint64_t seed, struct agreement *agreement, struct error *err)
{
	struct data data = { .different = NULL };
	size_t *all = xcalloc(units + 1, sizeof(*all));
	bool good = false;

	*agreement = (struct agreement){ .alpha = 0 };
	if (!gather(values, units, coders, level, &data, err))
		goto out;
	for (size_t u = 0; u < data.units; u++)
		all[u] = u;
	measure_distances(&data, level, all);
	agreement->units = data.units;
	agreement->values = data.count;
	good = alpha_of(&data, all, &agreement->alpha) ||
	       fail(err, ERROR_INVALID, "everybody coded everything the same: alpha is not defined");
	agreement->low = agreement->high = agreement->alpha;
	if (good && samples > 0)
		bootstrap(&data, samples, seed, agreement);
out:
	free(all);
	free(data.different);
	free(data.at);
	free(data.start);
	free(data.distances);
	return good;
}
