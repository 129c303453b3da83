/* SPDX-License-Identifier: EUPL-1.2
 *
 * Numbers as text: numeral.h.
 */
#include "numeral.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double WHOLE = 1e15; /* whole numbers below this are exact */

void
numeral_add(struct buf *out, double number)
{
	bool whole = number > -WHOLE && number < WHOLE && floor(number) == number;
	char text[40], *comma;

	if (whole) /* %g would make 4e+01 of 40 */
		snprintf(text, sizeof(text), "%.0f", number);
	for (int digits = 1; !whole && digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	comma = strchr(text, ',');
	if (comma != NULL)
		*comma = '.';
	buf_add_text(out, text);
}
