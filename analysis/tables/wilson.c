/* SPDX-License-Identifier: EUPL-1.2
 *
 * Wilson's interval: wilson.h.
 */
#include "wilson.h"

#include <math.h>

static const double z = 1.959963984540054; /* of the normal distribution 2.5 % lies above it */

struct wilson
wilson_interval(double share, uint64_t people)
{
	double n = (double)people, middle = 2 * n * share + z * z,
	       half = z * sqrt(z * z + 4 * n * share * (1 - share)), whole = 2 * (n + z * z);

	return (struct wilson){ fmax(0, (middle - half) / whole), fmin(1, (middle + half) / whole) };
}
