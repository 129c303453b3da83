/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey import`: a questionnaire out of another program's form, and a list of what it could not carry over.
 */
#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "confined.h"
#include "form.h"
#include "locale_catalogue.h"
#include "options.h"

static const char about[] =
    "Makes a questionnaire of a form of another program: XLSForm (.xlsx, or .csv with the name of the\n"
    "sheet in its first column) and LimeSurvey (.lss, or .tsv and .txt with tabs). Says on stderr, line\n"
    "by line, what could not be carried over and why. What comes out passes `survey check`; read it\n"
    "before you use it. The file is read by a process that can reach nothing else.";

struct work {
	struct view bytes;
	const char *file;
	struct form_wishes wishes;
	struct date today; /* the clock's rules are in a file */
};

static bool
read_form(void *context, struct buf *result, FILE *list)
{
	const struct work *work = context;
	struct problems problems = PROBLEMS_INIT;
	bool good = form_read(work->bytes, work->file, &work->wishes, work->today, result, &problems);

	problems_print(&problems, list);
	problems_release(&problems);
	return good;
}

static bool
import(const char *file, const struct form_wishes *wishes, const char *output, struct error *err)
{
	struct buf bytes = BUF_INIT, yaml = BUF_INIT, said = BUF_INIT;
	struct work work = { .file = file, .wishes = *wishes, .today = date_today() };
	bool good = buf_read_file(&bytes, file, FORM_FILE_MAX, err);

	work.bytes = buf_view(&bytes);
	good = good && confined_run(read_form, &work, &yaml, &said, err);
	if (said.len > 0 && err->code == ERROR_NONE)
		fwrite(said.data, 1, said.len, stderr);
	if (good && output != NULL)
		good = file_write(output, buf_view(&yaml), 0644, false, err);
	else if (good)
		fwrite(yaml.data, 1, yaml.len, stdout);
	buf_release(&bytes);
	buf_release(&yaml);
	buf_release(&said);
	return good;
}

int
exchange_import(int argc, char **argv)
{
	struct form_wishes wishes = { NULL, NULL, NULL };
	const char *output = NULL;
	const struct option_line lines[] = {
		{ .name = "output",
		  .argument = "FILE",
		  .text = &output,
		  .help = "Where the questionnaire is written; a file that is there is left alone. Without "
		          "this it\n"
		          "is printed." },
		{ .name = "audience",
		  .argument = "ID",
		  .text = &wishes.audience,
		  .help = "Whose answers these are (`audience:`), which no form says." },
		{ .name = "id",
		  .argument = "ID",
		  .text = &wishes.id,
		  .help = "The questionnaire's id, instead of the form's." },
		{ .name = "language",
		  .argument = "CODE",
		  .text = &wishes.language,
		  .help =
		      "The language of texts for which an XLSForm names none, and the place of those in a\n"
		      "language that this program does not speak (else an XLSForm's default_language, or "
		      "the\n"
		      "first that it names, or nl)." },
	};
	const struct command_line line = { .about = about,
		                           .arguments = "FILE",
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
	if (wishes.language != NULL && catalogue_find(view_of(wishes.language)) == NULL)
		fail(&err, ERROR_INVALID, "this program does not speak \"%.20s\"", wishes.language);
	if (err.code == ERROR_NONE && import(files[0], &wishes, output, &err))
		return EXIT_GOOD;
	return err.code == ERROR_NONE ? EXIT_ERROR : command_fail(argv[0], &err);
}
