/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reads a box out of a form: box_text.h. libsodium's own reader takes the same time for every letter, whatever it is, for texts that
 * are secret; so it took longer than all else that is done for a form. Who may read the form may read the box: it is
 * sealed.
 */
#include "box_text.h"

enum { BITS = 6, WORTH = 63, GROUP_LETTERS = 4, GROUP_BYTES = 3 };

/* What a letter is worth, plus one; 0: it is none. */
static const uint8_t letters[256] = {
	['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
	['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
	['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
	['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
	['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
	['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
	['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['-'] = 63, ['_'] = 64,
};

/* The letters of a group, the last one of which may be short, as one number; false when one of them is none. */
static bool
read_group(const char *text, size_t count, uint32_t *number)
{
	bool good = true;

	*number = 0;
	for (size_t i = 0; i < GROUP_LETTERS; i++) {
		uint8_t letter = i < count ? letters[(unsigned char)text[i]] : 1;

		good &= letter != 0;
		*number = *number << BITS | ((letter - 1U) & WORTH);
	}
	return good;
}

bool
box_text_read(struct view text, uint8_t *box, size_t bytes)
{
	size_t rest = bytes % GROUP_BYTES, whole = bytes / GROUP_BYTES,
	       last = rest == 0 ? 0 : rest + 1; /* letters of the short group */
	uint32_t number;
	bool good = true;

	if (text.len != whole * GROUP_LETTERS + last)
		return false;
	for (size_t i = 0; i < whole; i++) {
		good &= read_group(text.ptr + i * GROUP_LETTERS, GROUP_LETTERS, &number);
		box[0] = (uint8_t)(number >> 16);
		box[1] = (uint8_t)(number >> 8);
		box[2] = (uint8_t)number;
		box += GROUP_BYTES;
	}
	if (rest > 0) {
		good &= read_group(text.ptr + whole * GROUP_LETTERS, last, &number);
		for (size_t i = 0; i < rest; i++)
			box[i] = (uint8_t)(number >> (16 - 8 * i));
		good &= (number << (8 + 8 * rest)) == 0;
	}
	return good;
}
