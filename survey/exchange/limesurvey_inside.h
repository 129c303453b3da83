/* SPDX-License-Identifier: EUPL-1.2
 *
 * A LimeSurvey survey as both its files have it: records of groups, questions, subquestions and answers. Not for anybody but the
 * files limesurvey*.c.
 */
#ifndef LIMESURVEY_INSIDE_H
#define LIMESURVEY_INSIDE_H

#include "limesurvey.h"
#include "markup.h"

enum { LIMESURVEY_RECORDS_MAX = 10000 };

enum limesurvey_class { LIMESURVEY_GROUP, LIMESURVEY_QUESTION, LIMESURVEY_SUBQUESTION, LIMESURVEY_ANSWER };

struct limesurvey_record {
	enum limesurvey_class class;
	struct view id;     /* gid, qid, aid */
	struct view parent; /* of a question its gid, of the others the qid they belong to */
	struct view type, code, relevance, scale, mandatory, other, pattern;
	struct text text, help; /* with markup, by the draft's languages */
	long order;
	struct draft_place place;
};

struct limesurvey_attribute {
	struct view question, name, value; /* question: its qid */
	size_t language;                   /* LANGUAGES_MAX: of all */
	struct draft_place place;
};

/* A row of the table of conditions: what surveys before version 1.92 have for relevance. */
struct limesurvey_asked {
	struct view question, scenario; /* whose condition it is: a qid */
	struct view name;          /* of what is asked about: "12345X6X78SQ001", or with a "+" before it */
	struct view method, value; /* "==" and the like; value: empty for "not answered" */
};

struct limesurvey {
	struct draft *draft;
	const char *file;
	struct view wish; /* the language of texts in one that the program does not speak; may be empty */
	struct view id;   /* sid */
	struct text title, description, welcome, end;
	struct text notes;                 /* texts that wait for the next question */
	struct limesurvey_record *records; /* owned */
	size_t count, room;
	struct limesurvey_attribute *attributes; /* owned */
	size_t attribute_count, attribute_room;
	struct limesurvey_asked *conditions; /* owned */
	size_t condition_count, condition_room;
};

void limesurvey_init(struct limesurvey *survey, struct draft *draft, const char *file, struct view wish);
void limesurvey_release(struct limesurvey *survey);

/* The record of this class and id (and, with parent.ptr not NULL, parent), which is added when it is not there; NULL when there are
 * too many. */
struct limesurvey_record *limesurvey_record(struct limesurvey *survey, enum limesurvey_class class,
                                            struct view id, struct view parent,
                                            const struct draft_place *place);

void limesurvey_add_attribute(struct limesurvey *survey, const struct limesurvey_attribute *attribute);

void limesurvey_add_condition(struct limesurvey *survey, const struct limesurvey_asked *asked);

/* The value of a question's attribute; empty when it has none. In `language`, or LANGUAGES_MAX for any. */
struct view limesurvey_attribute(const struct limesurvey *survey, struct view question, const char *name,
                                 size_t language);

/* One setting of the survey ("language", "ipaddr" …), and one of its texts in a language ("surveyls_title" …). */
void limesurvey_setting(struct limesurvey *survey, struct view name, struct view value,
                        const struct draft_place *place);
void limesurvey_words(struct limesurvey *survey, struct view name, struct view value, size_t language,
                      const struct draft_place *place);

/* The draft's index of a language; LANGUAGES_MAX when the program does not speak it, which is said once. */
size_t limesurvey_language(struct limesurvey *survey, struct view name);

/* The survey's own language and its others, which stand between spaces, before any text. */
void limesurvey_languages(struct limesurvey *survey, struct view own, struct view others);

/* Makes the draft of all records. */
bool limesurvey_make(struct limesurvey *survey, struct error *err) MUST_CHECK;

/* Makes one question of a record, or several, behind each other; says of those that have no place here why. */
void limesurvey_make_question(struct limesurvey *survey, const struct limesurvey_record *record);

/* The condition of a record (a question or the group it stands in) as one of `question`; NULL: none, or none that can be
 * carried over, which is said. */
const struct draft_condition *limesurvey_condition(struct limesurvey *survey,
                                                   const struct limesurvey_record *record,
                                                   struct draft_question *question);

/* What must hold for a record to be shown: its own expression, or what the table of conditions says where it has none. */
struct view limesurvey_relevance(const struct limesurvey *survey, const struct limesurvey_record *record);

/* The code of the question that stands between braces in a text; what stands there when it is none. */
struct view limesurvey_answer_code(const struct limesurvey *survey, struct view name);

/* What the second table of a question with two scales is called in the draft. */
struct view limesurvey_second_scale(const struct limesurvey *survey, struct view code);

/* What a question is called that was made of one part of another. */
struct view limesurvey_part_name(const struct limesurvey *survey, struct view code, struct view part);

/* A question's text with "${code}" where it repeats an answer (draft_settle_with()); empty where it repeats none. */
struct text limesurvey_with(struct limesurvey *survey, const struct text *text);

/* A text of a record without markup. */
struct text limesurvey_plain(struct limesurvey *survey, const struct text *text, bool lines,
                             const struct draft_place *place, const char *what);

#endif
