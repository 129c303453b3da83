/* SPDX-License-Identifier: EUPL-1.2
 *
 * Moving a tag in the codebook: first what goes from where to where, then the deed.
 */
#include "mention_page.h"
#include "pages.h"

/* What an address names: a tag, and the one that it is to stand below. */
struct move {
	const struct code *code, *above; /* above: NULL for none */
	struct view parent;              /* its id; empty for none */
};

static bool
find_move(struct visit *visit, struct move *move)
{
	const struct codebook *codebook = visit_codebook(visit);

	move->code = visit_code(visit, codebook, visit->one);
	move->above = visit_code(visit, codebook, visit->two);
	move->parent = move->above == NULL ? VIEW("") : move->above->id;
	if (move->code != NULL && (move->above != NULL || view_is(visit->two, "top")))
		return true;
	visit_absent(visit);
	return false;
}

/* Whether it can be done; says why not. */
static bool
preview_move(struct visit *visit, const struct move *move, struct codebook_move_preview *preview)
{
	struct error err = ERROR_INIT;

	if (move->above == move->code->above) {
		visit_say(visit, "move_one_place", NULL);
		visit->workbench->refusal = true;
		return false;
	}
	if (codebook_preview_move(visit->workbench->coding, visit_codebook(visit), move->code->id,
	                          move->parent, visit->arena, preview, &err))
		return true;
	visit_refuse(visit, &err);
	return false;
}

static void
show_summary(struct visit *visit, struct page *page, const struct move *move, size_t mentions)
{
	struct view top = visit_message(visit, "top_level");

	page_set(page, "SUMMARY",
	         catalogue_fill(visit->workbench->catalogue, visit->arena,
	                        mentions == 1 ? "move_summary_one" : "move_summary",
	                        (struct catalogue_value[]){
	                            { "count", arena_printf(visit->arena, "%zu", mentions) },
	                            { "from", move->code->above == NULL ? top : move->code->above->name },
	                            { "to", move->above == NULL ? top : move->above->name },
	                            { .name = NULL } }));
}

void
bench_move(struct visit *visit)
{
	struct codebook_move_preview preview;
	struct move move;
	struct page *page, *list;

	if (!find_move(visit, &move))
		return;
	if (!preview_move(visit, &move, &preview)) {
		visit_go(visit, "code/%.*s", VIEW_ARGS(visit->one));
		return;
	}
	page = visit_layout(visit, "bench-move.tpl", "move_look");
	show_summary(visit, page, &move, preview.mentions);
	page_set(page, "NAME", move.code->name);
	page_set(page, "REFERENCE", visit->one);
	list = preview.below_count == 0 ? NULL : page_section(page, "BELOWS");
	for (size_t i = 0; i < preview.below_count; i++) {
		struct page *part = page_section(list, "BELOW");

		page_set(part, "NAME", preview.below[i]->name);
		mention_show_colour(part, preview.below[i]);
	}
	visit_show(visit, page);
}

void
bench_move_do(struct visit *visit)
{
	struct error err = ERROR_INIT;
	struct move move;

	if (!find_move(visit, &move))
		return;
	if (codebook_move(visit->workbench->coding, visit->workbench->coder, move.code->id, move.parent,
	                  &err))
		visit_say(visit, "moved", NULL);
	else
		visit_refuse(visit, &err);
	visit_go(visit, "code/%.*s", VIEW_ARGS(visit->one));
}
