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

/* Whether anybody gave the mention the tag, or it was agreed. */
static bool
has_tag(const struct coding *coding, struct view mention, struct view tag)
{
	enum tag_state state = coding_tag(coding, mention, tag);

	return state == TAG_YES || state == TAG_DISPUTED;
}

bool
codebook_preview_merge(struct coding *coding, struct view from, struct view to, struct preview *preview,
                       struct error *err)
{
	const struct mention_list *mentions = coding_mentions(coding);

	*preview = (struct preview){ .moved = 0 };
	if (!check_tag(coding, from, err) || !check_tag(coding, to, err))
		return false;
	if (view_equal(codebook_resolve(coding, from), codebook_resolve(coding, to)))
		return fail(err, ERROR_INVALID, "these tags are one already");
	for (size_t i = 0; i < mentions->count; i++) {
		struct view id = view_of(mentions->list[i].id);

		if (!has_tag(coding, id, from))
			continue;
		preview->moved++;
		preview->already += has_tag(coding, id, to);
	}
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
	const struct mention_list *all = coding_mentions(coding);

	*preview = (struct preview){ .moved = 0 };
	if (!check_tag(coding, from, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (mentions_find(all, mentions[i]) == NULL || !has_tag(coding, mentions[i], from))
			return fail(err, ERROR_INVALID, "mention %.*s does not have that tag",
			            (int)(mentions[i].len < 40 ? mentions[i].len : 40), mentions[i].ptr);
	for (size_t i = 0; i < all->count; i++) {
		struct view id = view_of(all->list[i].id);

		if (!has_tag(coding, id, from))
			continue;
		if (is_among(id, mentions, count))
			preview->moved++;
		else
			preview->kept++;
	}
	return true;
}

bool
codebook_split(struct coding *coding, struct view coder, struct view from, struct view to, struct view name,
               const struct view *mentions, size_t count, struct error *err)
{
	struct wish *wishes = xcalloc(2 * count + 1, sizeof(*wishes));
	struct preview preview;
	size_t made = 0;
	bool good = codebook_preview_split(coding, from, mentions, count, &preview, err);

	if (coding_field(coding, DECISION_CODE, to, VIEW("name"), nobody) == NULL)
		wishes[made++] = (struct wish){ DECISION_CODE, to, VIEW("name"), name };
	for (size_t i = 0; i < count; i++) {
		wishes[made++] =
		    (struct wish){ DECISION_AGREED, mentions[i], codebook_resolve(coding, from), VIEW("no") };
		wishes[made++] = (struct wish){ DECISION_AGREED, mentions[i], to, VIEW("yes") };
	}
	good = good && coding_decide(coding, coder, wishes, made, NULL, err);
	free(wishes);
	return good;
}

bool
codebook_move(struct coding *coding, struct view coder, struct view id, struct view parent, struct error *err)
{
	struct wish wish = { DECISION_CODE, id, VIEW("parent"), parent };

	return check_tag(coding, id, err) && coding_decide(coding, coder, &wish, 1, NULL, err);
}
