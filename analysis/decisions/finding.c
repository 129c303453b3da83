/* SPDX-License-Identifier: EUPL-1.2
 *
 * Findings and their cards: analysis/decisions/finding.h. Comparing them is finding_compare.c; releasing them
 * finding_release.c.
 */
#include "finding.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "unicode.h"

enum { TITLE_MOST = 120, SLUG_MOST = 40 };

static const struct view nobody = { "", 0 };
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
	{ .name = "plan", .label = "Plan op", .form = FINDING_DAY },
	{ .name = "do", .label = "Do op", .form = FINDING_DAY },
	{ .name = "check", .label = "Check op", .form = FINDING_DAY },
	{ .name = "act", .label = "Act op", .form = FINDING_DAY },
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

struct view
finding_resolve(const struct coding *coding, struct view id)
{
	struct view next;

	/* It ends: what is on a cycle has no value. */
	while (coding_value(coding, DECISION_FINDING, id, VIEW("into"), nobody, &next) == CODING_VALUE &&
	       next.len > 0)
		id = next;
	return id;
}

struct view
finding_of(const struct coding *coding, struct view mention)
{
	struct view id;

	if (coding_value(coding, DECISION_MEMBER, mention, nobody, nobody, &id) != CODING_VALUE ||
	    id.len == 0)
		return nobody;
	return finding_resolve(coding, id);
}

/* ---- The list ------------------------------------------------------------------------------------------- */

static void
set_part(struct finding *finding, const struct decided *field)
{
	struct view value = field->heads[0]->value;

	if (field->conflict)
		finding->conflicts++;
	else if (view_is(field->part, "title"))
		finding->title = value;
	else if (view_is(field->part, "into"))
		finding->into = value;
	else if (view_is(field->part, "release"))
		finding->released = view_is(value, "released");
	else if (view_is(field->part, "kind"))
		finding->kind = view_is(value, kinds[0]) ? PATH : MYTH;
}

static struct finding *
find(const struct findings *findings, struct view id)
{
	size_t low = 0, high = findings->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = view_compare(findings->list[middle].id, id);

		if (order == 0)
			return &findings->list[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* A mention of a finding, and its response. */
struct told {
	const struct block *block;
	const struct finding *finding;
	uint32_t response;
};

static int
compare_told(const void *a, const void *b)
{
	const struct told *one = a, *other = b;

	if (one->finding != other->finding)
		return one->finding < other->finding ? -1 : 1;
	if (one->block != other->block)
		return one->block < other->block ? -1 : 1;
	return (one->response > other->response) - (one->response < other->response);
}

static void
count_members(struct findings *findings, struct coding *coding)
{
	size_t count, told_count = 0;
	const struct decided *fields =
	    coding_fields(coding, DECISION_MEMBER, (struct view){ NULL, 0 }, &count);
	struct told *told = xcalloc(count, sizeof(*told));

	for (size_t i = 0; i < count; i++) {
		const struct mention *mention = mentions_find(coding_mentions(coding), fields[i].subject);
		struct finding *finding = find(findings, finding_of(coding, fields[i].subject));

		if (mention == NULL || finding == NULL)
			continue;
		finding->mentions++;
		told[told_count++] =
		    (struct told){ mention->block, finding, mention->rows->response[mention->row] };
	}
	if (told_count > 0)
		qsort(told, told_count, sizeof(*told), compare_told);
	for (size_t i = 0; i < told_count; i++)
		if (i == 0 || compare_told(&told[i - 1], &told[i]) != 0)
			find(findings, told[i].finding->id)->responses++;
	free(told);
}

void
findings_make(struct findings *findings, struct coding *coding)
{
	size_t count;
	const struct decided *fields =
	    coding_fields(coding, DECISION_FINDING, (struct view){ NULL, 0 }, &count);

	*findings = FINDINGS_INIT;
	findings->list = xcalloc(count, sizeof(*findings->list));
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !view_equal(fields[i].subject, fields[i - 1].subject))
			findings->list[findings->count++] = (struct finding){ .id = fields[i].subject };
		set_part(&findings->list[findings->count - 1], &fields[i]);
	}
	count_members(findings, coding);
}

void
findings_release(struct findings *findings)
{
	free(findings->list);
	*findings = FINDINGS_INIT;
}

const struct finding *
findings_find(const struct findings *findings, struct view id)
{
	return find(findings, id);
}

/* ---- Making and changing -------------------------------------------------------------------------------- */

/* "Zelf bellen!" as "zelf-bellen-3f2a". */
static struct view
make_id(struct view title, struct arena *arena)
{
	char slug[SLUG_MOST + 1];
	uint8_t random[2];
	size_t length = 0;

	for (size_t i = 0; i < title.len && length < SLUG_MOST; i++) {
		char c = title.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			slug[length++] = c;
		else if (length > 0 && slug[length - 1] != '-')
			slug[length++] = '-';
	}
	while (length > 0 && slug[length - 1] == '-')
		length--;
	if (length == 0) {
		memcpy(slug, "melding", strlen("melding"));
		length = strlen("melding");
	}
	slug[length] = '\0';
	randombytes_buf(random, sizeof(random));
	return arena_printf(arena, "%s-%02x%02x", slug, random[0], random[1]);
}

static struct view
new_id(const struct coding *coding, struct view title, struct arena *arena)
{
	struct view id;

	do
		id = make_id(title, arena);
	while (coding_field(coding, DECISION_FINDING, id, VIEW("kind"), nobody) != NULL);
	return id;
}

