/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of the readability score in include/readability.h: counts that a person made, the formula, and the warning.
 */
#include "questionnaire_fixture.h"

#include "locale_catalogue.h"
#include "readability.h"

START_TEST(words_sentences_and_syllables_are_counted_as_a_person_does)
{
	static const struct {
		const char *text;
		struct readability wanted;
	} texts[] = {
		{ "", { 0, 0, 0 } },
		{ "...", { 0, 0, 0 } },
		{ "Ik loop naar huis.", { 4, 4, 1 } },
		{ "Wat vind je het belangrijkst? Kies er drie", { 10, 8, 2 } }, /* be-lang-rijkst */
		{ "ideeën", { 3, 1, 1 } },
		{ "beïnvloeden", { 4, 1, 1 } },
		{ "ooit mooie nieuwe leeuw", { 6, 4, 1 } },
		{ "radio sociaal theorie", { 9, 3, 1 } }, /* ra-di-o so-ci-aal the-o-rie */
		{ "bijzonder kwijt", { 4, 2, 1 } },
		{ "ZO'N DAG", { 2, 2, 1 } },
		{ "Eén\ntwee\n\ndrie", { 3, 3, 3 } },
		{ "mw.", { 1, 1, 1 } },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct readability counted = READABILITY_INIT;

		readability_count(&counted, view_of(texts[i].text));
		ck_assert_msg(counted.syllables == texts[i].wanted.syllables &&
		                  counted.words == texts[i].wanted.words &&
		                  counted.sentences == texts[i].wanted.sentences,
		              "\"%s\": %zu syllables, %zu words, %zu sentences", texts[i].text,
		              counted.syllables, counted.words, counted.sentences);
	}
}
END_TEST

START_TEST(the_score_is_the_formula)
{
	const struct readability counted = { 150, 100, 10 }, none = READABILITY_INIT;

	ck_assert_double_eq_tol(readability_score(&counted), 206.84 - 0.77 * 150 - 0.93 * 10, 1e-9);
	ck_assert_double_eq(readability_score(&none), 0.0);
}
END_TEST

START_TEST(official_dutch_is_warned_about_and_plain_dutch_is_not)
{
	static const struct {
		const char *ask;
		size_t warnings;
	} asked[] = {
		{ "Heb je een plek om te slapen?", 0 },
		{ "In hoeverre ondervindt u belemmeringen ten aanzien van de gemeentelijke "
		  "schuldhulpverleningsvoorzieningen en de daarmee samenhangende "
		  "verantwoordingsverplichtingen?",
		  1 },
	};

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		struct problems problems = PROBLEMS_INIT;
		struct buf text = BUF_INIT;
		struct questionnaire *q;

		buf_printf(&text,
		           "{questionnaire: plain, audience: test, languages: [nl], title: {nl: Titel}, "
		           "intro: {nl: Hoi.}, thanks: {nl: Dank je.}, questions: [{id: one, type: text, "
		           "max: 40, ask: {nl: \"%s\"}}]}",
		           asked[i].ask);
		q = load_bytes(buf_view(&text), NULL, &problems);
		ck_assert_uint_eq(problems.count, 0);
		readability_check(q, "plain.yaml", &problems);
		ck_assert_uint_eq(problems.count, asked[i].warnings);
		ck_assert_uint_eq(problems.errors, 0);
		if (asked[i].warnings > 0)
			ck_assert_ptr_nonnull(strstr(problems.list[0].text, "hardest: \"one\" on line 1"));
		questionnaire_free(q);
		problems_release(&problems);
		buf_release(&text);
	}
}
END_TEST

/* What we write on a page in plain words; what the team writes on it is the team's. */
static double
score_of_messages(const char *start)
{
	const struct catalogue *dutch = catalogue_find(VIEW("nl"));
	struct readability counted = READABILITY_INIT;
	struct view id, message;

	for (size_t n = 0; catalogue_each(dutch, n, &id, &message); n++)
		if (view_starts(id, start))
			readability_count(&counted, message);
	ck_assert_uint_gt(counted.words, 100);
	return readability_score(&counted);
}

START_TEST(the_page_for_participants_is_easy_to_read)
{
	ck_assert_double_ge(score_of_messages("participants_"), READABILITY_EASY);
	ck_assert_double_lt(score_of_messages("report_"), score_of_messages("participants_")); /* control */
}
END_TEST

UNIT_MAIN("readability", words_sentences_and_syllables_are_counted_as_a_person_does, the_score_is_the_formula,
          official_dutch_is_warned_about_and_plain_dutch_is_not, the_page_for_participants_is_easy_to_read)
