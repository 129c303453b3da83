/* SPDX-License-Identifier: EUPL-1.2
 *
 * Making blocks of responses: analysis/study/block.h. Reading them back is block_read.c.
 */
#include "block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "qtype.h"

_Static_assert(sizeof(double) == 8, "a number is an IEEE 754 double");

enum { NUMBER_WIDTH = 8, NUMBER_TEXT_MAX = 64 };

/* ---- Layout --------------------------------------------------------------------------------------------- */

/* Bytes of a question's column; 0: it stands among the texts. */
static size_t
column_width(const struct question *question)
{
	switch (question->type->level) {
	case MEASUREMENT_NOMINAL:
	case MEASUREMENT_ORDINAL:
	case MEASUREMENT_RANKING:
		return (question->option_count + 7) / 8;
	case MEASUREMENT_NUMBER:
		return NUMBER_WIDTH;
	case MEASUREMENT_TEXT:
		break;
	}
	return 0;
}

static void
layout_add(struct layout_rows *rows, const struct question *question)
{
	size_t width = column_width(question);

	if (question->again)
		return;
	if (width == 0) {
		rows->open[rows->open_count++] = question;
		return;
	}
	rows->widths[rows->closed_count] = width;
	rows->closed[rows->closed_count++] = question;
	rows->closed_width += width;
}

static void
layout_rows_init(struct layout_rows *rows, const struct group *group, size_t most, struct arena *arena)
{
	*rows = (struct layout_rows){ .group = group };
	rows->closed = arena_array(arena, most, sizeof(struct question *));
	rows->open = arena_array(arena, most, sizeof(struct question *));
	rows->widths = arena_array(arena, most, sizeof(*rows->widths));
}

void
layout_init(struct layout *layout, const struct questionnaire *questionnaire, struct arena *arena)
{
	*layout = (struct layout){ .questionnaire = questionnaire };
	layout->groups = arena_array(arena, questionnaire->entry_count, sizeof(*layout->groups));
	layout_rows_init(&layout->responses, NULL, questionnaire->entry_count, arena);
	for (size_t i = 0; i < questionnaire->entry_count; i++) {
		const struct group *group = questionnaire->entries[i].group;
		struct layout_rows *rows = &layout->groups[layout->group_count];

		if (group == NULL) {
			layout_add(&layout->responses, questionnaire->entries[i].question);
			continue;
		}
		layout_rows_init(rows, group, group->question_count, arena);
		for (size_t j = 0; j < group->question_count; j++)
			layout_add(rows, &group->questions[j]);
		layout->group_count++;
	}
}

/* ---- From a response to a row --------------------------------------------------------------------------- */

/* A number as it was typed, checked by its question's type. (No program of ours changes the locale's decimal
 * point.) */
static double
number_of(const struct answer *answer)
{
	char text[NUMBER_TEXT_MAX];

	if (answer->count == 0 || answer->values[0].len >= sizeof(text))
		return NAN;
	memcpy(text, answer->values[0].ptr, answer->values[0].len);
	text[answer->values[0].len] = '\0';
	return strtod(text, NULL);
}

static void
add_closed(const struct question *question, size_t width, const struct answer *answer, struct buf *row)
{
	uint8_t bits[OPTIONS_MAX / 8 + NUMBER_WIDTH] = { 0 };

	if (question->type->level == MEASUREMENT_NUMBER) {
		double number = number_of(answer);
		uint64_t raw;

		memcpy(&raw, &number, sizeof(raw));
		store_number(bits, raw, NUMBER_WIDTH);
	} else {
		for (size_t i = 0; i < answer->count; i++) {
			size_t option = question_option(question, answer->values[i]);

			if (option < question->option_count && option / 8 < width)
				bits[option / 8] |= (uint8_t)(1U << option % 8);
		}
	}
	buf_add(row, bits, width);
}

