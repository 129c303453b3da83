/* SPDX-License-Identifier: EUPL-1.2
 *
 * Groups of mentions that may be one finding, as the text library proposes them over all mentions, each with the words that they
 * share. A person looks, leaves out what does not belong, and gives it a title; or says that they do not belong together,
 * which is kept. What is shown is what still fits: mentions that got a finding since are left out.
 */
#include "mention_page.h"
#include "pages.h"

#include <stdlib.h>

#include "analysis/text/words.h"
#include "search.h"
#include "tagging.h"

enum {
	GROUPS_SHOWN = 20,
	MEMBERS_SHOWN = 12,
	SHARED_SHOWN = 8,
	DECISIONS_BETWEEN = 20, /* after so many the groups are worked out anew */
};

/* A group as it is now: its members without a finding, and the finding that others of it tell of. */
struct proposal {
	const struct grouping_proposal *group;
	const struct grouping_input *input;
	enum mention_kind kind;
	size_t number;       /* of the group, in the list of its kind */
	struct view finding; /* id; empty: none of them has one */
	size_t *loose;       /* places in the list of all mentions; in the arena of the visit */
	size_t loose_count;
};

static bool
are_apart(const struct visit *visit, const struct mention *one, const struct mention *other)
{
	struct view a = view_of(one->id), b = view_of(other->id);
	bool first = view_compare(a, b) < 0;

	return coding_is(visit->workbench->coding, DECISION_LINK, first ? a : b, first ? b : a, VIEW(""),
	                 "cannot");
}

/* False when there is nothing to decide about it any more. */
static bool
read_group(struct visit *visit, enum mention_kind kind, size_t number, struct proposal *proposal)
{
	const struct workbench *workbench = visit->workbench;
	const struct mention *all = coding_mentions(workbench->coding)->list;

	proposal->kind = kind;
	proposal->number = number;
	proposal->group = &proposing_groups(workbench->proposing, kind)->list[number];
	proposal->input = proposing_input(workbench->proposing, kind);
	proposal->finding = VIEW("");
	proposal->loose = arena_array(visit->arena, proposal->group->member_count, sizeof(size_t));
	proposal->loose_count = 0;
	for (size_t i = 0; i < proposal->group->member_count; i++) {
		size_t at = (size_t)(proposal->input->mentions[proposal->group->members[i]] - all);
		struct view finding = standing_finding(workbench->standing, at);

		if (finding.len > 0)
			proposal->finding = finding;
		else
			proposal->loose[proposal->loose_count++] = at;
	}
	return proposal->loose_count > 1
	         ? !are_apart(visit, &all[proposal->loose[0]], &all[proposal->loose[1]])
	         : proposal->loose_count == 1 && proposal->finding.len > 0;
}

/* ---- Showing ---- */

/* Words that a group shares, as people wrote them: the library has stems and the ids of concepts. */
struct shared {
	struct view list[SHARED_SHOWN];
	size_t count;
};

static void
add_shared(struct shared *shared, const struct word *word)
{
	for (size_t i = 0; i < shared->count; i++)
		if (view_equal(shared->list[i], word->folded))
			return;
	if (shared->count < SHARED_SHOWN)
		shared->list[shared->count++] = word->folded;
}

/* The excerpt, with the words that the group shares marked. */
static void
show_excerpt(struct visit *visit, struct page *page, const struct mention *mention,
             const struct grouping_proposal *group, struct shared *seen)
{
	struct view excerpt = mention_excerpt(visit, mention), rest = excerpt;
	struct word_list words;

	search_words(visit->workbench->search, excerpt, visit->arena, &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.list[i];
		bool shared = false;

		for (size_t s = 0; s < group->shared_count; s++)
			shared = shared || view_equal(group->shared[s], word->stem) ||
			         view_equal(group->shared[s], word->folded);
		if (!shared || word->at.ptr < rest.ptr)
			continue;
		mention_show_run(page, (struct view){ rest.ptr, (size_t)(word->at.ptr - rest.ptr) }, NULL);
		mention_show_run(page, word->at, "shared");
		add_shared(seen, word);
		rest.ptr = word->at.ptr + word->at.len;
		rest.len = (size_t)(excerpt.ptr + excerpt.len - rest.ptr);
	}
	mention_show_run(page, rest, NULL);
}

static void
show_member(struct visit *visit, struct page *page, const struct proposal *proposal, size_t at,
            struct shared *shared)
{
	const struct mention *mention = &coding_mentions(visit->workbench->coding)->list[at];
	struct page *part = page_section(page, "MENTION");

