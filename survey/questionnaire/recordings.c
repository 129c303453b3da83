/* SPDX-License-Identifier: EUPL-1.2
 *
 * Recordings that a questionnaire names: recordings.h.
 */
#include "recordings.h"

#include <string.h>

#include "loader.h"

static const struct {
	const char *ending, *type;
} types[] = {
	{ ".mp3", "audio/mpeg" }, { ".m4a", "audio/mp4" }, { ".ogg", "audio/ogg" },
	{ ".opus", "audio/ogg" }, { ".wav", "audio/wav" }, { ".webm", "audio/webm" },
};

const char *
recording_type(struct view name)
{
	const char *found = NULL;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		size_t length = strlen(types[i].ending);

		if (name.len > length && memcmp(name.ptr + name.len - length, types[i].ending, length) == 0)
			found = types[i].type;
	}
	return found;
}

/* A plain file name that needs no encoding in an address, and leads nowhere else. */
static bool
name_is_good(struct view name)
{
	enum { NAME_MAX_LENGTH = 80 };
	bool good = name.len <= NAME_MAX_LENGTH && recording_type(name) != NULL && name.ptr[0] != '.';

	for (size_t i = 0; good && i < name.len; i++)
		good = (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') ||
		       (name.ptr[i] >= '0' && name.ptr[i] <= '9') || name.ptr[i] == '-' ||
		       name.ptr[i] == '_' || name.ptr[i] == '.';
	return good;
}

void
recordings_load(struct definition *definition, struct text *audio)
{
	const struct questionnaire *q = definition->loader->questionnaire;
	struct fy_node *node = definition_node(definition, "audio");
	struct definition languages;

	if (node == NULL)
		return;
	if (!fy_node_is_mapping(node)) {
		definition_problem(definition, "audio", SEVERITY_ERROR,
		                   "`audio:` must name a recording per language, such as {nl: start-nl.mp3}");
		return;
	}
	if (!definition_open(&languages, definition->loader, definition->file, node, "`audio:`"))
		return;
	/* Not every language needs one: where there is none, the browser's own voice reads. */
	for (size_t l = 0; l < q->language_count; l++) {
		struct view name;

		if (!definition_word(&languages, q->languages[l].ptr, false, &name))
			continue;
		if (name_is_good(name))
			audio->in[l] = name;
		else
			definition_problem(
			    &languages, q->languages[l].ptr, SEVERITY_ERROR,
			    "\"%.*s\" is not the name of a recording: lower-case letters, digits, hyphens "
			    "and underscores, and .mp3, .m4a, .ogg, .opus, .wav or .webm",
			    VIEW_ARGS(name));
	}
	definition_finish(&languages, "`audio:`");
}

bool
recording_read(const char *path, struct view name, struct buf *sound, struct error *err)
{
	const char *slash = strrchr(path, '/');
	struct buf file = BUF_INIT;
	bool good;

	if (slash != NULL)
		buf_add(&file, path, (size_t)(slash - path) + 1);
	buf_printf(&file, "recordings/%.*s", VIEW_ARGS(name));
	good = buf_read_file(sound, file.data, RECORDING_MAX, err);
	buf_release(&file);
	return good;
}

bool
recordings_each(const struct questionnaire *questionnaire,
                bool (*each)(void *context, struct view name, unsigned line, unsigned column), void *context)
{
	bool good = true;

	for (size_t l = 0; l < questionnaire->language_count; l++) {
		if (questionnaire->audio.in[l].len > 0)
			good = each(context, questionnaire->audio.in[l], 1, 1) && good;
		for (size_t i = 0; i < questionnaire->entry_count; i++) {
			const struct group *group = questionnaire->entries[i].group;
			const struct question *questions =
			    group != NULL ? group->questions : questionnaire->entries[i].question;

			for (size_t j = 0; j < (group != NULL ? group->question_count : 1); j++)
				if (questions[j].audio.in[l].len > 0)
					good = each(context, questions[j].audio.in[l], questions[j].line,
					            questions[j].column) &&
					       good;
		}
	}
	return good;
}

struct checker {
	const char *path;
	struct problems *problems;
};

static bool
check_one(void *context, struct view name, unsigned line, unsigned column)
{
	const struct checker *checker = context;
	struct buf sound = BUF_INIT;
	struct error err = ERROR_INIT;
	bool good = recording_read(checker->path, name, &sound, &err);

	if (!good)
		problems_add(checker->problems, SEVERITY_ERROR, checker->path, line, column, "recording: %s",
		             err.text);
	buf_release(&sound);
	return good;
}

bool
recordings_check(const struct questionnaire *questionnaire, const char *path, struct problems *problems)
{
	struct checker checker = { path, problems };

	return recordings_each(questionnaire, check_one, &checker);
}
