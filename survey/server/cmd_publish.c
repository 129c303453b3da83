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
    "`analysis report` wrote and that people of the team have read; and the page for participants,\n"
    "at /LANGUAGE/findings/participants. Each takes the place of the one before. The server need\n"
    "not be started again.\n\n"
    "A finding has the same address in every report: /LANGUAGE/findings#finding-ID. When one that\n"
    "was published before is not in the new report, that is said, since links to it lead to the\n"
    "top of the report then.";

/* What is to be published, or taken away. */
struct asked {
	const char *data, *report, *participants;
	bool take_away;
};

static const char *const places[] = {
	[FINDINGS_REPORT] = "/nl/findings",
	[FINDINGS_PARTICIPANTS] = "/nl/findings/participants",
};
_Static_assert(sizeof(places) / sizeof(places[0]) == FINDINGS_PAGE_COUNT, "a place per page");

/* A page that was not asked for is left as it is. */
static bool
read_page(const char *path, struct buf *html, struct error *err)
{
	return path == NULL ||
	       (buf_read_file(html, path, FINDINGS_BYTES_MAX, err) && findings_check(buf_view(html), err));
}

static void
tell_lost(const char *data, struct view report)
{
	struct buf before = BUF_INIT, lost = BUF_INIT;

	if (findings_read(data, FINDINGS_REPORT, &before, NULL))
		findings_lost(buf_view(&before), report, &lost);
	if (lost.len > 0)
		fprintf(stderr,
		        "survey publish: no longer in the report, though there may be links to them:\n%s",
		        lost.data);
	buf_release(&before);
	buf_release(&lost);
}

static bool
put(const char *data, enum findings_page page, const struct buf *html, struct error *err)
{
	bool good = html->len == 0 || findings_publish(data, page, buf_view(html), err);

	if (good && html->len > 0)
		printf("published: %s\n", places[page]);
	return good;
}

/* Checks both files before either is put in its place. */
static bool
publish(const struct asked *asked, struct error *err)
{
	struct buf report = BUF_INIT, participants = BUF_INIT;
	bool good =
	    read_page(asked->report, &report, err) && read_page(asked->participants, &participants, err);

	if (good && report.len > 0)
		tell_lost(asked->data, buf_view(&report));
	good = good && put(asked->data, FINDINGS_REPORT, &report, err) &&
	       put(asked->data, FINDINGS_PARTICIPANTS, &participants, err);
	buf_release(&report);
	buf_release(&participants);
	return good;
}

/* Takes away what there is; an error when there is nothing. */
static bool
take_away(const char *data, struct error *err)
{
	bool any = false;

	for (int page = 0; page < FINDINGS_PAGE_COUNT; page++) {
		struct error why = ERROR_INIT;

		if (findings_remove(data, (enum findings_page)page, &why)) {
			any = true;
		} else if (why.code != ERROR_ABSENT) {
			*err = why;
			return false;
		}
	}
	if (any)
		printf("taken away\n");
	return any || fail(err, ERROR_ABSENT, "nothing was published");
}

int
cmd_publish(int argc, char **argv)
{
	struct asked asked = { .data = DATA_DIRECTORY_DEFAULT };
	const struct option_line lines[] = {
		{ .name = "data",
		  .argument = "DIRECTORY",
		  .text = &asked.data,
		  .help = "That of `survey serve`; default: data." },
		{ .name = "participants",
		  .argument = "FILE",
		  .text = &asked.participants,
		  .help = "The page for participants, which `analysis report --participants` wrote." },
		{ .name = "remove",
		  .flag = &asked.take_away,
		  .help = "Takes away again what was published." },
	};
	const struct command_line line = { .about = about,
		                           .arguments = "[REPORT]",
		                           .most = 1,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	char **arguments;
	size_t count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	asked.report = count == 1 ? arguments[0] : NULL;
	if ((asked.report != NULL || asked.participants != NULL) == asked.take_away) {
		fprintf(stderr, "survey publish: name a report or --participants, or --remove\n");
		return EXIT_USAGE;
	}
	if (asked.take_away ? !take_away(asked.data, &err) : !publish(&asked, &err))
		return command_fail(argv[0], &err);
	return EXIT_GOOD;
}
