/* SPDX-License-Identifier: EUPL-1.2
 *
 * Categories of a dimension and where rows stand in it: dimension.h. Finding one by name is dimension_find.c.
 */
#include "dimension.h"

#include <stdlib.h>
#include <string.h>

#include "qtype.h"

static bool
selects(struct view wanted, struct view value)
{
	return wanted.ptr == NULL || view_equal(wanted, value);
}

bool
selection_has_block(const struct selection *selection, const struct block *block)
{
	return selects(selection->questionnaire, block->questionnaire->id) &&
	       selects(selection->audience, block->questionnaire->audience) &&
	       selects(selection->wave, block->wave);
}

bool
selection_has_rows(const struct selection *selection, const struct rows *rows)
{
	return rows->group != NULL &&
	       selects(selection->kind, view_of(mention_kind_name(rows->group->mention)));
}

size_t
dimension_length(const struct dimension *dimension)
{
	return dimension_all(dimension) + 1;
}

size_t
dimension_missing(const struct dimension *dimension)
{
	return dimension->category_count;
}

size_t
dimension_all(const struct dimension *dimension)
{
	return dimension->category_count + (dimension->has_missing ? 1 : 0);
}

/* The column of `rows` that holds the dimension's question; NULL when there is none. */
static const struct column *
column_among(const struct dimension *dimension, const struct rows *rows)
{
	for (size_t i = 0; i < rows->column_count; i++) {
		const struct question *question = rows->columns[i].question;

		if (question->option_count == 0)
			continue;
		if (dimension->kind == DIMENSION_TAGSET
		        ? question->tagset != NULL && view_equal(question->tagset->id, dimension->id)
		        : view_equal(question->id, dimension->id))
			return &rows->columns[i];
	}
	return NULL;
}

/* A mention's own group goes before the questions that were asked once. */
static const struct column *
column_of(const struct dimension *dimension, const struct block *block, const struct rows *rows)
{
	const struct column *column = NULL;
	struct view group = rows->group == NULL ? (struct view){ NULL, 0 } : rows->group->id;

	if (dimension->kind == DIMENSION_QUESTION) {
		if (!view_equal(dimension->questionnaire, block->questionnaire->id))
			return NULL;
		if (dimension->group.len > 0)
			return view_equal(dimension->group, group) ? column_among(dimension, rows) : NULL;
		return column_among(dimension, &block->responses);
	}
	if (rows->group != NULL)
		column = column_among(dimension, rows);
	return column != NULL ? column : column_among(dimension, &block->responses);
}

/* ---- categories ---------------------------------------------------------------------------------------- */

/* While a dimension is filled: its categories grow in the arena. */
struct filling {
	struct dimension *dimension;
	struct arena *arena;
	size_t room;
};

static size_t
category_at(const struct dimension *dimension, struct view id)
{
	size_t i = 0;

	while (i < dimension->category_count && !view_equal(dimension->categories[i].id, id))
		i++;
	return i;
}

static void
category_add(struct filling *filling, struct view id, struct view text, bool alone)
{
	struct dimension *dimension = filling->dimension;
	size_t found = category_at(dimension, id);

	if (found < dimension->category_count) {
		dimension->categories[found].alone = dimension->categories[found].alone && alone;
		return;
	}
	if (dimension->category_count == filling->room) {
		size_t room = filling->room == 0 ? 16 : filling->room * 2;
		struct category *grown = arena_array(filling->arena, room, sizeof(*grown));

		if (dimension->category_count > 0)
			memcpy(grown, dimension->categories, dimension->category_count * sizeof(*grown));
		dimension->categories = grown;
		filling->room = room;
	}
	dimension->categories[dimension->category_count++] = (struct category){ id, text, alone };
}

static const char *const kind_messages[] = {
	[MENTION_NONE] = "",
	[MENTION_OLIFANTENPAADJE] = "report_kind_olifantenpaadje",
	[MENTION_BROODJE_AAP] = "report_kind_broodje_aap",
};
_Static_assert(sizeof(kind_messages) / sizeof(kind_messages[0]) == MENTION_KIND_COUNT, "a message per kind");

