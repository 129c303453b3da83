/* SPDX-License-Identifier: EUPL-1.2
 *
 * libfyaml behind a few functions: yaml.h.
 */
#include "yaml.h"

bool
yaml_parse(struct yaml *yaml, struct view text, const char *file, struct problems *problems)
{
	struct fy_diag_cfg diag_settings;
	struct fy_parse_cfg settings = { .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG };
	struct fy_diag_error *error;
	void *walk = NULL;

	*yaml = YAML_INIT;
	yaml->file = file;
	fy_diag_cfg_default(&diag_settings);
	diag_settings.fp = NULL;
	yaml->diag = fy_diag_create(&diag_settings);
	fy_diag_set_collect_errors(yaml->diag, true);
	settings.diag = yaml->diag;
	/* libfyaml finds an empty text no document at all; a person wrote an empty file. */
	if (view_trim(text).len > 0)
		yaml->document = fy_document_build_from_string(&settings, text.ptr, text.len);
	if (yaml->document == NULL) {
		bool said = false;

		while ((error = fy_diag_errors_iterate(yaml->diag, &walk)) != NULL) {
			problems_add(problems, SEVERITY_ERROR, file, (unsigned)error->line, (unsigned)error->column,
			             "not valid YAML: %s", error->msg);
			said = true;
		}
		if (!said)
			problems_add(problems, SEVERITY_ERROR, file, 1, 1, "the file holds no YAML document");
	}
	return yaml->document != NULL;
}

void
yaml_release(struct yaml *yaml)
{
	fy_document_destroy(yaml->document);
	if (yaml->diag != NULL)
		fy_diag_destroy(yaml->diag);
	*yaml = YAML_INIT;
}

struct view
yaml_scalar(struct fy_node *node)
{
	struct view v = { NULL, 0 };

	if (node != NULL && fy_node_is_scalar(node))
		v.ptr = fy_node_get_scalar(node, &v.len);
	return v.ptr == NULL ? (struct view){ "", 0 } : v;
}

void
yaml_place(struct fy_node *node, unsigned *line, unsigned *column)
{
	const struct fy_mark *mark = NULL;
	void *walk = NULL;

	/* Collections have no token of their own: the first thing in them shows where they are. */
	while (node != NULL && !fy_node_is_scalar(node)) {
		struct fy_node_pair *pair;

		walk = NULL;
		if (fy_node_is_mapping(node)) {
			pair = fy_node_mapping_iterate(node, &walk);
			node = pair == NULL ? NULL : fy_node_pair_key(pair);
		} else {
			node = fy_node_sequence_iterate(node, &walk);
		}
	}
	if (node != NULL)
		mark = fy_token_start_mark(fy_node_get_scalar_token(node));
	*line = mark == NULL ? 0 : (unsigned)mark->line + 1;
	*column = mark == NULL ? 0 : (unsigned)mark->column + 1;
}
