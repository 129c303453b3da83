/* SPDX-License-Identifier: EUPL-1.2
 *
 * The quotes that were released, in the people's own words. Their order is that of the alphabet, so it says nothing about
 * who came when, or which two are from one person.
 */
#include "report_parts.h"

#include <stdlib.h>

#include "unicode.h"

/* `at` is a position of the table, whose part on the axis of audiences does not matter. */
static bool
hides_an_audience(const struct report *report, const struct tally *tally, size_t axis,
                  size_t at[TABLE_AXES_MAX])
{
	for (size_t audience = 0; audience < tally->shape.length[axis]; audience++) {
		at[axis] = audience;
		if (report_may_be_few(report, tally_cell(tally, at)))
			return true;
	}
	return false;
}

/* Only where the tables hide no audience at all, and of none a rounded number can stand for a few people: who sees all the other
 * names knows the one that is missing. */
bool
report_names_audiences(const struct report *report, const struct kind_tables *kind, size_t finding)
{
	const struct dimension *findings = &kind->people.dimensions[FIGURE_CATEGORY];

	if (hides_an_audience(report, &kind->mentions, 0, (size_t[TABLE_AXES_MAX]){ 0 }))
		return false;
	if (finding == RELEASED_NONE)
		return true;
	for (size_t i = 0; kind->people.cell_count > 0 && i < findings->category_count; i++)
		if (view_equal(findings->categories[i].id, report->released->findings[finding].id))
			return !hides_an_audience(report, &kind->people, FIGURE_AUDIENCE,
			                          (size_t[TABLE_AXES_MAX]){ i });
	return false;
}

void
report_quote(struct report *report, const struct released_quote *quote, bool named, struct page *part)
{
	struct page *page = page_include(part, "QUOTE", report_template(report, "report-quote"));

	report_lines(page, quote->text);
	report_written(report, page, "WRITTEN");
	if (named)
		page_set(page_section(page, "FROM"), "AUDIENCE", report_audience(report, quote->audience));
}

void
report_quotes(struct report *report, const struct kind_tables *kind, struct page *part)
{
	bool named = report_names_audiences(report, kind, RELEASED_NONE);
	struct page *section = page_section(part, "QUOTES");
	size_t all = 0, loose = 0;

	if (report_may_be_few(report, tally_total(&kind->mentions))) {
		page_set(page_section(section, "FEW"), "WORDS",
		         report_message(report, report_is_rounded(report) ? "report_quotes_few_rounded"
		                                                          : "report_quotes_few"));
		return;
	}
	for (size_t i = 0; i < report->released->quote_count; i++) {
		const struct released_quote *quote = &report->released->quotes[i];

		if (quote->kind != kind->words->kind)
			continue;
		all++;
		if (quote->finding != RELEASED_NONE)
			continue;
		loose++;
		report_quote(report, quote, named, section);
	}
	page_show(section, all == 0 ? "NONE" : loose == 0 ? "ABOVE" : "SOME");
}

/* ---- of a finding -------------------------------------------------------------------------------------- */

struct choice {
	size_t quote, length;
};

static int
compare_choices(const void *first, const void *second)
{
	const struct choice *a = first, *b = second;

	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	return (a->quote > b->quote) - (a->quote < b->quote);
}

void
report_finding_quotes(struct report *report, size_t finding, size_t most, struct page *part)
{
	const struct released *released = report->released;
	const struct kind_tables *kind = report_kind(report, released->findings[finding].kind);
	struct choice *choices = xcalloc(released->quote_count, sizeof(*choices));
	size_t count = 0;
	bool named;

	if (kind == NULL || report_may_be_few(report, tally_total(&kind->mentions)))
		goto out;
	named = report_names_audiences(report, kind, finding);
	for (size_t i = 0; i < released->quote_count; i++)
		if (released->quotes[i].finding == finding)
			choices[count++] = (struct choice){ i, unicode_length(released->quotes[i].text) };
	if (count > most)
		qsort(choices, count, sizeof(*choices), compare_choices);
	for (size_t i = 0; i < count && i < most; i++)
		report_quote(report, &released->quotes[choices[i].quote], named, part);
out:
	free(choices);
}
