/* SPDX-License-Identifier: EUPL-1.2
 *
 * `survey publish`: the report, back to the people who answered.
 */
#include "commands.h"

#include <stdio.h>

#include "data.h"
#include "findings.h"
#include "options.h"

static const char about[] =
    "Shows a report to everybody, at /LANGUAGE/findings of the running server: a page that\n"
    "`analysis report` wrote and that people of the team have read. It takes the place of the one\n"
    "before. The server need not be started again.";

/* Checks the file and puts it in its place. */
static bool
publish(const char *data, const char *path, struct error *err)
{
	struct buf html = BUF_INIT;
	bool good = buf_read_file(&html, path, FINDINGS_BYTES_MAX, err) &&
	            findings_check(buf_view(&html), err) && findings_publish(data, buf_view(&html), err);

	buf_release(&html);
	return good;
}

int
cmd_publish(int argc, char **argv)
{
	const char *data = DATA_DIRECTORY_DEFAULT;
	bool take_away = false;
	const struct option_line lines[] = {
		{ .name = "data",
		  .argument = "DIRECTORY",
		  .text = &data,
		  .help = "That of `survey serve`; default: data." },
		{ .name = "remove", .flag = &take_away, .help = "Takes the published report away again." },
	};
	const struct command_line line = { .about = about,
		                           .arguments = "[FILE]",
		                           .most = 1,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	char **arguments;
	size_t count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if ((count == 1) == take_away) {
		fprintf(stderr, "survey publish: name one file, or --remove\n");
		return EXIT_USAGE;
	}
	if (take_away ? !findings_remove(data, &err) : !publish(data, arguments[0], &err))
		return command_fail(argv[0], &err);
	printf(take_away ? "taken away\n" : "published: /nl/findings\n");
	return EXIT_GOOD;
}
