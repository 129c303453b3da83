/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the grid and the queue show: selection.h.
 */
#include "selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/decisions/finding.h"
#include "analysis/decisions/quote.h"
#include "memory.h"
#include "search.h"

enum { SELECTIONS_MAX = 64 };

const char *const selection_states[STATE_COUNT] = { "all", "uncoded", "coded", "loose", "personal" };
const char *const selection_sorts[SORT_COUNT] = { "id", "text", "length", "audience", "finding" };

struct selections {
	struct coding *coding;
	struct search *search;
	struct view coder;
	struct selection *list[SELECTIONS_MAX];
	size_t count;
	unsigned next;
	signed char *
	    personal; /* per mention whether something looks like personal data: 0 not known yet, 1 yes, -1 no */
};

struct selections *
selections_new(struct coding *coding, struct search *search, struct view coder)
{
	struct selections *selections = xcalloc(1, sizeof(*selections));

	selections->coding = coding;
	selections->search = search;
	selections->coder = coder;
	selections->next = 1;
	selections->personal = xcalloc(coding_mentions(coding)->count + 1, 1);
	selections_add(selections, &(struct selection_wish){ .state = STATE_UNCODED });
	selections_add(selections, &(struct selection_wish){ .state = STATE_ALL });
	return selections;
}

static void
selection_free(struct selection *selection)
{
	arena_release(&selection->arena);
	free(selection->list);
	free(selection);
}

void
selections_free(struct selections *selections)
{
	if (selections == NULL)
		return;
	for (size_t i = 0; i < selections->count; i++)
		selection_free(selections->list[i]);
	free(selections->personal);
	free(selections);
}

static bool
same_wish(const struct selection_wish *a, const struct selection_wish *b)
{
	return a->state == b->state && a->sort == b->sort && a->backwards == b->backwards &&
	       view_equal(a->words, b->words) && view_equal(a->audience, b->audience) &&
	       view_equal(a->kind, b->kind) && view_equal(a->tag, b->tag) &&
	       view_equal(a->finding, b->finding);
}

struct selection *
selections_add(struct selections *selections, const struct selection_wish *wish)
{
	struct selection *selection;

	for (size_t i = 0; i < selections->count; i++)
		if (same_wish(&selections->list[i]->wish, wish))
			return selections->list[i];
	if (selections->count == SELECTIONS_MAX) {
		/* The first two stay. */
		selection_free(selections->list[2]);
		memmove(selections->list + 2, selections->list + 3,
		        (SELECTIONS_MAX - 3) * sizeof(struct selection *));
		selections->count--;
	}
	selection = xcalloc(1, sizeof(*selection));
	selection->number = selections->next++;
	selection->wish = *wish;
	selection->wish.words = arena_copy(&selection->arena, wish->words);
	selection->wish.audience = arena_copy(&selection->arena, wish->audience);
	selection->wish.kind = arena_copy(&selection->arena, wish->kind);
	selection->wish.tag = arena_copy(&selection->arena, wish->tag);
	selection->wish.finding = arena_copy(&selection->arena, wish->finding);
	selections->list[selections->count++] = selection;
	return selection;
}

/* Whether something in it looks like personal data about which nobody decided yet. Looking costs much, so what has nothing
 * is remembered. */
static bool
is_personal(struct selections *selections, size_t at)
{
	const struct mention *mention = &coding_mentions(selections->coding)->list[at];
	struct marks marks = MARKS_INIT;
	bool open = false;

	if (selections->personal[at] == -1)
		return false;
	marks_find(&marks, selections->coding, mention);
	selections->personal[at] = marks.count > 0 ? 1 : -1;
	for (size_t i = 0; i < marks.count; i++)
		open = open || marks.list[i].state == MARK_OPEN || marks.list[i].state == MARK_CONFLICT;
	marks_release(&marks);
	return open;
}

