/* SPDX-License-Identifier: EUPL-1.2
 *
 * The subcommands of `survey`: one file cmd_NAME.c and one line in commands.def each.
 */
#ifndef SERVER_COMMANDS_H
#define SERVER_COMMANDS_H

#include "command.h"

#define COMMAND(name, summary) int cmd_##name(int argc, char **argv);
#include "commands.def"
#undef COMMAND

#endif
