/* SPDX-License-Identifier: EUPL-1.2
 *
 * Splitting a tag or a finding: split.h.
 */
#include "split.h"

#include "mention_page.h"

bool
split_read(struct visit *visit, const char *field, const char *missing, struct split *split)
{
	struct view *chosen;

	split->name = visit_field(visit, field);
	split->count = visit_fields(visit, "mention", &chosen);
	split->chosen = chosen;
	split->sure = visit_sent(visit, "sure");
	if (split->name.len > 0 && split->count > 0)
		return true;
	visit_say(visit, split->name.len == 0 ? missing : "mentions_which", NULL);
	visit->workbench->refusal = true;
	return false;
}

void
split_show(struct visit *visit, const struct split *split, const char *field, struct view from,
           const struct preview *preview)
{
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	struct page *page = visit_layout(visit, "bench-split.tpl", "split_look");

	page_set(page, "SUMMARY",
	         catalogue_fill(visit->workbench->catalogue, visit->arena,
	                        preview->moved == 1 ? "split_summary_one" : "split_summary",
	                        (struct catalogue_value[]){
	                            { "count", arena_printf(visit->arena, "%zu", preview->moved) },
	                            { "kept", arena_printf(visit->arena, "%zu", preview->kept) },
	                            { "from", from },
	                            { "to", split->name },
	                            { .name = NULL } }));
	page_set(page, "FIELD", view_of(field));
	page_set(page, "NAME", split->name);
	for (size_t i = 0; i < split->count; i++) {
		const struct mention *mention = mentions_find(mentions, split->chosen[i]);
		struct page *part;

		if (mention == NULL)
			continue;
		part = page_section(page, "MENTION");
		page_set(part, "ID", view_of(mention->id));
		page_set(part, "EXCERPT", mention_excerpt(visit, mention));
	}
	visit_show(visit, page);
}
