/* SPDX-License-Identifier: EUPL-1.2
 *
 * The chapters of the report that are figures and sentences: summary, response, one per kind of mention,
 * what was recognised.
 */
#include "report_parts.h"

#include "wording.h"

static size_t
all_of(const struct tally *tally, size_t axis)
{
	return dimension_all(&tally->dimensions[axis]);
}

const struct kind_words kind_words[REPORT_KINDS] = {
	{
	    .kind = MENTION_OLIFANTENPAADJE,
	    .title = "report_kind_olifantenpaadje",
	    .about = "report_about_paths",
	    .key = "report_key_paths",
	    .none = "report_paths_none",
	    .hidden = "report_paths_hidden",
	    .some = "report_paths_some",
	    .top = "report_paths_top",
	    .one = "report_one_path",
	    .finding_of = "report_finding_path_of",
	    .finding_all = "report_finding_all_path",
	},
	{
	    .kind = MENTION_BROODJE_AAP,
	    .title = "report_kind_broodje_aap",
	    .about = "report_about_myths",
	    .key = "report_key_myths",
	    .none = "report_myths_none",
	    .hidden = "report_myths_hidden",
	    .some = "report_myths_some",
	    .top = "report_myths_top",
	    .one = "report_one_myth",
	    .finding_of = "report_finding_myth_of",
	    .finding_all = "report_finding_all_myth",
	},
};

/* The figure of a kind by a tag set. */
static struct figure
kind_figure(struct report *report, const struct kind_tables *kind, const struct tally *tally,
            const char *suffix)
{
	return (struct figure){
		.report = report,
		.tally = tally,
		.topic = report_message(report, kind->words->title),
		.claim = "report_claim",
		.claim_tie = "report_claim_tie",
		.id = arena_printf(&report->arena, "%.*s-%s", VIEW_ARGS(kind->id), suffix),
	};
}

static bool
is_empty(const struct report *report, const struct tally *tally)
{
	return tally->cell_count == 0 || report_is_none(report, tally_total(tally));
}

/* ---- summary ------------------------------------------------------------------------------------------- */

static void
add_key_number(struct report *report, const char *label, const struct cell *cell)
{
	struct page *part = page_section(report->page, "KEY");

	page_set(part, "LABEL", report_message(report, label));
	page_set(part, "NUMBER", cell_hidden(cell) ? VIEW("–") : report_count(report, cell));
}

static void
add_sentence(struct page *sentences, struct view text)
{
	page_set(page_section(sentences, "SENTENCE"), "TEXT", text);
}

/* One of three messages: the number is 0, hidden, or known. */
static void
add_counted(struct report *report, struct page *sentences, const struct cell *cell, const char *none,
            const char *hidden, const char *some)
{
	const struct catalogue_value values[] = {
		{ "count", report_count_told(report, cell) },
		{ "people", report_people_told(report, cell) },
		{ "k", arena_printf(&report->arena, "%u", report->settings->threshold) },
		{ .name = NULL },
	};

	add_sentence(sentences, report_sentence(report, report_fill(report,
	                                                            cell_hidden(cell)              ? hidden
	                                                            : report_is_none(report, cell) ? none
	                                                                                           : some,
	                                                            values)));
}

static void
summarise_kind(struct report *report, struct page *sentences, const struct kind_tables *kind)
{
	const struct cell *total = tally_total(&kind->mentions);
	struct figure figure;

	add_counted(report, sentences, total, kind->words->none, kind->words->hidden, kind->words->some);
	if (is_empty(report, &kind->domains))
		return;
	figure = kind_figure(report, kind, &kind->domains, "");
	add_sentence(sentences, report_fill(report, kind->words->top,
	                                    (const struct catalogue_value[]){
	                                        { "claim", figure_claim(&figure) }, { .name = NULL } }));
}

/* Findings say more than sums do; the summary has one page. */
static void
add_sentences(struct report *report)
{
	struct page *sentences = page_section(report->page, "SENTENCES");

	add_counted(report, sentences, tally_total(&report->response), "report_people_none",
	            "report_people_hidden", "report_people_some");
	for (size_t i = 0; i < report->kind_count; i++)
		summarise_kind(report, sentences, &report->kinds[i]);
}

void
report_summary(struct report *report)
{
	report_chapter(report, VIEW("summary"), report_message(report, "report_summary"));
	/* Who answered a ballot can be counted for another questionnaire too: those are not so many people. */
	add_key_number(report, report->ballot_count > 0 ? "report_key_filled" : "report_key_people",
	               tally_total(&report->response));
	for (size_t i = 0; i < report->kind_count; i++)
		add_key_number(report, report->kinds[i].words->key, tally_total(&report->kinds[i].mentions));
	if (report->released->finding_count > 0)
		report_highlights(report);
	else
		add_sentences(report);
}

/* ---- response ------------------------------------------------------------------------------------------ */

enum { RESPONSE_QUESTIONNAIRE, RESPONSE_AUDIENCE, RESPONSE_WAVE };

static void
add_response_row(struct report *report, size_t questionnaire, size_t audience, struct page *row)
{
	const struct tally *tally = &report->response;
	size_t waves = all_of(tally, RESPONSE_WAVE);
	const size_t *order = report_wave_order(report, tally, RESPONSE_WAVE);

	for (size_t wave = waves > 1 ? 0 : waves; wave <= waves; wave++) {
		const struct cell *cell = tally_cell(
		    tally, (size_t[]){ questionnaire, audience, wave < waves ? order[wave] : waves });

		report_add_number(report, row, cell, report_count(report, cell));
	}
}

