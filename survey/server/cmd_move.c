/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey move`: from one machine to many, or back.
 */
#include "commands.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "data.h"
#include "options.h"

static const char about[] =
    "Copies everything that a store holds to another one: questionnaires, batches, tickets and what\n"
    "is pooled. Stop the servers first. Afterwards it counts both and compares a digest of all of it;\n"
    "only then it says that they are the same. When it is interrupted, start it again: it goes on\n"
    "where it was. The store it came from is left as it is: remove it when the new one serves, for\n"
    "who has both can see what came in between.";

/* A directory or the address of a database. */
static struct data_place
place_of(const char *name)
{
	bool database = view_starts(view_of(name), "postgresql://");

	return (struct data_place){ .directory = database ? DATA_DIRECTORY_DEFAULT : name,
		                    .store = database ? name : NULL };
}

static void
print_content(const char *what, const struct store_content *content)
{
	char digest[2 * STORE_DIGEST_BYTES + 1];

	sodium_bin2hex(digest, sizeof(digest), content->digest, sizeof(content->digest));
	printf("%-5s %zu questionnaire definitions, %zu batches with %zu responses, %zu tickets, %zu pools "
	       "of %zu slots\n"
	       "      digest %s\n",
	       what, content->definitions, content->batches, content->released, content->tickets,
	       content->pools, content->slots, digest);
}

static bool
move(struct store *from, struct store *to, struct error *err)
{
	struct store_content before, after;

	if (!store_move(from, to, err) || !store_content(from, &before, err) ||
	    !store_content(to, &after, err))
		return false;
	print_content("from:", &before);
	print_content("to:", &after);
	if (memcmp(before.digest, after.digest, STORE_DIGEST_BYTES) != 0)
		return fail(err, ERROR_INVALID,
		            "they are not the same: the new store had something else in it, or somebody "
		            "wrote to one of "
		            "them meanwhile. Stop the servers, make an empty store, and move again");
	printf("the same\n");
	return true;
}

int
cmd_move(int argc, char **argv)
{
	const char *from_name = NULL, *to_name = NULL;
	const struct option_line lines[] = {
		{ .name = "from",
		  .argument = "STORE",
		  .text = &from_name,
		  .needed = true,
		  .help = "A data directory, or postgresql://USER@HOST/DATABASE." },
		{ .name = "to",
		  .argument = "STORE",
		  .text = &to_name,
		  .needed = true,
		  .help = "The same; made where there is none." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct store *from = NULL, *to = NULL;
	struct data_place from_place, to_place;
	struct error err = ERROR_INIT;
	size_t argument_count;
	char **arguments;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);
	int code = EXIT_GOOD;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	from_place = place_of(from_name);
	to_place = place_of(to_name);
	if (!data_open(&from_place, STORE_MAINTAIN, &from, &err) ||
	    !data_open(&to_place, STORE_SERVE, &to, &err) || !move(from, to, &err))
		code = command_fail(argv[0], &err);
	store_close(to);
	store_close(from);
	return code;
}
