/* SPDX-License-Identifier: EUPL-1.2
 *
 * Logistic regression on sparse rows: one label, L2 towards weights that were there before anything was learned (what the rules say),
 * found by full-batch descent with a step per weight (AdaGrad: J. Duchi and others, 2011). The same rows give the same weights.
 */
#ifndef LOGISTIC_H
#define LOGISTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rows one behind another: row r has the entries start[r] to start[r + 1]. */
struct sparse {
	size_t *start; /* owned; rows + 1 */
	uint32_t *ids; /* owned */
	float *values; /* owned */
	size_t rows, columns;
};

void sparse_release(struct sparse *sparse);

/* Learns from the rows for which `use` is true (NULL: all). `weights` has a place per column; it holds what to begin with, which is also what
 * the penalty draws back to. `label[row * stride]`. */
void logistic_learn(const struct sparse *sparse, const bool *label, size_t stride, const bool *use,
                    double penalty, float *weights);

/* The probability of a row. */
double logistic_of(const uint32_t *ids, const float *values, size_t count, const float *weights);

#endif
