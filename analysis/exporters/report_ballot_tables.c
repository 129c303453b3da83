/* SPDX-License-Identifier: EUPL-1.2
 *
 * The tables below a ballot's bands, as far as its outcome shows them: report_parts.h.
 */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ORDER_VOTES = 3, VOTES_SHOWN = 3, ORDER_SHARE = 7, ORDER_ABILITY = 3 };

const struct outcome_table *
ballot_table(const struct report_ballot *ballot, const char *name)
{
	for (size_t i = 0; i < ballot->outcome.table_count; i++)
		if (strcmp(ballot->outcome.tables[i].name, name) == 0)
			return &ballot->outcome.tables[i];
	return NULL;
}

const struct outcome_value *
ballot_value(const struct outcome_table *table, size_t row, size_t column)
{
	return &table->values[row * table->column_count + column];
}

static void
add_value(struct report *report, const struct outcome_value *value, struct page *row)
{
	struct page *part = page_section(row, "VALUE");
	char id[40];

	if (value->kind == OUTCOME_COUNT) {
		page_setf(part, "TEXT", "%llu", (unsigned long long)value->count);
	} else if (value->kind != OUTCOME_HIDDEN) {
		page_set(part, "TEXT", VIEW("–"));
	} else {
		snprintf(id, sizeof(id), "report_priorities_%.*s", VIEW_ARGS(value->text));
		page_set(part, "TEXT", report_message(report, value->text.len > 0 ? id : "report_hidden"));
		page_show(part, "HIDDEN");
		report->hidden_places++;
	}
}

static void
add_column(struct page *table, struct view name)
{
	page_set(page_section(table, "COLUMN"), "NAME", name);
}

/* `caption`: a message, whose name tells it from the ballot's other tables. */
static struct page *
begin_table(struct report *report, const struct report_ballot *ballot, const char *caption, struct page *part)
{
	struct page *table = page_section(part, "TABLE");

	page_setf(table, "ID", "ballot-%zu-%s", (size_t)(ballot - report->ballots) + 1,
	          caption + strlen("report_priorities_"));
	page_set(table, "CAPTION", report_message(report, caption));
	page_set(table, "FIRST", report_message(report, "report_priorities_item"));
	return table;
}

static void
add_note(struct report *report, struct page *table, const char *message)
{
	page_set(page_section(table, "NOTE"), "WORDS", report_message(report, message));
}

/* Rows and columns go by the number that an item has in the order. */
static void
add_pairs(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	const struct outcome_table *pairs = ballot_table(ballot, "pairs"),
	                           *order = ballot_table(ballot, "order");
	size_t hidden_before = report->hidden_places;
	struct page *table;

	if (pairs == NULL)
		return;
	table = begin_table(report, ballot, "report_priorities_pairs", part);
	for (size_t c = 2; c < pairs->column_count; c++)
		add_column(table, pairs->columns[c]);
	for (size_t r = 0; r < pairs->row_count; r++) {
		struct page *row = page_section(table, "ENTRY");

		page_setf(row, "NAME", "%zu. %.*s", r + 1,
		          VIEW_ARGS(ballot_value(order, r, ORDER_TEXT)->text));
		for (size_t c = 2; c < pairs->column_count; c++)
			add_value(report, ballot_value(pairs, r, c), row);
	}
	if (report->hidden_places > hidden_before)
		add_note(report, table, "report_priorities_pairs_hidden");
}

/* "62% (50–73%)": the interval is never narrower than it was worked out. */
static void
set_between(struct page *part, double share, double least, double most)
{
	page_setf(part, "TEXT", "%.0f%% (%.0f–%.0f%%)", share, floor(least), ceil(most));
}

/* Of those who agree or disagree; no shares of few people. */
static void
add_share(const struct report_ballot *ballot, size_t row, struct page *entry)
{
	const struct outcome_value *share = ballot_value(ballot_table(ballot, "order"), row, ORDER_SHARE);
	struct page *part = page_section(entry, "VALUE");

	if (share[0].kind != OUTCOME_NUMBER)
		page_set(part, "TEXT", VIEW("–"));
	else
		set_between(part, share[0].number * 100, share[1].number * 100, share[2].number * 100);
}

