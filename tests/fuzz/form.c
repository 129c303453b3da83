/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes the fields of a form as they come over the network, and what becomes of a text that was typed.
 *
 * Covers: survey/web/form.c survey/core/unicode.c
 */
#include "fuzz.h"

#include "form.h"
#include "unicode.h"

static void
add_coded(struct buf *out, struct view text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_printf(out, "%%%02x", (unsigned)(unsigned char)text.ptr[i]);
}

/* Fields written out again are read as the same fields. */
static void
check_again(const struct form *form, struct arena *arena)
{
	struct form again;
	struct buf coded = BUF_INIT;

	for (size_t i = 0; i < form->count; i++) {
		if (i > 0)
			buf_add_char(&coded, '&');
		add_coded(&coded, form->fields[i].name);
		buf_add_char(&coded, '=');
		add_coded(&coded, form->fields[i].value);
	}
	MUST(form_parse(buf_view(&coded), arena, &again, NULL));
	MUST(again.count == form->count);
	for (size_t i = 0; i < form->count; i++) {
		MUST(view_equal(again.fields[i].name, form->fields[i].name));
		MUST(view_equal(again.fields[i].value, form->fields[i].value));
	}
	buf_release(&coded);
}

static void
check_value(struct view value, struct arena *arena)
{
	struct view canonical, twice;

	MUST(unicode_valid(value) && memchr(value.ptr, '\0', value.len + 1) == value.ptr + value.len);
	MUST(unicode_length(value) <= value.len);
	if (!unicode_canonical(value, arena, &canonical))
		return;
	MUST(unicode_valid(canonical) && memchr(canonical.ptr, '\r', canonical.len) == NULL);
	MUST(unicode_canonical(canonical, arena, &twice) && view_equal(canonical, twice));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct form form;

	if (form_parse(fuzz_view(data, size), &arena, &form, &err)) {
		MUST(form.count <= FORM_FIELDS_MAX && err.code == ERROR_NONE);
		for (size_t i = 0; i < form.count; i++) {
			MUST(form.fields[i].name.len > 0);
			MUST(form_value(&form, form.fields[i].name.ptr).ptr != NULL);
			check_value(form.fields[i].value, &arena);
		}
		check_again(&form, &arena);
	} else {
		MUST(err.code == ERROR_INVALID || err.code == ERROR_FULL);
	}
	arena_release(&arena);
	return 0;
}
