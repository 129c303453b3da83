/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis cards`: released myths as cards to share.
 */
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "analysis/exporters/myth_cards.h"
#include "analysis/pdf/pdf.h"
#include "open_names.h"
#include "open_study.h"
#include "option_lines.h"
#include "options.h"
#include "page.h"
#include "print_reasons.h"

static const char about[] =
    "Writes a card for each broodje aap that was released: what people say, what is true, and the\n"
    "source; a page each, to print or to share. Without FINDING all that were released. One that\n"
    "may not go out as it is now (something in it looks like personal data, two laptops differ) has\n"
    "no card; the command says which, and why.";

/* All that the command was asked for. */
struct asked {
	const char *study, *output, *pdf, *language, *gazetteer, *passphrase_file;
	struct view *chosen; /* owned */
	size_t chosen_count;
};

/* What is read for the cards. */
struct opened {
	struct study *study;
	struct coding *coding;
	struct names *names;
	struct released released;
	struct gate gate;
};

static bool
open_all(struct opened *opened, const struct asked *asked, const struct catalogue *catalogue,
         struct error *err)
{
	if (!page_init(err) || !open_names("cards", asked->gazetteer, &opened->names, err) ||
	    !open_study(asked->study, asked->passphrase_file, &opened->study, err) ||
	    !coding_open(opened->study, &opened->coding, err))
		return false;
	coding_use_names(opened->coding, opened->names);
	released_make(&opened->released, opened->coding, catalogue);
	gate_look(&opened->gate, opened->coding);
	return true;
}

static void
close_all(struct opened *opened)
{
	gate_release(&opened->gate);
	released_release(&opened->released);
	coding_close(opened->coding);
	names_free(opened->names);
	study_close(opened->study);
}

/* `left_out` gets a line for each reason why one that was asked for has no card. */
static bool
write_cards(const struct asked *asked, struct buf *left_out, struct error *err)
{
	struct opened opened = { .released = RELEASED_INIT, .gate = GATE_INIT };
	struct myth_cards cards = { .released = &opened.released,
		                    .chosen = asked->chosen,
		                    .chosen_count = asked->chosen_count };
	struct buf html = BUF_INIT, pdf = BUF_INIT;
	struct pdf_printer *printer = NULL;
	bool good = false;

	/* The browser first: it is another process, which may know nothing of the study. */
	if ((asked->pdf != NULL && !pdf_printer_open(&printer, err)) ||
	    !open_language(asked->language, &cards.catalogue, err) ||
	    !open_all(&opened, asked, cards.catalogue, err))
		goto out;
	myth_cards_left_out(&cards, &opened.gate, left_out);
	good = myth_cards_write(&cards, &html, err) &&
	       (printer == NULL || pdf_print(printer, buf_view(&html),
	                                     &(struct pdf_settings){ .margin = PDF_BARE }, &pdf, err)) &&
	       file_write(asked->output, buf_view(&html), 0600, true, err) &&
	       (printer == NULL || file_write(asked->pdf, buf_view(&pdf), 0600, true, err));
out:
	pdf_printer_close(printer);
	buf_release(&pdf);
	buf_release(&html);
	close_all(&opened);
	return good;
}

int
cmd_cards(int argc, char **argv)
{
	struct asked asked = { .language = "nl" };
	const struct option_line lines[] = {
		study_option(&asked.study),
		{ .name = "output",
		  .argument = "FILE",
		  .text = &asked.output,
		  .needed = true,
		  .help = "The cards, for instance cards.html; an older file is replaced." },
		{ .name = "pdf",
		  .argument = "FILE",
		  .text = &asked.pdf,
		  .help = "The same cards as PDF too, for which Chromium must be installed." },
		language_option(&asked.language),
		open_names_option(&asked.gazetteer),
		study_passphrase_option(&asked.passphrase_file),
	};
	const struct command_line line = { .about = about,
		                           .arguments = "[FINDING…]",
		                           .most = (size_t)-1,
		                           .options = lines,
		                           .option_count = sizeof(lines) / sizeof(lines[0]) };
	struct error err = ERROR_INIT;
	struct buf left_out = BUF_INIT;
	char **arguments;
	enum options_outcome outcome = options_read(&line, argc, argv, &arguments, &asked.chosen_count);
	int code;

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	asked.chosen = xcalloc(asked.chosen_count, sizeof(*asked.chosen));
	for (size_t i = 0; i < asked.chosen_count; i++)
		asked.chosen[i] = view_of(arguments[i]);
	if (write_cards(&asked, &left_out, &err)) {
		printf("%s: written.\n", asked.output);
		code = EXIT_GOOD;
	} else {
		code = command_fail(argv[0], &err);
	}
	if (left_out.len > 0)
		fprintf(stderr, "analysis cards: released, but left out as long as this is so:\n");
	print_reasons(stderr, buf_view(&left_out));
	buf_release(&left_out);
	free(asked.chosen);
	return code;
}
