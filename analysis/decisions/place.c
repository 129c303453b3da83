/* SPDX-License-Identifier: EUPL-1.2
 *
 * Places in texts, in code points: analysis/decisions/place.h.
 */
#include "place.h"

#include "unicode.h"

enum { NUMBER_MOST = 1000000 };

static bool
read_number(struct view text, size_t *number)
{
	*number = 0;
	if (text.len == 0 || text.len > 7 || (text.len > 1 && text.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		*number = *number * 10 + (size_t)(text.ptr[i] - '0');
	}
	return *number <= NUMBER_MOST;
}

static bool
is_question(struct view id)
{
	for (size_t i = 0; i < id.len; i++)
		if ((unsigned char)id.ptr[i] <= ' ')
			return false;
	return id.len > 0;
}

bool
place_read(struct view text, struct place *place)
{
	struct view rest = text, from;

	*place = (struct place){ .question = view_cut(&rest, ':') };
	from = view_cut(&rest, '-');
	return is_question(place->question) && rest.ptr != NULL && read_number(from, &place->from) &&
	       read_number(rest, &place->to) && place->from < place->to;
}

struct view
place_write(const struct place *place, struct arena *arena)
{
	return arena_printf(arena, "%.*s:%zu-%zu", VIEW_ARGS(place->question), place->from, place->to);
}

/* The byte where code point `number` begins; text.len + 1 when there are not so many. */
static size_t
byte_of(struct view text, size_t number)
{
	size_t at = 0;

	while (number > 0 && at < text.len) {
		at++;
		while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
			at++;
		number--;
	}
	return number > 0 ? text.len + 1 : at;
}

bool
place_cut(const struct place *place, struct view text, struct view *cut)
{
	size_t from = byte_of(text, place->from), to = byte_of(text, place->to);

	*cut = (struct view){ NULL, 0 };
	if (to > text.len || from >= to)
		return false;
	*cut = (struct view){ text.ptr + from, to - from };
	return true;
}

struct place
place_of(struct view question, struct view text, struct view part)
{
	struct view before = { text.ptr, (size_t)(part.ptr - text.ptr) };
	size_t from = unicode_length(before);

	return (struct place){ question, from, from + unicode_length(part) };
}

bool
place_equal(const struct place *a, const struct place *b)
{
	return view_equal(a->question, b->question) && a->from == b->from && a->to == b->to;
}

bool
place_overlaps(const struct place *a, const struct place *b)
{
	return view_equal(a->question, b->question) && a->from < b->to && b->from < a->to;
}
