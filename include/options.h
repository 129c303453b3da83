/* SPDX-License-Identifier: EUPL-1.2
 *
 * A subcommand's options as one table, from which both reading them and the help text come.
 *
 *	const char *output = NULL;
 *	bool demo = false;
 *	const struct option_line lines[] = {
 *		{ .name = "output", .argument = "NAME", .text = &output, .needed = true, .help = "…" },
 *		{ .name = "demo", .flag = &demo, .help = "…" },
 *	};
 *	const struct command_line line = { .about = "…", .options = lines, .option_count = 2 };
 *
 * --help is understood always. These functions print, as a command's own code may.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* Exactly one target (text, number, flag) is set. A target that is not mentioned keeps its value. */
struct option_line {
	const char *name;     /* without the dashes */
	const char *argument; /* its name in the help text; NULL for a flag */
	const char *help;     /* one sentence; line feeds start further lines */
	const char **text;
	unsigned long *number;
	unsigned long least, most; /* of a number */
	bool *flag;
	bool needed;
};

struct command_line {
	const char *about; /* what the command does: some sentences, lines of at most 80 characters */
	const char
	    *arguments; /* what stands behind the options, for the help text: "STORE…"; NULL: nothing may */
	size_t least, most; /* number of such arguments */
	const struct option_line *options;
	size_t option_count;
};

enum options_outcome {
	OPTIONS_GOOD,
	OPTIONS_HELP,  /* help was asked for and printed: the command ends with EXIT_GOOD */
	OPTIONS_WRONG, /* said on stderr what is wrong: the command ends with EXIT_USAGE */
};

/* argv[0] is the command's name. `arguments` points into argv, which getopt reorders. */
enum options_outcome options_read(const struct command_line *line, int argc, char **argv, char ***arguments,
                                  size_t *argument_count);

#endif
