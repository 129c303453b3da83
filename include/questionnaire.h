/* SPDX-License-Identifier: EUPL-1.2
 *
 * A questionnaire as loaded from YAML (format: survey-questionnaire(5)), in all its languages.
 *
 * A loaded questionnaire is one arena, read-only, and may be shared by any number of threads. All views in
 * it live as long as it does.
 */
#ifndef QUESTIONNAIRE_H
#define QUESTIONNAIRE_H

#include "arena.h"
#include "problems.h"

enum {
	ID_MAX = 40,                 /* characters of an id */
	LANGUAGES_MAX = 8,           /* languages in one questionnaire */
	QUESTIONS_MAX = 200,         /* questions, those in groups counted once */
	OPTIONS_MAX = 256,           /* options of one question, and tags of one tag set */
	GROUP_TIMES_MAX = 10,        /* times a group may repeat */
	FIELDS_MAX = 1990,           /* fields that a whole questionnaire can send */
	CONDITION_WEIGHT_MAX = 2000, /* options that one screen can depend on, directly and through others */
	DEFINITION_HASH_BYTES = 32,
	DEFINITION_HASH_TEXT = 65, /* in lower-case hexadecimal, with NUL */
	BOX_SIZE_DEFAULT = 8000,   /* bytes: see `size`; with its seal it fits a page of the store */
	BOX_SIZE_MIN = 1024,
	BOX_SIZE_MAX = 65536,
	RELEASE_MINIMUM_DEFAULT = 10,
	POOL_SLOTS_DEFAULT = 1024,
};

/* A text in the languages of its questionnaire, by the same index as questionnaire.languages. */
struct text {
	struct view in[LANGUAGES_MAX];
};

struct option {
	struct view id;
	struct text text;
	struct text hint; /* empty where there is none */
	bool alone;       /* multiple: excludes every other option ("geen van deze") */
	bool no_opinion;  /* scale: stands outside the order ("geen mening") */
	bool last;        /* keeps its place when the others are shuffled ("anders, namelijk …") */
};

/* What answers and findings are tagged with: a named, ordered list that several questionnaires share. */
struct tagset {
	struct view id;
	struct text title;
	struct option *tags;
	size_t tag_count;
};

/* What one repeated group tells. */
enum mention_kind { MENTION_NONE, MENTION_OLIFANTENPAADJE, MENTION_BROODJE_AAP, MENTION_KIND_COUNT };

/* "olifantenpaadje", "broodje_aap"; "" for MENTION_NONE. */
const char *mention_kind_name(enum mention_kind kind);

/* Decidable by a browser's CSS (:has) and by C alike; evaluated by response_visible(). */
struct condition {
	enum { CONDITION_CHOSEN, CONDITION_NOT, CONDITION_ALL, CONDITION_ANY } kind;
	const struct question *question; /* CONDITION_CHOSEN */
	size_t option;                   /* CONDITION_CHOSEN: index in question->options */
	const struct condition **parts;  /* the others; CONDITION_NOT has one */
	size_t part_count;
};

/* A matrix as it stands in the file: its questions are called ID-ITEM. */
struct question_matrix {
	struct view id;
	struct text title;
};

struct question {
	struct view id;
	const struct qtype *type;
	struct text title; /* the question itself */
	struct text
	    title_with; /* the same with {ids} of earlier questions whose answers a script puts in; or empty */
	struct text hint; /* empty where there is none */
	struct text
	    audio; /* the question read aloud: names of recordings (recordings.h); empty where there is none */
	size_t part,
	    parts; /* a matrix is one question per item: the first of four is 1 of 4; 0 of 0 elsewhere */
	const struct question_matrix *matrix; /* what the questions of one matrix share; NULL elsewhere */
	const struct option *item;            /* of a matrix: the item that this question is about */
	bool shuffle;                         /* its options have another order in each variant of the page */
	bool required;
	const struct condition *show_if; /* NULL: always (within its group) */
	const struct tagset *tagset;     /* the options are the tags of this set; NULL: its own options */
	struct option *options;          /* closed types; else NULL */
	size_t option_count;
	const void *detail;        /* what only the question's type knows */
	const struct group *group; /* NULL at the top level */
	bool again;                /* the generated "another one?" at the end of a group: never stored */
	size_t place;              /* of its first time in response.answers */
	unsigned line, column;
};

/* Questions that are asked several times together: one mention each time. */
struct group {
	struct view id;
	struct text title; /* "Olifantenpaadje" */
	size_t times;      /* 1 to GROUP_TIMES_MAX */
	enum mention_kind mention;
	const struct question *story; /* the text that is the mention; NULL with MENTION_NONE */
	const struct condition *show_if;
	struct question *questions; /* the last one is `again` when times > 1 */
	size_t question_count;
	size_t first_place; /* time t of question i is at place first_place + t * question_count + i */
	unsigned line, column;
};

