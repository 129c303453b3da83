/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files that together load a questionnaire share. Not for anybody else.
 */
#ifndef LOADER_H
#define LOADER_H

#include "definition.h"
#include "yaml.h"

/* Gives the YAML text of a tag set; false when there is none of that name. `file` is what problems call it. */
typedef bool tagset_source(void *context, struct view id, struct buf *text, struct buf *file);

struct loader {
	struct questionnaire *questionnaire;
	struct problems *problems;
	tagset_source *source;
	void *source_context;
	struct date today;        /* year 0: nobody wants to hear that it has closed */
	struct buf *tagset_texts; /* parallel to questionnaire->tagsets; owned by the loader */
	struct fy_node
	    *file_languages;         /* of the file being read; it may name more than the questionnaire has */
	struct view *broken_tagsets; /* ids, in the questionnaire's arena: reported already */
	size_t broken_count;
};

struct definition {
	struct loader *loader;
	const char *file;
	struct fy_node *mapping;
	size_t pair_count;
	bool *asked; /* per pair of the mapping */
};

/* Opens a mapping; reports and returns false when `node` is none. `what` names it for people. */
bool definition_open(struct definition *definition, struct loader *loader, const char *file,
                     struct fy_node *node, const char *what);

/* Reports every key that was never asked for. `what` names the mapping for people. */
void definition_finish(struct definition *definition, const char *what);

/* The value of a key, NULL when it is absent; it counts as asked for. */
struct fy_node *definition_node(struct definition *definition, const char *key);

/* A single line of text. */
bool definition_word(struct definition *definition, const char *key, bool needed, struct view *word);

/* An id, as id_is_good() says. */
bool definition_id(struct definition *definition, const char *key, bool needed, struct view *id);

/* The keys that are languages, from the mapping itself. */
void definition_languages(struct definition *definition, const char *what, struct text *text);

/* Reads a mapping of ids to options: options of a question, tags of a tag set. */
bool options_load(struct definition *definition, struct fy_node *node, const char *key,
                  struct option **options, size_t *count);

void loader_problem(struct loader *loader, const char *file, struct fy_node *node, enum severity severity,
                    const char *format, ...) PRINTF_LIKE(5, 6);

/* The tag set `id`, loaded once per questionnaire; NULL when it cannot be (reported at `node`). */
const struct tagset *tagset_load(struct loader *loader, const char *file, struct fy_node *node,
                                 struct view id);

/* Makes a condition of a `show_if` or `quote_if` node. `asker` is the question or, with asker NULL, the group (or
 * with both NULL the questionnaire) whose condition it is. NULL when it is wrong (reported). */
const struct condition *condition_load(struct loader *loader, const char *file, struct fy_node *node,
                                       const struct question *asker, const struct group *group);

/* Reports a condition that asks about a later question or depends on itself. Call when all conditions are
 * there; the other arguments as for condition_load(). */
void condition_check(struct loader *loader, const char *file, struct fy_node *node,
                     const struct condition *condition, const struct question *question,
                     const struct group *group);

/* Reports a question that depends on more options than anybody could follow. Call for one question after the other;
 * `weights` has a number per place. */
void condition_check_weight(struct loader *loader, const char *file, const struct question *question,
                            size_t *weights);

/* Reads `audio:`, the names of recordings by language. */
void recordings_load(struct definition *definition, struct text *audio);

/* Reads `questions:` and `quote_if:`. */
void questions_load(struct definition *definition);

/* Reports what is wrong between the questions, once all and their conditions are there. */
void questions_check(struct definition *definition);

/* Whether an entry of `questions:` is a matrix, and how many questions it will be at most. */
bool matrix_is(struct fy_node *entry);
size_t matrix_size(struct fy_node *entry);

/* Makes a matrix's questions, of which there are matrix_size() or, when something is wrong, none; returns how many. Its
 * `show_if:` is the caller's. */
size_t matrix_load(struct definition *definition, const struct group *group, struct question *questions);

/* Reads a whole questionnaire; false when something was wrong. */
bool questionnaire_load_yaml(struct loader *loader, const char *file, struct view text);

#endif
