/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook as YAML: analysis/decisions/codebook.h.
 */
#include "codebook.h"

#include <string.h>

#include "wishes_yaml.h"

static const struct view nobody = { "", 0 };

/* A reading and the tags of its file. */
struct reading {
	struct wishes_reading base;
	struct fy_node *tags;
};

static const struct key {
	const char *name, *part, *between;
} keys[] = {
	{ "name", "name", NULL },        { "definition", "definition", NULL },
	{ "examples", "example", "\n" }, { "keywords", "keywords", ", " },
	{ "colour", "colour", NULL },    { "parent", "parent", NULL },
	{ "into", "into", NULL },        { "retired", "state", NULL },
};

static struct fy_node *
tag_node(const struct reading *reading, struct view id)
{
	return id.len == 0 ? NULL : wishes_value(reading->tags, id);
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
		wishes_problem(&reading->base, name, "a tag has no such key", given);
		return;
	}
	if (!wishes_text(&reading->base, value, key->between, &text))
		return;
	if (strcmp(key->name, "retired") == 0) {
		if (!view_is(text, "yes") && !view_is(text, "no")) {
			wishes_problem(&reading->base, value, "yes or no is wanted here", text);
			return;
		}
		text = view_is(text, "yes") ? VIEW("retired") : VIEW("used");
	}
	if (!codebook_part_check(view_of(key->part), text, &why)) {
		wishes_problem(&reading->base, value, why.text, nobody);
		return;
	}
	if ((strcmp(key->name, "parent") == 0 || strcmp(key->name, "into") == 0) && text.len > 0 &&
	    tag_node(reading, text) == NULL &&
	    coding_field(reading->base.coding, DECISION_CODE, text, VIEW("name"), nobody) == NULL)
		wishes_problem(&reading->base, value, "there is no such tag", text);
	wishes_add(&reading->base, (struct wish){ DECISION_CODE, id, view_of(key->part), text });
}

/* The tag above one, in the file or (when the file says nothing of that) as it was decided before. */
static struct view
link_of(const struct reading *reading, struct view id, const char *key)
{
	struct fy_node *tag = tag_node(reading, id), *link = NULL;
	struct view value = nobody;

	if (tag != NULL && fy_node_is_mapping(tag))
		link = wishes_value(tag, view_of(key));
	if (link != NULL)
		return view_trim(yaml_scalar(link));
	coding_value(reading->base.coding, DECISION_CODE, id, view_of(key), nobody, &value);
	return value;
}

static void
check_cycle(struct reading *reading, struct view id, struct fy_node *tag, const char *key)
{
	struct fy_node *link = wishes_value(tag, view_of(key));
	struct view at = link == NULL ? nobody : view_trim(yaml_scalar(link));

	for (int steps = 0; at.len > 0 && steps <= 2000; steps++) {
		if (view_equal(at, id)) {
			wishes_problem(&reading->base, link,
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

	if (!wishes_id(&reading->base, name))
		return;
	if (!fy_node_is_mapping(tag)) {
		wishes_problem(&reading->base, name, "a tag has at least a name", id);
		return;
	}
	if (wishes_value(tag, VIEW("name")) == NULL)
		wishes_problem(&reading->base, name, "a tag has at least a name", id);
	while ((inner = fy_node_mapping_iterate(tag, &walk)) != NULL)
		read_key(reading, id, fy_node_pair_key(inner), fy_node_pair_value(inner));
	check_cycle(reading, id, tag, "parent");
	check_cycle(reading, id, tag, "into");
}

bool
codebook_read(struct coding *coding, struct view coder, struct view text, const char *file, size_t *made,
              struct problems *problems, struct error *err)
{
	struct reading reading = { .base = { .coding = coding, .file = file, .problems = problems } };
	struct yaml yaml = YAML_INIT;
	struct fy_node_pair *pair;
	void *walk = NULL;
	bool good;

	if (yaml_parse(&yaml, text, file, problems))
		reading.tags =
		    wishes_list(&reading.base, fy_document_root(yaml.document), "codebook", "tags");
	while (reading.tags != NULL && (pair = fy_node_mapping_iterate(reading.tags, &walk)) != NULL)
		read_tag(&reading, pair);
	good = wishes_decide(&reading.base, coder, made, err);
	wishes_release(&reading.base);
	yaml_release(&yaml);
	return good;
}

/* ---- Writing -------------------------------------------------------------------------------------------- */

void
codebook_write(const struct codebook *codebook, struct buf *out)
{
	buf_add_text(out, "codebook: team\ntags:");
	buf_add_text(out, codebook->count == 0 ? " {}\n" : "\n");
	for (size_t i = 0; i < codebook->count; i++) {
		const struct code *code = &codebook->list[i];

		buf_printf(out, "  \"%.*s\":\n", VIEW_ARGS(code->id));
		wishes_write_line(out, "name", code->name.len > 0 ? code->name : code->id);
		wishes_write_line(out, "definition", code->definition);
		wishes_write_list(out, "examples", code->example, '\n');
		wishes_write_list(out, "keywords", code->keywords, ',');
		wishes_write_line(out, "colour", code->colour);
		wishes_write_line(out, "parent", code->parent);
		wishes_write_line(out, "into", code->into);
		if (code->retired)
			buf_add_text(out, "    retired: yes\n");
	}
}
