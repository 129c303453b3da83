/* SPDX-License-Identifier: EUPL-1.2
 *
 * The table of exporters: exporter.h.
 */
#include "exporter.h"

#define EXPORTER(name) extern const struct exporter exporter_##name;
#include "exporters.def"
#undef EXPORTER

const struct exporter *const exporters[] = {
#define EXPORTER(name) &exporter_##name,
#include "exporters.def"
#undef EXPORTER
	NULL,
};

const struct exporter *
exporter_find(struct view name)
{
	const struct exporter *const *exporter = exporters;

	while (*exporter != NULL && !view_is(name, (*exporter)->name))
		exporter++;
	return *exporter;
}
