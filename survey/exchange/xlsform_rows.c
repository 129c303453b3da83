/* SPDX-License-Identifier: EUPL-1.2
 *
 * The rows of an XLSForm's survey: questions, groups in groups, repeats, notes. xlsform_inside.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "xlsform_groups.h"

enum { REPEAT_TIMES = 3, SHOWN = 60 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

enum level_kind { LEVEL_GROUP, LEVEL_REPEAT, LEVEL_LOOP };

static const char *const level_names[] = { "group", "repeat", "loop" };

/* A group that is open. */
struct level {
	enum level_kind kind;
	size_t row;
	struct draft_group *group; /* ours, which it opened; NULL: its questions stand by themselves */
	bool own;                  /* it opened `group`, and did not only lie in it */
};

struct walk {
	struct xlsform *form;
	struct level levels[XLSFORM_DEPTH_MAX];
	size_t depth;
	struct xlsform_outline *outline;
	struct text notes; /* that wait for the next question */
	bool noted;
	struct draft_place note_place;
};

static struct draft_group *
current_group(const struct walk *walk)
{
	return walk->depth == 0 ? NULL : walk->levels[walk->depth - 1].group;
}

/* ---- notes ----------------------------------------------------------------------------------------------- */

static void
join_text(struct draft *draft, struct text *to, const struct text *from, const char *between)
{
	for (size_t l = 0; l < LANGUAGES_MAX; l++) {
		if (to->in[l].len > 0 && from->in[l].len > 0)
			to->in[l] = arena_printf(&draft->arena, "%.*s%s%.*s", VIEW_ARGS(to->in[l]), between,
			                         VIEW_ARGS(from->in[l]));
		else if (from->in[l].len > 0)
			to->in[l] = from->in[l];
	}
}

static void
read_note(struct walk *walk, size_t row)
{
	struct xlsform *form = walk->form;
	struct text words = xlsform_words(form, &form->survey, row, COLUMN_LABEL, true, "note"),
	            hint = xlsform_words(form, &form->survey, row, COLUMN_HINT, true, "hint");
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);

	join_text(form->draft, &words, &hint, "\n\n");
	if (xlsform_text(&form->survey, row, COLUMN_RELEVANT).len > 0)
		draft_lost(form->draft, &place,
		           "a note that is shown under a condition has no place here; it is left out");
	else if (form->draft->question_count == 0)
		join_text(form->draft, &form->draft->intro, &words, "\n\n");
	else {
		join_text(form->draft, &walk->notes, &words, "\n\n");
		walk->noted = true;
		walk->note_place = place;
	}
	xlsform_report_row(form, &form->survey, row);
}

/* Notes between questions become the hint of the next one: there are no screens without a question. */
static void
attach_notes(struct walk *walk, struct draft_question *question)
{
	struct draft *draft = walk->form->draft;

	if (!walk->noted)
		return;
	for (size_t l = 0; l < LANGUAGES_MAX; l++)
		walk->notes.in[l] = draft_words(draft, walk->notes.in[l], false);
	join_text(draft, &walk->notes, &question->hint, " ");
	question->hint = walk->notes;
	draft_lost(draft, &walk->note_place,
	           "a note has no screen of its own; it stands in the hint of question \"%.*s\"",
	           SHOWN_ARGS(question->name));
	walk->notes = (struct text){ .in = { { NULL, 0 } } };
	walk->noted = false;
}

/* ---- questions ------------------------------------------------------------------------------------------- */

static void
read_common(struct walk *walk, size_t row, struct draft_question *question)
{
	struct xlsform *form = walk->form;
	struct view required = xlsform_text(&form->survey, row, COLUMN_REQUIRED);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_REQUIRED);

	question->ask = xlsform_words(form, &form->survey, row, COLUMN_LABEL, false, "question");
	question->ask_with = xlsform_words_with(form, &form->survey, row);
	question->hint = xlsform_words(form, &form->survey, row, COLUMN_HINT, false, "hint");
	question->required = xlsform_is_yes(required);
	if (!question->required && !xlsform_is_no(required))
		draft_lost(form->draft, &place,
		           "a question is required always or never here; this one can be skipped");
	question->group = current_group(walk);
	xlsform_add_pending(form, row, question, NULL);
	for (size_t i = 0; i < walk->depth; i++)
		if (!walk->levels[i].own)
			xlsform_add_pending(form, walk->levels[i].row, question, NULL);
	attach_notes(walk, question);
	xlsform_report_row(form, &form->survey, row);
}

