/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/decisions/{codebook,finding,quote}.h: what a preview says is what happens, it can be undone, and nothing
 * is released that may not be.
 */
#include "coding_fixture.h"

#include "analysis/decisions/card_marks.h"
#include "analysis/decisions/gate.h"
#include "analysis/text/names.h"

/* ---- Codebook ------------------------------------------------------------------------------------------- */

static const char book[] = "codebook: proef\ntags:\n"
                           "  wonen:\n    name: Wonen\n    definition: Een plek om te wonen\n"
                           "    examples: [\"hij zei: \\\"nee\\\"\", \"met \\\\ en é\"]\n"
                           "    keywords: [huur, slaap*]\n    colour: \"#117733\"\n"
                           "  bank:\n    name: Slapen op de bank\n    parent: wonen\n"
                           "  oud:\n    name: Oud\n    retired: yes\n";

static bool
read_book(struct desk *desk, const char *yaml, size_t *made, struct problems *problems)
{
	struct error err = ERROR_INIT;

	return codebook_read(desk->coding, ANNA, view_of(yaml), "book.yaml", made, problems, &err);
}

START_TEST(a_codebook_reads_back_as_it_was_written)
{
	struct desk desk = desk_start();
	struct problems problems = PROBLEMS_INIT;
	struct codebook codebook;
	struct buf out = BUF_INIT;
	size_t made;

	ck_assert(read_book(&desk, book, &made, &problems));
	ck_assert_uint_eq(made, 9);
	codebook_make(&codebook, desk.coding);
	ck_assert_uint_eq(codebook.count, 3);
	ck_assert_view(codebook_find(&codebook, VIEW("bank"))->above->id, "wonen");
	ck_assert_uint_eq(codebook_find(&codebook, VIEW("bank"))->depth, 1);
	ck_assert_view(codebook_find(&codebook, VIEW("wonen"))->example, "hij zei: \"nee\"\nmet \\ en é");
	ck_assert_view(codebook_find(&codebook, VIEW("wonen"))->keywords, "huur, slaap*");
	ck_assert(codebook_find(&codebook, VIEW("oud"))->retired);
	codebook_write(&codebook, &out);
	ck_assert(read_book(&desk, out.data, &made, &problems));
	ck_assert_uint_eq(made, 0);
	buf_release(&out);
	codebook_release(&codebook);
	problems_release(&problems);
	desk_end(&desk);
}
END_TEST

START_TEST(a_codebook_with_a_cycle_is_refused_at_its_line)
{
	static const struct {
		const char *yaml;
		unsigned line;
		const char *text;
	} cases[] = {
		{ "tags:\n  a: {name: A, parent: b}\n  b: {name: B, parent: c}\n  c:\n    name: C\n    "
		  "parent: a\n",
		  2, "itself" },
		{ "tags:\n  a: {name: A}\n  b: {name: B, parent: b}\n", 3, "itself" },
		{ "tags:\n  a: {name: A, into: b}\n  b: {name: B, into: a}\n", 2, "itself" },
		{ "tags:\n  a: {name: A, parent: nergens}\n", 2, "no such tag" },
		{ "tags:\n  a: {name: A, kleur: rood}\n", 2, "no such key" },
		{ "tags:\n  a: {name: A, colour: rood}\n", 2, "#117733" },
		{ "tags:\n  A b: {name: A}\n", 2, "a-z" },
		{ "tags:\n  a: {definition: x}\n", 2, "name" },
		{ "tags: [a]\n", 1, "missing" },
		{ "tags:\n  a: {name: A}\n  a: {name: B}\n", 3, "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct desk desk = desk_start();
		struct problems problems = PROBLEMS_INIT;
		size_t made = 0;

		ck_assert_msg(!read_book(&desk, cases[i].yaml, &made, &problems), "case %zu", i);
		ck_assert_uint_ge(problems.errors, 1);
		ck_assert_msg(problems.list[0].line == cases[i].line, "case %zu: line %u", i,
		              problems.list[0].line);
		ck_assert_msg(strstr(problems.list[0].text, cases[i].text) != NULL, "case %zu: %s", i,
		              problems.list[0].text);
		ck_assert_uint_eq(coding_log(desk.coding)->count, 0);
		problems_release(&problems);
		desk_end(&desk);
	}
}
END_TEST

START_TEST(a_codebook_makes_no_cycle_with_what_was_decided_before)
{
	struct desk desk = desk_start();
	struct problems problems = PROBLEMS_INIT;
	size_t made;

	ck_assert(read_book(&desk, book, &made, &problems));
	ck_assert(
	    !read_book(&desk, "tags:\n  wonen:\n    name: Wonen\n    parent: bank\n", &made, &problems));
	ck_assert_uint_eq(problems.list[0].line, 4);
	ck_assert(!codebook_move(desk.coding, ANNA, VIEW("wonen"), VIEW("bank"), NULL));
	ck_assert(codebook_move(desk.coding, ANNA, VIEW("bank"), VIEW(""), NULL)); /* the control */
	ck_assert(codebook_move(desk.coding, ANNA, VIEW("wonen"), VIEW("bank"), NULL));
	problems_release(&problems);
	desk_end(&desk);
}
END_TEST

START_TEST(merged_tags_count_as_one_as_the_preview_said_and_undone_as_two)
{
	struct desk desk = desk_start();
	struct preview preview;
	struct error err = ERROR_INIT;
	struct codebook codebook;

	desk_new_tag(desk.coding, "huis", "Huis");
	desk_new_tag(desk.coding, "wonen", "Wonen");
	for (size_t i = 0; i < 5; i++)
		desk_tag(desk.coding, ANNA, desk_path(desk.coding, i), "huis");
	for (size_t i = 3; i < 7; i++)
		desk_tag(desk.coding, ANNA, desk_path(desk.coding, i), "wonen");
	ck_assert_ok(codebook_preview_merge(desk.coding, VIEW("huis"), VIEW("wonen"), &preview, &err), &err);
	ck_assert_uint_eq(preview.moved, 5);
	ck_assert_uint_eq(preview.already, 2);
	ck_assert_ok(codebook_merge(desk.coding, ANNA, VIEW("huis"), VIEW("wonen"), &err), &err);
	for (size_t i = 0; i < 7; i++)
		ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, i), VIEW("wonen")), TAG_YES);
	ck_assert(!codebook_preview_merge(desk.coding, VIEW("wonen"), VIEW("huis"), &preview, NULL));
	codebook_make(&codebook, desk.coding);
	ck_assert_view(codebook_find(&codebook, VIEW("huis"))->name, "Huis"); /* the old name stays */
	codebook_release(&codebook);
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 0), VIEW("wonen")), TAG_NO);
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 0), VIEW("huis")), TAG_YES);
	desk_end(&desk);
}
END_TEST

