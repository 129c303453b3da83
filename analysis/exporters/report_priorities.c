/* SPDX-License-Identifier: EUPL-1.2
 *
 * What comes first: the outcome of every ballot in the study, a questionnaire that asks about at least two released findings.
 * What of an outcome may be shown, analysis/priorities/outcome.h says.
 */
#include "report_parts.h"

#include "analysis/priorities/bradley_terry.h"

enum { ITEMS_LEAST = 2 };

/* ---- which questionnaires are ballots ------------------------------------------------------------------ */

static bool
is_item_of(struct view finding, struct view item)
{
	struct buf id = BUF_INIT;
	bool is;

	finding_add_option(finding, &id);
	is = view_equal(buf_view(&id), item);
	buf_release(&id);
	return is;
}

/* The finding that an item of a ballot stands for, perhaps under the id that it had before a merge, or RELEASED_NONE. */
static size_t
finding_of_item(const struct report *report, struct view item)
{
	size_t found = RELEASED_NONE;

	for (size_t f = 0; found == RELEASED_NONE && f < report->released->finding_count; f++) {
		const struct released_finding *finding = &report->released->findings[f];
		bool is = is_item_of(finding->id, item);

		for (size_t a = 0; a < finding->alias_count; a++)
			is = is || is_item_of(finding->aliases[a], item);
		if (is)
			found = f;
	}
	return found;
}

static bool
is_ballot(const struct report *report, const struct answers *answers)
{
	size_t count = 0;

	for (size_t i = 0; i < answers->item_count; i++)
		count += finding_of_item(report, answers->items[i].id) != RELEASED_NONE;
	return count >= ITEMS_LEAST;
}

bool
report_ballots(struct report *report, struct error *err)
{
	const struct source source = { .blocks = report->blocks, .count = report->block_count };
	const struct dimension *questionnaires = &report->response.dimensions[0];
	bool good = true;

	if (report->released->finding_count < ITEMS_LEAST)
		return true;
	for (size_t i = 0;
	     good && i < questionnaires->category_count && report->ballot_count < REPORT_BALLOTS_MAX; i++) {
		struct report_ballot *ballot = &report->ballots[report->ballot_count];
		struct error why = ERROR_INIT;

		if (!answers_make(&ballot->answers, &source, questionnaires->categories[i].id,
		                  report->catalogue, &why) ||
		    !is_ballot(report, &ballot->answers)) {
			answers_release(&ballot->answers);
			continue;
		}
		report->ballot_count++;
		good = ballot_tables_make(&ballot->tables, &ballot->answers, &source,
		                          report->settings->threshold, report->catalogue,
		                          report->settings->base == 0, err);
	}
	return good;
}

void
report_outcomes(struct report *report)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		struct report_ballot *ballot = &report->ballots[i];
		struct error why = ERROR_INIT;

		ballot->counted = outcome_make(&ballot->outcome, &ballot->answers, &ballot->tables,
		                               report->settings->threshold, BRADLEY_TERRY_RIDGE, &why);
	}
}

void
report_ballots_release(struct report *report)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		outcome_release(&report->ballots[i].outcome);
		ballot_tables_release(&report->ballots[i].tables);
		answers_release(&report->ballots[i].answers);
	}
}

size_t
report_band(const struct report *report, size_t finding)
{
	for (size_t i = 0; i < report->ballot_count; i++) {
		const struct outcome_table *order =
		    report->ballots[i].counted ? ballot_table(&report->ballots[i], "order") : NULL;

		for (size_t row = 0; order != NULL && row < order->row_count; row++)
			if (finding_of_item(report, ballot_value(order, row, ORDER_ITEM)->text) == finding)
				return (size_t)ballot_value(order, row, ORDER_BAND)->count;
	}
	return RELEASED_NONE;
}

/* ---- bands --------------------------------------------------------------------------------------------- */

static void
add_item(struct report *report, const struct outcome_table *table, size_t row, size_t id, size_t text,
         struct page *part)
{
	size_t finding = finding_of_item(report, ballot_value(table, row, id)->text);
	struct page *item = page_section(part, "ITEM"), *name;

	name = page_section(item, finding == RELEASED_NONE ? "PLAIN" : "LINKED");
	page_set(name, "TEXT", ballot_value(table, row, text)->text);
	if (finding != RELEASED_NONE)
		page_set(name, "ID", report->released->findings[finding].id);
}

void
report_bands(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	const struct outcome_table *order = ballot_table(ballot, "order");
	struct page *band = NULL;

	report_questionnaire_written(report, ballot->answers.questionnaire, part);
	for (size_t row = 0; row < order->row_count; row++) {
		uint64_t place = ballot_value(order, row, ORDER_BAND)->count;
		bool first = row == 0 || ballot_value(order, row - 1, ORDER_BAND)->count != place,
		     more = row + 1 < order->row_count &&
		            ballot_value(order, row + 1, ORDER_BAND)->count == place;

		if (first) {
			band = page_section(part, "BAND");
			if (more)
				page_show(band, "TOGETHER");
		}
		add_item(report, order, row, ORDER_ITEM, ORDER_TEXT, band);
	}
}

