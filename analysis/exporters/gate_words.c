/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reasons of the release gate in words: gate_words.h.
 */
#include "gate_words.h"

#include <string.h>

static const char *const reason_words[GATE_REASON_COUNT] = {
	[GATE_QUOTE_CONFLICT] = "report_gate_quote_conflict",
	[GATE_QUOTE_REFUSED] = "report_gate_quote_refused",
	[GATE_QUOTE_MARKS] = "report_gate_quote_marks",
	[GATE_QUOTE_UNREAD] = "report_gate_quote_unread",
	[GATE_FINDING_CONFLICT] = "report_gate_finding_conflict",
	[GATE_FINDING_EMPTY] = "report_gate_finding_empty",
	[GATE_FINDING_PERSONAL] = "report_gate_finding_personal",
	[GATE_FINDING_ALONE] = "report_gate_finding_alone",
};

/* The name of a part of a card, as it stands in the report. */
static struct view
part_label(const struct catalogue *catalogue, struct arena *arena, struct view part)
{
	const size_t skip = strlen("tag/");

	if (part.len == 0)
		return part;
	if (view_starts(part, "tag/"))
		return catalogue_fill(
		    catalogue, arena, "report_part_tag",
		    (const struct catalogue_value[]){ { "tag", { part.ptr + skip, part.len - skip } },
		                                      { .name = NULL } });
	if (view_starts(part, "title"))
		part = VIEW("title");
	return catalogue_message(catalogue, arena_printf(arena, "report_part_%.*s", VIEW_ARGS(part)).ptr);
}

/* "een naam": in the words in which a respondent is asked about it. */
static struct view
looks_like(const struct catalogue *catalogue, struct arena *arena, const char *kind)
{
	return kind == NULL ? VIEW("")
	                    : catalogue_message(catalogue, arena_printf(arena, "personal_%s", kind).ptr);
}

struct view
gate_words(const struct catalogue *catalogue, struct arena *arena, const struct gate_reason *reason)
{
	return catalogue_fill(catalogue, arena, reason_words[reason->kind],
	                      (const struct catalogue_value[]){
	                          { "subject", reason->subject },
	                          { "part", part_label(catalogue, arena, reason->place.question) },
	                          { "kind", looks_like(catalogue, arena, reason->looks) },
	                          { "place", place_write(&reason->place, arena) },
	                          { .name = NULL } });
}
