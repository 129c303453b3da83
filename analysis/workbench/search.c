/* SPDX-License-Identifier: EUPL-1.2
 *
 * Full-text search: search.h. All stems of all mentions stand one behind the other in one piece of memory, with a blank
 * between them and before each; that is read from end to end for a search (fifty thousand mentions are some 10 MB).
 */
#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/text/words.h"
#include "memory.h"

struct search {
	struct words *words;
	struct buf stems;
	size_t *start; /* of each mention in `stems`, and one more */
	size_t count;
};

/* Appends the stems of a text, with a blank before each. With `open` its last word stays as it is: somebody may still be
 * typing it. */
static void
add_stems(struct search *search, struct view text, bool open, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct word_list words;

	words_read(search->words, text, &arena, &words);
	for (size_t i = 0; i < words.count; i++) {
		buf_add_char(out, ' ');
		buf_add_view(out, open && i + 1 == words.count ? words.list[i].folded : words.list[i].stem);
	}
	arena_release(&arena);
}

struct search *
search_new(const struct mention_list *mentions, struct error *err)
{
	struct search *search = xcalloc(1, sizeof(*search));

	if (!words_new(NULL, &search->words, err)) {
		free(search);
		return NULL;
	}
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
	words_free(search->words);
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

void
search_words(struct search *search, struct view text, struct arena *arena, struct word_list *words)
{
	words_read(search->words, text, arena, words);
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