static void
add_minority(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	const struct outcome_table *table = ballot_table(ballot, "minority");
	struct page *minority;

	if (table == NULL || table->row_count == 0)
		return;
	minority = page_section(part, "MINORITY");
	page_set(minority, "WHY",
	         report_message(report, ballot->answers.method == ANSWERS_RANKED
	                                    ? "report_priorities_why_ranked"
	                                    : "report_priorities_why_voted"));
	for (size_t row = 0; row < table->row_count; row++)
		add_item(report, table, row, 0, 1, minority);
}

/* ---- the chapter --------------------------------------------------------------------------------------- */

static const struct questionnaire *
questionnaire_of(const struct report *report, struct view id)
{
	const struct questionnaire *found = NULL;

	for (size_t b = 0; b < report->block_count; b++)
		if (view_equal(report->blocks[b].questionnaire->id, id))
			found = report->blocks[b].questionnaire;
	return found;
}

static size_t
position_of(const struct report *report, struct view questionnaire)
{
	const struct dimension *dimension = &report->response.dimensions[0];
	size_t position = 0;

	while (!view_equal(dimension->categories[position].id, questionnaire))
		position++;
	return position;
}

/* Beside rounded numbers an exact one would tell more than those do. */
bool
report_shows_voters(const struct report *report, const struct report_ballot *ballot)
{
	const struct tally *response = &report->response;
	const struct cell *sent =
	    tally_cell(response, (size_t[]){ position_of(report, ballot->answers.questionnaire),
	                                     dimension_all(&response->dimensions[1]),
	                                     dimension_all(&response->dimensions[2]) });
	uint64_t people = ballot->outcome.people, rest = sent->count - people;

	return !report_is_rounded(report) && !cell_hidden(sent) && sent->count >= people &&
	       (rest == 0 || rest >= report->settings->threshold);
}

static struct view
voters(struct report *report, const struct report_ballot *ballot)
{
	uint64_t people = ballot->outcome.people;
	struct view audience =
	    report_audience(report, questionnaire_of(report, ballot->answers.questionnaire)->audience);

	return report_fill(report,
	                   report_shows_voters(report, ballot) ? "report_priorities_voters"
	                                                       : "report_priorities_voters_hidden",
	                   (const struct catalogue_value[]){
	                       { "people", arena_printf(&report->arena, "%llu", (unsigned long long)people) },
	                       { "audience", audience },
	                       { .name = NULL } });
}

static const char *
method_words(enum answers_method method)
{
	return method == ANSWERS_RANKED ? "report_priorities_ranked"
	     : method == ANSWERS_PAIRED ? "report_priorities_paired"
	                                : "report_priorities_voted";
}

static struct view
how_counted(struct report *report, const struct report_ballot *ballot)
{
	struct view method = report_message(report, method_words(ballot->answers.method)),
	            left_out = report_message(report, "report_priorities_rounded");

	if (!report_is_rounded(report) || ballot->answers.method == ANSWERS_VOTED)
		return method;
	return arena_printf(&report->arena, "%.*s %.*s", VIEW_ARGS(method), VIEW_ARGS(left_out));
}

static void
fill_ballot(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	struct page *counted = page_section(part, "COUNTED");

	page_set(counted, "VOTERS", voters(report, ballot));
	page_set(counted, "METHOD", how_counted(report, ballot));
	report_bands(report, ballot, counted);
	add_minority(report, ballot, counted);
	if (ballot->answers.method == ANSWERS_RANKED && ballot_table(ballot, "kemeny") != NULL)
		page_show(counted, "KEMENY");
	report_ballot_tables(report, ballot, counted);
}

void
report_priorities(struct report *report)
{
	struct page *part;

	if (report->ballot_count == 0)
		return;
	report_chapter(report, VIEW("priorities"), report_message(report, "report_priorities"));
	part = page_section(report->page, "PRIORITIES");
	for (size_t i = 0; i < report->ballot_count; i++) {
		const struct report_ballot *ballot = &report->ballots[i];
		size_t questionnaire = position_of(report, ballot->answers.questionnaire);
		struct view title = ballot->answers.title;
		struct page *page = page_section(part, "BALLOT");

		page_setf(page, "TARGET", "ballot-%zu", i + 1);
		report_questionnaire_written(report, ballot->answers.questionnaire, page);
		page_set(page, "TITLE",
		         title.len > 0 ? title
		                       : report->response.dimensions[0].categories[questionnaire].text);
		if (ballot->counted)
			fill_ballot(report, ballot, page);
		else
			page_set(page_section(page, "FEW"), "WORDS",
			         report_fill(report, "report_priorities_few",
			                     (const struct catalogue_value[]){
			                         { "k", arena_printf(&report->arena, "%u",
			                                             report->settings->threshold) },
			                         { .name = NULL } }));
	}
}
