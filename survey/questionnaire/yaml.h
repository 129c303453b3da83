/* SPDX-License-Identifier: EUPL-1.2
 *
 * The little of libfyaml that loading needs: a parsed file, scalars, and where things stand.
 */
#ifndef YAML_H
#define YAML_H

#include <libfyaml.h>

#include "problems.h"
#include "text.h"

enum { YAML_FILE_MAX = 1 << 18 }; /* bytes */

struct yaml {
	const char *file; /* borrowed; for problems */
	struct fy_document *document;
	struct fy_parser *parser;
	struct fy_diag *diag;
};

#define YAML_INIT ((struct yaml){ .document = NULL })

/* Parses one document without aliases, in UTF-8 without control characters; what is wrong goes to `problems` and the result is false. `text` must outlive `yaml`. */
bool yaml_parse(struct yaml *yaml, struct view text, const char *file, struct problems *problems) MUST_CHECK;

/* Whether libfyaml can be asked to read this text: no directives, no list or mapping of more than 1000 entries, none deeper than
 * 64 in others. What is wrong goes to `problems`. yaml_parse() begins with it. */
bool yaml_is_bounded(struct view text, const char *file, struct problems *problems) MUST_CHECK;

void yaml_release(struct yaml *yaml);

/* The text of a scalar; empty for anything else. Lives as long as the file's. */
struct view yaml_scalar(struct fy_node *node);

/* An empty text, list or mapping: it has no place of its own. */
bool yaml_is_empty(struct fy_node *node);

/* Where a node begins, 1-based; 0:0 for NULL. */
void yaml_place(struct fy_node *node, unsigned *line, unsigned *column);

#endif
