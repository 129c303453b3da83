/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tables of rows by columns with all totals, as numbers that are published: for tests of what is hidden.
 */
#ifndef TABLE_FIXTURE_H
#define TABLE_FIXTURE_H

#include "analysis/tables/published.h"

/* xorshift32: the same tables in every run. */
static inline uint32_t
table_chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

/* Numbers row by row; the last of each row, and the last row, are totals. Values of the totals are filled in. Costs are the
 * values, a total's more than anything inside. */
static inline struct published
table_published(uint64_t *values, size_t rows, size_t columns)
{
	struct published published = PUBLISHED_INIT;

	for (size_t r = 0; r < rows; r++)
		for (size_t c = 0; c < columns; c++) {
			uint64_t *value = &values[r * columns + c];
			bool total = r == rows - 1 || c == columns - 1;

			if (total)
				*value = 0;
			for (size_t i = 0; total && i < (c == columns - 1 ? c : r); i++)
				*value +=
				    c == columns - 1 ? values[r * columns + i] : values[i * columns + c];
			published_add(&published, &(struct published_number){
			                              .value = *value,
			                              .cost = (double)*value + 1 + (*value == 0 ? 20 : 0) +
			                                      (total ? 100 : 0),
			                          });
		}
	for (size_t line = 0; line < rows + columns; line++) {
		size_t length = line < rows ? columns : rows;

		published_relate(&published, true);
		for (size_t i = 0; i < length; i++)
			published_term(&published,
			               line < rows ? line * columns + i : i * columns + line - rows,
			               i == length - 1 ? 1 : -1);
	}
	return published;
}

/* What is hidden whatever the rest: 1 to threshold - 1. */
static inline void
table_hide_small(struct published *published, unsigned threshold)
{
	for (size_t i = 0; i < published->number_count; i++)
		published->numbers[i].hidden =
		    published->numbers[i].value > 0 && published->numbers[i].value < threshold;
}

#endif