/* The place of a question in response.answers; `time` counts from 0 within a group and is 0 at the top level. */
static inline size_t
question_place(const struct question *question, size_t time)
{
	return question->place + (question->group == NULL ? 0 : time * question->group->question_count);
}

/* A top-level entry: exactly one of the two is set. */
struct entry {
	struct question *question;
	struct group *group;
};

/* A civil date; year 0: none was given. */
struct date {
	int year, month, day;
};

enum release_rhythm { RELEASE_NIGHTLY, RELEASE_MINUTES };

struct questionnaire {
	struct arena arena;
	struct view id;
	struct view code;     /* short address at a meeting: /CODE; empty where there is none */
	struct view audience; /* "professional", "panel", … : free words of the team, [a-z0-9-] */
	struct view languages[LANGUAGES_MAX]; /* [0] is the default */
	size_t language_count;
	struct text title, intro, thanks;
	struct text audio;                /* the intro read aloud, as question.audio */
	struct text help;                 /* help lines in the footer; empty where there are none */
	bool ticketed;                    /* `access: ticket`: every response needs a ticket (ticket.h) */
	bool listed;                      /* shown on the index page */
	struct date opens, closes;        /* first and last day on which it can be answered */
	const struct condition *quote_if; /* when may a response be quoted; NULL: never */
	size_t size;                      /* bytes of every padded response */
	size_t slots;                     /* of the pool */
	unsigned release_minimum;         /* k: no release of fewer, but at closing */
	enum release_rhythm rhythm;
	unsigned release_minutes; /* RELEASE_MINUTES: 1 to 1440 */
	struct entry *entries;
	size_t entry_count;
	struct tagset **tagsets; /* those that its questions use */
	size_t tagset_count;
	bool drawn;             /* something in it is shuffled or drawn: its page has variants */
	size_t place_count;     /* length of response.answers */
	struct view definition; /* its YAML and that of its tag sets, as one JSON text: what it takes to load
	                                  exactly this questionnaire again (see questionnaire_load_definition) */
	uint8_t hash[DEFINITION_HASH_BYTES]; /* BLAKE2b-256 of `definition` */
};

/* Loads and checks `path`; its tag sets are looked for in `tagsets/` beside it. Everything that is wrong
 * is added to `problems`; the result is NULL when one of that is an error. `today` decides about the
 * warning for a closing date in the past. Free with questionnaire_free(). */
struct questionnaire *questionnaire_load(const char *path, struct date today, struct problems *problems);

/* Loads what questionnaire.definition holds (kept with the sealed answers, so that they can always be
 * read by the very questions that were asked). `name` stands for the file in problems. */
struct questionnaire *questionnaire_load_definition(struct view definition, const char *name,
                                                    struct problems *problems);

/* A definition's hash as it is written in pages and encodings. */
void definition_hash_text(const uint8_t hash[DEFINITION_HASH_BYTES], char text[DEFINITION_HASH_TEXT]);

void questionnaire_free(struct questionnaire *questionnaire); /* NULL is harmless */

/* Index of a language, or of the default one where the questionnaire does not have it. */
size_t questionnaire_language(const struct questionnaire *questionnaire, struct view language);

/* The question with this id, in `group` or (group NULL) at the top level; NULL when there is none. */
const struct question *questionnaire_question(const struct questionnaire *questionnaire,
                                              const struct group *group, struct view id);
const struct group *questionnaire_group(const struct questionnaire *questionnaire, struct view id);

/* The question that {id} in the `title_with` of `asker` means: of its own group first, then at the top level. */
const struct question *questionnaire_piped(const struct questionnaire *questionnaire,
                                           const struct question *asker, struct view id);

/* The index of an option, or question->option_count when there is none with this id. */
size_t question_option(const struct question *question, struct view id);

/* Whether it can be answered on `today`; false with *early set when it did not open yet. */
bool questionnaire_is_open(const struct questionnaire *questionnaire, struct date today, bool *early);

/* The question when a condition is: one of several options of one question. NULL for all others. */
const struct question *condition_one_question(const struct condition *condition);

/* An id: [a-z][a-z0-9-]*, at most ID_MAX characters. */
bool id_is_good(struct view id);

/* Good ids that mean something else already: as that of a question or group, of an option, and of a questionnaire. */
bool id_is_reserved(struct view id);
bool id_is_reserved_option(struct view id);
bool id_is_page(struct view id);

struct date date_today(void); /* by the local clock */
int date_compare(struct date a, struct date b);
bool date_parse(struct view text, struct date *date) MUST_CHECK; /* YYYY-MM-DD, existing days only */

#endif
