/* SPDX-License-Identifier: EUPL-1.2
 *
 * From YAML to a questionnaire. Reads everything before it gives up, so that one run names all problems.
 */
#include "loader.h"

#include <stdlib.h>

#include "locale_catalogue.h"
#include "response.h"

static void
load_languages(struct definition *definition, struct questionnaire *q)
{
	struct fy_node *list = definition_node(definition, "languages"), *item;
	struct buf known = BUF_INIT;
	void *walk = NULL;

	if (list == NULL || !fy_node_is_sequence(list) || fy_node_sequence_is_empty(list)) {
		definition_problem(definition, "languages", SEVERITY_ERROR,
		                   "`languages:` must be a list such as [nl, en]");
		return;
	}
	definition->loader->file_languages = list;
	for (size_t i = 0; catalogue_at(i) != NULL; i++)
		buf_printf(&known, "%s%.*s", i == 0 ? "" : ", ",
		           VIEW_ARGS(catalogue_language(catalogue_at(i))));
	while ((item = fy_node_sequence_iterate(list, &walk)) != NULL) {
		struct view language = yaml_scalar(item);
		bool twice = false;

		for (size_t i = 0; i < q->language_count; i++)
			twice = twice || view_equal(q->languages[i], language);

		if (catalogue_find(language) == NULL)
			loader_problem(definition->loader, definition->file, item, SEVERITY_ERROR,
			               "this program does not speak \"%.*s\"; it speaks %s",
			               VIEW_ARGS(language), known.data);
		else if (twice)
			loader_problem(definition->loader, definition->file, item, SEVERITY_ERROR,
			               "\"%.*s\" is named twice", VIEW_ARGS(language));
		else if (q->language_count == LANGUAGES_MAX)
			loader_problem(definition->loader, definition->file, item, SEVERITY_ERROR,
			               "more than %d languages", LANGUAGES_MAX);
		else
			q->languages[q->language_count++] = arena_copy(&q->arena, language);
	}
	buf_release(&known);
}

static void
load_date(struct definition *definition, const char *key, struct date *date)
{
	struct view word;

	if (definition_word(definition, key, false, &word) && !date_parse(word, date))
		definition_problem(definition, key, SEVERITY_ERROR, "`%s:` must be a day as 2026-12-31", key);
}

static void
load_release(struct definition *definition, struct questionnaire *q)
{
	struct view word, rest;
	long minutes;
	char *end;

	if (!definition_word(definition, "release", false, &word) || view_is(word, "nightly"))
		return;
	minutes = strtol(word.ptr, &end, 10);
	rest = view_trim(view_of(end));
	if (end == word.ptr || minutes < 1 || minutes > 1440 ||
	    !(view_is(rest, "minutes") || view_is(rest, "minute"))) {
		definition_problem(definition, "release", SEVERITY_ERROR,
		                   "`release:` must be nightly or 1 to 1440 minutes, as in \"10 minutes\"");
		return;
	}
	q->rhythm = RELEASE_MINUTES;
	q->release_minutes = (unsigned)minutes;
}

static void
load_access(struct definition *definition, struct questionnaire *q)
{
	struct view word;

	if (!definition_word(definition, "access", false, &word))
		return;
	q->ticketed = view_is(word, "ticket");
	if (!q->ticketed && !view_is(word, "open"))
		definition_problem(definition, "access", SEVERITY_ERROR, "`access:` must be open or ticket");
}

/* Addresses of the server's own pages cannot be a questionnaire. */
bool
id_is_page(struct view id)
{
	static const char *const pages[] = { "privacy", "accessibility", "findings", "kiosk" };
	bool found = false;

	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++)
		found = found || view_is(id, pages[i]);
	return found;
}

