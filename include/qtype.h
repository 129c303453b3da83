/* SPDX-License-Identifier: EUPL-1.2
 *
 * A question type: survey/qtypes/NAME.c beside NAME.tpl, and one line in survey/qtypes/qtypes.def.
 * Nothing else in the product knows types by name; the analysis goes by the measurement level.
 */
#ifndef QTYPE_H
#define QTYPE_H

#include "response.h"

struct definition; /* the YAML mapping of the question: see definition.h */
struct page;       /* the template being filled: see page.h */

/* What may be calculated with the answers. */
enum measurement {
	MEASUREMENT_NOMINAL,
	MEASUREMENT_ORDINAL,
	MEASUREMENT_NUMBER,
	MEASUREMENT_RANKING, /* options that say what stands before what, such as "1-wonen" */
	MEASUREMENT_TEXT
};

/* Where one question stands in a form. */
struct field {
	const struct question *question;
	size_t time;
	unsigned variant; /* of the page: what is shuffled or drawn depends on it */
	struct view
	    name; /* of its form field and, as prefix, of its elements' ids: "role", "path_1_bottleneck" */
};

/* The limits that a question was given, for who writes it in another form. What a type does not have is 0. */
struct qtype_limits {
	long least, most, decimals; /* of a number */
	const struct text *unit;    /* of a number; NULL for none */
	long characters, rows;      /* of a text */
	size_t choices;             /* how many may be chosen, or are ranked */
	bool year;                  /* of a month: years alone */
};

struct qtype {
	const char *name;
	enum measurement level;
	bool many;  /* an answer can have more than one value */
	bool typed; /* it has options, but they are typed: a browser cannot decide a condition on them */

	/* Reads the type's own keys from the definition into `question` (options, detail). Problems are
	 * reported through the definition. */
	void (*load)(struct definition *definition, struct question *question);

	/* Makes an answer of the values that were sent for the field (trimmed, NFC, no empty ones). True, or
	 * false with *problem set to the id of a message that tells the person what to change ("error_…"); {limit} in that
	 * message is *limit. Used for forms and for opened boxes alike. */
	bool (*read)(const struct question *question, const struct view *values, size_t count,
	             struct arena *arena, struct answer *answer, const char **problem, long *limit);

	/* The id of a message that tells beforehand what the type expects ("max_characters"), with {limit} in it as
	 * *limit; NULL for none. The member may be NULL. */
	const char *(*note)(const struct question *question, long *limit);

	/* MEASUREMENT_RANKING: the items that are ranked, of which its options are made, in the questionnaire's arena. NULL for
	 * all other levels. */
	const struct option *(*items)(const struct question *question, size_t *count);

	/* Tells the limits; NULL for a type without any. */
	void (*limits)(const struct question *question, struct qtype_limits *limits);

	/* The id of a message that *Verder* says while the question is answered in part ("pairwise_enough"); NULL: it always
	 * says the same. */
	const char *enough;

	/* Fills NAME.tpl for one field; `answer` is what was given before, or NULL. The caller fills what all types
	 * share: NAME, QUESTION, REQUIRED, HINT, NOTE, PROBLEM, DESCRIBED with IDS, INVALID. */
	void (*render)(const struct field *field, size_t language, const struct answer *answer,
	               struct page *page);

	/* The most bytes its values take in the encoding, at two bytes a typed character. */
	size_t (*size_limit)(const struct question *question);
};

extern const struct qtype *const qtypes[]; /* from qtypes.def; ends with NULL */

const struct qtype *qtype_find(struct view name); /* NULL when there is none */

/* Shared by types whose values are the ids of options: reads 0 to `most` known ids, each once, into the
 * order of the options. */
bool qtype_read_options(const struct question *question, const struct view *values, size_t count, size_t most,
                        struct arena *arena, struct answer *answer, const char **problem);

/* Shared by types that show a list of options (choices.tpl): `input` is "radio" or "checkbox". */
void qtype_render_options(const struct field *field, const char *input, size_t language,
                          const struct answer *answer, struct page *page);

/* The order in which a variant of the page shows `count` things: `order` becomes a permutation of 0 … count - 1, the same
 * for the same variant and question (Fisher-Yates over SplitMix64). */
void qtype_draw(const struct field *field, size_t *order, size_t count);

/* The order of a question's options in a variant: shuffled where the question wants it, but for those that are alone,
 * no_opinion or last. `options` are the question's own or, where those are made of items, the items. */
void qtype_order(const struct field *field, const struct option *options, size_t *order, size_t count);

/* Gives the question room for `count` options that the type makes itself; false (reported at `key`) when that is too many. */
bool qtype_make_options(struct definition *definition, struct question *question, const char *key,
                        size_t count);

/* Sets the id of such an option and its text: a message with values, which may be texts in all languages. */
struct qtype_value {
	const char *name; /* NULL ends the list */
	struct view value;
	const struct text *text; /* NULL: `value` in every language */
};
void qtype_set_option(struct definition *definition, struct option *option, struct view id,
                      const char *message, const struct qtype_value *values);

/* Reports a mark on one of the question's own options that its type does not know: `alone` is for types that
 * take several options, `no_opinion` for ordinal ones. A tag set's marks are for whom they concern. */
void qtype_check_marks(struct definition *definition, const struct question *question);

/* Bytes of all option ids with quotes and commas, and of the largest `most` when fewer may be chosen. */
size_t qtype_options_size(const struct question *question, size_t most);

#endif
