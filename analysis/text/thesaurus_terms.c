/* SPDX-License-Identifier: EUPL-1.2
 *
 * Finding the terms of a thesaurus in a text: by the stem of a term's first word, so that the work does not grow with the number of
 * terms.
 */
#include "thesaurus_terms.h"

#include <string.h>

#include "words_inside.h"

enum { TERM_ROWS = 1 << 12 };

struct thesaurus_terms {
	struct term *rows[TERM_ROWS];
	struct term *wildcards;
};

struct thesaurus_terms *
thesaurus_terms_new(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct thesaurus_terms));
}

static struct term **
row_of(struct thesaurus_terms *terms, struct view stem)
{
	return &terms->rows[word_set_hash(stem) % TERM_ROWS];
}

static bool
is_capitals(struct view text)
{
	bool capitals = text.len >= 2;

	for (size_t i = 0; i < text.len; i++)
		capitals = capitals && text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
	return capitals;
}

static struct term *
term_add(struct thesaurus *thesaurus, const struct concept *concept, enum term_form form)
{
	struct term *term = arena_alloc(&thesaurus->arena, sizeof(*term));

	term->form = form;
	term->concept = concept;
	return term;
}

static void
file(struct thesaurus *thesaurus, struct term *term)
{
	struct term **row = term->form == TERM_BEGINS || term->form == TERM_ENDS
	                      ? &thesaurus->terms->wildcards
	                      : row_of(thesaurus->terms, term->side[0].stem[0]);

	term->next = *row;
	*row = term;
}

static enum term_fault
read_side(struct thesaurus *thesaurus, struct words *words, struct view written, struct term_side *side,
          struct word_list *list)
{
	words_read(words, written, &thesaurus->arena, list);
	if (list->count == 0)
		return TERM_EMPTY;
	if (list->count > TERM_WORDS_MAX)
		return TERM_LONG;
	side->count = list->count;
	for (size_t i = 0; i < list->count; i++)
		side->stem[i] = list->list[i].stem;
	return TERM_GOOD;
}

static enum term_fault
add_wildcard(struct thesaurus *thesaurus, struct words *words, struct view written,
             const struct concept *concept)
{
	bool ends = written.ptr[0] == '*';
	struct view bare = { written.ptr + ends, written.len - 1 };
	struct term *term = term_add(thesaurus, concept, ends ? TERM_ENDS : TERM_BEGINS);
	struct word_list list;
	enum term_fault fault = read_side(thesaurus, words, bare, &term->side[0], &list);

	if (fault == TERM_GOOD && list.count > 1)
		fault = TERM_LONG;
	if (fault == TERM_GOOD) {
		term->side[0].stem[0] = list.list[0].folded;
		file(thesaurus, term);
	}
	return fault;
}

static enum term_fault
add_near(struct thesaurus *thesaurus, struct words *words, struct view left, struct view right,
         const struct concept *concept)
{
	struct term *term = term_add(thesaurus, concept, TERM_NEAR);
	struct word_list list;
	enum term_fault fault = read_side(thesaurus, words, left, &term->side[0], &list);

	if (fault == TERM_GOOD)
		fault = read_side(thesaurus, words, right, &term->side[1], &list);
	if (fault == TERM_GOOD)
		file(thesaurus, term);
	return fault;
}

static enum term_fault
add_plain(struct thesaurus *thesaurus, struct words *words, struct view written,
          const struct concept *concept)
{
	struct term *term = term_add(thesaurus, concept, TERM_PLAIN);
	struct word_list list;
	enum term_fault fault = read_side(thesaurus, words, written, &term->side[0], &list);

	if (fault != TERM_GOOD)
		return fault;
	term->capitals = is_capitals(written) && list.count == 1;
	file(thesaurus, term);
	if (list.count == 1 && list.list[0].part_count == 2) {
		/* A compound that people write in two: brief adres. */
		struct term *apart = term_add(thesaurus, concept, TERM_PLAIN);

		apart->side[0].count = 2;
		memcpy(apart->side[0].stem, list.list[0].part, 2 * sizeof(struct view));
		file(thesaurus, apart);
	}
	return TERM_GOOD;
}

enum term_fault
thesaurus_terms_add(struct thesaurus *thesaurus, struct words *words, struct view written,
                    const struct concept *concept)
{
	struct view all = view_trim(written);
	const char *dots = all.len < 4 ? NULL : memmem(all.ptr, all.len, " .. ", 4);

	if (all.len == 0)
		return TERM_EMPTY;
	if (dots != NULL) {
		struct view left = { all.ptr, (size_t)(dots - all.ptr) };
		struct view right = { dots + 4, all.len - left.len - 4 };

		return add_near(thesaurus, words, left, right, concept);
	}
	if (all.ptr[0] == '*' || all.ptr[all.len - 1] == '*')
		return add_wildcard(thesaurus, words, all, concept);
	return add_plain(thesaurus, words, all, concept);
}

