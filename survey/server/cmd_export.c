/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey export`: survey/exchange/cmd_export.c, in a program of its own.
 */
#include "commands.h"

#include "exchange.h"

int
cmd_export(int argc, char **argv)
{
	return exchange_start(argc, argv);
}
