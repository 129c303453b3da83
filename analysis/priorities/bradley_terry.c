/* SPDX-License-Identifier: EUPL-1.2
 *
 * Abilities out of pairs: bradley_terry.h.
 */
#include "bradley_terry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

enum { STEPS_MAX = 200 };

#define NORMAL_95 1.959963984540054 /* the standard normal's quantile of 0.975 */
#define STEP_LEAST 1e-12            /* logits: a smaller step changes nothing that is shown */
#define STEP_MOST 2.0               /* logits: Newton's method can leap too far from a poor start */

/* ---- A symmetric, positive definite system, by Cholesky's decomposition ----------------------------------- */

/* Makes the lower triangle of `matrix` its root; false when it is not positive definite. */
static bool
decompose(double *matrix, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = matrix[i * n + j];

			for (size_t k = 0; k < j; k++)
				sum -= matrix[i * n + k] * matrix[j * n + k];
			if (i == j && !(sum > 0))
				return false;
			matrix[i * n + j] = i == j ? sqrt(sum) : sum / matrix[j * n + j];
		}
	return true;
}

/* Solves with the root of the matrix; `values` becomes the solution. */
static void
solve(const double *root, size_t n, double *values)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			values[i] -= root[i * n + k] * values[k];
		values[i] /= root[i * n + i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t k = i + 1; k < n; k++)
			values[i] -= root[k * n + i] * values[k];
		values[i] /= root[i * n + i];
	}
}

/* ---- The model -------------------------------------------------------------------------------------------- */

static double
wins(const struct ballots *ballots, size_t i, size_t j)
{
	return (double)ballots_over(ballots, i, j) + (double)ballots_equal(ballots, i, j) / 2;
}

static double
chance(const struct bradley_terry *model, size_t i, size_t j)
{
	return 1 / (1 + exp(model->abilities[j] - model->abilities[i]));
}

void
bradley_terry_gradient(const struct bradley_terry *model, const struct ballots *ballots, double ridge,
                       double *gradient)
{
	for (size_t i = 0; i < model->items; i++) {
		gradient[i] = -ridge * model->abilities[i];
		for (size_t j = 0; j < model->items; j++)
			if (j != i)
				gradient[i] +=
				    wins(ballots, i, j) -
				    (wins(ballots, i, j) + wins(ballots, j, i)) * chance(model, i, j);
	}
}

/* Of the items from `first` on: the reference, where there is one, is left out. */
static void
information(const struct bradley_terry *model, const struct ballots *ballots, double ridge, size_t first,
            double *matrix)
{
	size_t n = model->items - first;

	for (size_t i = 0; i < n; i++)
		matrix[i * n + i] = ridge;
	for (size_t i = first; i < model->items; i++)
		for (size_t j = 0; j < model->items; j++) {
			double answers, weight;

			if (i == j)
				continue;
			answers = wins(ballots, i, j) + wins(ballots, j, i);
			weight = answers * chance(model, i, j) * chance(model, j, i);
			matrix[(i - first) * n + i - first] += weight;
			if (j >= first)
				matrix[(i - first) * n + j - first] = -weight;
		}
}

/* One step; its length in *length. False when the information is singular. */
static bool
step(struct bradley_terry *model, const struct ballots *ballots, double ridge, size_t first, double *matrix,
     double *values, double *length)
{
	size_t n = model->items - first;
	double scale;

	*length = 0;
	bradley_terry_gradient(model, ballots, ridge, values);
	information(model, ballots, ridge, first, matrix);
	if (!decompose(matrix, n))
		return false;
	solve(matrix, n, values + first);
	for (size_t i = first; i < model->items; i++)
		*length = fmax(*length, fabs(values[i]));
	scale = *length > STEP_MOST ? STEP_MOST / *length : 1;
	for (size_t i = first; i < model->items; i++)
		model->abilities[i] += scale * values[i];
	return true;
}

