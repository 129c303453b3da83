/* SPDX-License-Identifier: EUPL-1.2
 *
 * Merging, splitting and moving tags of the codebook: analysis/decisions/codebook.h.
 */
#include "codebook.h"

#include <stdlib.h>

static const struct view nobody = { "", 0 };

static bool
check_tag(const struct coding *coding, struct view id, struct error *err)
{
	return coding_field(coding, DECISION_CODE, id, VIEW("name"), nobody) != NULL ||
	       fail(err, ERROR_ABSENT, "there is no tag \"%.*s\" in the codebook",
	            (int)(id.len < 60 ? id.len : 60), id.ptr);
}

/* Whether anybody gave the mention the tag, or it was agreed. `tag` is one that counts. */
static bool
has_tag(const struct coding *coding, struct view mention, struct view tag)
{
	size_t count, agreed;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &count);
	enum tag_state state;
	bool given = false;

	for (size_t i = 0; i < count && !given; i++)
		given = view_equal(codebook_resolve(coding, fields[i].part), tag);
	(void)coding_fields(coding, DECISION_AGREED, mention, &agreed);
	if (!given && agreed == 0)
		return false;
	state = coding_tag(coding, mention, tag);
	return state == TAG_YES || state == TAG_DISPUTED;
}

/* Mentions about whose tags something was decided, in the order of their ids; the others have none. To be freed. */
static size_t
coded_mentions(const struct coding *coding, struct view **mentions)
{
	size_t tag_count, agreed_count, count = 0;
	const struct decided *tags =
	    coding_fields(coding, DECISION_TAG, (struct view){ NULL, 0 }, &tag_count);
	const struct decided *agreed =
	    coding_fields(coding, DECISION_AGREED, (struct view){ NULL, 0 }, &agreed_count);

	*mentions = xcalloc(tag_count + agreed_count, sizeof(**mentions));
	while (tag_count + agreed_count > 0) {
		bool tag =
		    agreed_count == 0 || (tag_count > 0 && view_compare(tags->subject, agreed->subject) <= 0);
		struct view id = tag ? tags->subject : agreed->subject;

		if (tag) {
			tags++;
			tag_count--;
		} else {
			agreed++;
			agreed_count--;
		}
		if ((count == 0 || !view_equal((*mentions)[count - 1], id)) &&
		    mentions_find(coding_mentions(coding), id) != NULL)
			(*mentions)[count++] = id;
	}
	return count;
}

bool
codebook_preview_merge(struct coding *coding, struct view from, struct view to, struct preview *preview,
                       struct error *err)
{
	struct view one = codebook_resolve(coding, from), other = codebook_resolve(coding, to);
	struct view *mentions;
	size_t count;

	*preview = (struct preview){ .moved = 0 };
	if (!check_tag(coding, from, err) || !check_tag(coding, to, err))
		return false;
	if (view_equal(one, other))
		return fail(err, ERROR_INVALID, "these tags are one already");
	count = coded_mentions(coding, &mentions);
	for (size_t i = 0; i < count; i++) {
		if (!has_tag(coding, mentions[i], one))
			continue;
		preview->moved++;
		preview->already += has_tag(coding, mentions[i], other);
	}
	free(mentions);
	return true;
}

bool
codebook_merge(struct coding *coding, struct view coder, struct view from, struct view to, struct error *err)
{
	struct preview preview;
	struct wish wish = { DECISION_CODE, codebook_resolve(coding, from), VIEW("into"), to };

	return codebook_preview_merge(coding, from, to, &preview, err) &&
	       coding_decide(coding, coder, &wish, 1, NULL, err);
}

static bool
is_among(struct view id, const struct view *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (view_equal(list[i], id))
			return true;
	return false;
}

bool
codebook_preview_split(struct coding *coding, struct view from, const struct view *mentions, size_t count,
                       struct preview *preview, struct error *err)
{
	struct view tag = codebook_resolve(coding, from), *coded = NULL;
	size_t coded_count;
	bool good = false;

