/* SPDX-License-Identifier: EUPL-1.2
 *
 * The report as a whole: report.h. First all tables are counted and made safe together, then each part
 * fills its place in report.tpl.
 */
#include "report_parts.h"

#include <math.h>
#include <string.h>

#include "analysis/tables/wilson.h"
#include "qtype.h"

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

struct view
report_audience(struct report *report, struct view audience)
{
	struct view copy = arena_copy(&report->arena, audience);
	char *letters = (char *)(uintptr_t)copy.ptr;

	for (size_t i = 0; i < copy.len; i++)
		if (letters[i] == '-')
			letters[i] = ' ';
	if (copy.len > 0 && letters[0] >= 'a' && letters[0] <= 'z')
		letters[0] = (char)(letters[0] - 'a' + 'A');
	return copy;
}

bool
report_has_shares(const struct cell *whole)
{
	return !cell_hidden(whole) && whole->respondents >= SHARE_LEAST;
}

struct view
report_share(struct report *report, const struct cell *part, const struct cell *whole)
{
	if (!report_has_shares(whole) || cell_hidden(part))
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

static void
release_kind(struct kind_tables *kind)
{
	tally_release(&kind->mentions);
	tally_release(&kind->domains);
	tally_release(&kind->causes);
}

/* ---- counting ------------------------------------------------------------------------------------------ */

/* A tag set that nobody was asked about leaves an empty tally. In all tables stands everyone of an audience
 * or nobody, so that an audience has the same total in all of them. */
static bool
count_table(struct report *report, const struct tally_request *request, struct tally *tally,
            struct error *err)
{
	struct tally_request whole = *request;
	struct error why = ERROR_INIT;

	whole.threshold = report->settings->threshold;
	whole.catalogue = report->catalogue;
	if (tally_make(tally, report->blocks, report->block_count, &whole, &why))
		return true;
	tally_release(tally);
	if (why.code == ERROR_ABSENT)
		return true;
	*err = why;
	return false;
}

static bool
count_responses(struct report *report, struct view by, struct tally *tally, struct error *err)
{
	return count_table(report, &(struct tally_request){ .by = by, .everyone = true, .responses = true },
	                   tally, err);
}

static bool
count_mentions(struct report *report, const struct kind_tables *kind, struct view by, struct tally *tally,
               struct error *err)
{
	struct tally_request request = { .by = by, .selection = { .kind = kind->id }, .everyone = true };

	return count_table(report, &request, tally, err);
}

static bool
count_kinds(struct report *report, struct error *err)
{
	for (size_t i = 0; i < REPORT_KINDS; i++) {
		struct kind_tables *kind = &report->kinds[report->kind_count];

		*kind = (struct kind_tables){ .words = &kind_words[i],
			                      .id = view_of(mention_kind_name(kind_words[i].kind)) };
		if (!count_mentions(report, kind, VIEW("audience"), &kind->mentions, err) ||
		    !count_mentions(report, kind, VIEW("big-five,audience"), &kind->domains, err) ||
		    !count_mentions(report, kind, VIEW("categories,audience"), &kind->causes, err)) {
			report->kind_count++;
			return false;
		}
		if (kind->mentions.dimensions[0].category_count > 0)
			report->kind_count++;
		else
			release_kind(kind); /* no questionnaire asked for it */
	}
	return true;
}

/* Tag sets with a place of their own in the report, or none. */
static bool
is_own_chapter(struct view tagset)
{
	static const char *const known[] = { "big-five", "categories", "strategic-goals" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (view_is(tagset, known[i]))
			return true;
	return false;
}

static bool
is_recognised(const struct report *report, struct view tagset)
{
	for (size_t i = 0; i < report->recognised_count; i++)
		if (view_equal(report->recognised[i].dimensions[0].id, tagset))
			return true;
	return false;
}

/* Lists that people ticked what they recognise in: questions of several choices with a tag set. */
static bool
count_recognised(struct report *report, struct error *err)
{
	for (size_t b = 0; b < report->block_count; b++) {
		const struct rows *rows = &report->blocks[b].responses;

		for (size_t c = 0; c < rows->column_count; c++) {
			const struct question *question = rows->columns[c].question;
			struct view by;

			if (question->tagset == NULL || !question->type->many ||
			    is_own_chapter(question->tagset->id) ||
			    is_recognised(report, question->tagset->id) ||
			    report->recognised_count == REPORT_RECOGNISED_MAX)
				continue;
			by = arena_printf(&report->arena, "%.*s,audience", VIEW_ARGS(question->tagset->id));
			if (!count_responses(report, by, &report->recognised[report->recognised_count], err))
				return false;
			report->recognised_count +=
			    report->recognised[report->recognised_count].cell_count > 0;
		}
	}
	return true;
}

static bool
count_all(struct report *report, struct error *err)
{
	if (!count_responses(report, VIEW("questionnaire,audience,wave"), &report->response, err) ||
	    !count_responses(report, VIEW("sealed"), &report->sealed, err) || !count_kinds(report, err) ||
	    !count_recognised(report, err))
		return false;
	return report_protect(report, err);
}

/* ---- the page ------------------------------------------------------------------------------------------ */

static void
fill_page(struct report *report)
{
	struct view title = report->settings->title;
	const struct catalogue_value threshold[] = {
		{ "k", arena_printf(&report->arena, "%u", report->settings->threshold) },
		{ .name = NULL },
	};

	page_set(report->page, "LANGUAGE", catalogue_language(report->catalogue));
	page_set(report->page, "TITLE", title.len > 0 ? title : report_message(report, "report_title"));
	page_set(report->page, "HIDDEN_NOTE", report_fill(report, "report_hidden_means", threshold));
	page_set(report->page, "PRIVACY_THRESHOLD",
	         report_fill(report, "report_privacy_threshold", threshold));
	report_summary(report);
	report_response(report);
	report_kinds(report);
	report_recognition(report);
	report_method(report); /* last: it says how often a number was hidden */
}

bool
report_write(const struct block *blocks, size_t block_count, const struct report_settings *settings,
             struct buf *out, struct error *err)
{
	struct report report = { .blocks = blocks,
		                 .block_count = block_count,
		                 .settings = settings,
		                 .catalogue = settings->catalogue,
		                 .arena = ARENA_INIT };
	bool good = false;

	if (!count_all(&report, err))
		goto out;
	report.page = page_new("report.tpl", settings->catalogue);
	fill_page(&report);
	good = page_render(report.page, out, err);
out:
	page_free(report.page);
	tally_release(&report.response);
	tally_release(&report.sealed);
	for (size_t i = 0; i < report.kind_count; i++)
		release_kind(&report.kinds[i]);
	for (size_t i = 0; i < REPORT_RECOGNISED_MAX; i++)
		tally_release(&report.recognised[i]);
	arena_release(&report.arena);
	return good;
}
