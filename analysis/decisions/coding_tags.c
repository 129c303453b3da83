/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the coders' layers come to: analysis/decisions/coding.h.
 */
#include <stdlib.h>

#include "codebook.h"
#include "coding_inside.h"

static const struct view nobody = { "", 0 };

static int
compare_views(const void *a, const void *b)
{
	return view_compare(*(const struct view *)a, *(const struct view *)b);
}

/* Sorts, and keeps each once. */
static size_t
sort_once(struct view *list, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(list, count, sizeof(*list), compare_views);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || !view_equal(list[kept - 1], list[i]))
			list[kept++] = list[i];
	return kept;
}

const struct view *
coding_coders(struct coding *coding, size_t *count)
{
	if (!coding->coders_good) {
		size_t found = 0;

		coding->coders = arena_array(&coding->lists, coding->log.count, sizeof(struct view));
		for (size_t i = 0; i < coding->log.count; i++) {
			struct view coder = coding->log.list[i]->coder;

			if (coding->counts[i] &&
			    (found == 0 || !view_equal(coding->coders[found - 1], coder)))
				coding->coders[found++] = coder;
		}
		coding->coder_count = sort_once(coding->coders, found);
		coding->coders_good = true;
	}
	*count = coding->coder_count;
	return coding->coders;
}

static bool
says_yes(const struct decided *field)
{
	return !field->conflict && view_is(field->heads[0]->value, "yes");
}

bool
coding_coded(const struct coding *coding, struct view mention, struct view coder)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &count);

	for (size_t i = 0; i < count; i++)
		if (view_equal(fields[i].coder, coder) && (fields[i].conflict || says_yes(&fields[i])))
			return true;
	return coding_is(coding, DECISION_CODED, mention, nobody, coder, "yes");
}

bool
coding_tagged(const struct coding *coding, struct view mention, struct view tag, struct view coder)
{
	struct view counts_as = codebook_resolve(coding, tag);
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &count);

	for (size_t i = 0; i < count; i++)
		if (view_equal(fields[i].coder, coder) && says_yes(&fields[i]) &&
		    view_equal(codebook_resolve(coding, fields[i].part), counts_as))
			return true;
	return false;
}

/* Everybody who coded the mention, in `coders` (to be freed). */
static size_t
coders_of(const struct coding *coding, struct view mention, struct view **coders)
{
	const enum decision_kind kinds[] = { DECISION_TAG, DECISION_CODED };
	size_t found = 0;

	*coders = NULL;
	for (size_t k = 0; k < 2; k++) {
		size_t count;
		const struct decided *fields = coding_fields(coding, kinds[k], mention, &count);

		if (count == 0)
			continue;
		*coders = xrealloc(*coders, found + count, sizeof(**coders));
		for (size_t i = 0; i < count; i++)
			if (says_yes(&fields[i]) || (k == 0 && fields[i].conflict))
				(*coders)[found++] = fields[i].coder;
	}
	return sort_once(*coders, found);
}

/* What was agreed about the tag, or about one that was merged into it. */
static enum tag_state
agreed(const struct coding *coding, struct view mention, struct view tag)
{
	enum tag_state state = TAG_UNCODED;
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_AGREED, mention, &count);

	for (size_t i = 0; i < count; i++) {
		if (!view_equal(codebook_resolve(coding, fields[i].part), tag))
			continue;
		if (fields[i].conflict)
			return TAG_DISPUTED;
		if (says_yes(&fields[i]))
			state = TAG_YES;
		else if (state == TAG_UNCODED)
			state = TAG_NO;
	}
	return state;
}

/* Whether the layer of a coder holds two answers about the tag: coded on two laptops under one name. */
static bool
layer_in_conflict(const struct coding *coding, struct view mention, struct view tag, struct view coder)
{
	size_t count;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &count);

	for (size_t i = 0; i < count; i++)
		if (view_equal(fields[i].coder, coder) && fields[i].conflict &&
		    view_equal(codebook_resolve(coding, fields[i].part), tag))
			return true;
	return false;
}

/* The state without the lists of coders, or (both not NULL, with room for all coders) with them. */
static enum tag_state
state_of(const struct coding *coding, struct view mention, struct view tag, const struct view *coders,
         size_t coder_count, struct disagreement *lists)
{
	enum tag_state state = agreed(coding, mention, tag);
	size_t yes = 0, no = 0;

	if (state != TAG_UNCODED)
		return state;
	for (size_t i = 0; i < coder_count; i++) {
		if (layer_in_conflict(coding, mention, tag, coders[i]))
			return TAG_DISPUTED;
		if (coding_tagged(coding, mention, tag, coders[i])) {
			if (lists != NULL)
				lists->yes[yes] = coders[i];
			yes++;
		} else {
			if (lists != NULL)
				lists->no[no] = coders[i];
			no++;
		}
	}
	if (lists != NULL) {
		lists->yes_count = yes;
		lists->no_count = no;
	}
	return yes + no == 0 ? TAG_UNCODED : no == 0 ? TAG_YES : yes == 0 ? TAG_NO : TAG_DISPUTED;
}

