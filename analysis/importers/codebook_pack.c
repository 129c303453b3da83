/* SPDX-License-Identifier: EUPL-1.2
 *
 * What was read of a codebook's file, from one process to another: codebook_inside.h. Numbers and texts with their lengths, as
 * "12 " and "5:wonen"; "-" is a part that the file does not have.
 */
#include <stddef.h>
#include <string.h>

#include "codebook_inside.h"

enum { NUMBER_MOST = 1 << 30, PROBLEMS_MOST = 10000, TEXT_SHOWN = 400 };

/* The parts that readers fill. */
static const size_t parts[] = {
	offsetof(struct read_code, guid),        offsetof(struct read_code, id),
	offsetof(struct read_code, name),        offsetof(struct read_code, definition),
	offsetof(struct read_code, example),     offsetof(struct read_code, keywords),
	offsetof(struct read_code, colour),      offsetof(struct read_code, state),
	offsetof(struct read_code, description), offsetof(struct read_code, parent),
};

static struct view *
part_of(struct read_code *code, size_t part)
{
	return (struct view *)(void *)((char *)code + parts[part]);
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static void
pack_text(struct view text, struct buf *out)
{
	if (text.ptr == NULL)
		buf_add_char(out, '-');
	else
		buf_printf(out, "%zu:", text.len);
	buf_add_view(out, text);
}

void
codebook_pack(const struct code_reading *reading, struct buf *out)
{
	const struct problems *problems = reading->problems;

	buf_printf(out, "%zu ", problems->count);
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->list[i];

		buf_printf(out, "%d %u %u ", problem->severity == SEVERITY_ERROR, problem->line,
		           problem->column);
		pack_text(view_of(problem->text), out);
	}
	buf_printf(out, "%zu ", reading->count);
	for (size_t i = 0; i < reading->count; i++) {
		const struct read_code *code = &reading->codes[i];

		/* 0: not nested, 1: at the top, else 2 and the number of the one above. */
		buf_printf(out, "%zu %u %u ",
		           !code->nested                  ? 0
		           : code->above == CODEBOOK_NONE ? 1
		                                          : code->above + 2,
		           code->line, code->column);
		for (size_t part = 0; part < sizeof(parts) / sizeof(parts[0]); part++)
			pack_text(*part_of(&reading->codes[i], part), out);
	}
}

/* ---- reading --------------------------------------------------------------------------------------------- */

/* A number before `end`. */
static bool
take_number(struct view *rest, char end, size_t most, size_t *number)
{
	size_t len = 0;

	*number = 0;
	while (len < rest->len && len < 10 && rest->ptr[len] >= '0' && rest->ptr[len] <= '9')
		*number = *number * 10 + (size_t)(rest->ptr[len++] - '0');
	if (len == 0 || len == rest->len || rest->ptr[len] != end || *number > most)
		return false;
	rest->ptr += len + 1;
	rest->len -= len + 1;
	return true;
}

static bool
take_text(struct view *rest, struct view *text)
{
	size_t len;

	*text = (struct view){ NULL, 0 };
	if (view_starts(*rest, "-")) {
		rest->ptr++;
		rest->len--;
		return true;
	}
	if (!take_number(rest, ':', rest->len, &len) || len > rest->len)
		return false;
	*text = (struct view){ rest->ptr, len };
	rest->ptr += len;
	rest->len -= len;
	return true;
}

static bool
take_problem(struct code_reading *reading, struct view *rest)
{
	size_t wrong, line, column;
	struct view text;

	if (!take_number(rest, ' ', 1, &wrong) || !take_number(rest, ' ', NUMBER_MOST, &line) ||
	    !take_number(rest, ' ', NUMBER_MOST, &column) || !take_text(rest, &text))
		return false;
	problems_add(reading->problems, wrong ? SEVERITY_ERROR : SEVERITY_WARNING, reading->file,
	             (unsigned)line, (unsigned)column, "%.*s",
	             (int)(text.len < TEXT_SHOWN ? text.len : TEXT_SHOWN), text.len > 0 ? text.ptr : "");
	return true;
}

static bool
take_code(struct code_reading *reading, struct view *rest)
{
	size_t above, line, column;
	struct read_code *code;
	struct view text;

	/* Only one that came before can be the one above. */
	if (!take_number(rest, ' ', reading->count + 1, &above) ||
	    !take_number(rest, ' ', NUMBER_MOST, &line) || !take_number(rest, ' ', NUMBER_MOST, &column))
		return false;
	code = codebook_add(reading, (unsigned)line, (unsigned)column);
	if (code == NULL)
		return false;
	code->nested = above > 0;
	code->above = above < 2 ? CODEBOOK_NONE : above - 2;
	for (size_t part = 0; part < sizeof(parts) / sizeof(parts[0]); part++) {
		if (!take_text(rest, &text))
			return false;
		*part_of(code, part) = text.ptr == NULL ? text : arena_copy(&reading->arena, text);
	}
	return true;
}

bool
codebook_unpack(struct code_reading *reading, struct view bytes)
{
	struct view rest = bytes;
	size_t count, taken = 0;
	bool good = take_number(&rest, ' ', PROBLEMS_MOST, &count);

	while (good && taken < count) {
		good = take_problem(reading, &rest);
		taken++;
	}
	good = good && take_number(&rest, ' ', CODEBOOK_FILE_TAGS, &count);
	for (taken = 0; good && taken < count; taken++)
		good = take_code(reading, &rest);
	return good && rest.len == 0;
}
