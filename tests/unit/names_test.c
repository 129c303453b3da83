/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of names in answers (analysis/text/names.h), with the gazetteer that is shipped. All names are made up.
 */
#include "unit.h"

#include <time.h>

#include "analysis/text/names.h"
#include "personal.h"

static struct names *names;
static struct words *words;
static struct arena arena;

static void
setup(bool dictionary)
{
	struct problems problems = PROBLEMS_INIT;
	static bool patterns_read; /* once per process */
	struct error err = ERROR_INIT;

	arena = ARENA_INIT;
	if (!patterns_read)
		ck_assert_ok(personal_init(&err), &err);
	patterns_read = true;
	ck_assert_msg(names_load("questionnaires/tagsets/gazetteer-groningen.yaml", &names, &problems), "%s",
	              problems.count > 0 ? problems.list[0].text : "?");
	ck_assert_ok(words_new(dictionary ? WORDS_DICTIONARY : NULL, &words, &err), &err);
	if (dictionary)
		names_use_words(names, words);
	problems_release(&problems);
}

static void
teardown(void)
{
	names_free(names);
	words_free(words);
	arena_release(&arena);
}

/* "kind=text; …" */
static const char *
found_in(const char *text)
{
	struct personal_place *places;
	size_t count = names_find(names, view_of(text), &arena, &places);
	struct buf all = BUF_INIT;
	struct view copy;

	for (size_t i = 0; i < count; i++)
		buf_printf(&all, "%s%s=%.*s", i > 0 ? "; " : "", places[i].kind, VIEW_ARGS(places[i].found));
	copy = arena_copy(&arena, buf_view(&all));
	buf_release(&all);
	return copy.ptr;
}

struct example {
	const char *text, *found;
};

static void
check(const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *found = found_in(examples[i].text);

		ck_assert_msg(strcmp(found, examples[i].found) == 0, "\"%s\" in: %s", found,
		              examples[i].text);
	}
}