enum tag_state
coding_tag(const struct coding *coding, struct view mention, struct view tag)
{
	struct view *coders;
	size_t count = coders_of(coding, mention, &coders);
	enum tag_state state = state_of(coding, mention, codebook_resolve(coding, tag), coders, count, NULL);

	free(coders);
	return state;
}

/* Whether only one coder coded the mention, of one mind: then what that layer says is all there is to say. */
static bool
is_plain(const struct coding *coding, struct view mention, const struct decided *fields, size_t count,
         size_t coder_count)
{
	size_t agreed_count;
	bool plain = coder_count <= 1;

	(void)coding_fields(coding, DECISION_AGREED, mention, &agreed_count);
	for (size_t i = 0; i < count; i++)
		plain = plain && !fields[i].conflict;
	return plain && agreed_count == 0;
}

void
coding_tags(const struct coding *coding, struct view mention, const struct view *tags, size_t count,
            enum tag_state *states)
{
	struct view *coders;
	size_t coder_count = coders_of(coding, mention, &coders), field_count;
	const struct decided *fields = coding_fields(coding, DECISION_TAG, mention, &field_count);
	bool plain = is_plain(coding, mention, fields, field_count, coder_count);

	for (size_t t = 0; t < count; t++)
		states[t] = !plain           ? state_of(coding, mention, tags[t], coders, coder_count, NULL)
		          : coder_count == 0 ? TAG_UNCODED
		                             : TAG_NO;
	for (size_t i = 0; plain && i < field_count; i++) {
		struct view tag = codebook_resolve(coding, fields[i].part);

		for (size_t t = 0; says_yes(&fields[i]) && t < count; t++)
			if (view_equal(tags[t], tag))
				states[t] = TAG_YES;
	}
	free(coders);
}

static void
add_disagreement(struct coding *coding, struct disagreement found, size_t *room)
{
	if (coding->disagreement_count == *room) {
		struct disagreement *old = coding->disagreements;

		*room = *room == 0 ? 64 : *room * 2;
		coding->disagreements = arena_array(&coding->lists, *room, sizeof(*old));
		for (size_t i = 0; i < coding->disagreement_count; i++)
			coding->disagreements[i] = old[i];
	}
	coding->disagreements[coding->disagreement_count++] = found;
}

/* All tags that somebody gave the mention. `fields` are its tag fields. */
static void
compare_layers(struct coding *coding, struct view mention, const struct decided *fields, size_t count,
               size_t *room)
{
	struct view *coders, *tags = xcalloc(count, sizeof(*tags));
	size_t coder_count = coders_of(coding, mention, &coders), tag_count = 0;

	for (size_t i = 0; i < count && coder_count > 1; i++)
		if (says_yes(&fields[i]))
			tags[tag_count++] = codebook_resolve(coding, fields[i].part);
	tag_count = sort_once(tags, tag_count);
	for (size_t t = 0; t < tag_count; t++) {
		struct disagreement found = { .mention = mention, .tag = tags[t] };

		found.yes = arena_array(&coding->lists, coder_count, sizeof(struct view));
		found.no = arena_array(&coding->lists, coder_count, sizeof(struct view));
		if (state_of(coding, mention, tags[t], coders, coder_count, &found) == TAG_DISPUTED &&
		    found.yes_count > 0)
			add_disagreement(coding, found, room);
	}
	free(coders);
	free(tags);
}

const struct disagreement *
coding_disagreements(struct coding *coding, size_t *count)
{
	size_t field_count, room = 0;
	const struct decided *fields;

	if (!coding->disagreements_good) {
		coding->disagreements = NULL;
		coding->disagreement_count = 0;
		fields = coding_fields(coding, DECISION_TAG, (struct view){ NULL, 0 }, &field_count);
		for (size_t from = 0, to; from < field_count; from = to) {
			for (to = from + 1;
			     to < field_count && view_equal(fields[to].subject, fields[from].subject);)
				to++;
			compare_layers(coding, fields[from].subject, fields + from, to - from, &room);
		}
		coding->disagreements_good = true;
	}
	*count = coding->disagreement_count;
	return coding->disagreements;
}

size_t
coding_recent(const struct coding *coding, struct view coder, struct view *tags, size_t most)
{
	size_t found = 0;

	for (size_t i = coding->log.count; i-- > 0 && found < most;) {
		const struct decision *decision = coding->log.list[i];
		bool known = false;

		if (!coding->counts[i] || decision->kind != DECISION_TAG ||
		    !view_is(decision->value, "yes") || !view_equal(decision->coder, coder))
			continue;
		for (size_t t = 0; t < found; t++)
			known |= view_equal(tags[t], decision->part);
		if (!known)
			tags[found++] = decision->part;
	}
	return found;
}
