/* SPDX-License-Identifier: EUPL-1.2
 *
 * Compounds and verbs by a list of words: words_inside.h.
 */
#include "words_inside.h"

#include <stdlib.h>
#include <string.h>

#include "words_lists.h"

enum { HALF_LEAST = 4 };

void
word_set_init(struct word_set *set)
{
	*set = (struct word_set){ .room = 1 << 12 };
	set->list = xcalloc(set->room, sizeof(*set->list));
}

void
word_set_release(struct word_set *set)
{
	free(set->list);
	*set = (struct word_set){ .list = NULL };
}

uint64_t
word_set_hash(struct view word)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.ptr[i]) * 0x100000001b3U;
	hash ^= hash >> 32;
	return hash == 0 ? 1 : hash;
}

static size_t
place(const struct word_set *set, uint64_t hash)
{
	size_t at = (size_t)hash & (set->room - 1);

	while (set->list[at] != 0 && set->list[at] != hash)
		at = (at + 1) & (set->room - 1);
	return at;
}

void
word_set_add(struct word_set *set, struct view word)
{
	uint64_t hash = word_set_hash(word);
	size_t at;

	if (word.len == 0)
		return;
	if (set->count * 2 >= set->room) {
		struct word_set grown = { .room = set->room * 2 };

		grown.list = xcalloc(grown.room, sizeof(*grown.list));
		for (size_t i = 0; i < set->room; i++)
			if (set->list[i] != 0)
				grown.list[place(&grown, set->list[i])] = set->list[i];
		free(set->list);
		set->list = grown.list;
		set->room = grown.room;
	}
	at = place(set, hash);
	set->count += set->list[at] == 0;
	set->list[at] = hash;
}

bool
word_set_has(const struct word_set *set, struct view word)
{
	return word.len > 0 && set->list[place(set, word_set_hash(word))] != 0;
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

/* Whether what is left without an ending is a word, once its spelling is that of a word by itself: gezinn(en), problem(en),
 * briev(en). */
static bool
is_bare(const struct word_set *dictionary, struct view left)
{
	char room[WORD_LENGTH_MAX + 4], last = left.len == 0 ? '\0' : left.ptr[left.len - 1];
	struct view made = { room, left.len };

	if (left.len < 3 || left.len > WORD_LENGTH_MAX || is_vowel(last))
		return false;
	memcpy(room, left.ptr, left.len);
	if (last == room[left.len - 2]) {
		made.len--;
	} else if (is_vowel(room[left.len - 2]) && !is_vowel(room[left.len - 3])) {
		room[left.len - 1] = room[left.len - 2];
		room[made.len++] = last == 'v' ? 'f' : last == 'z' ? 's' : last;
	} else {
		room[left.len - 1] = last == 'v' ? 'f' : last == 'z' ? 's' : last;
	}
	return word_set_has(dictionary, made);
}

/* A word as the dictionary has it: plurals are not listed. */
bool
words_is_listed(const struct word_set *dictionary, struct view half)
{
	static const char *const endings[] = { "", "s", "en", "e", "n" };
	bool found = false;

	if (half.len < HALF_LEAST || words_is_prefix(half))
		return false;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings) && !found; i++) {
		size_t ending = strlen(endings[i]);
		struct view base = { half.ptr, half.len - ending };

		if (base.len >= HALF_LEAST && memcmp(half.ptr + base.len, endings[i], ending) == 0)
			found = !words_is_prefix(base) &&
			        (word_set_has(dictionary, base) || (ending > 0 && is_bare(dictionary, base)));
	}
	return found;
}

/* The first half without what links it to the second; empty when it is no word. */
static struct view
first_half(const struct word_set *dictionary, struct view half)
{
	static const char *const links[] = { "", "s", "en", "e", "-" };
	struct view found = { NULL, 0 };

	for (size_t i = 0; i < sizeof(links) / sizeof(*links) && found.len == 0; i++) {
		size_t link = strlen(links[i]);
		struct view base = { half.ptr, half.len < link ? 0 : half.len - link };

		if (base.len >= HALF_LEAST && memcmp(half.ptr + base.len, links[i], link) == 0 &&
		    !words_is_prefix(base) && !words_is_stop(base) && word_set_has(dictionary, base))
			found = base;
	}
	return found;
}

static bool
is_letters(struct view word)
{
	bool letters = true;

	for (size_t i = 0; i < word.len; i++)
		letters = letters && word.ptr[i] >= 'a' && word.ptr[i] <= 'z';
	return letters;
}

/* Two halves. */
static bool
is_compound(const struct word_set *dictionary, struct view word)
{
	bool found = false;

	for (size_t cut = HALF_LEAST; cut + HALF_LEAST <= word.len && !found; cut++) {
		struct view first = { word.ptr, cut }, last = { word.ptr + cut, word.len - cut };

		found = words_is_listed(dictionary, last) && first_half(dictionary, first).len > 0;
	}
	return found;
}

