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

struct limesurvey {
	struct draft *draft;
	const char *file;
	struct view id; /* sid */
	struct text title, description, welcome, end;
	struct text notes;                 /* texts that wait for the next question */
	struct limesurvey_record *records; /* owned */
	size_t count, room;
	struct limesurvey_attribute *attributes; /* owned */
	size_t attribute_count, attribute_room;
};

void limesurvey_init(struct limesurvey *survey, struct draft *draft, const char *file);
void limesurvey_release(struct limesurvey *survey);

/* The record of this class and id (and, with parent.ptr not NULL, parent), which is added when it is not there; NULL when there are
 * too many. */
struct limesurvey_record *limesurvey_record(struct limesurvey *survey, enum limesurvey_class class,
                                            struct view id, struct view parent,
                                            const struct draft_place *place);

void limesurvey_add_attribute(struct limesurvey *survey, const struct limesurvey_attribute *attribute);

/* The value of a question's attribute; empty when it has none. In `language`, or LANGUAGES_MAX for any. */
struct view limesurvey_attribute(const struct limesurvey *survey, struct view question, const char *name,
                                 size_t language);

/* One setting of the survey ("language", "ipaddr" …), and one of its texts in a language ("surveyls_title" …). */
void limesurvey_setting(struct limesurvey *survey, struct view name, struct view value,
                        const struct draft_place *place);
void limesurvey_words(struct limesurvey *survey, struct view name, struct view value, size_t language,
                      const struct draft_place *place);

/* The draft's index of a language; LANGUAGES_MAX when the program does not speak it, which is said once. */
size_t limesurvey_language(struct limesurvey *survey, struct view name, const struct draft_place *place);

/* Makes the draft of all records. */
bool limesurvey_make(struct limesurvey *survey, struct error *err) MUST_CHECK;

/* Makes one question of a record, or several, behind each other; says of those that have no place here why. */
void limesurvey_make_question(struct limesurvey *survey, const struct limesurvey_record *record);

/* A text of a record without markup. */
struct text limesurvey_plain(struct limesurvey *survey, const struct text *text, bool lines,
                             const struct draft_place *place, const char *what);

#endif
