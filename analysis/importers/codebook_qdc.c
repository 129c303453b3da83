/* SPDX-License-Identifier: EUPL-1.2
 *
 * A codebook of REFI-QDA 1.0 (.qdc): codes in codes. codebook_import.h.
 */
#include <string.h>

#include "codebook_inside.h"
#include "xml_tree.h"

static const char space[] = "urn:QDA-XML:codebook:1.0";

/* A text of the tree, trimmed, in memory that lives longer. */
static struct view
keep(struct code_reading *reading, struct view text)
{
	return text.ptr == NULL ? text : arena_copy(&reading->arena, view_trim(text));
}

static void
read_codes(struct code_reading *reading, const struct xml_node *parent, size_t above)
{
	for (const struct xml_node *node = xml_tree_child(parent, "Code"); node != NULL;
	     node = xml_tree_next(node, "Code")) {
		const struct xml_node *description = xml_tree_child(node, "Description");
		struct read_code *code = codebook_add(reading, node->line, node->column);
		size_t number = reading->count - 1;

		if (code == NULL)
			return;
		code->guid = keep(reading, xml_tree_attribute(node, "guid"));
		code->name = keep(reading, xml_tree_attribute(node, "name"));
		code->colour = keep(reading, xml_tree_attribute(node, "color"));
		code->above = above;
		code->nested = true;
		if (description != NULL)
			code->description = keep(reading, description->text);
		read_codes(reading, node, number);
	}
}

void
codebook_read_qdc(struct code_reading *reading, struct view bytes)
{
	struct xml_tree tree = XML_TREE_INIT;
	struct error err = ERROR_INIT;
	const struct xml_node *root;

	if (!xml_tree_read(&tree, bytes, &err)) {
		codebook_problem(reading, SEVERITY_ERROR, err.line, err.column, err.text, VIEW(""));
		goto out;
	}
	root = tree.root;
	if (!view_is(root->name, "CodeBook") || !view_is(root->space, space)) {
		codebook_problem(reading, SEVERITY_ERROR, root->line, root->column,
		                 "this is no codebook of REFI-QDA (.qdc)", VIEW(""));
		goto out;
	}
	read_codes(reading, xml_tree_child(root, "Codes"), CODEBOOK_NONE);
	if (xml_tree_child(root, "Sets") != NULL)
		codebook_problem(reading, SEVERITY_WARNING, xml_tree_child(root, "Sets")->line, 1,
		                 "sets of codes are not carried over: a codebook here has none", VIEW(""));
out:
	xml_tree_release(&tree);
}
