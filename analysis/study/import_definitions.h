/* SPDX-License-Identifier: EUPL-1.2
 *
 * The definitions that an import meets, loaded once each, from the store or from the study.
 */
#ifndef IMPORT_DEFINITIONS_H
#define IMPORT_DEFINITIONS_H

#include <pthread.h>

#include "store.h"
#include "study_write.h"

struct import_definition {
	const struct questionnaire *questionnaire;
	struct questionnaire *owned; /* NULL: it is the study's */
	struct arena arena;          /* of the layout */
	struct layout layout;
};

struct import_definitions {
	pthread_mutex_t lock; /* of the list, and of the study's definitions */
	struct study *study;
	struct store *store;
	struct import_definition **list;
	size_t count;
};

enum definition_found { DEFINITION_FOUND, DEFINITION_ABSENT, DEFINITION_FAILED };

void import_definitions_init(struct import_definitions *definitions, struct study *study,
                             struct store *store);
void import_definitions_release(struct import_definitions *definitions);

/* From any thread. ABSENT also when what the store holds is not what the hash says; FAILED writes `err`. */
enum definition_found import_definitions_find(struct import_definitions *definitions,
                                              const uint8_t hash[DEFINITION_HASH_BYTES],
                                              const struct import_definition **definition, struct error *err);

/* Adds it to the study, where it is not there yet. */
bool import_definitions_keep(struct import_definitions *definitions,
                             const struct import_definition *definition, struct error *err) MUST_CHECK;

#endif
