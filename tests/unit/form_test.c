/* SPDX-License-Identifier: EUPL-1.2
 *
 * Tests of include/form.h.
 */
#include "unit.h"

#include "form.h"

static struct arena arena;

static struct form
parsed(struct view body)
{
	struct error err = ERROR_INIT;
	struct form form;

	ck_assert_ok(form_parse(body, &arena, &form, &err), &err);
	return form;
}

static enum error_code
refused(struct view body)
{
	struct error err = ERROR_INIT;
	struct form form;

	ck_assert(!form_parse(body, &arena, &form, &err));
	return err.code;
}

START_TEST(fields_come_in_the_order_they_were_sent)
{
	struct form form = parsed(VIEW("b=2&a=1&b=3"));

	ck_assert_uint_eq(form.count, 3);
	ck_assert_view(form.fields[0].name, "b");
	ck_assert_view(form.fields[1].value, "1");
	ck_assert_view(form.fields[2].value, "3");
	ck_assert_view(form_value(&form, "b"), "2");
	ck_assert_ptr_null(form_value(&form, "c").ptr);
	arena_release(&arena);
}
END_TEST

START_TEST(plus_and_percent_are_decoded_in_names_and_values)
{
	struct form form = parsed(VIEW("een+naam=%63af%C3%a9+%2B%26%3D"));

	ck_assert_view(form.fields[0].name, "een naam");
	ck_assert_view(form.fields[0].value, "caf\xc3\xa9 +&=");
	arena_release(&arena);
}
END_TEST

START_TEST(only_the_first_equals_sign_separates)
{
	struct form form = parsed(VIEW("a=b=c&d"));

	ck_assert_view(form.fields[0].value, "b=c");
	ck_assert_view(form.fields[1].name, "d");
	ck_assert_view(form.fields[1].value, "");
	ck_assert_ptr_nonnull(form_value(&form, "d").ptr);
	arena_release(&arena);
}
END_TEST

START_TEST(empty_segments_and_empty_names_are_dropped)
{
	struct form form = parsed(VIEW("&&a=1&&=lost&"));

	ck_assert_uint_eq(form.count, 1);
	ck_assert_view(form.fields[0].name, "a");
	ck_assert_uint_eq(parsed(VIEW("")).count, 0);
	ck_assert_uint_eq(parsed(view_of(NULL)).count, 0);
	ck_assert_uint_eq(parsed(VIEW("=x")).count, 0);
	arena_release(&arena);
}
END_TEST

START_TEST(broken_escapes_are_refused)
{
	static const char *const broken[] = { "a=%",   "a=%4", "a=%4g", "a=%g4", "a=% 4",
		                              "a=%-1", "%=1",  "%zz=1", "=%zz" };

	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		ck_assert_int_eq(refused(view_of(broken[i])), ERROR_INVALID);
	arena_release(&arena);
}
END_TEST

START_TEST(an_escape_is_never_read_across_a_separator)
{
	ck_assert_int_eq(refused(VIEW("a=%4&1=b")), ERROR_INVALID);
	ck_assert_int_eq(refused(VIEW("a%4=1")), ERROR_INVALID);
	arena_release(&arena);
}
END_TEST

START_TEST(nul_and_broken_utf8_are_refused)
{
	ck_assert_int_eq(refused(VIEW("a=%00")), ERROR_INVALID);
	ck_assert_int_eq(refused(VIEW("a=x\0y")), ERROR_INVALID);
	ck_assert_int_eq(refused(VIEW("a=%ff")), ERROR_INVALID);
	ck_assert_int_eq(refused(VIEW("a=%C3")), ERROR_INVALID);
	ck_assert_int_eq(refused(VIEW("a=%ED%A0%80")), ERROR_INVALID);
	ck_assert_int_eq(refused(VIEW("%C3=1&%A9=2")), ERROR_INVALID);
	arena_release(&arena);
}
END_TEST

START_TEST(the_number_of_fields_is_bounded)
{
	struct buf body = BUF_INIT;

	for (int i = 0; i < FORM_FIELDS_MAX; i++)
		buf_add_text(&body, "a=1&");
	ck_assert_uint_eq(parsed(buf_view(&body)).count, FORM_FIELDS_MAX);
	buf_add_text(&body, "a");
	ck_assert_int_eq(refused(buf_view(&body)), ERROR_FULL);
	buf_release(&body);
	arena_release(&arena);
}
END_TEST

/* Every text of up to five of these characters: with a sanitizer this walks each edge of the parser. */
/* Bytes that stand for themselves are copied eight at a time. */
START_TEST(what_must_be_decoded_is_noticed_at_every_place)
{
	enum { LONG = 26 };
	static const struct {
		const char *coded, *decoded; /* NULL: refused */
	} cases[] = { { "+", " " },    { "%41", "A" },   { "%2B%25", "+%" },         { "%", NULL },
		      { "%00", NULL }, { "\xff", NULL }, { "\xc3\xa9", "\xc3\xa9" }, { "*", "*" },
		      { "-", "-" } };

	for (size_t c = 0; c < sizeof(cases) / sizeof(cases[0]); c++)
		for (size_t at = 0; at <= LONG; at++) {
			struct buf body = BUF_INIT, expected = BUF_INIT;
			struct error err = ERROR_INIT;
			struct form form;
			bool good;

			buf_printf(&body, "a=%.*s%s%.*s", (int)at, "abcdefghijklmnopqrstuvwxyzz",
			           cases[c].coded, (int)(LONG - at), "zyxwvutsrqponmlkjihgzzzzzz");
			buf_printf(&expected, "%.*s%s%.*s", (int)at, "abcdefghijklmnopqrstuvwxyzz",
			           cases[c].decoded == NULL ? "" : cases[c].decoded, (int)(LONG - at),
			           "zyxwvutsrqponmlkjihgzzzzzz");
			good = form_parse(buf_view(&body), &arena, &form, &err);
			ck_assert_msg(good == (cases[c].decoded != NULL), "%s", body.data);
			if (good)
				ck_assert_view(form_value(&form, "a"), expected.data);
			arena_release(&arena);
			buf_release(&body);
			buf_release(&expected);
		}
}
END_TEST

START_TEST(every_short_text_is_read_within_its_bounds)
{
	static const char alphabet[] = "a%4=&+\xc3";
	size_t letters = sizeof(alphabet) - 1, total = 1;

	for (size_t len = 0; len <= 5; len++, total *= letters) {
		for (size_t n = 0; n < total; n++) {
			char *text = xmalloc(len);
			struct error err = ERROR_INIT;
			struct form form;

			for (size_t i = 0, rest = n; i < len; i++, rest /= letters)
				text[i] = alphabet[rest % letters];
			if (form_parse((struct view){ text, len }, &arena, &form, &err))
				for (size_t i = 0; i < form.count; i++)
					ck_assert(form.fields[i].name.len > 0 &&
					          form.fields[i].value.ptr[form.fields[i].value.len] == '\0');
			free(text);
			arena_release(&arena);
		}
	}
}
END_TEST

UNIT_MAIN("form", fields_come_in_the_order_they_were_sent, plus_and_percent_are_decoded_in_names_and_values,
          only_the_first_equals_sign_separates, empty_segments_and_empty_names_are_dropped,
          broken_escapes_are_refused, an_escape_is_never_read_across_a_separator,
          nul_and_broken_utf8_are_refused, the_number_of_fields_is_bounded,
          what_must_be_decoded_is_noticed_at_every_place, every_short_text_is_read_within_its_bounds)
