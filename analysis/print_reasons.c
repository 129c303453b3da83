/* SPDX-License-Identifier: EUPL-1.2
 *
 * Listing reasons: print_reasons.h.
 */
#include "print_reasons.h"

void
print_reasons(FILE *to, struct view reasons)
{
	while (reasons.len > 0) {
		struct view line = view_cut(&reasons, '\n');

		fprintf(to, "- %.*s\n", VIEW_ARGS(line));
	}
}
