/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fuzzes workbooks: the bytes as an archive, and an archive that is made of them, so that mutations get behind its checksums. In
 * the input, behind each line "%% NAME" stands the part NAME.
 *
 * Covers: survey/exchange/spreadsheet.c survey/core/archive.c survey/core/xml_tree.c
 */
#include "forms.h"

#include <zip.h>

enum { PARTS_MAX = 12, ARCHIVE_MAX = 1 << 20 };

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	fuzz_start();
	return 0;
}

static void
add_part(zip_t *archive, struct view name, struct view content)
{
	char text[64];
	zip_source_t *source = zip_source_buffer(archive, content.ptr, content.len, 0);

	MUST(source != NULL);
	snprintf(text, sizeof(text), "%.*s", (int)(name.len < 60 ? name.len : 60), name.ptr);
	if (zip_file_add(archive, text, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) < 0)
		zip_source_free(source);
}

/* Packs the parts; empty when they make no archive. */
static size_t
pack(struct view rest, char *bytes)
{
	zip_error_t why;
	zip_source_t *whole;
	zip_t *archive;
	zip_int64_t size = 0;

	zip_error_init(&why);
	whole = zip_source_buffer_create(NULL, 0, 0, &why);
	archive = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, &why);
	MUST(archive != NULL);
	zip_source_keep(whole);
	for (size_t i = 0; i < PARTS_MAX && view_starts(rest, "%% "); i++) {
		struct view name = fuzz_line(&rest), content = rest;
		const char *next = rest.len == 0 ? NULL : memmem(rest.ptr, rest.len, "\n%% ", 4);

		if (next != NULL)
			content.len = (size_t)(next - rest.ptr) + 1;
		rest.ptr += content.len;
		rest.len -= content.len;
		if (name.len > 3)
			add_part(archive, (struct view){ name.ptr + 3, name.len - 3 }, content);
	}
	if (zip_close(archive) != 0)
		zip_discard(archive);
	else if (zip_source_open(whole) == 0) {
		size = zip_source_read(whole, bytes, ARCHIVE_MAX);
		zip_source_close(whole);
	}
	zip_source_free(whole);
	zip_error_fini(&why);
	return size > 0 ? (size_t)size : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char bytes[ARCHIVE_MAX];

	fuzz_form(fuzz_view(data, size), "form.xlsx", false);
	fuzz_form((struct view){ bytes, pack(fuzz_view(data, size), bytes) }, "form.xlsx", false);
	return 0;
}
