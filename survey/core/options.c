/* SPDX-License-Identifier: EUPL-1.2
 *
 * Options from a table, over getopt_long: include/options.h. (getopt.h and questionnaire.h both have a
 * `struct option`, so this file stays away from the questionnaires.)
 */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_MOST = 32, HELP_CODE = 1, FIRST_CODE = 256 };

static void
print_help(const struct command_line *line, const char *name)
{
	printf("Usage: %s %s", program_invocation_short_name, name);
	for (size_t i = 0; i < line->option_count; i++) {
		const struct option_line *option = &line->options[i];

		if (option->needed)
			printf(" --%s %s", option->name, option->argument);
	}
	printf(" [options]%s%s\n\n%s\n\nOptions:\n", line->arguments != NULL ? " " : "",
	       line->arguments != NULL ? line->arguments : "", line->about);
	for (size_t i = 0; i < line->option_count; i++) {
		const struct option_line *option = &line->options[i];
		const char *help = option->help, *end;

		printf("  --%s%s%s\n", option->name, option->argument != NULL ? " " : "",
		       option->argument != NULL ? option->argument : "");
		for (; (end = strchr(help, '\n')) != NULL; help = end + 1)
			printf("        %.*s\n", (int)(end - help), help);
		printf("        %s\n", help);
	}
	printf("  --help\n        This text.\n");
}

static enum options_outcome
wrong(const char *name)
{
	fprintf(stderr, "Try: %s help %s\n", program_invocation_short_name, name);
	return OPTIONS_WRONG;
}

static bool
read_number(const struct option_line *option, const char *text)
{
	char *end;
	unsigned long number;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || number < option->least ||
	    number > option->most)
		return false;
	*option->number = number;
	return true;
}

static bool
take(const struct option_line *option, const char *name, const char *value)
{
	if (option->flag != NULL)
		*option->flag = true;
	else if (option->text != NULL)
		*option->text = value;
	else if (!read_number(option, value)) {
		fprintf(stderr, "%s %s: --%s takes a number from %lu to %lu\n", program_invocation_short_name,
		        name, option->name, option->least, option->most);
		return false;
	}
	return true;
}

static enum options_outcome
check_complete(const struct command_line *line, const char *name, const bool *given, size_t arguments)
{
	for (size_t i = 0; i < line->option_count; i++)
		if (line->options[i].needed && !given[i]) {
			fprintf(stderr, "%s %s: --%s %s is needed\n", program_invocation_short_name, name,
			        line->options[i].name, line->options[i].argument);
			return wrong(name);
		}
	if (arguments < line->least || arguments > line->most) {
		if (line->arguments == NULL)
			fprintf(stderr, "%s %s: it takes options only\n", program_invocation_short_name,
			        name);
		else
			fprintf(stderr, "%s %s: too %s arguments: %s\n", program_invocation_short_name, name,
			        arguments < line->least ? "few" : "many", line->arguments);
		return wrong(name);
	}
	return OPTIONS_GOOD;
}

enum options_outcome
options_read(const struct command_line *line, int argc, char **argv, char ***arguments,
             size_t *argument_count)
{
	struct option table[OPTIONS_MOST + 2] = { { .name = "help", .val = HELP_CODE } };
	char called[64], *own_name = argv[0];
	bool given[OPTIONS_MOST] = { false };
	enum options_outcome outcome = OPTIONS_GOOD;
	int code;

	if (line->option_count > OPTIONS_MOST)
		abort(); /* a table that is too long is a mistake of ours */
	for (size_t i = 0; i < line->option_count; i++)
		table[i + 1] = (struct option){ .name = line->options[i].name,
			                        .has_arg = line->options[i].flag == NULL,
			                        .val = FIRST_CODE + (int)i };
	snprintf(called, sizeof(called), "%s %s", program_invocation_short_name, argv[0]);
	argv[0] = called; /* what getopt puts before its messages */
	optind = 0;       /* GNU: start afresh */
	while (outcome == OPTIONS_GOOD && (code = getopt_long(argc, argv, "", table, NULL)) != -1) {
		if (code == HELP_CODE) {
			print_help(line, own_name);
			outcome = OPTIONS_HELP;
		} else if (code < FIRST_CODE || !take(&line->options[code - FIRST_CODE], own_name, optarg)) {
			outcome = wrong(own_name);
		} else {
			given[code - FIRST_CODE] = true;
		}
	}
	argv[0] = own_name;
	*arguments = argv + optind;
	*argument_count = (size_t)(argc - optind);
	return outcome == OPTIONS_GOOD ? check_complete(line, own_name, given, *argument_count) : outcome;
}
