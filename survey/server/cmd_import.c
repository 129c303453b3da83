/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey import`: survey/exchange/cmd_import.c, in a program of its own.
 */
#include "commands.h"

#include "exchange.h"

int
cmd_import(int argc, char **argv)
{
	return exchange_start(argc, argv);
}
