/* SPDX-License-Identifier: EUPL-1.2
 *
 * The score of Flesch and Douma: readability.h.
 */
#include "readability.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

enum { HARDEST = 3, WORDS_LEAST = 6 };

/* A vowel without its accent, 0 for anything else; *apart is set for one that begins a syllable ("ideeën"). */
static char
vowel_of(ucs4_t letter, bool *apart)
{
	static const struct {
		const char *letters; /* UTF-8; those with a diaeresis first */
		char vowel;
	} vowels[] = {
		{ "äaáàâ", 'a' }, { "ëeéèê", 'e' }, { "ïiíìî", 'i' },
		{ "öoóòô", 'o' }, { "üuúùû", 'u' }, { "y", 'y' },
	};
	char found = 0;

	*apart = false;
	for (size_t i = 0; found == 0 && i < sizeof(vowels) / sizeof(vowels[0]); i++) {
		const uint8_t *letters = (const uint8_t *)vowels[i].letters, *at = u8_strchr(letters, letter);

		if (at != NULL) {
			found = vowels[i].vowel;
			*apart = at == letters && letter > 0x7f;
		}
	}
	return found;
}

/* Whether two vowels beside each other are one sound in Dutch; "io" in "radio" is two. */
static bool
is_one_sound(char first, char second)
{
	static const char pairs[][3] = { "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ei",
		                         "ou", "au", "ai", "oi", "ij", "ey", "ay", "oy" };
	bool found = false;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		found = found || (pairs[i][0] == first && pairs[i][1] == second);
	return found;
}

void
readability_count(struct readability *counted, struct view text)
{
	const uint8_t *at = (const uint8_t *)text.ptr, *end = at + text.len;
	size_t syllables = 0, words_in_sentence = 0; /* of this word; of this sentence */
	bool in_word = false, begun = false;         /* whether the vowel before began a syllable */
	char before = 0;

	while (at <= end) {
		ucs4_t one = '\n'; /* the end of the text ends word and sentence */
		bool apart;
		char vowel;

		at += at < end ? u8_mbtouc(&one, at, (size_t)(end - at)) : 1;
		one = uc_tolower(one);
		vowel = vowel_of(one, &apart);
		/* "ij" is one letter: its j is the second half of a vowel. */
		if (one == 'j' && before == 'i')
			vowel = 'j';
		if (uc_is_alpha(one) || (in_word && (one == '\'' || one == 0x2019))) {
			in_word = true;
			/* "mooie": the i ends one sound, so that i and e are not another. */
			begun = vowel != 0 && (before == 0 || apart || !is_one_sound(before, vowel) ||
			                       (before == 'i' && vowel == 'e' && !begun));
			syllables += begun;
			before = vowel;
			continue;
		}
		if (in_word) {
			counted->words++;
			counted->syllables += syllables > 0 ? syllables : 1;
			words_in_sentence++;
		}
		in_word = false;
		before = 0;
		syllables = 0;
		if (one == '.' || one == '?' || one == '!' || one == ':' || one == ';' || one == '\n') {
			counted->sentences += words_in_sentence > 0;
			words_in_sentence = 0;
		}
	}
}

double
readability_score(const struct readability *counted)
{
	double words = (double)counted->words;

	return counted->words == 0 ? 0.0
	                           : 206.84 - 0.77 * (100.0 * (double)counted->syllables / words) -
	                                 0.93 * (words / (double)counted->sentences);
}

/* A question and how hard it is. */
struct hard {
	const struct question *question;
	double score;
};

/* Keeps a question among the hardest, which stand in order. Very short ones say nothing. */
static void
note_hard(struct hard hardest[HARDEST], const struct question *question, const struct readability *counted)
{
	struct hard one = { question, readability_score(counted) };

	if (counted->words < WORDS_LEAST || one.score >= READABILITY_EASY)
		return;
	for (size_t i = 0; i < HARDEST; i++)
		if (hardest[i].question == NULL || one.score < hardest[i].score) {
			struct hard moved = hardest[i];

			hardest[i] = one;
			one = moved;
			if (one.question == NULL)
				break;
		}
}

static void
add_counts(struct readability *all, const struct readability *some)
{
	all->syllables += some->syllables;
	all->words += some->words;
	all->sentences += some->sentences;
}

/* Counts one question with its hint. */
static void
count_question(struct readability *all, struct hard hardest[HARDEST], const struct question *question,
               size_t language)
{
	struct readability own = READABILITY_INIT;

	if (question->again)
		return;
	readability_count(&own, question->title.in[language]);
	readability_count(&own, question->hint.in[language]);
	note_hard(hardest, question, &own);
	add_counts(all, &own);
}

void
readability_check(const struct questionnaire *questionnaire, const char *path, struct problems *problems)
{
	size_t language = questionnaire_language(questionnaire, VIEW("nl"));
	struct readability all = READABILITY_INIT;
	struct hard hardest[HARDEST] = { { NULL, 0.0 } };
	struct buf names = BUF_INIT;

	if (!view_is(questionnaire->languages[language], "nl"))
		return;
	readability_count(&all, questionnaire->intro.in[language]);
	readability_count(&all, questionnaire->thanks.in[language]);
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct group *group = questionnaire->entries[i].group;

		if (group == NULL)
			count_question(&all, hardest, questionnaire->entries[i].question, language);
		for (size_t j = 0; group != NULL && j < group->question_count; j++)
			count_question(&all, hardest, &group->questions[j], language);
	}
	for (size_t i = 0; i < HARDEST && hardest[i].question != NULL; i++)
		buf_printf(&names, "%s\"%.*s\" on line %u (%.0f)", i == 0 ? "; hardest: " : ", ",
		           VIEW_ARGS(hardest[i].question->id), hardest[i].question->line, hardest[i].score);
	if (readability_score(&all) < READABILITY_EASY)
		problems_add(
		    problems, SEVERITY_WARNING, path, 1, 1,
		    "the Dutch reads with difficulty: Flesch-Douma %.0f, where %d and more is easy%s",
		    readability_score(&all), READABILITY_EASY, names.len > 0 ? names.data : "");
	buf_release(&names);
}