START_TEST(a_split_tag_goes_from_these_mentions_alone)
{
	struct desk desk = desk_start();
	struct view some[2];
	struct preview preview;
	struct error err = ERROR_INIT;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	for (size_t i = 0; i < 5; i++)
		desk_tag(desk.coding, ANNA, desk_path(desk.coding, i), "wonen");
	some[0] = desk_path(desk.coding, 1);
	some[1] = desk_path(desk.coding, 2);
	desk_tag(desk.coding, BRAM, some[0], "wonen");
	ck_assert_ok(codebook_preview_split(desk.coding, VIEW("wonen"), some, 2, &preview, &err), &err);
	ck_assert_uint_eq(preview.moved, 2);
	ck_assert_uint_eq(preview.kept, 3);
	ck_assert_ok(
	    codebook_split(desk.coding, ANNA, VIEW("wonen"), VIEW("bank"), VIEW("Bank"), some, 2, &err),
	    &err);
	ck_assert_int_eq(coding_tag(desk.coding, some[0], VIEW("wonen")), TAG_NO);
	ck_assert_int_eq(coding_tag(desk.coding, some[0], VIEW("bank")), TAG_YES);
	/* Who splits it sees it in the own layer too; another's layer stays as it was. */
	ck_assert(!coding_tagged(desk.coding, some[0], VIEW("wonen"), ANNA));
	ck_assert(coding_tagged(desk.coding, some[0], VIEW("bank"), ANNA));
	ck_assert(coding_tagged(desk.coding, some[0], VIEW("wonen"), BRAM));
	ck_assert_int_eq(coding_tag(desk.coding, desk_path(desk.coding, 0), VIEW("wonen")), TAG_YES);
	some[1] = desk_path(desk.coding, 9);
	ck_assert(!codebook_preview_split(desk.coding, VIEW("wonen"), some, 2, &preview, NULL));
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert_int_eq(coding_tag(desk.coding, some[0], VIEW("wonen")), TAG_YES);
	desk_end(&desk);
}
END_TEST

