/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading a thesaurus: thesaurus.h.
 */
#include "thesaurus.h"

#include <stdlib.h>
#include <string.h>

#include "survey/questionnaire/yaml.h"
#include "thesaurus_terms.h"

struct reader {
	struct thesaurus *thesaurus;
	struct words *words;
	const char *file;
	struct problems *problems;
};

static void PRINTF_LIKE(3, 4) report(struct reader *reader, struct fy_node *node, const char *format, ...)
{
	unsigned line, column;
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	yaml_place(node, &line, &column);
	problems_add(reader->problems, SEVERITY_ERROR, reader->file, line, column, "%s", text);
}

static void
read_tags(struct reader *reader, struct fy_node *list, struct concept *concept)
{
	struct fy_node *item;
	void *walk = NULL;

	if (!fy_node_is_sequence(list)) {
		report(reader, list, "`tags:` must be a list such as [wonen, systeem?]");
		return;
	}
	concept->tags = arena_array(&reader->thesaurus->arena, (size_t)fy_node_sequence_item_count(list) + 1,
	                            sizeof(*concept->tags));
	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL) {
		struct view tag = yaml_scalar(item);
		bool hint = tag.len > 0 && tag.ptr[tag.len - 1] == '?';

		tag.len -= hint;
		if (tag.len == 0)
			report(reader, item, "this is no tag");
		else
		concept->tags[concept->tag_count++] = (struct concept_tag){
			.tag = arena_copy(&reader->thesaurus->arena, tag),
			.weight = hint ? 0.5 : 1,
		};
	}
}

static void
read_terms(struct reader *reader, struct fy_node *list, const struct concept *concept)
{
	struct fy_node *item;
	void *walk = NULL;

	if (!fy_node_is_sequence(list) || fy_node_sequence_is_empty(list)) {
		report(reader, list, "`terms:` must be a list of at least one term");
		return;
	}
	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL) {
		enum term_fault fault =
		    thesaurus_terms_add(reader->thesaurus, reader->words, yaml_scalar(item), concept);

		if (fault == TERM_EMPTY)
			report(reader, item, "this term has no word");
		else if (fault == TERM_LONG)
			report(reader, item, "a term has at most %d words, and one with * has one",
			       TERM_WORDS_MAX);
	}
}

static void
read_concept(struct reader *reader, struct fy_node *node, struct concept *concept)
{
	struct fy_node_pair *pair;
	bool has_terms = false;
	void *walk = NULL;

	if (!fy_node_is_mapping(node)) {
		report(reader, node, "a concept is written as {terms: […], broader: …, tags: […]}");
		return;
	}
	while ((pair = fy_node_mapping_iterate(node, &walk)) != NULL) {
		struct fy_node *value = fy_node_pair_value(pair);
		struct view key = yaml_scalar(fy_node_pair_key(pair));

		if (view_is(key, "terms")) {
			read_terms(reader, value, concept);
			has_terms = true;
		} else if (view_is(key, "tags")) {
			read_tags(reader, value, concept);
		} else if (view_is(key, "broader")) {
			concept->broader = thesaurus_find(reader->thesaurus, yaml_scalar(value));
			if (concept->broader == NULL)
				report(reader, value, "there is no concept \"%.*s\"",
				       VIEW_ARGS(yaml_scalar(value)));
		} else {
			report(reader, fy_node_pair_key(pair), "a concept has no \"%.*s\"", VIEW_ARGS(key));
		}
	}
	if (!has_terms)
		report(reader, node, "a concept needs `terms:`");
}

/* Makes room for what a mapping names, so that one concept may name a later one; NULL when it is none. */
static struct concept *
name_all(struct reader *reader, struct fy_node *mapping, const char *what, size_t *count)
{
	struct concept *list = NULL;
	struct fy_node_pair *pair;
	void *walk = NULL;

	if (!fy_node_is_mapping(mapping)) {
		report(reader, mapping, "`%s:` must be a mapping", what);
		return NULL;
	}
	list = arena_array(&reader->thesaurus->arena, (size_t)fy_node_mapping_item_count(mapping) + 1,
	                   sizeof(*list));
	while ((pair = fy_node_mapping_iterate(mapping, &walk)) != NULL) {
		list[*count].id = arena_copy(&reader->thesaurus->arena, yaml_scalar(fy_node_pair_key(pair)));
		list[*count].index = *count;
		++*count;
	}
	return list;
}

