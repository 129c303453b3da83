/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of tickets' codes (include/ticket.h). tests/fixtures/ticket-vectors.json was made by another program, and what
 * reads codes in a browser must meet it too.
 */
#include "unit.h"

#include <jansson.h>
#include <sodium.h>

#include "seal.h"
#include "ticket.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static bool
reads(const char *typed)
{
	char code[TICKET_CODE];

	return ticket_read(view_of(typed), code);
}

START_TEST(every_vector_that_browsers_share_is_met)
{
	json_t *vectors = json_load_file("tests/fixtures/ticket-vectors.json", JSON_REJECT_DUPLICATES, NULL);
	size_t good_ones = 0;

	for (size_t i = 0; i < json_array_size(vectors); i++) {
		const json_t *vector = json_array_get(vectors, i);
		const char *name = json_string_value(json_object_get(vector, "name"));
		bool good = strcmp(json_string_value(json_object_get(vector, "outcome")), "good") == 0;
		uint8_t a[TICKET_HALF_BYTES], b[TICKET_HALF_BYTES];
		char code[TICKET_CODE], text[TICKET_HALF_TEXT];

		ck_assert_msg(
		    ticket_read(view_of(json_string_value(json_object_get(vector, "typed"))), code) == good,
		    "%s", name);
		if (!good)
			continue;
		good_ones++;
		ck_assert_str_eq(code, json_string_value(json_object_get(vector, "code")));
		ticket_halves(code, a, b);
		ck_assert_str_eq(sodium_bin2hex(text, sizeof(text), a, sizeof(a)),
		                 json_string_value(json_object_get(vector, "a")));
		ck_assert_str_eq(sodium_bin2hex(text, sizeof(text), b, sizeof(b)),
		                 json_string_value(json_object_get(vector, "b")));
	}
	ck_assert_uint_ge(good_ones, 5);
	ck_assert_uint_gt(json_array_size(vectors), good_ones);
	json_decref(vectors);
}
END_TEST

START_TEST(every_single_wrong_character_is_noticed)
{
	char code[TICKET_CODE];

	ticket_make(code);
	ck_assert(reads(code));
	for (size_t at = 0; at <= TICKET_SECRET; at++)
		for (size_t i = 0; i < 32; i++) {
			char typed[TICKET_CODE];

			memcpy(typed, code, sizeof(typed));
			typed[at] = alphabet[i];
			ck_assert_msg(reads(typed) == (alphabet[i] == code[at]), "%s for %s", typed, code);
		}
}
END_TEST

START_TEST(every_swap_of_two_characters_is_noticed)
{
	char code[TICKET_CODE];
	size_t swaps = 0;

	for (size_t round = 0; round < 20; round++) {
		ticket_make(code);
		for (size_t i = 0; i <= TICKET_SECRET; i++)
			for (size_t j = i + 1; j <= TICKET_SECRET; j++) {
				char typed[TICKET_CODE];

				memcpy(typed, code, sizeof(typed));
				typed[i] = code[j];
				typed[j] = code[i];
				swaps += code[i] != code[j];
				ck_assert_msg(reads(typed) == (code[i] == code[j]), "%s for %s", typed, code);
			}
	}
	ck_assert_uint_gt(swaps, 1000);
}
END_TEST

START_TEST(a_fresh_code_reads_as_it_is_printed_and_is_no_other)
{
	char code[TICKET_CODE], other[TICKET_CODE], read[TICKET_CODE], printed[TICKET_PRINTED];
	uint8_t a[TICKET_HALF_BYTES], b[TICKET_HALF_BYTES], a2[TICKET_HALF_BYTES], b2[TICKET_HALF_BYTES];

	ticket_make(code);
	ticket_make(other);
	ck_assert_str_ne(code, other);
	ticket_print(code, printed);
	ck_assert_uint_eq(strlen(printed), TICKET_PRINTED - 1);
	ck_assert(ticket_read(view_of(printed), read));
	ck_assert_str_eq(read, code);
	ticket_halves(code, a, b);
	ticket_halves(other, a2, b2);
	ck_assert_mem_ne(a, b, sizeof(a));
	ck_assert_mem_ne(a, a2, sizeof(a));
	ck_assert_mem_ne(b, b2, sizeof(b));
}
END_TEST

START_TEST(a_half_is_64_lower_case_digits)
{
	uint8_t half[TICKET_HALF_BYTES];
	char text[TICKET_HALF_TEXT + 1];

	memset(text, 'a', sizeof(text));
	ck_assert(ticket_half_read((struct view){ text, 64 }, half));
	ck_assert(!ticket_half_read((struct view){ text, 63 }, half));
	ck_assert(!ticket_half_read((struct view){ text, 65 }, half));
	text[5] = 'A';
	ck_assert(!ticket_half_read((struct view){ text, 64 }, half));
	text[5] = 'g';
	ck_assert(!ticket_half_read((struct view){ text, 64 }, half));
}
END_TEST

UNIT_MAIN("ticket", every_vector_that_browsers_share_is_met, every_single_wrong_character_is_noticed,
          every_swap_of_two_characters_is_noticed, a_fresh_code_reads_as_it_is_printed_and_is_no_other,
          a_half_is_64_lower_case_digits)
