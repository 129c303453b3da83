/* SPDX-License-Identifier: EUPL-1.2
 *
 * Votes on statements: agree, disagree, do not know. How many agree, and whether people fall apart into groups that vote alike.
 */
#ifndef VOTES_H
#define VOTES_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

enum {
	VOTES_GROUPS_PEOPLE =
	    30, /* below this no groups are looked for: they would be a handful of people each */
	VOTES_GROUPS_MAX = 4,
};

enum vote { VOTE_SKIPPED, VOTE_AGREE, VOTE_DISAGREE, VOTE_UNKNOWN, VOTE_COUNT };

/* The share that agrees of all who agree or disagree, with its 95 % interval (E. B. Wilson, Probable inference, the law of succession,
 * and statistical inference, Journal of the American Statistical Association 22, 1927, without correction for continuity). */
struct vote_share {
	double share, low, high; /* 0 to 1 */
};

/* Both 0: any share is possible, 0 to 1, and share is 0.5. */
struct vote_share vote_share(uint64_t agree, uint64_t disagree);

/* Bands of `count` statements by share: from high to low, a band ends where an interval lies wholly below that of the first one of the
 * band. Statements with equal shares stand by number. Returns the number of bands. */
size_t vote_bands(const struct vote_share *shares, size_t count, size_t *bands);

struct vote_groups {
	size_t count;                   /* 0: there are none to speak of */
	size_t *of;                     /* per person, from 0; the largest group first; NULL with none */
	size_t sizes[VOTES_GROUPS_MAX]; /* people */
	double silhouette;              /* -1 to 1: how far apart the groups are */
};

/* Looks for groups: k-means (S. P. Lloyd, 1957, 1982) on agree = 1, disagree = -1, all else 0, started from people who are far from each other
 * (T. F. Gonzalez, 1985), with the number of groups, 2 to VOTES_GROUPS_MAX, that has the best simplified silhouette (E. R. Hruschka and
 * others, 2004; P. J. Rousseeuw, 1987). `votes[person * statements + statement]` is an enum vote.
 *
 * There are none when there are fewer than VOTES_GROUPS_PEOPLE people; when any group would have fewer than `threshold`; or when
 * votes that hang together by chance alone do as well: each statement's votes are dealt out again to the people, 99 times (SplitMix64 from a
 * fixed seed), and one deal that reaches the silhouette is enough (a test by permutation, p = 0.01).
 *
 * The same votes give the same groups, in whatever order people stand. */
void vote_groups_make(struct vote_groups *groups, const uint8_t *votes, size_t people, size_t statements,
                      size_t threshold);
void vote_groups_release(struct vote_groups *groups);

#endif
