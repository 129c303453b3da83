/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reads the fields of a form: include/form.h. Own code because libmicrohttpd's reader accepts multipart and has a
 * history of overreads (CVE-2023-27371), while the whole body is here already.
 */
#include "form.h"

#include <string.h>

#include "unicode.h"

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

#define EACH_BYTE(value) (UINT64_MAX / 255 * (uint64_t)(value))

/* Whether a byte of eight is zero (Warren, "Hacker's Delight", 6-1). */
static bool
has_zero(uint64_t eight)
{
	return ((eight - EACH_BYTE(1)) & ~eight & EACH_BYTE(0x80)) != 0;
}

/* Whether eight bytes stand for themselves; copies them. */
static bool
copy_plain(const char *coded, char *out)
{
	uint64_t eight;

	memcpy(&eight, coded, sizeof(eight));
	if ((eight & EACH_BYTE(0x80)) != 0 || has_zero(eight) || has_zero(eight ^ EACH_BYTE('%')) ||
	    has_zero(eight ^ EACH_BYTE('+')))
		return false;
	memcpy(out, &eight, sizeof(eight));
	return true;
}

/* Decodes into `out`, which has room for coded.len bytes: decoding never lengthens. */
static bool
decode(struct view coded, char *out, struct view *decoded)
{
	size_t len = 0;
	unsigned char bits = 0; /* of all bytes that were looked at one by one: ASCII needs no second look */

	for (size_t i = 0; i < coded.len; i++) {
		char c;

		while (i + sizeof(uint64_t) <= coded.len && copy_plain(coded.ptr + i, out + len)) {
			i += sizeof(uint64_t);
			len += sizeof(uint64_t);
		}
		if (i == coded.len)
			break;
		c = coded.ptr[i] == '+' ? ' ' : coded.ptr[i];

		if (c == '%') {
			int high = i + 2 < coded.len ? hex_value(coded.ptr[i + 1]) : -1;
			int low = i + 2 < coded.len ? hex_value(coded.ptr[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		}
		if (c == '\0')
			return false;
		bits |= (unsigned char)c;
		out[len++] = c;
	}
	*decoded = (struct view){ out, len };
	return bits < 0x80 || unicode_valid(*decoded);
}

static size_t
count_segments(struct view body)
{
	size_t count = 0;

	while (body.ptr != NULL)
		count += view_cut(&body, '&').len > 0;
	return count;
}

bool
form_parse(struct view body, struct arena *arena, struct form *form, struct error *err)
{
	size_t count = count_segments(body);
	char *text;

	*form = (struct form){ .fields = NULL };
	if (count > FORM_FIELDS_MAX)
		return fail(err, ERROR_FULL, "the form has more than %d fields", FORM_FIELDS_MAX);
	/* One more than there can be: a dropped field is read into the place of the next one. */
	form->fields = arena_array(arena, count + 1, sizeof(*form->fields));
	/* Every decoded byte goes where its coded one stood, so each text keeps a NUL behind it. */
	text = arena_alloc(arena, body.len + 1);
	for (struct view rest = body; rest.ptr != NULL;) {
		struct view value = view_cut(&rest, '&');
		struct view name = view_cut(&value, '=');
		struct form_field *field = &form->fields[form->count];

		if (value.ptr == NULL)
			value = (struct view){ body.ptr + body.len, 0 };
		if (!decode(name, text + (name.ptr - body.ptr), &field->name) ||
		    !decode(value, text + (value.ptr - body.ptr), &field->value))
			return fail(err, ERROR_INVALID, "the form is malformed");
		if (name.len > 0)
			form->count++;
	}
	return true;
}

struct view
form_value(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (view_is(form->fields[i].name, name))
			return form->fields[i].value;
	return (struct view){ NULL, 0 };
}
