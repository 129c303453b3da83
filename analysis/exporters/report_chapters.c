/* SPDX-License-Identifier: EUPL-1.2
 *
 * The chapters of the report that are figures and sentences: summary, response, one per kind of mention, what was
 * recognised.
 */
#include "report_parts.h"

#include "wording.h"

static size_t
all_of(const struct tally *tally, size_t axis)
{
	return dimension_all(&tally->dimensions[axis]);
}

/* The mentions of a kind in all audiences. */
static const struct cell *
kind_total(const struct report *report, size_t kind)
{
	return tally_cell(&report->mentions, (size_t[]){ kind, all_of(&report->mentions, 1) });
}

/* The figure of a kind by a tag set. All kinds stand at the same position in all three tallies of mentions. */
static struct figure
kind_figure(struct report *report, const struct tally *tally, size_t kind, const char *suffix)
{
	struct view id = report->mentions.dimensions[0].categories[kind].id;

	return (struct figure){
		.report = report,
		.tally = tally,
		.positions = { kind },
		.category_axis = 1,
		.audience_axis = 2,
		.claim = "report_claim",
		.claim_tie = "report_claim_tie",
		.id = arena_printf(&report->arena, "%.*s-%s", VIEW_ARGS(id), suffix),
	};
}

/* ---- summary --------------------------------------------------------------------------------------------- */

static void
add_key_number(struct report *report, const char *label, struct view number)
{
	struct page *part = page_section(report->page, "KEY");

	page_set(part, "LABEL", report_message(report, label));
	page_set(part, "NUMBER", number);
}

static void
add_sentence(struct report *report, struct view text)
{
	page_set(page_section(report->page, "SENTENCE"), "TEXT", text);
}

/* One of three messages: the number is 0, hidden, or known. */
static void
add_counted(struct report *report, const struct tally *tally, const struct cell *cell, const char *none,
            const char *hidden, const char *some)
{
	const struct catalogue_value values[] = {
		{ "count", wording_count(tally, cell, &report->arena) },
		{ "people", wording_respondents(tally, cell, &report->arena) },
		{ "k", arena_printf(&report->arena, "%u", tally->threshold) },
		{ .name = NULL },
	};

	add_sentence(report, report_fill(report, cell_hidden(cell) ? hidden : cell->count == 0 ? none : some, values));
}

static const struct {
	const char *kind, *key, *none, *hidden, *some, *top;
} kind_words[] = {
	{ "olifantenpaadje", "report_key_paths", "report_paths_none", "report_paths_hidden", "report_paths_some",
	  "report_paths_top" },
	{ "broodje_aap", "report_key_myths", "report_myths_none", "report_myths_hidden", "report_myths_some",
	  "report_myths_top" },
};
enum { KIND_WORDS = sizeof(kind_words) / sizeof(kind_words[0]) };
_Static_assert(KIND_WORDS == MENTION_KIND_COUNT - 1, "words for each kind of mention");

static size_t
words_of_kind(const struct report *report, size_t kind)
{
	size_t i = 0;

	while (i + 1 < KIND_WORDS && !view_is(report->mentions.dimensions[0].categories[kind].id, kind_words[i].kind))
		i++;
	return i;
}

/* In the summary the first sentence of a claim starts with the kind. */
static void
add_kind_sentences(struct report *report, size_t kind)
{
	size_t words = words_of_kind(report, kind);
	const struct cell *total = kind_total(report, kind);
	struct figure figure;

	add_counted(report, &report->mentions, total, kind_words[words].none, kind_words[words].hidden,
	            kind_words[words].some);
	if (report->domains.cell_count == 0 || (total->count == 0 && !cell_hidden(total)))
		return;
	figure = kind_figure(report, &report->domains, kind, "");
	add_sentence(report, report_fill(report, kind_words[words].top,
	                                 (const struct catalogue_value[]){ { "claim", figure_claim(&figure) },
	                                                                   { .name = NULL } }));
}

void
report_summary(struct report *report)
{
	const struct cell *people = tally_total(&report->response);
	size_t kinds = report->mentions.dimensions[0].category_count;

	report_chapter(report, VIEW("summary"), report_message(report, "report_summary"));
	add_key_number(report, "report_key_people", wording_count(&report->response, people, &report->arena));
	add_counted(report, &report->response, people, "report_people_none", "report_people_hidden", "report_people_some");
	for (size_t kind = kinds; kind-- > 0;) {
		add_key_number(report, kind_words[words_of_kind(report, kind)].key,
		               wording_count(&report->mentions, kind_total(report, kind), &report->arena));
		add_kind_sentences(report, kind);
	}
}

/* ---- response -------------------------------------------------------------------------------------------- */

enum { RESPONSE_QUESTIONNAIRE, RESPONSE_AUDIENCE, RESPONSE_WAVE };

