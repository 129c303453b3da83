/* SPDX-License-Identifier: EUPL-1.2
 *
 * A form in which a table can be written: one file and one line in exporters.def. What is written depends
 * on the study and the request alone, so the same request gives the same bytes.
 */
#ifndef EXPORTER_H
#define EXPORTER_H

#include "analysis/tables/tally.h"

struct exporter_settings {
	bool byte_order_mark; /* csv: some spreadsheets know UTF-8 only by it */
};

struct exporter {
	const char *name;
	const char *suffix; /* of a file: ".txt" */
	void (*write)(const struct tally *tally, const struct exporter_settings *settings, struct buf *out);
};

extern const struct exporter *const exporters[]; /* from exporters.def; ends with NULL */

const struct exporter *exporter_find(struct view name); /* NULL when there is none */

#endif