static void
add_open(const struct answer *answer, struct buf *row)
{
	size_t length = answer->count > 0 ? answer->count - 1 : 0;

	for (size_t i = 0; i < answer->count; i++)
		length += answer->values[i].len;
	put_number(row, length, 4);
	for (size_t i = 0; i < answer->count; i++) {
		if (i > 0)
			buf_add_char(row, '\n');
		buf_add_view(row, answer->values[i]);
	}
}

static void
add_answers(const struct layout_rows *rows, const struct response *response, size_t time, struct buf *row)
{
	for (size_t i = 0; i < rows->closed_count; i++)
		add_closed(rows->closed[i], rows->widths[i], response_answer(response, rows->closed[i], time),
		           row);
	for (size_t i = 0; i < rows->open_count; i++)
		add_open(response_answer(response, rows->open[i], time), row);
}

static bool
is_answered(const struct layout_rows *rows, const struct response *response, size_t time)
{
	bool answered = false;

	for (size_t i = 0; i < rows->closed_count; i++)
		answered = answered || response_answer(response, rows->closed[i], time)->count > 0;
	for (size_t i = 0; i < rows->open_count; i++)
		answered = answered || response_answer(response, rows->open[i], time)->count > 0;
	return answered;
}

void
block_row(const struct layout *layout, const struct response *response, enum seal_mode mode, struct buf *row)
{
	const struct condition *quote_if = layout->questionnaire->quote_if;

	buf_add_char(row, (char)mode);
	buf_add_char(row, quote_if != NULL && response_fulfils(response, quote_if, 0));
	add_answers(&layout->responses, response, 0, row);
	for (size_t i = 0; i < layout->group_count; i++) {
		const struct layout_rows *rows = &layout->groups[i];
		size_t count_at = row->len;

		buf_add_char(row, 0);
		for (size_t time = 0; time < rows->group->times; time++)
			if (is_answered(rows, response, time)) {
				row->data[count_at]++;
				add_answers(rows, response, time, row);
			}
	}
}

/* ---- From rows to columns ------------------------------------------------------------------------------- */

static void
rows_builder_init(struct rows_builder *builder, const struct layout_rows *rows)
{
	*builder = (struct rows_builder){ .count = 0 };
	builder->columns = xcalloc(rows->closed_count, sizeof(struct buf));
	builder->lengths = xcalloc(rows->open_count, sizeof(struct buf));
	builder->texts = xcalloc(rows->open_count, sizeof(struct buf));
}

void
block_builder_init(struct block_builder *builder, const struct layout *layout)
{
	*builder = (struct block_builder){ .layout = layout };
	builder->groups = xcalloc(layout->group_count, sizeof(*builder->groups));
	rows_builder_init(&builder->responses, &layout->responses);
	for (size_t i = 0; i < layout->group_count; i++)
		rows_builder_init(&builder->groups[i], &layout->groups[i]);
}

/* What was written by block_row() in this same process fits; it is read with bounds all the same. */
static void
take_answers(struct rows_builder *builder, const struct layout_rows *rows, size_t response,
             struct reader *reader)
{
	put_number(&builder->response, response, 4);
	for (size_t i = 0; i < rows->closed_count; i++) {
		const uint8_t *bits = take_bytes(reader, rows->widths[i]);

		if (bits == NULL)
			abort();
		buf_add(&builder->columns[i], bits, rows->widths[i]);
	}
	for (size_t i = 0; i < rows->open_count; i++) {
		size_t length = (size_t)take_number(reader, 4);
		const uint8_t *text = take_bytes(reader, length);

		if (text == NULL)
			abort();
		put_number(&builder->lengths[i], length, 4);
		buf_add(&builder->texts[i], text, length);
	}
	builder->count++;
}

void
block_builder_add(struct block_builder *builder, struct view row)
{
	const struct layout *layout = builder->layout;
	struct reader reader = reader_of(row);

	buf_add_char(&builder->modes, (char)take_number(&reader, 1));
	buf_add_char(&builder->quotable, (char)take_number(&reader, 1));
	take_answers(&builder->responses, &layout->responses, builder->count, &reader);
	for (size_t i = 0; i < layout->group_count; i++) {
		size_t times = (size_t)take_number(&reader, 1);

		for (size_t time = 0; time < times; time++)
			take_answers(&builder->groups[i], &layout->groups[i], builder->count, &reader);
	}
	builder->count++;
}

