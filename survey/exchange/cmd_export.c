/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey export`: a questionnaire as a form for other programs, and a list of what that has no words for.
 */
#include "commands.h"

#include <stdio.h>

#include "options.h"
#include "xlsform.h"

static const char about[] =
    "Makes an XLSForm (.xlsx) of a questionnaire, for KoboToolbox, ODK and others. Says on stderr, line\n"
    "by line, what XLSForm has no words for. `survey import` makes a questionnaire of it again.";

static bool export(const char *file, const char *output, struct error *err)
{
	struct problems problems = PROBLEMS_INIT;
	struct questionnaire *questionnaire = questionnaire_load(file, date_today(), &problems);
	struct buf bytes = BUF_INIT;
	bool good = false;

	if (questionnaire != NULL)
		good = xlsform_write(questionnaire, file, &bytes, &problems, err) &&
		       file_write(output, buf_view(&bytes), 0644, false, err);
	problems_print(&problems, stderr);
	problems_release(&problems);
	questionnaire_free(questionnaire);
	buf_release(&bytes);
	return good;
}

int
exchange_export(int argc, char **argv)
{
	const char *output = "";
	const struct option_line lines[] = {
		{ .name = "output",
		  .argument = "FILE",
		  .text = &output,
		  .needed = true,
		  .help = "Where the form is written; a file that is there is left alone." },
	};
	const struct command_line line = { .about = about,
		                           .arguments = "QUESTIONNAIRE",
		                           .least = 1,
		                           .most = 1,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	char **files;
	size_t count;
	enum options_outcome outcome = options_read(&line, argc, argv, &files, &count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (export(files[0], output, &err))
		return EXIT_GOOD;
	return err.code == ERROR_NONE ? EXIT_ERROR : command_fail(argv[0], &err);
}
