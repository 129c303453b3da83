/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reads a box out of a form: box_text.h. libsodium's own reader takes the same time for every letter, whatever it is, for texts that
 * are secret; so it took longer than all else that is done for a form. Who may read the form may read the box: it is
 * sealed.
 */
#include "box_text.h"

#include <string.h>

enum { GROUP_LETTERS = 4, GROUP_BYTES = 3, IS_LETTER = 64 };

/* What a letter is worth, and that it is one; 0: it is none. */
#define L(worth) (IS_LETTER | (worth))
static const uint32_t letters[256] = {
	['A'] = L(0),  ['B'] = L(1),  ['C'] = L(2),  ['D'] = L(3),  ['E'] = L(4),  ['F'] = L(5),
	['G'] = L(6),  ['H'] = L(7),  ['I'] = L(8),  ['J'] = L(9),  ['K'] = L(10), ['L'] = L(11),
	['M'] = L(12), ['N'] = L(13), ['O'] = L(14), ['P'] = L(15), ['Q'] = L(16), ['R'] = L(17),
	['S'] = L(18), ['T'] = L(19), ['U'] = L(20), ['V'] = L(21), ['W'] = L(22), ['X'] = L(23),
	['Y'] = L(24), ['Z'] = L(25), ['a'] = L(26), ['b'] = L(27), ['c'] = L(28), ['d'] = L(29),
	['e'] = L(30), ['f'] = L(31), ['g'] = L(32), ['h'] = L(33), ['i'] = L(34), ['j'] = L(35),
	['k'] = L(36), ['l'] = L(37), ['m'] = L(38), ['n'] = L(39), ['o'] = L(40), ['p'] = L(41),
	['q'] = L(42), ['r'] = L(43), ['s'] = L(44), ['t'] = L(45), ['u'] = L(46), ['v'] = L(47),
	['w'] = L(48), ['x'] = L(49), ['y'] = L(50), ['z'] = L(51), ['0'] = L(52), ['1'] = L(53),
	['2'] = L(54), ['3'] = L(55), ['4'] = L(56), ['5'] = L(57), ['6'] = L(58), ['7'] = L(59),
	['8'] = L(60), ['9'] = L(61), ['-'] = L(62), ['_'] = L(63),
};
#undef L

/* What IS_LETTER adds to the number of a group. */
#define ALL_LETTERS (IS_LETTER * ((1U << 18) + (1U << 12) + (1U << 6) + 1U))

/* Four letters as one number of 24 bits; false when one of them is none. */
static bool
read_group(const unsigned char *text, uint32_t *number)
{
	uint32_t first = letters[text[0]], second = letters[text[1]], third = letters[text[2]],
	         fourth = letters[text[3]];

	*number = (first << 18) + (second << 12) + (third << 6) + fourth - ALL_LETTERS;
	return (first & second & third & fourth) >= IS_LETTER;
}

bool
box_text_read(struct view text, uint8_t *box, size_t bytes)
{
	size_t rest = bytes % GROUP_BYTES, whole = bytes / GROUP_BYTES,
	       last = rest == 0 ? 0 : rest + 1; /* letters of the short group */
	const unsigned char *at = (const unsigned char *)text.ptr;
	unsigned char group[GROUP_LETTERS] = { 'A', 'A', 'A', 'A' };
	uint32_t number;
	bool good = true;

	if (text.len != whole * GROUP_LETTERS + last)
		return false;
	for (size_t i = 0; i < whole; i++, at += GROUP_LETTERS) {
		good &= read_group(at, &number);
		box[0] = (uint8_t)(number >> 16);
		box[1] = (uint8_t)(number >> 8);
		box[2] = (uint8_t)number;
		box += GROUP_BYTES;
	}
	if (rest > 0) {
		memcpy(group, at, last);
		good &= read_group(group, &number);
		for (size_t i = 0; i < rest; i++)
			box[i] = (uint8_t)(number >> (16 - 8 * i));
		good &= (number << (8 + 8 * rest)) == 0;
	}
	return good;
}