START_TEST(names_are_found_by_list_with_what_belongs_to_them)
{
	static const struct example examples[] = {
		{ "Gisteren was Fatima er weer.", "name=Fatima" },
		{ "Berfin van der Wal kreeg een brief.", "name=Berfin van der Wal" },
		{ "Ik sprak met Youssef el Amrani over school.", "name=Youssef el Amrani" },
		{ "Bel Sanne K. maar.", "name=Sanne K." },
		{ "die brief van mohammed kwam niet", "name=mohammed" },
		{ "Froukje en Tjeerd hielpen mee", "name=Froukje; name=Tjeerd" },
		{ "Ömer woont bij Ayşe", "name=Ömer; name=Ayşe" },
	};

	setup(false);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(what_is_no_person_is_left_alone)
{
	static const struct example examples[] = {
		{ "In Beijum en Lewenborg is geen kamer.", "" },
		{ "Bij Lentis, het Kopland en de Huismeesters.", "" },
		{ "Dan is klaar is Kees, voor Jan en alleman.", "" },
		{ "Hoop is er wel. Roos kweken ook.", "" },
		{ "ik hoop dat de mark niet terugkomt en bas speelt", "" },
		{ "Elke week een brief, elke dag.", "" },
		{ "ik leen wat en ik loop rond", "" },
		{ "Op het Anne Frank leer je dat.", "" },
	};

	setup(true);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(an_ambiguous_name_counts_with_something_around_it)
{
	static const struct example examples[] = {
		{ "Begeleider Roos belde niet terug.", "name=Roos" },
		{ "Roos de Wit belde niet terug.", "name=Roos de Wit" },
		{ "Toen zei Mark dat het niet kon.", "name=Mark" },
	};

	setup(false);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(a_name_that_no_list_has_is_seen_by_what_stands_around_it_or_by_the_dictionary)
{
	static const struct example context[] = {
		{ "Mijn begeleider Qorvin hielp mij.", "name=Qorvin" },
		{ "Toen belde ik en Xandru vertelde alles.", "name=Xandru" },
		{ "Daar woont Zelmira (19) nu.", "name=Zelmira" },
	};
	static const struct example dictionary[] = {
		{ "Ik ging met Qorvin naar de gemeente.", "name=Qorvin" },
		{ "Qorvin heeft geen adres.", "name=Qorvin" },
		{ "Ik was bij Qorvix voor een intake.", "" },
		{ "Briefadressen zijn lastig. Woonbegeleiding helpt.", "" },
	};

	setup(false);
	check(context, sizeof(context) / sizeof(*context));
	/* The control: without a dictionary nothing is known about it. */
	ck_assert_str_eq(found_in("Ik ging met Qorvin naar de gemeente."), "");
	teardown();
	setup(true);
	check(dictionary, sizeof(dictionary) / sizeof(*dictionary));
	teardown();
}
END_TEST

START_TEST(a_name_begins_and_ends_where_it_does)
{
	static const struct example examples[] = {
		{ "Volgens Van der Meulen mag het.", "name=Van der Meulen" },
		{ "Dat zei mevrouw Van der Laan ook.", "name=Van der Laan" },
		{ "De Jong belde en het was geregeld.", "name=De Jong" },
		{ "Mijn jeugdbeschermer A. Koopmans-de Wit zei nee.", "name=A. Koopmans-de Wit" },
		{ "Wij mailen over client J. en bellen dan.", "name=J." },
		{ "Ik sprak met Lisa-Xandra en Pieter-Bas.", "name=Lisa-Xandra; name=Pieter-Bas" },
		/* The controls: what only begins like a name. */
		{ "Van Kees hoorde ik dat. Dat is optie A. Daarna niets.", "name=Kees" },
		{ "De Wmo-aanvraag en vitamine D. Met de Bus-pas.", "" },
	};

	setup(true);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(a_name_in_small_letters_needs_something_around_it)
{
	static const struct example examples[] = {
		{ "mijn begeleidster fenna zegt dat het mag", "name=fenna" },
		{ "mn broertje dylan gaat nooit", "name=dylan" },
		{ "groetjes van lotte", "name=lotte" },
		{ "meneer qorvani laat ons binnen", "name=qorvani" },
		{ "qorvin z'n moeder heeft hem uitgeschreven", "name=qorvin" },
		/* The controls: the same words as words, and the same name with nothing around it. */
		{ "mijn vriend wil niet, mijn begeleider belde, een jongen zonder huis", "" },
		{ "meneer zei dat het niet kon en mevrouw appte terug", "" },
		{ "de moeder z'n verhaal", "" },
		{ "toen qorvani kwam", "" },
	};

	setup(true);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(what_follows_a_word_at_the_beginning_says_whether_it_is_a_name)
{
	static const struct example examples[] = {
		{ "Teun belt elke vrijdag.", "name=Teun" },
		{ "Qorvin regelde een kamer.", "name=Qorvin" },
		{ "Maria van 20 wacht al weken.", "name=Maria" },
		{ "Er was een jongen, Qorvan, die niets kreeg.", "name=Qorvan" },
		{ "De jongere (Mark, 19) is weg.", "name=Mark" },
		/* The controls. */
		{ "Mark je aanvraag als spoed. Wil je een huis? Hoop is er wel.", "" },
		{ "Een jongen, Marokkaan, kreeg niets. Eritreeërs wachten lang.", "" },
		{ "Afwachten helpt. Inschrijven mag niet.", "" },
	};

	setup(true);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(what_has_a_form_is_found_too)
{
	static const struct example examples[] = {
		{ "Bel 06 12345678 of mail sam@example.org.", "phone=06 12345678; email=sam@example.org" },
		{ "BSN 111222333, rekening NL91ABNA0417164300", "bsn=111222333; iban=NL91ABNA0417164300" },
		{ "Tineke, Zonnelaan 12, 9741 AB", "name=Tineke; address=Zonnelaan 12; postcode=9741 AB" },
	};

	setup(true);
	check(examples, sizeof(examples) / sizeof(*examples));
	teardown();
}
END_TEST

START_TEST(a_gazetteer_that_is_wrong_is_told_with_its_place)
{
	static const char text[] = "gazetteer: x\nplaces: Beijum\ngiven:\n  - ['!!']\nkleuren: [rood]\n";
	struct problems problems = PROBLEMS_INIT;
	struct names *none;

	ck_assert(!names_parse(view_of(text), "g.yaml", &none, &problems));
	ck_assert_ptr_null(none);
	problems_sort(&problems);
	ck_assert_uint_eq(problems.errors, 3);
	ck_assert_uint_eq(problems.list[0].line, 2);
	ck_assert_uint_eq(problems.list[1].line, 4);
	ck_assert_uint_eq(problems.list[2].line, 5);
	problems_release(&problems);
}
END_TEST

START_TEST(no_text_takes_long)
{
	static const char *const pieces[] = {
		"Jan ", "a", "A", "'", "-", "Jan van ", "😅", "Fatima. ", "x\xff"
	};

	setup(true);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf text = BUF_INIT;
		clock_t begun = clock();
		struct personal_place *places;

		while (text.len < 20000)
			buf_add_text(&text, pieces[i]);
		(void)names_find(names, buf_view(&text), &arena, &places);
		ck_assert_msg((double)(clock() - begun) / CLOCKS_PER_SEC < 3, "\"%s\" takes long", pieces[i]);
		buf_release(&text);
	}
	ck_assert_str_eq(found_in(""), "");
	teardown();
}
END_TEST

UNIT_MAIN("names", a_name_begins_and_ends_where_it_does, a_name_in_small_letters_needs_something_around_it,
          what_follows_a_word_at_the_beginning_says_whether_it_is_a_name,
          names_are_found_by_list_with_what_belongs_to_them, what_is_no_person_is_left_alone,
          an_ambiguous_name_counts_with_something_around_it,
          a_name_that_no_list_has_is_seen_by_what_stands_around_it_or_by_the_dictionary,
          what_has_a_form_is_found_too, a_gazetteer_that_is_wrong_is_told_with_its_place, no_text_takes_long)