START_TEST(moving_a_tag_is_told_beforehand_with_what_goes_along)
{
	struct desk desk = desk_start();
	struct codebook codebook;
	struct codebook_move_preview preview;
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;

	desk_new_tag(desk.coding, "wonen", "Wonen");
	desk_new_tag(desk.coding, "bank", "Bank");
	desk_new_tag(desk.coding, "zolder", "Zolder");
	desk_new_tag(desk.coding, "geld", "Geld");
	ck_assert_ok(codebook_move(desk.coding, ANNA, VIEW("zolder"), VIEW("bank"), &err), &err);
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), "bank");
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 0), "zolder"); /* counts once */
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 1), "zolder");
	desk_tag(desk.coding, BRAM, desk_path(desk.coding, 2), "bank");
	desk_tag(desk.coding, ANNA, desk_path(desk.coding, 3), "geld");
	codebook_make(&codebook, desk.coding);
	ck_assert_ok(codebook_preview_move(desk.coding, &codebook, VIEW("bank"), VIEW("wonen"), &arena,
	                                   &preview, &err),
	             &err);
	ck_assert_uint_eq(preview.mentions, 3);
	ck_assert_uint_eq(preview.below_count, 1);
	ck_assert(view_is(preview.below[0]->id, "zolder"));
	ck_assert_ok(
	    codebook_preview_move(desk.coding, &codebook, VIEW("geld"), VIEW(""), &arena, &preview, &err),
	    &err);
	ck_assert_uint_eq(preview.mentions, 1);
	ck_assert_uint_eq(preview.below_count, 0);
	ck_assert(!codebook_preview_move(desk.coding, &codebook, VIEW("bank"), VIEW("zolder"), &arena,
	                                 &preview, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert(!codebook_preview_move(desk.coding, &codebook, VIEW("bank"), VIEW("nergens"), &arena,
	                                 &preview, NULL));
	codebook_release(&codebook);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

/* ---- Findings ------------------------------------------------------------------------------------------- */

/* A finding that nothing keeps from being released, with the first mentions. The id is in `arena`. */
static struct view
good_finding(struct desk *desk, const char *title, size_t from, size_t to, struct arena *arena)
{
	static const char *const parts[] = { "bottleneck", "path", "helps" };
	struct view mentions[2 * CODING_MENTIONS], id;
	struct error err = ERROR_INIT;

	ck_assert_ok(
	    finding_new(desk->coding, ANNA, MENTION_OLIFANTENPAADJE, view_of(title), arena, &id, &err), &err);
	for (size_t i = 0; i < 3; i++)
		ck_assert_ok(
		    finding_set(desk->coding, ANNA, id, view_of(parts[i]), VIEW("Zo zit het."), &err), &err);
	for (size_t i = from; i < to; i++)
		mentions[i - from] = desk_path(desk->coding, i);
	ck_assert_ok(finding_join(desk->coding, ANNA, id, mentions, to - from, NULL, &err), &err);
	return id;
}

START_TEST(a_finding_is_released_when_its_card_is_whole_and_not_before)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view id = good_finding(&desk, "Zelf bellen", 0, 3, &arena);
	struct findings findings;
	struct error err = ERROR_INIT;

	ck_assert(view_starts(id, "zelf-bellen-"));
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("path"), VIEW(""), &err), &err);
	ck_assert(!finding_release(desk.coding, ANNA, id, true, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "still empty: \"path\""));
	err = ERROR_INIT;
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("path"), VIEW("Bel 06-12345678"), &err), &err);
	ck_assert(!finding_release(desk.coding, ANNA, id, true, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "personal data in \"path\""));
	err = ERROR_INIT;
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("path"), VIEW("Zelf bellen."), &err), &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, id, true, &err), &err);
	findings_make(&findings, desk.coding);
	ck_assert(findings_find(&findings, id)->released);
	ck_assert_uint_eq(findings_find(&findings, id)->mentions, 3);
	ck_assert_uint_eq(findings_find(&findings, id)->responses, 3);
	findings_release(&findings);
	/* How the improvement goes on leaves it released, other words do not. */
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("state"), VIEW("do"), &err), &err);
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("do"), VIEW("2026-12-01"), &err), &err);
	findings_make(&findings, desk.coding);
	ck_assert(findings_find(&findings, id)->released);
	findings_release(&findings);
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("title"), VIEW("Iets anders"), &err), &err);
	findings_make(&findings, desk.coding);
	ck_assert(!findings_find(&findings, id)->released);
	findings_release(&findings);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(a_card_holds_only_what_its_parts_can_hold)
{
	static const struct {
		const char *part, *value;
		bool good;
	} cases[] = {
		{ "state", "do", true },
		{ "state", "klaar", false },
		{ "do", "2026-11-28", true },
		{ "do", "2026-02-30", false },
		{ "do", "", true },
		{ "title", "", false },
		{ "title", "a\nb", false },
		{ "kind", "iets", false },
		{ "owner", "beleidsadviseur wonen", true },
		{ "kleur", "rood", false },
		{ "contrast", "bestaat-niet", false },
		{ "tag/wonen", "yes", false }, /* not in the codebook */
	};
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view id = good_finding(&desk, "Zelf bellen", 0, 3, &arena);

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(finding_set(desk.coding, ANNA, id, view_of(cases[i].part),
		                          view_of(cases[i].value), NULL) == cases[i].good,
		              "case %zu", i);
	desk_new_tag(desk.coding, "wonen", "Wonen");
	ck_assert(finding_set(desk.coding, ANNA, id, VIEW("tag/wonen"), VIEW("yes"), NULL));
	ck_assert(!finding_set(desk.coding, ANNA, id, VIEW("contrast"), id, NULL));
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(merged_findings_are_one_and_undone_two_and_no_myth_joins_a_workaround)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view one = good_finding(&desk, "Zelf bellen", 0, 4, &arena),
	            other = good_finding(&desk, "Opbellen", 4, 6, &arena), myth;
	struct view claim = view_of(desk_mention(desk.coding, MENTION_BROODJE_AAP, 0, NULL)->id);
	struct error err = ERROR_INIT;
	struct findings findings;
	struct preview preview;

	ck_assert_ok(finding_preview_merge(desk.coding, one, other, &preview, &err), &err);
	ck_assert_uint_eq(preview.moved, 4);
	ck_assert_ok(finding_merge(desk.coding, ANNA, one, other, &err), &err);
	findings_make(&findings, desk.coding);
	ck_assert_uint_eq(findings_find(&findings, other)->mentions, 6);
	ck_assert_uint_eq(findings_find(&findings, one)->mentions, 0);
	ck_assert_view(findings_find(&findings, one)->title, "Zelf bellen");
	findings_release(&findings);
	ck_assert(!finding_merge(desk.coding, ANNA, other, one, NULL));
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	findings_make(&findings, desk.coding);
	ck_assert_uint_eq(findings_find(&findings, other)->mentions, 2);
	ck_assert_uint_eq(findings_find(&findings, one)->mentions, 4);
	findings_release(&findings);
	ck_assert_ok(
	    finding_new(desk.coding, ANNA, MENTION_BROODJE_AAP, VIEW("Het mag niet"), &arena, &myth, &err),
	    &err);
	ck_assert(!finding_merge(desk.coding, ANNA, one, myth, NULL));
	ck_assert(!finding_join(desk.coding, ANNA, one, &claim, 1, NULL, NULL));
	ck_assert_ok(finding_join(desk.coding, ANNA, myth, &claim, 1, NULL, &err), &err);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(a_split_finding_gives_these_mentions_to_a_new_one)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view id = good_finding(&desk, "Zelf bellen", 0, 4, &arena), made, some[2];
	struct error err = ERROR_INIT;
	struct preview preview;

	some[0] = desk_path(desk.coding, 0);
	some[1] = desk_path(desk.coding, 3);
	ck_assert_ok(finding_preview_split(desk.coding, id, some, 2, &preview, &err), &err);
	ck_assert_uint_eq(preview.moved, 2);
	ck_assert_uint_eq(preview.kept, 2);
	ck_assert_ok(finding_split(desk.coding, ANNA, id, VIEW("Meegaan"), some, 2, &made, &err), &err);
	ck_assert(view_equal(finding_of(desk.coding, some[0]), made));
	ck_assert(view_equal(finding_of(desk.coding, desk_path(desk.coding, 1)), id));
	ck_assert(!finding_split(desk.coding, ANNA, id, VIEW("Nog eens"), some, 2, &made, NULL));
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(waves_say_how_many_of_how_many)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct finding_wave *rows;
	struct view id;
	size_t count;

	desk_add(desk.study, desk.questionnaire, "najaar", 20, 28, 0);
	desk_again(&desk);
	id = good_finding(&desk, "Zelf bellen", 0, 20, &arena); /* all paths of both waves */
	rows = finding_waves(desk.coding, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert(view_equal(rows[0].finding, id));
	ck_assert_view(rows[0].wave, "voorjaar");
	ck_assert_uint_eq(rows[0].responses, 12);
	ck_assert_uint_eq(rows[0].of, 12);
	ck_assert_view(rows[1].wave, "najaar");
	ck_assert_uint_eq(rows[1].mentions, 8);
	ck_assert_uint_eq(rows[1].of, 8);
	free(rows);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(contrasts_are_listed_once_with_their_audiences)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view path = good_finding(&desk, "Zelf bellen", 0, 4, &arena), myth;
	struct view claim = view_of(desk_mention(desk.coding, MENTION_BROODJE_AAP, 0, NULL)->id);
	struct finding_contrast *rows;
	size_t count;

	ck_assert(
	    finding_new(desk.coding, ANNA, MENTION_BROODJE_AAP, VIEW("Het mag niet"), &arena, &myth, NULL));
	ck_assert(finding_join(desk.coding, ANNA, myth, &claim, 1, NULL, NULL));
	ck_assert(finding_set(desk.coding, ANNA, path, VIEW("contrast"), myth, NULL));
	ck_assert(finding_set(desk.coding, ANNA, myth, VIEW("contrast"), path, NULL));
	rows = finding_contrasts(desk.coding, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_view(rows[0].audience, "professional");
	ck_assert_uint_eq(rows[0].one_mentions + rows[0].other_mentions, 5);
	free(rows);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(only_released_findings_get_into_the_next_waves_questionnaire)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view one = good_finding(&desk, "Zelf \"bellen\": <b>nu</b>", 0, 4, &arena);
	struct error err = ERROR_INIT;
	struct buf out = BUF_INIT;

	good_finding(&desk, "Niet vrijgegeven", 4, 6, &arena);
	ck_assert(!finding_write_tagset(desk.coding, MENTION_OLIFANTENPAADJE, VIEW("known"), &out, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	err = ERROR_INIT;
	buf_reset(&out);
	ck_assert_ok(finding_release(desk.coding, ANNA, one, true, &err), &err);
	ck_assert_ok(finding_write_tagset(desk.coding, MENTION_OLIFANTENPAADJE, VIEW("known"), &out, &err),
	             &err);
	ck_assert_ptr_nonnull(strstr(out.data, "languages: [nl]\n"));
	ck_assert_ptr_nonnull(strstr(out.data, "    nl: \"Zelf \\\"bellen\\\": <b>nu</b>\"\n"));
	ck_assert_ptr_null(strstr(out.data, "Niet vrijgegeven"));
	ck_assert_ok(finding_set(desk.coding, ANNA, one, VIEW("title.en"), VIEW("Calling"), &err), &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, one, true, &err), &err);
	buf_reset(&out);
	ck_assert_ok(finding_write_tagset(desk.coding, MENTION_OLIFANTENPAADJE, VIEW("known"), &out, &err),
	             &err);
	ck_assert_ptr_nonnull(strstr(out.data, "languages: [nl, en]\n"));
	buf_release(&out);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

/* Whether a questionnaire with this tag set loads. */
static bool
tagset_loads(const struct desk *desk, struct view tagset)
{
	static const char yaml[] =
	    "questionnaire: next\naudience: professional\nlanguages: [nl]\ntitle: {nl: Proef}\n"
	    "intro: {nl: Hoi}\nthanks: {nl: Dank}\nquestions:\n  - id: known\n"
	    "    type: multiple\n    ask: {nl: \"Welke herken je?\"}\n    tagset: known\n";
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire;
	struct error err = ERROR_INIT;
	char path[128];
	bool loads;

	snprintf(path, sizeof(path), "%s/tagsets", desk->directory);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/tagsets/known.yaml", desk->directory);
	ck_assert_ok(file_write(path, tagset, 0600, true, &err), &err);
	snprintf(path, sizeof(path), "%s/next.yaml", desk->directory);
	ck_assert_ok(file_write(path, view_of(yaml), 0600, true, &err), &err);
	questionnaire = questionnaire_load(path, (struct date){ 0, 0, 0 }, &problems);
	loads = questionnaire != NULL;
	problems_release(&problems);
	questionnaire_free(questionnaire);
	return loads;
}

/* The control: the ids as they are do not load. */
START_TEST(a_known_finding_has_an_id_that_a_questionnaire_can_have)
{
	static const char *const titles[] = {
		"3 loketten voor één vraag",
		"Drie loketten voor één en dezelfde vraag, en dan nog een formulier dat niemand kent",
	};

	for (size_t i = 0; i < 2; i++) {
		struct desk desk = desk_start();
		struct arena arena = ARENA_INIT;
		struct view id = good_finding(&desk, titles[i], 0, 4, &arena);
		struct error err = ERROR_INIT;
		struct buf out = BUF_INIT, option = BUF_INIT, raw = BUF_INIT;
		const char *at;

		ck_assert_ok(finding_release(desk.coding, ANNA, id, true, &err), &err);
		ck_assert_ok(
		    finding_write_tagset(desk.coding, MENTION_OLIFANTENPAADJE, VIEW("known"), &out, &err),
		    &err);
		ck_assert_msg(tagset_loads(&desk, buf_view(&out)), "%s", out.data);
		finding_add_option(id, &option);
		at = strstr(out.data, option.data);
		ck_assert_ptr_nonnull(at);
		buf_printf(&raw, "%.*s%.*s%s", (int)(at - out.data), out.data, VIEW_ARGS(id),
		           at + option.len);
		ck_assert_msg(!tagset_loads(&desk, buf_view(&raw)), "%s", raw.data);
		buf_release(&out);
		buf_release(&option);
		buf_release(&raw);
		arena_release(&arena);
		desk_end(&desk);
	}
}
END_TEST

/* ---- Quotes --------------------------------------------------------------------------------------------- */

START_TEST(a_quote_is_not_released_with_a_mark_that_nobody_checked)
{
	struct desk desk = desk_start();
	const struct mention *mention = NULL;
	struct place whole, begin = { VIEW("what"), 0, 8 };
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	struct marks marks;
	struct quotes quotes;

	for (size_t n = 0; mention == NULL || !mention_quotable(mention); n++)
		mention = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, n, "06-");
	whole = place_of(VIEW("what"), mention_story(mention), mention_story(mention));
	marks_find(&marks, desk.coding, mention);
	ck_assert_uint_eq(marks.count, 2);
	ck_assert_str_eq(marks.list[0].kind, "phone");
	ck_assert_view(marks.list[0].text, "06-12345678");
	ck_assert_uint_eq(marks.list[0].place.from, 9); /* code points: the é is one */
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_PROPOSED, &err), &err);
	ck_assert(!quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_RELEASED, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "2 marks"));
	err = ERROR_INIT;
	/* A part of the text without marks can go. */
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &begin, QUOTE_RELEASED, &err), &err);
	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &marks.list[0].place, MARK_REDACT, &err), &err);
	ck_assert(!quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_RELEASED, NULL));
	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &marks.list[1].place, MARK_KEEP, &err), &err);
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_RELEASED, &err), &err);
	quote_text(desk.coding, mention, &whole, &text);
	ck_assert_ptr_nonnull(strstr(text.data, "Eén: bel […] of 06-87654321, pad "));
	quotes_make(&quotes, desk.coding);
	ck_assert_uint_eq(quotes.count, 2);
	ck_assert_int_eq(quotes.list[1].state, QUOTE_RELEASED);
	quotes_release(&quotes);
	/* Undecided again, it is not released any more. */
	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &marks.list[1].place, MARK_OPEN, &err), &err);
	quotes_make(&quotes, desk.coding);
	ck_assert_int_eq(quotes.list[1].state, QUOTE_PROPOSED);
	quotes_release(&quotes);
	buf_release(&text);
	marks_release(&marks);
	desk_end(&desk);
}
END_TEST

