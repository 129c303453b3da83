/* SPDX-License-Identifier: EUPL-1.2
 *
 * Words about tables: wording.h.
 */
#include "wording.h"

struct view
wording_hidden(const struct tally *tally, struct arena *arena)
{
	return arena_printf(arena, "<%u*", tally->threshold);
}

struct view
wording_hidden_note(const struct tally *tally, struct arena *arena)
{
	return catalogue_fill(tally->catalogue, arena, "report_hidden_note",
	                      (const struct catalogue_value[]){
	                          { "mark", wording_hidden(tally, arena) },
	                          { "k", arena_printf(arena, "%u", tally->threshold) },
	                          { .name = NULL },
	                      });
}

static struct view
number_or_hidden(const struct tally *tally, const struct cell *cell, uint64_t number, struct arena *arena)
{
	return cell_hidden(cell) ? wording_hidden(tally, arena)
	                         : arena_printf(arena, "%llu", (unsigned long long)number);
}

struct view
wording_count(const struct tally *tally, const struct cell *cell, struct arena *arena)
{
	return number_or_hidden(tally, cell, cell->count, arena);
}

struct view
wording_respondents(const struct tally *tally, const struct cell *cell, struct arena *arena)
{
	return number_or_hidden(tally, cell, cell->respondents, arena);
}

struct view
wording_position(const struct tally *tally, size_t axis, size_t position)
{
	const struct dimension *dimension = &tally->dimensions[axis];

	if (position < dimension->category_count)
		return dimension->categories[position].text;
	return catalogue_message(tally->catalogue, position == dimension_all(dimension) ? "report_total"
	                                           : dimension->kind == DIMENSION_FINDING
	                                               ? "report_no_finding"
	                                               : "report_not_answered");
}

struct view
wording_position_id(const struct dimension *dimension, size_t position)
{
	if (position < dimension->category_count)
		return dimension->categories[position].id;
	return position == dimension_all(dimension) ? VIEW("(all)")
	     : dimension->kind == DIMENSION_FINDING ? VIEW("(no finding)")
	                                            : VIEW("(not answered)");
}

struct view
wording_unit(const struct tally *tally)
{
	return catalogue_message(tally->catalogue,
	                         tally->unit == TALLY_MENTIONS ? "report_mentions" : "report_responses");
}

struct view
wording_total(const struct tally *tally, struct arena *arena)
{
	const struct cell *total = tally_total(tally);

	return catalogue_fill(tally->catalogue, arena,
	                      tally->unit == TALLY_MENTIONS ? "report_total_mentions"
	                                                    : "report_total_responses",
	                      (const struct catalogue_value[]){
	                          { "count", wording_count(tally, total, arena) },
	                          { "people", wording_respondents(tally, total, arena) },
	                          { .name = NULL },
	                      });
}

struct view
wording_selection(const struct tally *tally, struct arena *arena)
{
	const struct {
		const char *name;
		struct view value;
	} parts[] = {
		{ "kind", tally->selection.kind },
		{ "questionnaire", tally->selection.questionnaire },
		{ "audience", tally->selection.audience },
		{ "wave", tally->selection.wave },
	};
	struct view all = { NULL, 0 };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].value.ptr != NULL)
			all = arena_printf(arena, "%.*s%s%s = %.*s", VIEW_ARGS(all), all.len > 0 ? "; " : "",
			                   parts[i].name, VIEW_ARGS(parts[i].value));
	return all.len > 0 ? all : catalogue_message(tally->catalogue, "report_everything");
}

struct view
wording_multiple(const struct tally *tally, struct arena *arena)
{
	struct view names = { NULL, 0 };

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		if (tally->dimensions[axis].multiple)
			names = arena_printf(arena, "%.*s%s%.*s", VIEW_ARGS(names), names.len > 0 ? ", " : "",
			                     VIEW_ARGS(tally->dimensions[axis].title));
	if (names.len == 0)
		return names;
	return catalogue_fill(tally->catalogue, arena, "report_multiple_note",
	                      (const struct catalogue_value[]){ { "names", names }, { .name = NULL } });
}

struct view
wording_rounded(const struct tally *tally, struct arena *arena)
{
	const struct rounding *rounding = &tally->rounding;

	if (rounding->base == 0)
		return (struct view){ NULL, 0 };
	return catalogue_fill(tally->catalogue, arena, "report_rounded_note",
	                      (const struct catalogue_value[]){
	                          { "base", arena_printf(arena, "%u", rounding->base) },
	                          { "within", arena_printf(arena, "%u", rounding->within) },
	                          { .name = NULL },
	                      });
}

bool
wording_has_hidden(const struct tally *tally)
{
	for (size_t i = 0; i < tally->cell_count; i++)
		if (cell_hidden(&tally->cells[i]))
			return true;
	return false;
}