static void
read_kinds(struct reader *reader, struct fy_node *mapping)
{
	struct thesaurus *thesaurus = reader->thesaurus;
	struct fy_node_pair *pair;
	void *walk = NULL;
	size_t i = 0;

	thesaurus->kinds = name_all(reader, mapping, "kinds", &thesaurus->kind_count);
	while (thesaurus->kinds != NULL && (pair = fy_node_mapping_iterate(mapping, &walk)) != NULL)
		read_tags(reader, fy_node_pair_value(pair), &thesaurus->kinds[i++]);
}

/* A concept that is broader than itself would be walked for ever. */
static bool
is_circle(const struct concept *concept, size_t count)
{
	size_t steps = 0;

	for (const struct concept *up = concept->broader; up != NULL && steps <= count; up = up->broader)
		steps++;
	return steps > count;
}

static void
read_concepts(struct reader *reader, struct fy_node *mapping)
{
	struct thesaurus *thesaurus = reader->thesaurus;
	struct fy_node_pair *pair;
	void *walk = NULL;
	size_t i = 0;

	thesaurus->concepts = name_all(reader, mapping, "concepts", &thesaurus->count);
	while (thesaurus->concepts != NULL && (pair = fy_node_mapping_iterate(mapping, &walk)) != NULL)
		read_concept(reader, fy_node_pair_value(pair), &thesaurus->concepts[i++]);
	for (i = 0; i < thesaurus->count; i++)
		if (is_circle(&thesaurus->concepts[i], thesaurus->count)) {
			report(reader, mapping, "\"%.*s\" is broader than itself",
			       VIEW_ARGS(thesaurus->concepts[i].id));
			thesaurus->concepts[i].broader = NULL;
		}
	/* What a concept does not say it has from above. Top down is not needed: the first above that says something counts. */
	for (i = 0; i < thesaurus->count; i++) {
		const struct concept *up = &thesaurus->concepts[i];

		while (up->tags == NULL && up->broader != NULL)
			up = up->broader;
		thesaurus->concepts[i].tags = up->tags;
		thesaurus->concepts[i].tag_count = up->tag_count;
	}
}

bool
thesaurus_parse(struct view text, const char *file, struct words *words, struct thesaurus **made,
                struct problems *problems)
{
	struct thesaurus *thesaurus = xcalloc(1, sizeof(*thesaurus));
	struct reader reader = { thesaurus, words, file, problems };
	size_t before = problems->errors;
	struct yaml yaml = YAML_INIT;
	struct fy_node *root, *concepts, *kinds;
	bool good;

	*made = NULL;
	thesaurus->terms = thesaurus_terms_new(&thesaurus->arena);
	if (yaml_parse(&yaml, text, file, problems)) {
		root = fy_document_root(yaml.document);
		concepts = fy_node_mapping_lookup_by_string(root, "concepts", (size_t)-1);
		kinds = fy_node_mapping_lookup_by_string(root, "kinds", (size_t)-1);
		if (fy_node_mapping_lookup_by_string(root, "thesaurus", (size_t)-1) == NULL ||
		    concepts == NULL)
			report(&reader, root, "a thesaurus has `thesaurus: nl` and `concepts:`");
		else
			read_concepts(&reader, concepts);
		if (kinds != NULL)
			read_kinds(&reader, kinds);
	}
	yaml_release(&yaml);
	good = problems->errors == before;
	if (good)
		*made = thesaurus;
	else
		thesaurus_free(thesaurus);
	return good;
}

bool
thesaurus_load(const char *path, struct words *words, struct thesaurus **made, struct problems *problems)
{
	struct error err = ERROR_INIT;
	struct buf text = BUF_INIT;
	bool good = false;

	*made = NULL;
	if (buf_read_file(&text, path, THESAURUS_FILE_MAX, &err))
		good = thesaurus_parse(buf_view(&text), path, words, made, problems);
	else
		problems_add(problems, SEVERITY_ERROR, path, 0, 0, "%s", err.text);
	buf_release(&text);
	return good;
}

void
thesaurus_free(struct thesaurus *thesaurus)
{
	if (thesaurus == NULL)
		return;
	arena_release(&thesaurus->arena);
	free(thesaurus);
}

const struct concept *
thesaurus_find(const struct thesaurus *thesaurus, struct view id)
{
	const struct concept *found = NULL;

	for (size_t i = 0; i < thesaurus->count && found == NULL; i++)
		if (view_equal(thesaurus->concepts[i].id, id))
			found = &thesaurus->concepts[i];
	return found;
}
