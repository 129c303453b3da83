/* SPDX-License-Identifier: EUPL-1.2
 *
 * What stands around a name: names_inside.h.
 */
#include <string.h>

#include "names_inside.h"

static bool
is_one_of(struct view word, const char *const *list)
{
	bool found = false;

	for (; *list != NULL && !found; list++)
		found = view_is(word, *list);
	return found;
}

static bool
ends_as_one_of(struct view word, const char *const *list)
{
	bool found = false;

	for (; *list != NULL && !found; list++) {
		size_t len = strlen(*list);

		found = word.len >= len && memcmp(word.ptr + word.len - len, *list, len) == 0;
	}
	return found;
}

/* What stands within a surname. */
static const char *const particles[] = { "van", "de",  "der", "den", "het", "ter", "ten",  "te",   "el", "al",
	                                 "ait", "bin", "ben", "ibn", "abu", "von", "dos",  "da",   "di", "la",
	                                 "le",  "'t",  "t",   "aan", "op",  "in",  "bint", "ould", NULL };

/* What a surname may begin with, with a capital when no given name stands before it. */
static const char *const openings[] = { "van", "de",  "den", "ter", "ten", "el",  "al", "ait", "bin", "ben",
	                                "ibn", "abu", "von", "da",  "di",  "dos", "la", "le",  NULL };

/* Who is named next: `ene Xander`. */
static const char *const persons[] = { "ex",       "knul",    "kleine",   "heet", "heette", "genaamd", "ene",
	                               "groetjes", "groeten", "gr",       "grt",  "jim",    "mw",      "mevr",
	                               "mevrouw",  "meneer",  "mijnheer", "dhr",  "dr",     "juf",     "opa",
	                               "oma",      "gozer",   "gast",     "kind", "kindje", "heer",    "dame",
	                               "man",      "vrouw",   "ventje",   NULL };

/* The same, also as the end of a longer word: `woonbegeleider Xander`. */
static const char *const roles[] = {
	"begeleider",   "begeleidster", "werker",     "werkster",   "beschermer",    "verlener",
	"verleenster",  "mentor",       "mentrix",    "coach",      "consulent",     "consulente",
	"manager",      "regisseur",    "adviseur",   "medewerker", "medewerkster",  "ambtenaar",
	"agent",        "agente",       "arts",       "dokter",     "docent",        "docente",
	"leraar",       "lerares",      "meester",    "trainer",    "trainster",     "bewindvoerder",
	"voogd",        "moeder",       "vader",      "mama",       "papa",          "zus",
	"broer",        "zusje",        "broertje",   "dochter",    "zoon",          "dochtertje",
	"zoontje",      "oom",          "tante",      "neef",       "nicht",         "neefje",
	"nichtje",      "vriend",       "vriendin",   "vriendje",   "vriendinnetje", "buurman",
	"buurvrouw",    "buurjongen",   "buurmeisje", "genoot",     "genote",        "collega",
	"client",       "cliente",      "clientje",   "meisje",     "meid",          "jongen",
	"jongere",      "advocaat",     "psycholoog", "therapeut",  "behandelaar",   "verpleegkundige",
	"stagiair",     "stagiaire",    "partner",    "verhuurder", "leider",        "leidster",
	"huisbaas",     "baas",         "maat",       "maatje",     "buddy",         "contactpersoon",
	"vrijwilliger", "deelnemer",    "bewoner",    "bewoonster", "kennis",        NULL
};

/* Behind these a name is a name in small letters too. */
static const char *const titles[] = { "meneer",  "mijnheer", "mevrouw", "mevr",    "mw",  "dhr",    "juf",
	                              "meester", "heet",     "heette",  "genaamd", "ene", "dokter", NULL };

/* What a person does next: `Xander belde`. */
static const char *const deeds[] = { "belde",  "zei",    "zegt",    "vroeg",   "appte",    "mailde",
	                             "woont",  "woonde", "slaapt",  "sliep",   "vertelde", "vertelt",
	                             "huilde", "wilde",  "dacht",   "denkt",   "durfde",   "durft",
	                             "huurt",  "huurde", "stuurde", "wachtte", "verloor",  NULL };

/* What one person is or does next, for words at the beginning of a sentence. */
static const char *const singular[] = { "is",    "was",   "heeft", "had",  "moet",   "moest", "kan",   "kon",
	                                "wil",   "gaat",  "ging",  "zou",  "krijgt", "kreeg", "komt",  "kwam",
	                                "staat", "stond", "zit",   "zat",  "mag",    "mocht", "loopt", "liep",
	                                "werd",  "wordt", "doet",  "deed", "en",     NULL };

