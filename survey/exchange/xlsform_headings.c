/* SPDX-License-Identifier: EUPL-1.2
 *
 * The headings of an XLSForm's sheets: which column is about what, and in which language. xlsform_inside.h.
 */
#include <string.h>
#include <strings.h>

#include "xlsform_inside.h"

enum { SHOWN = 60, KEY_BYTES = 64 };

#define SHOWN_ARGS(v) (int)((v).len < SHOWN ? (v).len : SHOWN), (v).ptr

/* The names that pyxform takes too, small, with "_" for a space and ":" for "::". */
static const struct known {
	const char *name;
	enum xlsform_column column;
	const char *why;
} survey_columns[] = {
	{ "type", COLUMN_TYPE, NULL },
	{ "command", COLUMN_TYPE, NULL },
	{ "name", COLUMN_NAME, NULL },
	{ "tag", COLUMN_NAME, NULL },
	{ "label", COLUMN_LABEL, NULL },
	{ "caption", COLUMN_LABEL, NULL },
	{ "hint", COLUMN_HINT, NULL },
	{ "required", COLUMN_REQUIRED, NULL },
	{ "bind:required", COLUMN_REQUIRED, NULL },
	{ "relevant", COLUMN_RELEVANT, NULL },
	{ "relevance", COLUMN_RELEVANT, NULL },
	{ "bind:relevant", COLUMN_RELEVANT, NULL },
	{ "constraint", COLUMN_CONSTRAINT, NULL },
	{ "bind:constraint", COLUMN_CONSTRAINT, NULL },
	{ "appearance", COLUMN_APPEARANCE, NULL },
	{ "control:appearance", COLUMN_APPEARANCE, NULL },
	{ "body:appearance", COLUMN_APPEARANCE, NULL },
	{ "parameters", COLUMN_PARAMETERS, NULL },
	{ "repeat_count", COLUMN_REPEAT_COUNT, NULL },
	{ "count", COLUMN_REPEAT_COUNT, NULL },
	{ "jr:count", COLUMN_REPEAT_COUNT, NULL },
	{ "control:jr:count", COLUMN_REPEAT_COUNT, NULL },
	{ "disabled", COLUMN_DISABLED, NULL },
	{ "constraint_message", COLUMN_LOST, "the program says in its own words what is wrong" },
	{ "constraining_message", COLUMN_LOST, "the program says in its own words what is wrong" },
	{ "required_message", COLUMN_LOST, "the program says in its own words what is wrong" },
	{ "requiredmsg", COLUMN_LOST, "the program says in its own words what is wrong" },
	{ "noapperrorstring", COLUMN_LOST, "no other programs are called" },
	{ "guidance_hint", COLUMN_LOST, "there is one hint a question" },
	{ "default", COLUMN_LOST, "nothing is chosen beforehand" },
	{ "calculation", COLUMN_LOST, "nothing is calculated" },
	{ "calculate", COLUMN_LOST, "nothing is calculated" },
	{ "trigger", COLUMN_LOST, "nothing is calculated" },
	{ "read_only", COLUMN_LOST, "every question can be answered" },
	{ "readonly", COLUMN_LOST, "every question can be answered" },
	{ "choice_filter", COLUMN_LOST, "all answers of a list are offered" },
	{ "media", COLUMN_LOST, "pages have no pictures, sound or video (`audio:` can name a recording)" },
	{ "image", COLUMN_LOST, "pages have no pictures" },
	{ "big-image", COLUMN_LOST, "pages have no pictures" },
	{ "audio", COLUMN_LOST, "give the recording to `audio:` yourself" },
	{ "video", COLUMN_LOST, "pages have no video" },
	{ "autoplay", COLUMN_LOST, "nothing plays by itself" },
	{ "intent", COLUMN_LOST, "no other programs are called" },
	{ "save_to", COLUMN_LOST, "it is about another program's data" },
	{ "body", COLUMN_LOST, "it is about another program's page" },
	{ "control", COLUMN_LOST, "it is about another program's page" },
	{ "bind", COLUMN_LOST, "it is about another program's data" },
	{ "instance", COLUMN_LOST, "it is about another program's data" },
};

