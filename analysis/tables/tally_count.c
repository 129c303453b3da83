/* SPDX-License-Identifier: EUPL-1.2
 *
 * Counting: tally_count.h. The closed answers stand in columns; what option means which position of the
 * table is worked out once per block, so a row costs a few additions and no memory.
 */
#include "tally_count.h"

#include <stdlib.h>

/* While a tally is counted. */
struct counting {
	struct tally *tally;
	const struct source *source;
	uint32_t *seen;    /* per cell: the last response that was counted as respondent */
	uint32_t response; /* the one that is being counted, from 1 */
	bool everyone;
	const struct binding *bindings; /* per dimension, of the rows that are being counted */
	size_t strides[TABLE_AXES_MAX];
	size_t *offsets[TABLE_AXES_MAX]; /* owned; of the row: position times stride, "all" included */
	size_t offset_count[TABLE_AXES_MAX];
};

static void
count_cell(struct counting *counting, size_t index)
{
	struct cell *cell = &counting->tally->cells[index];

	cell->count++;
	if (counting->seen[index] != counting->response) {
		counting->seen[index] = counting->response;
		cell->respondents++;
	}
}

/* Every combination of the row's positions. Unused axes have one offset, 0. */
static void
count_offsets(struct counting *counting)
{
	for (size_t a = 0; a < counting->offset_count[0]; a++)
		for (size_t b = 0; b < counting->offset_count[1]; b++)
			for (size_t c = 0; c < counting->offset_count[2]; c++)
				count_cell(counting, counting->offsets[0][a] + counting->offsets[1][b] +
				                         counting->offsets[2][c]);
}

static void
count_row(struct counting *counting, size_t row, size_t response)
{
	const struct tally *tally = counting->tally;
	uint32_t positions[OPTIONS_MAX + 1];

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		size_t count = binding_positions(&counting->bindings[axis], row, response, positions);
		size_t *offsets = counting->offsets[axis];

		for (size_t i = 0; i < count; i++)
			offsets[i] = positions[i] * counting->strides[axis];
		offsets[count] = (tally->shape.length[axis] - 1) * counting->strides[axis];
		counting->offset_count[axis] = count + 1;
	}
	count_offsets(counting);
}

/* ---- which cells are possible -------------------------------------------------------------------------- */

/* The findings of the rows' own kind. */
static size_t
offset_findings(const struct dimension *dimension, const struct rows *rows, size_t stride, size_t *offsets)
{
	const struct members *members = dimension->members;
	size_t count = 0;

	for (size_t f = 0; f < members->finding_count; f++)
		if (members->findings[f].kind == rows->group->mention)
			offsets[count++] = f * stride;
	return count;
}

/* Marks the cells in which these rows can stand: the rest is 0 by the questionnaires themselves. */
static void
mark_possible(struct counting *counting, const struct rows *rows)
{
	struct tally *tally = counting->tally;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct binding *binding = &counting->bindings[axis];
		size_t *offsets = counting->offsets[axis], count = 0, stride = counting->strides[axis];

		if (binding->column != NULL)
			for (size_t i = 0; i < binding->column->question->option_count; i++)
				offsets[count++] = binding->positions[i] * stride;
		if (binding->told != NULL)
			count = offset_findings(&tally->dimensions[axis], rows, stride, offsets);
		if (binding->modes != NULL) {
			offsets[count++] = 0;
			offsets[count++] = stride;
		} else {
			offsets[count++] =
			    (binding->column != NULL ? binding->missing : binding->fixed) * stride;
		}
		offsets[count++] = (tally->shape.length[axis] - 1) * stride;
		counting->offset_count[axis] = count;
	}
	for (size_t a = 0; a < counting->offset_count[0]; a++)
		for (size_t b = 0; b < counting->offset_count[1]; b++)
			for (size_t c = 0; c < counting->offset_count[2]; c++)
				tally
				    ->cells[counting->offsets[0][a] + counting->offsets[1][b] +
				            counting->offsets[2][c]]
				    .state = CELL_SHOWN;
}

static uint64_t
respondents_at(const struct tally *tally, size_t axis, size_t position)
{
	size_t positions[TABLE_AXES_MAX];

	for (size_t i = 0; i < tally->shape.axes; i++)
		positions[i] = tally->shape.length[i] - 1;
	positions[axis] = position;
	return tally_cell(tally, positions)->respondents;
}

/* Where "not answered" is empty it is not shown at all, so it cannot protect anything either. */
static void
drop_empty_missing(struct tally *tally)
{
	size_t stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		size_t length = tally->shape.length[axis],
		       missing = dimension_missing(&tally->dimensions[axis]);

		stride /= length;
		if (!tally->dimensions[axis].has_missing || respondents_at(tally, axis, missing) > 0)
			continue;
		for (size_t i = 0; i < tally->cell_count; i++)
			if (i / stride % length == missing)
				tally->cells[i].state = CELL_IMPOSSIBLE;
	}
}

/* ---- the rows of the study ----------------------------------------------------------------------------- */

/* The rows of one group of a block, or its responses, while they are counted. */
struct cursor {
	const struct rows *rows;
	uint32_t *order; /* owned; of the mentions by response; NULL: they stand in that order */
	size_t next;
	struct binding bindings[TABLE_AXES_MAX];
};

