/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook as YAML: analysis/decisions/codebook.h.
 */
#include "codebook.h"

#include <stdlib.h>
#include <string.h>

#include "survey/questionnaire/yaml.h"

static const struct view nobody = { "", 0 };

struct reading {
	struct coding *coding;
	const char *file;
	struct problems *problems;
	struct arena arena;
	struct wish *wishes; /* owned */
	size_t count, room;
	struct fy_node *tags;
};

static void
problem(struct reading *reading, struct fy_node *node, const char *text, struct view about)
{
	unsigned line, column;

	yaml_place(node, &line, &column);
	problems_add(reading->problems, SEVERITY_ERROR, reading->file, line, column, "%s%s%.*s%s", text,
	             about.len > 0 ? ": \"" : "", (int)(about.len < 60 ? about.len : 60), about.ptr,
	             about.len > 0 ? "\"" : "");
}

static void
wish_for(struct reading *reading, struct view id, const char *part, struct view value)
{
	if (reading->count == reading->room) {
		reading->room = reading->room == 0 ? 64 : reading->room * 2;
		reading->wishes = xrealloc(reading->wishes, reading->room, sizeof(*reading->wishes));
	}
	reading->wishes[reading->count++] = (struct wish){ DECISION_CODE, id, view_of(part), value };
}

