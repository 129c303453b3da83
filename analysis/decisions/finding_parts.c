/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the card of a finding holds, and what each part can be: analysis/decisions/finding.h.
 */
#include "finding.h"

#include <string.h>

#include "unicode.h"

enum { TITLE_MOST = 120 };

static const char *const kinds[] = { "olifantenpaadje", "broodje_aap", NULL };
static const char *const states[] = { "plan", "do", "check", "act", NULL };
static const char *const releases[] = { "draft", "released", NULL };

#define PATH MENTION_OLIFANTENPAADJE
#define MYTH MENTION_BROODJE_AAP

const struct finding_part finding_parts[] = {
	{ .name = "kind", .label = "Soort", .form = FINDING_CHOICE, .choices = kinds, .needed = true },
	{ .name = "title", .label = "Titel", .needed = true },
	{ .name = "title.en", .label = "Titel in het Engels" },
	{ .name = "title.ar", .label = "Titel in het Arabisch" },
	{ .name = "bottleneck", .label = "Knelpunt", .kind = PATH, .needed = true },
	{ .name = "path", .label = "Het paadje", .kind = PATH, .needed = true },
	{ .name = "helps", .label = "Wie het helpt", .kind = PATH, .needed = true },
	{ .name = "risk", .label = "Risico", .kind = PATH },
	{ .name = "blocks",
	  .label = "Wat in de weg staat om dit de gewone werkwijze te maken",
	  .kind = PATH },
	{ .name = "proposal", .label = "Voorstel", .kind = PATH },
	{ .name = "claim", .label = "De bewering", .kind = MYTH, .needed = true },
	{ .name = "true", .label = "Wat klopt", .kind = MYTH, .needed = true },
	{ .name = "source", .label = "Bron", .kind = MYTH, .needed = true },
	{ .name = "keeps-away", .label = "De oplossing die hierdoor buiten beeld blijft", .kind = MYTH },
	{ .name = "audience", .label = "Wie dit moet horen", .kind = MYTH },
	{ .name = "owner", .label = "Eigenaar (een functie, geen naam)" },
	{ .name = "state", .label = "Stand", .form = FINDING_CHOICE, .choices = states },
	{ .name = "plan", .label = "Plannen op", .form = FINDING_DAY },
	{ .name = "do", .label = "Doen op", .form = FINDING_DAY },
	{ .name = "check", .label = "Nagaan op", .form = FINDING_DAY },
	{ .name = "act", .label = "Bijstellen op", .form = FINDING_DAY },
	{ .name = "contrast", .label = "De andere kant", .form = FINDING_REFERENCE },
	{ .name = "into", .label = "Samengevoegd met", .form = FINDING_REFERENCE },
	{ .name = "release", .label = "Vrijgave", .form = FINDING_CHOICE, .choices = releases },
	{ .name = NULL },
};

const struct finding_part *
finding_part_find(struct view name)
{
	for (size_t i = 0; finding_parts[i].name != NULL; i++)
		if (view_is(name, finding_parts[i].name))
			return &finding_parts[i];
	return NULL;
}

static bool
is_choice(const char *const *choices, struct view value)
{
	for (size_t i = 0; choices[i] != NULL; i++)
		if (view_is(value, choices[i]))
			return true;
	return false;
}

bool
finding_part_check(struct view name, struct view value, struct error *err)
{
	const struct finding_part *part = finding_part_find(name);
	struct date day;

	if (view_starts(name, "tag/"))
		return view_is(value, "yes") || view_is(value, "no") ||
		       fail(err, ERROR_INVALID, "a finding has a tag, yes or no");
	if (part == NULL)
		return fail(err, ERROR_INVALID, "a finding has no \"%.*s\"",
		            (int)(name.len < 40 ? name.len : 40), name.ptr);
	if (strcmp(part->name, "title") == 0)
		return (view_trim(value).len > 0 && unicode_length(value) <= TITLE_MOST &&
		        memchr(value.ptr, '\n', value.len) == NULL) ||
		       fail(err, ERROR_INVALID, "a title is one line of at most %d characters", TITLE_MOST);
	if (view_starts(name, "title."))
		return (unicode_length(value) <= TITLE_MOST && memchr(value.ptr, '\n', value.len) == NULL) ||
		       fail(err, ERROR_INVALID, "a title is one line of at most %d characters", TITLE_MOST);
	if (part->form == FINDING_CHOICE && !is_choice(part->choices, value) &&
	    (value.len > 0 || part->needed))
		return fail(err, ERROR_INVALID, "%s cannot be that", part->name);
	if (part->form == FINDING_DAY && value.len > 0 && !date_parse(value, &day))
		return fail(err, ERROR_INVALID, "%s is a day such as 2026-11-28", part->name);
	return true;
}

bool
finding_part_is_words(struct view name)
{
	const struct finding_part *part = finding_part_find(name);

	return part == NULL || (part->form == FINDING_TEXT && strcmp(part->name, "owner") != 0);
}
