/* SPDX-License-Identifier: EUPL-1.2
 *
 * Words of a text: words.h. What a word is made into is remembered, because people use the same ones again and again.
 */
#include "words.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwbrk.h>

#include "words_inside.h"
#include "words_lists.h"

enum {
	FOLD_ROOM = 512,     /* bytes: a word of WORD_LENGTH_MAX, folded and taken apart */
	KNOWN_MAX = 1 << 17, /* remembered words, after which it starts anew */
	DICTIONARY_MAX = 1 << 26,
};

/* What a folded word was made into. */
struct known {
	struct known *next;
	struct view folded, stem, part[WORD_PARTS_MAX];
	size_t part_count;
	bool stop;
};

enum { KNOWN_ROWS = 1 << 14 };

struct words {
	struct sb_stemmer *stemmer;
	struct word_set dictionary;
	struct word_set nouns;  /* of which the form is that of a participle: geweld, gezicht */
	struct word_set proper; /* with a capital, and nobody's name: Zwolle, Marokkaan, Pasen */
	struct known *rows[KNOWN_ROWS];
	size_t known_count;
	bool stale;         /* a word came to the dictionary since */
	struct arena arena; /* of the known words: they come from answers, so it is wiped */
};

struct view
words_fold(struct view typed, char *room)
{
	uint8_t lower[FOLD_ROOM];
	size_t lower_len = sizeof(lower), len = 0,
	       cut = typed.len < WORD_LENGTH_MAX ? typed.len : WORD_LENGTH_MAX;
	uint8_t *made;
	ucs4_t before[2] = { 0, 0 };

	while (cut < typed.len && cut > 0 && ((unsigned char)typed.ptr[cut] & 0xc0) == 0x80)
		cut--;
	made = u8_casefold((const uint8_t *)typed.ptr, cut, "nl", UNINORM_NFKD, lower, &lower_len);
	for (size_t i = 0; made != NULL && i < lower_len;) {
		ucs4_t c;
		int step = u8_mbtouc(&c, made + i, lower_len - i);

		if (c == 0x2019)
			c = '\'';
		if (uc_combining_class(c) == 0 && c != 0xad && !(c == before[0] && c == before[1])) {
			int put = u8_uctomb((uint8_t *)room + len, c, (ptrdiff_t)(WORD_LENGTH_MAX - len));

			if (put <= 0)
				break;
			len += (size_t)put;
			before[1] = before[0];
			before[0] = c;
		}
		i += (size_t)step;
	}
	if (made != lower)
		free(made);
	return (struct view){ room, len };
}

/* The stem, in the arena. Snowball keeps the v and z of a plural and the t of a verb; we do not. */
static struct view
stem_of(struct words *words, struct view folded)
{
	char infinitive[WORD_LENGTH_MAX + 4];
	struct view base = word_set_has(&words->nouns, folded)
	                     ? folded
	                     : words_infinitive(&words->dictionary, folded, infinitive);
	const sb_symbol *stem = sb_stemmer_stem(words->stemmer, (const sb_symbol *)base.ptr, (int)base.len);
	struct view made = { (const char *)stem, (size_t)sb_stemmer_length(words->stemmer) };
	struct view copy;

	if (stem == NULL)
		memory_end();
	copy = arena_copy(&words->arena, made);
	if (copy.len > 2) {
		/* arena_copy() made these bytes for us alone. */
		char *last = (char *)(uintptr_t)copy.ptr + copy.len - 1;

		*last = *last == 'v' ? 'f' : *last == 'z' ? 's' : *last;
		/* adressen, bellen: Snowball does this for k, d and t alone. */
		if (*last == last[-1] && strchr("bcfglmnprs", *last) != NULL)
			copy.len--;
	}
	return copy;
}

static uint64_t
hash(struct view v)
{
	return word_set_hash(v);
}

static const struct known *
know(struct words *words, struct view folded)
{
	struct known **row = &words->rows[hash(folded) % KNOWN_ROWS], *known = *row;
	struct view usual, parts[WORD_PARTS_MAX];

	while (known != NULL && !view_equal(known->folded, folded))
		known = known->next;
	if (known != NULL)
		return known;
	known = arena_alloc(&words->arena, sizeof(*known));
	known->folded = arena_copy(&words->arena, folded);
	usual = words_usual(known->folded);
	known->stop = words_is_stop(usual);
	known->stem = stem_of(words, usual);
	known->part_count = known->stop ? 0 : words_split(&words->dictionary, usual, parts);
	for (size_t i = 0; i < known->part_count; i++)
		known->part[i] = stem_of(words, parts[i]);
	known->next = *row;
	*row = known;
	words->known_count++;
	return known;
}

static void
forget(struct words *words)
{
	arena_release(&words->arena);
	words->arena = ARENA_INIT;
	memset(words->rows, 0, sizeof(words->rows));
	words->known_count = 0;
	words->stale = false;
}

/* Whether a piece between two breaks is a word: it has a letter or a digit. */
static bool
is_word(struct view piece)
{
	bool found = false;

	for (size_t i = 0; i < piece.len && !found;) {
		ucs4_t c;

		i += (size_t)u8_mbtouc(&c, (const uint8_t *)piece.ptr + i, piece.len - i);
		found =
		    uc_is_property_alphabetic(c) || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_N);
	}
	return found;
}

static bool
ends_clause(struct view piece)
{
	return piece.len > 0 && strchr(".!?;:\n()", piece.ptr[0]) != NULL;
}

