/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading XML that others wrote, as a tree, with the line of every element. A document type declaration is refused at its first
 * byte, so there are no entities but the five that XML has and nothing is ever fetched; depth and number of elements are
 * bounded. The parser is Expat.
 */
#ifndef XML_TREE_H
#define XML_TREE_H

#include "arena.h"

enum {
	XML_TREE_DEPTH_MAX = 64,
	/* Elements and attributes together: a form with a layout for a thousand columns has 700,000. */
	XML_TREE_NODES_MAX = 1000000,
	XML_TREE_BYTES_MAX = 1 << 25,
};

struct xml_attribute {
	struct view space, name, value; /* space: the namespace's address; empty for none */
};

struct xml_node {
	struct view space, name; /* as above; the name is without its prefix */
	struct view text;        /* all that stands directly in it, not in its children; as it is written */
	const struct xml_attribute *attributes;
	size_t attribute_count;
	struct xml_node *children, *next; /* first child, next sibling */
	unsigned line, column;            /* 1-based */
};

struct xml_tree {
	struct arena arena; /* everything is in it */
	const struct xml_node *root;
};

#define XML_TREE_INIT ((struct xml_tree){ .root = NULL })

/* ERROR_INVALID with line and column when it is not well-formed or goes beyond what is said above. Release the tree in any
 * case. */
bool xml_tree_read(struct xml_tree *tree, struct view text, struct error *err) MUST_CHECK;

void xml_tree_release(struct xml_tree *tree);

/* The first child of this name, in whatever namespace; NULL when there is none, or no node. */
const struct xml_node *xml_tree_child(const struct xml_node *node, const char *name);

/* The next sibling of this name. */
const struct xml_node *xml_tree_next(const struct xml_node *node, const char *name);

/* An attribute's value; empty with a NULL ptr when there is none. */
struct view xml_tree_attribute(const struct xml_node *node, const char *name);

/* The text of the first child of this name, trimmed; empty when there is none. */
struct view xml_tree_text(const struct xml_node *node, const char *name);

#endif
