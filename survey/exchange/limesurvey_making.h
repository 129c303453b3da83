/* SPDX-License-Identifier: EUPL-1.2
 *
 * One LimeSurvey question while it is made ours: what limesurvey_types.c needs of its answers. Not for anybody else.
 */
#ifndef LIMESURVEY_MAKING_H
#define LIMESURVEY_MAKING_H

#include "limesurvey_inside.h"

enum { LIMESURVEY_SHOWN_MOST = 60 };

/* As "%.*s", not longer than a message bears. */
#define LIMESURVEY_SHOWN(v) (int)((v).len < LIMESURVEY_SHOWN_MOST ? (v).len : LIMESURVEY_SHOWN_MOST), (v).ptr

struct limesurvey_making {
	struct limesurvey *survey;
	const struct limesurvey_record *record;
	struct view scale;      /* whose answers: of a table with two scales "0", then "1" */
	struct view part_scale; /* whose subquestions: "0" rows, "1" columns */
	struct draft_question question;
};

/* Says something of the question that is lost. */
void limesurvey_lost(const struct limesurvey_making *making, const char *why);

/* The value of an attribute; empty when it has none. */
struct view limesurvey_value(const struct limesurvey_making *making, const char *name);

/* A whole number in an attribute; false when it is none within the bounds. */
bool limesurvey_number(const struct limesurvey_making *making, const char *name, long least, long most,
                       long *number);

/* The subquestions or answers of the question, as options without ids; `more` leaves room behind them. */
size_t limesurvey_list(struct limesurvey_making *making, enum limesurvey_class class, size_t more,
                       struct option **options, struct view **names);

/* The same as the question's options, with "Other" where it has that; false (reported) when there are none or too many. */
bool limesurvey_options(struct limesurvey_making *making, enum limesurvey_class class);

/* Options of which the words are the program's own messages, or (NULL) the numbers from 1. */
void limesurvey_make_options(struct limesurvey_making *making, size_t count, const char *const *codes,
                             const char *const *messages);

/* Whether its answers or rows stand in another order for different people. */
bool limesurvey_is_shuffled(const struct limesurvey_making *making);

/* What is asked, with an attribute in the same languages behind it. */
struct text limesurvey_headed(struct limesurvey_making *making, const struct text *ask,
                              const char *attribute);

/* A question for each cell of a table of numbers or texts, or for each row of one of boxes; false (reported) when there are none
 * or too many. `cell` fills what such a question is, `add` adds it. */
bool limesurvey_make_cells(struct limesurvey_making *making, const struct text *ask,
                           bool (*cell)(struct limesurvey_making *making),
                           void (*add)(struct limesurvey_making *making, struct view name,
                                       const struct text *ask));

/* Make the question that they are called by; false (reported) when it has no place here. */
bool limesurvey_make_matrix(struct limesurvey_making *making);
bool limesurvey_make_number(struct limesurvey_making *making);
bool limesurvey_make_month(struct limesurvey_making *making);

#endif
