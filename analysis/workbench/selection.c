/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the grid and the queue show: selection.h.
 */
#include "selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "search.h"

enum { SELECTIONS_MAX = 64 };

const char *const selection_states[STATE_COUNT] = { "all", "uncoded", "coded", "loose", "personal" };
const char *const selection_sorts[SORT_COUNT] = { "id", "text", "length", "audience", "finding" };

struct selections {
	struct coding *coding;
	struct search *search;
	struct standing *standing;
	struct selection *list[SELECTIONS_MAX];
	size_t count;
	unsigned next;
	size_t *orders[SORT_COUNT]; /* all mentions in each order that no decision changes; else NULL */
};

/* ---- Orders ---- */

/* What is sorted by, worked out once for each. */
struct key {
	struct view text;
	uint64_t
	    first; /* eight bytes of the text, so that most are told apart without looking at it; or a length */
	size_t at;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct key *left = a, *right = b;
	int order = (left->first > right->first) - (left->first < right->first);

	if (order == 0)
		order = view_compare(left->text, right->text);
	return order != 0 ? order : (left->at > right->at) - (left->at < right->at);
}

static uint64_t
first_bytes(struct view text)
{
	uint64_t first = 0;

	for (size_t i = 0; i < sizeof(first); i++)
		first = first << 8 | (i < text.len ? (unsigned char)text.ptr[i] : 0);
	return first;
}

static struct key
key_of(const struct selections *selections, size_t at, enum selection_sort sort)
{
	const struct mention *mention = &coding_mentions(selections->coding)->list[at];
	struct key key = { .text = { "", 0 }, .at = at };

	if (sort == SORT_TEXT)
		key.text = mention_story(mention);
	else if (sort == SORT_AUDIENCE)
		key.text = mention->block->questionnaire->audience;
	else if (sort == SORT_FINDING)
		key.text = standing_finding(selections->standing, at);
	key.first = sort == SORT_LENGTH ? mention_story(mention).len : first_bytes(key.text);
	return key;
}

/* All mentions in an order; owned by the caller. */
static size_t *
make_order(const struct selections *selections, enum selection_sort sort)
{
	size_t count = coding_mentions(selections->coding)->count;
	struct key *keys = xmalloc(count * sizeof(*keys));
	size_t *order = xmalloc(count * sizeof(*order));

	for (size_t i = 0; i < count; i++)
		keys[i] = key_of(selections, i, sort);
	if (count > 0)
		qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < count; i++)
		order[i] = keys[i].at;
	explicit_bzero(keys, count * sizeof(*keys));
	free(keys);
	return order;
}

/* ---- The list of selections ---- */

struct selections *
selections_new(struct coding *coding, struct search *search, struct standing *standing)
{
	struct selections *selections = xcalloc(1, sizeof(*selections));

	selections->coding = coding;
	selections->search = search;
	selections->standing = standing;
	selections->next = 1;
	for (int sort = SORT_TEXT; sort < SORT_FINDING; sort++)
		selections->orders[sort] = make_order(selections, (enum selection_sort)sort);
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
	for (int sort = 0; sort < SORT_COUNT; sort++)
		free(selections->orders[sort]);
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

/* ---- What a selection holds ---- */

static bool
has_state(const struct standing *standing, size_t at, enum selection_state state)
{
	switch (state) {
	case STATE_UNCODED:
		return !standing_coded(standing, at);
	case STATE_CODED:
		return standing_coded(standing, at);
	case STATE_LOOSE:
		return standing_finding(standing, at).len == 0;
	case STATE_PERSONAL:
		return standing_undecided(standing, at);
	case STATE_ALL:
	case STATE_COUNT:
		break;
	}
	return true;
}

static bool
fits(const struct selections *selections, size_t at, const struct selection_wish *wish,
     const struct standing_tag *tag)
{
	const struct mention *mention = &coding_mentions(selections->coding)->list[at];

	return (wish->audience.len == 0 ||
	        view_equal(mention->block->questionnaire->audience, wish->audience)) &&
	       (wish->kind.len == 0 ||
	        view_is(wish->kind, mention_kind_name(mention->rows->group->mention))) &&
	       (wish->tag.len == 0 || standing_tag_has(tag, at)) &&
	       (wish->finding.len == 0 ||
	        view_equal(standing_finding(selections->standing, at), wish->finding)) &&
	       has_state(selections->standing, at, wish->state);
}

static void
turn_round(size_t *list, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		size_t other = list[count - 1 - i];

		list[count - 1 - i] = list[i];
		list[i] = other;
	}
}

static void
make(struct selections *selections, struct selection *selection)
{
	const struct selection_wish *wish = &selection->wish;
	size_t all = coding_mentions(selections->coding)->count;
	size_t *own = wish->sort == SORT_FINDING ? make_order(selections, SORT_FINDING) : NULL;
	const size_t *order = own != NULL ? own : selections->orders[wish->sort];
	const struct standing_tag *tag = standing_tag_find(selections->standing, wish->tag);
	bool *found = xmalloc(all * sizeof(*found));

	if (selection->list == NULL)
		selection->list = xmalloc(all * sizeof(*selection->list));
	search_find(selections->search, wish->words, found);
	selection->count = 0;
	for (size_t i = 0; i < all; i++) {
		size_t at = order == NULL ? i : order[i];

		if (found[at] && fits(selections, at, wish, tag))
			selection->list[selection->count++] = at;
	}
	if (wish->backwards)
		turn_round(selection->list, selection->count);
	selection->version = standing_version(selections->standing);
	selection->searched = standing_searched(selections->standing);
	selection->made = true;
	free(found);
	free(own);
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

	if (selection != NULL && (selection->version != standing_version(selections->standing) ||
	                          (selection->wish.state == STATE_PERSONAL &&
	                           selection->searched != standing_searched(selections->standing))))
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
