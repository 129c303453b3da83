/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables of counts, from the request to the finished table: tally.h. Counting itself is tally_count.c.
 */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

#include "tally_count.h"

/* ---- the request --------------------------------------------------------------------------------------- */

static bool
find_dimensions(struct tally *tally, const struct source *source, const struct tally_request *request,
                struct error *err)
{
	bool of_mentions = source->selection.kind.ptr != NULL;
	struct view by = request->by;

	while (by.ptr != NULL) {
		struct view name = view_trim(view_cut(&by, ','));

		if (tally->shape.axes == TABLE_AXES_MAX)
			return fail(err, ERROR_INVALID, "a table has at most %d dimensions", TABLE_AXES_MAX);
		for (size_t i = 0; i < tally->shape.axes; i++)
			if (view_equal(tally->dimensions[i].name, name))
				return fail(err, ERROR_INVALID, "\"%.*s\" is there twice", VIEW_ARGS(name));
		if (!dimension_find(source, name, &tally->arena, &tally->dimensions[tally->shape.axes], err))
			return false;
		of_mentions = of_mentions || tally->dimensions[tally->shape.axes].of_mentions;
		if (request->responses && tally->dimensions[tally->shape.axes].kind == DIMENSION_FINDING)
			return fail(err, ERROR_INVALID, "a finding is told of in mentions, not in responses");
		tally->shape.axes++;
	}
	tally->unit = of_mentions && !request->responses ? TALLY_MENTIONS : TALLY_RESPONSES;
	return true;
}

/* A selection that fits nothing at all is a mistake, not an empty table. */
static bool
check_selection(const struct block *blocks, size_t count, const struct selection *selection,
                struct error *err)
{
	const struct {
		const char *name;
		struct view value;
		struct selection one;
	} parts[] = {
		{ "questionnaire", selection->questionnaire, { .questionnaire = selection->questionnaire } },
		{ "audience", selection->audience, { .audience = selection->audience } },
		{ "wave", selection->wave, { .wave = selection->wave } },
	};
	bool kind_known = selection->kind.ptr == NULL;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool known = parts[i].value.ptr == NULL;

		for (size_t b = 0; b < count && !known; b++)
			known = selection_has_block(&parts[i].one, &blocks[b]);
		if (!known)
			return fail(err, ERROR_ABSENT, "the study has no %s \"%.*s\"", parts[i].name,
			            VIEW_ARGS(parts[i].value));
	}
	for (int kind = MENTION_NONE + 1; kind < MENTION_KIND_COUNT; kind++)
		kind_known =
		    kind_known || view_is(selection->kind, mention_kind_name((enum mention_kind)kind));
	return kind_known || fail(err, ERROR_ABSENT,
	                          "\"%.*s\" is not a kind of mention; there is olifantenpaadje and "
	                          "broodje_aap",
	                          VIEW_ARGS(selection->kind));
}

static bool
shape_tally(struct tally *tally, struct error *err)
{
	size_t cells = 1;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		tally->shape.length[axis] = dimension_length(&tally->dimensions[axis]);
		if (tally->shape.length[axis] > TALLY_CELLS_MAX / cells)
			return fail(err, ERROR_INVALID,
			            "this table would have more than %d cells: take fewer dimensions",
			            TALLY_CELLS_MAX);
		cells *= tally->shape.length[axis];
	}
	tally->cell_count = cells;
	tally->cells = xcalloc(cells, sizeof(*tally->cells));
	return true;
}

static void
suppress_cells(struct tally *tally)
{
	suppress_small(&tally->shape, tally->cells, tally->threshold);
	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];

		if (dimension_is_told(dimension))
			suppress_whole_groups(&tally->shape, tally->cells, axis,
			                      dimension->has_missing ? dimension_missing(dimension)
			                                             : tally->shape.length[axis],
			                      tally->threshold);
	}
}

bool
tally_make(struct tally *tally, const struct block *blocks, size_t block_count,
           const struct tally_request *request, struct error *err)
{
	struct source source = { blocks, block_count, request->selection, request->members };

	*tally = (struct tally){ .arena = ARENA_INIT,
		                 .catalogue = request->catalogue,
		                 .selection = request->selection,
		                 .threshold = request->threshold };
	if (request->threshold < THRESHOLD_MIN || request->threshold > THRESHOLD_MAX)
		return fail(err, ERROR_INVALID, "the threshold is %d to %d respondents", THRESHOLD_MIN,
		            THRESHOLD_MAX);
	if (view_trim(request->by).len == 0)
		return fail(err, ERROR_INVALID, "name 1 to %d dimensions to count by", TABLE_AXES_MAX);
	if (!check_selection(blocks, block_count, &request->selection, err) ||
	    !find_dimensions(tally, &source, request, err))
		return false;
	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		dimension_fill(&tally->dimensions[axis], &source, tally->unit, request->catalogue,
		               &tally->arena);
	if (!shape_tally(tally, err))
		return false;
	tally_count(tally, &source, request->everyone);
	suppress_cells(tally);
	return true;
}

void
tally_release(struct tally *tally)
{
	free(tally->cells);
	arena_release(&tally->arena);
	*tally = (struct tally){ .arena = ARENA_INIT };
}

/* ---- reading it ---------------------------------------------------------------------------------------- */

const struct cell *
tally_cell(const struct tally *tally, const size_t *positions)
{
	size_t index = 0;

	for (size_t axis = 0; axis < tally->shape.axes; axis++)
		index = index * tally->shape.length[axis] + positions[axis];
	return &tally->cells[index];
}

const struct cell *
tally_total(const struct tally *tally)
{
	return &tally->cells[tally->cell_count - 1];
}

bool
tally_shows(const struct tally *tally, size_t axis, size_t position)
{
	size_t positions[TABLE_AXES_MAX];

	if (position == dimension_all(&tally->dimensions[axis]))
		return true;
	for (size_t i = 0; i < tally->shape.axes; i++)
		positions[i] = tally->shape.length[i] - 1;
	positions[axis] = position;
	return tally_cell(tally, positions)->state != CELL_IMPOSSIBLE;
}
