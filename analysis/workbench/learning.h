/* SPDX-License-Identifier: EUPL-1.2
 *
 * The source of suggestions (analysis/decisions/suggesting.h) for the pages: made beside them when the workbench opens, and made anew,
 * from what was coded since, after so many decisions. Until the new one is there the old one is used.
 */
#ifndef LEARNING_H
#define LEARNING_H

#include "analysis/decisions/suggesting.h"

struct learning;

/* Begins. Coding and the name of the thesaurus's file are borrowed. */
struct learning *learning_new(struct coding *coding, const char *thesaurus);
void learning_free(struct learning *learning); /* stops it; NULL is harmless */

/* What there is now; begins anew when it is time to. NULL: not ready yet, or it failed. By the thread of the coding. */
struct suggesting *learning_now(struct learning *learning);

/* Why it failed; its code is ERROR_NONE when it did not. */
const struct error *learning_error(const struct learning *learning);

#endif
