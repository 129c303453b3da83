/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of decisions that come from files: cards of findings in YAML (analysis/decisions/finding.h), and many decisions that are
 * taken whole or not at all (coding_gather() in coding.h).
 */
#include "coding_fixture.h"

static const char cards[] =
    "study: proef\nfindings:\n"
    "  zelf-bellen:\n    kind: olifantenpaadje\n    title: \"Zelf \\\"even\\\" bellen\"\n"
    "    title.en: Calling yourself\n"
    "    bottleneck: De wachtrij\n    path: Bel de collega\n    helps: De jongere\n"
    "    owner: teamleider\n    state: do\n    do: 2026-12-01\n"
    "    contrast: mag-niet\n    tags: [wonen]\n"
    "  mag-niet:\n    kind: broodje_aap\n    title: Het mag niet\n"
    "    claim: Het mag niet\n    true: Het mag\n    source: De wet\n";

static bool
read_cards(struct desk *desk, const char *yaml, size_t *made, struct problems *problems)
{
	struct error err = ERROR_INIT;

	return finding_read_cards(desk->coding, ANNA, view_of(yaml), "cards.yaml", made, problems, &err);
}

static void
read_good(struct desk *desk, const char *yaml, size_t expected)
{
	struct problems problems = PROBLEMS_INIT;
	size_t made = 0;

	ck_assert(read_cards(desk, yaml, &made, &problems));
	ck_assert_uint_eq(made, expected);
	problems_release(&problems);
}

START_TEST(cards_read_back_as_they_were_written)
{
	struct desk desk = desk_start();
	struct buf out = BUF_INIT, again = BUF_INIT;
	struct view value;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	read_good(&desk, cards, 16);
	ck_assert_int_eq(
	    coding_value(desk.coding, DECISION_FINDING, VIEW("zelf-bellen"), VIEW("title"), VIEW(""), &value),
	    CODING_VALUE);
	ck_assert_view(value, "Zelf \"even\" bellen");
	finding_write_cards(desk.coding, &out);
	read_good(&desk, out.data, 0);
	desk_again(&desk);
	finding_write_cards(desk.coding, &again);
	ck_assert_str_eq(out.data, again.data);
	ck_assert_ptr_nonnull(strstr(out.data, "tags: [wonen]"));
	buf_release(&out);
	buf_release(&again);
	desk_end(&desk);
}
END_TEST

START_TEST(no_findings_are_a_file_too)
{
	struct desk desk = desk_start();
	struct buf out = BUF_INIT;

	finding_write_cards(desk.coding, &out);
	read_good(&desk, out.data, 0);
	buf_release(&out);
	desk_end(&desk);
}
END_TEST

START_TEST(a_card_with_something_wrong_is_refused_at_its_line_and_leaves_nothing)
{
	static const struct {
		const char *yaml;
		unsigned line;
		const char *text;
	} cases[] = {
		{ "findings:\n  a: {title: A}\n", 2, "has a kind" },
		{ "findings:\n  a: {kind: olifantenpaadje}\n", 2, "has a title" },
		{ "findings:\n  a:\n    kind: broodje\n    title: A\n", 3, "kind cannot be that" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    path: x\n", 5, "no such part" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    release: released\n", 5,
		  "no such part" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    colour: x\n", 5,
		  "no such part" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    plan: morgen\n", 5, "a day" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    contrast: b\n", 5,
		  "no such finding" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    contrast: a\n", 5,
		  "own other side" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    tags: [wonen]\n", 5,
		  "no such tag" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    tags: wonen\n", 5,
		  "a list of tags" },
		{ "findings:\n  a:\n    kind: broodje_aap\n    title: A\n    claim: [x]\n", 5, "a text" },
		{ "findings:\n  A b: {kind: broodje_aap, title: A}\n", 2, "a-z" },
		{ "findings:\n  a: b\n", 2, "at least a kind" },
		{ "findings: [a]\n", 1, "missing" },
		{ "tags:\n  a: {name: A}\n", 1, "no such key" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct desk desk = desk_start();
		struct problems problems = PROBLEMS_INIT;
		size_t made = 0;

		ck_assert_msg(!read_cards(&desk, cases[i].yaml, &made, &problems), "case %zu", i);
		ck_assert_msg(problems.list[0].line == cases[i].line &&
		                  strstr(problems.list[0].text, cases[i].text) != NULL,
		              "case %zu: %u: %s", i, problems.list[0].line, problems.list[0].text);
		ck_assert_uint_eq(coding_log(desk.coding)->count, 0);
		problems_release(&problems);
		desk_end(&desk);
	}
}
END_TEST

START_TEST(all_that_is_wrong_with_cards_is_told_at_once)
{
	struct desk desk = desk_start();
	struct problems problems = PROBLEMS_INIT;
	size_t made = 0;

	ck_assert(!read_cards(&desk,
	                      "findings:\n  a: {kind: olifantenpaadje, title: A, plan: x}\n"
	                      "  b: {kind: olifantenpaadje}\n",
	                      &made, &problems));
	ck_assert_uint_eq(problems.errors, 2);
	problems_release(&problems);
	desk_end(&desk);
}
END_TEST

START_TEST(other_words_on_a_released_card_take_its_release_back_and_its_state_does_not)
{
	struct desk desk = desk_start();
	struct view id = VIEW("zelf-bellen"), mention = desk_path(desk.coding, 0);
	struct error err = ERROR_INIT;
	size_t made;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	read_good(&desk, cards, 16);
	ck_assert_ok(finding_join(desk.coding, ANNA, id, &mention, 1, &made, &err), &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, id, true, &err), &err);
	read_good(&desk, "findings:\n  zelf-bellen:\n    state: check\n    path: Bel de collega\n", 1);
	ck_assert(coding_is(desk.coding, DECISION_FINDING, id, VIEW("release"), VIEW(""), "released"));
	read_good(&desk, "findings:\n  zelf-bellen: {tags: []}\n", 2);
	ck_assert(coding_is(desk.coding, DECISION_FINDING, id, VIEW("tag/wonen"), VIEW(""), "no"));
	ck_assert(coding_is(desk.coding, DECISION_FINDING, id, VIEW("release"), VIEW(""), "draft"));
	desk_end(&desk);
}
END_TEST

