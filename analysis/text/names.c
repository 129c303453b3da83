/* SPDX-License-Identifier: EUPL-1.2
 *
 * Finding names by list, by what stands around them and by the dictionary: names.h.
 */
#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "names_inside.h"
#include "personal.h"
#include "words_lists.h"

enum {
	PATTERNS_MAX = 256, /* of one text */
	SURNAME_MAX = 5,    /* words behind a given name */
	SMALL_LEAST = 4,    /* bytes of a listed name that counts without a capital, wherever it stands */
	TITLED_LEAST = 3,   /* bytes of one that no list has, behind a title */
	UNKNOWN_LEAST = 4,  /* bytes of a word that counts because no dictionary has it */
	SURNAME_LEAST = 2,
};

static bool
is_taken(const struct finder *finder, struct view found)
{
	bool taken = false;

	for (size_t i = 0; i < finder->place_count && !taken; i++) {
		const struct view other = finder->places[i].found;

		taken = found.ptr < other.ptr + other.len && other.ptr < found.ptr + found.len;
	}
	return taken;
}

static void
add(struct finder *finder, const char *kind, struct view found, enum name_reason reason)
{
	if (finder->place_count < finder->room && !is_taken(finder, found))
		finder->places[finder->place_count++] =
		    (struct personal_place){ .kind = kind, .found = found, .reason = reason };
}

static bool
is_dutch(const struct finder *finder, const struct name_word *word)
{
	return finder->names->words != NULL && words_is_dutch(finder->names->words, word->folded);
}

/* A capital and a full stop: `A.` */
static bool
is_initial(const struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];
	const char *end = word->at.ptr + word->at.len;

	return word->capital && word->at.len == 1 && end < finder->text.ptr + finder->text.len && *end == '.';
}

/* Behind a given name: particles and one or two surnames, or an initial. The last word that belongs to it. */
static size_t
surname_end(const struct finder *finder, size_t at)
{
	size_t end = at, surnames = 0;

	for (size_t i = at + 1; i < finder->count && i <= at + SURNAME_MAX && surnames < 2; i++) {
		const struct name_word *word = &finder->words[i];
		bool particle = names_is_particle(word);

		if (!word->adjacent || word->known || word->begins)
			break;
		if (word->capital && !particle) {
			end = i;
			surnames++;
			if (word->at.len == 1)
				break;
		} else if (!particle) {
			break;
		}
	}
	return end;
}

/* Before a surname: `De Jong`, `Volgens Van der Meulen`. The first word that belongs to it. At the beginning of a sentence `Van`
 * may be the word that it is. */
static size_t
surname_start(const struct finder *finder, size_t at)
{
	size_t first = at;

	for (size_t i = at; i > 0 && finder->words[i].adjacent && names_is_particle(&finder->words[i - 1]);
	     i--) {
		const struct name_word *word = &finder->words[i - 1];

		if (names_is_opening(word) &&
		    (word->capital ? !word->begins || i < at || view_is(word->folded, "de")
		                   : i < at && view_is(word->folded, "van")))
			first = i - 1;
	}
	return first;
}

/* The place of a name, with the full stop of an initial. */
static struct view
name_place(const struct finder *finder, size_t first, size_t last)
{
	const struct name_word *end = &finder->words[last];
	struct view place = { finder->words[first].at.ptr,
		              (size_t)(end->at.ptr + end->at.len - finder->words[first].at.ptr) };

	if (is_initial(finder, last))
		place.len++;
	return place;
}

static bool
is_given_part(const struct names *names, struct view folded)
{
	return word_set_has(&names->given, folded) && !word_set_has(&names->ambiguous, folded);
}

