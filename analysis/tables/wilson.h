/* SPDX-License-Identifier: EUPL-1.2
 *
 * The interval of a share: Wilson's score interval without continuity correction, of 95 % (Wilson 1927, Journal of the
 * American Statistical Association 22; Newcombe 1998, Statistics in Medicine 17, method 3). It says how far chance alone
 * moves a share among so many people, had they been drawn at random; nothing of who chose not to answer.
 */
#ifndef WILSON_H
#define WILSON_H

#include <stdint.h>

struct wilson {
	double least, most; /* 0 to 1 */
};

/* `share` is 0 to 1, `people` above 0. */
struct wilson wilson_interval(double share, uint64_t people);

#endif
