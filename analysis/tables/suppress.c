/* SPDX-License-Identifier: EUPL-1.2
 *
 * Primary and secondary suppression: suppress.h.
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

static bool
hide_small_cells(struct cell *cells, size_t count, unsigned threshold)
{
	bool changed = false;

	for (size_t i = 0; i < count; i++) {
		struct cell *cell = &cells[i];

		if (cell->respondents == 0 || cell->respondents >= threshold || cell->state == CELL_SMALL)
			continue;
		changed = changed || !cell_hidden(cell);
		cell->state = CELL_SMALL;
	}
	return changed;
}

/* Lower is hidden first: other cells before zeros before the total. */
static int
reluctance(const struct cell *cell, bool is_total)
{
	if (is_total)
		return 2;
	return cell->respondents == 0 ? 1 : 0;
}

/* What to hide beside the only hidden cell of a line; NULL when there is nothing. */
static struct cell *
second_cell(struct cell *line, size_t length, size_t stride)
{
	struct cell *best = NULL;
	int best_reluctance = 0;

	for (size_t i = 0; i < length; i++) {
		struct cell *cell = &line[i * stride];
		int reluctant = reluctance(cell, i == length - 1);

		if (cell->state != CELL_SHOWN)
			continue;
		if (best == NULL || reluctant < best_reluctance ||
		    (reluctant == best_reluctance && cell->respondents < best->respondents)) {
			best = cell;
			best_reluctance = reluctant;
		}
	}
	return best;
}

static bool
protect_line(struct cell *line, size_t length, size_t stride)
{
	struct cell *second;
	size_t hidden = 0;

	for (size_t i = 0; i < length; i++)
		hidden += cell_hidden(&line[i * stride]);
	if (hidden != 1)
		return false;
	second = second_cell(line, length, stride);
	if (second != NULL)
		second->state = CELL_PROTECTS;
	return second != NULL;
}

static bool
protect_lines(const struct shape *shape, struct cell *cells, size_t count)
{
	bool changed = false;
	size_t stride = count;

	for (size_t axis = 0; axis < shape->axes; axis++) {
		size_t length = shape->length[axis], span = stride;

		stride = span / length;
		for (size_t start = 0; start < count; start += span)
			for (size_t offset = 0; offset < stride; offset++)
				changed |= protect_line(&cells[start + offset], length, stride);
	}
	return changed;
}

bool
suppress(const struct shape *shape, struct cell *cells, unsigned threshold)
{
	size_t count = shape_cells(shape);
	bool changed = hide_small_cells(cells, count, threshold);

	while (protect_lines(shape, cells, count))
		changed = true;
	return changed;
}
