/* SPDX-License-Identifier: EUPL-1.2
 *
 * The lists of words_lists.h, each in the order of its bytes: they are searched by halves.
 */
#include "words_lists.h"

#include <stdlib.h>
#include <string.h>

static const char *const stops[] = {
	"aan",       "af",     "al",           "alle",    "allemaal",   "alles",  "als",
	"altijd",    "ander",  "andere",       "anders",  "beetje",     "beide",  "ben",
	"best",      "bij",    "bijvoorbeeld", "binnen",  "bleef",      "blijf",  "blijft",
	"blijven",   "d",      "daar",         "daarna",  "dag",        "dagen",  "dan",
	"dat",       "de",     "deed",         "der",     "deze",       "die",    "ding",
	"dingen",    "dinges", "dit",          "doch",    "doe",        "doen",   "doet",
	"door",      "dus",    "echt",         "een",     "eens",       "eerst",  "eigenlijk",
	"elk",       "elke",   "en",           "er",      "erg",        "even",   "ff",
	"ga",        "gaan",   "gaat",         "ge",      "gedaan",     "geen",   "gekregen",
	"geweest",   "gewoon", "gezegd",       "gezien",  "ging",       "goed",   "haar",
	"had",       "hadden", "he",           "heb",     "hebben",     "hebt",   "heeft",
	"heel",      "heet",   "hem",          "hen",     "het",        "heten",  "hier",
	"hij",       "hoe",    "hoor",         "hun",     "ieder",      "iedere", "iedereen",
	"iemand",    "iets",   "ik",           "in",      "inmiddels",  "is",     "ja",
	"jaar",      "jaren",  "je",           "jij",     "jou",        "jouw",   "jullie",
	"kan",       "kant",   "keer",         "keren",   "kom",        "komen",  "komt",
	"kon",       "kreeg",  "krijg",        "krijgen", "krijgt",     "kun",    "kunnen",
	"kunt",      "kwam",   "laat",         "laten",   "liet",       "m",      "maak",
	"maakt",     "maand",  "maanden",      "maar",    "mag",        "maken",  "man",
	"me",        "meer",   "meestal",      "men",     "met",        "mij",    "mijn",
	"misschien", "mocht",  "moest",        "moet",    "moeten",     "mogen",  "n",
	"na",        "naar",   "natuurlijk",   "net",     "niemand",    "niet",   "niets",
	"nog",       "nooit",  "nou",          "nu",      "o",          "of",     "ok",
	"oke",       "om",     "omdat",        "onder",   "ons",        "ooit",   "ook",
	"op",        "over",   "paar",         "pas",     "per",        "reeds",  "s",
	"sinds",     "soms",   "staan",        "staat",   "steeds",     "stond",  "t",
	"te",        "tegen",  "terwijl",      "tijdens", "tja",        "toch",   "toe",
	"toen",      "tot",    "tussen",       "u",       "uit",        "uw",     "vaak",
	"van",       "vanaf",  "vanuit",       "veel",    "vervolgens", "via",    "vind",
	"vinden",    "vindt",  "voor",         "vrouw",   "waar",       "waarom", "wanneer",
	"want",      "waren",  "was",          "wat",     "we",         "week",   "weer",
	"weg",       "weken",  "wel",          "welk",    "welke",      "werd",   "wezen",
	"wie",       "wij",    "wil",          "wilde",   "willen",     "word",   "worden",
	"wordt",     "wou",    "zal",          "zat",     "ze",         "zeg",    "zeggen",
	"zegt",      "zei",    "zeker",        "zelf",    "zich",       "zie",    "zien",
	"ziet",      "zij",    "zijn",         "zit",     "zitten",     "zo",     "zoals",
	"zon",       "zonder", "zou",          "zulke",   "zullen",
};