/* A text, or a list of texts with `between` between them. */
static bool
read_text(struct reading *reading, struct fy_node *node, const char *between, struct view *text)
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
		problem(reading, node, "a text is wanted here", nobody);
		return false;
	}
	while ((item = fy_node_sequence_iterate(node, &walk)) != NULL) {
		if (!fy_node_is_scalar(item)) {
			problem(reading, item, "a text is wanted here", nobody);
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

static const struct key {
	const char *name, *part, *between;
} keys[] = {
	{ "name", "name", NULL },        { "definition", "definition", NULL },
	{ "examples", "example", "\n" }, { "keywords", "keywords", ", " },
	{ "colour", "colour", NULL },    { "parent", "parent", NULL },
	{ "into", "into", NULL },        { "retired", "state", NULL },
};

/* Looked up by text: libfyaml's own look-up reads the key as YAML. */
static struct fy_node *
find_value(struct fy_node *mapping, struct view key)
{
	struct fy_node_pair *pair;
	void *walk = NULL;

	while ((pair = fy_node_mapping_iterate(mapping, &walk)) != NULL)
		if (view_equal(yaml_scalar(fy_node_pair_key(pair)), key))
			return fy_node_pair_value(pair);
	return NULL;
}

static struct fy_node *
tag_node(const struct reading *reading, struct view id)
{
	return id.len == 0 ? NULL : find_value(reading->tags, id);
}

static void
read_key(struct reading *reading, struct view id, struct fy_node *name, struct fy_node *value)
{
	struct view given = yaml_scalar(name), text;
	const struct key *key = NULL;
	struct error why = ERROR_INIT;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (view_is(given, keys[i].name))
			key = &keys[i];
	if (key == NULL) {
		problem(reading, name, "a tag has no such key", given);
		return;
	}
	if (!read_text(reading, value, key->between, &text))
		return;
	if (strcmp(key->name, "retired") == 0) {
		if (!view_is(text, "yes") && !view_is(text, "no")) {
			problem(reading, value, "yes or no is wanted here", text);
			return;
		}
		text = view_is(text, "yes") ? VIEW("retired") : VIEW("used");
	}
	if (!codebook_part_check(view_of(key->part), text, &why)) {
		problem(reading, value, why.text, nobody);
		return;
	}
	if ((strcmp(key->name, "parent") == 0 || strcmp(key->name, "into") == 0) && text.len > 0 &&
	    tag_node(reading, text) == NULL &&
	    coding_field(reading->coding, DECISION_CODE, text, VIEW("name"), nobody) == NULL)
		problem(reading, value, "there is no such tag", text);
	wish_for(reading, id, key->part, text);
}

/* The tag above one, in the file or (when the file says nothing of that) as it was decided before. */
static struct view
link_of(const struct reading *reading, struct view id, const char *key)
{
	struct fy_node *tag = tag_node(reading, id), *link = NULL;
	struct view value = nobody;

	if (tag != NULL && fy_node_is_mapping(tag))
		link = find_value(tag, view_of(key));
	if (link != NULL)
		return view_trim(yaml_scalar(link));
	coding_value(reading->coding, DECISION_CODE, id, view_of(key), nobody, &value);
	return value;
}

static void
check_cycle(struct reading *reading, struct view id, struct fy_node *tag, const char *key)
{
	struct fy_node *link = find_value(tag, view_of(key));
	struct view at = link == NULL ? nobody : view_trim(yaml_scalar(link));

	for (int steps = 0; at.len > 0 && steps <= 2000; steps++) {
		if (view_equal(at, id)) {
			problem(reading, link,
			        "a tag cannot come below or into itself, also not through others", id);
			return;
		}
		at = link_of(reading, at, key);
	}
}

static void
read_tag(struct reading *reading, struct fy_node_pair *pair)
{
	struct fy_node *name = fy_node_pair_key(pair), *tag = fy_node_pair_value(pair);
	struct view id = yaml_scalar(name);
	struct fy_node_pair *inner;
	void *walk = NULL;
	bool good = id.len > 0 && id.len <= 64 && id.ptr[0] != '-';

	for (size_t i = 0; good && i < id.len; i++)
		good =
		    strchr("abcdefghijklmnopqrstuvwxyz0123456789-", id.ptr[i]) != NULL && id.ptr[i] != '\0';
	if (!good) {
		problem(reading, name, "an id is made of a-z, 0-9 and \"-\", at most 64 of them", id);
		return;
	}
	if (!fy_node_is_mapping(tag)) {
		problem(reading, name, "a tag has at least a name", id);
		return;
	}
	if (find_value(tag, VIEW("name")) == NULL)
		problem(reading, name, "a tag has at least a name", id);
	while ((inner = fy_node_mapping_iterate(tag, &walk)) != NULL)
		read_key(reading, id, fy_node_pair_key(inner), fy_node_pair_value(inner));
	check_cycle(reading, id, tag, "parent");
	check_cycle(reading, id, tag, "into");
}

static void
read_root(struct reading *reading, struct fy_node *root)
{
	struct fy_node_pair *pair;
	void *walk = NULL;

	if (root == NULL || !fy_node_is_mapping(root)) {
		problem(reading, root, "a codebook begins with \"codebook:\" and \"tags:\"", nobody);
		return;
	}
	while ((pair = fy_node_mapping_iterate(root, &walk)) != NULL) {
		struct view key = yaml_scalar(fy_node_pair_key(pair));

		if (view_is(key, "tags"))
			reading->tags = fy_node_pair_value(pair);
		else if (!view_is(key, "codebook"))
			problem(reading, fy_node_pair_key(pair), "a codebook has no such key", key);
	}
	if (reading->tags == NULL || !fy_node_is_mapping(reading->tags)) {
		problem(reading, root, "the tags are missing: \"tags:\" with the tags below it", nobody);
		return;
	}
	walk = NULL;
	while ((pair = fy_node_mapping_iterate(reading->tags, &walk)) != NULL)
		read_tag(reading, pair);
}

bool
codebook_read(struct coding *coding, struct view coder, struct view text, const char *file, size_t *made,
              struct problems *problems, struct error *err)
{
	struct reading reading = { .coding = coding, .file = file, .problems = problems };
	struct yaml yaml = YAML_INIT;
	bool good = false;

	if (yaml_parse(&yaml, text, file, problems))
		read_root(&reading, fy_document_root(yaml.document));
	problems_sort(problems);
	good = problems->errors == 0 ? coding_decide(coding, coder, reading.wishes, reading.count, made, err)
	                             : problems_fail(problems, err);
	free(reading.wishes);
	arena_release(&reading.arena);
	yaml_release(&yaml);
	return good;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

static void
write_quoted(struct buf *out, struct view text)
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

static void
write_line(struct buf *out, const char *key, struct view text)
{
	if (text.len == 0)
		return;
	buf_printf(out, "    %s: ", key);
	write_quoted(out, text);
	buf_add_char(out, '\n');
}

static void
write_list(struct buf *out, const char *key, struct view text, char between)
{
	struct view rest = text;
	bool first = true;

	if (text.len == 0)
		return;
	buf_printf(out, "    %s: [", key);
	while (rest.ptr != NULL) {
		struct view item = view_trim(view_cut(&rest, between));

		buf_add_text(out, first ? "" : ", ");
		write_quoted(out, item);
		first = false;
	}
	buf_add_text(out, "]\n");
}

void
codebook_write(const struct codebook *codebook, struct buf *out)
{
	buf_add_text(out, "codebook: team\ntags:");
	buf_add_text(out, codebook->count == 0 ? " {}\n" : "\n");
	for (size_t i = 0; i < codebook->count; i++) {
		const struct code *code = &codebook->list[i];

		buf_printf(out, "  \"%.*s\":\n", VIEW_ARGS(code->id));
		write_line(out, "name", code->name.len > 0 ? code->name : code->id);
		write_line(out, "definition", code->definition);
		write_list(out, "examples", code->example, '\n');
		write_list(out, "keywords", code->keywords, ',');
		write_line(out, "colour", code->colour);
		write_line(out, "parent", code->parent);
		write_line(out, "into", code->into);
		if (code->retired)
			buf_add_text(out, "    retired: yes\n");
	}
}
