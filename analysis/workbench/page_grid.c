/* SPDX-License-Identifier: EUPL-1.2
 *
 * The grid: a row for each mention, with what was answered and what the team made of it. Filtering and sorting happen here,
 * a page of rows at a time.
 */
#include "mention_page.h"
#include "pages.h"
#include "tagging.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 50 };

static void
show_choice(struct page *page, const char *section, struct view value, struct view name, bool chosen)
{
	struct page *part = page_section(page, section);

	page_set(part, "VALUE", value);
	page_set(part, "NAME", name);
	if (chosen)
		page_show(part, "CHOSEN");
}

static void
show_audiences(struct visit *visit, struct page *page, struct view chosen)
{
	size_t count;
	const struct block *blocks = study_blocks(visit->workbench->study, &count);

	for (size_t i = 0; i < count; i++) {
		struct view audience = blocks[i].questionnaire->audience;
		bool known = audience.len == 0;

		for (size_t j = 0; j < i; j++)
			known = known || view_equal(blocks[j].questionnaire->audience, audience);
		if (!known)
			show_choice(page, "AUDIENCE_CHOICE", audience, audience,
			            view_equal(audience, chosen));
	}
}

static void
show_filter(struct visit *visit, struct page *page, const struct selection_wish *wish,
            const struct codebook *codebook, const struct findings *findings)
{
	char id[64];

	page_set(page, "WORDS", wish->words);
	for (int i = 0; i < STATE_COUNT; i++) {
		snprintf(id, sizeof(id), "state_%s", selection_states[i]);
		show_choice(page, "STATE_CHOICE", view_of(selection_states[i]), visit_message(visit, id),
		            wish->state == (enum selection_state)i);
	}
	for (int i = 0; i < SORT_COUNT; i++) {
		snprintf(id, sizeof(id), "sort_%s", selection_sorts[i]);
		show_choice(page, "SORT_CHOICE", view_of(selection_sorts[i]), visit_message(visit, id),
		            wish->sort == (enum selection_sort)i);
	}
	for (int i = MENTION_NONE + 1; i < MENTION_KIND_COUNT; i++) {
		const char *name = mention_kind_name((enum mention_kind)i);

		show_choice(page, "KIND_CHOICE", view_of(name), visit_message(visit, name),
		            view_is(wish->kind, name));
	}
	if (wish->backwards)
		page_show(page, "BACKWARDS");
	show_audiences(visit, page, wish->audience);
	for (size_t i = 0; i < codebook->count; i++)
		if (codebook->list[i].into.len == 0)
			show_choice(page, "TAG_CHOICE", visit_reference(visit, codebook->list[i].id),
			            codebook->list[i].name, view_equal(codebook->list[i].id, wish->tag));
	for (size_t i = 0; findings != NULL && i < findings->count; i++)
		if (findings->list[i].into.len == 0)
			show_choice(page, "FINDING_CHOICE", visit_reference(visit, findings->list[i].id),
			            findings->list[i].title, view_equal(findings->list[i].id, wish->finding));
}

static void
show_row(struct visit *visit, struct page *page, const struct mention *mention,
         const struct codebook *codebook, const struct findings *findings)
{
	struct page *row = page_section(page, "ROW"), *part;
	struct view mine = { "", 0 };
	const struct finding *finding;

	if (findings != NULL)
		mine = standing_finding(visit->workbench->standing,
		                        (size_t)(mention - coding_mentions(visit->workbench->coding)->list));
	finding = mine.len == 0 ? NULL : findings_find(findings, mine);
	page_set(row, "ID", view_of(mention->id));
	page_set(row, "EXCERPT", mention_excerpt(visit, mention));
	page_set(row, "QUESTION",
	         visit_text(visit, mention->block->questionnaire, &mention->rows->group->story->title));
	page_set(row, "AUDIENCE", mention->block->questionnaire->audience);
	part = page_section(row, "OWN_TAGS");
	mention_show_answers(visit, part, mention, true, false);
	part = page_section(row, "ANSWERS");
	mention_show_answers(visit, part, mention, false, true);
	mention_show_tags(visit, row, codebook, mention);
	if (finding != NULL) {
		part = page_section(row, "FINDING");
		page_set(part, "TITLE", finding->title);
		page_set(part, "REFERENCE", visit_reference(visit, finding->id));
	}
}

