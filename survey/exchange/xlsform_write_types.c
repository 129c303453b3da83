/* SPDX-License-Identifier: EUPL-1.2
 *
 * Our types, limits and conditions in the words of XLSForm: xlsform_write.h.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xlsform_write.h"

enum { DECIMALS_USUAL = 2, TOP_USUAL = 3 };

/* Types that XLSForm has; a matrix is written by itself, and pairs of things it has not. */
static const struct mapping {
	const char *ours, *type, *appearance;
	bool list;
} mappings[] = {
	{ "single", "select_one", "", true },
	{ "statement", "select_one", "", true },
	{ "scale", "select_one", "likert", true },
	{ "multiple", "select_multiple", "", true },
	{ "ranking", "rank", "", true },
	{ "text", "text", "", false },
	{ "longtext", "text", "multiline", false },
	{ "number", "integer", "", false },
	{ "month", "date", "month-year", false },
};

static const struct mapping *
find_mapping(const struct question *question)
{
	for (size_t i = 0; i < sizeof(mappings) / sizeof(mappings[0]); i++)
		if (strcmp(mappings[i].ours, question->type->name) == 0)
			return &mappings[i];
	return NULL;
}

bool
xlsform_has(const struct question *question)
{
	return find_mapping(question) != NULL;
}

/* ---- names ----------------------------------------------------------------------------------------------- */

static size_t
count_called(const struct questionnaire *q, struct view id)
{
	size_t count = 0;

	for (size_t i = 0; i < q->entry_count; i++) {
		const struct group *group = q->entries[i].group;

		count += view_equal(group == NULL ? q->entries[i].question->id : group->id, id);
		for (size_t j = 0; group != NULL && j < group->question_count; j++)
			count += view_equal(group->questions[j].id, id);
	}
	return count;
}

struct view
xlsform_name(const struct xlsform_writing *writing, const struct question *question)
{
	struct arena *arena = &((struct xlsform_writing *)(uintptr_t)writing)->arena;

	if (question->group == NULL || count_called(writing->questionnaire, question->id) < 2)
		return question->id;
	return arena_printf(arena, "%.*s-%.*s", VIEW_ARGS(question->group->id), VIEW_ARGS(question->id));
}

/* ---- conditions ------------------------------------------------------------------------------------------ */

static bool
write_chosen(const struct xlsform_writing *writing, const struct condition *condition, struct buf *out,
             const char **why)
{
	const struct question *question = condition->question;
	struct view name = xlsform_name(writing, question), option = question->options[condition->option].id;

	if (!xlsform_has(question) || question->again || question->type->level == MEASUREMENT_RANKING) {
		*why = "asks about a question that XLSForm cannot ask about";
		return false;
	}
	if (question->type->many)
		buf_printf(out, "selected(${%.*s}, '%.*s')", VIEW_ARGS(name), VIEW_ARGS(option));
	else
		buf_printf(out, "${%.*s} = '%.*s'", VIEW_ARGS(name), VIEW_ARGS(option));
	return true;
}

bool
xlsform_write_condition(const struct xlsform_writing *writing, const struct condition *condition,
                        struct buf *out, const char **why)
{
	bool good = true, several = condition->part_count > 1;

	if (condition->kind == CONDITION_CHOSEN)
		return write_chosen(writing, condition, out, why);
	buf_add_text(out, condition->kind == CONDITION_NOT ? "not(" : several ? "(" : "");
	for (size_t i = 0; good && i < condition->part_count; i++) {
		buf_add_text(out, i == 0 ? "" : condition->kind == CONDITION_ALL ? " and " : " or ");
		good = xlsform_write_condition(writing, condition->parts[i], out, why);
	}
	buf_add_text(out, condition->kind == CONDITION_NOT || several ? ")" : "");
	return good;
}

/* ---- choices --------------------------------------------------------------------------------------------- */

static void
add_choice(struct xlsform_writing *writing, struct view list, const struct option *option)
{
	if (writing->choice_count == writing->choice_room) {
		writing->choice_room = writing->choice_room == 0 ? 64 : writing->choice_room * 2;
		writing->choices =
		    xrealloc(writing->choices, writing->choice_room, sizeof(*writing->choices));
	}
	writing->choices[writing->choice_count++] =
	    (struct xlsform_choice){ list, option->id, option->text, option->no_opinion, option->last };
}

static bool
list_is_called(const struct xlsform_writing *writing, struct view name)
{
	bool found = false;

	for (size_t i = 0; i < writing->list_count; i++)
		found = found || view_equal(writing->lists[i].name, name);
	return found;
}