/* Patterns do not find everything: a quote waits for a person who says that they read the text it is from. */
START_TEST(a_quote_is_not_released_before_somebody_read_its_text)
{
	struct desk desk = desk_start();
	const struct mention *mention = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, 0, "Shaniqua");
	const struct place whole = place_of(VIEW("what"), mention_story(mention), mention_story(mention));
	struct view id = view_of(mention->id);
	struct error err = ERROR_INIT;
	struct arena arena = ARENA_INIT;
	const char *part = arena_printf(&arena, "%.*s", VIEW_ARGS(place_write(&whole, &arena))).ptr;
	const struct wish both[] = { { DECISION_QUOTE, id, view_of(part), VIEW("released") },
		                     { DECISION_CHECK, id, VIEW("what"), VIEW("yes") } };
	struct quotes quotes;

	ck_assert(!desk_try(desk.coding, ANNA, DECISION_QUOTE, id, part, "released", &err));
	ck_assert_ptr_nonnull(strstr(err.text, "nobody said that they read this text"));
	err = ERROR_INIT;
	ck_assert_ok(coding_decide(desk.coding, ANNA, both, 2, NULL, &err), &err);
	ck_assert(quote_was_read(desk.coding, mention, &whole));
	quotes_make(&quotes, desk.coding);
	ck_assert_int_eq(quotes.list[0].state, QUOTE_RELEASED);
	quotes_release(&quotes);
	/* Taken back, it does not go out any more. */
	desk_decide(desk.coding, BRAM, DECISION_CHECK, id, "what", "no");
	quotes_make(&quotes, desk.coding);
	ck_assert_int_eq(quotes.list[0].state, QUOTE_PROPOSED);
	quotes_release(&quotes);
	/* Releasing it is saying so: one action, undone as one. */
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &whole, QUOTE_RELEASED, &err), &err);
	ck_assert(quote_goes_out(desk.coding, mention, &whole));
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(a_mark_made_by_hand_is_taken_out_too)
{
	struct desk desk = desk_start();
	const struct mention *mention = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, 0, "langsgaan");
	struct place place = { VIEW("what"), 5, 14 }, whole;
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	struct marks marks;

	whole = place_of(VIEW("what"), mention_story(mention), mention_story(mention));
	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &place, MARK_REDACT, &err), &err);
	marks_find(&marks, desk.coding, mention);
	ck_assert_uint_eq(marks.count, 1);
	ck_assert_str_eq(marks.list[0].kind, "by hand");
	quote_text(desk.coding, mention, &whole, &text);
	ck_assert_ptr_eq(strstr(text.data, "Zelf […], pad "), text.data);
	marks_release(&marks);
	buf_release(&text);
	desk_end(&desk);
}
END_TEST

