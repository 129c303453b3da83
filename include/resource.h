/* SPDX-License-Identifier: EUPL-1.2
 *
 * The files that a program carries inside itself: templates, style sheets, message catalogues. So an
 * installation is one file, and nothing can be missing or changed beside it. The Makefile generates the
 * table; names are base names ("single.tpl", "nl.mo").
 */
#ifndef RESOURCE_H
#define RESOURCE_H

#include "text.h"

struct resource {
	const char *name;
	const unsigned char *start, *end;
};

extern const struct resource resources[]; /* ends with a NULL name; sorted by name */

/* The content; an empty view with a NULL ptr when there is no such resource. */
struct view resource_find(const char *name);

#endif
