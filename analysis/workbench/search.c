/* SPDX-License-Identifier: EUPL-1.2
 *
 * Full-text search: search.h. All stems of all mentions stand one behind the other in one piece of memory, with a blank
 * between them and before each; that is read from end to end for a search (fifty thousand mentions are some 10 MB).
 */
#include "search.h"

#include <libstemmer.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

#include "memory.h"

enum { WORD_BYTES_MAX = 64 /* what is longer is cut */ };

struct search {
	struct sb_stemmer *stemmer;
	struct buf stems;
	size_t *start; /* of each mention in `stems`, and one more */
	size_t count;
};

static size_t
word_length(const uint8_t *at, size_t left, bool *word)
{
	ucs4_t letter;
	int taken = u8_mbtouc(&letter, at, left);

	*word = uc_is_alnum(letter);
	return (size_t)taken;
}

/* Appends the stem of a folded word, with a blank before it. */
static void
add_stem(struct search *search, struct view word, bool stem, struct buf *out)
{
	const sb_symbol *found = NULL;

	if (word.len > WORD_BYTES_MAX)
		word.len = WORD_BYTES_MAX;
	buf_add_char(out, ' ');
	if (stem)
		found = sb_stemmer_stem(search->stemmer, (const sb_symbol *)word.ptr, (int)word.len);
	if (found != NULL)
		buf_add(out, found, (size_t)sb_stemmer_length(search->stemmer));
	else
		buf_add_view(out, word);
}

/* Appends the stems of a text. With `open` its last word stays as it is: somebody may still be typing it. */
static void
add_stems(struct search *search, struct view text, bool open, struct buf *out)
{
	size_t length = 0, at = 0;
	uint8_t *folded = u8_casefold((const uint8_t *)text.ptr, text.len, NULL, UNINORM_NFKC, NULL, &length);

	while (folded != NULL && at < length) {
		size_t first;
		bool word = false;

		while (at < length) {
			size_t taken = word_length(folded + at, length - at, &word);

			if (word)
				break;
			at += taken;
		}
		first = at;
		while (at < length) {
			size_t taken = word_length(folded + at, length - at, &word);

			if (!word)
				break;
			at += taken;
		}
		if (at > first)
			add_stem(search, (struct view){ (const char *)folded + first, at - first },
			         !open || at < length, out);
	}
	if (folded != NULL)
		sodium_memzero(folded, length);
	free(folded);
}

struct search *
search_new(const struct mentions *mentions)
{
	struct search *search = xcalloc(1, sizeof(*search));

	search->stemmer = sb_stemmer_new("dutch", "UTF_8");
	if (search->stemmer == NULL)
		memory_end();
	search->count = mentions->count;
	search->start = xmalloc((mentions->count + 1) * sizeof(*search->start));
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->list[i];

		search->start[i] = search->stems.len;
		for (size_t t = 0; t < mention->rows->text_count; t++)
			add_stems(search, mention->rows->texts[t].views[mention->row], false, &search->stems);
		buf_add_char(&search->stems, ' ');
	}
	search->start[mentions->count] = search->stems.len;
	return search;
}

void
search_free(struct search *search)
{
	if (search == NULL)
		return;
	sb_stemmer_delete(search->stemmer);
	buf_wipe(&search->stems);
	free(search->start);
	free(search);
}

/* Leaves only those mentions that have this word. */
static void
narrow(const struct search *search, struct view word, bool *found)
{
	for (size_t i = 0; i < search->count; i++)
		if (found[i])
			found[i] =
			    memmem(search->stems.data + search->start[i],
			           search->start[i + 1] - search->start[i], word.ptr, word.len) != NULL;
}

void
search_find(struct search *search, struct view asked, bool *found)
{
	struct buf whole = BUF_INIT, open = BUF_INIT;
	struct view words;

	for (size_t i = 0; i < search->count; i++)
		found[i] = true;
	add_stems(search, asked, false, &whole);
	add_stems(search, asked, true, &open);
	buf_add_char(&whole, ' ');
	words = buf_view(&whole);
	/* Every word between two blanks; the last one as a stem, or as the beginning of a word. */
	while (words.len > 1) {
		const char *end = memchr(words.ptr + 1, ' ', words.len - 1);
		struct view word = { words.ptr, (size_t)(end - words.ptr) + 1 };

		words.len -= word.len - 1;
		words.ptr = end;
		if (words.len > 1) {
			narrow(search, word, found);
		} else {
			const char *last = memrchr(open.data, ' ', open.len);
			struct view beginning = { last, open.len - (size_t)(last - open.data) };
			bool *also = xmalloc(search->count * sizeof(*also));

			memcpy(also, found, search->count * sizeof(*also));
			narrow(search, word, found);
			narrow(search, beginning, also);
			for (size_t i = 0; i < search->count; i++)
				found[i] = found[i] || also[i];
			free(also);
		}
	}
	buf_wipe(&whole);
	buf_wipe(&open);
}

struct view
search_stem(struct search *search, struct view word, struct arena *arena)
{
	struct buf out = BUF_INIT;
	struct view stem;

	add_stems(search, word, false, &out);
	stem = arena_copy(arena, view_trim(buf_view(&out)));
	buf_wipe(&out);
	return stem;
}
