/* SPDX-License-Identifier: EUPL-1.2
 *
 * A questionnaire as an XLSForm: its rows, and the workbook that they stand in. xlsform.h.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "locale_catalogue.h"
#include "xlsform_write.h"
#include "xlsx.h"

enum { CELL_BYTES = 32767, TIMES_USUAL = 3 };

void
xlsform_lost(struct xlsform_writing *writing, const struct question *question, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	problems_add(writing->problems, SEVERITY_WARNING, writing->file,
	             question == NULL ? 0 : question->line, question == NULL ? 0 : question->column, "%s",
	             text);
}

static struct xlsform_row *
add_row(struct xlsform_writing *writing, const char *type)
{
	struct xlsform_row *row;

	if (writing->row_count == writing->row_room) {
		writing->row_room = writing->row_room == 0 ? 64 : writing->row_room * 2;
		writing->rows = xrealloc(writing->rows, writing->row_room, sizeof(*writing->rows));
	}
	row = &writing->rows[writing->row_count++];
	*row = (struct xlsform_row){ .type = view_of(type) };
	return row;
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void
write_relevant(struct xlsform_writing *writing, const struct condition *condition,
               const struct question *question, struct view id, struct xlsform_row *row)
{
	struct buf text = BUF_INIT;
	const char *why = NULL;

	if (condition != NULL && !xlsform_write_condition(writing, condition, &text, &why))
		xlsform_lost(writing, question, "\"%.*s\" is always shown there: its condition %s",
		             VIEW_ARGS(id), why);
	else if (condition != NULL)
		row->relevant = arena_copy(&writing->arena, buf_view(&text));
	buf_release(&text);
}

/* What a question has that XLSForm has not. */
static void
report_question(struct xlsform_writing *writing, const struct question *question)
{
	struct view id = question->id;

	if (question->title_with.in[0].len > 0)
		xlsform_lost(writing, question, "\"%.*s\": `ask_with:` is not carried over, `ask:` is",
		             VIEW_ARGS(id));
	if (question->audio.in[0].len > 0)
		xlsform_lost(writing, question, "\"%.*s\": the recording is not carried over", VIEW_ARGS(id));
	if (question->tagset != NULL)
		xlsform_lost(writing, question,
		             "\"%.*s\": that its answers are the tags of \"%.*s\" is not carried over; the "
		             "answers are",
		             VIEW_ARGS(id), VIEW_ARGS(question->tagset->id));
	for (size_t o = 0; o < question->option_count && question->matrix == NULL; o++)
		if (question->options[o].hint.in[0].len > 0) {
			xlsform_lost(writing, question, "\"%.*s\": hints of answers are not carried over",
			             VIEW_ARGS(id));
			break;
		}
}

static void
write_question(struct xlsform_writing *writing, const struct question *question)
{
	struct xlsform_row *row;
	struct view name;

	if (question->again)
		return;
	if (!xlsform_has(question)) {
		xlsform_lost(writing, question, "\"%.*s\" is left out: XLSForm has no type %s",
		             VIEW_ARGS(question->id), question->type->name);
		return;
	}
	report_question(writing, question);
	name = xlsform_name(writing, question);
	row = add_row(writing, "");
	row->name = name;
	row->label = question->title;
	row->hint = question->hint;
	row->required = question->required ? VIEW("yes") : VIEW("");
	xlsform_write_type(writing, question, row);
	write_relevant(writing, question->show_if, question, question->id, row);
}

/* All questions of a matrix, from its first one on: a group that is shown as a table. */
static void
write_matrix(struct xlsform_writing *writing, const struct question *const *items, size_t count)
{
	const struct question *first = items[0];
	struct xlsform_row *row = add_row(writing, "begin_group");

	row->name = first->matrix->id;
	row->label = first->matrix->title;
	row->hint = first->hint;
	row->appearance = VIEW("table-list");
	write_relevant(writing, first->show_if, first, first->matrix->id, row);
	report_question(writing, first);
	for (size_t i = 0; i < count; i++) {
		struct view list = xlsform_write_list(writing, first);

		row = add_row(writing, "");
		row->type = arena_printf(&writing->arena, "select_one %.*s", VIEW_ARGS(list));
		row->name = xlsform_name(writing, items[i]);
		row->label = items[i]->item->text;
		row->required = first->required ? VIEW("yes") : VIEW("");
		if (items[i]->item->hint.in[0].len > 0)
			xlsform_lost(writing, items[i], "\"%.*s\": its hint is not carried over",
			             VIEW_ARGS(items[i]->id));
	}
	add_row(writing, "end_group");
}

