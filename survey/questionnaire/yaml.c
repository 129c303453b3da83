/* SPDX-License-Identifier: EUPL-1.2
 *
 * libfyaml behind a few functions: yaml.h.
 */
#include "yaml.h"

#include "unicode.h"

static void
report(struct problems *problems, const char *file, struct fy_node *node, const char *text)
{
	unsigned line, column;

	yaml_place(node, &line, &column);
	problems_add(problems, SEVERITY_ERROR, file, line, column, "%s", text);
}

static bool
has_control(struct view text)
{
	bool found = false;

	for (size_t i = 0; i < text.len; i++)
		found = found ||
		        ((unsigned char)text.ptr[i] < 0x20 && text.ptr[i] != '\n' && text.ptr[i] != '\r' &&
		         text.ptr[i] != '\t') ||
		        text.ptr[i] == 0x7f;
	return found;
}

/* Reports what YAML allows but a questionnaire does not. */
static void
check_node(struct fy_node *node, const char *file, struct problems *problems)
{
	struct fy_node_pair *pair;
	struct fy_node *item;
	void *walk = NULL;

	if (fy_node_is_alias(node)) {
		report(problems, file, node, "an alias (*name) cannot be used here; write the text itself");
	} else if (fy_node_is_scalar(node)) {
		if (has_control(yaml_scalar(node)))
			report(problems, file, node, "a control character stands in this text");
	} else if (fy_node_is_sequence(node)) {
		while ((item = fy_node_sequence_iterate(node, &walk)) != NULL)
			check_node(item, file, problems);
	} else {
		while ((pair = fy_node_mapping_iterate(node, &walk)) != NULL) {
			check_node(fy_node_pair_key(pair), file, problems);
			check_node(fy_node_pair_value(pair), file, problems);
		}
	}
}

/* Reports the first line that is no text. */
static bool
is_text(struct view text, const char *file, struct problems *problems)
{
	struct view rest = text;
	bool good = true;

	for (unsigned line = 1; good && rest.ptr != NULL; line++) {
		struct view part = view_cut(&rest, '\n');

		good = unicode_valid(part) && !has_control(part);
		if (!good)
			problems_add(problems, SEVERITY_ERROR, file, line, 1, "%s",
			             unicode_valid(part) ? "a control character stands in this line"
			                                 : "not UTF-8; save the file as UTF-8");
	}
	return good;
}

static void
report_syntax(struct yaml *yaml, struct problems *problems)
{
	struct fy_diag_error *error;
	void *walk = NULL;
	bool said = false;

	while ((error = fy_diag_errors_iterate(yaml->diag, &walk)) != NULL) {
		problems_add(problems, SEVERITY_ERROR, yaml->file, (unsigned)error->line,
		             (unsigned)error->column, "not valid YAML: %s", error->msg);
		said = true;
	}
	if (!said)
		problems_add(problems, SEVERITY_ERROR, yaml->file, 1, 1, "the file is empty");
}

/* A further document would be passed over in silence. */
static void
check_alone(struct yaml *yaml, struct problems *problems)
{
	struct fy_document *second = fy_parse_load_document(yaml->parser);

	if (second != NULL)
		report(problems, yaml->file, fy_document_root(second),
		       "a second document (---) begins; a file holds one");
	else if (fy_diag_got_error(yaml->diag))
		report_syntax(yaml, problems);
	fy_parse_document_destroy(yaml->parser, second);
}

bool
yaml_parse(struct yaml *yaml, struct view text, const char *file, struct problems *problems)
{
	struct fy_diag_cfg diag_settings;
	struct fy_parse_cfg settings = { .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG };
	size_t before = problems->errors;

	*yaml = YAML_INIT;
	yaml->file = file;
	if (!is_text(text, file, problems) || !yaml_is_bounded(text, file, problems))
		return false;
	fy_diag_cfg_default(&diag_settings);
	diag_settings.fp = NULL;
	yaml->diag = fy_diag_create(&diag_settings);
	fy_diag_set_collect_errors(yaml->diag, true);
	settings.diag = yaml->diag;
	yaml->parser = fy_parser_create(&settings);
	/* libfyaml takes an empty text for a mistake of the caller; a person wrote an empty file. */
	if (view_trim(text).len > 0 && fy_parser_set_string(yaml->parser, text.ptr, text.len) == 0)
		yaml->document = fy_parse_load_document(yaml->parser);
	if (yaml->document == NULL || fy_document_root(yaml->document) == NULL) {
		report_syntax(yaml, problems);
	} else {
		check_node(fy_document_root(yaml->document), file, problems);
		check_alone(yaml, problems);
	}
	return problems->errors == before;
}

void
yaml_release(struct yaml *yaml)
{
	if (yaml->document != NULL)
		fy_parse_document_destroy(yaml->parser, yaml->document);
	if (yaml->parser != NULL)
		fy_parser_destroy(yaml->parser);
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

/* The first thing in a collection, which shows where it is: it has no token of its own. */
static struct fy_node *
first_scalar(struct fy_node *node)
{
	while (node != NULL && !fy_node_is_scalar(node)) {
		struct fy_node_pair *pair;
		void *walk = NULL;

		if (fy_node_is_mapping(node)) {
			pair = fy_node_mapping_iterate(node, &walk);
			node = pair == NULL ? NULL : fy_node_pair_key(pair);
		} else {
			node = fy_node_sequence_iterate(node, &walk);
		}
	}
	return node;
}

bool
yaml_is_empty(struct fy_node *node)
{
	struct fy_node *scalar = first_scalar(node);

	return scalar == NULL || fy_node_get_scalar_token(scalar) == NULL || yaml_scalar(scalar).len == 0;
}

void
yaml_place(struct fy_node *node, unsigned *line, unsigned *column)
{
	const struct fy_mark *mark = NULL;

	/* An empty collection is where the one around it is. */
	while (node != NULL && mark == NULL) {
		struct fy_node *scalar = first_scalar(node);

		mark = scalar == NULL ? NULL : fy_token_start_mark(fy_node_get_scalar_token(scalar));
		node = fy_node_get_parent(node);
	}
	*line = mark == NULL ? 0 : (unsigned)mark->line + 1;
	*column = mark == NULL ? 0 : (unsigned)mark->column + 1;
}
