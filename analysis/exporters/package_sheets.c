/* SPDX-License-Identifier: EUPL-1.2
 *
 * Adding sheets to a package, and finding them: package_parts.h, package.h.
 */
#include "package_parts.h"

struct sheet *
package_add_sheet(struct package *package, struct view name, struct view title)
{
	package->sheets = xrealloc(package->sheets, package->sheet_count + 1, sizeof(*package->sheets));
	package->sheets[package->sheet_count] = SHEET_INIT(name, title);
	return &package->sheets[package->sheet_count++];
}

const struct sheet *
package_sheet(const struct package *package, struct view name)
{
	for (size_t i = 0; i < package->sheet_count; i++)
		if (view_equal(package->sheets[i].name, name))
			return &package->sheets[i];
	return NULL;
}
