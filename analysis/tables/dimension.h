/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a tally can be made by: facts of a response (audience, questionnaire, wave, where it was sealed),
 * the kind of a mention, the finding that it tells of, a tag set, or one closed question. The same option id is the same category in all
 * versions of a definition; its text comes from the newest.
 */
#ifndef DIMENSION_H
#define DIMENSION_H

#include "analysis/study/study.h"
#include "locale_catalogue.h"
#include "members.h"

/* What is counted. */
enum tally_unit { TALLY_RESPONSES, TALLY_MENTIONS };

/* Which part of the study counts. A NULL ptr selects everything. */
struct selection {
	struct view kind, questionnaire, audience, wave;
};

/* The study as a tally reads it. */
struct source {
	const struct block *blocks;
	size_t count;
	struct selection selection;
	const struct members *members; /* NULL: nothing can be counted by finding */
};

bool selection_has_block(const struct selection *selection, const struct block *block);
bool selection_has_rows(const struct selection *selection, const struct rows *rows);

enum dimension_kind {
	DIMENSION_AUDIENCE,
	DIMENSION_KIND,
	DIMENSION_WAVE,
	DIMENSION_QUESTIONNAIRE,
	DIMENSION_SEALED,
	DIMENSION_FINDING,
	DIMENSION_TAGSET,
	DIMENSION_QUESTION
};

struct category {
	struct view id, text;
	bool alone; /* who chose it chose nothing else of this dimension */
};

struct dimension {
	enum dimension_kind kind;
	struct view name; /* as the person wrote it */
	struct view title;
	struct view questionnaire, group,
	    id;           /* of the question (group empty: at the top level); id of the tag set */
	bool of_mentions; /* there are mentions only, or in groups too */
	bool multiple;    /* a unit can be in more than one category */
	size_t choices;   /* of which at most so many, where somebody was asked to choose */
	struct category *categories;
	size_t category_count;
	bool
	    has_missing; /* behind the categories there is one more position: not answered, or of no finding */
	const struct members *members; /* of DIMENSION_FINDING */
};

/* Whether it says what somebody answered or told: of a whole group that must not be known. To which audience they belong
 * is no secret of theirs. */
bool dimension_is_told(const struct dimension *dimension);

/* Positions of a dimension: its categories, "not answered" where it has that, and all. */
size_t dimension_length(const struct dimension *dimension);
size_t dimension_missing(const struct dimension *dimension);
size_t dimension_all(const struct dimension *dimension);

/* Finds what `name` stands for: audience, kind, wave, questionnaire, sealed, finding, the id of a tag set, QUESTION,
 * QUESTIONNAIRE:QUESTION or QUESTIONNAIRE:GROUP.QUESTION. ERROR_ABSENT and ERROR_INVALID (it could be
 * several) come with a list of what there is. Views into the study and `arena`. */
bool dimension_find(const struct source *source, struct view name, struct arena *arena,
                    struct dimension *dimension, struct error *err) MUST_CHECK;

/* Lists the categories, with texts in the catalogue's language. */
void dimension_fill(struct dimension *dimension, const struct source *source, enum tally_unit unit,
                    const struct catalogue *catalogue, struct arena *arena);

/* Where the rows of one block stand in a dimension. */
struct binding {
	bool asked;                  /* false: none of these rows was asked this */
	const struct column *column; /* NULL: see told and modes, else they all stand at `fixed` */
	const uint32_t *told;        /* members.h: the finding per mention */
	const uint8_t *modes;        /* enum seal_mode per response */
	bool by_response;            /* the column belongs to the responses, not to the mentions */
	uint32_t fixed;
	uint32_t missing;
	uint32_t positions[OPTIONS_MAX]; /* per option of the column */
};

/* `rows`: the responses of the block or its mentions from one group. */
void dimension_bind(const struct dimension *dimension, const struct block *block, const struct rows *rows,
                    struct binding *binding);

/* The positions of a row, "all" not among them; at most OPTIONS_MAX + 1. `response` is the row of its
 * response. */
size_t binding_positions(const struct binding *binding, size_t row, size_t response, uint32_t *positions);

#endif
