/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of survey/server/box_text.h: it reads what libsodium reads, and refuses what libsodium refuses
 * and what is no ASCII.
 */
#include "unit.h"

#include <sodium.h>
#include <string.h>

#include "survey/server/box_text.h"

enum { BOX_MAX = 100, TEXT_MAX = 200, TIMES = 200 };

static bool
sodium_reads(struct view text, uint8_t *box, size_t bytes)
{
	size_t length = 0;

	return sodium_base642bin(box, bytes, text.ptr, text.len, NULL, &length, NULL,
	                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
	       length == bytes;
}

static void
write_random(char text[TEXT_MAX], size_t bytes)
{
	uint8_t box[BOX_MAX];

	randombytes_buf(box, bytes);
	sodium_bin2base64(text, TEXT_MAX, box, bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

START_TEST(every_box_of_every_length_is_read)
{
	uint8_t ours[BOX_MAX], theirs[BOX_MAX];
	char text[TEXT_MAX];

	for (size_t bytes = 1; bytes <= BOX_MAX; bytes++)
		for (int time = 0; time < TIMES; time++) {
			write_random(text, bytes);
			ck_assert(sodium_reads(view_of(text), theirs, bytes));
			ck_assert(box_text_read(view_of(text), ours, bytes));
			ck_assert_mem_eq(ours, theirs, bytes);
		}
}
END_TEST

START_TEST(any_other_letter_at_any_place_is_refused)
{
	uint8_t ours[BOX_MAX], theirs[BOX_MAX];
	char text[TEXT_MAX], good;
	size_t read = 0, refused = 0;

	for (size_t bytes = 46; bytes <= 48; bytes++) {
		write_random(text, bytes);
		for (size_t at = 0; text[at] != '\0'; at++) {
			good = text[at];
			for (int letter = 1; letter < 256; letter++) {
				bool expected;

				text[at] = (char)letter;
				/* Of letters that are no ASCII libsodium takes some. */
				expected = letter < 128 && sodium_reads(view_of(text), theirs, bytes);
				ck_assert_msg(box_text_read(view_of(text), ours, bytes) == expected,
				              "letter %d at %zu of %zu bytes", letter, at, bytes);
				if (expected)
					ck_assert_mem_eq(ours, theirs, bytes);
				*(expected ? &read : &refused) += 1;
			}
			text[at] = good;
		}
	}
	ck_assert_uint_gt(read, 10000);
	ck_assert_uint_gt(refused, 30000);
}
END_TEST

START_TEST(another_length_is_refused)
{
	uint8_t box[BOX_MAX];
	char text[TEXT_MAX];

	for (size_t bytes = 40; bytes <= 48; bytes++) {
		struct view shorter, whole;

		write_random(text, bytes);
		whole = shorter = view_of(text);
		shorter.len--;
		ck_assert(box_text_read(whole, box, bytes));
		ck_assert(!box_text_read(shorter, box, bytes));
		ck_assert(!box_text_read(whole, box, bytes - 1));
		ck_assert(!box_text_read(whole, box, bytes + 1));
		ck_assert(!box_text_read((struct view){ NULL, 0 }, box, bytes));
		strcat(text, "=");
		ck_assert(!box_text_read(view_of(text), box, bytes));
	}
}
END_TEST

UNIT_MAIN("box_text", every_box_of_every_length_is_read, any_other_letter_at_any_place_is_refused,
          another_length_is_refused)
