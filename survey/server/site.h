/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the server serves at one moment: its questionnaires with their prepared pages. A site never changes; a reload
 * makes a new one. Requests hold the site they began with, so a reload disturbs nobody.
 */
#ifndef SITE_H
#define SITE_H

#include "document.h"
#include "store.h"

/* How many variants of a page are prepared where something in it is shuffled or drawn. */
enum { VARIANTS = 16 };

/* A questionnaire as it is served. */
struct served {
	struct questionnaire *questionnaire;
	struct plan plan;
	struct style style;
	unsigned variant_count;                             /* 1 or VARIANTS */
	struct document documents[LANGUAGES_MAX][VARIANTS]; /* by the questionnaire's languages */
	char *path;                                         /* of its file */
	int64_t pool;
};

struct scripts; /* page_script.c: what the browser's script is made of, ready to be sent */

struct scripts *scripts_new(void);
void scripts_free(struct scripts *scripts); /* NULL is harmless */

struct site {
	struct scripts *scripts;
	struct served **list; /* in the order of their files' names */
	size_t count;
	unsigned holders; /* guarded by the server's lock */
};

/* Makes a site of all `*.yaml` files in `directory`. What is wrong goes to `problems`; the result is NULL when a file
 * has an error, unless `before` is given: then that file's questionnaire stays as it was there. Definitions and
 * pools are made known to `store`. */
struct site *site_load(const char *directory, struct store *store, const struct public_key *key,
                       const struct site *before, struct problems *problems);
void site_free(struct site *site);

/* NULL when there is none with this id. */
const struct served *site_find(const struct site *site, struct view id);

/* The one with this short code; NULL when there is none. */
const struct served *site_find_code(const struct site *site, struct view code);

/* The languages that any questionnaire has, each once. */
size_t site_languages(const struct site *site, struct view languages[LANGUAGES_MAX]);

/* A questionnaire with its plan and style, and without pages or a pool: enough to read an older form, and to show it
 * again. Takes over `questionnaire`. */
struct served *served_new(struct questionnaire *questionnaire, const char *path);
void served_free(struct served *served);

#endif
