/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the thesaurus (analysis/text/thesaurus.h): how terms are found, what is refused with its place, and the file itself.
 */
#include "unit.h"

#include "analysis/text/tags.h"
#include "analysis/text/thesaurus.h"

static struct words *words;
static struct thesaurus *thesaurus;
static struct arena arena;
static struct problems problems;

static void
setup(void)
{
	struct error err = ERROR_INIT;

	arena = ARENA_INIT;
	problems = PROBLEMS_INIT;
	thesaurus = NULL;
	ck_assert_ok(words_new(WORDS_DICTIONARY, &words, &err), &err);
}

static void
teardown(void)
{
	arena_release(&arena);
	problems_release(&problems);
	thesaurus_free(thesaurus);
	words_free(words);
}

static void
parse(const char *concepts)
{
	struct view text = arena_printf(&arena, "thesaurus: nl\nconcepts:\n%s", concepts);

	ck_assert_msg(thesaurus_parse(text, "t.yaml", words, &thesaurus, &problems), "%s",
	              problems.count > 0 ? problems.list[0].text : "?");
}

/* "id id …" of what is found, in order. */
static const char *
found_in(const char *text)
{
	struct concept_match *matches;
	struct word_list list;
	struct buf ids = BUF_INIT;
	size_t count;
	struct view copy;

	words_read(words, view_of(text), &arena, &list);
	count = thesaurus_match(thesaurus, &list, &arena, &matches);
	for (size_t i = 0; i < count; i++)
		buf_printf(&ids, "%s%.*s=%.*s", i > 0 ? "|" : "", VIEW_ARGS(matches[i].concept->id),
		           VIEW_ARGS(matches[i].found));
	copy = arena_copy(&arena, buf_view(&ids));
	buf_release(&ids);
	return copy.ptr;
}

START_TEST(terms_are_found_by_stem_in_compounds_and_apart)
{
	setup();
	parse("  bijstand: {terms: [bijstand]}\n"
	      "  briefadres: {terms: [briefadres]}\n"
	      "  eigen-zak: {terms: [eigen zak]}\n");
	ck_assert_str_eq(found_in("Een bijstandsaanvraag."), "bijstand=bijstandsaanvraag");
	ck_assert_str_eq(found_in("twee briefadressen, een brief adres"),
	                 "briefadres=briefadressen|briefadres=brief adres");
	ck_assert_str_eq(found_in("uit eigen zak"), "eigen-zak=eigen zak");
	ck_assert_str_eq(found_in("dat is eigen. Zak weg"), "");
	ck_assert_str_eq(found_in("een adres"), "");
	teardown();
}
END_TEST

START_TEST(near_terms_wildcards_and_capitals_are_found_as_the_header_says)
{
	setup();
	parse("  adres-post: {terms: [adres .. post]}\n"
	      "  huis: {terms: [\"*huis\"]}\n"
	      "  woon: {terms: [\"woon*\"]}\n"
	      "  wijteam: {terms: [WIJ]}\n");
	ck_assert_str_eq(found_in("een adres voor mijn post"), "adres-post=adres voor mijn post");
	ck_assert_str_eq(found_in("post op haar adres"), "adres-post=post op haar adres");
	ck_assert_str_eq(found_in("Een adres. De post."), "");
	ck_assert_str_eq(found_in("adres een twee drie vier vijf zes zeven post"), "");
	ck_assert_str_eq(found_in("pakhuis woonwagen"), "huis=pakhuis|woon=woonwagen");
	ck_assert_str_eq(found_in("wij en WIJ en Wij"), "wijteam=WIJ");
	teardown();
}
END_TEST

START_TEST(tags_come_from_above_unless_a_concept_says_its_own)
{
	const struct concept *concept;

	setup();
	parse("  geld: {terms: [geld], tags: [inkomen]}\n"
	      "  loon: {terms: [loon], broader: geld}\n"
	      "  muntje: {terms: [muntje], broader: geld, tags: []}\n"
	      "  baan: {terms: [baan], broader: later, tags: [school-werk?]}\n"
	      "  later: {terms: [later]}\n");
	concept = thesaurus_find(thesaurus, VIEW("loon"));
	ck_assert_uint_eq(concept->tag_count, 1);
	ck_assert_view(concept->tags[0].tag, "inkomen");
	ck_assert_uint_eq(thesaurus_find(thesaurus, VIEW("muntje"))->tag_count, 0);
	concept = thesaurus_find(thesaurus, VIEW("baan"));
	ck_assert_double_eq(concept->tags[0].weight, 0.5);
	ck_assert_view(concept->broader->id, "later");
	ck_assert_ptr_null(thesaurus_find(thesaurus, VIEW("nergens")));
	teardown();
}
END_TEST

START_TEST(all_that_is_wrong_is_told_with_its_place)
{
	static const char text[] = "thesaurus: nl\n"
	                           "concepts:\n"
	                           "  a: {terms: [], tags: [wonen]}\n"
	                           "  b: {terms: [huis], broader: nergens}\n"
	                           "  c: {terms: [deur], kleur: rood}\n"
	                           "  d: {terms: [raam], broader: e}\n"
	                           "  e: {terms: [dak, '!!'], broader: d}\n"
	                           "  f: {tags: [wonen]}\n";
	static const unsigned lines[] = { 3, 3, 4, 5, 7, 8 };

	setup();
	ck_assert(!thesaurus_parse(view_of(text), "t.yaml", words, &thesaurus, &problems));
	ck_assert_ptr_null(thesaurus);
	problems_sort(&problems);
	ck_assert_uint_eq(problems.errors, 6);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		ck_assert_msg(problems.list[i].line == lines[i], "%zu: line %u: %s", i, problems.list[i].line,
		              problems.list[i].text);
	ck_assert(!thesaurus_load("/nonexistent.yaml", words, &thesaurus, &problems));
	teardown();
}
END_TEST

START_TEST(the_thesaurus_that_is_shipped_is_good_and_its_tags_exist)
{
	static const char *const tags[] = { "support", "wonen",  "school-werk",  "inkomen", "welzijn",
		                            "systeem", "kennis", "samenwerking", "cultuur" };

	setup();
	ck_assert_msg(
	    thesaurus_load("questionnaires/tagsets/thesaurus-nl.yaml", words, &thesaurus, &problems), "%s",
	    problems.count > 0 ? problems.list[0].text : "?");
	ck_assert_uint_gt(thesaurus->count, 300);
	for (size_t i = 0; i < thesaurus->count; i++)
		for (size_t t = 0; t < thesaurus->concepts[i].tag_count; t++) {
			bool known = false;

			for (size_t k = 0; k < sizeof(tags) / sizeof(*tags); k++)
				known = known || view_is(thesaurus->concepts[i].tags[t].tag, tags[k]);
			ck_assert_msg(known, "%.*s", VIEW_ARGS(thesaurus->concepts[i].tags[t].tag));
		}
	teardown();
}
END_TEST

UNIT_MAIN("thesaurus", terms_are_found_by_stem_in_compounds_and_apart,
          near_terms_wildcards_and_capitals_are_found_as_the_header_says,
          tags_come_from_above_unless_a_concept_says_its_own, all_that_is_wrong_is_told_with_its_place,
          the_thesaurus_that_is_shipped_is_good_and_its_tags_exist)
