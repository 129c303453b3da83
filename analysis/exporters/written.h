/* SPDX-License-Identifier: EUPL-1.2
 *
 * Words in another language than the page around them, so that they are read aloud as what they are (WCAG 3.1.2): what the team wrote on
 * cards, and quotes, in a report that speaks another language than the study.
 */
#ifndef WRITTEN_H
#define WRITTEN_H

#include "analysis/decisions/released.h"
#include "page.h"

/* Fills a section of this name with the language as IN, where it is another than the catalogue's; an empty one is not known. In a
 * template: <p{{#WRITTEN}} lang="{{IN}}"{{/WRITTEN}}>. What stands within the part gets it too, unless it has a section of another
 * name. */
void written_in(struct page *part, const char *section, struct view language,
                const struct catalogue *catalogue);

/* The title of a finding as TITLE, with TITLE_WRITTEN where it is in the study's language alone. */
void written_title(struct page *part, const struct released *released, const struct released_finding *finding,
                   const struct catalogue *catalogue);

#endif
