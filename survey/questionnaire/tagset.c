/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tag sets: lists of tags in files of their own, shared by questionnaires.
 */
#include "loader.h"

#include <stdlib.h>

/* Checks that a tag set has the languages that the questionnaire has. */
static void
check_languages(struct definition *definition, const struct questionnaire *q)
{
	struct fy_node *list = definition_node(definition, "languages"), *item;

	if (list == NULL || !fy_node_is_sequence(list)) {
		definition_problem(definition, "languages", SEVERITY_ERROR,
		                   "`languages:` must be a list such as [nl, en]");
		return;
	}
	for (size_t i = 0; i < q->language_count; i++) {
		bool found = false;
		void *walk = NULL;

		while ((item = fy_node_sequence_iterate(list, &walk)) != NULL)
			found = found || view_equal(yaml_scalar(item), q->languages[i]);
		if (!found)
			definition_problem(definition, "languages", SEVERITY_ERROR,
			                   "the questionnaire has language \"%.*s\", this tag set has not",
			                   VIEW_ARGS(q->languages[i]));
	}
}

static bool
read_tagset(struct loader *loader, const char *file, struct fy_node *root, struct view id,
            struct tagset *tagset)
{
	struct definition definition;
	size_t before = loader->problems->errors;
	struct fy_node *tags, *outer_languages = loader->file_languages;

	if (!definition_open(&definition, loader, file, root, "a tag set"))
		return false;
	definition_id(&definition, "tagset", true, &tagset->id);
	if (tagset->id.len > 0 && !view_equal(tagset->id, id))
		definition_problem(&definition, "tagset", SEVERITY_ERROR,
		                   "the file is called %.*s.yaml, so this must be \"%.*s\"", VIEW_ARGS(id),
		                   VIEW_ARGS(id));
	check_languages(&definition, loader->questionnaire);
	loader->file_languages = definition_node(&definition, "languages");
	definition_text(&definition, "title", true, &tagset->title);
	tags = definition_node(&definition, "tags");
	options_load(&definition, tags, "tags", &tagset->tags, &tagset->tag_count);
	definition_finish(&definition, "the tag set");
	loader->file_languages = outer_languages;
	return loader->problems->errors == before;
}

/* Remembers a tag set whose problems were told, so that the next question that uses it does not tell them again. */
static void
add_broken(struct loader *loader, struct view id)
{
	struct arena *arena = &loader->questionnaire->arena;
	struct view *grown = arena_array(arena, loader->broken_count + 1, sizeof(*grown));

	for (size_t i = 0; i < loader->broken_count; i++)
		grown[i] = loader->broken_tagsets[i];
	grown[loader->broken_count++] = id;
	loader->broken_tagsets = grown;
}

const struct tagset *
tagset_load(struct loader *loader, const char *file, struct fy_node *node, struct view id)
{
	struct questionnaire *q = loader->questionnaire;
	struct buf text = BUF_INIT, name = BUF_INIT;
	struct yaml yaml = YAML_INIT;
	struct tagset *tagset = NULL;
	bool good = false;

	for (size_t i = 0; i < q->tagset_count; i++)
		if (view_equal(q->tagsets[i]->id, id))
			return q->tagsets[i];
	for (size_t i = 0; i < loader->broken_count; i++)
		if (view_equal(loader->broken_tagsets[i], id))
			return NULL;
	if (!loader->source(loader->source_context, id, &text, &name)) {
		loader_problem(loader, file, node, SEVERITY_ERROR,
		               "there is no tag set \"%.*s\" (looked for %s)", VIEW_ARGS(id),
		               name.data == NULL ? "it" : name.data);
		goto out;
	}
	tagset = arena_alloc(&q->arena, sizeof(*tagset));
	good = yaml_parse(&yaml, buf_view(&text), name.data, loader->problems) &&
	       read_tagset(loader, name.data, fy_document_root(yaml.document), id, tagset);
	if (!good) {
		add_broken(loader, id);
	} else {
		/* Grown one by one: a questionnaire uses a handful. */
		struct tagset **grown = arena_array(&q->arena, q->tagset_count + 1, sizeof(*grown));

		for (size_t i = 0; i < q->tagset_count; i++)
			grown[i] = q->tagsets[i];
		q->tagsets = grown;
		q->tagsets[q->tagset_count] = tagset;
		loader->tagset_texts =
		    xrealloc(loader->tagset_texts, q->tagset_count + 1, sizeof(*loader->tagset_texts));
		loader->tagset_texts[q->tagset_count++] = text;
		text = BUF_INIT;
	}
out:
	yaml_release(&yaml);
	buf_release(&text);
	buf_release(&name);
	return good ? tagset : NULL;
}
