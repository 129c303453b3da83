/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a file may ask of libfyaml: yaml.h. It looks for each key among all keys before it, and reads a long directive once per
 * character, so that a file of 256 kB could keep it busy for minutes. A definition comes out of a store that anybody may
 * have made, so this is looked at before a document is built.
 */
#include "yaml.h"

enum {
	ENTRIES_MAX = 1000, /* of one list or mapping: far above QUESTIONS_MAX and OPTIONS_MAX */
	DEPTH_MAX = 64,
};

/* YAML's directives stand at the start of a line, and a questionnaire needs none. */
static bool
has_no_directive(struct view text, const char *file, struct problems *problems)
{
	struct view rest = text;
	bool good = true;

	for (unsigned line = 1; good && rest.ptr != NULL; line++) {
		good = !view_starts(view_cut(&rest, '\n'), "%");
		if (!good)
			problems_add(problems, SEVERITY_ERROR, file, line, 1,
			             "a line cannot begin with a percent sign; put the text between quotes");
	}
	return good;
}

/* The list or mapping that is being read, and those around it. */
struct walk {
	size_t depth; /* 0: the document itself */
	struct {
		size_t nodes; /* keys and values each */
		size_t most;
	} levels[DEPTH_MAX + 1];
};

/* Takes one event; false when a bound was passed, which was then reported. */
static bool
take_event(struct walk *walk, struct fy_event *event, const char *file, struct problems *problems)
{
	bool opens = event->type == FYET_SEQUENCE_START || event->type == FYET_MAPPING_START;
	const struct fy_mark *mark = fy_event_start_mark(event);
	unsigned line = mark == NULL ? 1 : (unsigned)mark->line + 1;
	unsigned column = mark == NULL ? 1 : (unsigned)mark->column + 1;

	if (event->type == FYET_SEQUENCE_END || event->type == FYET_MAPPING_END)
		walk->depth--;
	if ((opens || event->type == FYET_SCALAR || event->type == FYET_ALIAS) &&
	    ++walk->levels[walk->depth].nodes > walk->levels[walk->depth].most) {
		problems_add(problems, SEVERITY_ERROR, file, line, column,
		             "more than %d entries in one list or mapping", ENTRIES_MAX);
		return false;
	}
	if (opens && walk->depth == DEPTH_MAX) {
		problems_add(problems, SEVERITY_ERROR, file, line, column,
		             "lists and mappings stand more than %d deep in each other", DEPTH_MAX);
		return false;
	}
	if (opens) {
		walk->depth++;
		walk->levels[walk->depth].nodes = 0;
		walk->levels[walk->depth].most =
		    event->type == FYET_MAPPING_START ? 2 * ENTRIES_MAX : ENTRIES_MAX;
	}
	return true;
}

bool
yaml_is_bounded(struct view text, const char *file, struct problems *problems)
{
	struct fy_diag_cfg diag_settings;
	struct fy_parse_cfg settings = { .flags = FYPCF_QUIET };
	struct walk walk = { .levels = { { .most = 1 } } };
	struct fy_parser *parser = NULL;
	struct fy_event *event;
	bool good = has_no_directive(text, file, problems), done = !good;

	fy_diag_cfg_default(&diag_settings);
	diag_settings.fp = NULL;
	settings.diag = fy_diag_create(&diag_settings);
	parser = fy_parser_create(&settings);
	/* What is no YAML ends the events too, and is reported by who builds the document. */
	if (view_trim(text).len == 0 || fy_parser_set_string(parser, text.ptr, text.len) != 0)
		done = true;
	while (!done && (event = fy_parser_parse(parser)) != NULL) {
		good = take_event(&walk, event, file, problems);
		done = !good || event->type == FYET_DOCUMENT_END || event->type == FYET_STREAM_END;
		fy_parser_event_free(parser, event);
	}
	fy_parser_destroy(parser);
	fy_diag_destroy(settings.diag);
	return good;
}
