/* SPDX-License-Identifier: EUPL-1.2
 *
 * Loading what the server serves: site.h.
 */
#include "site.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

void
served_free(struct served *served)
{
	if (served == NULL)
		return;
	for (size_t i = 0; i < served->questionnaire->language_count; i++)
		for (unsigned variant = 0; variant < served->variant_count; variant++)
			document_release(&served->documents[i][variant]);
	style_release(&served->style);
	plan_release(&served->plan);
	questionnaire_free(served->questionnaire);
	free(served->path);
	free(served);
}

struct served *
served_new(struct questionnaire *questionnaire, const char *path)
{
	struct served *served = xcalloc(1, sizeof(*served));

	served->questionnaire = questionnaire;
	served->path = xstrdup(path);
	served->pool = -1;
	served->variant_count = questionnaire->drawn ? VARIANTS : 1;
	plan_make(&served->plan, questionnaire);
	style_make(&served->style, served->plan.style);
	return served;
}

/* Makes the pages that everybody gets. */
static bool
prepare_documents(struct served *served, const struct public_key *key, struct error *err)
{
	bool good = true;

	for (size_t i = 0; good && i < served->questionnaire->language_count; i++)
		for (unsigned variant = 0; good && variant < served->variant_count; variant++) {
			struct document_request request = {
				.questionnaire = served->questionnaire,
				.plan = &served->plan,
				.style = &served->style,
				.language = i,
				.variant = variant,
				.key = key,
			};

			good = document_prepare(&served->documents[i][variant], &request, err);
		}
	return good;
}

/* Makes what is served of a questionnaire, and tells the store about it. */
static bool
register_served(struct served *served, struct store *store, const struct public_key *key, struct error *err)
{
	const struct questionnaire *q = served->questionnaire;
	struct pool_description description = {
		.questionnaire = q->id,
		.key = key,
		.size = q->size,
		.slots = q->slots,
		.release_minimum = q->release_minimum,
	};

	return prepare_documents(served, key, err) &&
	       store_keep_definition(store, q->hash, q->definition, err) &&
	       store_pool(store, &description, &served->pool, err);
}

/* Loads one file; with problems reported and NULL when it cannot be served. */
static struct served *
load_file(const char *path, struct store *store, const struct public_key *key, struct problems *problems)
{
	struct questionnaire *questionnaire = questionnaire_load(path, date_today(), problems);
	struct error err = ERROR_INIT;
	struct served *served;

	if (questionnaire == NULL)
		return NULL;
	served = served_new(questionnaire, path);
	if (!register_served(served, store, key, &err)) {
		served_free(served);
		served = NULL;
	}
	if (served == NULL)
		problems_add(problems, SEVERITY_ERROR, path, 0, 0, "%s", err.text);
	return served;
}

/* What an earlier site served from this file, loaded anew from its definition. */
static struct served *
keep_before(const struct site *before, const char *path, struct store *store, const struct public_key *key,
            struct problems *problems)
{
	struct served *served = NULL;
	struct error err = ERROR_INIT;

	for (size_t i = 0; before != NULL && i < before->count; i++) {
		struct questionnaire *again;

		if (strcmp(before->list[i]->path, path) != 0)
			continue;
		again =
		    questionnaire_load_definition(before->list[i]->questionnaire->definition, path, problems);
		if (again != NULL)
			served = served_new(again, path);
		if (served != NULL && !register_served(served, store, key, &err)) {
			served_free(served);
			served = NULL;
		}
		if (served == NULL)
			problems_add(problems, SEVERITY_ERROR, path, 0, 0,
			             "what was served before cannot be kept either: %s", err.text);
	}
	return served;
}

static void
add_served(struct site *site, struct served *served, struct problems *problems)
{
	const struct served *other = site_find(site, served->questionnaire->id);

	if (other != NULL) {
		problems_add(problems, SEVERITY_ERROR, served->path, 0, 0,
		             "questionnaire \"%.*s\" is in %s too", VIEW_ARGS(served->questionnaire->id),
		             other->path);
		served_free(served);
		return;
	}
	other = site_find_code(site, served->questionnaire->code);
	if (other != NULL)
		problems_add(problems, SEVERITY_WARNING, served->path, 0, 0,
		             "code \"%.*s\" is that of %s too, which keeps it",
		             VIEW_ARGS(served->questionnaire->code), other->path);
	site->list = xrealloc(site->list, site->count + 1, sizeof(*site->list));
	site->list[site->count++] = served;
}

static int
is_questionnaire(const struct dirent *entry)
{
	const char *suffix = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && suffix != NULL && strcmp(suffix, ".yaml") == 0;
}

struct site *
site_load(const char *directory, struct store *store, const struct public_key *key, const struct site *before,
          struct problems *problems)
{
	struct site *site = xcalloc(1, sizeof(*site));
	struct dirent **files = NULL;
	struct buf path = BUF_INIT;
	size_t errors_before = problems->errors;
	int count = scandir(directory, &files, is_questionnaire, alphasort);

	if (count <= 0)
		problems_add(problems, SEVERITY_ERROR, directory, 0, 0,
		             "there is no questionnaire (*.yaml) here");
	for (int i = 0; i < count; i++) {
		struct served *served;

		buf_reset(&path);
		buf_printf(&path, "%s/%s", directory, files[i]->d_name);
		served = load_file(path.data, store, key, problems);
		if (served == NULL)
			served = keep_before(before, path.data, store, key, problems);
		if (served != NULL)
			add_served(site, served, problems);
		free(files[i]);
	}
	free(files);
	buf_release(&path);
	site->scripts = scripts_new();
	if (site->count == 0 || (problems->errors > errors_before && before == NULL)) {
		site_free(site);
		site = NULL;
	}
	return site;
}

void
site_free(struct site *site)
{
	if (site == NULL)
		return;
	for (size_t i = 0; i < site->count; i++)
		served_free(site->list[i]);
	scripts_free(site->scripts);
	free(site->list);
	free(site);
}

const struct served *
site_find(const struct site *site, struct view id)
{
	for (size_t i = 0; i < site->count; i++)
		if (view_equal(site->list[i]->questionnaire->id, id))
			return site->list[i];
	return NULL;
}

const struct served *
site_find_code(const struct site *site, struct view code)
{
	for (size_t i = 0; i < site->count; i++)
		if (site->list[i]->questionnaire->code.len > 0 &&
		    view_equal(site->list[i]->questionnaire->code, code))
			return site->list[i];
	return NULL;
}

size_t
site_languages(const struct site *site, struct view languages[LANGUAGES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < site->count; i++) {
		const struct questionnaire *q = site->list[i]->questionnaire;

		for (size_t l = 0; l < q->language_count; l++) {
			size_t at = 0;

			while (at < count && !view_equal(languages[at], q->languages[l]))
				at++;
			if (at == count && count < LANGUAGES_MAX)
				languages[count++] = q->languages[l];
		}
	}
	return count;
}
