/* SPDX-License-Identifier: EUPL-1.2
 *
 * Counting all tables of the report, before they are made safe together.
 */
#include "report_parts.h"

#include "qtype.h"

static void
release_kind(struct kind_tables *kind)
{
	tally_release(&kind->mentions);
	tally_release(&kind->domains);
	tally_release(&kind->causes);
	tally_release(&kind->findings);
	tally_release(&kind->waves);
}

/* A tag set that nobody was asked about leaves an empty tally. In all tables stands everyone of an audience
 * or nobody, so that an audience has the same total in all of them. */
static bool
count_table(struct report *report, const struct tally_request *request, struct tally *tally,
            struct error *err)
{
	struct tally_request whole = *request;
	struct error why = ERROR_INIT;

	whole.threshold = report->settings->threshold;
	whole.members = &report->work->members;
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

/* Only where there are several: of a single one it would say what is said already. */
static bool
count_waves(struct report *report, struct kind_tables *kind, struct error *err)
{
	if (!count_mentions(report, kind, VIEW("finding,wave"), &kind->waves, err))
		return false;
	if (kind->waves.cell_count > 0 && kind->waves.dimensions[1].category_count < 2)
		tally_release(&kind->waves);
	return true;
}

/* Only where something of this kind was released: of a table without findings nothing is learnt. */
static bool
count_findings(struct report *report, struct kind_tables *kind, struct error *err)
{
	for (size_t f = 0; f < report->released->finding_count; f++)
		if (report->released->findings[f].kind == kind->words->kind)
			return count_mentions(report, kind, VIEW("finding,audience"), &kind->findings, err) &&
			       count_waves(report, kind, err);
	return true;
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
		    !count_mentions(report, kind, VIEW("categories,audience"), &kind->causes, err) ||
		    !count_findings(report, kind, err)) {
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

bool
report_tables(struct report *report, struct error *err)
{
	return count_responses(report, VIEW("questionnaire,audience,wave"), &report->response, err) &&
	       count_responses(report, VIEW("sealed"), &report->sealed, err) && count_kinds(report, err) &&
	       count_recognised(report, err);
}

void
report_tables_release(struct report *report)
{
	tally_release(&report->response);
	tally_release(&report->sealed);
	for (size_t i = 0; i < report->kind_count; i++)
		release_kind(&report->kinds[i]);
	for (size_t i = 0; i < REPORT_RECOGNISED_MAX; i++)
		tally_release(&report->recognised[i]);
}
