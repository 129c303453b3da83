/* SPDX-License-Identifier: EUPL-1.2
 *
 * The language of parts of a page: written.h.
 */
#include "written.h"

void
written_in(struct page *part, const char *section, struct view language, const struct catalogue *catalogue)
{
	if (language.len > 0 && !view_equal(language, catalogue_language(catalogue)))
		page_set(page_section(part, section), "IN", language);
}

void
written_title(struct page *part, const struct released *released, const struct released_finding *finding,
              const struct catalogue *catalogue)
{
	page_set(part, "TITLE", finding->title);
	if (!finding->translated)
		written_in(part, "TITLE_WRITTEN", released->language, catalogue);
}
