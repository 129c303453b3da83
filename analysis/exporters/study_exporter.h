/* SPDX-License-Identifier: EUPL-1.2
 *
 * A form in which what leaves a study can be written: one file and one line in study_exporters.def. The same package gives
 * the same bytes. (Tables alone are written by exporter.h.)
 */
#ifndef STUDY_EXPORTER_H
#define STUDY_EXPORTER_H

#include "package.h"

struct study_exporter_settings {
	const struct sheet *sheet; /* for forms that hold a single one */
	bool byte_order_mark;      /* csv */
};

struct study_exporter {
	const char *name;
	bool single;         /* holds one sheet: settings.sheet must be there */
	bool without_tables; /* holds no numbers of the study's tables */
	/* Appends to `out` and, line by line, to `warnings` whatever the form had no room for. */
	bool (*write)(const struct package *package, const struct study_exporter_settings *settings,
	              struct buf *out, struct buf *warnings, struct error *err);
};

extern const struct study_exporter *const study_exporters[]; /* ends with NULL */

const struct study_exporter *study_exporter_find(struct view name); /* NULL when there is none */

/* The beginning of a text that has room in so many bytes, cut between characters; says in `warnings` what was cut. */
struct view study_exporter_fit(struct view text, size_t bytes, const char *what, struct view which,
                               struct buf *warnings);

#endif
