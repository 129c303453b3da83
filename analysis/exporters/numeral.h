/* SPDX-License-Identifier: EUPL-1.2
 *
 * Numbers as text: the shortest decimal that reads back as the same double, with a point whatever the locale; of
 * whole numbers all digits.
 */
#ifndef NUMERAL_H
#define NUMERAL_H

#include "text.h"

void numeral_add(struct buf *out, double number);

#endif