/* Questions in order; those of one matrix together. */
static void
write_questions(struct xlsform_writing *writing, const struct question *const *questions, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t end = i + 1;

		if (questions[i]->matrix == NULL) {
			write_question(writing, questions[i]);
			continue;
		}
		while (end < count && questions[end]->matrix == questions[i]->matrix)
			end++;
		write_matrix(writing, questions + i, end - i);
		i = end - 1;
	}
}

static void
write_group(struct xlsform_writing *writing, const struct group *group)
{
	const struct question **questions = xcalloc(group->question_count, sizeof(struct question *));
	struct xlsform_row *row = add_row(writing, group->times > 1 ? "begin_repeat" : "begin_group");
	struct view id = group->id;
	/* What is lost of a group stands where the group does. */
	const struct question at = { .line = group->line, .column = group->column };

	row->name = id;
	row->label = group->title;
	write_relevant(writing, group->show_if, &at, id, row);
	if (group->times > 1)
		xlsform_lost(writing, &at,
		             "group \"%.*s\": `times: %zu` and `again:` are not carried over; there it can "
		             "be repeated "
		             "without end",
		             VIEW_ARGS(id), group->times);
	if (group->mention != MENTION_NONE)
		xlsform_lost(writing, &at, "group \"%.*s\": `mention:` and `story:` are not carried over",
		             VIEW_ARGS(id));
	for (size_t i = 0; i < group->question_count; i++)
		questions[i] = &group->questions[i];
	write_questions(writing, questions, group->question_count);
	add_row(writing, group->times > 1 ? "end_repeat" : "end_group");
	free(questions);
}

static void
write_note(struct xlsform_writing *writing, const char *name, const struct text *text)
{
	const struct questionnaire *q = writing->questionnaire;
	struct xlsform_row *row = add_row(writing, "note");
	bool taken = false;

	for (size_t i = 0; i < q->entry_count; i++)
		taken = taken || view_is(q->entries[i].group != NULL ? q->entries[i].group->id
		                                                     : q->entries[i].question->id,
		                         name);
	row->name = taken ? arena_printf(&writing->arena, "note-%s", name) : view_of(name);
	row->label = *text;
}

static void
write_rows(struct xlsform_writing *writing)
{
	const struct questionnaire *q = writing->questionnaire;
	const struct question **run = xcalloc(q->entry_count, sizeof(struct question *));
	size_t count = 0;

	write_note(writing, "intro", &q->intro);
	for (size_t i = 0; i <= q->entry_count; i++) {
		if (i < q->entry_count && q->entries[i].question != NULL) {
			run[count++] = q->entries[i].question;
			continue;
		}
		write_questions(writing, run, count);
		count = 0;
		if (i < q->entry_count)
			write_group(writing, q->entries[i].group);
	}
	write_note(writing, "thanks", &q->thanks);
	free(run);
}

/* What concerns the whole questionnaire, where it is not as usual. */
static void
report_whole(struct xlsform_writing *writing)
{
	const struct questionnaire *q = writing->questionnaire;
	const struct {
		const char *key;
		bool there;
	} keys[] = {
		{ "audience", true },
		{ "code", q->code.len > 0 },
		{ "open", q->opens.year != 0 },
		{ "close", q->closes.year != 0 },
		{ "access", q->ticketed },
		{ "listed", !q->listed },
		{ "release", q->rhythm != RELEASE_NIGHTLY },
		{ "release_minimum", q->release_minimum != RELEASE_MINIMUM_DEFAULT },
		{ "size", q->size != BOX_SIZE_DEFAULT },
		{ "slots", q->slots != POOL_SLOTS_DEFAULT },
		{ "help", q->help.in[0].len > 0 },
		{ "audio", q->audio.in[0].len > 0 },
		{ "quote_if", q->quote_if != NULL },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].there)
			xlsform_lost(writing, NULL, "`%s:` is not carried over: XLSForm has nothing like it",
			             keys[i].key);
}

/* ---- the workbook ---------------------------------------------------------------------------------------- */

/* A sheet while its cells are written, from left to right and from top to bottom. */
struct page {
	lxw_worksheet *sheet;
	struct xlsform_writing *writing;
	lxw_row_t row;
	lxw_col_t column;
	lxw_error wrong; /* the first thing that went wrong */
};

