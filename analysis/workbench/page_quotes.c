/* SPDX-License-Identifier: EUPL-1.2
 *
 * The gate before the report: all quotes that were proposed, what still keeps each from being released, and releasing them;
 * and the findings that were released and may not go out.
 */
#include "mention_page.h"
#include "pages.h"

static void
show_quote(struct visit *visit, struct page *page, const struct quote *quote, size_t *waiting)
{
	const struct coding *coding = visit->workbench->coding;
	struct page *part = page_section(page, "QUOTE");
	struct error err = ERROR_INIT;
	struct buf words = BUF_INIT;
	bool releasable = quote_releasable(coding, quote->mention, &quote->place, &err);
	bool read = mention_was_read(visit, quote->mention);

	quote_text(coding, quote->mention, &quote->place, &words);
	page_set(part, "WORDS", buf_view(&words));
	page_set(part, "ID", view_of(quote->mention->id));
	page_set(part, "PLACE", place_write(&quote->place, visit->arena));
	page_set(part, "AUDIENCE", quote->mention->block->questionnaire->audience);
	if (quote->state != QUOTE_RELEASED || !releasable || !read)
		(*waiting)++;
	if (quote->state == QUOTE_RELEASED)
		page_show(part, "RELEASED");
	else if (releasable && read)
		page_show(part, "RELEASABLE");
	if (!releasable)
		page_set(page_section(part, "KEPT"), "WHY", visit_why(visit, &err));
	/* Whoever says that they read it is shown all of it, not the quote alone. */
	if (!read)
		mention_show_texts(visit, page_section(part, "UNREAD"), quote->mention);
	buf_wipe(&words);
}

/* What was released and may not go out as it is now: its own page says why. */
static void
show_findings(struct visit *visit, struct page *page)
{
	const struct findings *findings = visit_findings(visit);
	struct page *all = NULL;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		struct page *part;

		if (!finding->released || finding->into.len > 0 ||
		    finding_goes_out(visit->workbench->coding, finding))
			continue;
		if (all == NULL)
			all = page_section(page, "FINDINGS");
		part = page_section(all, "FINDING");
		page_set(part, "REFERENCE", visit_reference(visit, finding->id));
		page_set(part, "NAME",
		         finding->title.len > 0 ? finding->title : visit_message(visit, "conflict"));
	}
}

void
bench_quotes(struct visit *visit)
{
	struct quotes quotes = QUOTES_INIT;
	struct page *page = visit_layout(visit, "bench-quotes.tpl", "quotes_title");
	size_t waiting = 0;

	show_findings(visit, page);
	quotes_make(&quotes, visit->workbench->coding);
	for (size_t i = 0; i < quotes.count; i++)
		show_quote(visit, page, &quotes.list[i], &waiting);
	page_set_number(page, "COUNT", (long)quotes.count);
	page_set_number(page, "WAITING", (long)waiting);
	page_show(page, waiting == 0 ? "OPEN_GATE" : "CLOSED_GATE");
	quotes_release(&quotes);
	visit_show(visit, page);
}

void
bench_quotes_change(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	const struct mention *mention = visit_mention(visit, visit_field(visit, "mention"));
	bool release = view_is(visit_field(visit, "do"), "release");
	struct error err = ERROR_INIT;
	struct place place;

	if (mention == NULL)
		return;
	if (view_is(visit_field(visit, "do"), "read")) {
		mention_keep_read(visit, mention);
		visit_go(visit, "quotes");
		return;
	}
	if (!place_read(visit_field(visit, "place"), &place)) {
		visit_absent(visit);
		return;
	}
	if (release && !mention_was_read(visit, mention)) {
		visit_say(visit, "unread", NULL);
		workbench->refusal = true;
	} else if ((!release || quote_releasable(workbench->coding, mention, &place, &err)) &&
	           quote_decide(workbench->coding, workbench->coder, mention, &place,
	                        release ? QUOTE_RELEASED : QUOTE_NONE, &err)) {
		visit_say(visit, release ? "quote_is_released" : "quote_is_withdrawn", NULL);
	} else {
		visit_refuse(visit, &err);
	}
	visit_go(visit, "quotes");
}