START_TEST(a_likely_name_is_marked_where_names_are_known)
{
	static const char gazetteer[] = "gazetteer: proef\nplaces: [Lewenborg]\norganisations: [WIJ]\n"
	                                "idioms: [Jan Modaal]\ngiven: [Shaniqua]\n";
	struct desk desk = desk_start();
	const struct mention *mention = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, 0, "Shaniqua");
	struct place whole = place_of(VIEW("what"), mention_story(mention), mention_story(mention));
	struct problems problems = PROBLEMS_INIT;
	struct names *names = NULL;
	struct error err = ERROR_INIT;
	struct marks marks;

	ck_assert_ok(quote_releasable(desk.coding, mention, &whole, &err), &err); /* the control */
	ck_assert(names_parse(view_of(gazetteer), "gazetteer", &names, &problems));
	coding_use_names(desk.coding, names);
	marks_find(&marks, desk.coding, mention);
	ck_assert_uint_eq(marks.count, 1);
	ck_assert_view(marks.list[0].text, "Shaniqua");
	ck_assert_str_eq(marks.list[0].kind, "name");
	ck_assert(!quote_releasable(desk.coding, mention, &whole, NULL));
	ck_assert_ok(mark_decide(desk.coding, ANNA, mention, &marks.list[0].place, MARK_REDACT, &err), &err);
	ck_assert_ok(quote_releasable(desk.coding, mention, &whole, &err), &err);
	marks_release(&marks);
	names_free(names);
	problems_release(&problems);
	desk_end(&desk);
}
END_TEST

