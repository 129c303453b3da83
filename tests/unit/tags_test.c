/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of suggested tags (analysis/text/tags.h).
 */
#include "unit.h"

#include "analysis/text/tags.h"

static const char concepts[] = "thesaurus: nl\n"
                               "kinds:\n"
                               "  myth: [kennis?]\n"
                               "concepts:\n"
                               "  huis: {terms: [huis], tags: [wonen]}\n"
                               "  geld: {terms: [geld], tags: [inkomen]}\n"
                               "  denken: {terms: [denkt dat], tags: [kennis?]}\n"
                               "  horen: {terms: [rondgaan], tags: [kennis?]}\n";
enum { TAGS = 3, EXAMPLES = 60 };
static const struct view tags[TAGS] = { { "wonen", 5 }, { "inkomen", 7 }, { "kennis", 6 } };

static struct words *words;
static struct thesaurus *thesaurus;
static struct tagger *tagger;
static struct arena arena;

static void
setup(void)
{
	struct problems problems = PROBLEMS_INIT;
	struct error err = ERROR_INIT;

	arena = ARENA_INIT;
	ck_assert_ok(words_new(NULL, &words, &err), &err);
	ck_assert(thesaurus_parse(view_of(concepts), "t.yaml", words, &thesaurus, &problems));
	tagger = tagger_new(words, thesaurus, tags, TAGS);
	problems_release(&problems);
}

static void
teardown(void)
{
	tagger_free(tagger);
	thesaurus_free(thesaurus);
	words_free(words);
	arena_release(&arena);
}

/* What is suggested, as "tag(words) …". */
static const char *
suggested(struct tagged_text text)
{
	struct tag_suggestion *suggestions;
	size_t count = tagger_suggest(tagger, &text, &arena, &suggestions);
	struct buf all = BUF_INIT;
	struct view copy;

	for (size_t i = 0; i < count; i++) {
		buf_printf(&all, "%s%.*s", i > 0 ? " " : "", VIEW_ARGS(suggestions[i].tag));
		if (suggestions[i].source == TAG_CHOSEN)
			buf_add_text(&all, "!");
		else if (suggestions[i].source == TAG_LEARNED)
			buf_add_text(&all, "*");
		if (suggestions[i].reason_count > 0 && suggestions[i].reasons[0].words.len > 0)
			buf_printf(&all, "(%.*s)", VIEW_ARGS(suggestions[i].reasons[0].words));
	}
	copy = arena_copy(&arena, buf_view(&all));
	buf_release(&all);
	return copy.ptr;
}

static const char *
suggested_for(const char *text, const char *kind)
{
	return suggested((struct tagged_text){ .text = view_of(text), .kind = view_of(kind) });
}

START_TEST(rules_suggest_with_the_words_that_matched)
{
	setup();
	ck_assert_str_eq(suggested_for("Een Huis zonder geld.", "workaround"), "wonen(Huis) inkomen(geld)");
	ck_assert_str_eq(suggested_for("Niets hiervan.", "workaround"), "");
	teardown();
}
END_TEST

START_TEST(one_hint_is_not_enough_and_two_are)
{
	setup();
	ck_assert_str_eq(suggested_for("iemand denkt dat", "workaround"), "");
	ck_assert_str_eq(suggested_for("iemand denkt dat, denkt dat", "workaround"), "");
	ck_assert_str_eq(suggested_for("iemand denkt dat", "myth"), "kennis(denkt dat)");
	ck_assert_str_eq(suggested_for("denkt dat, rondgaan", "workaround"), "kennis(denkt dat)");
	teardown();
}
END_TEST

START_TEST(what_the_respondent_chose_comes_first)
{
	struct view chosen[] = { VIEW("inkomen") };

	setup();
	ck_assert_str_eq(
	    suggested((struct tagged_text){ .text = VIEW("een huis"), .chosen = chosen, .chosen_count = 1 }),
	    "inkomen! wonen(huis)");
	teardown();
}
END_TEST

/* The team codes what the rules do not know: tents are about living. */
static void
examples(struct tagged_text *texts, bool *coded)
{
	for (size_t i = 0; i < EXAMPLES; i++) {
		bool tent = i % 3 == 0, huis = i % 3 == 1;

		texts[i] = (struct tagged_text){
			.text = arena_printf(&arena, "%s nummer%zu",
			                     tent   ? "slapen in de tent"
			                     : huis ? "een huis"
			                            : "de fiets is stuk",
			                     i),
		};
		memset(coded + i * TAGS, 0, TAGS * sizeof(*coded));
		coded[i * TAGS] = tent || huis;
	}
}

