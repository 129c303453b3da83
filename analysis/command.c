/* SPDX-License-Identifier: EUPL-1.2
 *
 * What all subcommands share: analysis/command.h.
 */
#include "command.h"

#include <stdio.h>

int
command_fail(const char *name, const struct error *err)
{
	fprintf(stderr, "analysis %s: %s\n", name, err->text);
	return EXIT_ERROR;
}
