/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey init`: makes a store before the first server needs it, and says what is wrong with where it is.
 */
#include "commands.h"

#include <stdio.h>

#include "data.h"
#include "options.h"

static const char about[] =
    "Makes the tables of a store, where there are none yet. `survey serve` would do that too; with\n"
    "this one the place is tried before anybody is invited. For PostgreSQL: the database exists and\n"
    "belongs to the user that is named, so `createuser survey; createdb --owner survey survey`.\n"
    "Then let `survey audit --store` look at how that server is set up.";

int
cmd_init(int argc, char **argv)
{
	struct data_place place = DATA_PLACE_DEFAULT;
	const struct option_line lines[] = { DATA_OPTIONS(&place) };
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct store *store = NULL;
	struct error err = ERROR_INIT;
	size_t argument_count;
	char **arguments;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);
	int code = EXIT_GOOD;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (data_open(&place, STORE_SERVE, &store, &err) && store_holds_only_what_is_told(store, &err))
		printf("the store is there\n");
	else
		code = command_fail(argv[0], &err);
	store_close(store);
	return code;
}
