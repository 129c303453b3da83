/* SPDX-License-Identifier: EUPL-1.2
 *
 * The page for participants, in plain words: what they told, what happens with it, and what was chosen. It says nothing that the
 * report does not say; its numbers are of the same tables, made safe together.
 */
#include "report_parts.h"

#include <stdio.h>

static const char panel[] = "jongerenpanel"; /* the audience of `analysis ballot` */

/* "28 mensen vertelden dit."; nothing where that is hidden. */
static void
add_told(struct report *report, const struct released_finding *finding, struct page *part)
{
	const struct kind_tables *kind = report_kind(report, finding->kind);
	const struct cell *cell = NULL;

	if (kind != NULL && kind->people.cell_count > 0)
		cell = report_finding_cell(report, finding,
		                           dimension_all(&kind->people.dimensions[FIGURE_AUDIENCE]));
	if (cell != NULL && !cell_hidden(cell) && cell->count > 1)
		page_set(page_section(part, "TOLD"), "WORDS",
		         report_sentence(report, report_fill(report, "participants_told",
		                                             (const struct catalogue_value[]){
		                                                 { "n", report_count_told(report, cell) },
		                                                 { .name = NULL } })));
}

/* A part of a card in a section of its own, with its lines; nothing where it is empty. */
static void
add_part(const struct released_finding *finding, const char *name, const char *section, struct page *part)
{
	struct view value = released_part(finding, name);

	if (value.len > 0)
		report_lines(page_section(part, section), value);
}

static void
add_findings(struct report *report, enum mention_kind kind, const char *section, struct page *page)
{
	const size_t *ranked = report_ranked(report);
	struct page *all = NULL;

	for (size_t i = 0; i < report->released->finding_count; i++) {
		const struct released_finding *finding = &report->released->findings[ranked[i]];
		struct page *one;

		if (finding->kind != kind)
			continue;
		if (all == NULL)
			all = page_section(page, section);
		one = page_section(all, "FINDING");
		report_finding_anchors(finding, one);
		report_title(report, finding, one);
		report_written(report, one, "WRITTEN");
		add_told(report, finding, one);
		add_part(finding, "bottleneck", "BOTTLENECK", one);
		add_part(finding, "claim", "CLAIM", one);
		add_part(finding, "true", "TRUE", one);
	}
}

/* Whether a day of a card has come: the days of a card are when the team plans to do it. */
static bool
has_come(const struct report *report, struct view day)
{
	struct date date;

	return date_parse(day, &date) &&
	       (uint32_t)(date.year * 10000 + date.month * 100 + date.day) <= report->released->day;
}

/* How far it is, and since when; nothing is so since a day that is still to come. */
static void
add_state(struct report *report, const struct released_finding *finding, struct page *part)
{
	struct view state = released_part(finding, "state");
	char id[40], name[8];
	struct page *section;

	if (state.len == 0)
		return;
	snprintf(name, sizeof(name), "%.*s", VIEW_ARGS(state));
	snprintf(id, sizeof(id), "participants_state_%s", name);
	section = page_section(part, "STATE");
	page_set(section, "WORDS", report_message(report, id));
	if (has_come(report, released_part(finding, name)))
		report_day(report, released_part(finding, name), section);
}

static void
add_proposals(struct report *report, struct page *page)
{
	const size_t *ranked = report_ranked(report);
	struct page *all = NULL;

	for (size_t i = 0; i < report->released->finding_count; i++) {
		const struct released_finding *finding = &report->released->findings[ranked[i]];
		struct page *one;

		if (released_part(finding, "proposal").len == 0)
			continue;
		if (all == NULL)
			all = page_section(page, "PROPOSALS");
		one = page_section(all, "PROPOSAL");
		report_title(report, finding, one);
		report_written(report, one, "WRITTEN");
		report_lines(one, released_part(finding, "proposal"));
		add_part(finding, "owner", "OWNER", one);
		add_state(report, finding, one);
	}
	if (all == NULL)
		page_show(page, "NO_PROPOSALS");
}

/* Who was asked by a ballot: its questionnaire's audience. */
static bool
is_panels(const struct report *report, const struct report_ballot *ballot)
{
	for (size_t i = report->block_count; i-- > 0;)
		if (view_equal(report->blocks[i].questionnaire->id, ballot->outcome.questionnaire))
			return view_is(report->blocks[i].questionnaire->audience, panel);
	return false;
}

static void
add_ballots(struct report *report, struct page *page)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		const struct report_ballot *ballot = &report->ballots[i];
		struct page *part;

		if (!ballot->counted)
			continue;
		part = page_section(page, "CHOSEN");
		page_setf(part, "TARGET", "chosen-%zu", i + 1);
		page_set(part, "HEADING",
		         report_message(report, is_panels(report, ballot) ? "participants_chosen_panel"
		                                                          : "participants_chosen"));
		page_set(part, "TEXT",
		         report_fill(report,
		                     report_shows_voters(report, ballot) ? "participants_chosen_text"
		                                                         : "participants_chosen_text_some",
		                     (const struct catalogue_value[]){
		                         { "n", arena_printf(&report->arena, "%zu", ballot->outcome.people) },
		                         { .name = NULL } }));
		report_bands(report, ballot, part);
	}
}

bool
report_participants(struct report *report, struct buf *out, struct error *err)
{
	const struct cell *total = tally_total(&report->response);
	struct page *page = page_new("participants.tpl", report->catalogue);
	bool good;

	page_set(page, "LANGUAGE", catalogue_language(report->catalogue));
	page_set(page, "INTRO",
	         cell_hidden(total) || total->count < 2
	             ? report_message(report, "participants_intro_some")
	             : report_fill(report, "participants_intro",
	                           (const struct catalogue_value[]){
	                               { "n", report_count_told(report, total) }, { .name = NULL } }));
	page_set(page, "PRIVACY_NUMBERS",
	         report_message(report, report_is_rounded(report) ? "participants_privacy_rounded"
	                                                          : "participants_privacy_numbers"));
	if (report->settings->draft)
		page_show(page, "DRAFT");
	add_findings(report, MENTION_OLIFANTENPAADJE, "PATHS", page);
	add_findings(report, MENTION_BROODJE_AAP, "MYTHS", page);
	if (report->released->finding_count == 0)
		page_show(page, "NOTHING");
	add_proposals(report, page);
	add_ballots(report, page);
	good = page_render(page, out, err);
	page_free(page);
	return good;
}
