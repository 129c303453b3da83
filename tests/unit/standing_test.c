/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/workbench/standing.h: whatever is decided and undone, in whichever order, how things stand with a mention is
 * what the coding says of it when it is asked about that one.
 */
#include "coding_fixture.h"

#include <sched.h>

#include "analysis/workbench/marking.h"
#include "analysis/workbench/standing.h"

enum { STEPS = 400, TAGS = 4, FINDINGS = 3 };

static const char *const tags[TAGS] = { "wonen", "werk", "geld", "huis" };
static uint32_t seed;

static uint32_t
draw(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

static struct marking *
all_marks(const struct coding *coding)
{
	struct marking *marking = marking_new(coding_mentions(coding), NULL);

	while (!marking_is_over(marking))
		sched_yield();
	return marking;
}

/* Somebody decides something, or undoes it; what is refused is refused. */
static void
step(struct coding *coding, const struct view *findings)
{
	const struct mention *mention = &coding_mentions(coding)->list[draw(CODING_MENTIONS)];
	struct view id = view_of(mention->id), coder = draw(3) == 0 ? BRAM : ANNA;
	struct marks marks;

	switch (draw(9)) {
	case 0:
		(void)!desk_try(coding, coder, DECISION_CODED, id, "", draw(2) ? "yes" : "no", NULL);
		break;
	case 1:
		(void)!finding_join(coding, coder, draw(4) == 0 ? VIEW("") : findings[draw(FINDINGS)], &id, 1,
		                    NULL, NULL);
		break;
	case 2:
		marks_find(&marks, coding, mention);
		if (marks.count > 0)
			(void)!mark_decide(coding, coder, mention,
			                   &marks.list[draw((uint32_t)marks.count)].place,
			                   (enum mark_state)draw(3), NULL);
		marks_release(&marks);
		break;
	case 3: /* merges, and takes that back */
		(void)!desk_try(coding, coder, DECISION_CODE, view_of(tags[draw(TAGS)]), "into",
		                draw(2) ? tags[draw(TAGS)] : "", NULL);
		break;
	case 4:
		(void)!desk_try(coding, coder, DECISION_FINDING, findings[draw(FINDINGS)], "into",
		                draw(2) ? findings[draw(FINDINGS)].ptr : "", NULL);
		break;
	case 5:
		(void)!coding_undo(coding, coder, NULL, NULL);
		break;
	case 6:
		(void)!coding_redo(coding, coder, NULL, NULL);
		break;
	default:
		desk_decide(coding, coder, DECISION_TAG, id, tags[draw(TAGS)], draw(3) == 0 ? "no" : "yes");
		break;
	}
}

/* Whether anything but nothing stands with some mention: a test of nothing would prove nothing. */
static bool
compare(const struct standing *standing, const struct coding *coding, const struct marking *marking)
{
	const struct mention_list *mentions = coding_mentions(coding);
	size_t given[TAGS] = { 0 }, loose[MENTION_KIND_COUNT] = { 0 };
	bool something = false;

	for (size_t i = 0; i < mentions->count; i++) {
		struct view id = view_of(mentions->list[i].id);
		const struct mark *found;
		size_t count = marking_found(marking, i, &found);

		ck_assert_int_eq(standing_coded(standing, i), coding_coded(coding, id, ANNA));
		ck_assert(view_equal(standing_finding(standing, i), finding_of(coding, id)));
		ck_assert_int_eq(standing_undecided(standing, i),
		                 marks_undecided(coding, &mentions->list[i], found, count));
		for (size_t t = 0; t < TAGS; t++) {
			bool has = coding_tagged(coding, id, view_of(tags[t]), ANNA);

			ck_assert_int_eq(standing_tag_has(standing_tag_find(standing, view_of(tags[t])), i),
			                 has);
			given[t] += has;
		}
		loose[mentions->list[i].rows->group->mention] += finding_of(coding, id).len == 0;
		something = something || standing_coded(standing, i);
	}
	for (size_t t = 0; t < TAGS; t++)
		ck_assert_uint_eq(standing_tag_count(standing_tag_find(standing, view_of(tags[t]))),
		                  given[t]);
	ck_assert_uint_eq(standing_loose_count(standing, MENTION_OLIFANTENPAADJE),
	                  loose[MENTION_OLIFANTENPAADJE]);
	return something;
}

START_TEST(step_by_step_it_is_what_the_coding_says_of_each)
{
	struct desk desk = desk_start();
	struct marking *marking = all_marks(desk.coding);
	struct standing *standing = standing_new(desk.coding, marking, ANNA);
	struct view findings[FINDINGS];
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	size_t seen = 0;

	seed = 20261128;
	for (size_t t = 0; t < TAGS; t++)
		desk_new_tag(desk.coding, tags[t], tags[t]);
	for (size_t f = 0; f < FINDINGS; f++)
		ck_assert_ok(finding_new(desk.coding, ANNA, MENTION_OLIFANTENPAADJE, VIEW("Zelf langs"),
		                         &arena, &findings[f], &err),
		             &err);
	for (size_t i = 0; i < STEPS; i++) {
		step(desk.coding, findings);
		/* Now and then several at once. */
		if (draw(4) == 0)
			continue;
		standing_refresh(standing);
		seen += compare(standing, desk.coding, marking);
	}
	ck_assert_uint_gt(seen, STEPS / 4);
	standing_free(standing);
	marking_free(marking);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(marks_that_are_found_while_it_is_used_come_in)
{
	struct desk desk = desk_start();
	struct marking *marking = marking_new(coding_mentions(desk.coding), NULL);
	struct standing *standing = standing_new(desk.coding, marking, ANNA);
	size_t undecided = 0;

	do
		standing_refresh(standing);
	while (standing_searched(standing) < CODING_MENTIONS);
	(void)compare(standing, desk.coding, marking);
	for (size_t i = 0; i < CODING_MENTIONS; i++)
		undecided += standing_undecided(standing, i);
	ck_assert_uint_eq(undecided, CODING_RESPONSES / 3); /* the phone numbers */
	standing_free(standing);
	marking_free(marking);
	desk_end(&desk);
}
END_TEST

START_TEST(what_is_not_refreshed_is_as_it_was)
{
	struct desk desk = desk_start();
	struct marking *marking = all_marks(desk.coding);
	struct standing *standing = standing_new(desk.coding, marking, ANNA);
	size_t version;

	standing_refresh(standing);
	version = standing_version(standing);
	desk_decide(desk.coding, ANNA, DECISION_CODED, desk_path(desk.coding, 0), "", "yes");
	for (size_t i = 0; i < CODING_MENTIONS; i++)
		ck_assert(!standing_coded(standing, i));
	ck_assert_uint_eq(standing_version(standing), version);
	standing_refresh(standing);
	ck_assert_uint_ne(standing_version(standing), version);
	standing_free(standing);
	marking_free(marking);
	desk_end(&desk);
}
END_TEST

UNIT_MAIN("standing", step_by_step_it_is_what_the_coding_says_of_each,
          marks_that_are_found_while_it_is_used_come_in, what_is_not_refreshed_is_as_it_was)
