/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of Dutch words (analysis/text/words.h).
 */
#include "unit.h"

#include <time.h>

#include "analysis/text/words.h"

static struct words *words;
static struct arena arena;

static void
setup(void)
{
	struct error err = ERROR_INIT;

	arena = ARENA_INIT;
	ck_assert_ok(words_new(WORDS_DICTIONARY, &words, &err), &err);
}

static void
teardown(void)
{
	arena_release(&arena);
	words_free(words);
}

static struct word_list
read_text(const char *text)
{
	struct word_list list;

	words_read(words, view_of(text), &arena, &list);
	return list;
}

static void
same_stem(const char *one, const char *other)
{
	struct view a = read_text(one).list[0].stem, b = read_text(other).list[0].stem;

	ck_assert_msg(view_equal(a, b), "%s: \"%.*s\", %s: \"%.*s\"", one, VIEW_ARGS(a), other, VIEW_ARGS(b));
}

START_TEST(a_text_is_taken_apart_into_words)
{
	struct word_list list;

	setup();
	list = read_text("Ik heb géén collega’s, maar wél schulden (€ 1.050).");
	ck_assert_uint_eq(list.count, 8);
	ck_assert_view(list.list[2].folded, "geen");
	ck_assert_view(list.list[3].folded, "collega's");
	ck_assert_view(list.list[3].at, "collega’s");
	ck_assert_view(list.list[7].at, "1.050");
	ck_assert(list.list[0].stop && !list.list[6].stop);
	ck_assert(list.list[0].breaks && !list.list[6].breaks && list.list[7].breaks);
	teardown();
}
END_TEST

START_TEST(forms_of_one_word_have_one_stem)
{
	setup();
	same_stem("briefadressen", "briefadres");
	same_stem("uitkeringen", "Uitkering");
	same_stem("brieven", "brief");
	same_stem("huizen", "huis");
	same_stem("woont", "wonen");
	same_stem("gebeld", "bellen");
	same_stem("ﬁets", "fiets");
	same_stem("heeeeel", "heel");
	same_stem("GELD", "geld");
	/* What is only alike stays apart. */
	ck_assert(!view_equal(read_text("geweld").list[0].stem, read_text("wel").list[0].stem));
	ck_assert(!view_equal(read_text("kracht").list[0].stem, read_text("krach").list[0].stem));
	ck_assert(!view_equal(read_text("huur").list[0].stem, read_text("uur").list[0].stem));
	teardown();
}
END_TEST

START_TEST(compounds_are_split_where_both_halves_are_words)
{
	struct word_list list;

	setup();
	list = read_text("bijstandsaanvraag schuldhulpverlening verslag voorwaarde qwertyadres");
	ck_assert_uint_eq(list.list[0].part_count, 2);
	ck_assert_view(list.list[0].part[0], "bijstand");
	ck_assert_uint_ge(list.list[1].part_count, 2);
	ck_assert_uint_eq(list.list[2].part_count, 0);
	ck_assert_uint_eq(list.list[3].part_count, 0);
	ck_assert_uint_eq(list.list[4].part_count, 0);
	words_add(words, VIEW("qwerty"));
	ck_assert_uint_eq(read_text("qwertyadres").list[0].part_count, 2);
	teardown();
}
END_TEST

START_TEST(the_dictionary_knows_forms_and_compounds_but_no_names)
{
	static const char *const known[] = { "gezinnen", "problemen", "brieven",
		                             "woningen", "belde",     "logeeradressen" };

	setup();
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		ck_assert_msg(words_is_dutch(words, view_of(known[i])), "%s", known[i]);
	ck_assert(!words_is_dutch(words, VIEW("Tesfay")));
	ck_assert(!words_is_dutch(words, VIEW("Youssra")));
	teardown();
}
END_TEST

START_TEST(any_bytes_can_be_read_and_none_takes_long)
{
	static const char *const pieces[] = { "a",
		                              "e\xcc\x81",
		                              "\xf0\x9f\x98\x85",
		                              "\xd7\xa9\xd7\x9c ",
		                              "<b>hulp</b> ",
		                              "-",
		                              "'",
		                              "adres",
		                              "\xe4\xb8\xad\xe6\x96\x87",
		                              " ",
		                              ". " };

	setup();
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf text = BUF_INIT;
		struct word_list list;
		clock_t begun = clock();

		while (text.len < 20000)
			buf_add_text(&text, pieces[i]);
		words_read(words, buf_view(&text), &arena, &list);
		ck_assert_msg((double)(clock() - begun) / CLOCKS_PER_SEC < 2, "\"%s\" takes long", pieces[i]);
		for (size_t w = 0; w < list.count; w++)
			ck_assert_uint_le(list.list[w].folded.len, WORD_LENGTH_MAX);
		buf_release(&text);
	}
	/* What is no UTF-8 ends the text. */
	ck_assert_uint_eq(read_text("een twee \xff drie").count, 2);
	ck_assert_uint_eq(read_text("").count, 0);
	teardown();
}
END_TEST

START_TEST(a_dictionary_that_is_not_there_is_said)
{
	struct error err = ERROR_INIT;

	ck_assert(!words_new("/nonexistent.dic", &words, &err));
	ck_assert_int_eq(err.code, ERROR_ABSENT);
	err = ERROR_INIT;
	ck_assert_ok(words_new(NULL, &words, &err), &err);
	ck_assert_uint_eq(read_text("bijstandsaanvraag").list[0].part_count, 0);
	teardown();
}
END_TEST

UNIT_MAIN("words", a_text_is_taken_apart_into_words, forms_of_one_word_have_one_stem,
          compounds_are_split_where_both_halves_are_words,
          the_dictionary_knows_forms_and_compounds_but_no_names, any_bytes_can_be_read_and_none_takes_long,
          a_dictionary_that_is_not_there_is_said)