static void
add_columns(const struct rows_builder *builder, const struct layout_rows *rows, struct buf *record)
{
	put_number(record, rows->closed_count, 2);
	for (size_t i = 0; i < rows->closed_count; i++) {
		put_number(record, rows->widths[i], 2);
		buf_add_view(record, buf_view(&builder->columns[i]));
	}
}

void
block_builder_facts(const struct block_builder *builder, struct view wave, struct buf *record)
{
	const struct layout *layout = builder->layout;

	put_number(record, BLOCK_VERSION, 1);
	buf_add(record, layout->questionnaire->hash, DEFINITION_HASH_BYTES);
	put_number(record, builder->count, 4);
	put_number(record, wave.len, 1);
	buf_add_view(record, wave);
	buf_add_view(record, buf_view(&builder->modes));
	buf_add_view(record, buf_view(&builder->quotable));
	add_columns(&builder->responses, &layout->responses, record);
	put_number(record, layout->group_count, 2);
	for (size_t i = 0; i < layout->group_count; i++) {
		put_number(record, builder->groups[i].count, 4);
		buf_add_view(record, buf_view(&builder->groups[i].response));
		add_columns(&builder->groups[i], &layout->groups[i], record);
	}
}

static void
add_texts(const struct rows_builder *builder, const struct layout_rows *rows, struct buf *record)
{
	put_number(record, rows->open_count, 2);
	for (size_t i = 0; i < rows->open_count; i++) {
		buf_add_view(record, buf_view(&builder->lengths[i]));
		buf_add_view(record, buf_view(&builder->texts[i]));
	}
}

void
block_builder_texts(const struct block_builder *builder, struct buf *record)
{
	add_texts(&builder->responses, &builder->layout->responses, record);
	for (size_t i = 0; i < builder->layout->group_count; i++)
		add_texts(&builder->groups[i], &builder->layout->groups[i], record);
}

static void
rows_builder_reset(struct rows_builder *builder, const struct layout_rows *rows)
{
	for (size_t i = 0; i < rows->closed_count; i++)
		buf_clean(&builder->columns[i]);
	for (size_t i = 0; i < rows->open_count; i++) {
		buf_clean(&builder->lengths[i]);
		buf_clean(&builder->texts[i]);
	}
	buf_clean(&builder->response);
	builder->count = 0;
}

void
block_builder_reset(struct block_builder *builder)
{
	rows_builder_reset(&builder->responses, &builder->layout->responses);
	for (size_t i = 0; i < builder->layout->group_count; i++)
		rows_builder_reset(&builder->groups[i], &builder->layout->groups[i]);
	buf_clean(&builder->modes);
	buf_clean(&builder->quotable);
	builder->count = 0;
}

static void
rows_builder_release(struct rows_builder *builder, const struct layout_rows *rows)
{
	for (size_t i = 0; i < rows->closed_count; i++)
		buf_wipe(&builder->columns[i]);
	for (size_t i = 0; i < rows->open_count; i++) {
		buf_wipe(&builder->lengths[i]);
		buf_wipe(&builder->texts[i]);
	}
	buf_wipe(&builder->response);
	free(builder->columns);
	free(builder->lengths);
	free(builder->texts);
}

void
block_builder_release(struct block_builder *builder)
{
	if (builder->layout == NULL)
		return;
	rows_builder_release(&builder->responses, &builder->layout->responses);
	for (size_t i = 0; i < builder->layout->group_count; i++)
		rows_builder_release(&builder->groups[i], &builder->layout->groups[i]);
	free(builder->groups);
	buf_wipe(&builder->modes);
	buf_wipe(&builder->quotable);
	*builder = (struct block_builder){ .layout = NULL };
}
