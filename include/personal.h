/* SPDX-License-Identifier: EUPL-1.2
 *
 * What looks like personal data in a text: a gentle hint before sending, never a verdict and never complete. The patterns
 * stand in survey/core/personal.json, which the browser's script uses too.
 */
#ifndef PERSONAL_H
#define PERSONAL_H

#include "text.h"

struct personal_find {
	const char
	    *kind; /* "email", "phone", "bsn", "iban", "postcode", "birthdate", "address", "name"; static */
	struct view found; /* within the text */
};

/* Reads the patterns; call once, before threads start. */
bool personal_init(struct error *err) MUST_CHECK;

/* Finds at most `most` places, in their order, the earliest and longest first, none overlapping another. What is no UTF-8 ends the text.
 * How much work a text can make is bounded; what takes more finds nothing. */
size_t personal_find(struct view text, struct personal_find *found, size_t most);

#endif
