/* SPDX-License-Identifier: EUPL-1.2
 *
 * A study of three questionnaires with findings, tables of it, and releases that go on from each other: for tests of
 * analysis/tables/{release,ledger}.h.
 */
#ifndef RELEASE_FIXTURE_H
#define RELEASE_FIXTURE_H

#include "study_fixture.h"

#include "analysis/tables/ledger.h"
#include "analysis/tables/release_inside.h"

enum { ROOM = 400, TABLES = 20, THRESHOLD = 5, FINDINGS = 5, GROUPS = 2 };

static struct fixture professionals, panel, late;
static struct block blocks[3];
static size_t block_count;

/* Which finding each mention tells of: three workarounds and two myths. */
static struct members_finding findings[FINDINGS] = {
	{ { "adres", 5 }, { "Adres", 5 }, MENTION_OLIFANTENPAADJE },
	{ { "bellen", 6 }, { "Bellen", 6 }, MENTION_OLIFANTENPAADJE },
	{ { "campus", 6 }, { "Campus", 6 }, MENTION_OLIFANTENPAADJE },
	{ { "diploma", 7 }, { "Diploma", 7 }, MENTION_BROODJE_AAP },
	{ { "eigen", 5 }, { "Eigen", 5 }, MENTION_BROODJE_AAP },
};
static uint32_t told[3][GROUPS][ROOM];
static struct members_rows member_rows[3 * GROUPS];
static struct members members;

/* What the ledger holds, record after record. */
static struct buf kept[3];
static size_t kept_count;

static inline void
forget(void)
{
	while (kept_count > 0)
		buf_release(&kept[--kept_count]);
}

static inline uint32_t
chance(uint32_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % below;
}

static inline void
add_response(struct fixture *fixture, uint32_t *state)
{
	size_t row = fixture_response(fixture, SEAL_MODE_BROWSER, true);

	fixture_choose_at(&fixture->block.responses, row, "role", chance(state, 4) != 0);
	fixture_choose_at(&fixture->block.responses, row, "myths", chance(state, 3));
	for (uint32_t n = chance(state, 3); n > 0; n--) {
		struct rows *rows = fixture_mentions(fixture, chance(state, 3) == 0 ? "myth" : "path");
		size_t mention = fixture_mention(fixture, rows, row);

		for (size_t d = 0; d < 5; d++)
			if (chance(state, 3 + 2 * (uint32_t)d) == 0)
				fixture_choose_at(rows, mention, "domain", d);
	}
}

/* A mention's finding, by chance, of the mentions from `from` on. */
static inline void
tell(size_t block, size_t group, size_t from, uint32_t *state)
{
	const struct rows *rows = &blocks[block].mentions[group];
	bool path = rows->group->mention == MENTION_OLIFANTENPAADJE;

	for (size_t row = from; row < rows->count; row++) {
		uint32_t finding = chance(state, 6);

		told[block][group][row] = finding >= (path ? 5 : 3) ? MEMBERS_NONE
		                        : path                      ? finding / 2
		                                                    : 3 + finding / 2;
	}
	member_rows[block * GROUPS + group] = (struct members_rows){ rows, told[block][group] };
}

static inline void
tell_all(void)
{
	uint32_t state = 77u;

	for (size_t b = 0; b < block_count; b++)
		for (size_t g = 0; g < GROUPS; g++)
			tell(b, g, 0, &state);
	members = (struct members){ .findings = findings,
		                    .finding_count = FINDINGS,
		                    .rows = member_rows,
		                    .row_count = block_count * GROUPS,
		                    .version = 1 };
}

static inline void
fill(struct fixture *fixture, size_t responses, uint32_t seed)
{
	uint32_t state = seed;

	for (size_t i = 0; i < responses; i++)
		add_response(fixture, &state);
}

static inline void
setup(void)
{
	professionals = fixture_new(fixture_questionnaire("professionals", "professional", "Jouw werk", NULL),
	                            "1", ROOM, ROOM);
	panel = fixture_new(fixture_questionnaire("panel", "panel", "Panel", NULL), "1", ROOM, ROOM);
	late = fixture_new(fixture_questionnaire("late", "panel", "Panel", NULL), "2", ROOM, ROOM);
	fill(&professionals, 60, 11u);
	fill(&panel, 22, 12u);
	fill(&late, 9, 13u);
	blocks[0] = professionals.block;
	blocks[1] = panel.block;
	blocks[2] = late.block;
	block_count = 3;
	tell_all();
}

static inline void
teardown(void)
{
	forget();
	fixture_release(&professionals);
	fixture_release(&panel);
	fixture_release(&late);
}

/* What the pairs are made of. */
struct asked_table {
	const char *by, *kind, *audience, *wave; /* NULL: all */
};

static const struct asked_table requests[TABLES] = {
	{ "audience", NULL, NULL, NULL },
	{ "audience,wave", NULL, NULL, NULL },
	{ "kind", NULL, NULL, NULL },
	{ "kind", NULL, "panel", NULL },
	{ "kind,audience", NULL, NULL, NULL },
	{ "kind", NULL, NULL, "1" },
	{ "big-five", NULL, NULL, NULL },
	{ "big-five", NULL, "panel", NULL },
	{ "big-five", NULL, "professional", NULL },
	{ "big-five,audience", NULL, NULL, NULL },
	{ "big-five", NULL, NULL, "1" },
	{ "big-five", "broodje_aap", NULL, NULL },
	{ "big-five", "olifantenpaadje", NULL, NULL },
	{ "kind,big-five", NULL, NULL, NULL },
	{ "kind,big-five,audience", NULL, NULL, NULL },
	{ "known-myths,wave", NULL, NULL, NULL },
	{ "finding", NULL, NULL, NULL },
	{ "finding", NULL, "panel", NULL },
	{ "finding,audience", NULL, NULL, NULL },
	{ "finding", NULL, NULL, "1" },
};

static inline void
make_asked(struct tally *tally, const struct asked_table *asked)
{
	struct tally_request request = { .by = view_of(asked->by),
		                         .threshold = THRESHOLD,
		                         .catalogue = catalogue_find(VIEW("nl")),
		                         .members = &members };
	struct error err = ERROR_INIT;

	if (asked->kind != NULL)
		request.selection.kind = view_of(asked->kind);
	if (asked->audience != NULL)
		request.selection.audience = view_of(asked->audience);
	if (asked->wave != NULL)
		request.selection.wave = view_of(asked->wave);
	ck_assert_ok(tally_make(tally, blocks, block_count, &request, &err), &err);
}

static inline void
make(struct tally *tally, size_t number)
{
	make_asked(tally, &requests[number]);
}

/* The next release from the same study: with what the ledger kept of those before. */
static inline void
go_on(struct release *release, uint64_t state)
{
	struct error err = ERROR_INIT;

	if (release->releases == 0)
		forget();
	kept[kept_count] = BUF_INIT;
	ledger_record(release, &kept[kept_count++]);
	release_close(release);
	release_open(release, state);
	for (size_t i = 0; i < kept_count; i++)
		ck_assert_ok(ledger_add(release, buf_view(&kept[i]), &err), &err);
}

#endif
