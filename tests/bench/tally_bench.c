/* SPDX-License-Identifier: EUPL-1.2
 *
 * How long a tally over a million responses takes: by two questions of several choices and the audience,
 * and the same over 1.5 million mentions. Prints seconds. The blocks stand in memory.
 */
#include "tests/unit/study_fixture.h"

#include <time.h>

#include "analysis/tables/tally.h"

enum { RESPONSES = 1000000, MENTIONS = 1500000, OTHERS = 1000 };

static const char more[] =
    "  - id: domains\n    type: multiple\n    ask: {nl: Waar?, en: Where?}\n    tagset: big-five\n"
    "  - id: causes\n    type: multiple\n    ask: {nl: Waarom?, en: Why?}\n    tagset: categories\n";

static uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

static void
choose_one_or_two(struct rows *rows, size_t row, const char *question, uint32_t options, uint32_t *state)
{
	fixture_choose_at(rows, row, question, chance(state, options));
	if (chance(state, 2) == 0)
		fixture_choose_at(rows, row, question, chance(state, options));
}

static struct fixture
fill(const char *id, size_t responses, uint32_t seed)
{
	struct fixture fixture =
	    fixture_new(fixture_questionnaire(id, id, id, more), "", RESPONSES, MENTIONS);
	struct rows *paths = fixture_mentions(&fixture, "path");
	uint32_t state = seed;

	for (size_t i = 0; i < responses; i++) {
		size_t row = fixture_response(&fixture, SEAL_MODE_BROWSER, false);

		choose_one_or_two(&fixture.block.responses, row, "domains", 5, &state);
		choose_one_or_two(&fixture.block.responses, row, "causes", 4, &state);
		for (size_t n = 0; n < 1 + i % 2; n++) {
			size_t mention = fixture_mention(&fixture, paths, row);

			choose_one_or_two(paths, mention, "domain", 5, &state);
			fixture_choose_at(paths, mention, "cause", chance(&state, 4));
		}
	}
	return fixture;
}

static void
measure(const struct block *blocks, const char *by, const char *what, struct selection selection)
{
	struct tally_request request = { .by = view_of(by),
		                         .threshold = 5,
		                         .selection = selection,
		                         .catalogue = catalogue_find(VIEW("nl")) };
	struct error err = ERROR_INIT;
	struct timespec start, end;
	struct tally tally;

	clock_gettime(CLOCK_MONOTONIC, &start);
	ck_assert_ok(tally_make(&tally, blocks, 2, &request, &err), &err);
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%-52s %9llu %-10s %.3f s\n", by, (unsigned long long)tally_total(&tally)->count, what,
	       (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9);
	tally_release(&tally);
}

/* A test of Check only because the fixture is made of its assertions. */
START_TEST(tallies_of_a_million_responses)
{
	struct fixture first = fill("professionals", RESPONSES, 7u), second = fill("panel", OTHERS, 8u);
	struct block blocks[] = { first.block, second.block };
	const struct selection everything = { .kind = { NULL, 0 } };

	measure(blocks, "professionals:domains,professionals:causes,audience", "responses", everything);
	measure(blocks, "audience,questionnaire,sealed", "responses", everything);
	measure(blocks, "big-five,categories,audience", "mentions", everything);
	fixture_release(&first);
	fixture_release(&second);
}
END_TEST

UNIT_MAIN("tally bench", tallies_of_a_million_responses)