static void
show_pages(struct page *page, size_t number, size_t count)
{
	size_t pages = count == 0 ? 1 : (count + ROWS - 1) / ROWS;

	page_set_number(page, "PAGE", (long)number);
	page_set_number(page, "PAGES", (long)pages);
	page_set_number(page, "COUNT", (long)count);
	if (number > 1)
		page_set_number(page_section(page, "PREVIOUS"), "NUMBER", (long)number - 1);
	if (number < pages)
		page_set_number(page_section(page, "NEXT"), "NUMBER", (long)number + 1);
}

void
bench_mentions(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	const struct mention_list *mentions = coding_mentions(workbench->coding);
	struct selection *selection = selections_find(workbench->selections, visit->one);
	const struct codebook *codebook = visit_codebook(visit);
	const struct findings *findings = workbench->blind ? NULL : visit_findings(visit);
	size_t number =
	    strtoul(visit->two.len == 0 ? "1" : arena_copy(visit->arena, visit->two).ptr, NULL, 10);
	struct page *page;

	if (selection == NULL || number == 0 || (number > 1 && (number - 1) * ROWS >= selection->count)) {
		visit_absent(visit);
		return;
	}
	page = visit_layout(visit, "bench-mentions.tpl", "mentions_title");
	page_set_number(page, "SELECTION", (long)selection->number);
	show_filter(visit, page, &selection->wish, codebook, findings);
	if (selection->wish.state == STATE_PERSONAL && !marking_is_over(workbench->marking))
		visit_show_progress(visit, page, "marking_busy", marking_percent(workbench->marking),
		                    selection->count == 0);
	show_pages(page, number, selection->count);
	for (size_t i = (number - 1) * ROWS; i < selection->count && i < number * ROWS; i++)
		show_row(visit, page, &mentions->list[selection->list[i]], codebook, findings);
	for (size_t i = 0; i < codebook->count; i++)
		if (codebook->list[i].into.len == 0 && !codebook->list[i].retired)
			page_set(page_section(page, "KNOWN_TAG"), "NAME", codebook->list[i].name);
	visit_show(visit, page);
}

static int
find_name(const char *const *names, int count, struct view sought)
{
	int i = 0;

	while (i < count && !view_is(sought, names[i]))
		i++;
	return i == count ? 0 : i;
}

/* A filter that was filled in gets a number. */
void
bench_select(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	const struct codebook *codebook = visit_codebook(visit);
	struct selection_wish wish = {
		.state = (enum selection_state)find_name(selection_states, STATE_COUNT,
		                                         visit_field(visit, "state")),
		.sort =
		    (enum selection_sort)find_name(selection_sorts, SORT_COUNT, visit_field(visit, "sort")),
		.backwards = visit_sent(visit, "backwards"),
		.words = visit_field(visit, "words"),
		.audience = visit_field(visit, "audience"),
		.kind = visit_field(visit, "kind"),
	};
	const struct code *code;
	const struct finding *finding = NULL;
	struct selection *selection;

	code = visit_code(visit, codebook, visit_field(visit, "tag"));
	if (code != NULL)
		wish.tag = code->id;
	if (!workbench->blind)
		finding = visit_finding(visit, visit_findings(visit), visit_field(visit, "finding"));
	if (finding != NULL)
		wish.finding = finding->id;
	selection = selections_add(workbench->selections, &wish);
	visit_go(visit, visit_sent(visit, "queue") ? "coding/%u" : "mentions/%u/1", selection->number);
}

/* One tag or finding for many mentions at once: those that were ticked, or all that the filter shows. */
void
bench_bulk(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	const struct mention_list *mentions = coding_mentions(workbench->coding);
	struct selection *selection = selections_as_it_was(workbench->selections, visit->one);
	struct view *chosen;
	size_t count;

	if (selection == NULL) {
		visit_absent(visit);
		return;
	}
	count = visit_fields(visit, "mention", &chosen);
	if (visit_sent(visit, "all")) {
		count = selection->count;
		chosen = arena_array(visit->arena, count + 1, sizeof(*chosen));
		for (size_t i = 0; i < count; i++)
			chosen[i] = view_of(mentions->list[selection->list[i]].id);
	}
	if (view_is(visit_field(visit, "do"), "join") && !workbench->blind)
		tagging_join(visit, visit_field(visit, "finding"), chosen, count);
	else
		tagging_give(visit, visit_field(visit, "label"), chosen, count);
	visit_go(visit, "mentions/%u/1", selection->number);
}