static void
add_response_row(struct report *report, size_t questionnaire, size_t audience, struct page *row)
{
	const struct tally *tally = &report->response;
	size_t waves = all_of(tally, RESPONSE_WAVE);

	for (size_t wave = waves > 1 ? 0 : waves; wave <= waves; wave++)
		report_number(report, page_section(row, "VALUE"), tally,
		              tally_cell(tally, (size_t[]){ questionnaire, audience, wave }));
}

/* The questionnaires of one audience, and their sum where there are several. */
static void
add_response_rows(struct report *report, size_t audience)
{
	const struct tally *tally = &report->response;
	size_t questionnaires = all_of(tally, RESPONSE_QUESTIONNAIRE), waves = all_of(tally, RESPONSE_WAVE), count = 0;
	struct view name = report_audience(report, tally->dimensions[RESPONSE_AUDIENCE].categories[audience].text);
	struct page *row;

	for (size_t q = 0; q < questionnaires; q++) {
		if (tally_cell(tally, (size_t[]){ q, audience, waves })->state == CELL_IMPOSSIBLE)
			continue;
		row = page_section(report->page, "RESPONSE_ROW");
		page_set(row, "NAME", wording_position(tally, RESPONSE_QUESTIONNAIRE, q));
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
	const struct cell *browser = &tally->cells[0], *server = &tally->cells[1], *whole = tally_total(tally);
	struct view share = report_share(report, browser, whole), rest = report_share(report, server, whole);
	bool shares = share.len > 0 && rest.len > 0;
	const struct catalogue_value values[] = {
		{ "browser", shares ? share : wording_count(tally, browser, &report->arena) },
		{ "server", shares ? rest : wording_count(tally, server, &report->arena) },
		{ .name = NULL },
	};

	page_set(report->page, "SEALED", report_fill(report, "report_sealed", values));
}

void
report_response(struct report *report)
{
	const struct tally *tally = &report->response;
	size_t waves = all_of(tally, RESPONSE_WAVE), audiences = all_of(tally, RESPONSE_AUDIENCE);
	struct page *sum;

	report_chapter(report, VIEW("response"), report_message(report, "report_response"));
	for (size_t wave = 0; waves > 1 && wave < waves; wave++)
		page_set(page_section(report->page, "RESPONSE_COLUMN"), "NAME", wording_position(tally, RESPONSE_WAVE, wave));
	for (size_t audience = 0; audience < audiences; audience++)
		add_response_rows(report, audience);
	sum = page_section(report->page, "RESPONSE_SUM");
	add_response_row(report, all_of(tally, RESPONSE_QUESTIONNAIRE), audiences, sum);
	add_sealed(report);
}

/* ---- kinds of mention ------------------------------------------------------------------------------------ */

static void
add_kind(struct report *report, size_t kind)
{
	const struct category *category = &report->mentions.dimensions[0].categories[kind];
	const struct cell *total = kind_total(report, kind);
	struct page *part = page_section(report->page, "KIND");
	struct figure figure;

	report_chapter(report, category->id, category->text);
	page_set(part, "ID", category->id);
	page_set(part, "TITLE", category->text);
	page_set(part, "ABOUT",
	         report_message(report, words_of_kind(report, kind) == 0 ? "report_about_paths" : "report_about_myths"));
	if (total->count == 0 && !cell_hidden(total)) {
		page_show(part, "NOTHING");
		return;
	}
	page_set(part, "TOTAL", report_fill(report, cell_hidden(total) ? "report_kind_total_hidden" : "report_kind_total",
	                                    (const struct catalogue_value[]){
	                                            { "count", wording_count(&report->mentions, total, &report->arena) },
	                                            { "people", wording_respondents(&report->mentions, total,
	                                                                            &report->arena) },
	                                            { .name = NULL },
	                                    }));
	if (report->domains.cell_count > 0) {
		figure = kind_figure(report, &report->domains, kind, "domains");
		report_figure(&figure, part);
	}
	if (report->causes.cell_count > 0) {
		figure = kind_figure(report, &report->causes, kind, "causes");
		report_figure(&figure, part);
	}
	report_quotes(report, kind, part);
}

/* Workarounds before myths: the other way round than their ids. */
void
report_kinds(struct report *report)
{
	for (size_t kind = report->mentions.dimensions[0].category_count; kind-- > 0;)
		add_kind(report, kind);
}

/* ---- recognition ----------------------------------------------------------------------------------------- */

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
			.category_axis = 0,
			.audience_axis = 1,
			.claim = "report_ticked",
			.claim_tie = "report_ticked_tie",
			.id = arena_printf(&report->arena, "recognition-%zu", i + 1),
		};

		report_figure(&figure, part);
	}
}
