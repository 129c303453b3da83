/* SPDX-License-Identifier: EUPL-1.2
 *
 * `analysis tally`: counts a study by up to three dimensions.
 */
#include "commands.h"

#include <stdio.h>

#include "analysis/exporters/exporter.h"
#include "analysis/tables/ledger.h"
#include "finish_release.h"
#include "open_names.h"
#include "open_study.h"
#include "option_lines.h"
#include "options.h"

static const char about[] =
    "Counts by 1 to 3 dimensions, separated by commas: audience, kind, finding, wave,\n"
    "questionnaire, sealed, the id of a tag set, or a closed question (QUESTION,\n"
    "QUESTIONNAIRE:QUESTION or QUESTIONNAIRE:GROUP.QUESTION).\n\n"
    "Mentions are counted when a dimension belongs to them or --kind is given; otherwise\n"
    "responses. Findings are those that were released; a draft has the others too. Somebody can\n"
    "tell of several, so the people behind them do not add up. Numbers with fewer than K people behind them "
    "are hidden, and as many others as\n"
    "it takes that nobody can work them out, from this table and everything that was released\n"
    "from this study before. The study remembers what was released; a draft is not remembered\n"
    "and must not be given to anybody. Where it cannot be made safe, the table is refused.";

/* All that the command was asked for. */
struct asked {
	const char *study, *by, *kind, *questionnaire, *audience, *wave, *gazetteer;
	const char *format, *output, *language, *passphrase_file, *proof;
	unsigned long threshold, base; /* base 0: nothing is rounded */
	bool byte_order_mark, draft;
};

static bool
find_exporter(const char *name, const struct exporter **exporter, struct error *err)
{
	struct buf list = BUF_INIT;

	*exporter = exporter_find(view_of(name));
	if (*exporter != NULL)
		return true;
	for (size_t i = 0; exporters[i] != NULL; i++)
		buf_printf(&list, "%s%s", i == 0 ? "" : ", ", exporters[i]->name);
	fail(err, ERROR_INVALID, "there is no format \"%.20s\"; there is %s", name, list.data);
	buf_release(&list);
	return false;
}

static bool
write_out(const char *path, const struct buf *content, struct error *err)
{
	if (path != NULL)
		return file_write(path, buf_view(content), 0600, true, err);
	if (fwrite(content->data, 1, content->len, stdout) != content->len)
		return fail_errno(err, "cannot write the table");
	return true;
}

static bool
counts_findings(struct view by)
{
	bool found = false;

	while (by.ptr != NULL)
		found = view_is(view_trim(view_cut(&by, ',')), "finding") || found;
	return found;
}

/* What the team made of the mentions; the table borrows of it. */
struct work {
	struct names *names;
	struct coding *coding;
	struct members members;
};

static bool
open_work(struct work *work, const struct asked *asked, struct tally_request *request, struct study *study,
          struct error *err)
{
	if (!open_names("tally", asked->gazetteer, &work->names, err) ||
	    !coding_open(study, &work->coding, err))
		return false;
	coding_use_names(work->coding, work->names);
	members_make(&work->members, work->coding, asked->draft, request->catalogue);
	request->members = &work->members;
	return true;
}

static void
close_work(struct work *work)
{
	members_release(&work->members);
	coding_close(work->coding);
	names_free(work->names);
}

/* The table and its release, audited. `work` is left open for what the table borrows of it. */
static bool
make_table(const struct asked *asked, struct tally_request *request, struct study *study, struct work *work,
           struct tally *table, struct release *release, struct error *err)
{
	struct tally *all[] = { table };
	const struct block *blocks;
	size_t count;

	blocks = study_blocks(study, &count);
	if (counts_findings(request->by) && !open_work(work, asked, request, study, err))
		return false;
	if (!tally_make(table, blocks, count, request, err) || !ledger_open(release, study, err))
		return false;
	return release_made_safe(release, all, 1, request->threshold, (unsigned)asked->base,
	                         RELEASE_MILLISECONDS, err);
}

static bool
tally(const struct asked *asked, struct error *err)
{
	struct tally_request request = {
		.by = view_of(asked->by),
		.selection = { view_of(asked->kind), view_of(asked->questionnaire), view_of(asked->audience),
		               view_of(asked->wave) },
		.threshold = (unsigned)asked->threshold,
	};
	const struct exporter_settings settings = { .byte_order_mark = asked->byte_order_mark };
	const struct exporter *exporter;
	struct study *study = NULL;
	struct work work = { .members = { .arena = ARENA_INIT } };
	struct tally table = { .arena = ARENA_INIT };
	struct release release = { .arena = ARENA_INIT };
	struct buf out = BUF_INIT;
	bool good = false;

	if (!open_language(asked->language, &request.catalogue, err) ||
	    !find_exporter(asked->format, &exporter, err) ||
	    !open_study_for(asked->study, asked->passphrase_file, asked->draft ? STUDY_READ : STUDY_WRITE,
	                    &study, err))
		goto out;
	if (!make_table(asked, &request, study, &work, &table, &release, err) ||
	    !finish_release(&release, study, asked->draft,
	                    asked->proof != NULL ? asked->proof : asked->output, asked->proof == NULL, err))
		goto out;
	exporter->write(&table, &settings, &out);
	good = write_out(asked->output, &out, err);
out:
	buf_release(&out);
	tally_release(&table);
	release_close(&release);
	close_work(&work);
	study_close(study);
	return good;
}

static enum options_outcome
read_options(struct asked *asked, int argc, char **argv)
{
	const struct option_line lines[] = {
		study_option(&asked->study),
		{ .name = "by",
		  .argument = "NAMES",
		  .text = &asked->by,
		  .needed = true,
		  .help = "What to count by, for instance finding,audience or kind,big-five,audience." },
		{ .name = "kind",
		  .argument = "KIND",
		  .text = &asked->kind,
		  .help = "Only mentions of this kind: olifantenpaadje or broodje_aap." },
		{ .name = "questionnaire",
		  .argument = "ID",
		  .text = &asked->questionnaire,
		  .help = "Only this questionnaire." },
		{ .name = "audience",
		  .argument = "NAME",
		  .text = &asked->audience,
		  .help = "Only this audience." },
		{ .name = "wave",
		  .argument = "NAME",
		  .text = &asked->wave,
		  .help = "Only what was imported as this wave." },
		{ .name = "format",
		  .argument = "FORMAT",
		  .text = &asked->format,
		  .help = "text (as if not given), json or csv." },
		{ .name = "output",
		  .argument = "FILE",
		  .text = &asked->output,
		  .help = "Writes to FILE instead of the terminal." },
		{ .name = "proof",
		  .argument = "FILE",
		  .text = &asked->proof,
		  .help = "Writes the audit's proof to FILE; as if not given, beside --output." },
		{ .name = "draft",
		  .flag = &asked->draft,
		  .help = "Only to look at: the study does not remember it as released." },
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
cmd_tally(int argc, char **argv)
{
	struct asked asked = { .format = "text", .language = "nl", .threshold = THRESHOLD_DEFAULT };
	struct error err = ERROR_INIT;
	enum options_outcome outcome = read_options(&asked, argc, argv);

	if (outcome != OPTIONS_GOOD)
		return outcome == OPTIONS_HELP ? EXIT_GOOD : EXIT_USAGE;
	return tally(&asked, &err) ? EXIT_GOOD : command_fail(argv[0], &err);
}