/* Dutch puts an s behind a name: Samira's, Kevins; and joins two: Lisa-Marie. */
static bool
is_given(const struct names *names, struct view folded)
{
	const char *hyphen = memchr(folded.ptr, '-', folded.len);
	bool given = word_set_has(&names->given, folded);
	struct view bare = folded;

	if (!given && bare.len > 4 && bare.ptr[bare.len - 1] == 's') {
		bare.len -= bare.ptr[bare.len - 2] == '\'' ? 2 : 1;
		given = is_given_part(names, bare);
	}
	if (!given && hyphen != NULL) {
		struct view first = { folded.ptr, (size_t)(hyphen - folded.ptr) };
		struct view last = { hyphen + 1, folded.len - first.len - 1 };

		given = is_given_part(names, first) || is_given_part(names, last) ||
		        (word_set_has(&names->given, first) && word_set_has(&names->given, last));
	}
	return given;
}

/* A place, a people, a feast or a brand. */
static bool
is_proper(const struct finder *finder, const struct name_word *word)
{
	return finder->names->words != NULL && words_is_proper(finder->names->words, word->folded);
}

/* A word that no dictionary has and that begins with a capital; at the beginning of a sentence all do. */
static bool
is_unknown(const struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];

	return finder->names->words != NULL && word->at.len >= UNKNOWN_LEAST &&
	       (!word->begins || names_is_subject(finder, at)) &&
	       memchr(word->at.ptr, '-', word->at.len) == NULL && !names_is_elsewhere(finder, at) &&
	       !is_dutch(finder, word) && !is_proper(finder, word);
}

/* `A. Koopmans`, `J. de Graaf`, and behind a person `client J.` alone. */
static void
try_initials(struct finder *finder, size_t at)
{
	bool introduced = names_is_introduced(finder, at);
	size_t surname = at, particles;

	while (surname < finder->count && is_initial(finder, surname))
		surname++;
	particles = surname;
	while (surname < finder->count && finder->words[surname].adjacent &&
	       !finder->words[surname].capital && names_is_particle(&finder->words[surname]))
		surname++;
	if (surname < finder->count && finder->words[surname].adjacent && finder->words[surname].capital &&
	    !finder->words[surname].known && !words_is_stop(finder->words[surname].folded) &&
	    (introduced || surname > particles || !is_dutch(finder, &finder->words[surname])))
		add(finder, "name", name_place(finder, at, surname_end(finder, surname)), NAME_CONTEXT);
	else if (introduced)
		add(finder, "name", name_place(finder, at, at), NAME_CONTEXT);
}

/* In the middle of a sentence: `mevrouw Van der Laan`, where the surname is a word of the dictionary. */
static void
try_surname(struct finder *finder, size_t at)
{
	size_t end = surname_end(finder, at);

	if (!finder->words[at].begins && view_is(finder->words[at].folded, "van") && end > at + 1)
		add(finder, "name", name_place(finder, at, end), NAME_CONTEXT);
}

static void
try_capital(struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];
	size_t end = surname_end(finder, at), start = at;
	enum name_reason reason = NAME_LISTED;
	bool found = false;

	if (is_given(finder->names, word->folded)) {
		/* At the beginning of a sentence every word has a capital. */
		found = !word_set_has(&finder->names->ambiguous, word->folded) || !word->begins || end > at ||
		        names_is_named(finder, at, end) ||
		        (finder->names->words != NULL && !is_dutch(finder, word));
	} else {
		reason = NAME_CONTEXT;
		found = !word->begins && !is_proper(finder, word) && names_is_named(finder, at, end);
		if (!found && is_unknown(finder, at)) {
			reason = NAME_UNKNOWN;
			found = true;
		}
		start = surname_start(finder, at);
	}
	if (found)
		add(finder, "name", name_place(finder, start, end), reason);
}

