/* SPDX-License-Identifier: EUPL-1.2
 *
 * Finding names by list and by what stands around them: names.h.
 */
#include "names.h"

#include <stdlib.h>
#include <string.h>

#include "names_inside.h"
#include "personal.h"

enum {
	PATTERNS_MAX = 256, /* of one text */
	SURNAME_MAX = 5,    /* words behind a given name */
	SMALL_LEAST = 4,    /* bytes of a name that counts without a capital */
	SURNAME_LEAST = 2,
};

static bool
is_one_of(struct view word, const char *const *list)
{
	bool found = false;

	for (; *list != NULL && !found; list++)
		found = view_is(word, *list);
	return found;
}

/* What stands within a surname. */
static const char *const particles[] = { "van", "de",  "der", "den", "het", "ter", "ten",  "te",   "el", "al",
	                                 "ait", "bin", "ben", "ibn", "abu", "von", "dos",  "da",   "di", "la",
	                                 "le",  "'t",  "t",   "aan", "op",  "in",  "bint", "ould", NULL };

/* Who is named next: `begeleider Xander`. */
static const char *const persons[] = { "begeleider",
	                               "begeleidster",
	                               "woonbegeleider",
	                               "mentor",
	                               "coach",
	                               "jongen",
	                               "meisje",
	                               "knul",
	                               "vriend",
	                               "vriendin",
	                               "vriendje",
	                               "ex",
	                               "collega",
	                               "client",
	                               "clientje",
	                               "cliente",
	                               "jongere",
	                               "consulent",
	                               "klantmanager",
	                               "casemanager",
	                               "voogd",
	                               "hulpverlener",
	                               "maatje",
	                               "buddy",
	                               "oom",
	                               "tante",
	                               "opa",
	                               "oma",
	                               "zus",
	                               "broer",
	                               "zusje",
	                               "broertje",
	                               "neef",
	                               "nicht",
	                               "vader",
	                               "moeder",
	                               "stiefvader",
	                               "stiefmoeder",
	                               "pleegmoeder",
	                               "pleegvader",
	                               "buurman",
	                               "buurvrouw",
	                               "mevrouw",
	                               "mevr",
	                               "mw",
	                               "meneer",
	                               "mijnheer",
	                               "dhr",
	                               "heet",
	                               "heette",
	                               "genaamd",
	                               "juf",
	                               "meester",
	                               "docent",
	                               "trainer",
	                               "jobcoach",
	                               "bewindvoerder",
	                               "dokter",
	                               "dr",
	                               "psycholoog",
	                               "jongerenwerker",
	                               "huisarts",
	                               "teamleider",
	                               "ene",
	                               "wijkagent",
	                               "leerplichtambtenaar",
	                               "groetjes",
	                               "groeten",
	                               "gr",
	                               "grt",
	                               "kleine",
	                               "pleegzoon",
	                               "dochter",
	                               "zoon",
	                               "dochtertje",
	                               "zoontje",
	                               "kindje",
	                               "jim",
	                               "baas",
	                               "huisbaas",
	                               NULL };

/* What a person does next: `Xander belde`. */
static const char *const deeds[] = { "belde",  "zei",    "zegt",    "vroeg",   "appte",    "mailde",
	                             "woont",  "woonde", "slaapt",  "sliep",   "vertelde", "vertelt",
	                             "huilde", "wilde",  "dacht",   "denkt",   "durfde",   "durft",
	                             "huurt",  "huurde", "stuurde", "wachtte", "verloor",  NULL };

