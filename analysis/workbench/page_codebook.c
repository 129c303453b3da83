/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook: all tags as a tree, and the card of one.
 */
#include "mention_page.h"
#include "pages.h"
#include "split.h"

#include <string.h>

#include "memory.h"

enum { EXAMPLES = 100 /* mentions that a card lists */ };

/* What the field for a colour shows when there is none. */
#define NO_COLOUR "#0b5a5e"

/* What the card of a tag asks for, in its order. */
static const char *const parts[] = { "name", "definition", "example", "keywords", "colour" };

void
bench_codebook(struct visit *visit)
{
	const struct codebook *codebook = visit_codebook(visit);
	struct page *page = visit_layout(visit, "bench-codebook.tpl", "codebook_title");

	for (size_t i = 0; i < codebook->count; i++) {
		const struct code *code = &codebook->list[i];
		struct page *part;

		if (code->into.len > 0)
			continue;
		part = page_section(page, "CODE");
		page_set(part, "NAME", code->name);
		page_set(part, "REFERENCE", visit_reference(visit, code->id));
		page_set(part, "DEFINITION", code->definition);
		page_set(part, "KEYWORDS", code->keywords);
		page_set_number(part, "DEPTH", (long)(code->depth > 5 ? 5 : code->depth));
		page_set_number(
		    part, "MENTIONS",
		    (long)standing_tag_count(standing_tag_find(visit->workbench->standing, code->id)));
		mention_show_colour(part, code);
		if (code->above != NULL)
			page_set(page_section(part, "BELOW"), "ABOVE", code->above->name);
		if (code->retired)
			page_show(part, "RETIRED");
	}
	visit_show(visit, page);
}

void
bench_codebook_add(struct visit *visit)
{
	const struct codebook *codebook = visit_codebook(visit);
	struct view name = visit_field(visit, "name"), id = visit_id_of(visit, name);
	struct wish wish = { .kind = DECISION_CODE, .part = VIEW("name"), .value = name };

	wish.subject = id;
	if (name.len == 0 || codebook_find(codebook, id) != NULL) {
		visit_say(visit, name.len == 0 ? "tag_which" : "tag_exists", NULL);
		visit->workbench->refusal = true;
	} else if (visit_decide(visit, &wish, 1, NULL)) {
		visit_say(visit, "tag_added",
		          (struct catalogue_value[]){ { "tag", name }, { .name = NULL } });
	}
	visit_go(visit, "codebook");
}

static void
show_card(struct visit *visit, struct page *page, const struct codebook *codebook, const struct code *code)
{
	const struct view values[] = { code->name, code->definition, code->example, code->keywords,
		                       code->colour };

	page_set(page, "NAME", code->name);
	mention_show_colour(page, code);
	page_set(page, "REFERENCE", visit_reference(visit, code->id));
	page_set(page, "DEFINITION", values[1]);
	page_set(page, "EXAMPLE", values[2]);
	page_set(page, "KEYWORDS", values[3]);
	page_set(page, "COLOUR", code->colour.len > 0 ? code->colour : VIEW(NO_COLOUR));
	if (code->retired)
		page_show(page, "RETIRED");
	for (size_t i = 0; i < codebook->count; i++) {
		const struct code *other = &codebook->list[i];
		struct page *part;

		if (other == code)
			continue;
		if (other->into.len > 0) {
			if (view_equal(codebook_resolve(visit->workbench->coding, other->id), code->id))
				page_set(page_section(page, "ALIAS"), "NAME", other->name);
			continue;
		}
		part = page_section(page, "OTHER");
		page_set(part, "NAME", other->name);
		page_set(part, "REFERENCE", visit_reference(visit, other->id));
		if (code->above == other)
			page_show(part, "ABOVE");
	}
}

void
bench_code(struct visit *visit)
{
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	const struct codebook *codebook = visit_codebook(visit);
	const struct code *code = visit_code(visit, codebook, visit->one);
	const struct standing_tag *tag;
	struct page *page;
	size_t shown = 0;

	if (code == NULL) {
		visit_absent(visit);
		return;
	}
	tag = standing_tag_find(visit->workbench->standing, code->id);
	page = visit_layout(visit, "bench-code.tpl", "code_title");
	show_card(visit, page, codebook, code);
	for (size_t i = 0; i < mentions->count && shown < EXAMPLES; i++) {
		struct page *part;

		if (!standing_tag_has(tag, i))
			continue;
		part = page_section(page, "MENTION");
		page_set(part, "ID", view_of(mentions->list[i].id));
		page_set(part, "EXCERPT", mention_excerpt(visit, &mentions->list[i]));
		shown++;
	}
	visit_show(visit, page);
}

static void
keep_card(struct visit *visit, const struct code *code)
{
	struct wish wishes[sizeof(parts) / sizeof(parts[0]) + 1];
	size_t count = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct view value = visit_field(visit, parts[i]);

		/* A field for a colour always has one: as it was is not chosen. */
		if (strcmp(parts[i], "colour") != 0 || code->colour.len > 0 || !view_is(value, NO_COLOUR))
			wishes[count++] = (struct wish){ .kind = DECISION_CODE,
				                         .subject = code->id,
				                         .part = view_of(parts[i]),
				                         .value = value };
	}
	wishes[count++] =
	    (struct wish){ .kind = DECISION_CODE,
		           .subject = code->id,
		           .part = VIEW("state"),
		           .value = visit_sent(visit, "retired") ? VIEW("retired") : VIEW("used") };
	if (visit_decide(visit, wishes, count, NULL))
		visit_say(visit, "card_kept", NULL);
}

/* True when the reply is the page that asks whether to do it. */
static bool
split_code(struct visit *visit, const struct code *code)
{
	struct coding *coding = visit->workbench->coding;
	struct preview preview;
	struct split split;
	struct error err = ERROR_INIT;
	bool asks = false, good;

	if (!split_read(visit, "name", "tag_which", &split))
		return false;
	good = codebook_preview_split(coding, code->id, split.chosen, split.count, &preview, &err);
	asks = good && !split.sure;
	if (asks)
		split_show(visit, &split, "name", code->name, &preview);
	else if (good &&
	         codebook_split(coding, visit->workbench->coder, code->id, visit_id_of(visit, split.name),
	                        split.name, split.chosen, split.count, &err))
		visit_say_count(visit, "split_done", split.count);
	else
		visit_refuse(visit, &err);
	return asks;
}

void
bench_code_change(struct visit *visit)
{
	const struct codebook *codebook = visit_codebook(visit);
	struct view deed = visit_field(visit, "do"), reference = visit->one;
	const struct code *code = visit_code(visit, codebook, reference);

	if (code == NULL) {
		visit_absent(visit);
		return;
	}
	if (view_is(deed, "split") && split_code(visit, code))
		return;
	visit_go(visit, "code/%.*s", VIEW_ARGS(reference));
	if (view_is(deed, "keep"))
		keep_card(visit, code);
	else if (view_is(deed, "move"))
		visit_go(visit, "move/%.*s/%.*s", VIEW_ARGS(reference),
		         VIEW_ARGS(visit_field(visit, "parent").len == REFERENCE_TEXT - 1
		                       ? visit_field(visit, "parent")
		                       : VIEW("top")));
	else if (view_is(deed, "merge") && visit_field(visit, "other").len == REFERENCE_TEXT - 1)
		visit_go(visit, "merge/%.*s/%.*s", VIEW_ARGS(reference),
		         VIEW_ARGS(visit_field(visit, "other")));
}