/* A small letter may be that of a word: leen, karen. */
static void
try_small(struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];
	bool has_words = finder->names->words != NULL, introduced = names_is_introduced(finder, at);

	if (is_given(finder->names, word->folded)) {
		bool ambiguous = word_set_has(&finder->names->ambiguous, word->folded);
		bool told = has_words && !is_dutch(finder, word); /* it is no word */

		if (ambiguous ? introduced && told
		              : introduced || (word->at.len >= SMALL_LEAST && (told || !has_words)))
			add(finder, "name", word->at, NAME_LISTED);
	} else if (has_words && word->at.len >= TITLED_LEAST &&
	           (names_is_titled(finder, at) || names_is_owner(finder, at)) &&
	           !words_is_stop(word->folded) && !is_dutch(finder, word) &&
	           !words_is_deed(finder->names->words, word->folded)) {
		add(finder, "name", word->at, NAME_CONTEXT);
	}
}

static void
try_word(struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];

	if (word->known || word->shouted)
		return;
	if (is_initial(finder, at))
		try_initials(finder, at);
	else if (word->at.len < SURNAME_LEAST)
		return;
	else if (word->capital && names_is_particle(word) && !is_given(finder->names, word->folded))
		try_surname(finder, at);
	else if (word->capital)
		try_capital(finder, at);
	else
		try_small(finder, at);
}

/* A name that a pattern found, unless it is a place or an organisation, or begins with the word that a sentence begins with:
 * `Volgens J. de Graaf`. */
static bool
is_none(const struct finder *finder, struct view found)
{
	bool none = false;

	for (size_t i = 0; i < finder->count; i++) {
		const struct name_word *word = &finder->words[i];

		if (word->at.ptr < found.ptr || word->at.ptr >= found.ptr + found.len)
			continue;
		none = none || word->known ||
		       (word->at.ptr == found.ptr && word->begins && i + 1 < finder->count &&
		        is_initial(finder, i + 1) && is_dutch(finder, word) &&
		        !is_given(finder->names, word->folded));
	}
	return none;
}

static int
by_place(const void *left, const void *right)
{
	const struct personal_place *a = left, *b = right;

	return a->found.ptr < b->found.ptr ? -1 : a->found.ptr > b->found.ptr;
}

/* What the patterns alone find, where nothing is known of names. */
static size_t
find_patterns(struct view text, struct arena *arena, struct personal_place **places)
{
	struct personal_find *patterns = arena_array(arena, PATTERNS_MAX, sizeof(*patterns));
	size_t count = personal_find(text, patterns, PATTERNS_MAX);

	*places = arena_array(arena, count + 1, sizeof(**places));
	for (size_t i = 0; i < count; i++)
		(*places)[i] = (struct personal_place){ patterns[i].kind, patterns[i].found, NAME_PATTERN };
	return count;
}

static size_t
find_all(const struct names *names, struct view text, struct arena *arena, struct personal_place **places)
{
	struct personal_find *patterns = arena_array(arena, PATTERNS_MAX, sizeof(*patterns));
	struct finder finder = { .names = names, .text = text };
	struct name_word *words;
	size_t found = personal_find(text, patterns, PATTERNS_MAX);

	finder.count = names_words(text, arena, &words);
	finder.words = words;
	finder.room = found + finder.count;
	finder.places = arena_array(arena, finder.room + 1, sizeof(*finder.places));
	names_mark(names, words, finder.count);
	for (size_t i = 0; i < found; i++)
		if (strcmp(patterns[i].kind, "name") != 0)
			add(&finder, patterns[i].kind, patterns[i].found, NAME_PATTERN);
	for (size_t i = 0; i < found; i++)
		if (strcmp(patterns[i].kind, "name") == 0 && !is_none(&finder, patterns[i].found))
			add(&finder, patterns[i].kind, patterns[i].found, NAME_PATTERN);
	for (size_t i = 0; i < finder.count; i++)
		try_word(&finder, i);
	if (finder.place_count > 1)
		qsort(finder.places, finder.place_count, sizeof(*finder.places), by_place);
	*places = finder.places;
	return finder.place_count;
}

size_t
names_find(const struct names *names, struct view text, struct arena *arena, struct personal_place **places)
{
	return names == NULL ? find_patterns(text, arena, places) : find_all(names, text, arena, places);
}