bool
finding_new(struct coding *coding, struct view coder, enum mention_kind kind, struct view title,
            struct arena *arena, struct view *id, struct error *err)
{
	struct view made = new_id(coding, title, arena);
	const struct wish wishes[] = {
		{ DECISION_FINDING, made, VIEW("kind"), view_of(mention_kind_name(kind)) },
		{ DECISION_FINDING, made, VIEW("title"), title },
	};

	if (!coding_decide(coding, coder, wishes, 2, NULL, err))
		return false;
	*id = made;
	return true;
}

bool
finding_set(struct coding *coding, struct view coder, struct view id, struct view part, struct view value,
            struct error *err)
{
	const struct finding_part *row = finding_part_find(part);
	struct wish wishes[2] = { { DECISION_FINDING, id, part, value },
		                  { DECISION_FINDING, id, VIEW("release"), VIEW("draft") } };
	/* Other words are not what was released; how the improvement goes on is. */
	bool words = row == NULL || (row->form == FINDING_TEXT && strcmp(row->name, "owner") != 0);
	bool released = coding_field(coding, DECISION_FINDING, id, VIEW("release"), nobody) != NULL;

	return coding_decide(coding, coder, wishes, words && released ? 2 : 1, NULL, err);
}

bool
finding_join(struct coding *coding, struct view coder, struct view id, const struct view *mentions,
             size_t count, size_t *made, struct error *err)
{
	struct wish *wishes = xcalloc(count, sizeof(*wishes));
	bool good;

	for (size_t i = 0; i < count; i++)
		wishes[i] = (struct wish){ DECISION_MEMBER, mentions[i], nobody, id };
	good = coding_decide(coding, coder, wishes, count, made, err);
	free(wishes);
	return good;
}

static bool
find_two(const struct findings *findings, struct view from, struct view to, const struct finding **one,
         const struct finding **other, struct error *err)
{
	*one = findings_find(findings, from);
	*other = findings_find(findings, to);
	if (*one == NULL || *other == NULL) {
		struct view missing = *one == NULL ? from : to;

		return fail(err, ERROR_ABSENT, "there is no finding \"%.*s\"",
		            (int)(missing.len < 60 ? missing.len : 60), missing.ptr);
	}
	return true;
}

bool
finding_preview_merge(struct coding *coding, struct view from, struct view to, struct preview *preview,
                      struct error *err)
{
	struct findings findings;
	const struct finding *one, *other;
	bool good = false;

	*preview = (struct preview){ .moved = 0 };
	findings_make(&findings, coding);
	if (!find_two(&findings, finding_resolve(coding, from), finding_resolve(coding, to), &one, &other,
	              err))
		goto out;
	if (one == other) {
		fail(err, ERROR_INVALID, "these findings are one already");
		goto out;
	}
	if (one->kind != other->kind || one->kind == MENTION_NONE) {
		fail(err, ERROR_INVALID, "an olifantenpaadje and a broodje aap cannot become one");
		goto out;
	}
	preview->moved = one->mentions;
	preview->kept = other->mentions;
	good = true;
out:
	findings_release(&findings);
	return good;
}

bool
finding_merge(struct coding *coding, struct view coder, struct view from, struct view to, struct error *err)
{
	struct preview preview;
	struct wish wish = { DECISION_FINDING, finding_resolve(coding, from), VIEW("into"), to };

	return finding_preview_merge(coding, from, to, &preview, err) &&
	       coding_decide(coding, coder, &wish, 1, NULL, err);
}

bool
finding_preview_split(struct coding *coding, struct view from, const struct view *mentions, size_t count,
                      struct preview *preview, struct error *err)
{
	struct findings findings;
	const struct finding *finding;
	bool good = false;

	*preview = (struct preview){ .moved = 0 };
	findings_make(&findings, coding);
	if (!find_two(&findings, from, from, &finding, &finding, err))
		goto out;
	for (size_t i = 0; i < count; i++)
		if (!view_equal(finding_of(coding, mentions[i]), finding->id)) {
			fail(err, ERROR_INVALID, "mention %.*s does not tell of that finding",
			     (int)(mentions[i].len < 40 ? mentions[i].len : 40), mentions[i].ptr);
			goto out;
		}
	preview->moved = count;
	preview->kept = finding->mentions - count;
	good = true;
out:
	findings_release(&findings);
	return good;
}

bool
finding_split(struct coding *coding, struct view coder, struct view from, struct view title,
              const struct view *mentions, size_t count, struct view *id, struct error *err)
{
	struct wish *wishes = xcalloc(count + 2, sizeof(*wishes));
	struct arena arena = ARENA_INIT;
	struct view made = new_id(coding, title, &arena), kind = nobody;
	struct preview preview;
	bool good = finding_preview_split(coding, from, mentions, count, &preview, err);

	coding_value(coding, DECISION_FINDING, from, VIEW("kind"), nobody, &kind);
	wishes[0] = (struct wish){ DECISION_FINDING, made, VIEW("kind"), kind };
	wishes[1] = (struct wish){ DECISION_FINDING, made, VIEW("title"), title };
	for (size_t i = 0; i < count; i++)
		wishes[i + 2] = (struct wish){ DECISION_MEMBER, mentions[i], nobody, made };
	good = good && coding_decide(coding, coder, wishes, count + 2, NULL, err);
	if (good) /* as the log has it, which stays */
		*id = coding_field(coding, DECISION_FINDING, made, VIEW("title"), nobody)->subject;
	free(wishes);
	arena_release(&arena);
	return good;
}
