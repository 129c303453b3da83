/* SPDX-License-Identifier: EUPL-1.2
 *
 * What looks like personal data in cards: card_marks.h.
 */
#include "card_marks.h"

#include <stdlib.h>

#include "analysis/text/names.h"
#include "finding.h"

static const struct view nobody = { "", 0 };

static void
look_in_part(struct marks *marks, const struct coding *coding, struct view finding,
             const struct finding_part *part)
{
	struct view name = view_of(part->name), text;
	struct personal_place *places;
	size_t count;

	coding_value(coding, DECISION_FINDING, finding, name, nobody, &text);
	if (part->form != FINDING_TEXT || text.len == 0)
		return;
	count = names_find(coding_names(coding), text, &marks->arena, &places);
	if (count > 0)
		marks->list = xrealloc(marks->list, marks->count + count, sizeof(*marks->list));
	for (size_t i = 0; i < count; i++) {
		struct mark mark = { .place = place_of(name, text, places[i].found),
			             .text = places[i].found,
			             .kind = places[i].kind };

		mark.state = mark_state_of(coding, finding, card_mark_field(&mark, &marks->arena));
		if (mark.state == MARK_REDACT) /* words of a card are mended in it */
			mark.state = MARK_OPEN;
		marks->list[marks->count++] = mark;
	}
}

void
card_marks_find(struct marks *marks, const struct coding *coding, struct view finding)
{
	*marks = MARKS_INIT;
	for (size_t i = 0; finding_parts[i].name != NULL; i++)
		look_in_part(marks, coding, finding, &finding_parts[i]);
}

bool
card_mark_undecided(const struct mark *mark)
{
	return mark->state != MARK_KEEP;
}

/* ---- What a decision is about --------------------------------------------------------------------------- */

struct view
card_mark_field(const struct mark *mark, struct arena *arena)
{
	struct view field =
	    arena_printf(arena, "%.*s:%.*s", VIEW_ARGS(mark->place.question), VIEW_ARGS(mark->text));
	char *letters = (char *)(uintptr_t)field.ptr;

	/* A name may be broken over two lines; what a decision is about stands on one. */
	for (size_t i = 0; i < field.len; i++)
		if ((unsigned char)letters[i] < ' ')
			letters[i] = ' ';
	return field;
}

bool
card_mark_read(struct view field, struct view *part, struct view *words)
{
	const struct finding_part *row;

	*words = field;
	*part = view_cut(words, ':');
	row = finding_part_find(*part);
	return row != NULL && row->form == FINDING_TEXT && words->ptr != NULL && words->len > 0;
}

bool
card_mark_decide(struct coding *coding, struct view coder, struct view finding, const struct place *place,
                 enum mark_state state, struct error *err)
{
	struct marks marks = MARKS_INIT;
	struct wish wish = { .kind = DECISION_MARK,
		             .subject = finding,
		             .part = { "", 0 },
		             .value = view_of(state == MARK_KEEP ? "keep" : "no") };
	bool good = false;

	if (state == MARK_REDACT)
		return fail(err, ERROR_INVALID, "words of a card are not taken out: they are mended in it");
	card_marks_find(&marks, coding, finding);
	for (size_t i = 0; i < marks.count && wish.part.len == 0; i++)
		if (place_equal(&marks.list[i].place, place))
			wish.part = card_mark_field(&marks.list[i], &marks.arena);
	if (wish.part.len == 0)
		fail(err, ERROR_ABSENT, "nothing looks like personal data at that place of the card");
	else if (wish.part.len > PART_BYTES_MAX)
		fail(err, ERROR_INVALID, "these words are too long to let them stay: mend the card");
	else
		good = coding_decide(coding, coder, &wish, 1, NULL, err);
	marks_release(&marks);
	return good;
}
