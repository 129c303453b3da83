/* SPDX-License-Identifier: EUPL-1.2
 *
 * The mentions that may be quoted, in the people's own words. Their order is that of the alphabet, so it
 * says nothing about who came when, or which two are from one person.
 */
#include "report_parts.h"

#include <stdlib.h>

struct quote {
	struct view text, audience;
};

struct quotes {
	struct quote *list; /* owned */
	size_t count, room;
};

static int
compare_quotes(const void *first, const void *second)
{
	const struct quote *a = first, *b = second;
	int order = view_compare(a->text, b->text);

	return order != 0 ? order : view_compare(a->audience, b->audience);
}

static const struct text_column *
story_column(const struct rows *rows)
{
	for (size_t i = 0; i < rows->text_count; i++)
		if (rows->texts[i].question == rows->group->story)
			return &rows->texts[i];
	return NULL;
}

static void
collect_from(struct quotes *quotes, const struct block *block, const struct rows *rows)
{
	const struct text_column *story = story_column(rows);

	for (size_t i = 0; story != NULL && i < rows->count; i++) {
		if (block->quotable[rows->response[i]] == 0 || story->views[i].len == 0)
			continue;
		if (quotes->count == quotes->room) {
			quotes->room = quotes->room == 0 ? 64 : quotes->room * 2;
			quotes->list = xrealloc(quotes->list, quotes->room, sizeof(*quotes->list));
		}
		quotes->list[quotes->count++] =
		    (struct quote){ story->views[i], block->questionnaire->audience };
	}
}

static struct quotes
collect(const struct report *report, struct view kind)
{
	struct quotes quotes = { .list = NULL };
	const struct selection selection = { .kind = kind };

	for (size_t b = 0; b < report->block_count; b++) {
		const struct block *block = &report->blocks[b];

		for (size_t m = 0; m < block->mention_count; m++)
			if (selection_has_rows(&selection, &block->mentions[m]))
				collect_from(&quotes, block, &block->mentions[m]);
	}
	if (quotes.count > 1)
		qsort(quotes.list, quotes.count, sizeof(*quotes.list), compare_quotes);
	return quotes;
}

/* An audience may stand beside a quote only where the table of this kind hides no audience at all: who sees
 * all the other names knows the one that is missing. */
static bool
may_name_audiences(const struct kind_tables *kind)
{
	for (size_t i = 0; i < kind->mentions.cell_count; i++)
		if (cell_hidden(&kind->mentions.cells[i]))
			return false;
	return true;
}

/* Line by line: escaping for HTML turns line feeds into blanks. */
static void
add_lines(struct page *quote, struct view text)
{
	while (text.ptr != NULL) {
		struct page *line = page_section(quote, "LINE");

		page_set(line, "TEXT", view_cut(&text, '\n'));
		if (text.ptr != NULL)
			page_show(line, "BREAK");
	}
}

void
report_quotes(struct report *report, const struct kind_tables *kind, struct page *part)
{
	bool named = may_name_audiences(kind);
	struct page *section = page_section(part, "QUOTES");
	struct quotes quotes;

	if (cell_hidden(tally_total(&kind->mentions))) {
		page_show(section, "FEW");
		return;
	}
	quotes = collect(report, kind->id);
	page_show(section, quotes.count == 0 ? "NONE" : "CHECK");
	for (size_t i = 0; i < quotes.count; i++) {
		struct page *quote = page_section(section, "QUOTE");

		add_lines(quote, quotes.list[i].text);
		if (named)
			page_set(page_section(quote, "FROM"), "AUDIENCE",
			         report_audience(report, quotes.list[i].audience));
	}
	free(quotes.list);
}