/* ---- Gathering ------------------------------------------------------------------------------------------ */

START_TEST(what_is_gathered_builds_on_itself_and_is_kept_as_one)
{
	struct desk desk = desk_start();
	struct buf before = BUF_INIT, after = BUF_INIT, state, again;
	struct error err = ERROR_INIT;
	struct view mention = desk_path(desk.coding, 0);

	coding_gather(desk.coding);
	desk_new_tag(desk.coding, "wonen", "Wonen");
	desk_tag(desk.coding, ANNA, mention, "wonen");
	desk_new_tag(desk.coding, "geld", "Geld");
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert_int_eq(coding_tag(desk.coding, mention, VIEW("wonen")), TAG_YES);
	ck_assert_ok(buf_read_file(&before, desk.path, 1 << 26, &err), &err);
	ck_assert_ok(coding_keep(desk.coding, &err), &err);
	ck_assert_ok(buf_read_file(&after, desk.path, 1 << 26, &err), &err);
	ck_assert_uint_gt(after.len, before.len); /* the control: keeping is what writes */
	/* From here on every decision is written by itself again. */
	desk_new_tag(desk.coding, "werk", "Werk");
	state = desk_state(desk.coding);
	desk_again(&desk);
	again = desk_state(desk.coding);
	ck_assert_str_eq(state.data, again.data);
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 0), VIEW("wonen")), TAG_YES);
	buf_release(&before);
	buf_release(&after);
	buf_release(&state);
	buf_release(&again);
	desk_end(&desk);
}
END_TEST

START_TEST(what_is_gathered_and_not_kept_was_never_decided)
{
	struct desk desk = desk_start();
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct error err = ERROR_INIT;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	ck_assert_ok(buf_read_file(&before, desk.path, 1 << 26, &err), &err);
	coding_gather(desk.coding);
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), "wonen");
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 0), VIEW("wonen")), TAG_YES);
	desk_again(&desk);
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 0), VIEW("wonen")), TAG_UNCODED);
	ck_assert_ok(buf_read_file(&after, desk.path, 1 << 26, &err), &err);
	ck_assert_uint_eq(before.len, after.len);
	ck_assert_mem_eq(before.data, after.data, before.len);
	buf_release(&before);
	buf_release(&after);
	desk_end(&desk);
}
END_TEST

START_TEST(nothing_is_merged_into_what_is_gathered)
{
	struct desk desk = desk_start();
	struct study *other;
	struct coding *other_coding;
	struct error err = ERROR_INIT;
	size_t taken;

	desk_copy_to_other(&desk);
	desk_open(desk.other_path, STUDY_READ, &other, &other_coding);
	coding_gather(desk.coding);
	ck_assert(!coding_merge(desk.coding, other, &taken, &err));
	ck_assert_ok(coding_keep(desk.coding, NULL), &err);
	err = ERROR_INIT;
	ck_assert_ok(coding_merge(desk.coding, other, &taken, &err), &err); /* the control */
	coding_close(other_coding);
	study_close(other);
	desk_end(&desk);
}
END_TEST

UNIT_MAIN("decision_files", cards_read_back_as_they_were_written, no_findings_are_a_file_too,
          a_card_with_something_wrong_is_refused_at_its_line_and_leaves_nothing,
          all_that_is_wrong_with_cards_is_told_at_once,
          other_words_on_a_released_card_take_its_release_back_and_its_state_does_not,
          what_is_gathered_builds_on_itself_and_is_kept_as_one,
          what_is_gathered_and_not_kept_was_never_decided, nothing_is_merged_into_what_is_gathered)
