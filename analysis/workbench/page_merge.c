/* SPDX-License-Identifier: EUPL-1.2
 *
 * Merging two tags or two findings: first both side by side with what it would come to, then the deed.
 */
#include "mention_page.h"
#include "pages.h"

enum { EXAMPLES = 5 };

/* What an address names: two tags, or two findings. */
struct pair {
	bool findings; /* else tags */
	struct view from, to, from_name, to_name;
	const struct code *codes[2]; /* of tags */
};

static bool
find_pair(struct visit *visit, struct pair *pair)
{
	const struct codebook *codebook = visit_codebook(visit);
	const struct findings *findings = visit_findings(visit);
	const struct code *codes[2];
	const struct finding *both[2];
	bool good = false;

	codes[0] = visit_code(visit, codebook, visit->one);
	codes[1] = visit_code(visit, codebook, visit->two);
	both[0] = visit_finding(visit, findings, visit->one);
	both[1] = visit_finding(visit, findings, visit->two);
	if (both[0] != NULL && both[1] != NULL) {
		*pair = (struct pair){ .findings = true,
			               .from = both[0]->id,
			               .to = both[1]->id,
			               .from_name = both[0]->title,
			               .to_name = both[1]->title };
		good = true;
	} else if (codes[0] != NULL && codes[1] != NULL) {
		*pair = (struct pair){ .from = codes[0]->id,
			               .to = codes[1]->id,
			               .from_name = codes[0]->name,
			               .to_name = codes[1]->name,
			               .codes = { codes[0], codes[1] } };
		good = true;
	}
	if (good) {
		pair->from = arena_copy(visit->arena, pair->from);
		pair->to = arena_copy(visit->arena, pair->to);
		pair->from_name = arena_copy(visit->arena, pair->from_name);
		pair->to_name = arena_copy(visit->arena, pair->to_name);
	} else {
		visit_absent(visit);
	}
	return good;
}

static void
show_side(struct visit *visit, struct page *page, const struct pair *pair, bool from)
{
	const struct standing *standing = visit->workbench->standing;
	const struct mention_list *mentions = coding_mentions(visit->workbench->coding);
	struct view id = from ? pair->from : pair->to;
	struct page *side = page_section(page, "SIDE");
	const struct standing_tag *tag = pair->findings ? NULL : standing_tag_find(standing, id);
	size_t count = 0;

	page_set(side, "NAME", from ? pair->from_name : pair->to_name);
	if (!pair->findings)
		mention_show_colour(side, pair->codes[from ? 0 : 1]);
	page_set(side, "ROLE", visit_message(visit, from ? "merge_from" : "merge_to"));
	for (size_t i = 0; i < mentions->count; i++) {
		bool has =
		    pair->findings ? view_equal(standing_finding(standing, i), id) : standing_tag_has(tag, i);

		if (has && count++ < EXAMPLES)
			page_set(page_section(side, "EXAMPLE"), "EXCERPT",
			         mention_excerpt(visit, &mentions->list[i]));
	}
	page_set_number(side, "COUNT", (long)count);
}

void
bench_merge(struct visit *visit)
{
	struct coding *coding = visit->workbench->coding;
	struct preview preview = { .moved = 0 };
	struct error err = ERROR_INIT;
	struct pair pair;
	struct page *page;
	bool good;

	if (!find_pair(visit, &pair))
		return;
	good = pair.findings ? finding_preview_merge(coding, pair.from, pair.to, &preview, &err)
	                     : codebook_preview_merge(coding, pair.from, pair.to, &preview, &err);
	if (!good) {
		visit_refuse(visit, &err);
		visit_go(visit, pair.findings ? "findings" : "codebook");
		return;
	}
	page = visit_layout(visit, "bench-merge.tpl", "merge_title");
	show_side(visit, page, &pair, true);
	show_side(visit, page, &pair, false);
	if (preview.already > 0)
		page_set(page_section(page, "ALREADY"), "WORDS",
		         visit_count(visit, "already", preview.already));
	page_set(page, "SUMMARY",
	         catalogue_fill(visit->workbench->catalogue, visit->arena,
	                        preview.moved == 1 ? "merge_summary_one" : "merge_summary",
	                        (struct catalogue_value[]){
	                            { "count", arena_printf(visit->arena, "%zu", preview.moved) },
	                            { "from", pair.from_name },
	                            { "to", pair.to_name },
	                            { .name = NULL } }));
	page_set(page, "FROM", visit->one);
	page_set(page, "TO", visit->two);
	visit_show(visit, page);
}

void
bench_merge_do(struct visit *visit)
{
	struct workbench *workbench = visit->workbench;
	struct error err = ERROR_INIT;
	struct pair pair;

	if (!find_pair(visit, &pair))
		return;
	if (pair.findings ? finding_merge(workbench->coding, workbench->coder, pair.from, pair.to, &err)
	                  : codebook_merge(workbench->coding, workbench->coder, pair.from, pair.to, &err))
		visit_say(visit, "merged",
		          (struct catalogue_value[]){
		              { "from", pair.from_name }, { "to", pair.to_name }, { .name = NULL } });
	else
		visit_refuse(visit, &err);
	visit_go(visit, "%s/%.*s", pair.findings ? "finding" : "code", VIEW_ARGS(visit->two));
}
