/* SPDX-License-Identifier: EUPL-1.2
 *
 * Whether places tell the order of arrival: where the boxes of a crowd stand in what a back end wrote, Spearman's rank
 * correlation of that with the order of submission, and whether boxes that came one behind the other share pages more
 * often than chance has them do.
 */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "store_fixture.h"

#include <math.h>

enum {
	ORDER_MARK =
	    16, /* bytes of a box by which it is found: half of the one-time public key it begins with */
	ORDER_WINDOW =
	    64, /* boxes so near in time count as neighbours: what one group commit takes, roughly */
};

/* Marks by their first two bytes: chains of (number of the box) * 2 + (which half), ended by -1. */
struct marks {
	int32_t first[65536], *next; /* next is owned */
};

static inline uint16_t
mark_start(const void *mark)
{
	uint16_t start;

	memcpy(&start, mark, sizeof(start));
	return start;
}

static inline void
marks_init(struct marks *marks, const struct crowd *crowd)
{
	memset(marks->first, 0xff, sizeof(marks->first));
	marks->next = xcalloc(crowd->count * 2, sizeof(marks->next[0]));
	for (size_t i = 0; i < crowd->count * 2; i++) {
		uint16_t start = mark_start(crowd->list[i / 2].box + i % 2 * ORDER_MARK);

		marks->next[i] = marks->first[start];
		marks->first[start] = (int32_t)i;
	}
}

/* The offset of the only place where each box stands, plus one; 0 where it does not. One half of its key may lie across
 * the end of a page, so either will do. Owned by the caller. */
static inline size_t *
places_of(const struct buf *content, const struct crowd *crowd)
{
	struct marks *marks = xmalloc(sizeof(*marks));
	size_t *places = xcalloc(crowd->count, sizeof(places[0]));
	bool *seen = xcalloc(crowd->count * 2, sizeof(seen[0]));

	marks_init(marks, crowd);
	for (size_t at = 0; at + ORDER_MARK <= content->len; at++) {
		for (int32_t i = marks->first[mark_start(content->data + at)]; i >= 0; i = marks->next[i]) {
			if (memcmp(content->data + at, crowd->list[i / 2].box + i % 2 * ORDER_MARK,
			           ORDER_MARK) != 0)
				continue;
			ck_assert_msg(!seen[i], "a box stands in a file twice");
			seen[i] = true;
			places[i / 2] = at + 1;
		}
	}
	free(seen);
	free(marks->next);
	free(marks);
	return places;
}

struct ranked {
	size_t number, place;
};

static inline int
compare_places(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* Spearman's rho of the numbers 0 to count - 1 and their places, which all differ. */
static inline double
rank_correlation(const size_t *places, size_t count)
{
	struct ranked *sorted = xcalloc(count, sizeof(sorted[0]));
	double n = (double)count, sum = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct ranked){ i, places[i] };
	qsort(sorted, count, sizeof(sorted[0]), compare_places);
	for (size_t rank = 0; rank < count; rank++) {
		double apart = (double)rank - (double)sorted[rank].number;

		sum += apart * apart;
	}
	free(sorted);
	return 1 - 6 * sum / (n * (n * n - 1));
}

/* Pairs that are near in time and lie on the same page: by how many standard deviations there are more of them than a
 * random order has. Their number is then all but Poisson's, since a page holds few boxes. */
static inline double
clustering(const size_t *places, size_t count)
{
	struct ranked *sorted = xcalloc(count, sizeof(sorted[0]));
	double n = (double)count, w = ORDER_WINDOW, same_page = 0, near = 0, expected;

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct ranked){ i, places[i] };
	qsort(sorted, count, sizeof(sorted[0]), compare_places);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = i + 1;
		     j < count && sorted[j].place / WRITTEN_PAGE == sorted[i].place / WRITTEN_PAGE; j++) {
			size_t a = sorted[i].number, b = sorted[j].number;

			same_page++;
			near += (a > b ? a - b : b - a) <= ORDER_WINDOW;
		}
	}
	free(sorted);
	expected = same_page * (2 * w * n - w * (w + 1)) / (n * (n - 1));
	return expected > 0 ? (near - expected) / sqrt(expected) : 0;
}

/* Chance exceeds these once in a million times, and a leak by far: a plain table has 1 and hundreds. */
#define RHO_LIMIT(n) (5 / sqrt((double)(n)))
#define CLUSTERING_LIMIT 7.0

/* The boxes from `first` on, as they stand in one part of what was written. */
struct order {
	size_t found;
	double rho, clustering; /* when all were found */
};

static inline struct order
order_in(const struct buf *content, const struct crowd *crowd, size_t first, size_t count)
{
	struct order order = { .found = 0 };
	size_t *places = places_of(content, crowd);

	for (size_t i = first; i < first + count; i++)
		order.found += places[i] != 0;
	if (order.found == count && count > 1) {
		order.rho = rank_correlation(places + first, count);
		order.clustering = clustering(places + first, count);
	}
	free(places);
	return order;
}

#endif
