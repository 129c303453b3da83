/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files that together write an XLSForm share. Not for anybody else.
 */
#ifndef XLSFORM_WRITE_H
#define XLSFORM_WRITE_H

#include "qtype.h"
#include "xlsform.h"

/* The sheets as rows of texts; texts in several languages take as many columns. */
struct xlsform_row {
	struct view type, name, required, relevant, constraint, appearance, parameters;
	struct text label, hint;
};

struct xlsform_choice {
	struct view list, name;
	struct text label;
	bool no_opinion, last;
};

struct xlsform_list {
	struct view name;
	const struct option *options;
};

struct xlsform_writing {
	const struct questionnaire *questionnaire;
	const char *file;
	struct problems *problems;
	struct arena arena;
	struct xlsform_row *rows; /* owned */
	size_t row_count, row_room;
	struct xlsform_choice *choices; /* owned */
	size_t choice_count, choice_room;
	struct xlsform_list lists[QUESTIONS_MAX];
	size_t list_count;
};

/* One line of the list of what XLSForm has no words for; `question` says where, NULL: the whole file. */
void xlsform_lost(struct xlsform_writing *writing, const struct question *question, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* What a question is called: its id or, where that would be ambiguous, with its group's before it. */
struct view xlsform_name(const struct xlsform_writing *writing, const struct question *question);

/* A condition as XPath; false (with *why) when XLSForm cannot say it of the questions that it has. */
bool xlsform_write_condition(const struct xlsform_writing *writing, const struct condition *condition,
                             struct buf *out, const char **why) MUST_CHECK;

/* Whether XLSForm has the question at all. */
bool xlsform_has(const struct question *question);

/* Fills type, constraint, appearance and parameters, and adds the choices. */
void xlsform_write_type(struct xlsform_writing *writing, const struct question *question,
                        struct xlsform_row *row);

/* The name of the list with the question's options, which is added when it is not there yet. */
struct view xlsform_write_list(struct xlsform_writing *writing, const struct question *question);

#endif
