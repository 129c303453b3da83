/* SPDX-License-Identifier: EUPL-1.2
 *
 * Making the tables of the report safe together, and with everything that was released before.
 */
#include "analysis/tables/release.h"
#include "report_parts.h"

enum { TABLES_MAX = 2 + 5 * REPORT_KINDS + REPORT_RECOGNISED_MAX + REPORT_BALLOTS_MAX * BALLOT_TABLES_MAX };

static size_t
list_tables(struct report *report, struct tally **all)
{
	size_t count = 0;

	all[count++] = &report->response;
	all[count++] = &report->sealed;
	for (size_t i = 0; i < report->kind_count; i++) {
		struct kind_tables *kind = &report->kinds[i];

		all[count++] = &kind->mentions;
		if (kind->domains.cell_count > 0)
			all[count++] = &kind->domains;
		if (kind->causes.cell_count > 0)
			all[count++] = &kind->causes;
		if (kind->findings.cell_count > 0)
			all[count++] = &kind->findings;
		if (kind->waves.cell_count > 0)
			all[count++] = &kind->waves;
	}
	for (size_t i = 0; i < report->recognised_count; i++)
		all[count++] = &report->recognised[i];
	for (size_t i = 0; i < report->ballot_count; i++)
		for (size_t s = 0; s < report->ballots[i].tables.count; s++)
			all[count++] = &report->ballots[i].tables.tallies[s];
	return count;
}

static void
hide_everything(struct tally *tally)
{
	for (size_t i = 0; i < tally->cell_count; i++)
		if (tally->cells[i].state != CELL_IMPOSSIBLE)
			tally->cells[i].state = CELL_PROTECTS;
}

/* The same table, its cells counting people: of a finding that is what is told. */
static void
count_people(struct report *report, const struct tally *mentions, struct tally *people)
{
	*people = *mentions; /* borrows all but the cells */
	people->unit = TALLY_RESPONSES;
	people->cells = arena_array(&report->arena, mentions->cell_count, sizeof(struct cell));
	for (size_t i = 0; i < mentions->cell_count; i++) {
		people->cells[i] = mentions->cells[i];
		people->cells[i].count = mentions->cells[i].respondents;
	}
}

void
report_protect(struct report *report)
{
	struct tally *all[TABLES_MAX];
	struct release own, *release = report->settings->release;
	struct error why = ERROR_INIT;
	size_t count = list_tables(report, all);

	release_open(&own, 0);
	if (release == NULL)
		release = &own;
	for (size_t i = 0; i < report->ballot_count; i++)
		ballot_tables_know(&report->ballots[i].tables, &report->ballots[i].answers, release);
	if (!release_made_safe(release, all, count, report->settings->threshold, report->settings->base,
	                       RELEASE_MILLISECONDS, &why)) {
		report->refused = arena_printf(&report->arena, "%s", why.text).ptr;
		for (size_t i = 0; i < count; i++)
			hide_everything(all[i]);
	}
	report->rounding = report->response.rounding;
	release_close(&own);
	for (size_t i = 0; i < report->kind_count; i++) {
		struct kind_tables *kind = &report->kinds[i];

		count_people(report, &kind->findings, &kind->people);
		count_people(report, &kind->waves, &kind->wave_people);
	}
}
