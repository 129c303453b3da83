/* SPDX-License-Identifier: EUPL-1.2
 *
 * A matrix: the same scale for several items. Each item is a question of its own, so that it is answered, stored and
 * counted as one.
 */
#include "loader.h"

#include "locale_catalogue.h"
#include "qtype.h"

bool
matrix_is(struct fy_node *entry)
{
	return fy_node_is_mapping(entry) &&
	       view_is(yaml_scalar(fy_node_mapping_lookup_by_string(entry, "type", SIZE_MAX)), "matrix");
}

size_t
matrix_size(struct fy_node *entry)
{
	struct fy_node *items = fy_node_mapping_lookup_by_string(entry, "items", SIZE_MAX);

	return items != NULL && fy_node_is_mapping(items) ? (size_t)fy_node_mapping_item_count(items) : 1;
}

/* The question about one item: like the first, which has everything but the item's own id and words. */
static void
make_item(struct definition *definition, const struct question *whole, const struct option *item,
          struct question *question)
{
	const struct questionnaire *q = definition->loader->questionnaire;
	struct arena *arena = definition_arena(definition);

	*question = *whole;
	question->item = item;
	question->id = arena_printf(arena, "%.*s-%.*s", VIEW_ARGS(whole->id), VIEW_ARGS(item->id));
	if (whole->id.len > 0 && !id_is_good(question->id))
		definition_problem(
		    definition, "items", SEVERITY_ERROR,
		    "\"%.*s\", the id of the question about this item, is longer than 40 characters",
		    VIEW_ARGS(question->id));
	for (size_t l = 0; l < q->language_count; l++)
		question->title.in[l] =
		    catalogue_fill(catalogue_find(q->languages[l]), arena, "matrix_question",
		                   (struct catalogue_value[]){ { "question", whole->title.in[l] },
		                                               { "item", item->text.in[l] },
		                                               { NULL, { NULL, 0 } } });
}

size_t
matrix_load(struct definition *definition, const struct group *group, struct question *questions)
{
	struct question whole = { .group = group, .type = qtype_find(VIEW("scale")) };
	struct question_matrix *matrix;
	struct option *items = NULL;
	size_t count = 0;

	yaml_place(definition->mapping, &whole.line, &whole.column);
	definition_has(definition, "type");
	definition_id(definition, "id", true, &whole.id);
	definition_text(definition, "ask", true, &whole.title);
	definition_text(definition, "hint", false, &whole.hint);
	definition_flag(definition, "required", &whole.required);
	whole.type->load(definition, &whole);
	if (!options_load(definition, definition_node(definition, "items"), "items", &items, &count))
		count = 0;
	whole.parts = count;
	matrix = arena_alloc(definition_arena(definition), sizeof(*matrix));
	*matrix = (struct question_matrix){ whole.id, whole.title };
	whole.matrix = matrix;
	for (size_t i = 0; i < count; i++) {
		whole.part = i + 1;
		make_item(definition, &whole, &items[i], &questions[i]);
	}
	definition_finish(definition, "this matrix");
	return count;
}
