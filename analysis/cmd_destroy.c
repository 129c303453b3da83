/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis destroy`: destroys a key file, and a study if asked, and records that.
 */
#include "commands.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "destruction.h"
#include "options.h"

static const char about[] =
    "Destroys a key file: overwrites it, removes it, and writes KEY.destroyed.json, a record\n"
    "of what was destroyed, on which day and how. From then on nobody can open what was sealed to\n"
    "this key, unless there is a copy. It needs no passphrase, and cannot be undone.\n\n"
    "Of two persons' keys it is enough to destroy one.";

/* All that the command was asked for. */
struct asked {
	const char *name; /* of the command */
	const char *key, *study, *yes, *role;
};

enum { HEADER_LIMIT = 4096 };

/* Whether a file begins as a study does (study.h), so that no other file is destroyed by mistake. */
static bool
check_study(const char *path, struct error *err)
{
	char header[HEADER_LIMIT];
	const char *end, *format;
	json_t *json = NULL;
	FILE *file = fopen(path, "re");
	size_t got;
	bool good = false;

	if (file == NULL)
		return fail_errno(err, "cannot read the study %s", path);
	got = fread(header, 1, sizeof(header), file);
	end = memchr(header, '\n', got);
	if (end != NULL)
		json = json_loadb(header, (size_t)(end - header), 0, NULL);
	format = json_string_value(json_object_get(json, "format"));
	good = (format != NULL && strcmp(format, "survey study") == 0) ||
	       fail(err, ERROR_INVALID, "%s is not a study; nothing was destroyed", path);
	json_decref(json);
	fclose(file);
	return good;
}

/* Asks on the terminal for the key's id, which is no secret. */
static bool
ask(const struct asked *asked, const char *id, struct error *err)
{
	int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	FILE *stream = terminal < 0 ? NULL : fdopen(terminal, "r+");
	char *line = NULL;
	size_t room = 0;
	ssize_t length;
	bool good = false;

	if (stream == NULL) {
		if (terminal >= 0)
			close(terminal);
		return fail(err, ERROR_ABSENT, "there is no terminal to confirm on; use --yes %s", id);
	}
	dprintf(terminal,
	        "This destroys %s%s%s for ever. What was sealed to this key and not imported yet is lost.\n"
	        "Type the key's id (%s) to do that: ",
	        asked->key, asked->study == NULL ? "" : " and ", asked->study == NULL ? "" : asked->study,
	        id);
	length = getline(&line, &room, stream);
	good = (length > 0 && view_is(view_trim((struct view){ line, (size_t)length }), id)) ||
	       fail(err, ERROR_INVALID, "that is not the key's id; nothing was destroyed");
	free(line);
	fclose(stream);
	return good;
}

static bool
confirm(const struct asked *asked, const char *id, struct error *err)
{
	if (asked->yes == NULL)
		return ask(asked, id, err);
	return strcmp(asked->yes, id) == 0 ||
	       fail(err, ERROR_INVALID, "the id of %s is %s, not what --yes says; nothing was destroyed",
	            asked->key, id);
}

/* Adds a file, which must be one that can be destroyed, so that what cannot be is said before anything is done. */
static bool
add_file(struct destruction_record *record, const char *path, const char *what, struct error *err)
{
	struct destruction_file *file = &record->files[record->file_count++];

	*file = (struct destruction_file){ .path = path, .what = what };
	return destruction_check(file, err);
}

static bool
gather(const struct asked *asked, struct destruction_record *record, struct error *err)
{
	return secret_key_look(&record->key, asked->key, err) &&
	       add_file(record, asked->key, "key file", err) &&
	       (asked->study == NULL ||
	        (check_study(asked->study, err) && add_file(record, asked->study, "study", err)));
}

static void
print_done(const struct destruction_record *record, const char *id, const char *path)
{
	for (size_t i = 0; i < record->file_count; i++) {
		const struct destruction_file *file = &record->files[i];

		printf("%s: overwritten and removed\n", file->path);
		if (file->other_names > 0)
			printf("%s: the same file had %zu other name%s: overwritten too, and still to be "
			       "removed\n",
			       file->path, file->other_names, file->other_names == 1 ? "" : "s");
	}
	printf("%s: the record; file it\n\n"
	       "What was sealed to key %s can be opened with a copy of its key file only. This command\n"
	       "cannot reach:\n",
	       path, id);
	for (size_t i = 0; destruction_not_covered[i] != NULL; i++)
		printf("- %s\n", destruction_not_covered[i]);
}

static bool
destroy(const struct asked *asked, struct error *err)
{
	struct destruction_record record = { .day = date_today(), .by = asked->role };
	char path[PATH_MAX], id[KEY_ID_TEXT];

	if (!destruction_path(asked->key, path, err) || !gather(asked, &record, err))
		return false;
	key_id_text(record.key.public.id, id);
	if (access(path, F_OK) == 0)
		return fail(err, ERROR_INVALID, "%s exists already: move that record away first", path);
	if (!confirm(asked, id, err) || !destruction_write(&record, path, err))
		return false;
	for (size_t i = 0; i < record.file_count; i++)
		if (!destruction_erase(&record.files[i], err))
			return false;
	record.done = true;
	if (!destruction_write(&record, path, err))
		return false;
	print_done(&record, id, path);
	return true;
}

int
cmd_destroy(int argc, char **argv)
{
	struct asked asked = { .name = argv[0] };
	const struct option_line lines[] = {
		{ .name = "key",
		  .argument = "FILE",
		  .text = &asked.key,
		  .needed = true,
		  .help = "The key file, of a team or of a second person." },
		{ .name = "study",
		  .argument = "FILE",
		  .text = &asked.study,
		  .help = "Destroys this study too: the answers that were opened." },
		{ .name = "role",
		  .argument = "TEXT",
		  .text = &asked.role,
		  .help = "Who does this, for the record: a role such as \"researcher\", not a name." },
		{ .name = "yes",
		  .argument = "ID",
		  .text = &asked.yes,
		  .help = "The key's id, for scripts; otherwise it is to be typed on the terminal." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	char **arguments;
	size_t argument_count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (destroy(&asked, &err))
		return EXIT_GOOD;
	return command_fail(asked.name, &err);
}