/* ---- Personal data in cards ----------------------------------------------------------------------------- */

static const char known[] = "gazetteer: proef\nplaces: [Lewenborg]\norganisations: [WIJ]\n"
                            "idioms: [Jan Modaal]\ngiven: [Shaniqua, Bram]\n";

static void
know_names(struct desk *desk, struct names **names)
{
	struct problems problems = PROBLEMS_INIT;

	ck_assert(names_parse(view_of(known), "gazetteer", names, &problems));
	coding_use_names(desk->coding, *names);
	problems_release(&problems);
}

/* The only mark in a card: what stands there, and what was decided about it. */
static enum mark_state
only_mark(const struct coding *coding, struct view finding, const char *words)
{
	struct marks marks;
	enum mark_state state;

	card_marks_find(&marks, coding, finding);
	ck_assert_uint_eq(marks.count, 1);
	ck_assert_view(marks.list[0].text, words);
	state = marks.list[0].state;
	marks_release(&marks);
	return state;
}

static bool
goes_out(struct coding *coding, struct view id)
{
	struct findings findings;
	bool good;

	findings_make(&findings, coding);
	good = finding_goes_out(coding, findings_find(&findings, id));
	findings_release(&findings);
	return good;
}

static size_t
personal_reasons(struct coding *coding)
{
	struct gate gate;
	size_t count = 0;

	gate_look(&gate, coding);
	for (size_t i = 0; i < gate.count; i++)
		count += gate.list[i].kind == GATE_FINDING_PERSONAL;
	gate_release(&gate);
	return count;
}

