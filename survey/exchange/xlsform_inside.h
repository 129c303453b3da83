/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files that together read an XLSForm share. Not for anybody else.
 */
#ifndef XLSFORM_INSIDE_H
#define XLSFORM_INSIDE_H

#include "cells.h"
#include "markup.h"
#include "xlsform.h"

enum { XLSFORM_ROWS_MAX = 3000, XLSFORM_DEPTH_MAX = 32 };

/* What a column is about. */
enum xlsform_column {
	COLUMN_NONE,
	COLUMN_TYPE,
	COLUMN_NAME,
	COLUMN_LABEL,
	COLUMN_HINT,
	COLUMN_REQUIRED,
	COLUMN_RELEVANT,
	COLUMN_CONSTRAINT,
	COLUMN_APPEARANCE,
	COLUMN_PARAMETERS,
	COLUMN_REPEAT_COUNT,
	COLUMN_DISABLED,
	COLUMN_LIST,
	COLUMN_ALONE,
	COLUMN_NO_OPINION,
	COLUMN_LAST,
	COLUMN_TITLE,
	COLUMN_ID,
	COLUMN_LANGUAGE,
	COLUMN_LOST, /* known, with a reason why it has no place here */
	COLUMN_UNKNOWN,
};

struct xlsform_heading {
	enum xlsform_column column;
	size_t language;   /* LANGUAGES_MAX: of none that the program speaks */
	struct view title; /* as it is written */
	const char *why;   /* COLUMN_LOST */
};

struct xlsform_sheet {
	const char *file; /* for the list: "form.xlsx [survey]" */
	struct cells cells;
	size_t first_row; /* behind the headings */
	size_t row_end;   /* behind the last row */
	size_t offset;    /* cells before the first column: 1 in a CSV file */
	struct xlsform_heading headings[CELLS_COLUMNS_MAX];
	size_t heading_count;
	size_t at[COLUMN_UNKNOWN + 1]; /* 1 + the first column of each kind; 0: there is none */
};

/* A condition that waits until all questions are there. */
struct xlsform_pending {
	struct view text;
	struct draft_place place;
	struct draft_question *question; /* else of the group */
	struct draft_group *group;
	size_t first; /* of a group: its first question's number */
};

struct xlsform {
	struct draft *draft;
	size_t language; /* of texts without one */
	struct xlsform_sheet survey, choices, settings;
	struct xlsform_pending *pending; /* owned */
	size_t pending_count, pending_room;
};

/* The text of the first column of this kind (labels: see xlsform_words()); empty when there is none. */
struct view xlsform_text(const struct xlsform_sheet *sheet, size_t row, enum xlsform_column column);

/* Where that stands: the place of the row when there is no such column. */
struct draft_place xlsform_place(const struct xlsform_sheet *sheet, size_t row, enum xlsform_column column);

/* Labels or hints in all languages. */
struct text xlsform_words(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row,
                          enum xlsform_column column, bool lines, const char *what);

/* The label of a question with "${name}" as it is; empty where it repeats no answer. */
struct text xlsform_words_with(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row);

/* yes, true() and so on; no, false() and so on. */
bool xlsform_is_yes(struct view text);
bool xlsform_is_no(struct view text);

/* ---- xlsform_headings.c ---------------------------------------------------------------------------------- */

enum xlsform_sheet_kind { XLSFORM_SURVEY, XLSFORM_CHOICES, XLSFORM_SETTINGS };

/* Reads the first row of a sheet; says which columns are in a language that the program does not speak. */
void xlsform_read_headings(struct xlsform *form, struct xlsform_sheet *sheet, enum xlsform_sheet_kind kind);

/* When all texts of the survey are in languages that the program does not speak: draft_stand_in() with the first of them. */
void xlsform_stand_in(struct xlsform *form, struct view wish);

/* When nothing says what language plain labels are in: the first one that is named, else Dutch. */
void xlsform_settle_language(struct xlsform *form);

/* Says of every filled cell that has no place here why. */
void xlsform_report_row(struct xlsform *form, const struct xlsform_sheet *sheet, size_t row);

/* ---- xlsform_conditions.c -------------------------------------------------------------------------------- */

/* The condition of a row waits for its question, or (NULL) its group; nothing when it has none. */
void xlsform_add_pending(struct xlsform *form, size_t row, struct draft_question *question,
                         struct draft_group *group);

/* Gives all that wait their conditions; says which could not be carried over. */
void xlsform_settle_conditions(struct xlsform *form);

/* ---- xlsform_rows.c -------------------------------------------------------------------------------------- */

/* Reads the rows of the survey: questions, groups, notes. */
void xlsform_read_rows(struct xlsform *form);

/* ---- xlsform_types.c ------------------------------------------------------------------------------------- */

/* Fills a question by its type's words ("select_one", list). False: there is no such type here, which was reported. */
bool xlsform_read_type(struct xlsform *form, size_t row, struct view type, struct view list,
                       struct draft_question *question);

/* The choices of a list as options, and "something else" behind them with `other`; false (reported) when there are none. */
bool xlsform_read_choices(struct xlsform *form, size_t row, struct view list, bool other,
                          struct draft_question *question);

/* ---- xlsform_constraint.c -------------------------------------------------------------------------------- */

/* Reads the constraint of a question as its limits; says what it could not. */
void xlsform_read_constraint(struct xlsform *form, size_t row, struct draft_question *question);

#endif
