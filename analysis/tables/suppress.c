/* SPDX-License-Identifier: EUPL-1.2
 *
 * Primary suppression: suppress.h.
 */
#include "suppress.h"

size_t
shape_cells(const struct shape *shape)
{
	size_t cells = 1;

	for (size_t axis = 0; axis < shape->axes; axis++)
		cells *= shape->length[axis];
	return cells;
}

bool
cell_hidden(const struct cell *cell)
{
	return cell->state == CELL_SMALL || cell->state == CELL_PROTECTS;
}

void
suppress_small(const struct shape *shape, struct cell *cells, unsigned threshold)
{
	size_t count = shape_cells(shape);

	for (size_t i = 0; i < count; i++)
		if (cells[i].respondents > 0 && cells[i].respondents < threshold)
			cells[i].state = CELL_SMALL;
}

static void
suppress_whole_group(struct cell *line, size_t length, size_t stride, size_t missing, unsigned threshold)
{
	const struct cell *total = &line[(length - 1) * stride];
	size_t possible = 0;

	if (total->respondents < threshold)
		return;
	for (size_t i = 0; i + 1 < length; i++)
		possible += i != missing && line[i * stride].state != CELL_IMPOSSIBLE;
	for (size_t i = 0; possible > 1 && i + 1 < length; i++)
		if (i != missing && line[i * stride].count == total->count &&
		    line[i * stride].respondents == total->respondents)
			line[i * stride].state = CELL_SMALL;
}

void
suppress_whole_groups(const struct shape *shape, struct cell *cells, size_t axis, size_t missing,
                      unsigned threshold)
{
	size_t count = shape_cells(shape), length = shape->length[axis], stride = 1;

	for (size_t a = axis + 1; a < shape->axes; a++)
		stride *= shape->length[a];
	for (size_t i = 0; i < count; i++)
		if (i / stride % length == 0)
			suppress_whole_group(&cells[i], length, stride, missing, threshold);
}
