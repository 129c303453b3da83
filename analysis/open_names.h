/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is known of names and places, for every command that looks for likely names in texts: the option --gazetteer, and loading
 * the file that it names.
 */
#ifndef OPEN_NAMES_H
#define OPEN_NAMES_H

#include "analysis/text/names.h"
#include "options.h"

/* The option, whose value goes to *gazetteer: NULL when it was not given. */
struct option_line open_names_option(const char **gazetteer);

/* Loads `gazetteer`, or (NULL) the one that comes with the programs. Where that one is not there *names stays as it was and the
 * person is told on stderr, with the command's name: fewer marks are no fewer names. Owned by the caller: names_free(). */
bool open_names(const char *command, const char *gazetteer, struct names **names,
                struct error *err) MUST_CHECK;

#endif
