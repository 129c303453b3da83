/* SPDX-License-Identifier: EUPL-1.2
 *
 * The card of one finding, with the mentions that tell of it.
 */
#include "analysis/decisions/card_marks.h"
#include "mention_page.h"
#include "naming.h"
#include "pages.h"
#include "split.h"

#include <stdio.h>
#include <string.h>

enum { MEMBERS = 300, PARTS_MAX = 40 };

/* Parts that the card has no field for: they have buttons of their own. */
static bool
has_field(const struct finding_part *part, enum mention_kind kind)
{
	return (part->kind == MENTION_NONE || part->kind == kind) && strcmp(part->name, "kind") != 0 &&
	       strcmp(part->name, "into") != 0 && strcmp(part->name, "release") != 0;
}

static struct view
value_of(struct visit *visit, struct view finding, const char *part)
{
	struct view value;

	coding_value(visit->workbench->coding, DECISION_FINDING, finding, view_of(part), VIEW(""), &value);
	return value;
}

static void
show_field(struct visit *visit, struct page *page, const struct finding *finding,
           const struct finding_part *part, const struct findings *findings)
{
	struct page *field = page_section(page, "FIELD"), *inside;
	struct view value = value_of(visit, finding->id, part->name);

	page_set(field, "PART", view_of(part->name));
	page_set_number(field, "NUMBER", (long)(part - finding_parts));
	page_set(field, "LABEL", naming_card_part(visit, view_of(part->name)));
	if (part->needed)
		page_show(field, "NEEDED");
	if (part->form == FINDING_TEXT) {
		page_set(page_section(field, "WORDS"), "VALUE", value);
	} else if (part->form == FINDING_DAY) {
		page_set(page_section(field, "DAY"), "VALUE", value);
	} else {
		inside = page_section(field, "CHOICE");
		for (size_t i = 0; part->form == FINDING_CHOICE && part->choices[i] != NULL; i++) {
			struct page *choice = page_section(inside, "OPTION");

			page_set(choice, "VALUE", view_of(part->choices[i]));
			page_set(choice, "NAME",
			         naming_value(visit, DECISION_FINDING, view_of(part->name),
			                      view_of(part->choices[i])));
			if (view_is(value, part->choices[i]))
				page_show(choice, "CHOSEN");
		}
		for (size_t i = 0; part->form == FINDING_REFERENCE && i < findings->count; i++) {
			const struct finding *other = &findings->list[i];
			struct page *choice;

			if (other->into.len > 0 || view_equal(other->id, finding->id))
				continue;
			choice = page_section(inside, "OPTION");
			page_set(choice, "VALUE", other->id);
			page_set(choice, "NAME", other->title);
			if (view_equal(value, other->id))
				page_show(choice, "CHOSEN");
		}
	}
}

static void
show_members(struct visit *visit, struct page *page, const struct finding *finding)
{
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	size_t shown = 0;

	for (size_t i = 0; i < mentions->count && shown < MEMBERS; i++) {
		struct page *part;

		if (!view_equal(standing_finding(visit->workbench->standing, i), finding->id))
			continue;
		part = page_section(page, "MENTION");
		page_set(part, "ID", view_of(mentions->list[i].id));
		page_set(part, "EXCERPT", mention_excerpt(visit, &mentions->list[i]));
		page_set(part, "AUDIENCE", mentions->list[i].block->questionnaire->audience);
		shown++;
	}
}

static void
show_others(struct visit *visit, struct page *page, const struct finding *finding,
            const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *other = &findings->list[i];
		struct page *part;

		if (view_equal(other->id, finding->id))
			continue;
		if (other->into.len > 0) {
			if (view_equal(finding_resolve(visit->workbench->coding, other->id), finding->id))
				page_set(page_section(page, "ALIAS"), "NAME", other->title);
			continue;
		}
		if (other->kind != finding->kind)
			continue;
		part = page_section(page, "OTHER");
		page_set(part, "NAME", other->title);
		page_set(part, "REFERENCE", visit_reference(visit, other->id));
	}
}

/* In the page's language. */
static struct view
reason_of(struct visit *visit, const struct finding_obstacle *obstacle)
{
	static const char *const messages[] = {
		[FINDING_MERGED] = "why_merged",    [FINDING_CONFLICTING] = "why_differs",
		[FINDING_EMPTY] = "why_empty",      [FINDING_PERSONAL] = "why_personal",
		[FINDING_ALONE] = "why_no_mention",
	};

	return catalogue_fill(visit->workbench->catalogue, visit->arena, messages[obstacle->kind],
	                      (struct catalogue_value[]){ { "part", naming_card_part(visit, obstacle->part) },
	                                                  { .name = NULL } });
}

/* Something may keep one that was released already: what is known of names changes, and so do two laptops. */
static void
show_gate(struct visit *visit, struct page *page, const struct finding *finding)
{
	struct finding_obstacles obstacles;
	struct page *kept;

	finding_obstacles(&obstacles, visit->workbench->coding, finding);
	if (finding->released)
		page_show(page, "RELEASED");
	else if (obstacles.count == 0)
		page_show(page, "RELEASABLE");
	kept = obstacles.count == 0 ? NULL : page_section(page, "KEPT");
	for (size_t i = 0; i < obstacles.count; i++)
		page_set(page_section(kept, "WHY"), "LINE", reason_of(visit, &obstacles.list[i]));
	finding_obstacles_release(&obstacles);
}