static void
read_question(struct walk *walk, size_t row, struct view type, struct view list)
{
	struct xlsform *form = walk->form;
	struct view name = xlsform_text(&form->survey, row, COLUMN_NAME);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	struct draft_question tried = { .name = name, .place = place }, *question;

	if (!xlsform_read_type(form, row, type, list, &tried))
		return;
	question = draft_add(form->draft, name, &place);
	if (question == NULL)
		return;
	tried.name = question->name;
	tried.number = question->number;
	*question = tried;
	read_common(walk, row, question);
	xlsform_read_constraint(form, row, question);
}

/* ---- groups ---------------------------------------------------------------------------------------------- */

static struct draft_group *
new_group(struct walk *walk, size_t row, long times)
{
	struct xlsform *form = walk->form;
	struct draft_group *group = arena_alloc(&form->draft->arena, sizeof(*group));

	group->name = arena_copy(&form->draft->arena, xlsform_text(&form->survey, row, COLUMN_NAME));
	group->title = xlsform_words(form, &form->survey, row, COLUMN_LABEL, false, "group");
	group->times = times;
	group->place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	xlsform_add_pending(form, row, NULL, group);
	return group;
}

static long
read_times(struct walk *walk, size_t row)
{
	struct xlsform *form = walk->form;
	struct view count = xlsform_text(&form->survey, row, COLUMN_REPEAT_COUNT);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_REPEAT_COUNT);
	char *end;
	long times = count.len == 0 ? 0 : strtol(count.ptr, &end, 10);

	if (times >= 1 && times <= GROUP_TIMES_MAX && *end == '\0')
		return times;
	if (times > GROUP_TIMES_MAX) {
		draft_lost(form->draft, &place, "a group can be repeated at most %d times", GROUP_TIMES_MAX);
		return GROUP_TIMES_MAX;
	}
	draft_lost(form->draft, &place,
	           "how often this can be repeated must be a number here; it is %d now (`times:`)",
	           REPEAT_TIMES);
	return REPEAT_TIMES;
}

/* The heading of a group whose questions stand by themselves. */
static void
report_flat(struct walk *walk, size_t row, enum level_kind kind, const char *why)
{
	struct xlsform *form = walk->form;
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);

	if (kind == LEVEL_LOOP)
		draft_lost(form->draft, &place,
		           "a loop over a list has no place here; its questions are asked once, not for each "
		           "answer");
	else if (kind == LEVEL_REPEAT)
		draft_lost(
		    form->draft, &place,
		    "a repeat within a repeat has no place here; its questions are asked once each time");
	else if (xlsform_text(&form->survey, row, COLUMN_LABEL).len > 0)
		draft_lost(form->draft, &place,
		           "the heading of this group is left out, its questions are not: %s", why);
}

static void
begin_group(struct walk *walk, size_t row, enum level_kind kind)
{
	struct draft_group *around = current_group(walk), *group = around;
	struct level *level;

	if (walk->depth == XLSFORM_DEPTH_MAX) {
		struct draft_place place = xlsform_place(&walk->form->survey, row, COLUMN_TYPE);

		draft_lost(walk->form->draft, &place, "groups stand too deep in each other");
		return;
	}
	if (around == NULL && kind == LEVEL_REPEAT)
		group = new_group(walk, row, read_times(walk, row));
	else if (around == NULL && kind == LEVEL_GROUP && xlsform_outline_keeps(walk->outline, row))
		group = new_group(walk, row, 1);
	else
		report_flat(walk, row, kind,
		            around != NULL ? "a group cannot stand in a group"
		                           : "it holds a repeat, or questions elsewhere ask about its own");
	level = &walk->levels[walk->depth++];
	*level = (struct level){ .kind = kind, .row = row, .group = group, .own = group != around };
	xlsform_report_row(walk->form, &walk->form->survey, row);
}

