/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of analysis/decisions/decision.h, place.h and places.h: encodings and the small things they are made of.
 */
#include "unit.h"

#include <sodium.h>

#include "analysis/decisions/decision.h"
#include "analysis/decisions/place.h"
#include "analysis/decisions/places.h"

static uint32_t state = 1;

/* The same numbers every time (xorshift). */
static uint32_t
draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % below;
}

static struct view
draw_text(struct arena *arena, size_t least, size_t most)
{
	static const char *const letters[] = { "a", "b", "é", "٣", "-", "1", "语" };
	size_t wanted = least + draw((uint32_t)(most - least + 1));
	struct buf out = BUF_INIT;
	struct view text;

	while (out.len < wanted)
		buf_add_text(&out, letters[draw(7)]);
	text = arena_copy(arena, buf_view(&out));
	buf_release(&out);
	return text;
}

static struct decision
draw_decision(struct arena *arena)
{
	static const enum decision_kind kinds[] = { DECISION_MEMO, DECISION_CODE, DECISION_FINDING };
	struct decision decision = { .kind = kinds[draw(3)],
		                     .clock = 1 + draw(1000000),
		                     .action = draw(0x7fffffff),
		                     .day = 20261128,
		                     .coder = draw_text(arena, 1, 20),
		                     .subject = draw_text(arena, 1, 60),
		                     .value = draw_text(arena, 0, 300) };
	uint8_t(*before)[DECISION_ID_BYTES];

	decision.part = decision.kind == DECISION_MEMO ? VIEW("") : draw_text(arena, 1, 30);
	decision.before_count = draw(5);
	before = arena_array(arena, decision.before_count, sizeof(*before));
	randombytes_buf(before, decision.before_count * sizeof(*before));
	decision.before = (const uint8_t(*)[DECISION_ID_BYTES])before;
	return decision;
}

START_TEST(a_decision_reads_back_as_it_was_written)
{
	for (int i = 0; i < 2000; i++) {
		struct arena arena = ARENA_INIT;
		struct decision made = draw_decision(&arena), read;
		struct error err = ERROR_INIT;

		decision_encode(&made, &arena);
		ck_assert_ok(decision_decode(&read, made.bytes, &err), &err);
		ck_assert_int_eq(read.kind, made.kind);
		ck_assert_uint_eq(read.clock, made.clock);
		ck_assert_uint_eq(read.action, made.action);
		ck_assert_uint_eq(read.day, made.day);
		ck_assert(view_equal(read.coder, made.coder));
		ck_assert(view_equal(read.subject, made.subject));
		ck_assert(view_equal(read.part, made.part));
		ck_assert(view_equal(read.value, made.value));
		ck_assert_uint_eq(read.before_count, made.before_count);
		ck_assert_mem_eq(read.id, made.id, DECISION_ID_BYTES);
		ck_assert_int_eq(decision_compare(&read, &made), 0);
		arena_release(&arena);
	}
}
END_TEST

/* Whatever is cut off, added or altered: it is refused, or it is a decision that encodes as exactly those bytes. */
START_TEST(altered_bytes_are_refused_or_are_another_decision_in_its_one_form)
{
	size_t refused = 0, taken = 0;

	for (int i = 0; i < 20000; i++) {
		struct arena arena = ARENA_INIT;
		struct decision made = draw_decision(&arena), read;
		struct buf bytes = BUF_INIT;

		decision_encode(&made, &arena);
		buf_add_view(&bytes, made.bytes);
		switch (draw(3)) {
		case 0:
			bytes.len = draw((uint32_t)bytes.len);
			break;
		case 1:
			buf_add_char(&bytes, (char)draw(256));
			break;
		default:
			bytes.data[draw((uint32_t)bytes.len)] ^= (char)(1 + draw(255));
			break;
		}
		if (decision_decode(&read, buf_view(&bytes), NULL)) {
			struct decision again = read;

			decision_encode(&again, &arena);
			ck_assert(view_equal(again.bytes, buf_view(&bytes)));
			ck_assert_mem_ne(again.id, made.id, DECISION_ID_BYTES);
			taken++;
		} else {
			refused++;
		}
		buf_release(&bytes);
		arena_release(&arena);
	}
	ck_assert_uint_gt(refused, 1000);
	ck_assert_uint_gt(taken, 1000); /* otherwise the comparison above tested nothing */
}
END_TEST

START_TEST(a_newer_versions_decision_is_named_as_that)
{
	struct arena arena = ARENA_INIT;
	struct decision made = draw_decision(&arena), read;
	struct error err = ERROR_INIT;

	decision_encode(&made, &arena);
	((char *)(uintptr_t)made.bytes.ptr)[0] = 2;
	ck_assert(!decision_decode(&read, made.bytes, &err));
	ck_assert_int_eq(err.code, ERROR_VERSION);
	err = ERROR_INIT;
	((char *)(uintptr_t)made.bytes.ptr)[0] = 1;
	((char *)(uintptr_t)made.bytes.ptr)[1] = DECISION_KIND_END;
	ck_assert(!decision_decode(&read, made.bytes, &err));
	ck_assert_int_eq(err.code, ERROR_VERSION);
	arena_release(&arena);
}
END_TEST