static const struct known choices_columns[] = {
	{ "list_name", COLUMN_LIST, NULL },
	{ "name", COLUMN_NAME, NULL },
	{ "value", COLUMN_NAME, NULL },
	{ "label", COLUMN_LABEL, NULL },
	{ "caption", COLUMN_LABEL, NULL },
	{ "alone", COLUMN_ALONE, NULL },
	{ "no_opinion", COLUMN_NO_OPINION, NULL },
	{ "last", COLUMN_LAST, NULL },
	{ "media", COLUMN_LOST, "pages have no pictures, sound or video" },
	{ "image", COLUMN_LOST, "pages have no pictures" },
	{ "big-image", COLUMN_LOST, "pages have no pictures" },
	{ "audio", COLUMN_LOST, "pages have no sound of an answer" },
	{ "video", COLUMN_LOST, "pages have no video" },
};

static const struct known settings_columns[] = {
	{ "form_title", COLUMN_TITLE, NULL },
	{ "set_form_title", COLUMN_TITLE, NULL },
	{ "title", COLUMN_TITLE, NULL },
	{ "form_id", COLUMN_ID, NULL },
	{ "set_form_id", COLUMN_ID, NULL },
	{ "id_string", COLUMN_ID, NULL },
	{ "default_language", COLUMN_LANGUAGE, NULL },
	{ "version", COLUMN_LOST, "every change of a questionnaire is another one by itself" },
	{ "instance_name", COLUMN_LOST, "a response has no name" },
	{ "style", COLUMN_LOST, "the page has one question a screen" },
	{ "submission_url", COLUMN_LOST, "responses are sent to the server of the questionnaire" },
	{ "public_key", COLUMN_LOST, "responses are sealed to the key of the team" },
	{ "auto_send", COLUMN_LOST, "nothing is sent by itself" },
	{ "auto_delete", COLUMN_LOST, "nothing is kept on the device" },
	{ "allow_choice_duplicates", COLUMN_LOST, "answers of a list differ" },
};

#define KNOWN(list)                                                                                          \
	{                                                                                                    \
		list, sizeof(list) / sizeof((list)[0])                                                       \
	}

static const struct {
	const struct known *list;
	size_t count;
} known[] = {
	[XLSFORM_SURVEY] = KNOWN(survey_columns),
	[XLSFORM_CHOICES] = KNOWN(choices_columns),
	[XLSFORM_SETTINGS] = KNOWN(settings_columns),
};

/* ---- one heading ----------------------------------------------------------------------------------------- */

/* "Constraint message" as "constraint_message", "bind::relevant" as "bind:relevant". */
static struct view
key_of(struct view title, char key[KEY_BYTES])
{
	size_t len = 0;

	for (size_t i = 0; i < title.len && len + 1 < KEY_BYTES; i++) {
		char c = title.ptr[i];

		if (c == ':' && len > 0 && key[len - 1] == ':')
			continue;
		key[len++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c == ' ' ? '_' : c);
	}
	return (struct view){ key, len };
}

static const struct known *
find_known(enum xlsform_sheet_kind sheet, struct view key)
{
	for (size_t i = 0; i < known[sheet].count; i++)
		if (view_is(key, known[sheet].list[i].name))
			return &known[sheet].list[i];
	return NULL;
}

/* What stands behind the colon or colons of "label::Nederlands (nl)"; empty when there are none. */
static struct view
language_of(struct view title)
{
	struct view rest = title;

	view_cut(&rest, ':');
	while (rest.len > 0 && (rest.ptr[0] == ':' || rest.ptr[0] == ' ')) {
		rest.ptr++;
		rest.len--;
	}
	return rest.ptr == NULL ? (struct view){ "", 0 } : view_trim(rest);
}

/* "label::Nederlands (nl)" is column label in language nl; one colon was once enough. */
static void
read_heading(struct xlsform *form, struct view title, enum xlsform_sheet_kind sheet,
             struct xlsform_heading *heading)
{
	char bytes[KEY_BYTES];
	struct view key = key_of(title, bytes), before = key;
	const struct known *found = find_known(sheet, key);
	bool whole = found != NULL;

	*heading = (struct xlsform_heading){ .column = title.len == 0 ? COLUMN_NONE : COLUMN_UNKNOWN,
		                             .language = form->language,
		                             .title = title };
	if (!whole) {
		key = view_cut(&before, ':');
		while (key.len > 0 && key.ptr[key.len - 1] == '_')
			key.len--;
		found = find_known(sheet, key);
	}
	if (found != NULL) {
		heading->column = found->column;
		heading->why = found->why;
	}
	if (!whole && language_of(title).len > 0 && heading->column != COLUMN_LOST)
		heading->language = draft_language(form->draft, language_of(title));
}

