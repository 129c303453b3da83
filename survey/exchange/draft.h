/* SPDX-License-Identifier: EUPL-1.2
 *
 * A questionnaire while it is made of another program's form: what the readers fill, the YAML writer writes, and a list of all
 * that could not be carried over. Everything is in one arena. Nothing in it is trusted to be in order: draft_finish()
 * makes it so, and says what it had to change.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include "questionnaire.h"

/* Where something stood in the form. */
struct draft_place {
	const char *file; /* "form.xlsx [survey]" */
	unsigned line, column;
};

struct draft_question;

enum draft_condition_kind { DRAFT_CHOSEN, DRAFT_NOT, DRAFT_ALL, DRAFT_ANY };

/* As struct condition, about questions of a draft. ALL of nothing is always true, ANY of nothing never. */
struct draft_condition {
	enum draft_condition_kind kind;
	const struct draft_question *question; /* DRAFT_CHOSEN */
	size_t option;                         /* DRAFT_CHOSEN: index in question->options */
	size_t item;                           /* DRAFT_CHOSEN: of a matrix, the item; else 0 */
	const struct draft_condition **parts;
	size_t part_count;
};

struct draft_group {
	struct view id, name;     /* name: what the form calls it */
	struct text title, again; /* again: with several times */
	long times;               /* 1: asked once */
	const struct draft_condition *show_if;
	struct draft_place place;
};

struct draft_question {
	struct view id;
	struct view name;      /* what the form calls it */
	const char *type;      /* ours: "single", "matrix" … */
	struct text ask, hint; /* hint: empty for none */
	struct text
	    ask_with; /* with "${name}" where an answer is put in, until draft_finish(); empty for none */
	struct option *options; /* ids made by draft_options() */
	struct view *names;     /* what the form calls each option */
	size_t option_count;
	struct option *items; /* of a matrix */
	struct view *item_names;
	size_t item_count;
	long least, most; /* of a number; most of a multiple: how many at most */
	bool has_least, has_most;
	long decimals;        /* of a number */
	struct text unit;     /* of a number; empty for none */
	long max, rows;       /* of a text; 0: as usual */
	long top;             /* of a ranking; 0: as usual */
	struct view from, to; /* of a month: "2020-01", or "2020" */
	bool year;            /* of a month: years alone */
	bool required, shuffle;
	const struct draft_condition *show_if;
	struct draft_group *group; /* NULL: the top level. Questions of one group follow each other */
	size_t number;             /* in the order of asking, from 0 */
	struct draft_place place;
};

enum {
	DRAFT_QUESTIONS_MAX = 1000, /* far above QUESTIONS_MAX, which says what is too much */
	DRAFT_LOST_MAX = 2000,      /* lines of the list; nobody reads more */
	DRAFT_WORDS_MAX = 1 << 20,  /* bytes of all texts; a questionnaire has a quarter of that */
};

struct draft {
	struct arena arena;
	struct problems *problems; /* borrowed: what could not be carried over */
	struct date today;
	struct view id, audience;
	struct view opens, closes; /* days as 2026-01-05; empty for none */
	struct view languages[LANGUAGES_MAX];
	size_t language_count;
	struct text title, intro, thanks, help;
	struct draft_question **questions; /* owned, in the order of asking */
	size_t question_count, question_room;
	size_t word_bytes;    /* of all texts so far */
	struct view stood_in; /* a language that stands in the place of the first one: draft_stand_in() */
	struct draft_repeated *repeated; /* owned; what draft_lost_often() waits with */
	size_t repeated_count, repeated_room;
};

void draft_init(struct draft *draft, struct problems *problems, struct date today);
void draft_release(struct draft *draft);