static void
put(struct page *page, struct view text)
{
	struct buf copy = BUF_INIT;

	buf_add_view(&copy, text);
	if (copy.len > 0 && page->wrong == LXW_NO_ERROR)
		page->wrong = worksheet_write_string(page->sheet, page->row, page->column, copy.data, NULL);
	buf_release(&copy);
	page->column++;
}

static void
put_text(struct page *page, const struct text *text)
{
	for (size_t l = 0; l < page->writing->questionnaire->language_count; l++)
		put(page, text->in[l]);
}

/* "Nederlands (nl)" */
static struct view
language_name(struct xlsform_writing *writing, size_t language)
{
	struct view code = writing->questionnaire->languages[language],
	            name = catalogue_message(catalogue_find(code), "language_name");

	return arena_printf(&writing->arena, "%.*s (%.*s)", VIEW_ARGS(name), VIEW_ARGS(code));
}

static void
put_headings(struct page *page, const char *name)
{
	struct xlsform_writing *writing = page->writing;

	for (size_t l = 0; l < writing->questionnaire->language_count; l++)
		put(page,
		    arena_printf(&writing->arena, "%s::%.*s", name, VIEW_ARGS(language_name(writing, l))));
}

static void
next_row(struct page *page)
{
	page->row++;
	page->column = 0;
}

static void
put_survey(struct page *page)
{
	static const char *const behind[] = { "required", "relevant", "constraint", "appearance",
		                              "parameters" };

	put(page, VIEW("type"));
	put(page, VIEW("name"));
	put_headings(page, "label");
	put_headings(page, "hint");
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++)
		put(page, view_of(behind[i]));
	for (size_t i = 0; i < page->writing->row_count; i++) {
		const struct xlsform_row *row = &page->writing->rows[i];

		next_row(page);
		put(page, row->type);
		put(page, row->name);
		put_text(page, &row->label);
		put_text(page, &row->hint);
		put(page, row->required);
		put(page, row->relevant);
		put(page, row->constraint);
		put(page, row->appearance);
		put(page, row->parameters);
	}
}

static void
put_choices(struct page *page)
{
	put(page, VIEW("list_name"));
	put(page, VIEW("name"));
	put_headings(page, "label");
	put(page, VIEW("no_opinion"));
	put(page, VIEW("last"));
	for (size_t i = 0; i < page->writing->choice_count; i++) {
		const struct xlsform_choice *choice = &page->writing->choices[i];

		next_row(page);
		put(page, choice->list);
		put(page, choice->name);
		put_text(page, &choice->label);
		put(page, choice->no_opinion ? VIEW("yes") : VIEW(""));
		put(page, choice->last ? VIEW("yes") : VIEW(""));
	}
}

static void
put_settings(struct page *page)
{
	struct xlsform_writing *writing = page->writing;

	put(page, VIEW("form_title"));
	put(page, VIEW("form_id"));
	put(page, VIEW("default_language"));
	next_row(page);
	put(page, writing->questionnaire->title.in[0]);
	put(page, writing->questionnaire->id);
	put(page, language_name(writing, 0));
	if (writing->questionnaire->language_count > 1)
		xlsform_lost(writing, NULL, "`title:` is carried over in the first language only");
}

static lxw_error
fill(lxw_workbook *book, void *context)
{
	static const struct {
		const char *name;
		void (*put)(struct page *page);
	} sheets[] = { { "survey", put_survey }, { "choices", put_choices }, { "settings", put_settings } };
	lxw_doc_properties properties = { .created = xlsx_made };
	lxw_error wrong = workbook_set_properties(book, &properties);

	for (size_t i = 0; wrong == LXW_NO_ERROR && i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		struct page page = { .sheet = workbook_add_worksheet(book, sheets[i].name),
			             .writing = context };

		if (page.sheet == NULL)
			return LXW_ERROR_MEMORY_MALLOC_FAILED;
		sheets[i].put(&page);
		wrong = page.wrong;
	}
	return wrong;
}

bool
xlsform_write(const struct questionnaire *questionnaire, const char *file, struct buf *out,
              struct problems *problems, struct error *err)
{
	struct xlsform_writing *writing = xcalloc(1, sizeof(*writing));
	bool good;

	writing->questionnaire = questionnaire;
	writing->file = file;
	writing->problems = problems;
	report_whole(writing);
	write_rows(writing);
	good = xlsx_make(fill, writing, out, err);
	problems_sort(problems);
	free(writing->rows);
	free(writing->choices);
	arena_release(&writing->arena);
	free(writing);
	return good;
}
