/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions of a LimeSurvey survey: as expressions, and as rows of a table in surveys that are older than those.
 * limesurvey_inside.h.
 */
#include <stdlib.h>
#include <string.h>

#include "expression.h"
#include "limesurvey_inside.h"

enum { SHOWN = 60, EXPRESSION_BYTES = 4000 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* ---- what is asked about --------------------------------------------------------------------------------- */

/* "12345X6X78SQ001" as qid 78 and what is behind it. */
static const struct limesurvey_record *
find_by_number(const struct limesurvey *survey, struct view name, struct view *rest)
{
	const struct limesurvey_record *best = NULL;
	struct view at = name;

	view_cut(&at, 'X');
	view_cut(&at, 'X');
	for (size_t i = 0; at.ptr != NULL && i < survey->count; i++) {
		const struct limesurvey_record *record = &survey->records[i];

		if (record->class == LIMESURVEY_QUESTION && record->id.len <= at.len && record->id.len > 0 &&
		    memcmp(record->id.ptr, at.ptr, record->id.len) == 0 &&
		    (best == NULL || record->id.len > best->id.len))
			best = record;
	}
	if (best != NULL)
		*rest = (struct view){ at.ptr + best->id.len, at.len - best->id.len };
	return best;
}

/* "Q1" or "Q1_SQ001". */
static const struct limesurvey_record *
find_by_code(const struct limesurvey *survey, struct view name, struct view *rest)
{
	const struct limesurvey_record *best = NULL;

	for (size_t i = 0; i < survey->count; i++) {
		const struct limesurvey_record *record = &survey->records[i];
		size_t len = record->code.len;

		if (record->class == LIMESURVEY_QUESTION && len > 0 && len <= name.len &&
		    memcmp(record->code.ptr, name.ptr, len) == 0 &&
		    (len == name.len || name.ptr[len] == '_') && (best == NULL || len > best->code.len))
			best = record;
	}
	if (best != NULL && best->code.len < name.len)
		*rest = (struct view){ name.ptr + best->code.len + 1, name.len - best->code.len - 1 };
	return best;
}

/* Sets what the code behind a question's name stands for: an item of a matrix, or an answer of a multiple. */
static bool
find_part(struct view code, struct expression_variable *variable)
{
	const struct draft_question *question = variable->question;
	const struct view *names = question->item_count > 0 ? question->item_names : question->names;
	size_t count = question->item_count > 0 ? question->item_count : question->option_count, at = 0;

	while (at < count && !view_equal(names[at], code))
		at++;
	if (question->item_count > 0)
		variable->item = at;
	else
		variable->option = at;
	variable->is_option = question->item_count == 0;
	return at < count && (question->item_count > 0 || strcmp(question->type, "multiple") == 0);
}

/* The question of this name that was made of a record: codes of old surveys can be the same in several groups. */
static const struct draft_question *
find_named(const struct limesurvey *survey, const struct limesurvey_record *record, struct view name)
{
	for (size_t i = 0; i < survey->draft->question_count; i++) {
		const struct draft_question *question = survey->draft->questions[i];

		if (question->place.line == record->place.line &&
		    question->place.column == record->place.column && view_equal(question->name, name))
			return question;
	}
	return NULL;
}

/* The question that a record became. Of a table with two scales there are two, and the code ends in the number of one; of a table of
 * boxes each row is one. What is left of the code is the answer's or item's. */
static const struct draft_question *
find_made(const struct limesurvey *survey, const struct limesurvey_record *record, struct view *rest)
{
	struct view code = record->code, after = *rest, row;

	if (view_is(record->type, "1") && rest->len > 2 &&
	    (rest->ptr[rest->len - 2] == '_' || rest->ptr[rest->len - 2] == '#')) {
		if (rest->ptr[rest->len - 1] == '1')
			code = limesurvey_second_scale(survey, code);
		rest->len -= 2;
	} else if (view_is(record->type, ":") && rest->len > 0) {
		row = view_cut(&after, '_');
		code = limesurvey_part_name(survey, code, row);
		*rest = after.ptr == NULL ? (struct view){ "", 0 } : after;
	}
	return find_named(survey, record, code);
}

static bool
find_variable(void *context, struct view name, struct expression_variable *variable)
{
	const struct limesurvey *survey = context;
	const struct limesurvey_record *record;
	struct view rest = { "", 0 }, before = name;
	bool numbered = name.len > 0 && name.ptr[0] >= '0' && name.ptr[0] <= '9';

	/* ".NAOK", ".code" and ".value" are the answer's code; ".shown" is its text, which may change. */
	name = view_cut(&before, '.');
	if (before.ptr != NULL && view_is(before, "shown"))
		return false;
	record = numbered ? find_by_number(survey, name, &rest) : find_by_code(survey, name, &rest);
	*variable =
	    (struct expression_variable){ .question =
		                              record == NULL ? NULL : find_made(survey, record, &rest) };
	return variable->question != NULL &&
	       (rest.len > 0 ? find_part(rest, variable) : variable->question->item_count == 0);
}

struct view
limesurvey_second_scale(const struct limesurvey *survey, struct view code)
{
	return arena_printf(&survey->draft->arena, "%.*s_1", VIEW_ARGS(code));
}

struct view
limesurvey_part_name(const struct limesurvey *survey, struct view code, struct view part)
{
	return arena_printf(&survey->draft->arena, "%.*s_%.*s", VIEW_ARGS(code), VIEW_ARGS(part));
}

struct view
limesurvey_answer_code(const struct limesurvey *survey, struct view name)
{
	static const char inserted[] = "INSERTANS:";
	const struct limesurvey_record *record = NULL;
	struct view rest = { "", 0 }, before = view_trim(name);

	if (view_starts(before, inserted)) {
		name = (struct view){ before.ptr + sizeof(inserted) - 1, before.len - sizeof(inserted) + 1 };
		record = find_by_number(survey, name, &rest);
	} else {
		name = view_cut(&before, '.');
		record = find_by_code(survey, name, &rest);
	}
	return record == NULL || rest.len > 0 ? name : record->code;
}

/* ---- the table of conditions ----------------------------------------------------------------------------- */

void
limesurvey_add_condition(struct limesurvey *survey, const struct limesurvey_asked *asked)
{
	if (survey->condition_count == LIMESURVEY_RECORDS_MAX)
		return;
	if (survey->condition_count == survey->condition_room) {
		survey->condition_room = survey->condition_room == 0 ? 64 : survey->condition_room * 2;
		survey->conditions =
		    xrealloc(survey->conditions, survey->condition_room, sizeof(*survey->conditions));
	}
	survey->conditions[survey->condition_count++] = *asked;
}

/* One row as an expression. Of a multiple without "+" the value is the part that is chosen. */
static void
write_row(const struct limesurvey *survey, const struct limesurvey_asked *asked, struct buf *out)
{
	struct view name = asked->name, value = asked->value, rest = { "", 0 };
	const struct limesurvey_record *about = NULL;
	bool plus = name.len > 0 && name.ptr[0] == '+';

	if (plus)
		name = (struct view){ name.ptr + 1, name.len - 1 };
	about = find_by_number(survey, name, &rest);
	if (value.len == 0) {
		buf_printf(out, "%sis_empty(%.*s)", view_is(asked->method, "!=") ? "!" : "", VIEW_ARGS(name));
	} else if (!plus && about != NULL && (view_is(about->type, "M") || view_is(about->type, "P"))) {
		buf_printf(out, "%.*s%.*s %.*s \"Y\"", VIEW_ARGS(name), VIEW_ARGS(value),
		           VIEW_ARGS(asked->method));
	} else {
		buf_printf(out, "%.*s %.*s \"%.*s\"", VIEW_ARGS(name), VIEW_ARGS(asked->method),
		           VIEW_ARGS(value));
	}
}

/* Whether rows before `at` said this: of the same question, scenario and (unless it is `any`) name. */
static bool
is_written(const struct limesurvey *survey, size_t at, bool any)
{
	const struct limesurvey_asked *asked = &survey->conditions[at];
	bool written = false;

	for (size_t i = 0; !written && i < at; i++) {
		const struct limesurvey_asked *other = &survey->conditions[i];

		written = view_equal(other->question, asked->question) &&
		          view_equal(other->scenario, asked->scenario) &&
		          (any || view_equal(other->name, asked->name));
	}
	return written;
}

/* Answers to one question are alternatives, and all questions of a scenario must be so. */
static void
write_scenario(const struct limesurvey *survey, size_t first, struct buf *out)
{
	const struct limesurvey_asked *scenario = &survey->conditions[first];

	for (size_t i = first; i < survey->condition_count && out->len <= EXPRESSION_BYTES; i++) {
		const struct limesurvey_asked *asked = &survey->conditions[i];

		if (!view_equal(asked->question, scenario->question) ||
		    !view_equal(asked->scenario, scenario->scenario) || is_written(survey, i, false))
			continue;
		buf_add_text(out, i == first ? "((" : " and (");
		for (size_t j = i; j < survey->condition_count && out->len <= EXPRESSION_BYTES; j++) {
			const struct limesurvey_asked *other = &survey->conditions[j];

			if (!view_equal(other->question, asked->question) ||
			    !view_equal(other->scenario, asked->scenario) ||
			    !view_equal(other->name, asked->name))
				continue;
			buf_add_text(out, j == i ? "" : " or ");
			write_row(survey, other, out);
		}
		buf_add_text(out, ")");
	}
	buf_add_text(out, ")");
}

struct view
limesurvey_relevance(const struct limesurvey *survey, const struct limesurvey_record *record)
{
	struct buf out = BUF_INIT;
	struct view relevance = record->relevance;

	if (record->class != LIMESURVEY_QUESTION || (relevance.len > 0 && !view_is(relevance, "1")))
		return relevance;
	for (size_t i = 0; i < survey->condition_count && out.len <= EXPRESSION_BYTES; i++) {
		if (!view_equal(survey->conditions[i].question, record->id) || is_written(survey, i, true))
			continue;
		buf_add_text(&out, out.len > 0 ? " or " : "");
		write_scenario(survey, i, &out);
	}
	if (out.len > 0)
		relevance = arena_copy(&survey->draft->arena, buf_view(&out));
	buf_release(&out);
	return relevance;
}

/* ---- the condition --------------------------------------------------------------------------------------- */

const struct draft_condition *
limesurvey_condition(struct limesurvey *survey, const struct limesurvey_record *record,
                     struct draft_question *question)
{
	const struct expression expression = { survey->draft, EXPRESSION_LIMESURVEY, find_variable, survey };
	const struct expression_asker asker = { question->number, NULL };
	const struct draft_condition *condition = NULL;
	struct view relevance = limesurvey_relevance(survey, record);
	const char *why = "it is too long";

	if (relevance.len == 0)
		return NULL;
	if (relevance.len > EXPRESSION_BYTES ||
	    !expression_read(&expression, relevance, &asker, &condition, &why))
		draft_lost(survey->draft, &record->place,
		           "the condition \"%.*s\" is not carried over, so this is always shown: %s",
		           SHOWN_ARGS(relevance), why);
	return condition;
}