/* One line of the list; what was said of the same place before is not said again. */
void draft_lost(struct draft *draft, const struct draft_place *place, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The same for what is true of many places in the same words: one line at the first of them, which names the lines of the others.
 * draft_list_settle() writes it. */
void draft_lost_often(struct draft *draft, const struct draft_place *place, const char *format, ...)
    PRINTF_LIKE(3, 4);
void draft_list_settle(struct draft *draft);
void draft_list_release(struct draft *draft);

/* A question behind the last one; NULL (reported) when there are too many. */
struct draft_question *draft_add(struct draft *draft, struct view name, const struct draft_place *place);

/* The question that the form calls so; NULL when there is none. */
struct draft_question *draft_find(const struct draft *draft, struct view name);

/* ---- languages ------------------------------------------------------------------------------------------- */

/* The code of a language that the program speaks, out of "nl", "Nederlands (nl)", "Dutch" or "nl-informal"; empty for others. */
struct view draft_language_code(struct view name);

/* The index of a language, which is added when it is not there yet. LANGUAGES_MAX when the program does not speak it. */
size_t draft_language(struct draft *draft, struct view name);

/* When no language of the form is spoken by the program, the texts in this one stand in the place of `wish`, or of Dutch, for
 * somebody to translate; says so. Does nothing when there is a language already, or no name. */
void draft_stand_in(struct draft *draft, struct view name, struct view wish, const struct draft_place *place);

/* ---- words and ids --------------------------------------------------------------------------------------- */

/* A text as it can stand in a questionnaire: NFC, no control characters; with `lines` line ends stay, else it is one piece.
 * Empty when there were more words before than a questionnaire can have (DRAFT_WORDS_MAX). */
struct view draft_words(struct draft *draft, struct view text, bool lines);

/* An id out of a name: lower-case letters, digits and hyphens, a letter first (after `prefix` when there is none), at most
 * `most` characters. */
struct view draft_id(struct draft *draft, struct view name, const char *prefix, size_t most);

/* Whether an id is a name in other letters only: lower case, hyphens, a letter first. */
bool draft_is_spelling(struct view name, struct view id);

/* Gives a question's options (or items) their ids, all different; says which names had to change. */
void draft_options(struct draft *draft, struct option *options, const struct view *names, size_t count,
                   const struct draft_place *place);

/* The words for "something else" in a language of the draft. */
struct view draft_other(const struct draft *draft, size_t language);

/* Whether the option ids are those of a statement: the type that has these. */
bool draft_is_statement(const struct draft_question *question);

/* The options of a statement, with the program's words: agree, disagree, do not know. */
void draft_make_statement(struct draft *draft, struct draft_question *question, const char *agree,
                          const char *disagree, const char *unknown);

/* Reads a limit as a whole number within a billion, rounded so that it leaves out no number that it allowed: upwards for the `most`.
 * *whole: it was one. False when it is no number, or too large. */
bool draft_limit(struct draft *draft, struct view text, bool most, long *limit, bool *whole);

/* Gives a month its first and last one where it has none, and makes it a year where there would be too many. */
void draft_settle_month(struct draft *draft, const struct draft_place *place,
                        struct draft_question *question);

/* ---- conditions ------------------------------------------------------------------------------------------ */

struct draft_condition *draft_condition(struct draft *draft, enum draft_condition_kind kind,
                                        size_t part_count);
/* What always holds, or never. */
const struct draft_condition *draft_constant(struct draft *draft, bool holds);
bool draft_is_constant(const struct draft_condition *condition);

const struct draft_condition *draft_not(struct draft *draft, const struct draft_condition *condition);

/* Both (DRAFT_ALL) or either (DRAFT_ANY); lists of the same kind become one, and what always holds or never is left out. */
const struct draft_condition *draft_joined(struct draft *draft, enum draft_condition_kind kind,
                                           const struct draft_condition *one,
                                           const struct draft_condition *other);

/* Both must hold; either may be NULL. */
const struct draft_condition *draft_both(struct draft *draft, const struct draft_condition *one,
                                         const struct draft_condition *other);

/* ---- the end --------------------------------------------------------------------------------------------- */

/* Gives everything an id, every text all languages and what the format needs besides; warns of questions about who somebody is.
 * Afterwards draft_yaml() can write it. ERROR_INVALID: there is no question left. */
bool draft_finish(struct draft *draft, const char *file, struct error *err) MUST_CHECK;

/* As YAML, `size` bytes a response (0: as usual). `file` is named in a comment. */
void draft_yaml(const struct draft *draft, const char *file, size_t size, struct buf *out);

/* Says so of a question that seems to ask who somebody is, by its name and its words. */
void draft_warn_personal(struct draft *draft, const struct draft_question *question);

/* Makes ids of the names in a question's `ask_with`, or empties it where one is no earlier question that can be meant; says
 * which. All ids must be there. */
void draft_settle_with(struct draft *draft, struct draft_question *question);

/* Finishes the draft, writes it and loads what was written, as `survey check` does. What that says about it goes to the
 * problems too; false when there is an error among it. */
bool draft_write(struct draft *draft, const char *file, struct buf *out, struct error *err) MUST_CHECK;

#endif
