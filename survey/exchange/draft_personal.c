/* SPDX-License-Identifier: EUPL-1.2
 *
 * Questions of a draft that seem to ask who somebody is: draft.h.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "draft.h"

enum { SHOWN = 60 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Whether a word stands in the text, not as a part of another one. */
static bool
has_word(struct view text, const char *word)
{
	size_t len = strlen(word);
	bool found = false;

	for (size_t i = 0; !found && i + len <= text.len; i++)
		found = strncasecmp(text.ptr + i, word, len) == 0 &&
		        (i == 0 || !is_letter(text.ptr[i - 1])) &&
		        (i + len == text.len || !is_letter(text.ptr[i + len]));
	return found;
}

/* How many words a text has. */
static size_t
count_words(struct view text)
{
	struct view rest = text;
	size_t count = 0;

	while (rest.ptr != NULL)
		count += view_trim(view_cut(&rest, ' ')).len > 0;
	return count;
}

/* A word that says that somebody is asked who they are; NULL: none. */
static const char *
personal_word(struct view text)
{
	static const char *const clear[] = {
		"voornaam",
		"achternaam",
		"e-mail",
		"email",
		"e-mailadres",
		"mailadres",
		"telefoonnummer",
		"woonadres",
		"postcode",
		"zip code",
		"geboortedatum",
		"date of birth",
		"birthdate",
		"bsn",
		"iban",
		"rekeningnummer",
		"burgerservicenummer",
		"handtekening",
		"signature",
		"surname",
		"first name",
		"last name",
		"firstname",
		"lastname",
		"full name",
		"your name",
		"je naam",
		"jouw naam",
		"uw naam",
		"je adres",
		"uw adres",
		"your address",
		"je telefoon",
		"uw telefoon",
		"your phone",
		"اسمك",
		"هاتفك",
		"البريد الإلكتروني",
		"عنوانك",
	};
	/* "Name two things": only where it is all that is asked. */
	static const char *const alone[] = {
		"naam", "name", "adres", "address", "telefoon", "phone", "الاسم"
	};

	for (size_t i = 0; i < sizeof(clear) / sizeof(clear[0]); i++)
		if (has_word(text, clear[i]))
			return clear[i];
	for (size_t i = 0; count_words(text) <= 2 && i < sizeof(alone) / sizeof(alone[0]); i++)
		if (has_word(text, alone[i]))
			return alone[i];
	return NULL;
}

void
draft_warn_personal(struct draft *draft, const struct draft_question *question)
{
	/* Who chooses from a list gives no name of their own. */
	bool typed = strcmp(question->type, "text") == 0 || strcmp(question->type, "longtext") == 0 ||
	             strcmp(question->type, "number") == 0 || strcmp(question->type, "month") == 0;
	const char *word = typed ? personal_word(question->name) : NULL;

	for (size_t l = 0; typed && word == NULL && l < draft->language_count; l++)
		word = personal_word(question->ask.in[l]);
	if (word != NULL)
		draft_lost(
		    draft, &question->place,
		    "question \"%.*s\" seems to ask who somebody is (\"%s\"): answers here are anonymous, so "
		    "take it out",
		    SHOWN_ARGS(question->name), word);
}
