/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey release`: pooled responses become batches that the team can import.
 */
#include "commands.h"

#include <stdio.h>

#include "data.h"
#include "options.h"

static const char about[] =
    "Releases what was pooled, sorted and without any order of arrival, so that the team can\n"
    "import it. A running server does this by itself; this command is for when it is not\n"
    "running, or to be sure before an import. Pools with fewer responses than the\n"
    "questionnaire's release_minimum wait, because few responses released together could be\n"
    "linked to the people who were there.";

/* Looks for the questionnaire that was named. */
struct wanted {
	struct view questionnaire;
	bool found;
};

static bool
look(void *context, const struct pool_status *status)
{
	struct wanted *wanted = context;

	wanted->found = wanted->found || view_equal(status->questionnaire, wanted->questionnaire);
	return true;
}

static bool
check_wanted(struct store *store, struct view questionnaire, struct error *err)
{
	struct wanted wanted = { questionnaire, questionnaire.len == 0 };

	if (!store_status(store, look, &wanted, err))
		return false;
	return wanted.found ||
	       fail(err, ERROR_ABSENT, "the store knows no questionnaire \"%.*s\"", VIEW_ARGS(questionnaire));
}

int
cmd_release(int argc, char **argv)
{
	struct data_place place = DATA_PLACE_DEFAULT;
	const char *questionnaire = NULL;
	bool now = false, closing = false;
	const struct option_line lines[] = {
		DATA_OPTIONS(&place),
		{ .name = "questionnaire",
		  .argument = "ID",
		  .text = &questionnaire,
		  .help = "Only of this questionnaire." },
		{ .name = "now",
		  .flag = &now,
		  .help = "Does not wait for the night: releases every pool that has enough." },
		{ .name = "closing",
		  .flag = &closing,
		  .help =
		      "For a questionnaire that is over: releases whatever there is, also when it is few." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct store *store = NULL;
	struct error err = ERROR_INIT;
	size_t released = 0, waiting = 0, argument_count;
	bool due = true;
	char **arguments;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);
	int code = EXIT_ERROR;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (!data_open(&place, STORE_MAINTAIN, &store, &err) ||
	    !check_wanted(store, view_of(questionnaire), &err))
		goto out;
	if (!now && !closing && !store_claim_day(store, view_of(questionnaire), date_today(), &due, &err))
		goto out;
	if (due && !store_release(store, view_of(questionnaire), closing ? RELEASE_CLOSING : RELEASE_DUE,
	                          date_today(), &released, &waiting, &err))
		goto out;
	if (!due)
		printf("today's release was done already; --now does not wait\n");
	else
		printf(
		    "released: %zu\n%s", released,
		    waiting > 0
		        ? "some pools wait until they have enough responses (--closing releases those too)\n"
		        : "");
	code = EXIT_GOOD;
out:
	if (code != EXIT_GOOD)
		command_fail(argv[0], &err);
	store_close(store);
	return code;
}
