/* SPDX-License-Identifier: EUPL-1.2
 *
 * Numbers as text: numeral.h.
 */
#include "numeral.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
numeral_add(struct buf *out, double number)
{
	char text[40], *comma;

	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	comma = strchr(text, ',');
	if (comma != NULL)
		*comma = '.';
	buf_add_text(out, text);
}
