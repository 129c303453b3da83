/* SPDX-License-Identifier: EUPL-1.2
 *
 * A linear programme solved by a tableau (Dantzig's rule, then Bland's), for tests: slow, short, and of the programs' solver it knows nothing.
 * All variables are at least 0.
 */
#ifndef SIMPLEX_H
#define SIMPLEX_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "memory.h"

enum { SIMPLEX_ROWS = 900, SIMPLEX_COLUMNS = 200, BLAND_AFTER = 400 };

struct simplex {
	size_t rows, columns;
	double (*a)[SIMPLEX_COLUMNS]; /* owned; rows of a x <= b */
	double *b;                    /* owned */
};

static inline struct simplex
simplex_new(size_t columns)
{
	struct simplex simplex = { .columns = columns };

	simplex.a = xcalloc(SIMPLEX_ROWS, sizeof(*simplex.a));
	simplex.b = xcalloc(SIMPLEX_ROWS, sizeof(*simplex.b));
	return simplex;
}

static inline void
simplex_free(struct simplex *simplex)
{
	free(simplex->a);
	free(simplex->b);
}

/* The sum of coefficients times variables is at most b. */
static inline void
simplex_most(struct simplex *simplex, const double *coefficients, double b)
{
	ck_assert_uint_lt(simplex->rows, SIMPLEX_ROWS);
	ck_assert_uint_le(simplex->columns, SIMPLEX_COLUMNS);
	memcpy(simplex->a[simplex->rows], coefficients, simplex->columns * sizeof(*coefficients));
	simplex->b[simplex->rows++] = b;
}

static inline void
simplex_between(struct simplex *simplex, const double *coefficients, double least, double most)
{
	double other[SIMPLEX_COLUMNS];

	for (size_t i = 0; i < simplex->columns; i++)
		other[i] = -coefficients[i];
	simplex_most(simplex, coefficients, most);
	simplex_most(simplex, other, -least);
}

/* The most that `aim` can be; INFINITY when there is no most. `truth` keeps to all rows: the tableau begins there, by counting
 * every variable from its truth, as one that can be more and one that can be less. */
static inline double
simplex_maximum(const struct simplex *simplex, const double *aim, const double *truth)
{
	size_t n = simplex->columns, m = simplex->rows + n, width = 2 * n + m + 1, pivots = 0;
	double *t = xcalloc((m + 1) * width, sizeof(*t)), result = 0;
	size_t *basis = xcalloc(m, sizeof(*basis));

	/* Rows a (up - down) + slack = b - a truth, and down <= truth. */
	for (size_t r = 0; r < simplex->rows; r++) {
		double room = simplex->b[r];

		for (size_t i = 0; i < n; i++) {
			room -= simplex->a[r][i] * truth[i];
			t[r * width + i] = simplex->a[r][i];
			t[r * width + n + i] = -simplex->a[r][i];
		}
		ck_assert_double_ge(room, -1e-6);
		t[r * width + width - 1] = room > 0 ? room : 0;
	}
	for (size_t i = 0; i < n; i++) {
		t[(simplex->rows + i) * width + n + i] = 1;
		t[(simplex->rows + i) * width + width - 1] = truth[i];
		t[m * width + i] = -aim[i];
		t[m * width + n + i] = aim[i];
		result += aim[i] * truth[i];
	}
	for (size_t r = 0; r < m; r++) {
		t[r * width + 2 * n + r] = 1;
		basis[r] = 2 * n + r;
	}
	for (;; pivots++) {
		size_t enter = width - 1, leave = m;
		double best = INFINITY, pivot;

		/* The steepest; after many pivots the first, which ends for certain. */
		for (size_t c = 0; c < width - 1; c++)
			if (t[m * width + c] < -1e-9 &&
			    (enter == width - 1 ||
			     (pivots < BLAND_AFTER && t[m * width + c] < t[m * width + enter])))
				enter = c;
		if (enter == width - 1)
			break;
		for (size_t r = 0; r < m; r++) {
			double by = t[r * width + enter], ratio;

			if (by < 1e-9)
				continue;
			ratio = t[r * width + width - 1] / by;
			if (ratio < best - 1e-12 || (ratio < best + 1e-12 && basis[r] < basis[leave])) {
				best = ratio;
				leave = r;
			}
		}
		if (leave == m) {
			result = INFINITY;
			break;
		}
		ck_assert_uint_lt(pivots, 100000);
		pivot = t[leave * width + enter];
		for (size_t i = 0; i < width; i++)
			t[leave * width + i] /= pivot;
		for (size_t r = 0; r <= m; r++) {
			double factor = t[r * width + enter];

			if (r == leave || fabs(factor) < 1e-12)
				continue;
			for (size_t i = 0; i < width; i++)
				t[r * width + i] -= factor * t[leave * width + i];
		}
		basis[leave] = enter;
	}
	if (result < INFINITY)
		result += t[m * width + width - 1];
	free(t);
	free(basis);
	return result;
}

#endif
