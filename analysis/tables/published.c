/* SPDX-License-Identifier: EUPL-1.2
 *
 * Numbers and what holds between them: published.h.
 */
#include "published.h"

#include <stdlib.h>

/* Room for one more. */
static void *
grow(void *list, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return list;
	*room = *room == 0 ? 64 : *room * 2;
	return xrealloc(list, *room, size);
}

void
published_release(struct published *published)
{
	free(published->numbers);
	free(published->terms);
	free(published->relations);
	for (size_t i = 0; i < published->crossing_count; i++) {
		for (size_t axis = 0; axis < published->crossings[i].axis_count; axis++)
			free(published->crossings[i].axes[axis].alone);
		free(published->crossings[i].numbers);
		free(published->crossings[i].less);
	}
	free(published->crossings);
	*published = PUBLISHED_INIT;
}

size_t
published_add(struct published *published, const struct published_number *number)
{
	size_t index = published->number_count;

	published->numbers =
	    grow(published->numbers, index, &published->number_room, sizeof(*published->numbers));
	published->numbers[index] = *number;
	published->numbers[index].with = index;
	published->number_count++;
	return index;
}

void
published_relate(struct published *published, bool equal)
{
	published->relations = grow(published->relations, published->relation_count,
	                            &published->relation_room, sizeof(*published->relations));
	published->relations[published->relation_count++] =
	    (struct published_relation){ published->term_count, 0, equal };
}

void
published_term(struct published *published, size_t number, int coefficient)
{
	struct published_relation *relation = &published->relations[published->relation_count - 1];
	size_t t = 0;

	while (t < relation->count && published->terms[relation->first + t].number != number)
		t++;
	if (t < relation->count) {
		published->terms[relation->first + t].coefficient += coefficient;
		return;
	}
	published->terms =
	    grow(published->terms, published->term_count, &published->term_room, sizeof(*published->terms));
	published->terms[published->term_count++] = (struct published_term){ number, coefficient };
	relation->count++;
}

size_t
published_positions(const struct published_axis *axis)
{
	return axis->options + (axis->nothing ? 1 : 0) + 1;
}

size_t
published_cells(const struct published_crossing *crossing)
{
	size_t cells = 1;

	for (size_t axis = 0; axis < crossing->axis_count; axis++)
		cells *= published_positions(&crossing->axes[axis]);
	return cells;
}

void
published_cross(struct published *published, const struct published_crossing *crossing)
{
	published->crossings =
	    xrealloc(published->crossings, published->crossing_count + 1, sizeof(*published->crossings));
	published->crossings[published->crossing_count++] = *crossing;
}

static bool
same_relation(const struct published *published, size_t a, size_t b)
{
	const struct published_relation *one = &published->relations[a], *other = &published->relations[b];
	bool same = one->equal == other->equal && one->count == other->count;

	for (size_t t = 0; same && t < one->count; t++) {
		const struct published_term *term = &published->terms[one->first + t],
		                            *other_term = &published->terms[other->first + t];

		same = term->number == other_term->number && term->coefficient == other_term->coefficient;
	}
	return same;
}

static size_t
hash_relation(const struct published *published, size_t index)
{
	const struct published_relation *relation = &published->relations[index];
	size_t hash = relation->equal;

	for (size_t t = 0; t < relation->count; t++)
		hash = (hash ^ published->terms[relation->first + t].number) * (size_t)1099511628211U;
	return hash;
}

void
published_forget_twice(struct published *published, size_t from)
{
	size_t slots = published->relation_count * 2 + 1, kept = 0;
	size_t *table = xcalloc(slots, sizeof(*table)); /* index + 1; 0: free */

	for (size_t r = 0; r < published->relation_count; r++) {
		size_t slot;

		published->relations[kept] = published->relations[r];
		slot = hash_relation(published, kept) % slots;
		while (table[slot] != 0 && !same_relation(published, table[slot] - 1, kept))
			slot = (slot + 1) % slots;
		if (table[slot] != 0 && r >= from)
			continue;
		if (table[slot] == 0)
			table[slot] = kept + 1;
		kept++;
	}
	published->relation_count = kept;
	free(table);
}

bool
published_holds(const struct published *published)
{
	bool holds = true;

	for (size_t r = 0; holds && r < published->relation_count; r++) {
		const struct published_relation *relation = &published->relations[r];
		int64_t sum = 0;
		bool counted = true;

		for (size_t t = 0; t < relation->count; t++) {
			const struct published_term *term = &published->terms[relation->first + t];

			counted = counted && !published->numbers[term->number].uncounted;
			sum += term->coefficient * (int64_t)published->numbers[term->number].value;
		}
		holds = !counted || (relation->equal ? sum == 0 : sum >= 0);
	}
	return holds;
}
