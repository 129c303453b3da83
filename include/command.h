/* SPDX-License-Identifier: EUPL-1.2
 *
 * A program made of subcommands: `survey` and `analysis` are. Each has a commands.def with one line a command
 * (COMMAND(name, summary)) and a file cmd_NAME.c with `int cmd_NAME(int argc, char **argv)`, whose argv[0] is the
 * command's name and whose result is one of the exit codes.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "error.h"

enum { EXIT_GOOD = 0, EXIT_ERROR = 1, EXIT_USAGE = 2 };

struct command {
	const char *name, *summary;
	int (*run)(int argc, char **argv);
};

/* What main() is: starts libsodium, forbids core images, finds the command (with "help", "--version" and a
 * suggestion for a mistyped one), runs it, and makes sure that its output was written. The table ends with a NULL name. */
int command_main(const struct command *commands, int argc, char **argv);

/* Says on stderr what went wrong ("PROGRAM NAME: …"); returns EXIT_ERROR. */
int command_fail(const char *name, const struct error *err);

#endif
