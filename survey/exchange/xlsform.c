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

static const struct known {
	const char *name;
	enum xlsform_column column;
	const char *why;
} survey_columns[] = {
	{ "type", COLUMN_TYPE, NULL },
	{ "name", COLUMN_NAME, NULL },
	{ "label", COLUMN_LABEL, NULL },
	{ "caption", COLUMN_LABEL, NULL },
	{ "hint", COLUMN_HINT, NULL },
	{ "required", COLUMN_REQUIRED, NULL },
	{ "relevant", COLUMN_RELEVANT, NULL },
	{ "relevance", COLUMN_RELEVANT, NULL },
	{ "constraint", COLUMN_CONSTRAINT, NULL },
	{ "appearance", COLUMN_APPEARANCE, NULL },
	{ "parameters", COLUMN_PARAMETERS, NULL },
	{ "repeat_count", COLUMN_REPEAT_COUNT, NULL },
	{ "count", COLUMN_REPEAT_COUNT, NULL },
	{ "constraint_message", COLUMN_LOST, "the program says in its own words what is wrong" },
	{ "required_message", COLUMN_LOST, "the program says in its own words what is wrong" },
	{ "guidance_hint", COLUMN_LOST, "there is one hint a question" },
	{ "default", COLUMN_LOST, "nothing is chosen beforehand" },
	{ "calculation", COLUMN_LOST, "nothing is calculated" },
	{ "trigger", COLUMN_LOST, "nothing is calculated" },
	{ "read_only", COLUMN_LOST, "every question can be answered" },
	{ "readonly", COLUMN_LOST, "every question can be answered" },
	{ "choice_filter", COLUMN_LOST, "all answers of a list are offered" },
	{ "media", COLUMN_LOST, "pages have no pictures, sound or video (`audio:` can name a recording)" },
	{ "image", COLUMN_LOST, "pages have no pictures" },
	{ "big-image", COLUMN_LOST, "pages have no pictures" },
	{ "audio", COLUMN_LOST, "give the recording to `audio:` yourself" },
	{ "video", COLUMN_LOST, "pages have no video" },
	{ "intent", COLUMN_LOST, "no other programs are called" },
	{ "body", COLUMN_LOST, "it is about another program's page" },
	{ "bind", COLUMN_LOST, "it is about another program's data" },
	{ "instance", COLUMN_LOST, "it is about another program's data" },
};

static const struct known choices_columns[] = {
	{ "list_name", COLUMN_LIST, NULL },
	{ "list name", COLUMN_LIST, NULL },
	{ "name", COLUMN_NAME, NULL },
	{ "value", COLUMN_NAME, NULL },
	{ "label", COLUMN_LABEL, NULL },
	{ "alone", COLUMN_ALONE, NULL },
	{ "no_opinion", COLUMN_NO_OPINION, NULL },
	{ "last", COLUMN_LAST, NULL },
	{ "media", COLUMN_LOST, "pages have no pictures, sound or video" },
	{ "image", COLUMN_LOST, "pages have no pictures" },
};

static const struct known settings_columns[] = {
	{ "form_title", COLUMN_TITLE, NULL },
	{ "title", COLUMN_TITLE, NULL },
	{ "form_id", COLUMN_ID, NULL },
	{ "id_string", COLUMN_ID, NULL },
	{ "default_language", COLUMN_LANGUAGE, NULL },
	{ "version", COLUMN_LOST, "every change of a questionnaire is another one by itself" },
	{ "instance_name", COLUMN_LOST, "a response has no name" },
	{ "style", COLUMN_LOST, "the page has one question a screen" },
	{ "submission_url", COLUMN_LOST, "responses are sent to the server of the questionnaire" },
	{ "public_key", COLUMN_LOST, "responses are sealed to the key of the team" },
	{ "auto_send", COLUMN_LOST, "nothing is sent by itself" },
	{ "auto_delete", COLUMN_LOST, "nothing is kept on the device" },
};

#define KNOWN(list) list, sizeof(list) / sizeof((list)[0])

/* ---- headings -------------------------------------------------------------------------------------------- */

/* "label::Nederlands (nl)" is column label in language nl; one colon was once enough. */
static void
read_heading(struct xlsform *form, struct view title, const struct known *known, size_t known_count,
             struct xlsform_heading *heading)
{
	struct view rest = title, name = view_trim(view_cut(&rest, ':'));

