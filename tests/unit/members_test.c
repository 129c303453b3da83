/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/tables/members.h and of tables by finding: what the team decided is what is counted, and no finding that was
 * not released has a row.
 */
#include "coding_fixture.h"

#include "analysis/tables/tally.h"

/* A finding that nothing keeps from being released, with some of the mentions. The id is in `arena`. */
static struct view
finding_with(struct desk *desk, const char *title, size_t from, size_t to, bool released, struct arena *arena)
{
	static const char *const parts[] = { "bottleneck", "path", "helps" };
	struct view mentions[CODING_MENTIONS], id;
	struct error err = ERROR_INIT;

	ck_assert_ok(
	    finding_new(desk->coding, ANNA, MENTION_OLIFANTENPAADJE, view_of(title), arena, &id, &err), &err);
	for (size_t i = 0; i < 3; i++)
		ck_assert_ok(
		    finding_set(desk->coding, ANNA, id, view_of(parts[i]), VIEW("Zo zit het."), &err), &err);
	for (size_t i = from; i < to; i++)
		mentions[i - from] = desk_path(desk->coding, i);
	ck_assert_ok(finding_join(desk->coding, ANNA, id, mentions, to - from, NULL, &err), &err);
	if (released)
		ck_assert_ok(finding_release(desk->coding, ANNA, id, true, &err), &err);
	return id;
}

static void
make(struct tally *tally, const struct desk *desk, const struct members *members, const char *by,
     const char *kind)
{
	struct tally_request request = { .by = view_of(by),
		                         .threshold = THRESHOLD_MIN,
		                         .catalogue = catalogue_find(VIEW("nl")),
		                         .members = members };
	struct error err = ERROR_INIT;
	size_t count;
	const struct block *blocks = study_blocks(desk->study, &count);

	if (kind != NULL)
		request.selection.kind = view_of(kind);
	ck_assert_ok(tally_make(tally, blocks, count, &request, &err), &err);
}

/* The cell of a finding (empty: of none) in a table by finding alone. */
static const struct cell *
cell_of(const struct tally *tally, struct view id)
{
	const struct dimension *dimension = &tally->dimensions[0];
	size_t position = dimension_missing(dimension);

	for (size_t i = 0; id.len > 0 && i < dimension->category_count; i++)
		if (view_equal(dimension->categories[i].id, id))
			position = i;
	ck_assert(id.len == 0 || position < dimension_missing(dimension));
	return tally_cell(tally, &position);
}

START_TEST(only_released_findings_have_a_row_and_the_others_mentions_are_of_none)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view out = finding_with(&desk, "Zelf bellen", 0, 4, true, &arena),
	            draft = finding_with(&desk, "Wachten", 4, 9, false, &arena);
	struct members members;
	struct tally tally;

	members_make(&members, desk.coding, false, catalogue_find(VIEW("nl")));
	ck_assert_uint_eq(members.finding_count, 1);
	make(&tally, &desk, &members, "finding", NULL);
	ck_assert_uint_eq(tally.dimensions[0].category_count, 1);
	ck_assert_view(tally.dimensions[0].categories[0].text, "Zelf bellen");
	ck_assert_uint_eq(cell_of(&tally, out)->count, 4);
	ck_assert_uint_eq(cell_of(&tally, VIEW(""))->count, CODING_MENTIONS - 4);
	ck_assert_uint_eq(tally_total(&tally)->count, CODING_MENTIONS);
	ck_assert_uint_eq(tally_total(&tally)->respondents, CODING_RESPONSES);
	tally_release(&tally);
	members_release(&members);

	members_make(&members, desk.coding, true, catalogue_find(VIEW("nl")));
	make(&tally, &desk, &members, "finding", NULL);
	ck_assert_uint_eq(tally.dimensions[0].category_count, 2);
	ck_assert_uint_eq(cell_of(&tally, draft)->count, 5);
	tally_release(&tally);
	members_release(&members);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(a_finding_has_no_row_of_the_other_kind)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	size_t positions[2] = { 0, 0 };
	struct members members;
	struct tally tally;

	finding_with(&desk, "Zelf bellen", 0, 4, true, &arena);
	members_make(&members, desk.coding, false, catalogue_find(VIEW("nl")));
	make(&tally, &desk, &members, "finding,kind", NULL);
	for (size_t i = 0; i < tally.dimensions[1].category_count; i++) {
		bool own = view_is(tally.dimensions[1].categories[i].id, "olifantenpaadje");

		positions[1] = i;
		ck_assert_int_eq(tally_cell(&tally, positions)->state == CELL_IMPOSSIBLE, !own);
		ck_assert_uint_eq(tally_cell(&tally, positions)->count, own ? 4 : 0);
	}
	tally_release(&tally);
	make(&tally, &desk, &members, "finding", "broodje_aap");
	ck_assert(!tally_shows(&tally, 0, 0));
	tally_release(&tally);
	members_release(&members);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(who_merges_findings_changes_the_table_and_its_version)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view one = finding_with(&desk, "Zelf bellen", 0, 4, true, &arena),
	            other = finding_with(&desk, "Zelf opbellen", 4, 7, true, &arena);
	struct members before, again, after;
	struct error err = ERROR_INIT;
	struct tally tally;

	members_make(&before, desk.coding, false, catalogue_find(VIEW("nl")));
	desk_new_tag(desk.coding, "wonen", "Wonen");
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), "wonen");
	members_make(&again, desk.coding, false, catalogue_find(VIEW("en")));
	ck_assert_uint_eq(before.version, again.version);
	make(&tally, &desk, &before, "finding", NULL);
	ck_assert_uint_eq(cell_of(&tally, other)->count, 3);
	tally_release(&tally);

	ck_assert_ok(finding_merge(desk.coding, ANNA, other, one, &err), &err);
	members_make(&after, desk.coding, false, catalogue_find(VIEW("nl")));
	ck_assert_uint_ne(before.version, after.version);
	make(&tally, &desk, &after, "finding", NULL);
	ck_assert_uint_eq(tally.dimensions[0].category_count, 1);
	ck_assert_uint_eq(cell_of(&tally, one)->count, 7);
	tally_release(&tally);
	members_release(&before);
	members_release(&again);
	members_release(&after);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(without_the_teams_decisions_nothing_is_counted_by_finding_and_responses_never)
{
	struct desk desk = desk_start();
	struct tally_request request = { .by = VIEW("finding"),
		                         .threshold = THRESHOLD_MIN,
		                         .catalogue = catalogue_find(VIEW("nl")) };
	struct error err = ERROR_INIT;
	struct members members;
	struct tally tally;
	size_t count;
	const struct block *blocks = study_blocks(desk.study, &count);

	ck_assert(!tally_make(&tally, blocks, count, &request, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	tally_release(&tally);
	members_make(&members, desk.coding, true, request.catalogue);
	request.members = &members;
	ck_assert(tally_make(&tally, blocks, count, &request, &err));
	tally_release(&tally);
	request.responses = true;
	ck_assert(!tally_make(&tally, blocks, count, &request, &err));
	tally_release(&tally);
	members_release(&members);
	desk_end(&desk);
}
END_TEST

UNIT_MAIN("members", only_released_findings_have_a_row_and_the_others_mentions_are_of_none,
          a_finding_has_no_row_of_the_other_kind, who_merges_findings_changes_the_table_and_its_version,
          without_the_teams_decisions_nothing_is_counted_by_finding_and_responses_never)
