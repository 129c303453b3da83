/* SPDX-License-Identifier: EUPL-1.2
 *
 * Handing a command over to survey-exchange, the program that reads and writes other programs' files. It stands beside this one.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

/* Runs it in place of this program; returns only, with an exit code, when that cannot be. */
int exchange_start(int argc, char **argv);

#endif