/* Whether anybody of this audience was asked. */
static bool
audience_was_asked(const struct counting *counting, const struct dimension *dimension, struct view audience)
{
	const struct source *source = counting->source;
	struct binding binding;

	for (size_t b = 0; b < source->count; b++) {
		const struct block *block = &source->blocks[b];

		if (!view_equal(block->questionnaire->audience, audience) ||
		    !selection_has_block(&source->selection, block))
			continue;
		dimension_bind(dimension, block, &block->responses, &binding);
		for (size_t m = 0; !binding.asked && m < block->mention_count; m++)
			if (counting->tally->unit == TALLY_MENTIONS &&
			    selection_has_rows(&source->selection, &block->mentions[m]))
				dimension_bind(dimension, block, &block->mentions[m], &binding);
		if (binding.asked)
			return true;
	}
	return false;
}

/* Binds the dimensions to the cursor's rows; false when they do not count. */
static bool
bind_rows(struct counting *counting, const struct block *block, struct cursor *cursor)
{
	const struct tally *tally = counting->tally;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];

		dimension_bind(dimension, block, cursor->rows, &cursor->bindings[axis]);
		if (!cursor->bindings[axis].asked &&
		    !(counting->everyone &&
		      audience_was_asked(counting, dimension, block->questionnaire->audience)))
			return false;
	}
	counting->bindings = cursor->bindings;
	mark_possible(counting, cursor->rows);
	return true;
}

static uint32_t *
order_by_response(const struct rows *rows, size_t response_count)
{
	uint32_t *starts, *order;
	size_t i = 1;

	while (i < rows->count && rows->response[i - 1] <= rows->response[i])
		i++;
	if (i >= rows->count)
		return NULL;
	starts = xcalloc(response_count + 1, sizeof(*starts));
	order = xcalloc(rows->count, sizeof(*order));
	for (i = 0; i < rows->count; i++)
		starts[rows->response[i] + 1]++;
	for (i = 0; i < response_count; i++)
		starts[i + 1] += starts[i];
	for (i = 0; i < rows->count; i++)
		order[starts[rows->response[i]]++] = (uint32_t)i;
	free(starts);
	return order;
}

/* The mentions of one response in one group. */
static void
count_mentions_of(struct counting *counting, struct cursor *cursor, size_t response)
{
	const struct rows *rows = cursor->rows;

	counting->bindings = cursor->bindings;
	for (; cursor->next < rows->count; cursor->next++) {
		size_t row = cursor->order == NULL ? cursor->next : cursor->order[cursor->next];

		if (rows->response[row] != response)
			return;
		count_row(counting, row, response);
	}
}

/* Response by response over all groups, so that somebody with mentions in several groups is one respondent. */
static void
count_mentions(struct counting *counting, const struct block *block, uint32_t first)
{
	struct cursor *cursors = xcalloc(block->mention_count, sizeof(*cursors));
	size_t count = 0;

	for (size_t m = 0; m < block->mention_count; m++) {
		struct cursor *cursor = &cursors[count];

		*cursor = (struct cursor){ .rows = &block->mentions[m] };
		if (!selection_has_rows(&counting->tally->selection, cursor->rows) ||
		    !bind_rows(counting, block, cursor))
			continue;
		cursor->order = order_by_response(cursor->rows, block->responses.count);
		count++;
	}
	for (size_t response = 0; count > 0 && response < block->responses.count; response++) {
		counting->response = first + (uint32_t)response;
		for (size_t i = 0; i < count; i++)
			count_mentions_of(counting, &cursors[i], response);
	}
	for (size_t i = 0; i < count; i++)
		free(cursors[i].order);
	free(cursors);
}

static void
count_responses(struct counting *counting, const struct block *block, uint32_t first)
{
	struct cursor cursor = { .rows = &block->responses };

	if (!bind_rows(counting, block, &cursor))
		return;
	for (size_t row = 0; row < block->responses.count; row++) {
		counting->response = first + (uint32_t)row;
		count_row(counting, row, row);
	}
}

void
tally_count(struct tally *tally, const struct source *source, bool everyone)
{
	struct counting *counting = xcalloc(1, sizeof(*counting));
	size_t stride = tally->cell_count;
	uint32_t first = 1;

	counting->tally = tally;
	counting->source = source;
	counting->everyone = everyone;
	counting->seen = xcalloc(tally->cell_count, sizeof(*counting->seen));
	for (size_t axis = 0; axis < TABLE_AXES_MAX; axis++) {
		if (axis < tally->shape.axes)
			counting->strides[axis] = stride /= tally->shape.length[axis];
		counting->offset_count[axis] = 1;
		counting->offsets[axis] =
		    xcalloc((axis < tally->shape.axes ? tally->shape.length[axis] : 0) + 2, sizeof(size_t));
	}
	for (size_t i = 0; i < tally->cell_count; i++)
		tally->cells[i].state = CELL_IMPOSSIBLE;
	for (size_t b = 0; b < source->count; b++) {
		const struct block *block = &source->blocks[b];

		if (selection_has_block(&source->selection, block)) {
			if (tally->unit == TALLY_MENTIONS)
				count_mentions(counting, block, first);
			else
				count_responses(counting, block, first);
		}
		first += (uint32_t)block->responses.count;
	}
	for (size_t axis = 0; axis < TABLE_AXES_MAX; axis++)
		free(counting->offsets[axis]);
	free(counting->seen);
	free(counting);
	drop_empty_missing(tally);
}
