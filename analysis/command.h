/* SPDX-License-Identifier: EUPL-1.2
 *
 * The subcommands of `analysis`. One is a file analysis/cmd_NAME.c with `int cmd_NAME(int argc, char **argv)` and
 * one line in commands.def: its name and what it does in a few words. argv[0] is the name; the result
 * is one of the exit codes.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include "error.h"

enum { EXIT_GOOD = 0, EXIT_ERROR = 1, EXIT_USAGE = 2 };

#define COMMAND(name, summary) int cmd_##name(int argc, char **argv);
#include "commands.def"
#undef COMMAND

/* Says on stderr what went wrong ("analysis NAME: …"); returns EXIT_ERROR. */
int command_fail(const char *name, const struct error *err);

#endif