/* The questionnaires of one audience, and their sum where there are several. */
static void
add_response_rows(struct report *report, size_t audience)
{
	const struct tally *tally = &report->response;
	size_t questionnaires = all_of(tally, RESPONSE_QUESTIONNAIRE), waves = all_of(tally, RESPONSE_WAVE),
	       count = 0;
	struct view name =
	    report_audience(report, tally->dimensions[RESPONSE_AUDIENCE].categories[audience].text);
	struct page *row;

	for (size_t q = 0; q < questionnaires; q++) {
		if (tally_cell(tally, (size_t[]){ q, audience, waves })->state == CELL_IMPOSSIBLE)
			continue;
		row = page_section(report->page, "RESPONSE_ROW");
		page_set(row, "NAME", wording_position(tally, RESPONSE_QUESTIONNAIRE, q));
		report_questionnaire_written(
		    report, wording_position_id(&tally->dimensions[RESPONSE_QUESTIONNAIRE], q), row);
		page_set(row, "AUDIENCE", name);
		add_response_row(report, q, audience, row);
		count++;
	}
	if (count < 2)
		return;
	row = page_section(report->page, "RESPONSE_ROW");
	page_show(row, "TOGETHER");
	page_set(row, "NAME", report_message(report, "report_together"));
	page_set(row, "AUDIENCE", name);
	add_response_row(report, questionnaires, audience, row);
}

static void
add_sealed(struct report *report)
{
	const struct tally *tally = &report->sealed;
	const struct cell *browser = &tally->cells[0], *server = &tally->cells[1],
	                  *whole = tally_total(tally);
	struct view share = report_share(report, browser, whole), rest = report_share(report, server, whole);
	bool shares = share.len > 0 && rest.len > 0;
	const struct catalogue_value values[] = {
		{ "browser", shares ? share : report_count_told(report, browser) },
		{ "server", shares ? rest : report_count_told(report, server) },
		{ .name = NULL },
	};

	page_set(report->page, "SEALED", report_fill(report, "report_sealed", values));
}

void
report_response(struct report *report)
{
	const struct tally *tally = &report->response;
	size_t waves = all_of(tally, RESPONSE_WAVE), audiences = all_of(tally, RESPONSE_AUDIENCE);
	const size_t *order = report_wave_order(report, tally, RESPONSE_WAVE);
	struct page *sum;

	report_chapter(report, VIEW("why"), report_message(report, "report_why"));
	report_chapter(report, VIEW("response"), report_message(report, "report_response"));
	report_chapter(report, VIEW("method"), report_message(report, "report_method"));
	for (size_t wave = 0; waves > 1 && wave < waves; wave++)
		page_set(page_section(report->page, "RESPONSE_COLUMN"), "NAME",
		         wording_position(tally, RESPONSE_WAVE, order[wave]));
	for (size_t audience = 0; audience < audiences; audience++)
		add_response_rows(report, audience);
	sum = page_section(report->page, "RESPONSE_SUM");
	add_response_row(report, all_of(tally, RESPONSE_QUESTIONNAIRE), audiences, sum);
	if (report->hidden_places > 0) /* this is the first chapter with a table */
		page_show(report->page, "RESPONSE_NOTE");
	add_sealed(report);
}

/* ---- kinds of mention ---------------------------------------------------------------------------------- */

static void
add_kind_total(struct report *report, const struct tally *mentions, struct page *part)
{
	const struct cell *total = tally_total(mentions);
	const struct catalogue_value values[] = {
		{ "count", report_count_told(report, total) },
		{ "people", report_people_told(report, total) },
		{ .name = NULL },
	};

	page_set(part, "TOTAL",
	         report_sentence(report, report_fill(report,
	                                             cell_hidden(total) ? "report_kind_total_hidden"
	                                                                : "report_kind_total",
	                                             values)));
}

static void
add_kind(struct report *report, const struct kind_tables *kind)
{
	struct view title = report_message(report, kind->words->title);
	struct page *part = page_section(report->page, "KIND");
	struct figure figure;

	report_chapter(report, kind->id, title);
	page_set(part, "ID", kind->id);
	page_set(part, "TITLE", title);
	page_set(part, "ABOUT", report_message(report, kind->words->about));
	if (is_empty(report, &kind->mentions)) {
		page_show(part, "NOTHING");
		return;
	}
	add_kind_total(report, &kind->mentions, page_section(part, "TOLD"));
	if (kind->domains.cell_count > 0) {
		figure = kind_figure(report, kind, &kind->domains, "domains");
		report_figure(&figure, part);
	}
	if (kind->causes.cell_count > 0) {
		figure = kind_figure(report, kind, &kind->causes, "causes");
		report_figure(&figure, part);
	}
	report_quotes(report, kind, part);
}

void
report_kinds(struct report *report)
{
	for (size_t i = 0; i < report->kind_count; i++)
		add_kind(report, &report->kinds[i]);
}

/* ---- recognition --------------------------------------------------------------------------------------- */

void
report_recognition(struct report *report)
{
	struct page *part;

	if (report->recognised_count == 0)
		return;
	report_chapter(report, VIEW("recognition"), report_message(report, "report_recognition"));
	part = page_section(report->page, "RECOGNITION");
	for (size_t i = 0; i < report->recognised_count; i++) {
		struct figure figure = {
			.report = report,
			.tally = &report->recognised[i],
			.topic = report_message(report, "report_recognition"),
			.claim = "report_ticked",
			.claim_tie = "report_ticked_tie",
			.id = arena_printf(&report->arena, "recognition-%zu", i + 1),
		};

		report_figure(&figure, part);
	}
}