/* The inverse of the information, with zeros for the reference. */
static bool
make_covariance(struct bradley_terry *model, const struct ballots *ballots, double ridge, size_t first,
                double *matrix, double *values)
{
	size_t n = model->items - first;

	information(model, ballots, ridge, first, matrix);
	if (!decompose(matrix, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		memset(values, 0, n * sizeof(*values));
		values[i] = 1;
		solve(matrix, n, values);
		for (size_t j = 0; j < n; j++)
			model->covariance[(i + first) * model->items + j + first] = values[j];
	}
	return true;
}

/* Whether every item was chosen over every other, directly or through others. */
static bool
is_connected(const struct ballots *ballots)
{
	bool reached[BALLOTS_ITEMS_MAX][BALLOTS_ITEMS_MAX] = { { false } }, all = true;
	size_t n = ballots->items;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			reached[i][j] = i == j || wins(ballots, i, j) > 0;
	for (size_t via = 0; via < n; via++)
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				reached[i][j] = reached[i][j] || (reached[i][via] && reached[via][j]);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			all = all && reached[i][j];
	return all;
}

double
bradley_terry_error(const struct bradley_terry *model, size_t i, size_t j)
{
	const double *c = model->covariance;
	size_t n = model->items;

	return sqrt(fmax(0, c[i * n + i] + c[j * n + j] - 2 * c[i * n + j]));
}

struct bradley_terry_ability
bradley_terry_ability(const struct bradley_terry *model, size_t i)
{
	double mean = 0, row = 0, all = 0, error;
	size_t n = model->items;

	for (size_t j = 0; j < n; j++) {
		mean += model->abilities[j] / (double)n;
		row += model->covariance[i * n + j] / (double)n;
		for (size_t k = 0; k < n; k++)
			all += model->covariance[j * n + k] / (double)(n * n);
	}
	error = sqrt(fmax(0, model->covariance[i * n + i] - 2 * row + all));
	return (struct bradley_terry_ability){ .ability = model->abilities[i] - mean,
		                               .error = error,
		                               .low = model->abilities[i] - mean - NORMAL_95 * error,
		                               .high = model->abilities[i] - mean + NORMAL_95 * error };
}

/* The items from strong to weak, with their bands. */
static void
make_bands(struct bradley_terry *model)
{
	size_t order[BALLOTS_ITEMS_MAX] = { 0 }, first = 0;

	for (size_t i = 0; i < model->items; i++) {
		size_t at = i;

		for (; at > 0 && model->abilities[order[at - 1]] < model->abilities[i]; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	model->band_count = 1;
	for (size_t at = 0; at < model->items; at++) {
		double apart = model->abilities[order[first]] - model->abilities[order[at]];

		if (apart > NORMAL_95 * bradley_terry_error(model, order[first], order[at])) {
			first = at;
			model->band_count++;
		}
		model->bands[order[at]] = model->band_count - 1;
	}
}

bool
bradley_terry_make(struct bradley_terry *model, const struct ballots *ballots, double ridge,
                   struct error *err)
{
	size_t n = ballots->items, first = ridge > 0 ? 0 : 1;
	double *matrix = xcalloc(n * n, sizeof(*matrix)), *values = xcalloc(n, sizeof(*values)), length = 1;
	bool good = false, regular = true;

	*model = (struct bradley_terry){ .items = n,
		                         .abilities = xcalloc(n, sizeof(double)),
		                         .covariance = xcalloc(n * n, sizeof(double)),
		                         .bands = xcalloc(n, sizeof(size_t)) };
	if (n < 2 || n > BALLOTS_ITEMS_MAX) {
		fail(err, ERROR_INVALID, "abilities are calculated for 2 to %d items", BALLOTS_ITEMS_MAX);
		goto out;
	}
	if (!(ridge > 0) && !is_connected(ballots)) {
		fail(err, ERROR_INVALID,
		     "without a prior there is no estimate: some items were never chosen over the others");
		goto out;
	}
	for (size_t i = 0; i < STEPS_MAX && regular && length > STEP_LEAST; i++)
		regular = step(model, ballots, ridge, first, matrix, values, &length);
	if (!regular || length > sqrt(STEP_LEAST) ||
	    !make_covariance(model, ballots, ridge, first, matrix, values)) {
		fail(err, ERROR_INVALID, "the abilities could not be calculated");
		goto out;
	}
	make_bands(model);
	good = true;
out:
	free(matrix);
	free(values);
	return good;
}

void
bradley_terry_release(struct bradley_terry *model)
{
	free(model->abilities);
	free(model->covariance);
	free(model->bands);
	*model = (struct bradley_terry){ .items = 0 };
}
