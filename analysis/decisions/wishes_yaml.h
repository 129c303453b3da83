/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the files of the team's decisions in YAML share: codebook_yaml.c and finding_yaml.c. A file comes to a list of wishes and
 * a list of problems with their places; only without errors the wishes are decided.
 */
#ifndef WISHES_YAML_H
#define WISHES_YAML_H

#include "coding.h"
#include "problems.h"
#include "survey/questionnaire/yaml.h"

struct wishes_reading {
	struct coding *coding;
	const char *file; /* borrowed, as `problems` */
	struct problems *problems;
	struct arena arena;  /* texts of wishes that do not stand in the file as they are */
	struct wish *wishes; /* owned */
	size_t count, room;
};

void wishes_release(struct wishes_reading *reading);

/* An error at a node, with `about` (which may be empty) behind it between quotation marks. */
void wishes_problem(struct wishes_reading *reading, struct fy_node *node, const char *text,
                    struct view about);

void wishes_add(struct wishes_reading *reading, struct wish wish);

/* A text, or (`between` not NULL) a list of texts, which becomes one with `between` between them. False with a problem when it is
 * something else. */
bool wishes_text(struct wishes_reading *reading, struct fy_node *node, const char *between,
                 struct view *text) MUST_CHECK;

/* Whether a text can be an id: a-z, 0-9 and "-". False with a problem at the node. */
bool wishes_id(struct wishes_reading *reading, struct fy_node *node) MUST_CHECK;

/* The value of a key; NULL when there is none. By text: libfyaml's own look-up reads the key as YAML. */
struct fy_node *wishes_value(struct fy_node *mapping, struct view key);

/* The mapping below `name` of a file that may have a key `title` beside it and no other; NULL with a problem when it is missing. */
struct fy_node *wishes_list(struct wishes_reading *reading, struct fy_node *root, const char *title,
                            const char *name);

/* Decides the wishes as one action when there are no errors; the problems become sorted. */
bool wishes_decide(struct wishes_reading *reading, struct view coder, size_t *made,
                   struct error *err) MUST_CHECK;

/* ---- Writing: what reads back as the same ---- */

/* `text` between quotation marks. */
void wishes_write_text(struct buf *out, struct view text);

/* "    key: "text"" on a line of its own; nothing when the text is empty. */
void wishes_write_line(struct buf *out, const char *key, struct view text);

/* The same for a list, of the parts of `text` between `between`. */
void wishes_write_list(struct buf *out, const char *key, struct view text, char between);

#endif
