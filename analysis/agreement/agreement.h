/* SPDX-License-Identifier: EUPL-1.2
 *
 * Agreement between people who coded the same mentions: Krippendorff's alpha (K. Krippendorff, Computing Krippendorff's
 * Alpha-Reliability, 2011; Content Analysis, 4th ed., 2018, ch. 12), for single values at four levels and for sets of tags
 * (distances of Jaccard, and MASI: R. Passonneau, LREC 2006).
 *
 * alpha = 1 - Do/De: what coders differ within units, against what values differ at random. 1 is full agreement, 0 is chance.
 */
#ifndef AGREEMENT_H
#define AGREEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

enum agreement_level {
	AGREEMENT_NOMINAL,
	AGREEMENT_ORDINAL,
	AGREEMENT_INTERVAL,
	AGREEMENT_RATIO,   /* values from 0 up */
	AGREEMENT_JACCARD, /* a set of tags: a mask of bits, as uint64_t */
	AGREEMENT_MASI,
};

struct agreement_value {
	bool present; /* false: this coder did not code this unit */
	union {
		double number; /* nominal to ratio */
		uint64_t set;  /* Jaccard and MASI */
	} is;
};

struct agreement {
	double alpha;
	size_t units;     /* coded by at least two */
	size_t values;    /* within those */
	double low, high; /* a 95 % interval; both alpha where none was asked for */
};

/* `values[unit * coders + coder]`. With `samples` above 0 the interval comes from so many bootstrap samples of the units (percentiles
 * 2.5 and 97.5), drawn with a fixed generator from `seed` (SplitMix64, G. Steele and others, 2014), so it is the same every time.
 * Samples whose values are all alike say nothing about agreement and are drawn again. ERROR_INVALID: fewer than two values can be
 * compared, or all values are the same (alpha is then not defined), or a ratio below 0. */
bool agreement_alpha(const struct agreement_value *values, size_t units, size_t coders,
                     enum agreement_level level, unsigned samples, uint64_t seed, struct agreement *agreement,
                     struct error *err) MUST_CHECK;

/* The distance of two sets, 0 to 1; two empty sets have 0. */
double agreement_jaccard(uint64_t a, uint64_t b);
double agreement_masi(uint64_t a, uint64_t b);

#endif
