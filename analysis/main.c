/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis`: what the programme team does with the answers, on its own computer. This file is only the table of its
 * subcommands.
 */
#include "commands.h"

#include <stddef.h>

static const struct command commands[] = {
#define COMMAND(name, summary) { #name, summary, cmd_##name },
#include "commands.def"
#undef COMMAND
	{ NULL, NULL, NULL },
};

int
main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
