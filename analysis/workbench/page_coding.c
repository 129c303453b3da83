/* SPDX-License-Identifier: EUPL-1.2
 *
 * Coding, in three panes: the queue, the mention, the tags. What is sent from it is in page_coding_do.c.
 */
#include "mention_page.h"
#include "pages.h"
#include "suggest.h"

enum {
	QUEUE_BEFORE = 3,
	QUEUE_AFTER = 9,
	RECENT_MAX = 9,
};

static void
show_queue(struct visit *visit, struct page *page, const struct selection *selection, size_t place)
{
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	size_t first = place == selection->count ? 0 : place > QUEUE_BEFORE ? place - QUEUE_BEFORE : 0;
	size_t last = place == selection->count ? QUEUE_AFTER : place + QUEUE_AFTER;

	page_set_number(page, "SELECTION", (long)selection->number);
	page_set_number(page, "OF", (long)selection->count);
	if (place < selection->count)
		page_set_number(page_section(page, "IN_QUEUE"), "PLACE", (long)place + 1);
	else
		page_show(page, "NOT_IN_QUEUE");
	for (size_t i = first; i < selection->count && i <= last; i++) {
		const struct mention *mention = &mentions->list[selection->list[i]];
		struct page *part = page_section(page, "QUEUED");

		page_set(part, "ID", view_of(mention->id));
		page_set(part, "EXCERPT", mention_excerpt(visit, mention));
		if (i == place)
			page_show(part, "CURRENT");
		if (coding_coded(visit->workbench->coding, view_of(mention->id), visit->workbench->coder))
			page_show(part, "CODED");
	}
	if (place > 0 && place < selection->count)
		page_set(page_section(page, "PREVIOUS"), "ID",
		         view_of(mentions->list[selection->list[place - 1]].id));
	if (place + 1 < selection->count)
		page_set(page_section(page, "NEXT"), "ID",
		         view_of(mentions->list[selection->list[place + 1]].id));
}

static void
show_recent(struct visit *visit, struct page *page, const struct codebook *codebook)
{
	struct view recent[RECENT_MAX];
	size_t count = coding_recent(visit->workbench->coding, visit->workbench->coder, recent, RECENT_MAX);
	struct page *list = NULL;
	long number = 0;

	for (size_t i = 0; i < count; i++) {
		const struct code *code = codebook_find(codebook, recent[i]);
		struct page *part;

		if (code == NULL || code->into.len > 0)
			continue;
		if (list == NULL)
			list = page_section(page, "RECENTS");
		part = page_section(list, "RECENT");
		page_set_number(part, "NUMBER", ++number);
		page_set(part, "NAME", code->name);
		mention_show_colour(part, code);
	}
}

/* Those out of words come when they have been made. */
static void
show_learning(struct visit *visit, struct page *page)
{
	struct learning *learning = visit->workbench->learning;

	if (learning == NULL || learning_now(learning) != NULL)
		return;
	if (learning_error(learning)->code == ERROR_NONE)
		page_show(page, "SUGGESTIONS_BUSY");
	else
		page_set(page_section(page, "SUGGESTIONS_FAILED"), "WHY",
		         visit_why(visit, learning_error(learning)));
}

static void
show_suggestions(struct visit *visit, struct page *page, const struct codebook *codebook,
                 const struct mention *mention)
{
	struct suggested list[SUGGEST_MOST];
	size_t count = suggest(visit, codebook, mention, list);
	struct page *all = count > 0 ? page_section(page, "SUGGESTIONS") : NULL;

	for (size_t i = 0; i < count; i++) {
		struct page *part = page_section(all, "SUGGESTION");

		page_set(part, "NAME", list[i].name);
		page_set(part, "REASON", list[i].reason);
		if (list[i].code != NULL)
			mention_show_colour(part, list[i].code);
	}
	show_learning(visit, page);
}

/* Findings that it looks like, for a mention that tells of none yet. */
static void
show_alike(struct visit *visit, struct page *part, const struct mention *mention)
{
	struct ranking *ranking = visit->workbench->ranking;
	struct ranking_finding *list;
	size_t count = ranking == NULL ? 0 : ranking_for(ranking, mention, visit->arena, &list);
	struct page *all = count > 0 ? page_section(part, "ALIKE") : NULL;

	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = findings_find(visit_findings(visit), list[i].finding);
		struct page *one = finding == NULL ? NULL : page_section(all, "ONE");

		if (one == NULL)
			continue;
		page_set(one, "TITLE", finding->title);
		page_set(one, "EXCERPT", mention_excerpt(visit, list[i].nearest));
	}
}