/* The category of rows in a dimension that is the same for all of them. */
static struct category
fixed_category(const struct dimension *dimension, const struct block *block, const struct rows *rows,
               const struct catalogue *catalogue)
{
	const struct questionnaire *questionnaire = block->questionnaire;
	struct category category = { questionnaire->audience, questionnaire->audience, true };
	struct view language = catalogue == NULL ? (struct view){ NULL, 0 } : catalogue_language(catalogue);

	switch (dimension->kind) {
	case DIMENSION_KIND:
		category.id = view_of(mention_kind_name(rows->group->mention));
		if (catalogue != NULL)
			category.text = catalogue_message(catalogue, kind_messages[rows->group->mention]);
		break;
	case DIMENSION_WAVE:
		category = (struct category){ block->wave, block->wave, true };
		if (block->wave.len == 0 && catalogue != NULL)
			category.text = catalogue_message(catalogue, "report_wave_none");
		break;
	case DIMENSION_QUESTIONNAIRE:
		category.id = questionnaire->id;
		category.text = questionnaire->title.in[questionnaire_language(questionnaire, language)];
		break;
	case DIMENSION_AUDIENCE:
	case DIMENSION_SEALED:
	case DIMENSION_FINDING:
	case DIMENSION_TAGSET:
	case DIMENSION_QUESTION:
		break;
	}
	return category;
}

static bool
is_closed_question(const struct dimension *dimension)
{
	return dimension->kind == DIMENSION_TAGSET || dimension->kind == DIMENSION_QUESTION;
}

bool
dimension_is_told(const struct dimension *dimension)
{
	return is_closed_question(dimension) || dimension->kind == DIMENSION_FINDING;
}

/* How many options one answer can have. */
static size_t
choices_of(const struct question *question)
{
	struct qtype_limits limits = { .choices = question->option_count };

	if (!question->type->many)
		return 1;
	if (question->type->level == MEASUREMENT_NOMINAL && question->type->limits != NULL)
		question->type->limits(question, &limits);
	return limits.choices;
}

static void
fill_from_rows(struct filling *filling, const struct block *block, const struct rows *rows,
               const struct catalogue *catalogue)
{
	struct dimension *dimension = filling->dimension;
	size_t language = questionnaire_language(block->questionnaire, catalogue_language(catalogue));
	const struct column *column;

	if (!is_closed_question(dimension)) {
		struct category category = fixed_category(dimension, block, rows, catalogue);

		category_add(filling, category.id, category.text, true);
		return;
	}
	column = column_of(dimension, block, rows);
	if (column == NULL)
		return;
	if (dimension->title.ptr == NULL)
		dimension->title = dimension->kind == DIMENSION_TAGSET
		                     ? column->question->tagset->title.in[language]
		                     : column->question->title.in[language];
	dimension->multiple = dimension->multiple || column->question->type->many;
	if (choices_of(column->question) > dimension->choices)
		dimension->choices = choices_of(column->question);
	for (size_t i = 0; i < column->question->option_count; i++)
		category_add(filling, column->question->options[i].id,
		             column->question->options[i].text.in[language],
		             column->question->options[i].alone || !column->question->type->many);
}

static int
compare_categories(const void *a, const void *b)
{
	return view_compare(((const struct category *)a)->id, ((const struct category *)b)->id);
}

static const char *const dimension_titles[] = {
	[DIMENSION_AUDIENCE] = "report_dimension_audience",
	[DIMENSION_KIND] = "report_dimension_kind",
	[DIMENSION_WAVE] = "report_dimension_wave",
	[DIMENSION_QUESTIONNAIRE] = "report_dimension_questionnaire",
	[DIMENSION_SEALED] = "report_dimension_sealed",
	[DIMENSION_FINDING] = "report_dimension_finding",
};

