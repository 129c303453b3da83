/* SPDX-License-Identifier: EUPL-1.2
 *
 * Making, changing, merging and splitting findings: analysis/decisions/finding.h.
 */
#include "finding.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SLUG_MOST = 40 };

static const struct view nobody = { "", 0 };

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
finding_begin(struct coding *coding, struct view coder, enum mention_kind kind, struct view title,
              const struct view *mentions, size_t count, struct view *id, struct error *err)
{
	enum { OF_THE_CARD = 2 };
	struct arena arena = ARENA_INIT;
	struct view made = new_id(coding, title, &arena);
	struct wish *wishes = xcalloc(count + OF_THE_CARD, sizeof(*wishes));
	bool good;

	wishes[0] = (struct wish){ DECISION_FINDING, made, VIEW("kind"), view_of(mention_kind_name(kind)) };
	wishes[1] = (struct wish){ DECISION_FINDING, made, VIEW("title"), title };
	for (size_t i = 0; i < count; i++)
		wishes[OF_THE_CARD + i] = (struct wish){ DECISION_MEMBER, mentions[i], nobody, made };
	good = coding_decide(coding, coder, wishes, count + OF_THE_CARD, NULL, err);
	if (good) /* as the log has it, which stays */
		*id = coding_field(coding, DECISION_FINDING, made, VIEW("title"), nobody)->subject;
	free(wishes);
	arena_release(&arena);
	return good;
}

bool
finding_new(struct coding *coding, struct view coder, enum mention_kind kind, struct view title,
            struct arena *arena, struct view *id, struct error *err)
{
	struct view made;
	bool good = finding_begin(coding, coder, kind, title, NULL, 0, &made, err);

	if (good)
		*id = arena_copy(arena, made);
	return good;
}

bool
finding_set(struct coding *coding, struct view coder, struct view id, struct view part, struct view value,
            struct error *err)
{
	struct wish wishes[2] = { { DECISION_FINDING, id, part, value },
		                  { DECISION_FINDING, id, VIEW("release"), VIEW("draft") } };
	bool words = finding_part_is_words(part);
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
	struct view name = nobody;
	struct preview preview;
	enum mention_kind kind = MENTION_NONE + 1;
	bool good = finding_preview_split(coding, from, mentions, count, &preview, err);

	coding_value(coding, DECISION_FINDING, from, VIEW("kind"), nobody, &name);
	while (kind < MENTION_KIND_COUNT && !view_is(name, mention_kind_name(kind)))
		kind++;
	good = good && (kind < MENTION_KIND_COUNT ||
	                fail(err, ERROR_INVALID, "what kind of finding this is was not decided"));
	return good && finding_begin(coding, coder, kind, title, mentions, count, id, err);
}

bool
finding_release(struct coding *coding, struct view coder, struct view id, bool release, struct error *err)
{
	struct wish wish = { DECISION_FINDING, id, VIEW("release"),
		             release ? VIEW("released") : VIEW("draft") };

	return coding_decide(coding, coder, &wish, 1, NULL, err);
}