START_TEST(a_likely_name_in_a_card_is_mended_or_stays_by_a_decision)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view id = good_finding(&desk, "Zelf bellen", 0, 3, &arena);
	const struct place place = { VIEW("helps"), 10, 18 }, beside = { VIEW("helps"), 0, 9 };
	struct error err = ERROR_INIT;
	struct names *names = NULL;

	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Vraag het Shaniqua."), &err),
	             &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, id, true, &err), &err);
	ck_assert(goes_out(desk.coding, id)); /* the control: no name is known */
	know_names(&desk, &names);
	ck_assert_int_eq(only_mark(desk.coding, id, "Shaniqua"), MARK_OPEN);
	ck_assert(!goes_out(desk.coding, id));
	ck_assert_uint_eq(personal_reasons(desk.coding), 1);

	ck_assert(!card_mark_decide(desk.coding, ANNA, id, &beside, MARK_KEEP, NULL));
	ck_assert(!card_mark_decide(desk.coding, ANNA, id, &place, MARK_REDACT, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "mended"));
	err = ERROR_INIT;
	ck_assert_ok(card_mark_decide(desk.coding, ANNA, id, &place, MARK_KEEP, &err), &err);
	ck_assert_int_eq(only_mark(desk.coding, id, "Shaniqua"), MARK_KEEP);
	ck_assert(goes_out(desk.coding, id));
	ck_assert_uint_eq(personal_reasons(desk.coding), 0);
	/* It is in the log: it is there after opening again, and can be undone. */
	desk_again(&desk);
	coding_use_names(desk.coding, names);
	ck_assert(goes_out(desk.coding, id));
	ck_assert_ok(coding_undo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert(!goes_out(desk.coding, id));
	ck_assert_ok(coding_redo(desk.coding, ANNA, NULL, &err), &err);
	ck_assert(goes_out(desk.coding, id));
	ck_assert_ok(card_mark_decide(desk.coding, BRAM, id, &place, MARK_OPEN, &err), &err);
	ck_assert(!goes_out(desk.coding, id));
	/* Mended in the card there is nothing to decide. */
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Vraag het de wijk."), &err),
	             &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, id, true, &err), &err);
	ck_assert(goes_out(desk.coding, id));
	names_free(names);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(what_may_stay_in_a_card_are_these_words_in_this_part)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view id = good_finding(&desk, "Zelf bellen", 0, 3, &arena);
	struct view other = good_finding(&desk, "Samen gaan", 3, 5, &arena);
	const struct place place = { VIEW("helps"), 10, 18 };
	struct error err = ERROR_INIT;
	struct names *names = NULL;

	know_names(&desk, &names);
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Vraag het Shaniqua."), &err),
	             &err);
	ck_assert_ok(card_mark_decide(desk.coding, ANNA, id, &place, MARK_KEEP, &err), &err);
	/* Elsewhere in the part, with other words around them. */
	ck_assert_ok(
	    finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Nu en dan helpt Shaniqua."), &err), &err);
	ck_assert_int_eq(only_mark(desk.coding, id, "Shaniqua"), MARK_KEEP);
	/* Another name, another part, another finding. */
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Nu en dan helpt Bram."), &err),
	             &err);
	ck_assert_int_eq(only_mark(desk.coding, id, "Bram"), MARK_OPEN);
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Zo zit het."), &err), &err);
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("path"), VIEW("Vraag het Shaniqua."), &err),
	             &err);
	ck_assert_int_eq(only_mark(desk.coding, id, "Shaniqua"), MARK_OPEN);
	ck_assert_ok(finding_set(desk.coding, ANNA, other, VIEW("helps"), VIEW("Vraag het Shaniqua."), &err),
	             &err);
	ck_assert_int_eq(only_mark(desk.coding, other, "Shaniqua"), MARK_OPEN);
	/* Past the door comes nothing that is not so: no other words, no taking out, no part that has no words. */
	ck_assert(desk_try(desk.coding, ANNA, DECISION_MARK, other, "helps:Shaniqua", "keep", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_MARK, other, "helps:Bram", "keep", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_MARK, other, "helps:Shaniqua", "redact", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_MARK, other, "state:Shaniqua", "keep", NULL));
	ck_assert(!desk_try(desk.coding, ANNA, DECISION_MARK, VIEW("geen-finding"), "helps:Shaniqua", "keep",
	                    NULL));
	names_free(names);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(two_laptops_that_differ_about_a_name_in_a_card_keep_it_back)
{
	struct desk desk = desk_start();
	struct arena arena = ARENA_INIT;
	struct view id = good_finding(&desk, "Zelf bellen", 0, 3, &arena);
	const struct place place = { VIEW("helps"), 10, 18 };
	struct error err = ERROR_INIT;
	struct names *names = NULL;
	struct study *study = NULL;
	struct coding *coding = NULL;
	size_t taken;

	know_names(&desk, &names);
	ck_assert_ok(finding_set(desk.coding, ANNA, id, VIEW("helps"), VIEW("Vraag het Shaniqua."), &err),
	             &err);
	ck_assert_ok(card_mark_decide(desk.coding, ANNA, id, &place, MARK_KEEP, &err), &err);
	ck_assert_ok(finding_release(desk.coding, ANNA, id, true, &err), &err);
	desk_copy_to_other(&desk);
	desk_open(desk.other_path, STUDY_WRITE, &study, &coding);
	coding_use_names(coding, names);
	ck_assert_ok(card_mark_decide(coding, BRAM, id, &place, MARK_OPEN, &err), &err);
	ck_assert_ok(card_mark_decide(desk.coding, ANNA, id, &place, MARK_OPEN, &err), &err);
	ck_assert_ok(card_mark_decide(desk.coding, ANNA, id, &place, MARK_KEEP, &err), &err);
	ck_assert(goes_out(desk.coding, id));
	ck_assert_ok(coding_merge(desk.coding, study, &taken, &err), &err);
	ck_assert_int_eq(only_mark(desk.coding, id, "Shaniqua"), MARK_CONFLICT);
	ck_assert(!goes_out(desk.coding, id));
	ck_assert_ok(card_mark_decide(desk.coding, ANNA, id, &place, MARK_KEEP, &err), &err);
	ck_assert(goes_out(desk.coding, id));
	coding_close(coding);
	study_close(study);
	names_free(names);
	arena_release(&arena);
	desk_end(&desk);
}
END_TEST

