/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey-exchange`: `survey import` and `survey export`. This file is only the table of its subcommands.
 */
#include "commands.h"

#include <stddef.h>

static const struct command commands[] = {
#define COMMAND(name, summary) { #name, summary, exchange_##name },
#include "commands.def"
#undef COMMAND
	{ NULL, NULL, NULL },
};

int
main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
