/* SPDX-License-Identifier: EUPL-1.2
 *
 * The table of pages: pages.h.
 */
#include "pages.h"

static const struct page_line lines[] = {
#define PAGE(method, name, function, sighted, locked) { method, name, function, sighted, locked },
#include "pages.def"
#undef PAGE
};

const struct page_line *
pages_find(enum web_method method, struct view name)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (lines[i].method == method && view_is(name, lines[i].name))
			return &lines[i];
	return NULL;
}
