/* SPDX-License-Identifier: EUPL-1.2
 *
 * Where the YAML of a questionnaire comes from: files that the team edits, or the definition that was kept with
 * the answers.
 */
#include "loader.h"
#include "recordings.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static bool
tagset_from_file(void *context, struct view id, struct buf *text, struct buf *file)
{
	const char *path = context, *slash = strrchr(path, '/');
	struct error err = ERROR_INIT;

	if (slash != NULL)
		buf_add(file, path, (size_t)(slash - path) + 1);
	buf_printf(file, "tagsets/%.*s.yaml", VIEW_ARGS(id));
	return id_is_good(id) && buf_read_file(text, file->data, YAML_FILE_MAX, &err);
}

static bool
tagset_from_definition(void *context, struct view id, struct buf *text, struct buf *file)
{
	const json_t *value = json_object_getn(json_object_get(context, "tagsets"), id.ptr, id.len);

	buf_printf(file, "tagset %.*s", VIEW_ARGS(id));
	if (json_is_string(value))
		buf_add(text, json_string_value(value), json_string_length(value));
	return json_is_string(value);
}

/* Makes the definition of what was loaded: both texts as one. */
static void
set_definition(struct loader *loader, struct view text)
{
	struct questionnaire *q = loader->questionnaire;
	json_t *tagsets = json_object(), *whole;
	char *json;

	for (size_t i = 0; i < q->tagset_count; i++)
		json_object_setn_new(tagsets, q->tagsets[i]->id.ptr, q->tagsets[i]->id.len,
		                     json_stringn(loader->tagset_texts[i].data, loader->tagset_texts[i].len));
	whole = json_pack("{s:s%, s:o}", "questionnaire", text.ptr, text.len, "tagsets", tagsets);
	json = json_dumps(whole, JSON_COMPACT | JSON_SORT_KEYS);
	/* Both texts are UTF-8 by now, so only memory can fail; without a definition answers could never be read. */
	if (json == NULL)
		abort();
	q->definition = arena_copy(&q->arena, view_of(json));
	crypto_generichash(q->hash, sizeof(q->hash), (const unsigned char *)q->definition.ptr,
	                   q->definition.len, NULL, 0);
	free(json);
	json_decref(whole);
}

/* Loads one text; the common part of both ways. */
static struct questionnaire *
load(const char *file, struct view text, tagset_source *source, void *context, struct date today,
     struct problems *problems)
{
	struct problems own = PROBLEMS_INIT;
	struct loader loader = {
		.questionnaire = xcalloc(1, sizeof(struct questionnaire)),
		.problems = &own,
		.source = source,
		.source_context = context,
		.today = today,
	};
	struct questionnaire *q = loader.questionnaire;

	bool good = questionnaire_load_yaml(&loader, file, text);

	if (good)
		set_definition(&loader, text);
	for (size_t i = 0; i < own.count; i++)
		problems_add(problems, own.list[i].severity, own.list[i].file, own.list[i].line,
		             own.list[i].column, "%s", own.list[i].text);
	for (size_t i = 0; i < q->tagset_count; i++)
		buf_release(&loader.tagset_texts[i]);
	free(loader.tagset_texts);
	problems_release(&own);
	if (!good)
		questionnaire_free(q);
	return good ? q : NULL;
}

struct questionnaire *
questionnaire_load(const char *path, struct date today, struct problems *problems)
{
	struct questionnaire *q = NULL;
	struct buf text = BUF_INIT;
	struct error err = ERROR_INIT;

	if (!buf_read_file(&text, path, YAML_FILE_MAX, &err)) {
		problems_add(problems, SEVERITY_ERROR, path, 0, 0, "%s", err.text);
		goto out;
	}
	q = load(path, buf_view(&text), tagset_from_file, (void *)(uintptr_t)path, today, problems);
	if (q != NULL && !recordings_check(q, path, problems)) {
		questionnaire_free(q);
		q = NULL;
	}
out:
	buf_release(&text);
	return q;
}

struct questionnaire *
questionnaire_load_definition(struct view definition, const char *name, struct problems *problems)
{
	struct questionnaire *q = NULL;
	json_t *whole = json_loadb(definition.ptr, definition.len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *text = json_object_get(whole, "questionnaire");

	if (!json_is_string(text)) {
		problems_add(problems, SEVERITY_ERROR, name, 0, 0, "not the definition of a questionnaire");
		goto out;
	}
	q = load(name, (struct view){ json_string_value(text), json_string_length(text) },
	         tagset_from_definition, whole, (struct date){ 0, 0, 0 }, problems);
out:
	json_decref(whole);
	return q;
}

void
definition_hash_text(const uint8_t hash[DEFINITION_HASH_BYTES], char text[DEFINITION_HASH_TEXT])
{
	sodium_bin2hex(text, DEFINITION_HASH_TEXT, hash, DEFINITION_HASH_BYTES);
}
