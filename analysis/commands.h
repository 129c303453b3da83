/* SPDX-License-Identifier: EUPL-1.2
 *
 * The subcommands of `analysis`: one file cmd_NAME.c and one line in commands.def each.
 */
#ifndef ANALYSIS_COMMANDS_H
#define ANALYSIS_COMMANDS_H

#include "command.h"

#define COMMAND(name, summary) int cmd_##name(int argc, char **argv);
#include "commands.def"
#undef COMMAND

#endif
