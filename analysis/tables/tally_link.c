/* SPDX-License-Identifier: EUPL-1.2
 *
 * Keeping tables that are published together from giving each other's cells away: tally_link().
 *
 * Every cell gets a key that says whom it counts ("mentions of kind X in audience Y"), whatever the table.
 * Cells with one key and the same numbers are one number that stands in several tables.
 */
#include "tally.h"

#include <stdlib.h>

struct keyed_cell {
	struct view key;
	struct cell *cell;
};

struct keys {
	struct arena arena;
	struct keyed_cell *list; /* owned; sorted by key */
	size_t count;
};

enum { KEY_PARTS_MAX = TABLE_AXES_MAX + 4 };

static int
compare_views(const void *a, const void *b)
{
	return view_compare(*(const struct view *)a, *(const struct view *)b);
}

static int
compare_keys(const void *a, const void *b)
{
	return view_compare(((const struct keyed_cell *)a)->key, ((const struct keyed_cell *)b)->key);
}

/* Lengths stand before free words, so that no word can look like the next part. */
static struct view
key_part(struct arena *arena, enum dimension_kind kind, const struct dimension *dimension, struct view value)
{
	struct view of = VIEW("");

	if (kind == DIMENSION_TAGSET || kind == DIMENSION_QUESTION)
		of = arena_printf(arena, "%.*s:%.*s.%.*s", VIEW_ARGS(dimension->questionnaire),
		                  VIEW_ARGS(dimension->group), VIEW_ARGS(dimension->id));
	return arena_printf(arena, "%d:%.*s=%zu:%.*s", (int)kind, VIEW_ARGS(of), value.len, VIEW_ARGS(value));
}

/* The parts of a key that come from the selection. */
static size_t
selection_parts(struct arena *arena, const struct selection *selection, struct view *parts)
{
	const struct {
		enum dimension_kind kind;
		struct view value;
	} all[] = {
		{ DIMENSION_KIND, selection->kind },
		{ DIMENSION_QUESTIONNAIRE, selection->questionnaire },
		{ DIMENSION_AUDIENCE, selection->audience },
		{ DIMENSION_WAVE, selection->wave },
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].value.ptr != NULL)
			parts[count++] = key_part(arena, all[i].kind, NULL, all[i].value);
	return count;
}

/* `index` of a cell in its tally. */
static struct view
key_of(struct arena *arena, const struct tally *tally, size_t index)
{
	struct view parts[KEY_PARTS_MAX], key = arena_printf(arena, "%d", (int)tally->unit);
	size_t count = selection_parts(arena, &tally->selection, parts), stride = tally->cell_count;

	for (size_t axis = 0; axis < tally->shape.axes; axis++) {
		const struct dimension *dimension = &tally->dimensions[axis];
		size_t position;

		stride /= tally->shape.length[axis];
		position = index / stride % tally->shape.length[axis];
		if (position == dimension_all(dimension))
			continue;
		parts[count++] =
		    position < dimension->category_count
		        ? key_part(arena, dimension->kind, dimension, dimension->categories[position].id)
		        : key_part(arena, dimension->kind, dimension, VIEW("?"));
	}
	qsort(parts, count, sizeof(parts[0]), compare_views);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !view_equal(parts[i - 1], parts[i]))
			key = arena_printf(arena, "%.*s;%.*s", VIEW_ARGS(key), VIEW_ARGS(parts[i]));
	return key;
}

static struct keys
keys_of(struct tally *const *tallies, size_t count)
{
	struct keys keys = { .arena = ARENA_INIT };
	size_t cells = 0;

	for (size_t t = 0; t < count; t++)
		cells += tallies[t]->cell_count;
	keys.list = xcalloc(cells, sizeof(*keys.list));
	for (size_t t = 0; t < count; t++)
		for (size_t i = 0; i < tallies[t]->cell_count; i++)
			keys.list[keys.count++] =
			    (struct keyed_cell){ key_of(&keys.arena, tallies[t], i), &tallies[t]->cells[i] };
	qsort(keys.list, keys.count, sizeof(*keys.list), compare_keys);
	return keys;
}

static bool
same_number(const struct keyed_cell *a, const struct keyed_cell *b)
{
	return view_equal(a->key, b->key) && a->cell->count == b->cell->count &&
	       a->cell->respondents == b->cell->respondents;
}

/* Hides in one run of equal keys what is hidden in any of it. */
static bool
share_run(struct keyed_cell *run, size_t count)
{
	bool changed = false;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; cell_hidden(run[i].cell) && j < count; j++) {
			if (!same_number(&run[i], &run[j]) || run[j].cell->state != CELL_SHOWN)
				continue;
			run[j].cell->state = CELL_PROTECTS;
			changed = true;
		}
	return changed;
}

static bool
share_hidden(struct keys *keys)
{
	bool changed = false;
	size_t end;

	for (size_t start = 0; start < keys->count; start = end) {
		end = start + 1;
		while (end < keys->count && view_equal(keys->list[start].key, keys->list[end].key))
			end++;
		changed |= share_run(&keys->list[start], end - start);
	}
	return changed;
}

void
tally_link(struct tally *const *tallies, size_t count)
{
	struct keys keys = keys_of(tallies, count);
	bool changed;

	do {
		changed = share_hidden(&keys);
		for (size_t t = 0; t < count; t++)
			changed |= suppress(&tallies[t]->shape, tallies[t]->cells, tallies[t]->threshold);
	} while (changed);
	free(keys.list);
	arena_release(&keys.arena);
}
