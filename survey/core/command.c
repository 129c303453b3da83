/* SPDX-License-Identifier: EUPL-1.2
 *
 * Finding and running a subcommand: include/command.h.
 */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <sodium.h>

enum { NAME_MOST = 32 };

static const struct command *
find_command(const struct command *commands, const char *name)
{
	while (commands->name != NULL && strcmp(commands->name, name) != 0)
		commands++;
	return commands->name == NULL ? NULL : commands;
}

static void
list_commands(const struct command *commands)
{
	printf("Usage: %s COMMAND [options]\n\nCommands:\n", program_invocation_short_name);
	for (; commands->name != NULL; commands++)
		printf("  %-12s %s\n", commands->name, commands->summary);
	printf("\n\"%s help COMMAND\" lists the options of a command.\n", program_invocation_short_name);
}

static size_t
least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters must be added, removed or replaced to make one word of the other (Levenshtein). */
static size_t
distance(const char *a, const char *b)
{
	size_t row[NAME_MOST + 1], length = strnlen(b, NAME_MOST);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; a[i] != '\0'; i++) {
		size_t corner = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < length; j++) {
			size_t above = row[j + 1];

			row[j + 1] = least_of(least_of(above, row[j]) + 1, corner + (a[i] != b[j]));
			corner = above;
		}
	}
	return row[length];
}

static int
unknown_command(const struct command *commands, const char *name)
{
	const struct command *best = NULL;
	size_t best_distance = 3; /* further away is another word */

	for (const struct command *command = commands; command->name != NULL; command++) {
		size_t far = distance(name, command->name);

		if (far < best_distance) {
			best_distance = far;
			best = command;
		}
	}
	fprintf(stderr, "%s: there is no command \"%s\"", program_invocation_short_name, name);
	if (best != NULL)
		fprintf(stderr, "; did you mean \"%s\"?\n", best->name);
	else
		fprintf(stderr, "; \"%s help\" lists them\n", program_invocation_short_name);
	return EXIT_USAGE;
}

static int
help(const struct command *commands, int argc, char **argv)
{
	const struct command *command = argc > 1 ? find_command(commands, argv[1]) : NULL;
	char option[] = "--help", *asked[] = { NULL, option, NULL };

	if (argc > 1 && command == NULL)
		return unknown_command(commands, argv[1]);
	if (command != NULL) {
		asked[0] = argv[1];
		return command->run(2, asked);
	}
	list_commands(commands);
	return EXIT_GOOD;
}

static int
run(const struct command *commands, int argc, char **argv)
{
	const struct command *command;

	if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return help(commands, argc - 1, argv + 1);
	if (strcmp(argv[1], "--version") == 0) {
		printf("%s %s\n", program_invocation_short_name, SURVEY_VERSION);
		return EXIT_GOOD;
	}
	command = find_command(commands, argv[1]);
	return command == NULL ? unknown_command(commands, argv[1]) : command->run(argc - 1, argv + 1);
}

int
command_main(const struct command *commands, int argc, char **argv)
{
	const struct rlimit no_core = { 0, 0 };
	int code;

	setrlimit(RLIMIT_CORE, &no_core); /* answers must not end up in a file after a crash */
	if (sodium_init() < 0) {
		fprintf(stderr, "%s: libsodium does not start\n", program_invocation_short_name);
		return EXIT_ERROR;
	}
	code = run(commands, argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "%s: cannot write the output: %s\n", program_invocation_short_name,
		        strerror(errno));
		return EXIT_ERROR;
	}
	return code;
}

int
command_fail(const char *name, const struct error *err)
{
	fprintf(stderr, "%s %s: %s\n", program_invocation_short_name, name, err->text);
	return EXIT_ERROR;
}
