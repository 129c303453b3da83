/* SPDX-License-Identifier: EUPL-1.2
 *
 * Logistic regression: logistic.h.
 */
#include "logistic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { STEPS = 120 };
static const double rate = 0.25;

void
sparse_release(struct sparse *sparse)
{
	free(sparse->start);
	free(sparse->ids);
	free(sparse->values);
	*sparse = (struct sparse){ .start = NULL };
}

double
logistic_of(const uint32_t *ids, const float *values, size_t count, const float *weights)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (double)values[i] * (double)weights[ids[i]];
	return 1 / (1 + exp(-sum));
}

void
logistic_learn(const struct sparse *sparse, const bool *label, size_t stride, const bool *use, double penalty,
               float *weights)
{
	double *slope = xcalloc(sparse->columns, sizeof(*slope)),
	       *squares = xcalloc(sparse->columns, sizeof(*squares));
	float *before = xcalloc(sparse->columns, sizeof(*before));

	memcpy(before, weights, sparse->columns * sizeof(*before));
	for (int step = 0; step < STEPS; step++) {
		for (size_t c = 0; c < sparse->columns; c++)
			slope[c] = penalty * (double)(weights[c] - before[c]);
		for (size_t r = 0; r < sparse->rows; r++) {
			size_t from = sparse->start[r], count = sparse->start[r + 1] - from;
			double off;

			if (use != NULL && !use[r])
				continue;
			off = logistic_of(sparse->ids + from, sparse->values + from, count, weights) -
			      (label[r * stride] ? 1 : 0);
			for (size_t i = from; i < from + count; i++)
				slope[sparse->ids[i]] += off * (double)sparse->values[i];
		}
		for (size_t c = 0; c < sparse->columns; c++) {
			squares[c] += slope[c] * slope[c];
			if (slope[c] < 0 || slope[c] > 0)
				weights[c] -= (float)(rate * slope[c] / sqrt(squares[c]));
		}
	}
	free(slope);
	free(squares);
	free(before);
}
