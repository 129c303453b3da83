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
	published->terms =
	    grow(published->terms, published->term_count, &published->term_room, sizeof(*published->terms));
	published->terms[published->term_count++] = (struct published_term){ number, coefficient };
	published->relations[published->relation_count - 1].count++;
}

bool
published_holds(const struct published *published)
{
	bool holds = true;

	for (size_t r = 0; holds && r < published->relation_count; r++) {
		const struct published_relation *relation = &published->relations[r];
		int64_t sum = 0;

		for (size_t t = 0; t < relation->count; t++) {
			const struct published_term *term = &published->terms[relation->first + t];

			sum += term->coefficient * (int64_t)published->numbers[term->number].value;
		}
		holds = relation->equal ? sum == 0 : sum >= 0;
	}
	return holds;
}