START_TEST(a_decision_says_only_what_its_kind_can_say)
{
	const struct {
		enum decision_kind kind;
		const char *subject, *part, *value;
		bool good;
	} cases[] = {
		{ DECISION_TAG, "m", "wonen", "yes", true },
		{ DECISION_TAG, "m", "wonen", "maybe", false },
		{ DECISION_TAG, "m", "", "yes", false },
		{ DECISION_TAG, "", "wonen", "yes", false },
		{ DECISION_MEMO, "m", "", "twee\nregels", true },
		{ DECISION_MEMO, "m", "", "bel\a", false },
		{ DECISION_MEMO, "m", "", "\xff", false },
		{ DECISION_MEMO, "m\n", "", "x", false },
		{ DECISION_MARK, "m", "what:1-2", "redact", true },
		{ DECISION_MARK, "m", "what:1-2", "yes", false },
		{ DECISION_UNDO, "", "", "", false }, /* undoes nothing */
		{ DECISION_KIND_END, "m", "", "x", false },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct decision decision = { .kind = cases[i].kind,
			                           .clock = 1,
			                           .coder = VIEW("anna"),
			                           .subject = view_of(cases[i].subject),
			                           .part = view_of(cases[i].part),
			                           .value = view_of(cases[i].value) };

		ck_assert_msg(decision_check(&decision, NULL) == cases[i].good, "case %zu", i);
	}
	ck_assert(coder_check(VIEW("Anna B. 2"), NULL));
	ck_assert(coder_check(VIEW("Zoë"), NULL));
	ck_assert(!coder_check(VIEW(""), NULL));
	ck_assert(!coder_check(VIEW(" anna"), NULL));
	ck_assert(!coder_check(VIEW("<b>anna"), NULL));
	ck_assert(!coder_check(VIEW("0123456789012345678901234567890123456789x"), NULL));
}
END_TEST

START_TEST(places_count_code_points_and_have_one_form)
{
	struct view text = VIEW("Eén 語 twee"), cut;
	struct arena arena = ARENA_INIT;
	struct place place, other;

	ck_assert(place_read(VIEW("what:4-5"), &place));
	ck_assert(place_cut(&place, text, &cut));
	ck_assert_view(cut, "語");
	other = place_of(VIEW("what"), text, cut);
	ck_assert_view(place_write(&other, &arena), "what:4-5");
	ck_assert(place_read(VIEW("what:0-10"), &place) && place_cut(&place, text, &cut));
	ck_assert(view_equal(cut, text));
	ck_assert(place_overlaps(&place, &other));
	ck_assert(place_read(VIEW("what:0-11"), &place) && !place_cut(&place, text, &cut));
	ck_assert(place_read(VIEW("what:5-6"), &place) && !place_overlaps(&place, &other));
	ck_assert(place_read(VIEW("other:4-5"), &place) && !place_overlaps(&place, &other));
	ck_assert(!place_read(VIEW("what:4-4"), &place));
	ck_assert(!place_read(VIEW("what:04-5"), &place));
	ck_assert(!place_read(VIEW("what:4"), &place));
	ck_assert(!place_read(VIEW(":4-5"), &place));
	ck_assert(!place_read(VIEW("wh\0t:4-5"), &place));
	ck_assert(!place_read(VIEW("what:4-99999999"), &place));
	arena_release(&arena);
}
END_TEST

START_TEST(a_table_finds_what_was_put_in_it_and_nothing_else)
{
	struct places *places = places_new();
	struct arena arena = ARENA_INIT;

	for (size_t i = 0; i < 5000; i++)
		places_put(places, arena_printf(&arena, "key %zu", i), i);
	places_put(places, VIEW("key 7"), 70);
	for (size_t i = 0; i < 5000; i++)
		ck_assert_uint_eq(places_find(places, arena_printf(&arena, "key %zu", i)), i == 7 ? 70 : i);
	ck_assert_uint_eq(places_find(places, VIEW("key 5000")), PLACES_ABSENT);
	places_free(places);
	arena_release(&arena);
}
END_TEST

UNIT_MAIN("decision", a_decision_reads_back_as_it_was_written,
          altered_bytes_are_refused_or_are_another_decision_in_its_one_form,
          a_newer_versions_decision_is_named_as_that, a_decision_says_only_what_its_kind_can_say,
          places_count_code_points_and_have_one_form, a_table_finds_what_was_put_in_it_and_nothing_else)