	*heading = (struct xlsform_heading){ .column = title.len == 0 ? COLUMN_NONE : COLUMN_UNKNOWN,
		                             .language = form->language,
		                             .title = title };
	for (size_t i = 0; i < known_count; i++)
		if (name.len == strlen(known[i].name) &&
		    strncasecmp(name.ptr, known[i].name, name.len) == 0) {
			heading->column = known[i].column;
			heading->why = known[i].why;
		}
	if (rest.ptr != NULL && heading->column != COLUMN_LOST) {
		while (rest.len > 0 && (rest.ptr[0] == ':' || rest.ptr[0] == ' ')) {
			rest.ptr++;
			rest.len--;
		}
		heading->language = draft_language(form->draft, rest);
	}
}

static bool
names_language(const struct xlsform_heading *heading)
{
	return heading->title.len > 0 && memchr(heading->title.ptr, ':', heading->title.len) != NULL;
}

static void
read_headings(struct xlsform *form, struct xlsform_sheet *sheet, const struct known *known,
              size_t known_count)
{
	const struct cells_row *row = &sheet->cells.rows[sheet->first_row];

	for (size_t c = sheet->offset; c < row->count; c++) {
		struct xlsform_heading *heading = &sheet->headings[sheet->heading_count++];

		read_heading(form, cells_text(row, c), known, known_count, heading);
		if (sheet->at[heading->column] == 0)
			sheet->at[heading->column] = sheet->heading_count;
		if ((heading->column == COLUMN_LABEL || heading->column == COLUMN_HINT) &&
		    heading->language == LANGUAGES_MAX && names_language(heading)) {
			const struct draft_place place = { sheet->file, row->line, (unsigned)c + 1 };

			draft_lost(
			    form->draft, &place,
			    "this program does not speak the language of the column \"%.*s\"; its texts are "
			    "left out",
			    (int)(heading->title.len < 60 ? heading->title.len : 60), heading->title.ptr);
		}
	}
	sheet->first_row++;
}

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

void
xlsform_report_row(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row)
{
	for (size_t i = 0; i < sheet->heading_count; i++) {
		const struct xlsform_heading *heading = &sheet->headings[i];
		const struct draft_place place = { sheet->file, sheet->cells.rows[row].line,
			                           (unsigned)(i + sheet->offset) + 1 };

		if ((heading->column != COLUMN_LOST && heading->column != COLUMN_UNKNOWN) ||
		    cells_text(&sheet->cells.rows[row], i + sheet->offset).len == 0)
			continue;
		draft_lost(form->draft, &place, "\"%.*s\" is not carried over: %s",
		           (int)(heading->title.len < 60 ? heading->title.len : 60), heading->title.ptr,
		           heading->why != NULL ? heading->why : "this program does not know such a column");
	}
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
		read_headings(form, sheet, KNOWN(settings_columns));
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

/* When nothing says what language plain labels are in: the first one that is named, else Dutch. */
static void
settle_language(struct xlsform *form)
{
	struct xlsform_sheet *const sheets[] = { &form->survey, &form->choices };

	if (form->language == LANGUAGES_MAX && form->draft->language_count > 0)
		form->language = 0;
	if (form->language == LANGUAGES_MAX)
		form->language = draft_language(form->draft, VIEW("nl"));
	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sheets[s]->heading_count; i++)
			if (!names_language(&sheets[s]->headings[i]))
				sheets[s]->headings[i].language = form->language;
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
read_form(struct xlsform *form, const char *file, struct view language, struct error *err)
{
	struct xlsform_sheet *survey = &form->survey, *choices = &form->choices;
	const struct draft_place place = { file, 0, 0 };

	if (survey->first_row == survey->row_end)
		return fail(
		    err, ERROR_INVALID,
		    "there is no sheet \"survey\" with rows in it: is this an XLSForm? (In a CSV file the "
		    "name of the sheet stands in the first column)");
	if (survey->row_end - survey->first_row > XLSFORM_ROWS_MAX)
		return fail(err, ERROR_FULL, "the sheet survey has more than %d rows", XLSFORM_ROWS_MAX);
	read_settings(form, language);
	read_headings(form, survey, KNOWN(survey_columns));
	if (choices->first_row < choices->row_end)
		read_headings(form, choices, KNOWN(choices_columns));
	if (survey->at[COLUMN_TYPE] == 0 || survey->at[COLUMN_NAME] == 0)
		return fail(err, ERROR_INVALID,
		            "the sheet survey has no columns \"type\" and \"name\": is this an XLSForm?");
	settle_language(form);
	if (form->draft->language_count == 0)
		draft_lost(form->draft, &place, "there is no language in it that this program speaks");
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
	good = good && read_form(form, file, language, err);
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
	good = good && read_form(form, file, language, err);
	free_form(form, true);
	return good;
}