static void
fill_findings(struct filling *filling)
{
	const struct members *members = filling->dimension->members;

	for (size_t f = 0; f < members->finding_count; f++)
		category_add(filling, members->findings[f].id, members->findings[f].title, true);
}

void
dimension_fill(struct dimension *dimension, const struct source *source, enum tally_unit unit,
               const struct catalogue *catalogue, struct arena *arena)
{
	struct filling filling = { dimension, arena, 0 };

	dimension->has_missing = dimension_is_told(dimension);
	if (!is_closed_question(dimension))
		dimension->title = catalogue_message(catalogue, dimension_titles[dimension->kind]);
	if (dimension->kind == DIMENSION_SEALED) {
		category_add(&filling, VIEW("browser"), catalogue_message(catalogue, "report_sealed_browser"),
		             true);
		category_add(&filling, VIEW("server"), catalogue_message(catalogue, "report_sealed_server"),
		             true);
		return;
	}
	if (dimension->kind == DIMENSION_FINDING) {
		fill_findings(&filling);
		return;
	}
	/* The newest definition first, so that its order and its texts win. */
	for (size_t b = source->count; b-- > 0;) {
		const struct block *block = &source->blocks[b];

		if (!selection_has_block(&source->selection, block))
			continue;
		if (unit == TALLY_RESPONSES)
			fill_from_rows(&filling, block, &block->responses, catalogue);
		for (size_t m = 0; unit == TALLY_MENTIONS && m < block->mention_count; m++)
			if (selection_has_rows(&source->selection, &block->mentions[m]))
				fill_from_rows(&filling, block, &block->mentions[m], catalogue);
	}
	if (!dimension->has_missing && dimension->category_count > 1)
		qsort(dimension->categories, dimension->category_count, sizeof(*dimension->categories),
		      compare_categories);
}

/* ---- rows ---------------------------------------------------------------------------------------------- */

void
dimension_bind(const struct dimension *dimension, const struct block *block, const struct rows *rows,
               struct binding *binding)
{
	*binding = (struct binding){ .asked = true, .missing = (uint32_t)dimension_missing(dimension) };
	if (dimension->kind == DIMENSION_SEALED) {
		binding->modes = block->modes;
	} else if (dimension->kind == DIMENSION_FINDING) {
		binding->told = members_of(dimension->members, rows);
		binding->asked = binding->told != NULL;
		binding->fixed = binding->missing;
	} else if (!is_closed_question(dimension)) {
		struct category category = fixed_category(dimension, block, rows, NULL);

		binding->fixed = (uint32_t)category_at(dimension, category.id);
	} else {
		binding->column = column_of(dimension, block, rows);
		binding->asked = binding->column != NULL;
		binding->fixed = binding->missing;
	}
	if (binding->column == NULL)
		return;
	binding->by_response = rows->group != NULL && binding->column->question->group == NULL;
	for (size_t i = 0; i < binding->column->question->option_count; i++)
		binding->positions[i] =
		    (uint32_t)category_at(dimension, binding->column->question->options[i].id);
}

size_t
binding_positions(const struct binding *binding, size_t row, size_t response, uint32_t *positions)
{
	const struct column *column = binding->column;
	const uint8_t *bits;
	size_t count = 0;

	if (binding->told != NULL) {
		positions[0] = binding->told[row] == MEMBERS_NONE ? binding->missing : binding->told[row];
		return 1;
	}
	if (column == NULL) {
		positions[0] =
		    binding->modes == NULL ? binding->fixed : binding->modes[response] != SEAL_MODE_BROWSER;
		return 1;
	}
	bits = column->bits + (binding->by_response ? response : row) * column->width;
	for (size_t byte = 0; byte < column->width; byte++)
		for (unsigned left = bits[byte]; left != 0; left &= left - 1)
			positions[count++] = binding->positions[byte * 8 + (size_t)__builtin_ctz(left)];
	if (count == 0)
		positions[count++] = binding->missing;
	return count;
}
