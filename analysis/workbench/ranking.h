/* SPDX-License-Identifier: EUPL-1.2
 *
 * The findings that a mention may belong to, for its page (analysis/decisions/grouping.h). All mentions are read once, beside the pages, when
 * the workbench opens; which finding each of them tells of is looked up whenever it is asked, so every decision counts at once.
 */
#ifndef RANKING_H
#define RANKING_H

#include "analysis/decisions/grouping_input.h"
#include "standing.h"

struct ranking;

struct ranking_finding {
	struct view finding;           /* its id */
	const struct mention *nearest; /* of its mentions the one that is most alike */
};

/* Begins to read. All is borrowed; vectors may be NULL. */
struct ranking *ranking_new(struct coding *coding, const struct standing *standing, const char *thesaurus,
                            const char *vectors);
void ranking_free(struct ranking *ranking); /* stops it; NULL is harmless */

/* The likeliest first, by words alone, in the arena; none while it still reads, and none when it could not. By the thread of the coding. */
size_t ranking_for(struct ranking *ranking, const struct mention *mention, struct arena *arena,
                   struct ranking_finding **list);

#endif
