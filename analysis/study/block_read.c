/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading blocks of responses from a study's records: analysis/study/block.h. The records are authentic, and
 * checked all the same: a mistake of ours must not become one of memory.
 */
#include "block.h"

#include <string.h>

#include "bytes.h"
#include "qtype.h"

enum { NUMBER_WIDTH = 8 };

/* Numbers in this machine's own byte order, and aligned. */
static const uint8_t *
native_numbers(const uint8_t *bytes, size_t count, struct arena *arena)
{
	uint8_t *numbers = arena_array(arena, count, NUMBER_WIDTH);

	for (size_t i = 0; i < count; i++) {
		uint64_t raw = load_number(bytes + i * NUMBER_WIDTH, NUMBER_WIDTH);

		memcpy(numbers + i * NUMBER_WIDTH, &raw, sizeof(raw));
	}
	return numbers;
}

static bool
read_columns(struct reader *reader, const struct layout_rows *layout, struct arena *arena, struct rows *rows)
{
	bool good = take_number(reader, 2) == layout->closed_count;

	rows->group = layout->group;
	rows->columns = arena_array(arena, layout->closed_count, sizeof(*rows->columns));
	rows->column_count = layout->closed_count;
	for (size_t i = 0; good && i < layout->closed_count; i++) {
		size_t width = (size_t)take_number(reader, 2);
		const uint8_t *bytes = take_array(reader, rows->count, width);

		good = bytes != NULL && width == layout->widths[i];
		if (good && layout->closed[i]->type->level == MEASUREMENT_NUMBER)
			bytes = native_numbers(bytes, rows->count, arena);
		rows->columns[i] = (struct column){ layout->closed[i], width, bytes };
	}
	return good;
}

/* Of the rows of one group; `responses` is the number of responses of the block. */
static bool
read_group(struct reader *reader, const struct layout_rows *layout, size_t responses, struct arena *arena,
           struct rows *rows)
{
	const uint8_t *bytes;
	uint32_t *response, before = 0;

	rows->count = (size_t)take_number(reader, 4);
	bytes = take_array(reader, rows->count, 4);
	if (bytes == NULL)
		return false;
	response = arena_array(arena, rows->count, sizeof(*response));
	for (size_t i = 0; i < rows->count; i++) {
		response[i] = (uint32_t)load_number(bytes + 4 * i, 4);
		if (response[i] >= responses || response[i] < before)
			return false;
		before = response[i];
	}
	rows->response = response;
	return read_columns(reader, layout, arena, rows);
}

bool
block_peek(struct view record, uint8_t hash[DEFINITION_HASH_BYTES])
{
	struct reader reader = reader_of(record);
	uint64_t version = take_number(&reader, 1);
	const uint8_t *bytes = take_bytes(&reader, DEFINITION_HASH_BYTES);

	if (version != BLOCK_VERSION || bytes == NULL)
		return false;
	memcpy(hash, bytes, DEFINITION_HASH_BYTES);
	return true;
}

static bool
modes_are_good(const struct block *block)
{
	bool good = block->modes != NULL && block->quotable != NULL;

	for (size_t i = 0; good && i < block->responses.count; i++)
		good = (block->modes[i] == SEAL_MODE_SERVER || block->modes[i] == SEAL_MODE_BROWSER) &&
		       block->quotable[i] <= 1;
	return good;
}

bool
block_read(struct view record, const struct layout *layout, struct arena *arena, struct block *block)
{
	struct reader reader = reader_of(record);
	struct rows rows;
	bool good;

	*block = (struct block){ .questionnaire = layout->questionnaire };
	take_bytes(&reader, 1 + DEFINITION_HASH_BYTES);
	block->responses.count = (size_t)take_number(&reader, 4);
	block->wave.len = (size_t)take_number(&reader, 1);
	block->wave.ptr = (const char *)take_bytes(&reader, block->wave.len);
	block->modes = take_bytes(&reader, block->responses.count);
	block->quotable = take_bytes(&reader, block->responses.count);
	block->mentions = arena_array(arena, layout->group_count, sizeof(struct rows));
	block->groups = arena_array(arena, layout->group_count, sizeof(struct rows));
	good = modes_are_good(block) && read_columns(&reader, &layout->responses, arena, &block->responses) &&
	       take_number(&reader, 2) == layout->group_count;
	for (size_t i = 0; good && i < layout->group_count; i++) {
		rows = (struct rows){ .count = 0 };
		good = read_group(&reader, &layout->groups[i], block->responses.count, arena, &rows);
		if (layout->groups[i].group->mention == MENTION_NONE)
			block->groups[block->group_count++] = rows;
		else
			block->mentions[block->mention_count++] = rows;
	}
	return good && reader.good && reader.left == 0;
}

static bool
read_text_column(struct reader *reader, size_t count, struct view *views)
{
	const uint8_t *lengths = take_array(reader, count, 4);

	if (lengths == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		views[i].len = (size_t)load_number(lengths + 4 * i, 4);
		views[i].ptr = (const char *)take_bytes(reader, views[i].len);
	}
	return reader->good;
}

static bool
read_texts(struct reader *reader, const struct layout_rows *layout, struct arena *arena, struct rows *rows)
{
	bool good = take_number(reader, 2) == layout->open_count;
	struct text_column *texts = arena_array(arena, layout->open_count, sizeof(*texts));

	for (size_t i = 0; good && i < layout->open_count; i++) {
		texts[i] =
		    (struct text_column){ .question = layout->open[i],
			                  .views = arena_array(arena, rows->count, sizeof(struct view)) };
		good = read_text_column(reader, rows->count, texts[i].views);
	}
	if (good) {
		rows->texts = texts;
		rows->text_count = layout->open_count;
	}
	return good;
}

bool
block_read_texts(struct view record, const struct layout *layout, struct arena *arena, struct block *block)
{
	struct reader reader = reader_of(record);
	size_t mention = 0, other = 0;
	bool good = read_texts(&reader, &layout->responses, arena, &block->responses);

	for (size_t i = 0; good && i < layout->group_count; i++) {
		struct rows *rows = layout->groups[i].group->mention == MENTION_NONE
		                      ? &block->groups[other++]
		                      : &block->mentions[mention++];

		good = read_texts(&reader, &layout->groups[i], arena, rows);
	}
	return good && reader.good && reader.left == 0;
}
