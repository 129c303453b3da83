/* SPDX-License-Identifier: EUPL-1.2
 *
 * Groups of mentions that may be one finding, as the text library proposes them, each with the words that they share. A
 * person looks, leaves out what does not belong, and gives it a title.
 */
#include "mention_page.h"
#include "pages.h"

#include <stdlib.h>

#include "analysis/decisions/grouping.h"
#include "memory.h"
#include "tagging.h"

enum {
	LOOSE_MAX = 2000, /* mentions that are compared: every pair of them is */
	GROUPS_SHOWN = 20,
	MEMBERS_SHOWN = 40,
};

/* Mentions of a kind that belong to no finding yet, at most LOOSE_MAX; returns how many there are in all. */
static size_t
loose_of(struct visit *visit, enum mention_kind kind, const struct mention **loose, size_t *count)
{
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	size_t all = 0;

	*count = 0;
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];

		if (mention->rows->group->mention != kind ||
		    finding_of(visit->workbench->coding, view_of(mention->id)).len > 0)
			continue;
		all++;
		if (*count < LOOSE_MAX)
			loose[(*count)++] = mention;
	}
	return all;
}

static void
show_proposal(struct visit *visit, struct page *page, const struct grouping_proposal *proposal,
              const struct mention *const *loose, long number)
{
	struct page *part = page_section(page, "PROPOSAL");
	struct view shared = { "", 0 };

	for (size_t i = 0; i < proposal->shared_count; i++)
		shared = arena_printf(visit->arena, "%.*s%s%.*s", VIEW_ARGS(shared), i > 0 ? ", " : "",
		                      VIEW_ARGS(proposal->shared[i]));
	page_set_number(part, "NUMBER", number);
	page_set_number(part, "COUNT", (long)proposal->member_count);
	page_set(part, "SHARED", shared);
	for (size_t i = 0; i < proposal->member_count && i < MEMBERS_SHOWN; i++) {
		const struct mention *mention = loose[proposal->members[i]];
		struct page *member = page_section(part, "MENTION");

		page_set(member, "ID", view_of(mention->id));
		page_set(member, "EXCERPT", mention_excerpt(visit, mention));
		page_set(member, "AUDIENCE", mention->block->questionnaire->audience);
	}
}

static bool
show_kind(struct visit *visit, struct page *page, enum mention_kind kind, struct grouping *grouping,
          long *number, struct error *err)
{
	const struct mention **loose = xmalloc(LOOSE_MAX * sizeof(const struct mention *));
	struct grouping_text *texts;
	struct grouping_proposals proposals = { .list = NULL };
	size_t count, all = loose_of(visit, kind, loose, &count);
	struct page *part = page_section(page, "KIND");
	bool good;

	texts = arena_array(visit->arena, count + 1, sizeof(*texts));
	for (size_t i = 0; i < count; i++)
		texts[i] = (struct grouping_text){ .text = mention_story(loose[i]), .finding = -1 };
	good = grouping_propose(grouping, texts, count, NULL, 0, visit->arena, &proposals, err);
	page_set(part, "NAME", visit_message(visit, mention_kind_name(kind)));
	page_set_number(part, "LOOSE", (long)all);
	if (all > count)
		page_set_number(page_section(part, "CUT"), "COMPARED", (long)count);
	for (size_t i = 0; good && i < proposals.count && i < GROUPS_SHOWN; i++)
		show_proposal(visit, part, &proposals.list[i], loose, ++*number);
	free(loose);
	return good;
}

void
bench_proposals(struct visit *visit)
{
	struct grouping *grouping = NULL;
	struct error err = ERROR_INIT;
	struct page *page;
	long number = 0;
	bool good = visit->workbench->thesaurus != NULL || fail(&err, ERROR_ABSENT, "there is no thesaurus");

	good = good && grouping_new(visit->workbench->thesaurus, &grouping, &err);
	page = visit_layout(visit, "bench-proposals.tpl", "proposals_title");
	for (int kind = MENTION_NONE + 1; good && kind < MENTION_KIND_COUNT; kind++)
		good = show_kind(visit, page, (enum mention_kind)kind, grouping, &number, &err);
	grouping_free(grouping);
	if (good) {
		visit_show(visit, page);
	} else {
		page_free(page);
		visit_refuse(visit, &err);
		visit_go(visit, "findings");
	}
}

void
bench_proposals_take(struct visit *visit)
{
	struct view *chosen;
	size_t count = visit_fields(visit, "mention", &chosen);
	struct view title = visit_field(visit, "title");

	if (title.len == 0) {
		visit_say(visit, "title_which", NULL);
		visit->workbench->refusal = true;
	} else {
		tagging_join(visit, title, chosen, count);
	}
	visit_go(visit, "proposals");
}
