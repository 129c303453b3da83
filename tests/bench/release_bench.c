/* SPDX-License-Identifier: EUPL-1.2
 *
 * How long a release of 78 tables takes that overlap as much as tables can: by audience, wave, kind, life domain and finding, of all and
 * of parts of a study of 320 responses. Prints seconds, and how many numbers are hidden. TABLES in the environment: another
 * number of them.
 */
#include "tests/unit/release_fixture.h"

#include <time.h>

enum { TABLES_MAX = 78, MOST_SECONDS = 20 };

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* False when there is nothing of that. */
static bool
try_asked(struct tally *tally, const struct asked_table *asked)
{
	struct tally_request request = { .by = view_of(asked->by),
		                         .threshold = THRESHOLD,
		                         .catalogue = catalogue_find(VIEW("nl")),
		                         .members = &members };
	struct error err = ERROR_INIT;
	bool good;

	if (asked->kind != NULL)
		request.selection.kind = view_of(asked->kind);
	if (asked->audience != NULL)
		request.selection.audience = view_of(asked->audience);
	if (asked->wave != NULL)
		request.selection.wave = view_of(asked->wave);
	good = tally_make(tally, blocks, block_count, &request, &err);

	if (!good)
		tally_release(tally);
	return good;
}

/* All tables that there are, up to `most`. */
static size_t
make_tables(struct tally *tallies, size_t most)
{
	static const char *const by[] = { "audience",
		                          "kind",
		                          "big-five",
		                          "finding",
		                          "kind,audience",
		                          "big-five,audience",
		                          "finding,audience",
		                          "audience,wave",
		                          "kind,wave",
		                          "big-five,wave",
		                          "finding,wave",
		                          "kind,big-five",
		                          "kind,big-five,audience" },
	                         *const kinds[] = { NULL, "olifantenpaadje", "broodje_aap" },
	                         *const audiences[] = { NULL, "professional", "panel" },
	                         *const waves[] = { NULL, "1", "2" };
	size_t count = 0;

	for (size_t i = 0; count < most && i < sizeof(by) / sizeof(by[0]) * 27; i++) {
		struct asked_table asked = { by[i / 27], kinds[i % 3], audiences[i / 3 % 3],
			                     waves[i / 9 % 3] };

		if ((asked.kind != NULL && strstr(asked.by, "kind") != NULL) ||
		    (asked.audience != NULL && strstr(asked.by, "audience") != NULL) ||
		    (asked.wave != NULL && strstr(asked.by, "wave") != NULL) ||
		    (asked.audience != NULL && asked.wave != NULL))
			continue;
		count += try_asked(&tallies[count], &asked);
	}
	return count;
}

/* A test of Check only because the fixture is made of its assertions. */
START_TEST(a_release_of_many_tables)
{
	static struct tally tallies[TABLES_MAX];
	struct tally *all[TABLES_MAX];
	const char *asked = getenv("TABLES");
	size_t most = asked == NULL ? TABLES_MAX : (size_t)strtoul(asked, NULL, 10), count, hidden = 0,
	       cells = 0;
	struct error err = ERROR_INIT;
	struct release release;
	double start, seconds;
	bool good;

	setup();
	fill(&professionals, 150, 21U);
	fill(&panel, 60, 22U);
	fill(&late, 19, 23U);
	blocks[0] = professionals.block;
	blocks[1] = panel.block;
	blocks[2] = late.block;
	tell_all();
	count = make_tables(tallies, most < TABLES_MAX ? most : TABLES_MAX);
	for (size_t i = 0; i < count; i++)
		all[i] = &tallies[i];
	release_open(&release, 1);
	start = now();
	good = release_tables(&release, all, count, THRESHOLD, RELEASE_MILLISECONDS, &err);
	seconds = now() - start;
	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; c < tallies[i].cell_count; c++) {
			cells++;
			hidden += cell_hidden(&tallies[i].cells[c]);
		}
	printf("%zu tables of %zu cells, %zu numbers, %zu cells hidden%s: %.2f s (limit %d s)%s%s\n", count,
	       cells, release.published.number_count, hidden,
	       release.hiding.optimal ? ", proved the least" : "", seconds, MOST_SECONDS, good ? "" : ": ",
	       good ? "" : err.text);
	release_close(&release);
	for (size_t i = 0; i < count; i++)
		tally_release(&tallies[i]);
	teardown();
	ck_assert(good && seconds < MOST_SECONDS);
}
END_TEST

UNIT_MAIN("release bench", a_release_of_many_tables)