struct finder {
	const struct names *names;
	const struct name_word *words;
	size_t count;
	struct personal_place *places;
	size_t place_count, room;
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

static struct view
from_to(const struct name_word *first, const struct name_word *last)
{
	return (struct view){ first->at.ptr, (size_t)(last->at.ptr + last->at.len - first->at.ptr) };
}

/* Behind a given name: particles and one or two surnames, or an initial. The last word that belongs to it. */
static size_t
surname_end(const struct finder *finder, size_t at)
{
	size_t end = at, surnames = 0;

	for (size_t i = at + 1; i < finder->count && i <= at + SURNAME_MAX && surnames < 2; i++) {
		const struct name_word *word = &finder->words[i];
		bool particle = is_one_of(word->folded, particles);

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

/* The place of a name, with the full stop of an initial. */
static struct view
name_place(const struct finder *finder, size_t first, size_t last, struct view text)
{
	struct view place = from_to(&finder->words[first], &finder->words[last]);
	const char *end = place.ptr + place.len;

	if (last > first && finder->words[last].at.len == 1 && end < text.ptr + text.len && *end == '.')
		place.len++;
	return place;
}

/* Dutch puts an s behind a name: Samira's, Kevins. */
static bool
is_given(const struct names *names, struct view folded)
{
	bool given = word_set_has(&names->given, folded);
	struct view bare = folded;

	if (!given && bare.len > 4 && bare.ptr[bare.len - 1] == 's') {
		bare.len -= bare.ptr[bare.len - 2] == '\'' ? 2 : 1;
		given = word_set_has(&names->given, bare) && !word_set_has(&names->ambiguous, bare);
	}
	return given;
}

/* Whether what stands around a word says that a person is named. */
static bool
is_named(const struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];
	const char *behind = word->at.ptr + word->at.len;
	bool before = at > 0 && word->adjacent && is_one_of(finder->words[at - 1].folded, persons);
	bool after = at + 1 < finder->count && finder->words[at + 1].adjacent &&
	             !finder->words[at + 1].begins && is_one_of(finder->words[at + 1].folded, deeds);
	/* An age behind it; the text ends in a NUL or the next byte of it, so look no further than the next word. */
	bool aged = at + 1 < finder->count && finder->words[at + 1].at.ptr - behind >= 4 &&
	            behind[0] == ' ' && behind[1] == '(' && behind[2] >= '1' && behind[2] <= '9';

	return before || after || aged;
}

static void
try_word(struct finder *finder, size_t at, struct view text)
{
	const struct name_word *word = &finder->words[at];
	bool given = is_given(finder->names, word->folded);
	bool ambiguous = word_set_has(&finder->names->ambiguous, word->folded);
	size_t end = word->capital ? surname_end(finder, at) : at;
	enum name_reason reason = NAME_LISTED;
	bool found = false;

	if (word->known || word->at.len < SURNAME_LEAST || word->shouted)
		return;
	if (given && word->capital) {
		/* At the beginning of a sentence every word has a capital. */
		found = !ambiguous || !word->begins || end > at || is_named(finder, at);
	} else if (given) {
		found = !ambiguous && word->at.len >= SMALL_LEAST;
	} else if (word->capital && !word->begins && !is_one_of(word->folded, particles)) {
		reason = NAME_CONTEXT;
		found = is_named(finder, at);
	}
	if (found)
		add(finder, "name", name_place(finder, at, end, text), reason);
}

/* A name that a pattern found, unless it is a place or an organisation. */
static bool
is_known(const struct finder *finder, struct view found)
{
	bool known = false;

	for (size_t i = 0; i < finder->count; i++) {
		const struct name_word *word = &finder->words[i];

		if (word->at.ptr >= found.ptr && word->at.ptr < found.ptr + found.len)
			known = known || word->known;
	}
	return known;
}

static int
by_place(const void *left, const void *right)
{
	const struct personal_place *a = left, *b = right;

	return a->found.ptr < b->found.ptr ? -1 : a->found.ptr > b->found.ptr;
}

size_t
names_find(const struct names *names, struct view text, struct arena *arena, struct personal_place **places)
{
	struct personal_find *patterns = arena_array(arena, PATTERNS_MAX, sizeof(*patterns));
	struct finder finder = { .names = names };
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
	for (size_t i = 0; i < finder.count; i++)
		try_word(&finder, i, text);
	for (size_t i = 0; i < found; i++)
		if (strcmp(patterns[i].kind, "name") == 0 && !is_known(&finder, patterns[i].found))
			add(&finder, patterns[i].kind, patterns[i].found, NAME_PATTERN);
	if (finder.place_count > 1)
		qsort(finder.places, finder.place_count, sizeof(*finder.places), by_place);
	*places = finder.places;
	return finder.place_count;
}
