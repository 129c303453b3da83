/* SPDX-License-Identifier: EUPL-1.2
 *
 * Definitions for an import: analysis/study/import_definitions.h.
 */
#include "import_definitions.h"

#include <stdlib.h>
#include <string.h>

void
import_definitions_init(struct import_definitions *definitions, struct study *study, struct store *store)
{
	*definitions = (struct import_definitions){ .study = study, .store = store };
	pthread_mutex_init(&definitions->lock, NULL);
}

void
import_definitions_release(struct import_definitions *definitions)
{
	for (size_t i = 0; i < definitions->count; i++) {
		arena_release(&definitions->list[i]->arena);
		questionnaire_free(definitions->list[i]->owned);
		free(definitions->list[i]);
	}
	free(definitions->list);
	pthread_mutex_destroy(&definitions->lock);
}

static const struct import_definition *
add(struct import_definitions *definitions, const struct questionnaire *questionnaire,
    struct questionnaire *owned)
{
	struct import_definition *definition = xcalloc(1, sizeof(*definition));

	definition->questionnaire = questionnaire;
	definition->owned = owned;
	layout_init(&definition->layout, questionnaire, &definition->arena);
	definitions->list =
	    xrealloc(definitions->list, definitions->count + 1, sizeof(struct import_definition *));
	definitions->list[definitions->count++] = definition;
	return definition;
}

/* What the store's owner could have put there is believed only when it has the hash that the respondent's box
 * names. */
static enum definition_found
load(struct import_definitions *definitions, const uint8_t hash[DEFINITION_HASH_BYTES],
     const struct import_definition **definition, struct error *err)
{
	struct error missing = ERROR_INIT;
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = NULL;
	struct buf text = BUF_INIT;
	enum definition_found found = DEFINITION_ABSENT;

	if (!store_find_definition(definitions->store, hash, &text, &missing)) {
		if (missing.code != ERROR_ABSENT) {
			fail(err, missing.code, "%s", missing.text);
			found = DEFINITION_FAILED;
		}
		goto out;
	}
	questionnaire = questionnaire_load_definition(buf_view(&text), "definition", &problems);
	if (questionnaire == NULL || memcmp(questionnaire->hash, hash, DEFINITION_HASH_BYTES) != 0)
		goto out;
	*definition = add(definitions, questionnaire, questionnaire);
	questionnaire = NULL;
	found = DEFINITION_FOUND;
out:
	questionnaire_free(questionnaire);
	problems_release(&problems);
	buf_release(&text);
	return found;
}

enum definition_found
import_definitions_find(struct import_definitions *definitions, const uint8_t hash[DEFINITION_HASH_BYTES],
                        const struct import_definition **definition, struct error *err)
{
	const struct questionnaire *known;
	enum definition_found found = DEFINITION_ABSENT;

	pthread_mutex_lock(&definitions->lock);
	for (size_t i = 0; i < definitions->count && found == DEFINITION_ABSENT; i++)
		if (memcmp(definitions->list[i]->questionnaire->hash, hash, DEFINITION_HASH_BYTES) == 0) {
			*definition = definitions->list[i];
			found = DEFINITION_FOUND;
		}
	if (found == DEFINITION_ABSENT) {
		known = study_questionnaire(definitions->study, hash);
		if (known != NULL) {
			*definition = add(definitions, known, NULL);
			found = DEFINITION_FOUND;
		} else {
			found = load(definitions, hash, definition, err);
		}
	}
	pthread_mutex_unlock(&definitions->lock);
	return found;
}

bool
import_definitions_keep(struct import_definitions *definitions, const struct import_definition *definition,
                        struct error *err)
{
	bool good;

	pthread_mutex_lock(&definitions->lock);
	good = study_add_definition(definitions->study, definition->questionnaire, err);
	pthread_mutex_unlock(&definitions->lock);
	return good;
}
