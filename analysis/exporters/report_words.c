/* SPDX-License-Identifier: EUPL-1.2
 *
 * What every part of the report says in the same way: messages, counts, shares, names, and which template a form has.
 */
#include "report_parts.h"

#include <math.h>
#include <stdio.h>

#include "analysis/tables/wilson.h"
#include "written.h"

/* ---- forms --------------------------------------------------------------------------------------------- */

static const struct {
	const char *name, *end; /* of its templates */
} forms[] = {
	[REPORT_PAGE] = { "html", "tpl" },
	[REPORT_MARKDOWN] = { "markdown", "md.tpl" },
	[REPORT_DOCX_HTML] = { "docx-html", "docx.tpl" },
};
_Static_assert(sizeof(forms) / sizeof(forms[0]) == REPORT_FORM_COUNT, "a row per form");

const char *
report_form_name(enum report_form form)
{
	return forms[form].name;
}

const char *
report_template(struct report *report, const char *name)
{
	return arena_printf(&report->arena, "%s.%s", name, forms[report->settings->form].end).ptr;
}

/* ---- small words --------------------------------------------------------------------------------------- */

struct view
report_message(const struct report *report, const char *id)
{
	return catalogue_message(report->catalogue, id);
}

struct view
report_fill(struct report *report, const char *id, const struct catalogue_value *values)
{
	return catalogue_fill(report->catalogue, &report->arena, id, values);
}

void
report_written(const struct report *report, struct page *part, const char *section)
{
	written_in(part, section, report->released->language, report->catalogue);
}

void
report_questionnaire_written(const struct report *report, struct view questionnaire, struct page *part)
{
	for (size_t b = report->block_count; b-- > 0;) {
		const struct questionnaire *q = report->blocks[b].questionnaire;

		if (!view_equal(q->id, questionnaire))
			continue;
		written_in(part, "WRITTEN",
		           q->languages[questionnaire_language(q, catalogue_language(report->catalogue))],
		           report->catalogue);
		return;
	}
}

void
report_position_written(const struct report *report, const struct tally *tally, size_t axis, size_t position,
                        struct page *part)
{
	const struct dimension *dimension = &tally->dimensions[axis];
	size_t finding = dimension->kind == DIMENSION_FINDING && position < dimension->category_count
	                   ? released_find(report->released, dimension->categories[position].id)
	                   : RELEASED_NONE;

	if (finding != RELEASED_NONE && !report->released->findings[finding].translated)
		report_written(report, part, "WRITTEN");
}

void
report_title(const struct report *report, const struct released_finding *finding, struct page *part)
{
	written_title(part, report->released, finding, report->catalogue);
}

struct view
report_audience(struct report *report, struct view audience)
{
	struct view copy = report_sentence(report, audience);
	char *letters = (char *)(uintptr_t)copy.ptr;

	for (size_t i = 0; i < copy.len; i++)
		if (letters[i] == '-')
			letters[i] = ' ';
	return copy;
}

struct view
report_sentence(struct report *report, struct view text)
{
	struct view copy = arena_copy(&report->arena, text);
	char *letters = (char *)(uintptr_t)copy.ptr;

	if (copy.len > 0 && letters[0] >= 'a' && letters[0] <= 'z')
		letters[0] = (char)(letters[0] - 'a' + 'A');
	return copy;
}

bool
report_has_shares(const struct report *report, const struct cell *whole)
{
	return !report_is_rounded(report) && !cell_hidden(whole) && whole->respondents >= SHARE_LEAST;
}

struct view
report_share(struct report *report, const struct cell *part, const struct cell *whole)
{
	if (!report_has_shares(report, whole) || cell_hidden(part))
		return (struct view){ NULL, 0 };
	return arena_printf(&report->arena, "%llu%%",
	                    (unsigned long long)((part->count * 200 + whole->count) / (whole->count * 2)));
}

struct view
report_share_between(struct report *report, const struct cell *part, const struct cell *whole)
{
	struct view share = report_share(report, part, whole);
	struct wilson interval;

	if (share.len == 0)
		return share;
	interval = wilson_interval((double)part->count / (double)whole->count, whole->respondents);
	return arena_printf(&report->arena, "%.*s (%.0f–%.0f%%)", VIEW_ARGS(share),
	                    floor(interval.least * 100), ceil(interval.most * 100));
}

static struct view
number_or_hidden(struct report *report, const struct cell *cell, uint64_t number)
{
	return cell_hidden(cell) ? report_message(report, "report_hidden")
	                         : arena_printf(&report->arena, "%llu", (unsigned long long)number);
}

struct view
report_count(struct report *report, const struct cell *cell)
{
	return number_or_hidden(report, cell, cell->count);
}

struct view
report_people(struct report *report, const struct cell *cell)
{
	return number_or_hidden(report, cell, cell->respondents);
}

void
report_add_number(struct report *report, struct page *row, const struct cell *cell, struct view number)
{
	struct page *part = page_section(row, "VALUE");

	page_set(part, "TEXT", number);
	if (!cell_hidden(cell))
		return;
	page_show(part, "HIDDEN");
	report->hidden_places++;
}

void
report_chapter(struct report *report, struct view id, struct view title)
{
	struct page *chapter = page_section(report->page, "CHAPTER");

	page_set(chapter, "TARGET", id);
	page_set(chapter, "NAME", title);
}

void
report_finding_anchors(const struct released_finding *finding, struct page *part)
{
	page_set(part, "ID", finding->id);
	for (size_t i = 0; i < finding->alias_count; i++)
		page_set(page_section(part, "ALIAS"), "ID", finding->aliases[i]);
}

void
report_lines(struct page *part, struct view text)
{
	while (text.ptr != NULL) {
		struct page *line = page_section(part, "LINE");

		page_set(line, "TEXT", view_cut(&text, '\n'));
		if (text.ptr != NULL)
			page_show(line, "BREAK");
	}
}

void
report_day(struct report *report, struct view day, struct page *part)
{
	struct date date;
	struct page *section;
	char month[16];

	if (day.len == 0 || !date_parse(day, &date))
		return;
	snprintf(month, sizeof(month), "month_%d", date.month);
	section = page_section(part, "DAY");
	page_set(section, "DATE", day);
	page_set(section, "WORDS",
	         report_fill(report, "date",
	                     (const struct catalogue_value[]){
	                         { "day", arena_printf(&report->arena, "%d", date.day) },
	                         { "month", report_message(report, month) },
	                         { "year", arena_printf(&report->arena, "%d", date.year) },
	                         { .name = NULL },
	                     }));
}
