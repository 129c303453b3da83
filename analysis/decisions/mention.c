/* SPDX-License-Identifier: EUPL-1.2
 *
 * Mentions and their lasting ids: analysis/decisions/mention.h.
 */
#include "mention.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/study/bytes.h"

enum { GUESS_LEAST = 4 };

static void
make_id(const uint8_t key[STUDY_KEY_BYTES], const uint8_t *box, struct view group, size_t time,
        char id[MENTION_ID_TEXT])
{
	crypto_generichash_state state;
	uint8_t hash[32], number[4];

	store_number(number, time, sizeof(number));
	crypto_generichash_init(&state, key, STUDY_KEY_BYTES, sizeof(hash));
	crypto_generichash_update(&state, box, IDENTITY_BYTES);
	crypto_generichash_update(&state, (const uint8_t *)group.ptr, group.len);
	crypto_generichash_update(&state, number, sizeof(number));
	crypto_generichash_final(&state, hash, sizeof(hash));
	sodium_bin2hex(id, MENTION_ID_TEXT, hash, MENTION_ID_BYTES);
}

static void
add_rows(struct mention_list *mentions, const struct block *block, const struct rows *rows,
         const uint8_t *boxes, const uint8_t key[STUDY_KEY_BYTES])
{
	size_t time = 0;

	mentions->list = xrealloc(mentions->list, mentions->count + rows->count, sizeof(*mentions->list));
	for (size_t row = 0; row < rows->count; row++) {
		struct mention *mention = &mentions->list[mentions->count++];

		time = row > 0 && rows->response[row] == rows->response[row - 1] ? time + 1 : 0;
		*mention = (struct mention){ .block = block, .rows = rows, .row = row };
		make_id(key, boxes + (size_t)rows->response[row] * IDENTITY_BYTES, rows->group->id, time,
		        mention->id);
	}
}

static int
compare(const void *a, const void *b)
{
	const struct mention *one = a, *other = b;

	return strcmp(one->id, other->id);
}

bool
mentions_load(struct mention_list *mentions, struct study *study, struct error *err)
{
	uint8_t key[STUDY_KEY_BYTES];
	struct buf boxes = BUF_INIT;
	const struct block *blocks;
	size_t count;
	bool good = study_load_texts(study, err);

	study_mention_key(study, key);
	blocks = study_blocks(study, &count);
	for (size_t i = 0; good && i < count; i++) {
		buf_reset(&boxes);
		good = study_block_boxes(study, i, &boxes, err);
		for (size_t m = 0; good && m < blocks[i].mention_count; m++)
			add_rows(mentions, &blocks[i], &blocks[i].mentions[m], (const uint8_t *)boxes.data,
			         key);
	}
	if (mentions->count > 0)
		qsort(mentions->list, mentions->count, sizeof(*mentions->list), compare);
	buf_release(&boxes);
	sodium_memzero(key, sizeof(key));
	return good;
}

void
mentions_release(struct mention_list *mentions)
{
	free(mentions->list);
	*mentions = MENTIONS_INIT;
}

/* The first mention whose id is not before `id`. */
static size_t
lower_bound(const struct mention_list *mentions, struct view id)
{
	size_t low = 0, high = mentions->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (view_compare(view_of(mentions->list[middle].id), id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct mention *
mentions_find(const struct mention_list *mentions, struct view id)
{
	size_t at = lower_bound(mentions, id);

	return at < mentions->count && view_is(id, mentions->list[at].id) ? &mentions->list[at] : NULL;
}

static bool
begins(const struct mention_list *mentions, size_t at, struct view typed)
{
	return at < mentions->count && typed.len < MENTION_ID_TEXT &&
	       memcmp(mentions->list[at].id, typed.ptr, typed.len) == 0;
}

bool
mentions_guess(const struct mention_list *mentions, struct view typed, const struct mention **mention,
               struct error *err)
{
	size_t at;

	*mention = NULL;
	if (typed.len < GUESS_LEAST)
		return fail(err, ERROR_INVALID, "a mention is named by at least %d characters of its id",
		            GUESS_LEAST);
	at = lower_bound(mentions, typed);
	if (!begins(mentions, at, typed))
		return fail(err, ERROR_ABSENT, "there is no mention %.*s",
		            (int)(typed.len < 40 ? typed.len : 40), typed.ptr);
	if (begins(mentions, at + 1, typed))
		return fail(err, ERROR_INVALID, "more than one mention begins with %.*s", VIEW_ARGS(typed));
	*mention = &mentions->list[at];
	return true;
}

struct view
mention_text(const struct mention *mention, struct view question)
{
	for (size_t i = 0; i < mention->rows->text_count; i++)
		if (view_equal(mention->rows->texts[i].question->id, question))
			return mention->rows->texts[i].views[mention->row];
	return (struct view){ "", 0 };
}

struct view
mention_story(const struct mention *mention)
{
	return mention_text(mention, mention->rows->group->story->id);
}

static const struct column *
find_column(const struct rows *rows, struct view question)
{
	for (size_t i = 0; i < rows->column_count; i++)
		if (view_equal(rows->columns[i].question->id, question))
			return &rows->columns[i];
	return NULL;
}

bool
mention_has(const struct mention *mention, struct view question, struct view option)
{
	const struct column *column = find_column(mention->rows, question);
	size_t row = mention->row, index;

	if (column == NULL) {
		column = find_column(&mention->block->responses, question);
		row = mention->rows->response[mention->row];
	}
	if (column == NULL || column->question->option_count == 0)
		return false;
	index = question_option(column->question, option);
	return index < column->question->option_count &&
	       (column->bits[row * column->width + index / 8] >> (index % 8) & 1) != 0;
}

bool
mention_quotable(const struct mention *mention)
{
	return mention->block->quotable[mention->rows->response[mention->row]] != 0;
}
