/* SPDX-License-Identifier: EUPL-1.2
 *
 * Decisions in YAML: analysis/decisions/wishes_yaml.h.
 */
#include "wishes_yaml.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 60, ID_MOST = 64 };

void
wishes_release(struct wishes_reading *reading)
{
	free(reading->wishes);
	arena_release(&reading->arena);
}

void
wishes_problem(struct wishes_reading *reading, struct fy_node *node, const char *text, struct view about)
{
	unsigned line, column;

	yaml_place(node, &line, &column);
	problems_add(reading->problems, SEVERITY_ERROR, reading->file, line, column, "%s%s%.*s%s", text,
	             about.len > 0 ? ": \"" : "", (int)(about.len < SHOWN ? about.len : SHOWN), about.ptr,
	             about.len > 0 ? "\"" : "");
}

void
wishes_add(struct wishes_reading *reading, struct wish wish)
{
	if (reading->count == reading->room) {
		reading->room = reading->room == 0 ? 64 : reading->room * 2;
		reading->wishes = xrealloc(reading->wishes, reading->room, sizeof(*reading->wishes));
	}
	reading->wishes[reading->count++] = wish;
}

bool
wishes_text(struct wishes_reading *reading, struct fy_node *node, const char *between, struct view *text)
{
	struct buf joined = BUF_INIT;
	struct fy_node *item;
	void *walk = NULL;
	bool good = true;

	if (fy_node_is_scalar(node)) {
		*text = view_trim(yaml_scalar(node));
		return true;
	}
	if (!fy_node_is_sequence(node) || between == NULL) {
		wishes_problem(reading, node, "a text is wanted here", VIEW(""));
		return false;
	}
	while ((item = fy_node_sequence_iterate(node, &walk)) != NULL) {
		if (!fy_node_is_scalar(item)) {
			wishes_problem(reading, item, "a text is wanted here", VIEW(""));
			good = false;
			break;
		}
		if (joined.len > 0)
			buf_add_text(&joined, between);
		buf_add_view(&joined, view_trim(yaml_scalar(item)));
	}
	*text = arena_copy(&reading->arena, buf_view(&joined));
	buf_release(&joined);
	return good;
}

bool
wishes_id(struct wishes_reading *reading, struct fy_node *node)
{
	struct view id = yaml_scalar(node);
	bool good = id.len > 0 && id.len <= ID_MOST && id.ptr[0] != '-';

	for (size_t i = 0; good && i < id.len; i++)
		good =
		    id.ptr[i] != '\0' && strchr("abcdefghijklmnopqrstuvwxyz0123456789-", id.ptr[i]) != NULL;
	if (!good)
		wishes_problem(reading, node, "an id is made of a-z, 0-9 and \"-\", at most 64 of them", id);
	return good;
}

struct fy_node *
wishes_value(struct fy_node *mapping, struct view key)
{
	struct fy_node_pair *pair;
	void *walk = NULL;

	while ((pair = fy_node_mapping_iterate(mapping, &walk)) != NULL)
		if (view_equal(yaml_scalar(fy_node_pair_key(pair)), key))
			return fy_node_pair_value(pair);
	return NULL;
}

struct fy_node *
wishes_list(struct wishes_reading *reading, struct fy_node *root, const char *title, const char *name)
{
	struct view wanted = arena_printf(&reading->arena, "%s:", name);
	struct fy_node_pair *pair;
	struct fy_node *list;
	void *walk = NULL;

	if (root == NULL || !fy_node_is_mapping(root)) {
		wishes_problem(reading, root, "this is missing, with what the file is about below it",
		               wanted);
		return NULL;
	}
	while ((pair = fy_node_mapping_iterate(root, &walk)) != NULL) {
		struct view key = yaml_scalar(fy_node_pair_key(pair));

		if (!view_is(key, name) && !view_is(key, title))
			wishes_problem(reading, fy_node_pair_key(pair), "there is no such key", key);
	}
	list = wishes_value(root, view_of(name));
	if (list == NULL || !fy_node_is_mapping(list)) {
		wishes_problem(reading, root, "this is missing, with what the file is about below it",
		               wanted);
		list = NULL;
	}
	return list;
}

bool
wishes_decide(struct wishes_reading *reading, struct view coder, size_t *made, struct error *err)
{
	problems_sort(reading->problems);
	return reading->problems->errors == 0
	         ? coding_decide(reading->coding, coder, reading->wishes, reading->count, made, err)
	         : problems_fail(reading->problems, err);
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

void
wishes_write_text(struct buf *out, struct view text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '"' || c == '\\')
			buf_add_char(out, '\\');
		if (c == '\n')
			buf_add_text(out, "\\n");
		else if (c == '\t')
			buf_add_text(out, "\\t");
		else
			buf_add_char(out, c);
	}
	buf_add_char(out, '"');
}

void
wishes_write_line(struct buf *out, const char *key, struct view text)
{
	if (text.len == 0)
		return;
	buf_printf(out, "    %s: ", key);
	wishes_write_text(out, text);
	buf_add_char(out, '\n');
}

void
wishes_write_list(struct buf *out, const char *key, struct view text, char between)
{
	struct view rest = text;
	bool first = true;

	if (text.len == 0)
		return;
	buf_printf(out, "    %s: [", key);
	while (rest.ptr != NULL) {
		buf_add_text(out, first ? "" : ", ");
		wishes_write_text(out, view_trim(view_cut(&rest, between)));
		first = false;
	}
	buf_add_text(out, "]\n");
}
