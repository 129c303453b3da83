/* SPDX-License-Identifier: EUPL-1.2
 *
 * Options of questions and tags of tag sets: the same mapping of ids to texts.
 */
#include "loader.h"

#include <stdio.h>

/* A question's hint has the id "question_hint" in the page, as an option "hint" would. */
bool
id_is_reserved_option(struct view id)
{
	return view_is(id, "hint") || view_is(id, "note") || view_is(id, "error");
}

/* One `id: {nl: …, en: …}` entry. */
static void
option_load(struct definition *parent, struct fy_node_pair *pair, struct option *option)
{
	struct definition entry;
	struct view id = yaml_scalar(fy_node_pair_key(pair));
	char what[80];

	snprintf(what, sizeof(what), "option \"%.*s\"", (int)(id.len > 40 ? 40 : id.len), id.ptr);
	if (!id_is_good(id))
		loader_problem(parent->loader, parent->file, fy_node_pair_key(pair), SEVERITY_ERROR,
		               "\"%.*s\" is not an id: lower-case letters, digits and hyphens, a letter "
		               "first, at most 40",
		               VIEW_ARGS(id));
	if (id_is_reserved_option(id))
		loader_problem(parent->loader, parent->file, fy_node_pair_key(pair), SEVERITY_ERROR,
		               "\"%.*s\" has a meaning of its own; choose another id", VIEW_ARGS(id));
	option->id = arena_copy(definition_arena(parent), id);
	if (!definition_open(&entry, parent->loader, parent->file, fy_node_pair_value(pair), what))
		return;
	definition_languages(&entry, what, &option->text);
	definition_text(&entry, "hint", false, &option->hint);
	definition_flag(&entry, "alone", &option->alone);
	definition_flag(&entry, "no_opinion", &option->no_opinion);
	definition_flag(&entry, "last", &option->last);
	definition_finish(&entry, what);
}

bool
options_load(struct definition *definition, struct fy_node *node, const char *key, struct option **options,
             size_t *count)
{
	struct fy_node_pair *pair;
	void *walk = NULL;
	size_t n = 0;

	if (node == NULL || !fy_node_is_mapping(node) || fy_node_mapping_is_empty(node)) {
		definition_problem(definition, key, SEVERITY_ERROR,
		                   "`%s:` must have at least one `id: {…}` line", key);
		return false;
	}
	while (fy_node_mapping_iterate(node, &walk) != NULL)
		n++;
	if (n > OPTIONS_MAX) {
		definition_problem(definition, key, SEVERITY_ERROR,
		                   "`%s:` has %zu entries; at most %d are possible", key, n, OPTIONS_MAX);
		return false;
	}
	*options = arena_array(definition_arena(definition), n, sizeof(**options));
	*count = n;
	walk = NULL;
	for (size_t i = 0; (pair = fy_node_mapping_iterate(node, &walk)) != NULL; i++)
		option_load(definition, pair, &(*options)[i]);
	return true;
}

bool
definition_options(struct definition *definition, struct question *question)
{
	bool good = false;
	struct view id;
	struct fy_node *own = definition_node(definition, "options"),
	               *tagset = definition_node(definition, "tagset");

	if ((own == NULL) == (tagset == NULL)) {
		definition_problem(definition, NULL, SEVERITY_ERROR,
		                   "a question of this type needs `options:` or `tagset:`%s",
		                   own == NULL ? "" : ", not both");
	} else if (own != NULL) {
		good = options_load(definition, own, "options", &question->options, &question->option_count);
	} else if (definition_id(definition, "tagset", true, &id)) {
		question->tagset = tagset_load(definition->loader, definition->file, tagset, id);
		if (question->tagset != NULL) {
			question->options = question->tagset->tags;
			question->option_count = question->tagset->tag_count;
			good = true;
		}
	}
	return good;
}
