/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey status`: how much is stored, never so precisely that one person shows.
 */
#include "commands.h"

#include <stdio.h>

#include "data.h"
#include "options.h"

static const char about[] =
    "Says per questionnaire how many responses were released and how many are pooled. A number\n"
    "of pooled responses under the questionnaire's release_minimum is not shown: who looks\n"
    "often would see people come one by one.";

static bool
print_pool(void *context, const struct pool_status *status)
{
	char id[KEY_ID_TEXT];

	(void)context;
	key_id_text(status->key_id, id);
	printf("%.*s  key %s  released %zu in %zu batch%s  pooled ", VIEW_ARGS(status->questionnaire), id,
	       status->released, status->batches, status->batches == 1 ? "" : "es");
	if (status->pooled >= status->release_minimum)
		printf("%zu of %zu", status->pooled, status->slots);
	else
		printf("fewer than %u of %zu", status->release_minimum, status->slots);
	if (status->tickets > 0)
		printf("  tickets %zu", status->tickets);
	if (status->tickets > 0 && status->pooled >= status->release_minimum)
		printf(" (used %zu)", status->tickets_used);
	printf("\n");
	return true;
}

int
cmd_status(int argc, char **argv)
{
	struct data_place place = DATA_PLACE_DEFAULT;
	const struct option_line lines[] = {
		DATA_OPTIONS(&place),
	};
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
	if (!data_open(&place, STORE_MAINTAIN, &store, &err) || !store_status(store, print_pool, NULL, &err))
		code = command_fail(argv[0], &err);
	store_close(store);
	return code;
}