static const char *const prefixes[] = {
	"aan",   "aaneen", "achter", "alle", "atie",  "baar",   "beneden", "bijeen", "binnen",
	"boven", "buiten", "daar",   "dank", "door",  "eerst",  "heen",    "heid",   "hier",
	"ings",  "iteit",  "langs",  "lief", "lijk",  "lijke",  "lijken",  "ling",   "lingen",
	"loos",  "loze",   "mede",   "mee",  "meer",  "midden", "naar",    "neer",   "niet",
	"onder", "onze",   "over",   "rond", "samen", "staat",  "tegen",   "terug",  "tijd",
	"ting",  "toch",   "toen",   "vast", "voor",  "vooraf", "voorbij", "voort",  "waar",
	"weder", "weer",   "wijs",   "zaam", "zame",  "zoek",   "zonder",
};

struct spelling {
	const char *typed, *usual;
};

static const struct spelling spellings[] = {
	{ "addres", "adres" },
	{ "addressen", "adres" },
	{ "adress", "adres" },
	{ "adressen", "adres" },
	{ "anonieme", "anoniem" },
	{ "appen", "app" },
	{ "appje", "app" },
	{ "appjes", "app" },
	{ "appt", "app" },
	{ "begeleidr", "begeleider" },
	{ "begeleidster", "begeleider" },
	{ "begeleidsters", "begeleider" },
	{ "belastingdiens", "belastingdienst" },
	{ "belde", "bellen" },
	{ "belden", "bellen" },
	{ "betaald", "betalen" },
	{ "betaalde", "betalen" },
	{ "betoal", "betaal" },
	{ "betoalen", "betalen" },
	{ "bijv", "bijvoorbeeld" },
	{ "bleek", "blijken" },
	{ "bracht", "brengen" },
	{ "bv", "bijvoorbeeld" },
	{ "contakt", "contact" },
	{ "copie", "kopie" },
	{ "dacht", "denken" },
	{ "dachten", "denken" },
	{ "deelde", "delen" },
	{ "deelden", "delen" },
	{ "dhr", "meneer" },
	{ "digid's", "digid" },
	{ "directeuren", "directeur" },
	{ "doun", "doen" },
	{ "dr", "haar" },
	{ "durfde", "durven" },
	{ "evt", "eventueel" },
	{ "ff", "even" },
	{ "formele", "formeel" },
	{ "gaf", "geven" },
	{ "gaven", "geven" },
	{ "geappt", "app" },
	{ "gebeld", "bellen" },
	{ "gebleken", "blijken" },
	{ "gebracht", "brengen" },
	{ "gedacht", "denken" },
	{ "gedeeld", "delen" },
	{ "gedurfd", "durven" },
	{ "geef", "geven" },
	{ "gegeven", "geven" },
	{ "geholpen", "helpen" },
	{ "gehoord", "horen" },
	{ "gekeken", "kijken" },
	{ "gekocht", "kopen" },
	{ "geleend", "lenen" },
	{ "gelogen", "liegen" },
	{ "gelopen", "lopen" },
	{ "gemeentes", "gemeente" },
	{ "gemeld", "melden" },
	{ "genomen", "nemen" },
	{ "geregeld", "regelen" },
	{ "geschreven", "schrijven" },
	{ "geslapen", "slapen" },
	{ "gesloten", "sluiten" },
	{ "gesproken", "spreken" },
	{ "gestopt", "stoppen" },
	{ "gestuurd", "sturen" },
	{ "gevraagd", "vragen" },
	{ "gewacht", "wachten" },
	{ "gewerkt", "werken" },
	{ "gewoond", "wonen" },
	{ "gezocht", "zoeken" },
	{ "goan", "gaan" },
	{ "hielp", "helpen" },
	{ "hielpen", "helpen" },
	{ "hoes", "huis" },
	{ "hom", "hem" },
	{ "hoorde", "horen" },
	{ "hoorden", "horen" },
	{ "hulpe", "hulp" },
	{ "hulpverlner", "hulpverlener" },
	{ "hypothethisch", "hypothetisch" },
	{ "idd", "inderdaad" },
	{ "ingeschrevn", "ingeschreven" },
	{ "ivm", "vanwege" },
	{ "joar", "jaar" },
	{ "kaans", "kans" },
	{ "kado", "cadeau" },
	{ "keek", "kijken" },
	{ "kocht", "kopen" },
	{ "kochten", "kopen" },
	{ "leende", "lenen" },
	{ "leenden", "lenen" },
	{ "leugen", "liegen" },
	{ "liegt", "liegen" },
	{ "liep", "lopen" },
	{ "loaten", "laten" },
	{ "loog", "liegen" },
	{ "mbt", "over" },
	{ "meldde", "melden" },
	{ "meldden", "melden" },
	{ "mensn", "mensen" },
	{ "mien", "mijn" },
	{ "mn", "mijn" },
	{ "moaken", "maken" },
	{ "moar", "maar" },
	{ "mobieltje", "mobiel" },
	{ "mout", "moet" },
	{ "mw", "mevrouw" },
	{ "nait", "niet" },
	{ "nam", "nemen" },
	{ "neem", "nemen" },
	{ "nl", "namelijk" },
	{ "noar", "naar" },
	{ "nr", "nummer" },
	{ "officeel", "officieel" },
	{ "officiele", "officieel" },
	{ "offiicieel", "officieel" },
	{ "ofzo", "of" },
	{ "oké", "ok" },
	{ "proaten", "praten" },
	{ "produkt", "product" },
	{ "regelde", "regelen" },
	{ "regelden", "regelen" },
	{ "schoul", "school" },
	{ "schreef", "schrijven" },
	{ "schreven", "schrijven" },
	{ "schuldhulpverl", "schuldhulpverlening" },
	{ "sliep", "slapen" },
	{ "sliepen", "slapen" },
	{ "sloot", "sluiten" },
	{ "sprak", "spreken" },
	{ "stopte", "stoppen" },
	{ "stopten", "stoppen" },
	{ "stroat", "straat" },
	{ "stuurde", "sturen" },
	{ "stuurden", "sturen" },
	{ "tel", "telefoon" },
	{ "tis", "is" },
	{ "toeslagn", "toeslagen" },
	{ "tov", "tegenover" },
	{ "uitgeschrevn", "uitgeschreven" },
	{ "uitkerig", "uitkering" },
	{ "uitkring", "uitkering" },
	{ "verloor", "verliezen" },
	{ "verloren", "verliezen" },
	{ "vroegen", "vragen" },
	{ "wachtlijs", "wachtlijst" },
	{ "wachtte", "wachten" },
	{ "wachtten", "wachten" },
	{ "wark", "werk" },
	{ "weet", "weten" },
	{ "werkte", "werken" },
	{ "werkten", "werken" },
	{ "whatsapp", "app" },
	{ "whatsappje", "app" },
	{ "wicht", "meisje" },
	{ "wist", "weten" },
	{ "wisten", "weten" },
	{ "wmo's", "wmo" },
	{ "woonde", "wonen" },
	{ "woonden", "wonen" },
	{ "wss", "waarschijnlijk" },
	{ "zeik", "ziek" },
	{ "zelluf", "zelf" },
	{ "zn", "zijn" },
	{ "zocht", "zoeken" },
	{ "zochten", "zoeken" },
	{ "zulf", "zelf" },
};

static int
compare(const void *key, const void *entry)
{
	const struct view *word = key;

	/* Both kinds of entry begin with a pointer to the word. */
	return view_compare(*word, view_of(*(const char *const *)entry));
}

bool
words_is_stop(struct view folded)
{
	return bsearch(&folded, stops, sizeof(stops) / sizeof(*stops), sizeof(*stops), compare) != NULL;
}

bool
words_is_prefix(struct view folded)
{
	return bsearch(&folded, prefixes, sizeof(prefixes) / sizeof(*prefixes), sizeof(*prefixes), compare) !=
	       NULL;
}

struct view
words_usual(struct view folded)
{
	const struct spelling *found =
	    bsearch(&folded, spellings, sizeof(spellings) / sizeof(*spellings), sizeof(*spellings), compare);

	return found == NULL ? folded : view_of(found->usual);
}
