/* SPDX-License-Identifier: EUPL-1.2
 *
 * Personal data in an answer, proposed for a person to look at: the patterns that the forms use too (include/personal.h), and names
 * by list and by context, which cost too much for a page. It marks; it never says that a text is free of them.
 *
 * What the gazetteer knows (questionnaires/tagsets/gazetteer-groningen.yaml: places, neighbourhoods, streets, organisations, and given
 * names) is not taken for somebody's name.
 */
#ifndef NAMES_H
#define NAMES_H

#include "arena.h"
#include "problems.h"
#include "words.h"

enum name_reason {
	NAME_PATTERN, /* a pattern of survey/core/personal.json */
	NAME_LISTED,  /* a given name of the list */
	NAME_CONTEXT, /* what stands around it */
	NAME_UNKNOWN, /* a capital, and no word of the dictionary */
};

struct personal_place {
	const char *kind;  /* as in personal.h; static */
	struct view found; /* within the text */
	enum name_reason reason;
};

/* What is known of names and places: read-only once loaded. */
struct names;

/* Reads a gazetteer; what is wrong goes to `problems`. Owned by the caller. personal_init() must have been called before
 * names_find(). */
bool names_parse(struct view text, const char *file, struct names **names,
                 struct problems *problems) MUST_CHECK;
bool names_load(const char *path, struct names **names, struct problems *problems) MUST_CHECK;
void names_free(struct names *names);

/* Gives a dictionary: a word with a capital that is none of its words is then taken for a name too, unless a word before it says that it
 * is a place or an organisation. Borrowed; it must outlive the names. */
void names_use_words(struct names *names, const struct words *words);

/* The places in their order, none overlapping another. The text is UTF-8. In the arena. `names` may be NULL: then the patterns alone
 * are looked for. */
size_t names_find(const struct names *names, struct view text, struct arena *arena,
                  struct personal_place **places);

#endif