static bool
has_state(struct selections *selections, size_t at, enum selection_state state)
{
	struct view id = view_of(coding_mentions(selections->coding)->list[at].id);

	switch (state) {
	case STATE_UNCODED:
		return !coding_coded(selections->coding, id, selections->coder);
	case STATE_CODED:
		return coding_coded(selections->coding, id, selections->coder);
	case STATE_LOOSE:
		return finding_of(selections->coding, id).len == 0;
	case STATE_PERSONAL:
		return is_personal(selections, at);
	case STATE_ALL:
	case STATE_COUNT:
		break;
	}
	return true;
}

static bool
fits(struct selections *selections, size_t at, const struct selection_wish *wish)
{
	const struct mention *mention = &coding_mentions(selections->coding)->list[at];
	struct view id = view_of(mention->id);

	return (wish->audience.len == 0 ||
	        view_equal(mention->block->questionnaire->audience, wish->audience)) &&
	       (wish->kind.len == 0 ||
	        view_is(wish->kind, mention_kind_name(mention->rows->group->mention))) &&
	       (wish->tag.len == 0 || coding_tagged(selections->coding, id, wish->tag, selections->coder)) &&
	       (wish->finding.len == 0 || view_equal(finding_of(selections->coding, id), wish->finding)) &&
	       has_state(selections, at, wish->state);
}

/* What is sorted by, worked out once for each. */
struct key {
	struct view text;
	size_t length, at;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *left = a, *right = b;
	int order = view_compare(left->text, right->text);

	if (order == 0)
		order = (left->length > right->length) - (left->length < right->length);
	return order != 0 ? order : (left->at > right->at) - (left->at < right->at);
}

static struct key
key_of(struct selections *selections, size_t at, enum selection_sort sort)
{
	const struct mention *mention = &coding_mentions(selections->coding)->list[at];
	struct key key = { .text = { "", 0 }, .at = at };

	if (sort == SORT_TEXT)
		key.text = mention_story(mention);
	else if (sort == SORT_LENGTH)
		key.length = mention_story(mention).len;
	else if (sort == SORT_AUDIENCE)
		key.text = mention->block->questionnaire->audience;
	else if (sort == SORT_FINDING)
		key.text = finding_of(selections->coding, view_of(mention->id));
	return key;
}

static void
sort_list(struct selections *selections, struct selection *selection)
{
	struct key *keys = xmalloc(selection->count * sizeof(*keys));

	for (size_t i = 0; i < selection->count; i++)
		keys[i] = key_of(selections, selection->list[i], selection->wish.sort);
	if (selection->count > 0)
		qsort(keys, selection->count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < selection->count; i++)
		selection->list[selection->wish.backwards ? selection->count - 1 - i : i] = keys[i].at;
	free(keys);
}

static void
make(struct selections *selections, struct selection *selection)
{
	size_t all = coding_mentions(selections->coding)->count;
	bool *found = xmalloc(all * sizeof(*found));

	if (selection->list == NULL)
		selection->list = xmalloc(all * sizeof(*selection->list));
	search_find(selections->search, selection->wish.words, found);
	selection->count = 0;
	for (size_t i = 0; i < all; i++)
		if (found[i] && fits(selections, i, &selection->wish))
			selection->list[selection->count++] = i;
	sort_list(selections, selection);
	selection->log_count = coding_log(selections->coding)->count;
	selection->made = true;
	free(found);
}

struct selection *
selections_as_it_was(struct selections *selections, struct view number)
{
	for (size_t i = 0; i < selections->count; i++) {
		char text[16];

		snprintf(text, sizeof(text), "%u", selections->list[i]->number);
		if (!view_is(number, text))
			continue;
		if (!selections->list[i]->made)
			make(selections, selections->list[i]);
		return selections->list[i];
	}
	return NULL;
}

struct selection *
selections_find(struct selections *selections, struct view number)
{
	struct selection *selection = selections_as_it_was(selections, number);

	if (selection != NULL && selection->log_count != coding_log(selections->coding)->count)
		make(selections, selection);
	return selection;
}

size_t
selection_place(const struct selection *selection, size_t mention)
{
	size_t place = 0;

	while (place < selection->count && selection->list[place] != mention)
		place++;
	return place;
}
