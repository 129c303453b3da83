/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading an XLSForm: sheets, headings, languages, settings. xlsform.h.
 */
#include "xlsform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "spreadsheet.h"
#include "xlsform_inside.h"

struct view
xlsform_text(const struct xlsform_sheet *sheet, size_t row, enum xlsform_column column)
{
	return sheet->at[column] == 0
	         ? (struct view){ "", 0 }
	         : cells_text(&sheet->cells.rows[row], sheet->at[column] - 1 + sheet->offset);
}

struct draft_place
xlsform_place(const struct xlsform_sheet *sheet, size_t row, enum xlsform_column column)
{
	size_t at = sheet->at[column] == 0 ? 0 : sheet->at[column] - 1;

	return (struct draft_place){ sheet->file, sheet->cells.rows[row].line,
		                     (unsigned)(at + sheet->offset) + 1 };
}

/* The texts of all columns of this kind. */
static struct text
read_words(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row, enum xlsform_column column,
           bool lines, struct markup_loss *loss)
{
	struct text words = { .in = { { NULL, 0 } } };

	for (size_t i = 0; i < sheet->heading_count; i++) {
		const struct xlsform_heading *heading = &sheet->headings[i];
		struct view text = cells_text(&sheet->cells.rows[row], i + sheet->offset);

		if (heading->column == column && heading->language < LANGUAGES_MAX && text.len > 0 &&
		    words.in[heading->language].len == 0)
			words.in[heading->language] = markup_plain(form->draft, text, lines, loss);
	}
	return words;
}

struct text
xlsform_words(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row, enum xlsform_column column,
              bool lines, const char *what)
{
	struct draft_place place = xlsform_place(sheet, row, column);
	struct markup_loss loss = { .markup = false };
	struct text words = read_words(form, sheet, row, column, lines, &loss);

	/* What a question repeats is not lost: xlsform_words_with(). */
	loss.answers = loss.answers && strcmp(what, "question") != 0;
	markup_report(form->draft, &place, what, &loss);
	return words;
}

struct text
xlsform_words_with(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row)
{
	struct markup_loss loss = { .keep = true };
	struct text words = read_words(form, sheet, row, COLUMN_LABEL, false, &loss);

	for (size_t l = 0; l < LANGUAGES_MAX; l++)
		if (words.in[l].len == 0 || memmem(words.in[l].ptr, words.in[l].len, "${", 2) == NULL)
			words.in[l] = (struct view){ "", 0 };
	return words;
}

static bool
is_one_of(struct view text, const char *const *words)
{
	bool is = false;

	for (size_t i = 0; words[i] != NULL; i++)
		is = is || (text.len == strlen(words[i]) && strncasecmp(text.ptr, words[i], text.len) == 0);
	return is;
}

bool
xlsform_is_yes(struct view text)
{
	return is_one_of(text, (const char *const[]){ "yes", "true", "true()", "1", "y", "ja", NULL });
}