void
words_read(struct words *words, struct view text, struct arena *arena, struct word_list *list)
{
	const uint8_t *bad = u8_check((const uint8_t *)text.ptr, text.len);
	size_t len = bad == NULL ? text.len : (size_t)(bad - (const uint8_t *)text.ptr), count = 0, start = 0;
	char *breaks = xmalloc(len + 1), room[WORD_LENGTH_MAX + 8];
	bool broken = true;

	if (words->known_count > KNOWN_MAX || words->stale)
		forget(words);
	u8_wordbreaks((const uint8_t *)text.ptr, len, breaks);
	for (size_t i = 0; i < len; i++)
		count += breaks[i] != 0;
	list->list = arena_array(arena, count + 1, sizeof(*list->list));
	list->count = 0;
	for (size_t i = 1; i <= len; i++) {
		struct view piece = { text.ptr + start, i - start };
		struct word *word = &list->list[list->count];
		const struct known *known;

		if (i < len && breaks[i] == 0)
			continue;
		start = i;
		if (!is_word(piece)) {
			broken = broken || ends_clause(piece);
			continue;
		}
		known = know(words, words_fold(piece, room));
		*word = (struct word){ .at = piece, .stop = known->stop, .breaks = broken };
		/* Copies, because what is known may be forgotten when the next text is read. */
		word->folded = arena_copy(arena, known->folded);
		word->stem = arena_copy(arena, known->stem);
		word->part_count = known->part_count;
		for (size_t p = 0; p < known->part_count; p++)
			word->part[p] = arena_copy(arena, known->part[p]);
		list->count++;
		broken = false;
	}
	free(breaks);
}

void
words_add(struct words *words, struct view word)
{
	char room[WORD_LENGTH_MAX + 8];

	word_set_add(&words->dictionary, words_fold(word, room));
	words->stale = true;
}

bool
words_is_dutch(const struct words *words, struct view word)
{
	char room[WORD_LENGTH_MAX + 8];

	return words_is_form(&words->dictionary, words_usual(words_fold(word, room)));
}

bool
words_is_proper(const struct words *words, struct view word)
{
	char room[WORD_LENGTH_MAX + 8];

	return words_is_listed(&words->proper, words_fold(word, room));
}

bool
words_is_deed(const struct words *words, struct view word)
{
	char room[WORD_LENGTH_MAX + 8];
	struct view folded = words_fold(word, room);

	return !words_is_stop(folded) && words_is_conjugated(&words->dictionary, folded);
}

/* Whether a flag of OpenTaal's list, two letters, is among those behind a word. */
static bool
has_flag(struct view flags, const char *flag)
{
	bool found = false;

	for (size_t i = 0; i + 1 < flags.len; i += 2)
		found = found || memcmp(flags.ptr + i, flag, 2) == 0;
	return found;
}

/* Flags of two letters in OpenTaal's list: Z. and Y. are plurals, Ca begins compounds. */
static bool
is_noun(struct view flags)
{
	bool noun = false;

	for (size_t i = 0; i + 1 < flags.len; i += 2)
		noun = noun || flags.ptr[i] == 'Z' || flags.ptr[i] == 'Y' ||
		       (flags.ptr[i] == 'C' && flags.ptr[i + 1] == 'a');
	return noun;
}

/* Each line of a .dic file is a word, often with `/` and flags behind it. */
static void
read_dictionary(struct words *words, struct view text)
{
	struct view rest = text;

	(void)view_cut(&rest, '\n'); /* how many there are */
	while (rest.len > 0) {
		struct view line = view_cut(&rest, '\n'), word = view_trim(view_cut(&line, '/'));
		char room[WORD_LENGTH_MAX + 8];

		if (word.len == 0 || word.len >= WORD_LENGTH_MAX)
			continue;
		/* Names make no compounds here. PN is for what people are called; some places are too, with PI, and
		 * peoples, with a plural. */
		if (!(word.ptr[0] >= 'A' && word.ptr[0] <= 'Z'))
			words_add(words, word);
		else if (!has_flag(line, "PN") || has_flag(line, "PI") || is_noun(line))
			word_set_add(&words->proper, words_fold(word, room));
		if (view_starts(word, "ge") && is_noun(line))
			word_set_add(&words->nouns, word);
	}
}

bool
words_new(const char *dictionary, struct words **made, struct error *err)
{
	struct words *words = xcalloc(1, sizeof(*words));
	struct buf text = BUF_INIT;
	bool good = false;

	word_set_init(&words->dictionary);
	word_set_init(&words->nouns);
	word_set_init(&words->proper);
	words->stemmer = sb_stemmer_new("dutch", "UTF_8");
	if (words->stemmer == NULL) {
		fail(err, ERROR_SYSTEM, "libstemmer knows no Dutch");
		goto out;
	}
	if (dictionary != NULL) {
		if (!buf_read_file(&text, dictionary, DICTIONARY_MAX, err))
			goto out;
		read_dictionary(words, buf_view(&text));
	}
	good = true;
out:
	buf_release(&text);
	if (!good) {
		words_free(words);
		words = NULL;
	}
	*made = words;
	return good;
}

void
words_free(struct words *words)
{
	if (words == NULL)
		return;
	sb_stemmer_delete(words->stemmer);
	word_set_release(&words->dictionary);
	word_set_release(&words->nouns);
	word_set_release(&words->proper);
	arena_release(&words->arena);
	free(words);
}
