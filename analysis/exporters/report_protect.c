/* SPDX-License-Identifier: EUPL-1.2
 *
 * Making the tables of the report safe together, and with everything that was released before.
 */
#include "analysis/tables/release.h"
#include "report_parts.h"

enum { TABLES_MAX = 2 + 3 * REPORT_KINDS + REPORT_RECOGNISED_MAX };

bool
report_protect(struct report *report, struct error *err)
{
	struct tally *all[TABLES_MAX];
	struct release own, *release = report->settings->release;
	size_t count = 0;
	bool good;

	all[count++] = &report->response;
	all[count++] = &report->sealed;
	for (size_t i = 0; i < report->kind_count; i++) {
		struct kind_tables *kind = &report->kinds[i];

		all[count++] = &kind->mentions;
		if (kind->domains.cell_count > 0)
			all[count++] = &kind->domains;
		if (kind->causes.cell_count > 0)
			all[count++] = &kind->causes;
	}
	for (size_t i = 0; i < report->recognised_count; i++)
		all[count++] = &report->recognised[i];
	release_open(&own, 0);
	good = release_tables(release != NULL ? release : &own, all, count, report->settings->threshold,
	                      RELEASE_MILLISECONDS, err);
	release_close(&own);
	return good;
}