/* What stands before a place, a thing or an organisation: `bij Talant`, `de Hema`, `naar Zwolle`. */
static const char *const elsewhere[] = {
	"bij",       "via",         "het",        "de",         "een",    "naar",    "in",        "uit",
	"te",        "op",          "app",        "stichting",  "school", "project", "team",      "woonvorm",
	"gemeente",  "wijk",        "dorp",       "stad",       "regio",  "college", "buurt",     "provincie",
	"aanbieder", "organisatie", "instelling", "corporatie", "bank",   "winkel",  "programma", "tegen",
	"pilot",     "wet",         "locatie",    "richting",   "onder",  "rond",    "tussen",    "of",
	"vanuit",    "binnen",      NULL
};

/* `xander z'n moeder` */
static const char *const owners[] = { "z'n", "zn", "d'r", NULL };

/* `groetjes van xander` */
static const char *const greetings[] = { "groetjes", "groeten", "groet", "gr", "grt", "liefs", NULL };

bool
names_is_particle(const struct name_word *word)
{
	return is_one_of(word->folded, particles);
}

bool
names_is_opening(const struct name_word *word)
{
	return is_one_of(word->folded, openings);
}

static const struct name_word *
before(const struct finder *finder, size_t at)
{
	return at > 0 && finder->words[at].adjacent ? &finder->words[at - 1] : NULL;
}

static const struct name_word *
behind(const struct finder *finder, size_t at)
{
	const struct name_word *next = &finder->words[at + 1];

	return at + 1 < finder->count && next->adjacent && !next->begins ? next : NULL;
}

/* The text behind a word. */
static struct view
rest_of(const struct finder *finder, size_t at)
{
	const struct name_word *word = &finder->words[at];
	const char *from = word->at.ptr + word->at.len;

	return (struct view){ from, (size_t)(finder->text.ptr + finder->text.len - from) };
}

static bool
is_person(const struct name_word *word)
{
	return is_one_of(word->folded, persons) || ends_as_one_of(word->folded, roles);
}

bool
names_is_introduced(const struct finder *finder, size_t at)
{
	const struct name_word *word = before(finder, at);
	const struct name_word *greeting = word == NULL ? NULL : before(finder, at - 1);

	return word != NULL && (is_person(word) || (greeting != NULL && view_is(word->folded, "van") &&
	                                            is_one_of(greeting->folded, greetings)));
}

bool
names_is_titled(const struct finder *finder, size_t at)
{
	const struct name_word *word = before(finder, at);

	return word != NULL && is_one_of(word->folded, titles);
}

bool
names_is_owner(const struct finder *finder, size_t at)
{
	const struct name_word *next = behind(finder, at);

	return next != NULL && is_one_of(next->folded, owners);
}

/* `een jongen, Xander, die` */
static bool
is_apposed(const struct finder *finder, size_t at, size_t last)
{
	const struct name_word *word = &finder->words[at];
	struct view rest = rest_of(finder, last);
	const struct name_word *role = at > 0 ? word - 1 : NULL;

	return role != NULL && is_person(role) && view_starts(rest, ",") &&
	       word->at.ptr == role->at.ptr + role->at.len + 2 && word->at.ptr[-2] == ',' &&
	       word->at.ptr[-1] == ' ';
}

/* `Xander (19)`, `Xander, 19,`, `Xander van 19` */
static bool
is_aged(const struct finder *finder, size_t at)
{
	static const char *const signs[] = { " (", ", ", " van " };
	struct view rest = rest_of(finder, at);
	bool aged = false;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs) && !aged; i++) {
		size_t len = strlen(signs[i]);

		aged = view_starts(rest, signs[i]) && rest.len >= len + 2 && rest.ptr[len] >= '1' &&
		       rest.ptr[len] <= '9' && rest.ptr[len + 1] >= '0' && rest.ptr[len + 1] <= '9' &&
		       (rest.len == len + 2 || strchr(" ,.)jJ", rest.ptr[len + 2]) != NULL);
	}
	return aged;
}

bool
names_is_named(const struct finder *finder, size_t at, size_t last)
{
	const struct name_word *next = behind(finder, last);

	return names_is_introduced(finder, at) || (next != NULL && is_one_of(next->folded, deeds)) ||
	       is_apposed(finder, at, last) || is_aged(finder, last);
}

bool
names_is_subject(const struct finder *finder, size_t at)
{
	const struct name_word *next = behind(finder, at);

	return next != NULL &&
	       (next->capital || is_one_of(next->folded, singular) || is_one_of(next->folded, deeds) ||
	        (finder->names->words != NULL && words_is_deed(finder->names->words, next->folded)));
}

bool
names_is_elsewhere(const struct finder *finder, size_t at)
{
	const struct name_word *word = before(finder, at);

	return word != NULL && (is_one_of(word->folded, elsewhere) || word->known);
}