START_TEST(who_did_not_allow_quoting_is_not_quoted)
{
	struct desk desk = desk_start();
	const struct mention *shy = NULL, *mention;
	struct place place = { VIEW("what"), 0, 4 }, beyond = { VIEW("what"), 0, 400 };
	struct error err = ERROR_INIT;

	for (size_t n = 0; shy == NULL || mention_quotable(shy); n++)
		shy = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, n, NULL);
	ck_assert(!quote_decide(desk.coding, ANNA, shy, &place, QUOTE_RELEASED, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "did not allow"));
	err = ERROR_INIT;
	mention = desk_mention(desk.coding, MENTION_OLIFANTENPAADJE, 0, NULL);
	while (!mention_quotable(mention))
		mention++;
	ck_assert_ok(quote_decide(desk.coding, ANNA, mention, &place, QUOTE_RELEASED, &err), &err);
	ck_assert(!quote_decide(desk.coding, ANNA, mention, &beyond, QUOTE_PROPOSED, NULL));
	desk_end(&desk);
}
END_TEST

UNIT_MAIN("finding", a_codebook_reads_back_as_it_was_written, a_codebook_with_a_cycle_is_refused_at_its_line,
          a_codebook_makes_no_cycle_with_what_was_decided_before,
          merged_tags_count_as_one_as_the_preview_said_and_undone_as_two,
          a_split_tag_goes_from_these_mentions_alone, moving_a_tag_is_told_beforehand_with_what_goes_along,
          a_finding_is_released_when_its_card_is_whole_and_not_before,
          a_card_holds_only_what_its_parts_can_hold,
          merged_findings_are_one_and_undone_two_and_no_myth_joins_a_workaround,
          a_split_finding_gives_these_mentions_to_a_new_one, waves_say_how_many_of_how_many,
          contrasts_are_listed_once_with_their_audiences,
          only_released_findings_get_into_the_next_waves_questionnaire,
          a_known_finding_has_an_id_that_a_questionnaire_can_have,
          a_quote_is_not_released_with_a_mark_that_nobody_checked,
          a_quote_is_not_released_before_somebody_read_its_text, a_mark_made_by_hand_is_taken_out_too,
          a_likely_name_is_marked_where_names_are_known,
          a_likely_name_in_a_card_is_mended_or_stays_by_a_decision,
          what_may_stay_in_a_card_are_these_words_in_this_part,
          two_laptops_that_differ_about_a_name_in_a_card_keep_it_back,
          who_did_not_allow_quoting_is_not_quoted)
