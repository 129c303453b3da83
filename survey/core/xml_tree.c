/* SPDX-License-Identifier: EUPL-1.2
 *
 * Expat's events made a tree: include/xml_tree.h.
 */
#include "xml_tree.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* Between a name and the address of its namespace in what Expat gives: no address has it. */
#define SPACE_END '\n'

struct level {
	struct xml_node *node, *last_child;
	struct buf text;
};

struct building {
	XML_Parser parser;
	struct xml_tree *tree;
	struct level levels[XML_TREE_DEPTH_MAX];
	size_t depth, nodes;
	const char *why; /* why we stopped it ourselves */
};

static void
stop(struct building *building, const char *why)
{
	if (building->why == NULL)
		building->why = why;
	XML_StopParser(building->parser, XML_FALSE);
}

static void
split_name(struct building *building, const char *full, struct view *space, struct view *name)
{
	struct view rest = view_of(full);

	*space = (struct view){ "", 0 };
	if (memchr(rest.ptr, SPACE_END, rest.len) != NULL)
		*space = arena_copy(&building->tree->arena, view_cut(&rest, SPACE_END));
	*name = arena_copy(&building->tree->arena, rest);
}

static void
add_attributes(struct building *building, struct xml_node *node, const XML_Char **attributes)
{
	struct xml_attribute *list;
	size_t count = 0;

	while (attributes[2 * count] != NULL)
		count++;
	list = arena_array(&building->tree->arena, count, sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		split_name(building, attributes[2 * i], &list[i].space, &list[i].name);
		list[i].value = arena_copy(&building->tree->arena, view_of(attributes[2 * i + 1]));
	}
	node->attributes = list;
	node->attribute_count = count;
	building->nodes += count;
}

static void XMLCALL
on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct building *building = context;
	struct level *above = building->depth == 0 ? NULL : &building->levels[building->depth - 1], *level;
	struct xml_node *node;

	if (building->why != NULL)
		return;
	if (building->depth == XML_TREE_DEPTH_MAX) {
		stop(building, "elements stand more than 64 deep in each other");
		return;
	}
	if (++building->nodes > XML_TREE_NODES_MAX) {
		stop(building, "more than 1000000 elements and attributes");
		return;
	}
	node = arena_alloc(&building->tree->arena, sizeof(*node));
	split_name(building, name, &node->space, &node->name);
	add_attributes(building, node, attributes);
	node->line = (unsigned)XML_GetCurrentLineNumber(building->parser);
	node->column = (unsigned)XML_GetCurrentColumnNumber(building->parser) + 1;
	if (above == NULL)
		building->tree->root = node;
	else if (above->last_child == NULL)
		above->node->children = node;
	else
		above->last_child->next = node;
	if (above != NULL)
		above->last_child = node;
	level = &building->levels[building->depth++];
	level->node = node;
	level->last_child = NULL;
	buf_reset(&level->text);
}

static void XMLCALL
on_end(void *context, const XML_Char *name)
{
	struct building *building = context;
	struct level *level;

	(void)name;
	if (building->why != NULL || building->depth == 0)
		return;
	level = &building->levels[--building->depth];
	level->node->text = arena_copy(&building->tree->arena, buf_view(&level->text));
}

static void XMLCALL
on_text(void *context, const XML_Char *text, int length)
{
	struct building *building = context;

	if (building->why == NULL && building->depth > 0)
		buf_add(&building->levels[building->depth - 1].text, text, (size_t)length);
}

static void XMLCALL
on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	stop(context,
	     "it has a document type declaration (<!DOCTYPE …>), which can hide entities; take it out");
}

static bool
explain(const struct building *building, struct error *err)
{
	enum XML_Error code = XML_GetErrorCode(building->parser);

	fail(err, ERROR_INVALID, "%s", building->why != NULL ? building->why : XML_ErrorString(code));
	if (err != NULL && err->line == 0) {
		err->line = (unsigned)XML_GetCurrentLineNumber(building->parser);
		err->column = (unsigned)XML_GetCurrentColumnNumber(building->parser) + 1;
	}
	return false;
}

bool
xml_tree_read(struct xml_tree *tree, struct view text, struct error *err)
{
	struct building *building = NULL;
	bool good = false;

	*tree = XML_TREE_INIT;
	if (text.len > XML_TREE_BYTES_MAX)
		return fail(err, ERROR_FULL, "more than 32 MiB of XML");
	building = xcalloc(1, sizeof(*building));
	building->tree = tree;
	building->parser = XML_ParserCreateNS(NULL, SPACE_END);
	if (building->parser == NULL)
		memory_end();
	XML_SetUserData(building->parser, building);
	XML_SetElementHandler(building->parser, on_start, on_end);
	XML_SetCharacterDataHandler(building->parser, on_text);
	XML_SetStartDoctypeDeclHandler(building->parser, on_doctype);
	good = XML_Parse(building->parser, text.ptr == NULL ? "" : text.ptr, (int)text.len, XML_TRUE) ==
	           XML_STATUS_OK &&
	       building->why == NULL;
	if (!good)
		explain(building, err);
	for (size_t i = 0; i < XML_TREE_DEPTH_MAX; i++)
		buf_release(&building->levels[i].text);
	XML_ParserFree(building->parser);
	free(building);
	if (!good)
		tree->root = NULL;
	return good;
}

void
xml_tree_release(struct xml_tree *tree)
{
	arena_release(&tree->arena);
	*tree = XML_TREE_INIT;
}

static const struct xml_node *
find(const struct xml_node *node, const char *name)
{
	while (node != NULL && !view_is(node->name, name))
		node = node->next;
	return node;
}

const struct xml_node *
xml_tree_child(const struct xml_node *node, const char *name)
{
	return node == NULL ? NULL : find(node->children, name);
}

const struct xml_node *
xml_tree_next(const struct xml_node *node, const char *name)
{
	return find(node->next, name);
}

struct view
xml_tree_attribute(const struct xml_node *node, const char *name)
{
	for (size_t i = 0; node != NULL && i < node->attribute_count; i++)
		if (view_is(node->attributes[i].name, name))
			return node->attributes[i].value;
	return (struct view){ NULL, 0 };
}

struct view
xml_tree_text(const struct xml_node *node, const char *name)
{
	const struct xml_node *child = xml_tree_child(node, name);

	return child == NULL ? (struct view){ "", 0 } : view_trim(child->text);
}
