/* SPDX-License-Identifier: EUPL-1.2
 *
 * What everything that writes CSV has in common.
 */
#ifndef CSV_H
#define CSV_H

#include "text.h"

/* A text as one field, quoted where it must be; what a spreadsheet would run as a formula gets a ' before it. */
void csv_value(struct buf *out, struct view value);

#endif
