/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reasons why something is not made or not shown, as the commands list them.
 */
#ifndef PRINT_REASONS_H
#define PRINT_REASONS_H

#include <stdio.h>

#include "text.h"

/* A line each, as an item of a list. */
void print_reasons(FILE *to, struct view reasons);

#endif