bool
xlsform_is_no(struct view text)
{
	return text.len == 0 ||
	       is_one_of(text, (const char *const[]){ "no", "false", "false()", "0", "n", "nee", NULL });
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

/* The language of texts that name none comes first, so that it is the questionnaire's own. */
static void
read_settings(struct xlsform *form, struct view language)
{
	struct xlsform_sheet *sheet = &form->settings;
	bool some = sheet->first_row < sheet->row_end;
	struct view named = { "", 0 };

	/* No language counts as named before this one is. */
	if (some)
		xlsform_read_headings(form, sheet, XLSFORM_SETTINGS);
	some = sheet->first_row < sheet->row_end;
	if (some)
		named = xlsform_text(sheet, sheet->first_row, COLUMN_LANGUAGE);
	form->language = LANGUAGES_MAX;
	if (named.len > 0)
		form->language = draft_language(form->draft, named);
	if (form->language == LANGUAGES_MAX && language.len > 0)
		form->language = draft_language(form->draft, language);
	if (!some)
		return;
	form->draft->id = arena_copy(&form->draft->arena, xlsform_text(sheet, sheet->first_row, COLUMN_ID));
	xlsform_report_row(form, sheet, sheet->first_row);
}

static void
read_title(struct xlsform *form)
{
	struct markup_loss loss = { .markup = false };
	const struct xlsform_sheet *sheet = &form->settings;

	if (sheet->first_row < sheet->row_end)
		form->draft->title.in[form->language] = markup_plain(
		    form->draft, xlsform_text(sheet, sheet->first_row, COLUMN_TITLE), false, &loss);
}

static bool
read_form(struct xlsform *form, struct view language, struct error *err)
{
	struct xlsform_sheet *survey = &form->survey, *choices = &form->choices;

	if (survey->first_row == survey->row_end)
		return fail(
		    err, ERROR_INVALID,
		    "there is no sheet \"survey\" with rows in it: is this an XLSForm? (In a CSV file the "
		    "name of the sheet stands in the first column)");
	if (survey->row_end - survey->first_row > XLSFORM_ROWS_MAX)
		return fail(err, ERROR_FULL, "the sheet survey has more than %d rows", XLSFORM_ROWS_MAX);
	read_settings(form, language);
	xlsform_stand_in(form, language);
	xlsform_read_headings(form, survey, XLSFORM_SURVEY);
	if (choices->first_row < choices->row_end)
		xlsform_read_headings(form, choices, XLSFORM_CHOICES);
	if (survey->at[COLUMN_TYPE] == 0 || survey->at[COLUMN_NAME] == 0)
		return fail(err, ERROR_INVALID,
		            "the sheet survey has no columns \"type\" and \"name\": is this an XLSForm?");
	xlsform_settle_language(form);
	read_title(form);
	xlsform_read_rows(form);
	for (size_t row = choices->first_row; row < choices->row_end; row++)
		xlsform_report_row(form, choices, row);
	return true;
}

static struct xlsform *
new_form(struct draft *draft)
{
	struct xlsform *form = xcalloc(1, sizeof(*form));

	form->draft = draft;
	form->language = LANGUAGES_MAX;
	return form;
}

static void
free_form(struct xlsform *form, bool shared)
{
	cells_release(&form->survey.cells);
	if (!shared) {
		cells_release(&form->choices.cells);
		cells_release(&form->settings.cells);
	}
	free(form->pending);
	free(form);
}

bool
xlsform_read_workbook(struct draft *draft, struct view bytes, const char *file, struct view language,
                      struct error *err)
{
	struct xlsform *form = new_form(draft);
	struct spreadsheet *workbook = NULL;
	const struct {
		const char *name;
		struct xlsform_sheet *sheet;
	} sheets[] = { { "survey", &form->survey },
		       { "choices", &form->choices },
		       { "settings", &form->settings } };
	bool good = spreadsheet_open(bytes, &workbook, err);

	for (size_t i = 0; good && i < 3; i++) {
		struct xlsform_sheet *sheet = sheets[i].sheet;

		sheet->file = arena_printf(&draft->arena, "%s [%s]", file, sheets[i].name).ptr;
		good = spreadsheet_sheet(workbook, sheets[i].name, &sheet->cells, err) != SPREADSHEET_FAILED;
		sheet->row_end = sheet->cells.count;
	}
	good = good && read_form(form, language, err);
	free_form(form, false);
	spreadsheet_close(workbook);
	return good;
}

/* Which sheet a name in the first column begins. */
static struct xlsform_sheet *
sheet_called(struct xlsform *form, struct view name)
{
	if (name.len == 6 && strncasecmp(name.ptr, "survey", 6) == 0)
		return &form->survey;
	if (name.len == 7 && strncasecmp(name.ptr, "choices", 7) == 0)
		return &form->choices;
	if (name.len == 8 && strncasecmp(name.ptr, "settings", 8) == 0)
		return &form->settings;
	return NULL;
}

bool
xlsform_read_csv(struct draft *draft, struct view text, const char *file, struct view language,
                 struct error *err)
{
	struct xlsform *form = new_form(draft);
	struct xlsform_sheet *all[] = { &form->survey, &form->choices, &form->settings }, *sheet = NULL;
	struct cells cells = CELLS_INIT;
	bool good = cells_read(&cells, text, cells_separator(text), err);

	for (size_t i = 0; i < 3; i++)
		*all[i] = (struct xlsform_sheet){ .file = file, .cells = cells, .offset = 1 };
	for (size_t r = 0; good && r < cells.count; r++) {
		struct view name = cells_text(&cells.rows[r], 0);
		struct xlsform_sheet *begun = sheet_called(form, name);

		if (name.len > 0) {
			/* The headings may stand on the same row. */
			bool rest = cells.rows[r].count > 1 && cells_text(&cells.rows[r], 1).len > 0;

			sheet = begun != NULL && begun->row_end > 0 ? NULL : begun;
			if (sheet != NULL)
				sheet->first_row = rest ? r : r + 1;
		}
		if (sheet != NULL)
			sheet->row_end = r + 1;
	}
	if (good)
		for (size_t i = 0; i < 3; i++)
			if (all[i]->first_row > all[i]->row_end)
				all[i]->first_row = all[i]->row_end;
	good = good && read_form(form, language, err);
	free_form(form, true);
	return good;
}
