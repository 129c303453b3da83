/* SPDX-License-Identifier: EUPL-1.2
 *
 * What may leave a study: package.h. This file puts the parts together.
 */
#include "package_parts.h"

#include "analysis/tables/ledger.h"

#include <stdlib.h>

static struct view
notice_of(struct package *package)
{
	const struct package_settings *settings = &package->settings;
	const struct rounding *rounding = &package->release.rounding;

	if (settings->internal)
		return arena_printf(
		    &package->arena,
		    "INTERNAL, not to leave the team: holds what was not released, and answers "
		    "person by person%s.",
		    settings->texts ? ", with the texts they wrote beside them"
		                    : ", without the texts they wrote");
	if (rounding->base > 0)
		return arena_printf(
		    &package->arena,
		    "Released material only. All numbers are rounded to a multiple of %u, up or "
		    "down; the real one is at most %u away.",
		    rounding->base, rounding->within);
	return arena_printf(&package->arena,
	                    "Released material only. Numbers with fewer than %u people behind them are "
	                    "hidden, and others so that those cannot be calculated.",
	                    settings->threshold);
}

bool
package_is_release(const struct package *package)
{
	return !package->settings.internal && package->table_count > 0;
}

bool
package_make(struct package *package, struct coding *coding, const struct package_settings *settings,
             struct error *err)
{
	size_t count;
	const struct block *blocks = study_blocks(coding_study(coding), &count);

	*package = (struct package){ .arena = ARENA_INIT, .settings = *settings };
	if (settings->texts && !settings->internal)
		return fail(err, ERROR_INVALID, "texts beside answers are for internal use only");
	if (!package_questionnaires(package, blocks, count, err))
		return false;
	package_questions(package);
	package_codes(package, coding);
	package_findings(package, coding);
	package_quotes(package, coding);
	members_make(&package->members, coding, false, settings->catalogue);
	if (!ledger_open(&package->release, coding_study(coding), err) ||
	    !package_tables(package, blocks, settings->without_tables ? 0 : count, err))
		return false;
	package->notice = notice_of(package); /* says what became of the numbers */
	if (settings->internal)
		package_answers(package, blocks, count);
	return true;
}

void
package_release(struct package *package)
{
	for (size_t i = 0; i < package->sheet_count; i++)
		sheet_release(&package->sheets[i]);
	free(package->sheets);
	for (size_t i = 0; i < package->source_count; i++)
		free(package->sources[i].passages);
	free(package->sources);
	for (size_t i = 0; i < package->table_count; i++)
		tally_release(&package->tables[i]);
	free(package->tables);
	members_release(&package->members);
	release_close(&package->release);
	arena_release(&package->arena);
	*package = (struct package){ .arena = ARENA_INIT };
}
