/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis priorities`: what comes first, out of the answers to a ballot.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "analysis/priorities/bradley_terry.h"
#include "analysis/priorities/outcome.h"
#include "analysis/tables/ledger.h"
#include "finish_release.h"
#include "open_study.h"
#include "option_lines.h"
#include "options.h"

static const char about[] =
    "Counts the answers to a ballot: a ranking by Schulze's method with Kemeny's as a check,\n"
    "pairs by Bradley and Terry's, statements by the share that agrees. What cannot be told\n"
    "apart is one band. What a minority puts first is named. Numbers with fewer than K people\n"
    "behind them are hidden, and nothing is shown when fewer than K answered. What is shown is\n"
    "judged with all that was released from this study before, which remembers it.";

struct asked {
	const char *study, *questionnaire, *audience, *wave;
	const char *format, *output, *language, *passphrase_file;
	unsigned long threshold;
	bool byte_order_mark, no_prior, draft;
};

static bool
write_out(const char *path, const struct buf *content, struct error *err)
{
	if (path != NULL)
		return file_write(path, buf_view(content), 0600, true, err);
	return fwrite(content->data, 1, content->len, stdout) == content->len ||
	       fail_errno(err, "cannot write the outcome");
}

/* The tables of the ballot as a release. */
static bool
release_votes(const struct asked *asked, struct study *study, const struct answers *answers,
              struct ballot_tables *tables, struct error *err)
{
	struct tally **all = xcalloc(tables->count + 1, sizeof(struct tally *));
	struct release release = { .arena = ARENA_INIT };
	bool good = true;

	for (size_t i = 0; i < tables->count; i++)
		all[i] = &tables->tallies[i];
	good = ledger_open(&release, study, err);
	if (good)
		ballot_tables_know(tables, answers, &release);
	good = good &&
	       release_tables(&release, all, tables->count, (unsigned)asked->threshold, RELEASE_MILLISECONDS,
	                      err) &&
	       finish_release(&release, study, asked->draft, asked->output, true, err);
	release_close(&release);
	free(all);
	return good;
}

/* Who answered too few cannot be shown, whatever was released before. */
static bool
has_enough(const struct asked *asked, const struct answers *answers, struct error *err)
{
	return answers->people >= asked->threshold ||
	       fail(err, ERROR_INVALID, "fewer than %lu people answered: nothing can be shown",
	            asked->threshold);
}

static bool
priorities(const struct asked *asked, struct error *err)
{
	struct source source = { .selection = { .audience = view_of(asked->audience),
		                                .wave = view_of(asked->wave) } };
	outcome_writer *writer = outcome_writer_find(view_of(asked->format));
	double ridge = asked->no_prior ? 0 : BRADLEY_TERRY_RIDGE;
	struct answers answers = { .arena = ARENA_INIT };
	struct ballot_tables tables = BALLOT_TABLES_INIT;
	struct outcome outcome = { .arena = ARENA_INIT };
	const struct catalogue *catalogue;
	struct buf out = BUF_INIT;
	struct study *study = NULL;
	bool good = false;

	if (writer == NULL)
		return fail(err, ERROR_INVALID, "there is no format \"%.20s\"; there is text, json, csv",
		            asked->format);
	if (!open_language(asked->language, &catalogue, err) ||
	    !open_study_for(asked->study, asked->passphrase_file, asked->draft ? STUDY_READ : STUDY_WRITE,
	                    &study, err))
		goto out;
	source.blocks = study_blocks(study, &source.count);
	if (!answers_make(&answers, &source, view_of(asked->questionnaire), catalogue, err) ||
	    !has_enough(asked, &answers, err) ||
	    !ballot_tables_make(&tables, &answers, &source, (unsigned)asked->threshold, catalogue, true,
	                        err) ||
	    !release_votes(asked, study, &answers, &tables, err) ||
	    !outcome_make(&outcome, &answers, &tables, (unsigned)asked->threshold, ridge, err))
		goto out;
	writer(&outcome, asked->byte_order_mark, &out);
	good = write_out(asked->output, &out, err);
out:
	buf_release(&out);
	outcome_release(&outcome);
	ballot_tables_release(&tables);
	answers_release(&answers);
	study_close(study);
	return good;
}

static enum options_outcome
read_options(struct asked *asked, int argc, char **argv)
{
	const struct option_line lines[] = {
		study_option(&asked->study),
		{ .name = "questionnaire",
		  .argument = "ID",
		  .text = &asked->questionnaire,
		  .needed = true,
		  .help = "The ballot, or QUESTIONNAIRE:QUESTION where it has several." },
		{ .name = "audience",
		  .argument = "NAME",
		  .text = &asked->audience,
		  .help = "Only this audience." },
		{ .name = "wave",
		  .argument = "NAME",
		  .text = &asked->wave,
		  .help = "Only what was imported as this wave." },
		{ .name = "no-prior",
		  .flag = &asked->no_prior,
		  .help = "pairs: calculates without the small prior, where that is possible." },
		{ .name = "format",
		  .argument = "FORMAT",
		  .text = &asked->format,
		  .help = "text (as if not given), json or csv." },
		{ .name = "output",
		  .argument = "FILE",
		  .text = &asked->output,
		  .help = "Writes to FILE instead of the terminal." },
		{ .name = "draft",
		  .flag = &asked->draft,
		  .help = "Only to look at: the study does not remember it as released." },
		threshold_option(&asked->threshold),
		{ .name = "language",
		  .argument = "LANGUAGE",
		  .text = &asked->language,
		  .help = "Of the items' texts: nl (as if not given), en or ar." },
		byte_order_mark_option(&asked->byte_order_mark),
		study_passphrase_option(&asked->passphrase_file),
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	char **arguments;
	size_t argument_count;

	return options_read(&line, argc, argv, &arguments, &argument_count);
}

int
cmd_priorities(int argc, char **argv)
{
	struct asked asked = { .format = "text", .language = "nl", .threshold = THRESHOLD_DEFAULT };
	struct error err = ERROR_INIT;
	enum options_outcome outcome = read_options(&asked, argc, argv);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	return priorities(&asked, &err) ? EXIT_GOOD : command_fail(argv[0], &err);
}
