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
#include "open_names.h"
#include "open_study.h"
#include "option_lines.h"
#include "options.h"
#include "page.h"
#include "print_reasons.h"

static const char about[] =
    "Writes the numbers of a study and the words that may be quoted as one file that needs nothing\n"
    "beside it. Small numbers are hidden, in all tables together and with everything that\n"
    "was released from this study before; FILE.proof.json says of each hidden number between what\n"
    "it must be. Where it cannot be made safe, the report is refused.\n\n"
    "Of the team's work only released findings and quotes are in it. While one of those may not go\n"
    "out as it is now (what looks like personal data is undecided, nobody read the text of a quote,\n"
    "two laptops differ), the report is refused, with all reasons. A draft is written all the same:\n"
    "it says on every page that it is one, and at the top what keeps it from being released.";

/* All that the command was asked for. */
struct asked {
	const char *study, *output, *pdf, *participants, *format, *language, *title, *gazetteer,
	    *passphrase_file;
	unsigned long threshold, base; /* base 0: nothing is rounded */
	bool draft;
};

/* What is read while the report is made. */
struct opened {
	struct study *study;
	struct coding *coding;
	struct names *names;
	struct release release;
	struct report_work work;
};

static bool
open_all(struct opened *opened, const struct asked *asked, const struct catalogue *catalogue,
         struct error *err)
{
	enum study_access access = asked->draft ? STUDY_READ : STUDY_WRITE;

	if (!page_init(err) || !open_names("report", asked->gazetteer, &opened->names, err) ||
	    !open_study_for(asked->study, asked->passphrase_file, access, &opened->study, err) ||
	    !coding_open(opened->study, &opened->coding, err) ||
	    !ledger_open(&opened->release, opened->study, err))
		return false;
	coding_use_names(opened->coding, opened->names);
	report_work_make(&opened->work, opened->coding, catalogue);
	return true;
}

static void
close_all(struct opened *opened)
{
	report_work_release(&opened->work);
	release_close(&opened->release);
	coding_close(opened->coding);
	names_free(opened->names);
	study_close(opened->study);
}

static bool
read_form(const struct asked *asked, enum report_form *form, struct error *err)
{
	*form = REPORT_FORM_COUNT;
	for (int f = 0; f < REPORT_FORM_COUNT; f++)
		if (view_is(view_of(asked->format), report_form_name((enum report_form)f)))
			*form = (enum report_form)f;
	if (*form == REPORT_FORM_COUNT)
		return fail(err, ERROR_INVALID, "--format is html, markdown or docx-html");
	return *form == REPORT_PAGE || asked->pdf == NULL ||
	       fail(err, ERROR_INVALID, "a PDF is made of the report as html");
}

/* `reasons` gets what keeps it from being released. */
static bool
report(const struct asked *asked, struct buf *reasons, struct error *err)
{
	struct opened opened = { .study = NULL };
	struct report_settings settings = { .title = view_of(asked->title),
		                            .threshold = (unsigned)asked->threshold,
		                            .base = (unsigned)asked->base,
		                            .release = &opened.release,
		                            .work = &opened.work,
		                            .draft = asked->draft,
		                            .reasons = reasons };
	const struct block *blocks;
	struct buf out = BUF_INIT, pdf = BUF_INIT, participants = BUF_INIT;
	struct pdf_printer *printer = NULL;
	bool good = false;
	size_t count;

	/* The browser first: it is another process, which may know nothing of the study. */
	if (!read_form(asked, &settings.form, err) ||
	    (asked->pdf != NULL && !pdf_printer_open(&printer, err)) ||
	    !open_language(asked->language, &settings.catalogue, err) ||
	    !open_all(&opened, asked, settings.catalogue, err))
		goto out;
	settings.participants = asked->participants == NULL ? NULL : &participants;
	blocks = study_blocks(opened.study, &count);
	good = report_write(blocks, count, &settings, &out, err) &&
	       (printer == NULL || pdf_print(printer, buf_view(&out),
	                                     &(struct pdf_settings){ .margin = PDF_NUMBERED }, &pdf, err)) &&
	       finish_release(&opened.release, opened.study, asked->draft, asked->output, true, err) &&
	       file_write(asked->output, buf_view(&out), 0600, true, err) &&
	       (asked->participants == NULL ||
	        file_write(asked->participants, buf_view(&participants), 0600, true, err)) &&
	       (printer == NULL || file_write(asked->pdf, buf_view(&pdf), 0600, true, err));
out:
	pdf_printer_close(printer);
	buf_release(&participants);
	buf_release(&pdf);
	buf_release(&out);
	close_all(&opened);
	return good;
}

int
cmd_report(int argc, char **argv)
{
	struct asked asked = { .language = "nl",
		               .format = report_form_name(REPORT_PAGE),
		               .threshold = THRESHOLD_DEFAULT };
	const struct option_line lines[] = {
		study_option(&asked.study),
		{ .name = "output",
		  .argument = "FILE",
		  .text = &asked.output,
		  .needed = true,
		  .help = "The report, for instance report.html; an older one is replaced." },
		{ .name = "format",
		  .argument = "FORMAT",
		  .text = &asked.format,
		  .help = "html (as if not given), markdown, or docx-html: HTML without charts, which word\n"
		          "processors open, and pandoc makes a .docx of." },
		{ .name = "pdf",
		  .argument = "FILE",
		  .text = &asked.pdf,
		  .help = "The same report as PDF too, for which Chromium must be installed." },
		{ .name = "participants",
		  .argument = "FILE",
		  .text = &asked.participants,
		  .help =
		      "Also a page for who took part, in plain words: what they told, what happens now." },
		language_option(&asked.language),
		{ .name = "title",
		  .argument = "TEXT",
		  .text = &asked.title,
		  .help = "The title on the first page." },
		{ .name = "draft",
		  .flag = &asked.draft,
		  .help = "Only to look at: written whatever keeps it from being released; the study does\n"
		          "not remember it as released." },
		threshold_option(&asked.threshold),
		rounding_option(&asked.base),
		open_names_option(&asked.gazetteer),
		study_passphrase_option(&asked.passphrase_file),
	};
	const struct command_line line = { .about = about,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	struct buf reasons = BUF_INIT;
	bool good;
	char **arguments;
	size_t argument_count;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &argument_count);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	good = report(&asked, &reasons, &err);
	if (!good)
		command_fail(argv[0], &err);
	else
		printf(asked.draft ? "%s: written, as a draft.\n" : "%s: written.\n", asked.output);
	print_reasons(good ? stdout : stderr, buf_view(&reasons));
	buf_release(&reasons);
	return good ? EXIT_GOOD : EXIT_ERROR;
}