START_TEST(codings_teach_what_the_rules_do_not_know)
{
	struct tagged_text texts[EXAMPLES];
	bool coded[EXAMPLES * TAGS];

	setup();
	examples(texts, coded);
	ck_assert_str_eq(suggested_for("nog een tent", ""), "");
	ck_assert(tagger_learn(tagger, texts, coded, EXAMPLES));
	ck_assert_str_eq(suggested_for("nog een tent", ""), "wonen*(tent)");
	ck_assert_str_eq(suggested_for("een huis", ""), "wonen(huis)");
	ck_assert_str_eq(suggested_for("nog een fiets", ""), "");
	teardown();
}
END_TEST

START_TEST(the_same_codings_teach_the_same_to_the_last_bit)
{
	struct tagged_text texts[EXAMPLES], text = { .text = VIEW("tent huis geld fiets") };
	bool coded[EXAMPLES * TAGS];
	struct tag_suggestion *once, *again;

	setup();
	examples(texts, coded);
	ck_assert(tagger_learn(tagger, texts, coded, EXAMPLES));
	ck_assert_uint_gt(tagger_suggest(tagger, &text, &arena, &once), 0);
	ck_assert(tagger_learn(tagger, texts, coded, EXAMPLES));
	ck_assert_uint_gt(tagger_suggest(tagger, &text, &arena, &again), 0);
	ck_assert(once[0].probability == again[0].probability);
	ck_assert(once[0].probability > 0.5 && once[0].probability < 1);
	teardown();
}
END_TEST

START_TEST(too_few_codings_teach_nothing_and_rules_go_on)
{
	struct tagged_text texts[EXAMPLES];
	bool coded[EXAMPLES * TAGS];

	setup();
	examples(texts, coded);
	ck_assert(!tagger_learn(tagger, texts, coded, 9));
	ck_assert_str_eq(suggested_for("een huis", ""), "wonen(huis)");
	teardown();
}
END_TEST

START_TEST(a_codebook_of_many_tags_is_known_to_the_last)
{
	enum { MANY = 150, LAST = MANY - 1 };
	struct tagged_text texts[EXAMPLES];
	bool small[EXAMPLES * TAGS], *coded;
	struct view *many;

	setup();
	examples(texts, small);
	many = arena_array(&arena, MANY, sizeof(*many));
	coded = arena_array(&arena, EXAMPLES, MANY * sizeof(*coded));
	for (size_t t = 0; t < MANY; t++)
		many[t] = arena_printf(&arena, "tag-%zu", t);
	for (size_t i = 0; i < EXAMPLES; i++)
		coded[i * MANY + LAST] = i % 3 == 0;
	tagger_free(tagger);
	tagger = tagger_new(words, thesaurus, many, MANY);
	ck_assert_str_eq(suggested_for("nog een tent", ""), "");
	ck_assert(tagger_learn(tagger, texts, coded, EXAMPLES));
	ck_assert_str_eq(suggested_for("nog een tent", ""), "tag-149*(tent)");
	teardown();
}
END_TEST

static bool
stops_at_half(void *context, size_t done, size_t of)
{
	size_t *asked = context;

	(*asked)++;
	return done * 2 < of;
}

START_TEST(learning_that_is_stopped_learns_nothing_and_can_begin_again)
{
	struct tagged_text texts[EXAMPLES];
	bool coded[EXAMPLES * TAGS];
	size_t asked = 0;
	const struct watch watch = { stops_at_half, &asked };

	setup();
	examples(texts, coded);
	tagger_watch(tagger, &watch);
	ck_assert(!tagger_learn(tagger, texts, coded, EXAMPLES));
	ck_assert_uint_gt(asked, 0);
	ck_assert_str_eq(suggested_for("nog een tent", ""), "");
	tagger_watch(tagger, NULL);
	ck_assert(tagger_learn(tagger, texts, coded, EXAMPLES));
	ck_assert_str_eq(suggested_for("nog een tent", ""), "wonen*(tent)");
	teardown();
}
END_TEST

UNIT_MAIN("tags", rules_suggest_with_the_words_that_matched, one_hint_is_not_enough_and_two_are,
          what_the_respondent_chose_comes_first, codings_teach_what_the_rules_do_not_know,
          the_same_codings_teach_the_same_to_the_last_bit, too_few_codings_teach_nothing_and_rules_go_on,
          a_codebook_of_many_tags_is_known_to_the_last,
          learning_that_is_stopped_learns_nothing_and_can_begin_again)
