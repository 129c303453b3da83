/* SPDX-License-Identifier: EUPL-1.2
 *
 * LimeSurvey's tables in which something is typed: a question for each cell, or a list to choose from for each row where the cells
 * are boxes. limesurvey_making.h.
 */
#include "limesurvey_making.h"

enum { CELLS_MOST = 25 };

/* A list of rows or columns. */
struct parts {
	struct option *texts;
	struct view *names;
	size_t count;
};

static struct parts
read_parts(struct limesurvey_making *making, struct view scale)
{
	struct parts parts = { NULL, NULL, 0 };

	making->part_scale = scale;
	parts.count = limesurvey_list(making, LIMESURVEY_SUBQUESTION, 0, &parts.texts, &parts.names);
	making->part_scale = VIEW("0");
	return parts;
}

/* What is asked, with the text of a row (and a column) behind it. */
static struct text
join(const struct limesurvey_making *making, const struct text *ask, const struct text *part)
{
	struct draft *draft = making->survey->draft;
	struct text whole = *ask;

	for (size_t l = 0; l < draft->language_count; l++)
		whole.in[l] = arena_printf(&draft->arena, "%.*s%s%.*s", VIEW_ARGS(ask->in[l]),
		                           ask->in[l].len > 0 && part->in[l].len > 0 ? " " : "",
		                           VIEW_ARGS(part->in[l]));
	return whole;
}

static bool
make_boxes(struct limesurvey_making *making, const struct parts *columns)
{
	struct draft *draft = making->survey->draft;
	struct draft_question *question = &making->question;

	*question = (struct draft_question){ .type = "multiple", .option_count = columns->count };
	question->options = arena_array(&draft->arena, columns->count, sizeof(*question->options));
	question->names = columns->names;
	for (size_t i = 0; i < columns->count; i++)
		question->options[i].text = columns->texts[i].text;
	draft_options(draft, question->options, question->names, question->option_count,
	              &making->record->place);
	return true;
}

bool
limesurvey_make_cells(struct limesurvey_making *making, const struct text *ask,
                      bool (*cell)(struct limesurvey_making *making),
                      void (*add)(struct limesurvey_making *making, struct view name, const struct text *ask))
{
	struct limesurvey *survey = making->survey;
	const struct parts rows = read_parts(making, VIEW("0")), columns = read_parts(making, VIEW("1"));
	bool boxes = view_is(limesurvey_value(making, "multiflexible_checkbox"), "1");
	size_t count = boxes ? rows.count : rows.count * columns.count;

	if (rows.count == 0 || columns.count == 0 || count > CELLS_MOST || columns.count > OPTIONS_MAX) {
		draft_lost(survey->draft, &making->record->place,
		           "question \"%.*s\": a table with so many cells has no place here; it is left out",
		           LIMESURVEY_SHOWN(making->record->code));
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		size_t row = boxes ? i : i / columns.count;
		struct view name = limesurvey_part_name(survey, making->record->code, rows.names[row]);
		struct text whole = join(making, ask, &rows.texts[row].text);

		making->question = (struct draft_question){ .type = NULL };
		if (boxes ? !make_boxes(making, &columns) : !cell(making))
			return false;
		if (!boxes) {
			name = limesurvey_part_name(survey, name, columns.names[i % columns.count]);
			whole = join(making, &whole, &columns.texts[i % columns.count].text);
		}
		add(making, name, &whole);
	}
	limesurvey_lost(making, boxes ? "each row of its table is a question of its own now"
	                              : "each cell of its table is a question of its own now");
	return true;
}