static void
show_finding(struct visit *visit, struct page *page, const struct mention *mention)
{
	const struct findings *findings = visit_findings(visit);
	struct view mine = finding_of(visit->workbench->coding, view_of(mention->id));
	struct page *list = page_section(page, "FINDING_FORM");

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (finding->kind != mention->rows->group->mention || finding->into.len > 0)
			continue;
		page_set(page_section(list, "KNOWN"), "TITLE", finding->title);
		if (view_equal(finding->id, mine)) {
			struct page *part = page_section(list, "MEMBER");

			page_set(part, "TITLE", finding->title);
			page_set(part, "REFERENCE", visit_reference(visit, finding->id));
		}
	}
	if (mine.len == 0)
		show_alike(visit, list, mention);
}

static void
show_quotes(struct visit *visit, struct page *page, const struct mention *mention)
{
	struct quotes quotes = QUOTES_INIT;

	if (!mention_quotable(mention))
		page_show(page, "NOT_QUOTABLE");
	else
		page_show(page, "QUOTABLE");
	quotes_make(&quotes, visit->workbench->coding);
	for (size_t i = 0; i < quotes.count; i++) {
		struct buf words = BUF_INIT;
		struct page *part;

		if (quotes.list[i].mention != mention)
			continue;
		part = page_section(page, "QUOTE");
		quote_text(visit->workbench->coding, mention, &quotes.list[i].place, &words);
		page_set(part, "WORDS", buf_view(&words));
		page_set(part, "PLACE", place_write(&quotes.list[i].place, visit->arena));
		page_set(part, "STATE",
		         visit_message(visit, quotes.list[i].state == QUOTE_RELEASED ? "quote_released"
		                                                                     : "quote_proposed"));
		buf_wipe(&words);
	}
	quotes_release(&quotes);
}

static void
show_shared(struct visit *visit, struct page *page, const struct mention *mention)
{
	struct view memo;

	coding_value(visit->workbench->coding, DECISION_MEMO, view_of(mention->id), (struct view){ "", 0 },
	             (struct view){ "", 0 }, &memo);
	show_finding(visit, page, mention);
	show_quotes(visit, page, mention);
	page_set(page_section(page, "MEMO_FORM"), "MEMO", memo);
}

static void
show_mention(struct visit *visit, struct page *page, const struct mention *mention)
{
	const struct codebook *codebook = visit_codebook(visit);

	page_set(page, "ID", view_of(mention->id));
	page_set(page, "QUESTIONNAIRE",
	         visit_text(visit, mention->block->questionnaire, &mention->block->questionnaire->title));
	page_set(page, "AUDIENCE", mention->block->questionnaire->audience);
	page_set(page, "KIND", visit_message(visit, mention_kind_name(mention->rows->group->mention)));
	mention_show_texts(visit, page, mention);
	page_show(page, mention_was_read(visit, mention) ? "READ" : "UNREAD");
	mention_show_answers(visit, page, mention, true, true);
	mention_show_tags(visit, page, codebook, mention);
	for (size_t i = 0; i < codebook->count; i++)
		if (codebook->list[i].into.len == 0 && !codebook->list[i].retired)
			page_set(page_section(page, "KNOWN_TAG"), "NAME", codebook->list[i].name);
	if (coding_is(visit->workbench->coding, DECISION_CODED, view_of(mention->id), (struct view){ "", 0 },
	              visit->workbench->coder, "yes"))
		page_show(page, "NONE_FITS");
	show_recent(visit, page, codebook);
	show_suggestions(visit, page, codebook, mention);
	if (!visit->workbench->blind)
		show_shared(visit, page, mention);
}

void
bench_coding(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	const struct mention_list *mentions = coding_mentions(workbench->coding);
	struct selection *selection = visit->two.len == 0
	                                ? selections_find(workbench->selections, visit->one)
	                                : selections_as_it_was(workbench->selections, visit->one);
	const struct mention *mention = NULL;
	struct page *page;

	if (selection == NULL) {
		visit_absent(visit);
		return;
	}
	if (visit->two.len > 0) {
		mention = visit_mention(visit, visit->two);
		if (mention == NULL)
			return;
	} else if (selection->count > 0) {
		visit_go(visit, "coding/%u/%s", selection->number, mentions->list[selection->list[0]].id);
		return;
	}
	page = visit_layout(visit, mention == NULL ? "bench-empty.tpl" : "bench-coding.tpl", "coding_title");
	if (mention != NULL) {
		show_queue(visit, page, selection,
		           selection_place(selection, (size_t)(mention - mentions->list)));
		show_mention(visit, page, mention);
	}
	visit_show(visit, page);
}