size_t
words_split(const struct word_set *dictionary, struct view folded, struct view *parts)
{
	struct view rest = folded, found[WORD_PARTS_MAX];
	size_t count = 0;
	bool split = is_letters(folded);

	while (split && count + 1 < WORD_PARTS_MAX) {
		split = false;
		for (size_t cut = HALF_LEAST; cut + HALF_LEAST <= rest.len && !split; cut++) {
			struct view first = { rest.ptr, cut }, last = { rest.ptr + cut, rest.len - cut };

			if (!words_is_listed(dictionary, last) && !is_compound(dictionary, last))
				continue;
			first = first_half(dictionary, first);
			if (first.len == 0)
				continue;
			/* The first half is the whole word that was left; the last may be a compound again. */
			found[count++] = first;
			rest = last;
			split = true;
		}
	}
	if (count == 0)
		return 0;
	found[count++] = rest;
	memcpy(parts, found, count * sizeof(*parts));
	return count;
}

/* Writes the infinitive that a verb's root would have; returns its length. */
static size_t
infinitive_of(struct view root, char *room)
{
	size_t len = root.len;
	char last = root.ptr[len - 1];

	memcpy(room, root.ptr, len);
	if (!is_vowel(last) && is_vowel(room[len - 2]) && room[len - 2] == room[len - 3]) {
		/* betaal: betalen; leef: leven */
		room[len - 2] = last == 'f' ? 'v' : last == 's' ? 'z' : last;
		len--;
	} else if (!is_vowel(last) && is_vowel(room[len - 2]) && !is_vowel(room[len - 3])) {
		room[len++] = last; /* bel: bellen */
	} else if (last == 'f' || last == 's') {
		room[len - 1] = last == 'f' ? 'v' : 'z'; /* schrijf: schrijven */
	}
	memcpy(room + len, "en", 2);
	return len + 2;
}

struct view
words_infinitive(const struct word_set *dictionary, struct view folded, char *room)
{
	char last = folded.len == 0 ? '\0' : folded.ptr[folded.len - 1];
	bool participle = folded.len >= 6 && memcmp(folded.ptr, "ge", 2) == 0 && (last == 'd' || last == 't');
	struct view made = folded, root = folded;

	if (folded.len < 4 || folded.len + 2 > WORD_LENGTH_MAX || !is_letters(folded))
		return folded;
	/* A noun or a verb of its own: kasten, starten. */
	memcpy(room, folded.ptr, folded.len);
	memcpy(room + folded.len, "en", 2);
	if (word_set_has(dictionary, (struct view){ room, folded.len + 2 }))
		return folded;
	if (participle)
		root = (struct view){ folded.ptr + 2, folded.len - 3 };
	else if (last == 't')
		root = (struct view){ folded.ptr, folded.len - 1 };
	if (root.len != folded.len && root.len >= 3) {
		struct view infinitive = { room, infinitive_of(root, room) };

		if (word_set_has(dictionary, infinitive))
			made = infinitive;
	}
	return made;
}

bool
words_is_conjugated(const struct word_set *dictionary, struct view folded)
{
	static const char *const endings[] = { "t", "te", "de" };
	char room[WORD_LENGTH_MAX + 4];
	bool found = false;

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings) && !found; i++) {
		size_t ending = strlen(endings[i]);
		struct view root = { folded.ptr, folded.len < ending ? 0 : folded.len - ending };

		if (root.len < 3 || root.len + 3 >= WORD_LENGTH_MAX || !is_letters(root) ||
		    memcmp(folded.ptr + root.len, endings[i], ending) != 0)
			continue;
		found = word_set_has(dictionary, (struct view){ room, infinitive_of(root, room) });
		if (!found) {
			/* regel: regelen, without a second l */
			memcpy(room, root.ptr, root.len);
			memcpy(room + root.len, "en", 2);
			found = word_set_has(dictionary, (struct view){ room, root.len + 2 });
		}
	}
	return found;
}

bool
words_is_form(const struct word_set *dictionary, struct view folded)
{
	static const char *const endings[] = { "",   "s",  "'s", "e",   "en", "n",  "t",   "d",
		                               "te", "de", "je", "tje", "er", "st", "ten", "den" };
	struct view parts[WORD_PARTS_MAX];
	char room[WORD_LENGTH_MAX + 4];
	bool found = false;

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings) && !found; i++) {
		size_t ending = strlen(endings[i]);
		struct view base = { folded.ptr, folded.len < ending ? 0 : folded.len - ending };

		if (base.len < 2 || memcmp(folded.ptr + base.len, endings[i], ending) != 0)
			continue;
		found = word_set_has(dictionary, base) || (ending > 0 && is_bare(dictionary, base));
		if (!found && base.len > 2 && base.len + 2 < sizeof(room)) {
			/* bel: bellen; loop: lopen */
			size_t len = infinitive_of(base, room);

			found = word_set_has(dictionary, (struct view){ room, len });
		}
	}
	return found || words_split(dictionary, folded, parts) > 0;
}
