/* SPDX-License-Identifier: EUPL-1.2
 *
 * Typed getters on one YAML mapping, with every problem at its place: include/definition.h.
 */
#include "loader.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void PRINTF_LIKE(5, 0) report(struct loader *loader, const char *file, struct fy_node *node,
                                     enum severity severity, const char *format, va_list args)
{
	char text[400];
	unsigned line, column;

	vsnprintf(text, sizeof(text), format, args);
	yaml_place(node, &line, &column);
	problems_add(loader->problems, severity, file, line, column, "%s", text);
}

void
loader_problem(struct loader *loader, const char *file, struct fy_node *node, enum severity severity,
               const char *format, ...)
{
	va_list args;

	va_start(args, format);
	report(loader, file, node, severity, format, args);
	va_end(args);
}

bool
definition_open(struct definition *definition, struct loader *loader, const char *file, struct fy_node *node,
                const char *what)
{
	void *walk = NULL;

	*definition = (struct definition){ .loader = loader, .file = file, .mapping = node };
	if (node == NULL || !fy_node_is_mapping(node)) {
		loader_problem(loader, file, node, SEVERITY_ERROR, "%s must be a list of `key: value` lines",
		               what);
		return false;
	}
	while (fy_node_mapping_iterate(node, &walk) != NULL)
		definition->pair_count++;
	definition->asked = arena_array(&loader->questionnaire->arena, definition->pair_count, sizeof(bool));
	return true;
}

/* The value of a key and, where wanted, the key itself. */
static struct fy_node *
find(struct definition *definition, const char *key, struct fy_node **key_node)
{
	struct fy_node_pair *pair;
	struct fy_node *found = NULL;
	void *walk = NULL;

	for (size_t i = 0; (pair = fy_node_mapping_iterate(definition->mapping, &walk)) != NULL; i++)
		if (found == NULL && view_is(yaml_scalar(fy_node_pair_key(pair)), key)) {
			definition->asked[i] = true;
			found = fy_node_pair_value(pair);
			if (key_node != NULL)
				*key_node = fy_node_pair_key(pair);
		}
	return found;
}

struct fy_node *
definition_node(struct definition *definition, const char *key)
{
	return find(definition, key, NULL);
}

bool
definition_has(struct definition *definition, const char *key)
{
	return find(definition, key, NULL) != NULL;
}

void
definition_problem(struct definition *definition, const char *key, enum severity severity, const char *format,
                   ...)
{
	struct fy_node *key_node = NULL, *node = NULL;
	unsigned line;
	va_list args;

	if (key != NULL)
		node = find(definition, key, &key_node);
	/* An empty value has no place of its own: the key shows where it is. */
	line = node == NULL || yaml_is_empty(node) ? 0 : 1;
	va_start(args, format);
	report(definition->loader, definition->file,
	       line > 0           ? node
	       : key_node != NULL ? key_node
	                          : definition->mapping,
	       severity, format, args);
	va_end(args);
}

/* Whether a key is a language of the file, although not one that the questionnaire has: a tag set may know more, and
 * a language that this program does not speak is reported once, in the list. */
static bool
is_other_language(const struct loader *loader, struct view key)
{
	struct fy_node *item;
	void *walk = NULL;
	bool found = false;

	if (loader->file_languages != NULL && fy_node_is_sequence(loader->file_languages))
		while ((item = fy_node_sequence_iterate(loader->file_languages, &walk)) != NULL)
			found = found || view_equal(yaml_scalar(item), key);
	return found;
}

void
definition_finish(struct definition *definition, const char *what)
{
	struct fy_node_pair *pair;
	void *walk = NULL;

	for (size_t i = 0; (pair = fy_node_mapping_iterate(definition->mapping, &walk)) != NULL; i++) {
		struct view key = yaml_scalar(fy_node_pair_key(pair));

		if (!definition->asked[i] && !is_other_language(definition->loader, key))
			loader_problem(definition->loader, definition->file, fy_node_pair_key(pair),
			               SEVERITY_ERROR, "unknown key \"%.*s\" in %s", VIEW_ARGS(key), what);
	}
}

bool
definition_word(struct definition *definition, const char *key, bool needed, struct view *word)
{
	struct fy_node *node = find(definition, key, NULL);
	struct view text = view_trim(yaml_scalar(node));

	if (node == NULL) {
		if (needed)
			definition_problem(definition, NULL, SEVERITY_ERROR, "`%s:` is missing", key);
		return false;
	}
	if (text.len == 0) {
		definition_problem(definition, key, SEVERITY_ERROR, "`%s:` must be a word", key);
		return false;
	}
	*word = arena_copy(definition_arena(definition), text);
	return true;
}

