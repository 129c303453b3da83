/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis report`: writes the report for the council.
 */
#include "commands.h"

#include <stdio.h>

#include "analysis/exporters/report.h"
#include "analysis/pdf/pdf.h"
#include "analysis/tables/ledger.h"
#include "finish_release.h"
#include "open_study.h"
#include "options.h"
#include "page.h"

static const char about[] =
    "Writes the numbers of a study and the words that may be quoted as one HTML file that needs\n"
    "nothing beside it. Small numbers are hidden, in all tables together and with everything that\n"
    "was released from this study before; FILE.proof.json says of each hidden number between what\n"
    "it must be. Where it cannot be made safe, the report is refused.\n\n"
    "The report is an internal draft: a person must read all quotes for names and other personal\n"
    "data before anybody else sees them.";

/* All that the command was asked for. */
struct asked {
	const char *study, *output, *pdf, *language, *title, *passphrase_file;
	unsigned long threshold;
	bool draft;
};

static bool
report(const struct asked *asked, struct error *err)
{
	struct report_settings settings = { .title = view_of(asked->title),
		                            .threshold = (unsigned)asked->threshold };
	const struct block *blocks;
	struct study *study = NULL;
	struct release release = { .arena = ARENA_INIT };
	struct buf out = BUF_INIT, pdf = BUF_INIT;
	struct pdf_printer *printer = NULL;
	bool good = false;
	size_t count;

	/* The browser first: it is another process, which may know nothing of the study. */
	if ((asked->pdf != NULL && !pdf_printer_open(&printer, err)) ||
	    !open_language(asked->language, &settings.catalogue, err) || !page_init(err) ||
	    !open_study_for(asked->study, asked->passphrase_file, asked->draft ? STUDY_READ : STUDY_WRITE,
	                    &study, err) ||
	    !study_load_texts(study, err) || !ledger_open(&release, study, err))
		goto out;
	settings.release = &release;
	blocks = study_blocks(study, &count);
	good = report_write(blocks, count, &settings, &out, err) &&
	       (printer == NULL || pdf_print(printer, buf_view(&out), PDF_SECONDS, &pdf, err)) &&
	       finish_release(&release, study, asked->draft, asked->output, true, err) &&
	       file_write(asked->output, buf_view(&out), 0600, true, err) &&
	       (printer == NULL || file_write(asked->pdf, buf_view(&pdf), 0600, true, err));
out:
	pdf_printer_close(printer);
	buf_release(&pdf);
	buf_release(&out);
	release_close(&release);
	study_close(study);
	return good;
}

int
cmd_report(int argc, char **argv)
{
	struct asked asked = { .language = "nl", .threshold = THRESHOLD_DEFAULT };
	const struct option_line lines[] = {
		{ .name = "study",
		  .argument = "FILE",
		  .text = &asked.study,
		  .needed = true,
		  .help = "The study." },
		{ .name = "output",
		  .argument = "FILE",
		  .text = &asked.output,
		  .needed = true,
		  .help = "The report, for instance report.html; an older one is replaced." },
		{ .name = "pdf",
		  .argument = "FILE",
		  .text = &asked.pdf,
		  .help = "The same report as PDF too, for which Chromium must be installed." },
		{ .name = "language",
		  .argument = "LANGUAGE",
		  .text = &asked.language,
		  .help = "nl (as if not given) or en." },
		{ .name = "title",
		  .argument = "TEXT",
		  .text = &asked.title,
		  .help = "The title on the first page." },
		{ .name = "draft",
		  .flag = &asked.draft,
		  .help = "Only to look at: the study does not remember it as released." },
		{ .name = "k",
		  .argument = "K",
		  .number = &asked.threshold,
		  .least = THRESHOLD_MIN,
		  .most = THRESHOLD_MAX,
		  .help = "Hides numbers with fewer people behind them; 5 if not given." },
		{ .name = "passphrase-file",
		  .argument = "FILE",
		  .text = &asked.passphrase_file,
		  .help =
		      "Takes the study's passphrase from the first line of FILE instead of asking for it." },
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	char **arguments;
	size_t argument_count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	if (!report(&asked, &err))
		return command_fail(argv[0], &err);
	printf("%s: written. Read all quotes in it for personal data before anybody else sees them.\n",
	       asked.output);
	return EXIT_GOOD;
}