static void
add_votes(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	static const char *const names[] = { "report_priorities_agree", "report_priorities_disagree",
		                             "report_priorities_unknown" };
	const struct outcome_table *order = ballot_table(ballot, "order");
	bool shares = ballot->outcome.people >= SHARE_LEAST && !report_is_rounded(report);
	size_t hidden_before = report->hidden_places;
	struct page *table = begin_table(report, ballot, "report_priorities_votes", part);

	for (size_t c = 0; c < VOTES_SHOWN; c++)
		add_column(table, report_message(report, names[c]));
	if (shares)
		add_column(table, report_message(report, "report_priorities_share"));
	for (size_t r = 0; r < order->row_count; r++) {
		struct page *row = page_section(table, "ENTRY");

		page_set(row, "NAME", ballot_value(order, r, ORDER_TEXT)->text);
		for (size_t c = 0; c < VOTES_SHOWN; c++)
			add_value(report, ballot_value(order, r, ORDER_VOTES + c), row);
		if (shares)
			add_share(ballot, r, row);
	}
	if (report_is_rounded(report))
		add_note(report, table, "report_rounded");
	if (report->hidden_places > hidden_before)
		page_set(
		    page_section(table, "NOTE"), "WORDS",
		    report_fill(report, "report_hidden_means",
		                (const struct catalogue_value[]){
		                    { "k", arena_printf(&report->arena, "%u", report->settings->threshold) },
		                    { .name = NULL } }));
}

/* An ability, in logits against the mean, as the chance to be chosen over an item of that mean. */
static double
chance(double ability)
{
	return 100 / (1 + exp(-ability));
}

static void
add_chance(const struct report_ballot *ballot, size_t row, struct page *entry)
{
	const struct outcome_value *ability = ballot_value(ballot_table(ballot, "order"), row, ORDER_ABILITY);

	set_between(page_section(entry, "VALUE"), chance(ability[0].number), chance(ability[1].number),
	            chance(ability[2].number));
}

/* The abilities with their intervals, which are hidden all together or not at all; of few people there are no shares. */
static void
add_chances(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	const struct outcome_table *order = ballot_table(ballot, "order");
	struct page *table;

	if (ballot->outcome.people < SHARE_LEAST ||
	    ballot_value(order, 0, ORDER_ABILITY)->kind != OUTCOME_NUMBER) {
		page_set(page_section(part, "PLAIN_NOTE"), "WORDS",
		         report_message(report, "report_priorities_chances_hidden"));
		return;
	}
	table = begin_table(report, ballot, "report_priorities_chances", part);
	add_column(table, report_message(report, "report_priorities_chance"));
	for (size_t r = 0; r < order->row_count; r++) {
		struct page *row = page_section(table, "ENTRY");

		page_set(row, "NAME", ballot_value(order, r, ORDER_TEXT)->text);
		add_chance(ballot, r, row);
	}
	add_note(report, table, "report_priorities_chances_note");
}

/* Which way most of each group vote; how large the groups are, unless numbers are rounded. */
static void
add_groups(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	const struct outcome_table *groups = ballot_table(ballot, "groups"),
	                           *order = ballot_table(ballot, "order");
	bool sizes = !report_is_rounded(report);
	struct page *table;
	char id[40];

	if (groups == NULL)
		return;
	table = begin_table(report, ballot, "report_priorities_groups", part);
	for (size_t g = 1; g < groups->column_count; g++) {
		const struct catalogue_value words[] = {
			{ "number", arena_printf(&report->arena, "%zu", g) },
			{ "people",
			  arena_printf(
			      &report->arena, "%llu",
			      (unsigned long long)ballot_value(groups, order->row_count, g)->count) },
			{ .name = NULL },
		};

		add_column(table,
		           report_fill(report,
		                       sizes ? "report_priorities_group_of" : "report_priorities_group",
		                       words));
	}
	for (size_t r = 0; r < order->row_count; r++) {
		struct page *row = page_section(table, "ENTRY");

		page_set(row, "NAME", ballot_value(order, r, ORDER_TEXT)->text);
		for (size_t g = 1; g < groups->column_count; g++) {
			snprintf(id, sizeof(id), "report_priorities_%.*s",
			         VIEW_ARGS(ballot_value(groups, r, g)->text));
			page_set(page_section(row, "VALUE"), "TEXT", report_message(report, id));
		}
	}
	add_note(report, table, "report_priorities_groups_note");
}

void
report_ballot_tables(struct report *report, const struct report_ballot *ballot, struct page *part)
{
	if (ballot->answers.method == ANSWERS_VOTED) {
		add_votes(report, ballot, part);
		add_groups(report, ballot, part);
	} else if (!report_is_rounded(report) && ballot->answers.method == ANSWERS_RANKED) {
		add_pairs(report, ballot, part);
	} else if (!report_is_rounded(report)) {
		add_chances(report, ballot, part);
	}
}
