/* SPDX-License-Identifier: EUPL-1.2
 *
 * How long it takes to protect and audit a release of 500 numbers: one table of 20 by 25, with totals, of which a
 * quarter, a few, and very few are small. Prints seconds, the whole and the audit's part.
 */
#include "tests/unit/unit.h"

#include <time.h>

#include "analysis/tables/audit.h"
#include "analysis/tables/protect.h"
#include "tests/unit/table_fixture.h"

enum { ROWS = 20, COLUMNS = 25, THRESHOLD = 5, MILLISECONDS = 8000, TABLES = 3 };

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct protect_need *
needs_of(const struct published *published)
{
	struct protect_need *needs = xcalloc(published->number_count, sizeof(*needs));

	for (size_t i = 0; i < published->number_count; i++) {
		uint64_t value = published->numbers[i].value;

		needs[i].width = THRESHOLD - 1;
		if (value > 0 && value < THRESHOLD)
			needs[i] = (struct protect_need){ .down = value, .up = THRESHOLD - 1 - value };
	}
	return needs;
}

int
main(void)
{
	static const uint32_t one_in[TABLES] = { 4, 20, 60 };
	uint32_t state = 2463534242u;

	for (int table = 0; table < TABLES; table++) {
		uint64_t values[ROWS * COLUMNS];
		struct error err = ERROR_INIT;
		struct protect_result result;
		struct published published;
		struct protect_need *needs;
		struct audit audit;
		size_t small = 0, hidden = 0;
		double start, middle;

		for (size_t i = 0; i < ROWS * COLUMNS; i++)
			values[i] = table_chance(&state, one_in[table]) == 0 ? table_chance(&state, 5)
			                                                     : 5 + table_chance(&state, 300);
		published = table_published(values, ROWS, COLUMNS);
		table_hide_small(&published, THRESHOLD);
		for (size_t i = 0; i < published.number_count; i++)
			small += published.numbers[i].hidden;
		needs = needs_of(&published);
		start = now();
		if (!protect(&published, needs, MILLISECONDS, &result, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return EXIT_FAILURE;
		}
		middle = now();
		if (!audit_make(&audit, &published, THRESHOLD, &err) || audit.exposed > 0) {
			fprintf(stderr, "the audit refuses: %s\n", err.text);
			return EXIT_FAILURE;
		}
		for (size_t i = 0; i < published.number_count; i++)
			hidden += published.numbers[i].hidden;
		printf(
		    "500 numbers, %zu small, %zu hidden%s: %.2f s, of which the audit %.2f s (limit 10 s)\n",
		    small, hidden, result.optimal ? ", proved the least" : "", now() - start, now() - middle);
		if (now() - start > 10)
			return EXIT_FAILURE;
		audit_release(&audit);
		published_release(&published);
		free(needs);
	}
	return EXIT_SUCCESS;
}
