/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey check`: every problem of every questionnaire, where it stands.
 */
#include "commands.h"

#include <stdint.h>
#include <stdio.h>

#include "options.h"
#include "questionnaire.h"
#include "readability.h"

static const char about[] =
    "Reads questionnaires and prints everything that is wrong with them, one line each, as\n"
    "FILE:LINE:COLUMN: error: … (or warning: …). Ends with exit code 1 when there is an error.\n"
    "Warns when the Dutch is not easy to read (Flesch-Douma under 70).\n"
    "The format is described in survey-questionnaire(5).";

int
cmd_check(int argc, char **argv)
{
	const struct command_line line = {
		.about = about, .arguments = "FILE…", .least = 1, .most = SIZE_MAX
	};
	struct problems problems = PROBLEMS_INIT;
	char **files;
	size_t count;
	enum options_outcome outcome = options_read(&line, argc, argv, &files, &count);
	int code;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	for (size_t i = 0; i < count; i++) {
		struct questionnaire *questionnaire = questionnaire_load(files[i], date_today(), &problems);

		if (questionnaire != NULL)
			readability_check(questionnaire, files[i], &problems);
		questionnaire_free(questionnaire);
	}
	problems_sort(&problems);
	problems_print(&problems, stdout);
	code = problems.errors > 0 ? EXIT_ERROR : EXIT_GOOD;
	if (problems.count == 0)
		printf("%zu questionnaire%s, no problems\n", count, count == 1 ? "" : "s");
	problems_release(&problems);
	return code;
}