static bool
is_text(const struct xlsform_heading *heading)
{
	return heading->column == COLUMN_LABEL || heading->column == COLUMN_HINT;
}

/* Says so of a column of texts that there was before: only the first one in each language is read. */
static void
report_second(struct xlsform *form, const struct xlsform_sheet *sheet, const struct xlsform_heading *heading,
              const struct draft_place *place)
{
	for (const struct xlsform_heading *other = sheet->headings; other < heading; other++)
		if (is_text(heading) && other->column == heading->column &&
		    other->language == heading->language &&
		    (language_of(heading->title).len == 0) == (language_of(other->title).len == 0) &&
		    (language_of(heading->title).len == 0 || heading->language < LANGUAGES_MAX)) {
			draft_lost(form->draft, place,
			           "there is another column \"%.*s\" before this one, which is left out",
			           SHOWN_ARGS(heading->title));
			break;
		}
}

/* Says so of a column of texts in a language that the program does not speak. */
static void
report_unspoken(struct xlsform *form, const struct xlsform_heading *heading, const struct draft_place *place)
{
	struct view language = language_of(heading->title);

	if (is_text(heading) && heading->language == LANGUAGES_MAX && language.len > 0)
		draft_lost_often(
		    form->draft, place,
		    "this program does not speak \"%.*s\"; the texts in that language are left out",
		    SHOWN_ARGS(language));
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

void
xlsform_read_headings(struct xlsform *form, struct xlsform_sheet *sheet, enum xlsform_sheet_kind kind)
{
	const struct cells_row *row = &sheet->cells.rows[sheet->first_row];

	for (size_t c = sheet->offset; c < row->count; c++) {
		struct xlsform_heading *heading = &sheet->headings[sheet->heading_count++];
		const struct draft_place place = { sheet->file, row->line, (unsigned)c + 1 };

		read_heading(form, cells_text(row, c), kind, heading);
		if (sheet->at[heading->column] == 0)
			sheet->at[heading->column] = sheet->heading_count;
		report_second(form, sheet, heading, &place);
		report_unspoken(form, heading, &place);
	}
	sheet->first_row++;
}

void
xlsform_stand_in(struct xlsform *form, struct view wish)
{
	const struct xlsform_sheet *sheet = &form->survey;
	const struct cells_row *row = &sheet->cells.rows[sheet->first_row];
	struct draft_place place = { sheet->file, row->line, 0 };
	struct view first = { "", 0 };

	for (size_t c = sheet->offset; c < row->count; c++) {
		struct view title = cells_text(row, c), language = language_of(title);
		struct xlsform_heading heading;

		if (language.len > 0 && draft_language_code(language).len > 0)
			return;
		read_heading(form, title, XLSFORM_SURVEY, &heading);
		if (!is_text(&heading))
			continue;
		if (language.len == 0)
			return;
		if (first.len == 0) {
			first = language;
			place.column = (unsigned)c + 1;
		}
	}
	draft_stand_in(form->draft, first, wish, &place);
}

/* When nothing says what language plain labels are in: the first one that is named, else Dutch. */
void
xlsform_settle_language(struct xlsform *form)
{
	struct xlsform_sheet *const sheets[] = { &form->survey, &form->choices };

	if (form->language == LANGUAGES_MAX && form->draft->language_count > 0)
		form->language = 0;
	if (form->language == LANGUAGES_MAX)
		form->language = draft_language(form->draft, VIEW("nl"));
	for (size_t s = 0; s < 2; s++)
		for (size_t i = 0; i < sheets[s]->heading_count; i++)
			if (language_of(sheets[s]->headings[i].title).len == 0)
				sheets[s]->headings[i].language = form->language;
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
		draft_lost_often(form->draft, &place, "\"%.*s\" is not carried over: %s",
		                 (int)(heading->title.len < 60 ? heading->title.len : 60), heading->title.ptr,
		                 heading->why != NULL ? heading->why
		                 : sheet == &form->choices
		                     ? "this program does not know such a column (if a filter of answers "
		                       "asks for it: all of a list are offered)"
		                     : "this program does not know such a column");
	}
}