bool
id_is_good(struct view id)
{
	bool good = id.len > 0 && id.len <= ID_MAX && id.ptr[0] >= 'a' && id.ptr[0] <= 'z';

	for (size_t i = 0; good && i < id.len; i++)
		good = (id.ptr[i] >= 'a' && id.ptr[i] <= 'z') || (id.ptr[i] >= '0' && id.ptr[i] <= '9') ||
		       id.ptr[i] == '-';
	return good;
}

bool
definition_id(struct definition *definition, const char *key, bool needed, struct view *id)
{
	struct view word;

	if (!definition_word(definition, key, needed, &word))
		return false;
	if (!id_is_good(word)) {
		definition_problem(definition, key, SEVERITY_ERROR,
		                   "\"%.*s\" is not an id: lower-case letters, digits and hyphens, a letter "
		                   "first, at most 40",
		                   VIEW_ARGS(word));
		return false;
	}
	*id = word;
	return true;
}

void
definition_languages(struct definition *definition, const char *what, struct text *text)
{
	const struct questionnaire *q = definition->loader->questionnaire;

	for (size_t i = 0; i < q->language_count; i++) {
		struct fy_node *node = definition_node(definition, q->languages[i].ptr);
		struct view words = view_trim(yaml_scalar(node));

		if (node == NULL)
			definition_problem(definition, NULL, SEVERITY_ERROR,
			                   "%s has no text in language \"%.*s\"", what,
			                   VIEW_ARGS(q->languages[i]));
		else if (words.len == 0)
			definition_problem(definition, q->languages[i].ptr, SEVERITY_ERROR,
			                   "%s is empty in language \"%.*s\"", what,
			                   VIEW_ARGS(q->languages[i]));
		else
			text->in[i] = arena_copy(definition_arena(definition), words);
	}
}

bool
definition_text(struct definition *definition, const char *key, bool needed, struct text *text)
{
	struct fy_node *node = find(definition, key, NULL);
	struct definition languages;
	char what[64];
	size_t before = definition->loader->problems->errors;

	snprintf(what, sizeof(what), "`%s:`", key);
	if (node == NULL) {
		if (needed)
			definition_problem(definition, NULL, SEVERITY_ERROR, "`%s:` is missing", key);
		return false;
	}
	if (!fy_node_is_mapping(node)) {
		definition_problem(definition, key, SEVERITY_ERROR,
		                   "`%s:` must have a text per language, such as {nl: …, en: …}", key);
		return false;
	}
	if (!definition_open(&languages, definition->loader, definition->file, node, what))
		return false;
	definition_languages(&languages, what, text);
	definition_finish(&languages, what);
	return definition->loader->problems->errors == before;
}

bool
definition_number(struct definition *definition, const char *key, long least, long most, long *number)
{
	struct view word;
	char *end;
	long value;

	if (!definition_word(definition, key, false, &word))
		return false;
	errno = 0;
	value = strtol(word.ptr, &end, 10);
	if (errno != 0 || end != word.ptr + word.len || value < least || value > most) {
		definition_problem(definition, key, SEVERITY_ERROR,
		                   "`%s:` must be a whole number from %ld to %ld", key, least, most);
		return false;
	}
	*number = value;
	return true;
}

bool
definition_symbol(struct definition *definition, const char *key, const char **word)
{
	struct view text;
	bool found = definition_word(definition, key, false, &text);

	if (found)
		*word = text.ptr;
	return found;
}

bool
definition_flag(struct definition *definition, const char *key, bool *flag)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = { { "yes", true }, { "true", true }, { "no", false }, { "false", false } };
	struct view word;
	bool known = false;

	if (!definition_word(definition, key, false, &word))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (view_is(word, words[i].word)) {
			*flag = words[i].value;
			known = true;
		}
	if (!known)
		definition_problem(definition, key, SEVERITY_ERROR, "`%s:` must be yes or no", key);
	return known;
}

void
definition_shuffle(struct definition *definition, struct question *question)
{
	definition_flag(definition, "shuffle", &question->shuffle);
	definition->loader->questionnaire->drawn |= question->shuffle;
}

struct questionnaire *
definition_questionnaire(struct definition *definition)
{
	return definition->loader->questionnaire;
}

struct arena *
definition_arena(struct definition *definition)
{
	return &definition->loader->questionnaire->arena;
}