	*preview = (struct preview){ .moved = 0 };
	if (!check_tag(coding, from, err))
		goto out;
	for (size_t i = 0; i < count; i++)
		if (mentions_find(coding_mentions(coding), mentions[i]) == NULL ||
		    !has_tag(coding, mentions[i], tag)) {
			fail(err, ERROR_INVALID, "mention %.*s does not have that tag",
			     (int)(mentions[i].len < 40 ? mentions[i].len : 40), mentions[i].ptr);
			goto out;
		}
	coded_count = coded_mentions(coding, &coded);
	for (size_t i = 0; i < coded_count; i++) {
		if (!has_tag(coding, coded[i], tag))
			continue;
		if (is_among(coded[i], mentions, count))
			preview->moved++;
		else
			preview->kept++;
	}
	good = true;
out:
	free(coded);
	return good;
}

/* In the coder's own layer the mention gets the one in place of the other, if it had that. */
static size_t
split_layer(const struct coding *coding, struct view coder, struct view mention, struct view from,
            struct view to, struct wish *wishes)
{
	size_t count, made = 0;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &count);

	for (size_t i = 0; i < count; i++)
		if (view_equal(fields[i].coder, coder) && !fields[i].conflict &&
		    view_is(fields[i].heads[0]->value, "yes") &&
		    view_equal(codebook_resolve(coding, fields[i].part), from))
			wishes[made++] = (struct wish){ DECISION_TAG, mention, fields[i].part, VIEW("no") };
	if (made > 0)
		wishes[made++] = (struct wish){ DECISION_TAG, mention, to, VIEW("yes") };
	return made;
}

bool
codebook_split(struct coding *coding, struct view coder, struct view from, struct view to, struct view name,
               const struct view *mentions, size_t count, struct error *err)
{
	struct view tag = codebook_resolve(coding, from);
	struct preview preview;
	struct wish *wishes;
	size_t made = 0, room = 1;
	bool good = codebook_preview_split(coding, from, mentions, count, &preview, err);

	for (size_t i = 0; i < count; i++) {
		size_t fields;

		(void)coding_fields(coding, DECISION_TAG, mentions[i], &fields);
		room += fields + 3;
	}
	wishes = xcalloc(room, sizeof(*wishes));
	if (coding_field(coding, DECISION_CODE, to, VIEW("name"), nobody) == NULL)
		wishes[made++] = (struct wish){ DECISION_CODE, to, VIEW("name"), name };
	for (size_t i = 0; i < count; i++) {
		made += split_layer(coding, coder, mentions[i], tag, to, wishes + made);
		wishes[made++] = (struct wish){ DECISION_AGREED, mentions[i], tag, VIEW("no") };
		wishes[made++] = (struct wish){ DECISION_AGREED, mentions[i], to, VIEW("yes") };
	}
	good = good && coding_decide(coding, coder, wishes, made, NULL, err);
	free(wishes);
	return good;
}

/* Whether a tag stands below another, or is it. */
static bool
is_below(const struct code *code, struct view above)
{
	while (code != NULL && !view_equal(code->id, above))
		code = code->above;
	return code != NULL;
}

bool
codebook_preview_move(struct coding *coding, const struct codebook *codebook, struct view id,
                      struct view parent, struct arena *arena, struct codebook_move_preview *preview,
                      struct error *err)
{
	struct view *mentions;
	size_t count;

	*preview = (struct codebook_move_preview){ .below = arena_array(arena, codebook->count,
		                                                        sizeof(*preview->below)) };
	if (!check_tag(coding, id, err) || (parent.len > 0 && !check_tag(coding, parent, err)))
		return false;
	if (parent.len > 0 && is_below(codebook_find(codebook, parent), id))
		return fail(err, ERROR_INVALID, "\"%.*s\" would come below itself",
		            (int)(id.len < 60 ? id.len : 60), id.ptr);
	for (size_t i = 0; i < codebook->count; i++)
		if (codebook->list[i].into.len == 0 && !view_equal(codebook->list[i].id, id) &&
		    is_below(&codebook->list[i], id))
			preview->below[preview->below_count++] = &codebook->list[i];
	count = coded_mentions(coding, &mentions);
	for (size_t i = 0; i < count; i++) {
		bool has = has_tag(coding, mentions[i], id);

		for (size_t b = 0; b < preview->below_count && !has; b++)
			has = has_tag(coding, mentions[i], preview->below[b]->id);
		preview->mentions += has;
	}
	free(mentions);
	return true;
}

bool
codebook_move(struct coding *coding, struct view coder, struct view id, struct view parent, struct error *err)
{
	struct wish wish = { DECISION_CODE, id, VIEW("parent"), parent };

	return check_tag(coding, id, err) && coding_decide(coding, coder, &wish, 1, NULL, err);
}