static void
end_group(struct walk *walk, size_t row, enum level_kind kind)
{
	struct draft_place place = xlsform_place(&walk->form->survey, row, COLUMN_TYPE);

	if (walk->depth == 0 || walk->levels[walk->depth - 1].kind != kind)
		draft_lost(walk->form->draft, &place, "this ends a %s that did not begin", level_names[kind]);
	else
		walk->depth--;
}

/* A group that is shown as a table: one matrix. Returns the row of its end, or `row` when it is none. */
static size_t
read_matrix(struct walk *walk, size_t row)
{
	struct xlsform *form = walk->form;
	struct draft_question tried = { .type = "matrix" }, *question;
	struct view name = xlsform_text(&form->survey, row, COLUMN_NAME);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	size_t end = xlsform_outline_matrix(form, row, &tried);

	if (end == row)
		return row;
	question = draft_add(form->draft, name, &place);
	if (question == NULL)
		return end;
	tried.name = question->name;
	tried.number = question->number;
	tried.place = place;
	*question = tried;
	read_common(walk, row, question);
	question->required = tried.required;
	return end;
}

/* ---- the rows -------------------------------------------------------------------------------------------- */

/* Whether a type begins or ends a group, and of which kind. */
static bool
level_kind(struct view type, const char *prefix, enum level_kind *kind)
{
	size_t len = strlen(prefix);

	for (size_t i = 0; view_starts(type, prefix) && i < sizeof(level_names) / sizeof(level_names[0]); i++)
		if (view_is((struct view){ type.ptr + len, type.len - len }, level_names[i])) {
			*kind = (enum level_kind)i;
			return true;
		}
	return false;
}

/* Whether what stands in a row is never shown. */
static bool
is_never(const struct xlsform *form, size_t row)
{
	struct view relevant = xlsform_text(&form->survey, row, COLUMN_RELEVANT);

	return view_is(relevant, "false()") || view_is(relevant, "FALSE") || view_is(relevant, "0");
}

/* Leaves out a row that is never shown; of a group all its rows. Returns the last one. */
static size_t
skip(struct walk *walk, size_t row)
{
	struct xlsform *form = walk->form;
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_RELEVANT);
	int depth = xlsform_outline_step(form, row);
	size_t last = row;

	while (depth > 0 && last + 1 < form->survey.row_end)
		depth += xlsform_outline_step(form, ++last);
	draft_lost_often(form->draft, &place, "what is never shown is left out: its condition never holds");
	return last;
}

/* Reads one row, or a matrix of several; returns the last one that was read. */
static size_t
read_row(struct walk *walk, size_t row)
{
	struct xlsform *form = walk->form;
	struct view list, type = xlsform_outline_type(form, row, &list);
	struct draft_place place = xlsform_place(&form->survey, row, COLUMN_TYPE);
	enum level_kind kind;
	size_t last = row;

	if (type.len == 0)
		return row;
	if (xlsform_is_yes(xlsform_text(&form->survey, row, COLUMN_DISABLED))) {
		draft_lost_often(form->draft, &place, "what is disabled is left out");
		return row;
	}
	if (is_never(form, row))
		return skip(walk, row);
	if (view_is(type, "begin_group")) {
		last = read_matrix(walk, row);
		if (last == row)
			begin_group(walk, row, LEVEL_GROUP);
	} else if (level_kind(type, "begin_", &kind))
		begin_group(walk, row, kind);
	else if (level_kind(type, "end_", &kind))
		end_group(walk, row, kind);
	else if (view_is(type, "note"))
		read_note(walk, row);
	else
		read_question(walk, row, type, list);
	return last;
}

void
xlsform_read_rows(struct xlsform *form)
{
	struct walk *walk = xcalloc(1, sizeof(*walk));

	walk->form = form;
	walk->outline = xlsform_outline_new(form);
	for (size_t row = form->survey.first_row; row < form->survey.row_end; row++)
		row = read_row(walk, row);
	if (walk->depth > 0) {
		struct draft_place place =
		    xlsform_place(&form->survey, walk->levels[walk->depth - 1].row, COLUMN_TYPE);

		draft_lost(form->draft, &place, "this group has no end; it ends with the form");
	}
	join_text(form->draft, &form->draft->thanks, &walk->notes, "\n\n");
	xlsform_settle_conditions(form);
	xlsform_outline_free(walk->outline);
	free(walk);
}
