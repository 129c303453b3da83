/* SPDX-License-Identifier: EUPL-1.2
 *
 * What mentions mean, by vectors of their words: the mean of those vectors in which common words count for little, without what all
 * mentions of a study have in common (S. Arora, Y. Liang and T. Ma, A simple but tough-to-beat baseline for sentence embeddings, 2017).
 */
#include <math.h>
#include <stdlib.h>

#include "groups_inside.h"

/* What meaning counts for beside words, and from where a word is common (Arora's a). */
static const double meaning_share = 0.10, common_from = 1e-3;

static void
add_up(const struct vectors *vectors, const struct word_list *list, float *row)
{
	size_t length = vectors_length(vectors);

	for (size_t w = 0; w < list->count; w++) {
		double commonness = 0;
		const float *vector =
		    list->list[w].stop ? NULL : vectors_find(vectors, list->list[w].folded, &commonness);
		float share = (float)(common_from / (common_from + commonness));

		for (size_t i = 0; vector != NULL && i < length; i++)
			row[i] += share * vector[i];
	}
}

/* Makes a row `length` long; one that is all zero stays so. */
static void
stretch(float *row, size_t count, double length)
{
	double squares = 0;

	for (size_t i = 0; i < count; i++)
		squares += (double)row[i] * (double)row[i];
	for (size_t i = 0; i < count && squares > 0; i++)
		row[i] = (float)((double)row[i] * length / sqrt(squares));
}

static void
take_off_mean(float *rows, const bool *known, size_t count, size_t length)
{
	for (size_t d = 0; d < length; d++) {
		double sum = 0, of = 0;

		for (size_t i = 0; i < count; i++) {
			sum += (double)rows[i * length + d];
			of += known[i];
		}
		for (size_t i = 0; i < count; i++)
			if (known[i])
				rows[i * length + d] -= (float)(sum / of);
	}
}

void
mentions_use_vectors(struct mentions *mentions, struct words *words, const struct vectors *vectors,
                     const struct view *texts)
{
	size_t length = vectors_length(vectors);
	float *rows = xcalloc(mentions->count * length + 1, sizeof(*rows));
	bool *known = xcalloc(mentions->count + 1, sizeof(*known));

	for (size_t i = 0; i < mentions->count; i++) {
		struct arena arena = ARENA_INIT;
		struct word_list list;

		words_read(words, texts[i], &arena, &list);
		add_up(vectors, &list, rows + i * length);
		arena_release(&arena);
		stretch(rows + i * length, length, 1);
		for (size_t d = 0; d < length; d++)
			known[i] = known[i] || fpclassify(rows[i * length + d]) != FP_ZERO;
	}
	take_off_mean(rows, known, mentions->count, length);
	for (size_t i = 0; i < mentions->count; i++)
		stretch(rows + i * length, length, sqrt(meaning_share));
	for (size_t i = 0; i < mentions->start[mentions->count]; i++)
		mentions->values[i] *= (float)sqrt(1 - meaning_share);
	free(known);
	mentions->meaning = rows;
	mentions->meaning_length = length;
}

double
meaning_alike(const struct mentions *mentions, const float *a, const float *b)
{
	double sum = 0;

	for (size_t i = 0; i < mentions->meaning_length; i++)
		sum += (double)a[i] * (double)b[i];
	return sum;
}

void
meaning_add(const struct mentions *mentions, size_t mention, float *sum)
{
	for (size_t i = 0; i < mentions->meaning_length; i++)
		sum[i] += mentions->meaning[mention * mentions->meaning_length + i];
}