static void
load_code(struct definition *definition, struct questionnaire *q)
{
	enum { CODE_LEAST = 2, CODE_MOST = 20 };
	struct view word;
	bool good;

	if (!definition_word(definition, "code", false, &word))
		return;
	good = word.len >= CODE_LEAST && word.len <= CODE_MOST;
	for (size_t i = 0; good && i < word.len; i++)
		good = (word.ptr[i] >= 'a' && word.ptr[i] <= 'z') ||
		       (word.ptr[i] >= '0' && word.ptr[i] <= '9') || word.ptr[i] == '-';
	if (!good)
		definition_problem(definition, "code", SEVERITY_ERROR,
		                   "`code:` must be 2 to 20 lower-case letters, digits and hyphens");
	else if (catalogue_find(word) != NULL || view_is(word, "away"))
		definition_problem(definition, "code", SEVERITY_ERROR,
		                   "\"%.*s\" is the address of another page; choose another code",
		                   VIEW_ARGS(word));
	else
		q->code = word;
}

static void
load_settings(struct definition *definition, struct questionnaire *q)
{
	long size = BOX_SIZE_DEFAULT, slots = POOL_SLOTS_DEFAULT, minimum = RELEASE_MINIMUM_DEFAULT;

	q->listed = true;
	if (definition_id(definition, "questionnaire", true, &q->id) && id_is_page(q->id))
		definition_problem(definition, "questionnaire", SEVERITY_ERROR,
		                   "\"%.*s\" is the address of another page; choose another id",
		                   VIEW_ARGS(q->id));
	definition_id(definition, "audience", true, &q->audience);
	load_code(definition, q);
	load_date(definition, "open", &q->opens);
	load_date(definition, "close", &q->closes);
	if (q->opens.year != 0 && q->closes.year != 0 && date_compare(q->closes, q->opens) < 0)
		definition_problem(definition, "close", SEVERITY_ERROR, "closes before it opens");
	if (q->closes.year != 0 && date_compare(q->closes, definition->loader->today) < 0)
		definition_problem(definition, "close", SEVERITY_WARNING,
		                   "closed on %04d-%02d-%02d, which is in the past", q->closes.year,
		                   q->closes.month, q->closes.day);
	definition_flag(definition, "listed", &q->listed);
	load_release(definition, q);
	load_access(definition, q);
	definition_number(definition, "release_minimum", 2, 1000, &minimum);
	definition_number(definition, "size", BOX_SIZE_MIN, BOX_SIZE_MAX, &size);
	definition_number(definition, "slots", 64, 4096, &slots);
	if (minimum > slots)
		definition_problem(definition, "release_minimum", SEVERITY_ERROR,
		                   "more than the pool's %ld slots", slots);
	q->release_minimum = (unsigned)minimum;
	q->size = (size_t)size;
	q->slots = (size_t)slots;
	definition_text(definition, "title", true, &q->title);
	definition_text(definition, "intro", true, &q->intro);
	recordings_load(definition, &q->audio);
	definition_text(definition, "thanks", true, &q->thanks);
	definition_text(definition, "help", false, &q->help);
}

bool
questionnaire_load_yaml(struct loader *loader, const char *file, struct view text)
{
	struct questionnaire *q = loader->questionnaire;
	struct yaml yaml = YAML_INIT;
	struct definition definition;
	size_t limit;

	if (!yaml_parse(&yaml, text, file, loader->problems) ||
	    !definition_open(&definition, loader, file, fy_document_root(yaml.document), "a questionnaire"))
		goto out;
	load_languages(&definition, q);
	if (q->language_count == 0)
		goto out;
	load_settings(&definition, q);
	questions_load(&definition);
	definition_finish(&definition, "the questionnaire");
	if (loader->problems->errors > 0)
		goto out;
	limit = response_size_limit(q) + 3; /* version, mode, at least one byte of padding */
	if (limit > q->size)
		definition_problem(&definition, "size", SEVERITY_WARNING,
		                   "answers at their limits take up to %zu bytes, more than the size of %zu: "
		                   "some people will be "
		                   "told that theirs are too long together",
		                   limit, q->size);
out:
	yaml_release(&yaml);
	return loader->problems->errors == 0;
}