static bool
is_word(const struct word *word, struct view stem, bool parts)
{
	bool found = view_equal(word->stem, stem);

	for (size_t p = 0; parts && p < word->part_count; p++)
		found = found || view_equal(word->part[p], stem);
	return found;
}

/* Whether a side stands at word `at`; a side of one word also inside a compound. */
static bool
stands_at(const struct term_side *side, const struct word_list *list, size_t at)
{
	bool found = at + side->count <= list->count;

	for (size_t i = 0; found && i < side->count; i++)
		found = is_word(&list->list[at + i], side->stem[i], side->count == 1) &&
		        (i == 0 || !list->list[at + i].breaks);
	return found;
}

/* The other side of a TERM_NEAR whose first side stands at `at`: its place, or the number of words when it is not there. */
static size_t
other_side(const struct term *term, const struct word_list *list, size_t at)
{
	size_t after = at + term->side[0].count, found = list->count;
	size_t before = at;

	for (size_t i = after; i < list->count && i - after <= CLAUSE_REACH && found == list->count; i++) {
		if (list->list[i].breaks)
			break;
		if (stands_at(&term->side[1], list, i))
			found = i;
	}
	while (found == list->count && before > 0 && at - before <= CLAUSE_REACH &&
	       !list->list[before].breaks) {
		before--;
		if (before + term->side[1].count <= at && stands_at(&term->side[1], list, before))
			found = before;
	}
	return found;
}

struct gathered {
	struct concept_match *list;
	size_t count, room;
	struct arena *arena;
};

static void
gather(struct gathered *gathered, const struct word_list *list, const struct concept *concept, size_t first,
       size_t last)
{
	const struct view begin = list->list[first].at, end = list->list[last].at;

	for (size_t i = gathered->count; i > 0 && gathered->list[i - 1].first == first; i--)
		if (gathered->list[i - 1].concept == concept) {
			/* The longer of two is the better reason. */
			if (gathered->list[i - 1].last < last) {
				gathered->list[i - 1].last = last;
				gathered->list[i - 1].found.len = (size_t)(end.ptr + end.len - begin.ptr);
			}
			return;
		}
	if (gathered->count == gathered->room) {
		struct concept_match *grown =
		    arena_array(gathered->arena, gathered->room * 2 + 16, sizeof(*grown));

		if (gathered->count > 0)
			memcpy(grown, gathered->list, gathered->count * sizeof(*grown));
		gathered->list = grown;
		gathered->room = gathered->room * 2 + 16;
	}
	gathered->list[gathered->count++] = (struct concept_match){
		.concept = concept,
		.first = first,
		.last = last,
		.found = { begin.ptr, (size_t)(end.ptr + end.len - begin.ptr) },
	};
}

static void
try_row(struct gathered *gathered, const struct term *row, const struct word_list *list, size_t at,
        struct view stem)
{
	for (const struct term *term = row; term != NULL; term = term->next) {
		size_t first = at, last = at + term->side[0].count - 1, other;

		if (!view_equal(term->side[0].stem[0], stem) || !stands_at(&term->side[0], list, at) ||
		    (term->capitals && !is_capitals(list->list[at].at)))
			continue;
		if (term->form == TERM_NEAR) {
			other = other_side(term, list, at);
			if (other == list->count)
				continue;
			first = other < first ? other : first;
			last =
			    other + term->side[1].count - 1 > last ? other + term->side[1].count - 1 : last;
		}
		gather(gathered, list, term->concept, first, last);
	}
}

static void
try_wildcards(struct gathered *gathered, const struct term *row, const struct word_list *list, size_t at)
{
	struct view folded = list->list[at].folded;

	for (const struct term *term = row; term != NULL; term = term->next) {
		struct view bare = term->side[0].stem[0];
		size_t from = term->form == TERM_ENDS && folded.len >= bare.len ? folded.len - bare.len : 0;

		if (folded.len >= bare.len && memcmp(folded.ptr + from, bare.ptr, bare.len) == 0)
			gather(gathered, list, term->concept, at, at);
	}
}

size_t
thesaurus_match(const struct thesaurus *thesaurus, const struct word_list *list, struct arena *arena,
                struct concept_match **matches)
{
	struct gathered gathered = { .arena = arena };

	for (size_t at = 0; at < list->count; at++) {
		const struct word *word = &list->list[at];

		try_row(&gathered, *row_of(thesaurus->terms, word->stem), list, at, word->stem);
		for (size_t p = 0; p < word->part_count; p++)
			if (!view_equal(word->part[p], word->stem))
				try_row(&gathered, *row_of(thesaurus->terms, word->part[p]), list, at,
				        word->part[p]);
		try_wildcards(&gathered, thesaurus->terms->wildcards, list, at);
	}
	*matches = gathered.list;
	return gathered.count;
}
