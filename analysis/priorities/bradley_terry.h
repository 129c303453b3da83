/* SPDX-License-Identifier: EUPL-1.2
 *
 * How strong items are, out of answers to pairs (R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs, Biometrika
 * 39, 1952): item i is chosen over j with probability 1 / (1 + exp(b[j] - b[i])). The abilities b are those that make the
 * answers most likely; an answer "cannot choose" is half an answer for each (that is a convention, not a model of ties).
 *
 * Newton's method on the log-likelihood, which is concave:
 *   gradient    g[i]   = sum over j of (w[i,j] - n[i,j] p[i,j]) - ridge b[i]
 *   information h[i,i] = sum over j of n[i,j] p[i,j] p[j,i] + ridge,  h[i,j] = -n[i,j] p[i,j] p[j,i]
 * The inverse of the information is the covariance of the abilities (A. Agresti, Categorical Data Analysis, 3rd ed., 2013, section
 * 11.6). It takes answers to be independent; people give several each, so with few people intervals are rather too narrow.
 *
 * `ridge` above 0 is a prior: abilities are normal around 0 with variance 1 / ridge. Then there always is an estimate, also of
 * an item that everybody chose, drawn a little to the middle. Without it (0) the first item is the reference and has ability 0.
 */
#ifndef BRADLEY_TERRY_H
#define BRADLEY_TERRY_H

#include "ballots.h"

#define BRADLEY_TERRY_RIDGE                                                                                  \
	0.1 /* "small": 95 % of a priori odds between two items are within about 6,400 to 1 */

struct bradley_terry {
	size_t items;
	double *abilities;  /* logits; with a ridge their sum is 0 */
	double *covariance; /* items * items; without a ridge that of the reference is 0 */
	size_t *bands;      /* per item, from 0: see bradley_terry_make() */
	size_t band_count;
};

/* An ability against the mean of all, which needs no reference, with its 95 % interval. */
struct bradley_terry_ability {
	double ability, error, low, high;
};

/* Bands: by ability; a band ends where an item differs from the first one of the band by more than 1.96 standard errors of
 * their difference. So the first and the last of a band cannot be told apart. Equal abilities stand by item.
 * ERROR_INVALID: fewer than two items; or, without a ridge, some items were never chosen over the others, directly or through others
 * (L. R. Ford, 1957), which has no estimate. Release also after a failure. */
bool bradley_terry_make(struct bradley_terry *model, const struct ballots *ballots, double ridge,
                        struct error *err) MUST_CHECK;
void bradley_terry_release(struct bradley_terry *model);

/* The standard error of b[i] - b[j]. */
double bradley_terry_error(const struct bradley_terry *model, size_t i, size_t j);

struct bradley_terry_ability bradley_terry_ability(const struct bradley_terry *model, size_t i);

/* The gradient at the abilities; all 0 at the estimate (without a ridge: together with the reference's). */
void bradley_terry_gradient(const struct bradley_terry *model, const struct ballots *ballots, double ridge,
                            double *gradient);

#endif
