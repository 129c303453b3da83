/* SPDX-License-Identifier: EUPL-1.2
 *
 * The subcommands of `survey` that read and write the files of other programs. They are a program of their own, survey-exchange, which
 * `survey` starts: so the server is linked with none of the libraries that read what others made.
 */
#ifndef EXCHANGE_COMMANDS_H
#define EXCHANGE_COMMANDS_H

#include "command.h"

#define COMMAND(name, summary) int exchange_##name(int argc, char **argv);
#include "commands.def"
#undef COMMAND

#endif