/* Questions with the same tag set, and those of one matrix, share a list. */
struct view
xlsform_write_list(struct xlsform_writing *writing, const struct question *question)
{
	size_t count = question->option_count;
	const struct option *options =
	    question->type->items != NULL ? question->type->items(question, &count) : question->options;
	struct view base = question->tagset != NULL ? question->tagset->id
	                 : question->matrix != NULL ? question->matrix->id
	                                            : xlsform_name(writing, question),
	            name = base;

	for (size_t i = 0; i < writing->list_count; i++)
		if (writing->lists[i].options == options)
			return writing->lists[i].name;
	for (unsigned n = 2; list_is_called(writing, name); n++)
		name = arena_printf(&writing->arena, "%.*s-%u", VIEW_ARGS(base), n);
	writing->lists[writing->list_count++] = (struct xlsform_list){ name, options };
	for (size_t o = 0; o < count; o++)
		add_choice(writing, name, &options[o]);
	return name;
}

/* ---- limits ---------------------------------------------------------------------------------------------- */

static void add_limit(struct buf *out, const char *format, ...) PRINTF_LIKE(2, 3);

static void
add_limit(struct buf *out, const char *format, ...)
{
	struct buf text = BUF_INIT;
	char words[256];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	buf_add_text(&text, words);
	if (out->len > 0)
		buf_add_text(out, " and ");
	buf_add_view(out, buf_view(&text));
	buf_release(&text);
}

/* The last day of a month, or of a year. */
static void
add_months(struct buf *out, const struct question *question)
{
	struct view from = question->options[0].id, to = question->options[question->option_count - 1].id;
	bool year = from.len == 4;
	struct date last = { 0, 0, 0 };

	for (int day = 28; day <= 31; day++) {
		char text[40];
		struct date date;

		snprintf(text, sizeof(text), "%.*s%s-%d", VIEW_ARGS(to), year ? "-12" : "", day);
		if (date_parse(view_of(text), &date))
			last = date;
	}
	add_limit(out, ". >= date('%.*s%s-01')", VIEW_ARGS(from), year ? "-01" : "");
	add_limit(out, ". <= date('%04d-%02d-%02d')", last.year, last.month, last.day);
}

static void
write_limits(struct xlsform_writing *writing, const struct question *question, struct xlsform_row *row)
{
	struct qtype_limits limits = { .least = 0 };
	const char *type = question->type->name;
	struct buf out = BUF_INIT;

	if (question->type->limits != NULL)
		question->type->limits(question, &limits);
	if (strcmp(type, "number") == 0) {
		add_limit(&out, ". >= %ld", limits.least);
		add_limit(&out, ". <= %ld", limits.most);
	} else if (limits.characters > 0) {
		add_limit(&out, "string-length(.) <= %ld", limits.characters);
	} else if (strcmp(type, "month") == 0) {
		add_months(&out, question);
	} else if (strcmp(type, "multiple") == 0) {
		if (limits.choices < question->option_count)
			add_limit(&out, "count-selected(.) <= %zu", limits.choices);
		for (size_t o = 0; o < question->option_count; o++)
			if (question->options[o].alone)
				add_limit(&out, "not(selected(., '%.*s') and count-selected(.) > 1)",
				          VIEW_ARGS(question->options[o].id));
	}
	row->constraint = arena_copy(&writing->arena, buf_view(&out));
	buf_release(&out);
}

static void
report_limits(struct xlsform_writing *writing, const struct question *question,
              const struct qtype_limits *limits)
{
	const char *type = question->type->name;
	size_t items = 0;

	if (limits->unit != NULL)
		xlsform_lost(writing, question, "\"%.*s\": `unit:` is not carried over",
		             VIEW_ARGS(question->id));
	if (strcmp(type, "number") == 0 && limits->decimals != 0 && limits->decimals != DECIMALS_USUAL)
		xlsform_lost(writing, question,
		             "\"%.*s\": how many decimals a number has is not carried over",
		             VIEW_ARGS(question->id));
	if (question->type->items == NULL || strcmp(type, "ranking") != 0)
		return;
	question->type->items(question, &items);
	if (limits->choices != (items < TOP_USUAL ? items : TOP_USUAL))
		xlsform_lost(writing, question, "\"%.*s\": `top:` is not carried over; there all are ranked",
		             VIEW_ARGS(question->id));
}

void
xlsform_write_type(struct xlsform_writing *writing, const struct question *question, struct xlsform_row *row)
{
	const struct mapping *mapping = find_mapping(question);
	struct qtype_limits limits = { .least = 0 };

	if (question->type->limits != NULL)
		question->type->limits(question, &limits);
	row->type = limits.decimals > 0 ? VIEW("decimal") : view_of(mapping->type);
	if (mapping->list)
		row->type = arena_printf(&writing->arena, "%s %.*s", mapping->type,
		                         VIEW_ARGS(xlsform_write_list(writing, question)));
	row->appearance = limits.year ? VIEW("year") : view_of(mapping->appearance);
	if (question->shuffle)
		row->parameters = VIEW("randomize=true");
	else if (strcmp(mapping->ours, "longtext") == 0)
		row->parameters = arena_printf(&writing->arena, "rows=%ld", limits.rows);
	write_limits(writing, question, row);
	report_limits(writing, question, &limits);
}
