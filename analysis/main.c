/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis`: what the programme team does with the answers, on its own computer. This file only finds the
 * subcommand; see commands.def.
 */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "seal.h"

struct command {
	const char *name, *summary;
	int (*run)(int argc, char **argv);
};

static const struct command commands[] = {
#define COMMAND(name, summary) { #name, summary, cmd_##name },
#include "commands.def"
#undef COMMAND
};

enum { COMMAND_COUNT = sizeof(commands) / sizeof(commands[0]), NAME_MOST = 32 };

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void
list_commands(FILE *out)
{
	fprintf(out, "Usage: analysis COMMAND [options]\n\nCommands:\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-12s %s\n", commands[i].name, commands[i].summary);
	fprintf(out, "\n\"analysis help COMMAND\" lists the options of a command.\n");
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
unknown_command(const char *name)
{
	size_t best = COMMAND_COUNT, best_distance = 3; /* further away is another word */

	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		size_t far = distance(name, commands[i].name);

		if (far < best_distance) {
			best_distance = far;
			best = i;
		}
	}
	fprintf(stderr, "analysis: there is no command \"%s\"", name);
	if (best < COMMAND_COUNT)
		fprintf(stderr, "; did you mean \"%s\"?\n", commands[best].name);
	else
		fprintf(stderr, "; \"analysis help\" lists them\n");
	return EXIT_USAGE;
}

static int
help(int argc, char **argv)
{
	const struct command *command = argc > 1 ? find_command(argv[1]) : NULL;
	char option[] = "--help", *asked[] = { NULL, option, NULL };

	if (argc > 1 && command == NULL)
		return unknown_command(argv[1]);
	if (command != NULL) {
		asked[0] = argv[1];
		return command->run(2, asked);
	}
	list_commands(stdout);
	return EXIT_GOOD;
}

static int
run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return help(argc - 1, argv + 1);
	if (strcmp(argv[1], "--version") == 0) {
		printf("analysis %s\n", SURVEY_VERSION);
		return EXIT_GOOD;
	}
	command = find_command(argv[1]);
	return command == NULL ? unknown_command(argv[1]) : command->run(argc - 1, argv + 1);
}

int
main(int argc, char **argv)
{
	const struct rlimit no_core = { 0, 0 };
	struct error err = ERROR_INIT;
	int code;

	setrlimit(RLIMIT_CORE, &no_core); /* opened answers must not end up in a file after a crash */
	if (!seal_init(&err)) {
		fprintf(stderr, "analysis: %s\n", err.text);
		return EXIT_ERROR;
	}
	code = run(argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "analysis: cannot write the output: %s\n", strerror(errno));
		return EXIT_ERROR;
	}
	return code;
}
