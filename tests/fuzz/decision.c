/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes a decision of the team as it stands in the log of another laptop, and the places in texts that it can name.
 *
 * Covers: analysis/decisions/decision.c analysis/decisions/place.c
 */
#include "fuzz.h"

#include "analysis/decisions/decision.h"
#include "analysis/decisions/place.h"

/* What is read is written as the same bytes, so that two laptops give a decision the same id. */
static void
check_decision(struct view bytes)
{
	struct decision decision, again;
	struct arena arena = ARENA_INIT;

	if (decision_decode(&decision, bytes, NULL)) {
		MUST(decision_check(&decision, NULL));
		again = decision;
		decision_encode(&again, &arena);
		MUST(view_equal(again.bytes, bytes));
		MUST(memcmp(again.id, decision.id, DECISION_ID_BYTES) == 0);
		MUST(decision_compare(&again, &decision) == 0);
		MUST(decision_kind_name(decision.kind) != NULL);
	}
	arena_release(&arena);
}

static void
check_place(struct view text)
{
	struct arena arena = ARENA_INIT;
	struct place place;
	struct view cut;

	if (place_read(text, &place)) {
		MUST(view_equal(place_write(&place, &arena), text));
		if (place_cut(&place, text, &cut))
			MUST(cut.ptr >= text.ptr && cut.ptr + cut.len <= text.ptr + text.len && cut.len > 0);
	}
	arena_release(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_decision(fuzz_view(data, size));
	check_place(fuzz_view(data, size));
	return 0;
}
