/* SPDX-License-Identifier: EUPL-1.2
 *
 * The table of study exporters, and what several of them need: study_exporter.h.
 */
#include "study_exporter.h"

#define STUDY_EXPORTER(name) extern const struct study_exporter study_exporter_##name;
#include "study_exporters.def"
#undef STUDY_EXPORTER

const struct study_exporter *const study_exporters[] = {
#define STUDY_EXPORTER(name) &study_exporter_##name,
#include "study_exporters.def"
#undef STUDY_EXPORTER
	NULL,
};

const struct study_exporter *
study_exporter_find(struct view name)
{
	const struct study_exporter *const *exporter = study_exporters;

	while (*exporter != NULL && !view_is(name, (*exporter)->name))
		exporter++;
	return *exporter;
}

struct view
study_exporter_fit(struct view text, size_t bytes, const char *what, struct view which, struct buf *warnings)
{
	size_t whole = text.len;

	if (whole <= bytes)
		return text;
	text.len = bytes;
	while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80)
		text.len--;
	buf_printf(warnings, "%s of %.*s was cut from %zu to %zu bytes\n", what, VIEW_ARGS(which), whole,
	           text.len);
	return text;
}