	page_set(part, "ID", view_of(mention->id));
	show_excerpt(visit, part, mention, proposal->group, shared);
	page_set(part, "AUDIENCE", mention->block->questionnaire->audience);
	mention_show_tags(visit, part, visit_codebook(visit), mention);
}

static void
show_proposal(struct visit *visit, struct page *page, const struct proposal *proposal, long number)
{
	const struct finding *finding = findings_find(visit_findings(visit), proposal->finding);
	struct page *part = page_section(page, "PROPOSAL");
	struct shared shared = { .count = 0 };
	struct view words = { "", 0 };

	page_set_number(part, "NUMBER", number);
	page_set(part, "COUNTED", visit_count(visit, "mentions", proposal->loose_count));
	if (finding != NULL) {
		page_set(page_section(part, "HOME_FINDING"), "FINDING", finding->title);
		page_set(part, "FINDING_TITLE", finding->title);
	}
	for (size_t i = 0; i < proposal->loose_count && i < MEMBERS_SHOWN; i++)
		show_member(visit, part, proposal, proposal->loose[i], &shared);
	for (size_t i = 0; i < shared.count; i++)
		words = arena_printf(visit->arena, "%.*s%s%.*s", VIEW_ARGS(words), i > 0 ? ", " : "",
		                     VIEW_ARGS(shared.list[i]));
	if (words.len > 0)
		page_set(page_section(part, "SHARING"), "SHARED", words);
	if (proposal->loose_count > MEMBERS_SHOWN) {
		struct page *rest = page_section(part, "REST");

		page_setf(rest, "GROUP", "%d-%zu-%zu", (int)proposal->kind, proposal->number,
		          proposing_log_count(visit->workbench->proposing));
		page_set_number(rest, "MORE", (long)(proposal->loose_count - MEMBERS_SHOWN));
	}
}

/* Groups that fit, from the page's first one on. Whether there are more behind it. */
static bool
show_kind(struct visit *visit, struct page *page, enum mention_kind kind, size_t number, long *shown)
{
	const struct grouping_proposals *groups = proposing_groups(visit->workbench->proposing, kind);
	struct page *part = page_section(page, "KIND");
	size_t fitting = 0, first = (number - 1) * GROUPS_SHOWN;

	page_set(part, "NAME", visit_message(visit, mention_kind_name(kind)));
	page_set_number(part, "LOOSE", (long)standing_loose_count(visit->workbench->standing, kind));
	for (size_t i = 0; groups != NULL && i < groups->count && fitting <= first + GROUPS_SHOWN; i++) {
		struct proposal proposal;

		if (!read_group(visit, kind, i, &proposal))
			continue;
		if (fitting >= first && fitting < first + GROUPS_SHOWN)
			show_proposal(visit, part, &proposal, ++*shown);
		fitting++;
	}
	if (groups != NULL && fitting <= first)
		page_show(part, "NO_GROUPS");
	return fitting > first + GROUPS_SHOWN;
}

/* Begins what must be begun. */
static void
keep_up(struct workbench *workbench)
{
	size_t count = coding_log(workbench->coding)->count;
	bool made = proposing_groups(workbench->proposing, MENTION_OLIFANTENPAADJE) != NULL;

	if (!proposing_is_busy(workbench->proposing) &&
	    (!made || count >= proposing_log_count(workbench->proposing) + DECISIONS_BETWEEN) &&
	    proposing_error(workbench->proposing)->code == ERROR_NONE)
		proposing_begin(workbench->proposing);
}

static void
show_progress(struct visit *visit, struct page *page)
{
	struct workbench *workbench = visit->workbench;
	bool made = proposing_groups(workbench->proposing, MENTION_OLIFANTENPAADJE) != NULL;

	if (proposing_is_busy(workbench->proposing))
		visit_show_progress(visit, page, "proposals_busy", proposing_percent(workbench->proposing),
		                    !made);
	else
		page_show(page, "AGAIN");
	if (proposing_error(workbench->proposing)->code != ERROR_NONE)
		page_set(page_section(page, "FAILED"), "WHY",
		         visit_why(visit, proposing_error(workbench->proposing)));
}

