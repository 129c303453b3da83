/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where people differ: tags that two coders who worked apart do not agree on, and fields that two laptops gave different
 * values. Both are queues that somebody settles.
 */
#include "mention_page.h"
#include "naming.h"
#include "pages.h"

enum { SHOWN = 50 };

static struct view
names_of(struct visit *visit, const struct view *coders, size_t count)
{
	struct view names = { "", 0 };

	for (size_t i = 0; i < count; i++)
		names = arena_printf(visit->arena, "%.*s%s%.*s", VIEW_ARGS(names), i > 0 ? ", " : "",
		                     VIEW_ARGS(coders[i]));
	return names;
}

static void
show_disagreements(struct visit *visit, struct page *page)
{
	struct coding *coding = visit->workbench->coding;
	const struct codebook *codebook = visit_codebook(visit);
	size_t count;
	const struct disagreement *list = coding_disagreements(coding, &count);

	page_set_number(page, "COUNT", (long)count);
	for (size_t i = 0; i < count && i < SHOWN; i++) {
		const struct code *code = codebook_find(codebook, list[i].tag);
		struct page *part = page_section(page, "DISAGREEMENT");

		page_set(part, "ID", list[i].mention);
		page_set(part, "TAG", list[i].tag);
		page_set(part, "NAME", code == NULL ? list[i].tag : code->name);
		if (code != NULL)
			mention_show_colour(part, code);
		page_set(part, "EXCERPT",
		         mention_excerpt(visit, mentions_find(coding_mentions(coding), list[i].mention)));
		page_set(part, "YES", names_of(visit, list[i].yes, list[i].yes_count));
		page_set(part, "NO", names_of(visit, list[i].no, list[i].no_count));
	}
}

static void
show_conflicts(struct visit *visit, struct page *page)
{
	size_t count;
	const struct decided *const *fields = coding_conflicts(visit->workbench->coding, &count);

	page_set_number(page, "CONFLICTS", (long)count);
	for (size_t i = 0; i < count && i < SHOWN; i++) {
		struct page *part = page_section(page, "CONFLICT");

		page_set(part, "KIND_ID", view_of(decision_kind_name(fields[i]->kind)));
		page_set(part, "SUBJECT", fields[i]->subject);
		page_set(part, "PART", fields[i]->part);
		page_set(part, "KIND", naming_kind(visit, fields[i]->kind));
		page_set(part, "ABOUT", naming_subject(visit, fields[i]->subject));
		page_set(part, "PART_NAME",
		         naming_part(visit, fields[i]->kind, fields[i]->subject, fields[i]->part));
		for (size_t h = 0; h < fields[i]->head_count; h++) {
			struct page *choice = page_section(part, "CHOICE");

			struct view value = fields[i]->heads[h]->value;

			page_set(choice, "VALUE", value);
			page_set(choice, "SAYS",
			         naming_value(visit, fields[i]->kind, fields[i]->part, value));
			page_set(choice, "CODER", fields[i]->heads[h]->coder);
		}
	}
}

void
bench_differences(struct visit *visit)
{
	struct page *page = visit_layout(visit, "bench-differences.tpl", "differences_title");

	show_disagreements(visit, page);
	show_conflicts(visit, page);
	visit_show(visit, page);
}

void
bench_differences_settle(struct visit *visit)
{
	struct wish wish = { .kind = DECISION_AGREED,
		             .subject = visit_field(visit, "subject"),
		             .part = visit_field(visit, "part"),
		             .value = visit_field(visit, "value") };

	if (visit_sent(visit, "kind") && !decision_kind_find(visit_field(visit, "kind"), &wish.kind))
		visit_absent(visit);
	else if (visit_decide(visit, &wish, 1, NULL)) {
		visit_say(visit, "settled", NULL);
		visit_go(visit, "differences");
	} else {
		visit_go(visit, "differences");
	}
}