/* What looks like personal data in the card, to let stay or to mend above. */
static void
show_marks(struct visit *visit, struct page *page, const struct finding *finding)
{
	struct marks marks;
	struct page *all;

	card_marks_find(&marks, visit->workbench->coding, finding->id);
	all = marks.count == 0 ? NULL : page_section(page, "MARKS");
	for (size_t i = 0; i < marks.count; i++) {
		const struct mark *mark = &marks.list[i];
		struct page *part = page_section(all, "MARK");

		page_set(part, "WORDS", mark->text);
		page_set(part, "PLACE", place_write(&mark->place, visit->arena));
		page_set(part, "PART", naming_card_part(visit, mark->place.question));
		page_set(part, "STATE", mention_mark_state(visit, mark->state));
		page_show(part, card_mark_undecided(mark) ? "OPEN" : "DECIDED");
	}
	marks_release(&marks);
}

void
bench_finding(struct visit *visit)
{
	const struct findings *findings = visit_findings(visit);
	const struct finding *finding = visit_finding(visit, findings, visit->one);
	struct page *page;

	if (finding == NULL) {
		visit_absent(visit);
		return;
	}
	page = visit_layout(visit, "bench-finding.tpl", "finding_title");
	page_set(page, "NAME", finding->title);
	page_set(page, "REFERENCE", visit->one);
	page_set(page, "KIND", visit_message(visit, mention_kind_name(finding->kind)));
	page_set(page, "MENTIONS", visit_count(visit, "mentions", finding->mentions));
	page_set(page, "PEOPLE", visit_count(visit, "people", finding->responses));
	for (size_t i = 0; finding_parts[i].name != NULL; i++)
		if (has_field(&finding_parts[i], finding->kind))
			show_field(visit, page, finding, &finding_parts[i], findings);
	show_members(visit, page, finding);
	show_others(visit, page, finding, findings);
	show_marks(visit, page, finding);
	show_gate(visit, page, finding);
	visit_show(visit, page);
}

/* What was sent for a part; false when nothing was. Its field is no "do", which the buttons are. */
static bool
part_sent(struct visit *visit, const struct finding_part *part, struct view *value)
{
	const char *name = arena_printf(visit->arena, "part.%s", part->name).ptr;

	*value = visit_field(visit, name);
	return visit_sent(visit, name);
}

static void
keep_card(struct visit *visit, const struct finding *finding)
{
	struct wish wishes[PARTS_MAX];
	struct error err = ERROR_INIT;
	size_t count = 0;

	for (size_t i = 0; finding_parts[i].name != NULL && count < PARTS_MAX; i++) {
		struct view value;

		if (!has_field(&finding_parts[i], finding->kind) ||
		    !part_sent(visit, &finding_parts[i], &value) ||
		    view_equal(value, value_of(visit, finding->id, finding_parts[i].name)))
			continue;
		if (!finding_part_check(view_of(finding_parts[i].name), value, &err)) {
			visit_refuse(visit, &err);
			return;
		}
		wishes[count++] = (struct wish){ .kind = DECISION_FINDING,
			                         .subject = finding->id,
			                         .part = view_of(finding_parts[i].name),
			                         .value = value };
	}
	if (count == 0 || visit_decide(visit, wishes, count, NULL))
		visit_say(visit, "card_kept", NULL);
}

/* True when the reply is the page that asks whether to do it. */
static bool
split_finding(struct visit *visit, const struct finding *finding)
{
	struct coding *coding = visit->workbench->coding;
	struct preview preview;
	struct split split;
	struct error err = ERROR_INIT;
	struct view id;
	bool asks = false, good;

	if (!split_read(visit, "new", "title_which", &split))
		return false;
	good = finding_preview_split(coding, finding->id, split.chosen, split.count, &preview, &err);
	asks = good && !split.sure;
	if (asks)
		split_show(visit, &split, "new", finding->title, &preview);
	else if (good && finding_split(coding, visit->workbench->coder, finding->id, split.name, split.chosen,
	                               split.count, &id, &err))
		visit_say_count(visit, "split_done", split.count);
	else
		visit_refuse(visit, &err);
	return asks;
}

static void
release(struct visit *visit, const struct finding *finding, bool released)
{
	struct error err = ERROR_INIT;

	if (finding_release(visit->workbench->coding, visit->workbench->coder, finding->id, released, &err))
		visit_say(visit, released ? "finding_is_released" : "finding_is_draft", NULL);
	else
		visit_refuse(visit, &err);
}

static void
decide_mark(struct visit *visit, const struct finding *finding, enum mark_state state, const char *said)
{
	struct error err = ERROR_INIT;
	struct place place;

	if (!place_read(visit_field(visit, "place"), &place))
		return;
	if (card_mark_decide(visit->workbench->coding, visit->workbench->coder, finding->id, &place, state,
	                     &err))
		visit_say(visit, said, NULL);
	else
		visit_refuse(visit, &err);
}

void
bench_finding_change(struct visit *visit)
{
	const struct findings *findings = visit_findings(visit);
	struct view deed = visit_field(visit, "do"), other = visit_field(visit, "other");
	const struct finding *finding = visit_finding(visit, findings, visit->one);

	if (finding == NULL) {
		visit_absent(visit);
		return;
	}
	if (view_is(deed, "split") && split_finding(visit, finding))
		return;
	visit_go(visit, "finding/%.*s", VIEW_ARGS(visit->one));
	if (view_is(deed, "keep"))
		keep_card(visit, finding);
	else if (view_is(deed, "release") || view_is(deed, "draft"))
		release(visit, finding, view_is(deed, "release"));
	else if (view_is(deed, "stay"))
		decide_mark(visit, finding, MARK_KEEP, "mark_is_kept");
	else if (view_is(deed, "open"))
		decide_mark(visit, finding, MARK_OPEN, "mark_is_open");
	else if (view_is(deed, "merge") && other.len == REFERENCE_TEXT - 1)
		visit_go(visit, "merge/%.*s/%.*s", VIEW_ARGS(visit->one), VIEW_ARGS(other));
}
