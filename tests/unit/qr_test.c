/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of QR codes (include/qr.h): what is drawn is what libqrencode makes, square for square.
 */
#include "qr.h"

#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum { SIDE_MAX = 177 };

/* Paints the rectangles of a path; false when it has anything else. */
static bool
paint(struct view path, unsigned modules, bool *dark)
{
	const char *at = path.ptr;
	unsigned x, y, width, back;
	int used = 0;

	while (*at != '\0') {
		if (sscanf(at, "M%u %uh%uv1h-%uz%n", &x, &y, &width, &back, &used) != 4 || width != back ||
		    x + width > modules || y >= modules)
			return false;
		for (unsigned i = 0; i < width; i++)
			dark[y * modules + x + i] = true;
		at += used;
	}
	return true;
}

START_TEST(the_path_has_the_squares_of_the_code_and_no_others)
{
	static bool dark[SIDE_MAX * SIDE_MAX];
	static const char text[] = "https://vragen.example/nl/meeting";
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct view path;
	unsigned modules;

	ck_assert_ok(qr_path(view_of(text), &arena, &path, &modules, &err), &err);
	ck_assert_uint_eq(modules, (unsigned)code->width);
	ck_assert(paint(path, modules, dark));
	for (unsigned i = 0; i < modules * modules; i++)
		ck_assert_int_eq(dark[i], code->data[i] & 1);
	ck_assert(view_starts(path, "M0 0h7v1h-7z")); /* the edge of the first finder pattern */
	QRcode_free(code);
	arena_release(&arena);
}
END_TEST

START_TEST(a_text_that_is_too_long_empty_or_no_text_is_refused)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct view path;
	unsigned modules;
	char *text = calloc(4000, 1);

	memset(text, 'a', 3999);
	ck_assert(!qr_path((struct view){ text, 3999 }, &arena, &path, &modules, &err));
	ck_assert_int_eq(err.code, ERROR_FULL);
	err = ERROR_INIT;
	ck_assert(!qr_path(VIEW(""), &arena, &path, &modules, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	err = ERROR_INIT;
	ck_assert(!qr_path(VIEW("a\0b"), &arena, &path, &modules, &err));
	ck_assert_int_eq(err.code, ERROR_INVALID);
	ck_assert(qr_path((struct view){ text, 2000 }, &arena, &path, &modules, &err));
	free(text);
	arena_release(&arena);
}
END_TEST

UNIT_MAIN("qr", the_path_has_the_squares_of_the_code_and_no_others,
          a_text_that_is_too_long_empty_or_no_text_is_refused)
