/* SPDX-License-Identifier: EUPL-1.2
 *
 * A codebook of REFI-QDA: codes in codes, in a file of its own (.qdc) or in a project (.qdpx). codebook_file.h.
 */
#include <string.h>

#include "archive.h"
#include "codebook_inside.h"
#include "xml_tree.h"

/* The standard says codebook:1.0. NVivo and QualCoder write codebook:1:0, ATLAS.ti codebook:0:4, and all mean the same. */
static const char codebook_space[] = "urn:QDA-XML:codebook:", project_space[] = "urn:QDA-XML:project:";

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
		if (view_is(xml_tree_attribute(node, "isCodable"), "false"))
			codebook_problem(
			    reading, SEVERITY_WARNING, node->line, node->column,
			    "nothing can be coded with this there, and it is a tag as any other here",
			    code->name);
		read_codes(reading, node, number);
	}
}

/* The codebook of a file: its root, or in its root where that is a project. NULL: there is none. */
static const struct xml_node *
find_codebook(const struct xml_node *root)
{
	if (view_is(root->name, "CodeBook") && view_starts(root->space, codebook_space))
		return root;
	if (view_is(root->name, "Project") && view_starts(root->space, project_space))
		return xml_tree_child(root, "CodeBook");
	return NULL;
}

void
codebook_read_qdc(struct code_reading *reading, struct view bytes)
{
	struct xml_tree tree = XML_TREE_INIT;
	struct error err = ERROR_INIT;
	const struct xml_node *codebook = NULL, *codes, *sets;

	if (!xml_tree_read(&tree, bytes, &err)) {
		codebook_problem(reading, SEVERITY_ERROR, err.line, err.column, err.text, VIEW(""));
		goto out;
	}
	codebook = find_codebook(tree.root);
	if (codebook == NULL) {
		codebook_problem(reading, SEVERITY_ERROR, tree.root->line, tree.root->column,
		                 "this is no codebook of REFI-QDA (.qdc), nor a project with one", VIEW(""));
		goto out;
	}
	codes = xml_tree_child(codebook, "Codes");
	read_codes(reading, codes == NULL ? codebook : codes, CODEBOOK_NONE);
	sets = xml_tree_child(codebook, "Sets");
	if (sets == NULL && codebook != tree.root)
		sets = xml_tree_child(tree.root, "Sets");
	if (sets != NULL)
		codebook_problem(reading, SEVERITY_WARNING, sets->line, 1,
		                 "sets of codes are not carried over: a codebook here has none", VIEW(""));
out:
	xml_tree_release(&tree);
}

void
codebook_read_qdpx(struct code_reading *reading, struct view bytes)
{
	struct archive *archive = NULL;
	struct buf project = BUF_INIT;
	struct error err = ERROR_INIT;
	const char *name;

	if (!archive_open(bytes, "project (.qdpx)", &archive, &err)) {
		codebook_problem(reading, SEVERITY_ERROR, 0, 0, err.text, VIEW(""));
		goto out;
	}
	/* The standard says project.qde; ATLAS.ti writes the project's own name. */
	name = archive_only(archive, ".qde");
	if (archive_read(archive, name == NULL ? "project.qde" : name, &project, &err))
		codebook_read_qdc(reading, buf_view(&project));
	else
		codebook_problem(reading, SEVERITY_ERROR, 0, 0, err.text, VIEW(""));
	if (project.len > 0)
		codebook_problem(reading, SEVERITY_WARNING, 0, 0,
		                 "only the codebook of this project is read: its sources and what was coded "
		                 "in them are not",
		                 VIEW(""));
out:
	archive_close(archive);
	buf_release(&project);
}
