/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey audit`: is this installation as safe as it was meant to be, and what does it keep?
 */
#include "commands.h"

#include <stdarg.h>
#include <stdio.h>

#include "audit.h"
#include "data.h"
#include "locale_catalogue.h"
#include "options.h"
#include "stored.h"

static const char about[] =
    "Checks this installation and prints a line for everything it looked at: what the store has,\n"
    "who may read its files, where the machine might write what is in memory and, when they are\n"
    "named, the running server and the web server before it. Then it says in plain words what is\n"
    "kept, from the same list as the public page. \"WRONG\" breaks a promise, \"look\" is for a person\n"
    "to judge. Ends with exit code 1 when something is wrong. Run it as the server's user or root.";

void
audit_line(struct audit *audit, enum audit_verdict verdict, const char *format, ...)
{
	static const char *const words[] = { "good", "look", "WRONG" };
	va_list args;

	audit->wrong += verdict == AUDIT_WRONG;
	audit->look += verdict == AUDIT_LOOK;
	printf("%-6s", words[verdict]);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

/* ---- the store ------------------------------------------------------------------------------------------- */

struct columns {
	struct audit *audit;
	size_t known;
};

static void
check_column(void *context, const char *table, const char *column)
{
	struct columns *columns = context;

	if (stored_find(table, column) != NULL)
		columns->known++;
	else
		audit_line(columns->audit, AUDIT_WRONG,
		           "the store has \"%s\" in \"%s\", which may not be there", column, table);
}

static void
check_setting(void *context, const char *name, const char *value, bool good)
{
	struct columns *columns = context;

	audit_line(columns->audit, good ? AUDIT_GOOD : AUDIT_WRONG, "store: %s: %s", name, value);
}

bool
audit_store(struct audit *audit, struct store *store, struct error *err)
{
	struct columns columns = { audit, 0 };
	const struct store_inspection inspection = { check_column, check_setting, &columns };
	bool good = store_inspect(store, &inspection, err);

	if (good && columns.known == stored_column_count)
		audit_line(audit, AUDIT_GOOD, "store: has the %zu columns that it may have", columns.known);
	else if (good)
		audit_line(audit, AUDIT_LOOK,
		           "store: lacks %zu columns; start the server once with this version",
		           stored_column_count - columns.known);
	return good;
}

/* ---- the command ----------------------------------------------------------------------------------------- */

static void
tell_what_is_kept(const struct catalogue *catalogue)
{
	printf("\n%.*s:\n", VIEW_ARGS(catalogue_message(catalogue, "privacy_title")));
	for (int kind = 0; kind < STORED_KIND_COUNT; kind++) {
		const char *between = " (";

		printf("- %.*s",
		       VIEW_ARGS(catalogue_message(catalogue, stored_message((enum stored_kind)kind))));
		for (size_t i = 0; i < stored_column_count; i++)
			if ((int)stored_columns[i].kind == kind) {
				printf("%s%s.%s", between, stored_columns[i].table, stored_columns[i].column);
				between = ", ";
			}
		printf(")\n");
	}
}

int
cmd_audit(int argc, char **argv)
{
	struct data_place place = DATA_PLACE_DEFAULT;
	const char *nginx = NULL, *language = "en";
	unsigned long pid = 0;
	const struct option_line lines[] = {
		DATA_OPTIONS(&place),
		{ .name = "pid",
		  .argument = "NUMBER",
		  .number = &pid,
		  .least = 1,
		  .most = 4194304,
		  .help = "The process id of the running server." },
		{ .name = "nginx",
		  .argument = "FILE",
		  .text = &nginx,
		  .help = "The configuration of the nginx before it." },
		{ .name = "language",
		  .argument = "CODE",
		  .text = &language,
		  .help = "In which to say what is kept; default: en." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	const struct catalogue *catalogue;
	struct audit audit = { 0, 0 };
	struct store *store = NULL;
	struct error err = ERROR_INIT;
	size_t argument_count;
	char **arguments;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);
	int code = EXIT_ERROR;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	catalogue = catalogue_find(view_of(language));
	if (catalogue == NULL) {
		fail(&err, ERROR_INVALID, "this program does not speak \"%s\"", language);
		command_fail(argv[0], &err);
	} else if (!data_open(&place, STORE_MAINTAIN, &store, &err) || !audit_store(&audit, store, &err)) {
		command_fail(argv[0], &err);
	} else {
		/* Closed first: an open store has files and times that are this command's own. */
		store_close(store);
		store = NULL;
		audit_files(&audit, place.directory);
		audit_machine(&audit);
		if (pid != 0)
			audit_process(&audit, pid);
		else
			audit_line(&audit, AUDIT_LOOK,
			           "the running server was not looked at: name it with --pid");
		if (nginx != NULL)
			audit_proxy(&audit, nginx);
		else
			audit_line(&audit, AUDIT_LOOK,
			           "the web server before it was not looked at: name its configuration with "
			           "--nginx");
		tell_what_is_kept(catalogue);
		printf("\n%u wrong, %u to look at\n", audit.wrong, audit.look);
		code = audit.wrong > 0 ? EXIT_ERROR : EXIT_GOOD;
	}
	store_close(store);
	return code;
}