void
bench_proposals(struct visit *visit)
{
	size_t number = visit->one.len == 0 ? 1 : strtoul(arena_copy(visit->arena, visit->one).ptr, NULL, 10);
	struct error err = ERROR_INIT;
	struct page *page;
	bool more = false;
	long shown = 0;

	if (visit->workbench->proposing == NULL) {
		fail(&err, ERROR_ABSENT, "there is no thesaurus");
		visit_refuse(visit, &err);
		visit_go(visit, "findings");
		return;
	}
	if (number == 0 || number > UINT16_MAX) {
		visit_absent(visit);
		return;
	}
	keep_up(visit->workbench);
	page = visit_layout(visit, "bench-proposals.tpl", "proposals_title");
	show_progress(visit, page);
	for (int kind = MENTION_NONE + 1; kind < MENTION_KIND_COUNT; kind++)
		more = show_kind(visit, page, (enum mention_kind)kind, number, &shown) || more;
	page_set_number(page, "PAGE", (long)number);
	if (number > 1)
		page_set_number(page_section(page, "PREVIOUS"), "NUMBER", (long)number - 1);
	if (more)
		page_set_number(page_section(page, "NEXT"), "NUMBER", (long)number + 1);
	visit_show(visit, page);
}

/* ---- Deciding ---- */

/* The number in front of the next hyphen. */
static size_t
cut_number(struct visit *visit, struct view *rest)
{
	return strtoul(arena_copy(visit->arena, view_cut(rest, '-')).ptr, NULL, 10);
}

/* The mentions of a group that did not fit on the page, behind those that did; `chosen` becomes longer. */
static size_t
add_rest(struct visit *visit, struct view **chosen, size_t count)
{
	const struct mention *all = coding_mentions(visit->workbench->coding)->list;
	struct view rest = visit_field(visit, "rest");
	enum mention_kind kind = (enum mention_kind)cut_number(visit, &rest);
	size_t number = cut_number(visit, &rest), log_count = cut_number(visit, &rest);
	const struct grouping_proposals *groups = NULL;
	struct proposal proposal;
	struct view *longer;

	if (kind > MENTION_NONE && kind < MENTION_KIND_COUNT &&
	    log_count == proposing_log_count(visit->workbench->proposing))
		groups = proposing_groups(visit->workbench->proposing, kind);
	if (groups == NULL || number >= groups->count || !read_group(visit, kind, number, &proposal))
		return count;
	longer = arena_array(visit->arena, count + proposal.loose_count, sizeof(*longer));
	for (size_t i = 0; i < count; i++)
		longer[i] = (*chosen)[i];
	for (size_t i = MEMBERS_SHOWN; i < proposal.loose_count; i++)
		longer[count++] = view_of(all[proposal.loose[i]].id);
	*chosen = longer;
	return count;
}

static bool
is_among(struct view id, const struct view *list, size_t count)
{
	bool found = false;

	for (size_t i = 0; i < count && !found; i++)
		found = view_equal(list[i], id);
	return found;
}

static struct wish
apart(struct view a, struct view b)
{
	bool first = view_compare(a, b) < 0;

	return (struct wish){ DECISION_LINK, first ? a : b, first ? b : a, VIEW("cannot") };
}

/* What was shown and not chosen does not go with the first that was. */
static bool
keep_out(struct visit *visit, const struct view *chosen, size_t count)
{
	struct view *shown;
	size_t shown_count = visit_fields(visit, "shown", &shown), made = 0;
	struct wish *wishes = arena_array(visit->arena, shown_count, sizeof(*wishes));

	for (size_t i = 0; count > 0 && i < shown_count; i++)
		if (!is_among(shown[i], chosen, count))
			wishes[made++] = apart(chosen[0], shown[i]);
	return made == 0 || visit_decide(visit, wishes, made, NULL);
}

/* None of what was shown goes with another. */
static void
reject(struct visit *visit)
{
	struct view *shown;
	size_t count = visit_fields(visit, "shown", &shown), made = 0;
	struct wish *wishes;

	if (count > MEMBERS_SHOWN)
		count = MEMBERS_SHOWN;
	wishes = arena_array(visit->arena, count * count, sizeof(*wishes));
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (!view_equal(shown[i], shown[j]))
				wishes[made++] = apart(shown[i], shown[j]);
	if (visit_decide(visit, wishes, made, NULL))
		visit_say(visit, "proposal_rejected", NULL);
}

void
bench_proposals_take(struct visit *visit)
{
	struct view title = visit_field(visit, "title"), deed = visit_field(visit, "do");
	struct view *chosen;
	size_t count = visit_fields(visit, "mention", &chosen);

	visit_back(visit, "proposals");
	if (visit->workbench->proposing == NULL)
		return;
	if (view_is(deed, "again")) {
		proposing_begin(visit->workbench->proposing);
	} else if (view_is(deed, "reject")) {
		reject(visit);
	} else if (title.len == 0) {
		visit_say(visit, "title_which", NULL);
		visit->workbench->refusal = true;
	} else if (keep_out(visit, chosen, count)) {
		if (count > 0 && visit_sent(visit, "rest"))
			count = add_rest(visit, &chosen, count);
		tagging_join(visit, title, chosen, count);
	}
}
