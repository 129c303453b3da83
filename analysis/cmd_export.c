/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis export`: what was released, in the forms of other programs.
 */
#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "analysis/exporters/study_exporter.h"
#include "finish_release.h"
#include "open_names.h"
#include "open_study.h"
#include "option_lines.h"
#include "options.h"

static const char about[] =
    "Writes what the team released of a study: the questions, the codebook without its examples,\n"
    "released findings and quotes, and tables in which small numbers are hidden or, with --round,\n"
    "all are rounded. The study remembers those as released, and their proof is written beside the\n"
    "file.\n\n"
    "csv and sav hold one sheet, --sheet: questions, codebook, findings, quotes or tables (as if\n"
    "not given). With --internal they hold answers person by person, sheet responses-QUESTIONNAIRE,\n"
    "without the texts that people wrote; stories stand apart from them, sheet stories.";

/* All that the command was asked for. */
struct asked {
	const char *study, *format, *output, *questionnaire, *sheet, *language, *gazetteer, *passphrase_file;
	unsigned long threshold, base; /* base 0: nothing is rounded */
	bool internal, texts, byte_order_mark;
};

static bool
find_exporter(const char *name, const struct study_exporter **exporter, struct error *err)
{
	struct buf list = BUF_INIT;

	*exporter = study_exporter_find(view_of(name));
	if (*exporter != NULL)
		return true;
	for (size_t i = 0; study_exporters[i] != NULL; i++)
		buf_printf(&list, "%s%s", i == 0 ? "" : ", ", study_exporters[i]->name);
	fail(err, ERROR_INVALID, "there is no format \"%.20s\"; there is %s", name, list.data);
	buf_release(&list);
	return false;
}

/* The sheet that was asked for; else the numbers or, internally, the only questionnaire's answers. */
static const struct sheet *
find_sheet(const struct asked *asked, const struct package *package, struct error *err)
{
	struct buf list = BUF_INIT;
	const struct sheet *sheet = NULL;
	size_t found = 0;

	if (asked->sheet != NULL)
		sheet = package_sheet(package, view_of(asked->sheet));
	else if (!asked->internal)
		sheet = package_sheet(package, VIEW("tables"));
	for (size_t i = 0; i < package->sheet_count; i++) {
		buf_printf(&list, "%s%.*s", i == 0 ? "" : ", ", VIEW_ARGS(package->sheets[i].name));
		if (asked->sheet == NULL && asked->internal &&
		    view_starts(package->sheets[i].name, "responses-")) {
			sheet = &package->sheets[i];
			found++;
		}
	}
	if (sheet == NULL || found > 1) {
		fail(err, ERROR_INVALID, "which sheet? --sheet is one of %s", list.data);
		sheet = NULL;
	}
	buf_release(&list);
	return sheet;
}

/* What the person must know about the file, beside what stands in it. */
static void
say(const struct package *package, const struct buf *warnings)
{
	struct view rest = buf_view(warnings);

	fprintf(stderr, "analysis export: %.*s\n", VIEW_ARGS(package->notice));
	if (package->kept_back > 0)
		fprintf(stderr,
		        "analysis export: %zu released quote%s kept back: what looks like personal data in "
		        "%s was not decided yet, or nobody read the text\n",
		        package->kept_back, package->kept_back == 1 ? " is" : "s are",
		        package->kept_back == 1 ? "it" : "them");
	while (rest.len > 0) {
		struct view line = view_cut(&rest, '\n');

		fprintf(stderr, "analysis export: warning: %.*s\n", VIEW_ARGS(line));
	}
}

static bool
write_package(const struct asked *asked, const struct study_exporter *exporter, const struct package *package,
              struct study *study, struct error *err)
{
	struct study_exporter_settings settings = { .byte_order_mark = asked->byte_order_mark };
	struct buf out = BUF_INIT, warnings = BUF_INIT;
	bool good = false;

	if (exporter->single) {
		settings.sheet = find_sheet(asked, package, err);
		if (settings.sheet == NULL)
			goto out;
	}
	good = exporter->write(package, &settings, &out, &warnings, err) &&
	       (!package_is_release(package) ||
	        finish_release(&package->release, study, false, asked->output, true, err)) &&
	       file_write(asked->output, buf_view(&out), 0600, true, err);
	if (good)
		say(package, &warnings);
out:
	buf_wipe(&out);
	buf_wipe(&warnings);
	return good;
}

static bool export(const struct asked *asked, struct error *err)
{
	struct package_settings settings = { .threshold = (unsigned)asked->threshold,
		                             .base = (unsigned)asked->base,
		                             .questionnaire = view_of(asked->questionnaire),
		                             .internal = asked->internal,
		                             .texts = asked->texts };
	struct package package = { .arena = ARENA_INIT };
	const struct study_exporter *exporter;
	struct study *study = NULL;
	struct coding *coding = NULL;
	struct names *names = NULL;
	bool good = false;

	if (asked->texts && !asked->internal) {
		fail(err, ERROR_INVALID,
		     "--texts puts what people wrote beside their other answers: with --internal only");
		goto out;
	}
	if (asked->base > 0 && asked->internal) {
		fail(err, ERROR_INVALID, "--round is for numbers that leave the team: not with --internal");
		goto out;
	}
	if (!open_language(asked->language, &settings.catalogue, err) ||
	    !find_exporter(asked->format, &exporter, err) ||
	    !open_names("export", asked->gazetteer, &names, err) ||
	    !open_study_for(asked->study, asked->passphrase_file, asked->internal ? STUDY_READ : STUDY_WRITE,
	                    &study, err) ||
	    !coding_open(study, &coding, err))
		goto out;
	coding_use_names(coding, names);
	settings.without_tables = exporter->without_tables || (exporter->single && asked->sheet != NULL &&
	                                                       strcmp(asked->sheet, "tables") != 0);
	if (asked->base > 0 && settings.without_tables) {
		fail(err, ERROR_INVALID, "there is no number in this to round");
		goto out;
	}
	good = package_make(&package, coding, &settings, err) &&
	       write_package(asked, exporter, &package, study, err);
out:
	package_release(&package);
	coding_close(coding);
	study_close(study);
	names_free(names);
	return good;
}

static enum options_outcome
read_options(struct asked *asked, int argc, char **argv)
{
	const struct option_line lines[] = {
		study_option(&asked->study),
		{ .name = "format",
		  .argument = "FORMAT",
		  .text = &asked->format,
		  .needed = true,
		  .help = "csv, xlsx, sav (SPSS), json, ddi (DDI-Codebook 2.5), qdc or qdpx (REFI-QDA)." },
		{ .name = "output",
		  .argument = "FILE",
		  .text = &asked->output,
		  .needed = true,
		  .help = "The file to write; an older one is replaced." },
		{ .name = "questionnaire",
		  .argument = "ID",
		  .text = &asked->questionnaire,
		  .help = "Only this questionnaire's questions, numbers and answers." },
		{ .name = "sheet",
		  .argument = "NAME",
		  .text = &asked->sheet,
		  .help = "csv and sav: which sheet." },
		{ .name = "internal",
		  .flag = &asked->internal,
		  .help = "Also what was not released, and answers person by person." },
		{ .name = "texts",
		  .flag = &asked->texts,
		  .help = "With --internal: what people wrote stands beside their other answers." },
		threshold_option(&asked->threshold),
		rounding_option(&asked->base),
		language_option(&asked->language),
		byte_order_mark_option(&asked->byte_order_mark),
		open_names_option(&asked->gazetteer),
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
cmd_export(int argc, char **argv)
{
	struct asked asked = { .language = "nl", .threshold = THRESHOLD_DEFAULT };
	struct error err = ERROR_INIT;
	enum options_outcome outcome = read_options(&asked, argc, argv);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	return export(&asked, &err) ? EXIT_GOOD : command_fail(argv[0], &err);
}
