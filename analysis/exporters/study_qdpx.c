/* SPDX-License-Identifier: EUPL-1.2
 *
 * The codebook, people's words and what they were tagged with, for programs of qualitative analysis: REFI-QDA 1.0, .qdpx,
 * a ZIP archive of project.qde and a text per source. There is a source per question, not per person. Positions count
 * code points; the end is not included.
 */
#include "study_exporter.h"

#include <stdlib.h>
#include <zip.h>

#include "refi.h"
#include "unicode.h"

#define BETWEEN "\n\n"

/* Time that the archive gives for its files: the first there is, so that the same content is the same bytes. */
enum { DOS_TIME = 0, DOS_DATE = 1 << 5 | 1 };

static struct view
source_name(const struct package_source *source, struct arena *arena)
{
	return arena_printf(arena, "%s: %.*s", mention_kind_name(source->kind), VIEW_ARGS(source->question));
}

static void
add_coding(struct xml *xml, const struct package_code *code, const char *selection, struct arena *arena)
{
	char guid[UUID_TEXT];

	refi_guid("coding", arena_printf(arena, "%s/%.*s", selection, VIEW_ARGS(code->id)), guid);
	xml_start(xml, "Coding");
	xml_attribute(xml, "guid", view_of(guid));
	refi_guid("code", code->id, guid);
	xml_start(xml, "CodeRef");
	xml_attribute(xml, "targetGUID", view_of(guid));
	xml_end(xml, "CodeRef");
	xml_end(xml, "Coding");
}

/* The passage from code point `from`; `number` tells equal passages apart. */
static void
add_selection(struct xml *xml, const struct package *package, const struct package_passage *passage,
              const char *source, size_t number, size_t from, struct arena *arena)
{
	char guid[UUID_TEXT];

	refi_guid("selection", arena_printf(arena, "%s/%zu/%.*s", source, number, VIEW_ARGS(passage->text)),
	          guid);
	xml_start(xml, "PlainTextSelection");
	xml_attribute(xml, "guid", view_of(guid));
	xml_attribute(xml, "startPosition", arena_printf(arena, "%zu", from));
	xml_attribute(xml, "endPosition", arena_printf(arena, "%zu", from + unicode_length(passage->text)));
	for (size_t i = 0; i < passage->code_count; i++)
		add_coding(xml, &package->codes[passage->codes[i]], guid, arena);
	xml_end(xml, "PlainTextSelection");
}

static void
add_source(struct xml *xml, const struct package *package, const struct package_source *source,
           struct arena *arena)
{
	struct view name = source_name(source, arena);
	char guid[UUID_TEXT];
	size_t at = 0;

	refi_guid("source", name, guid);
	xml_start(xml, "TextSource");
	xml_attribute(xml, "guid", view_of(guid));
	xml_attribute(xml, "name", name);
	xml_attribute(xml, "plainTextPath", arena_printf(arena, "internal://%s.txt", guid));
	xml_element(xml, "Description", source->title);
	for (size_t i = 0; i < source->passage_count; i++) {
		const struct package_passage *passage = &source->passages[i];

		if (passage->code_count > 0)
			add_selection(xml, package, passage, guid, i, at, arena);
		at += unicode_length(passage->text) + sizeof(BETWEEN) - 1;
	}
	xml_end(xml, "TextSource");
}

static void
add_project(const struct package *package, struct buf *out, struct arena *arena)
{
	struct xml xml;

	xml_begin(&xml, out);
	xml_start(&xml, "Project");
	xml_attribute(&xml, "xmlns", VIEW("urn:QDA-XML:project:1.0"));
	xml_attribute(&xml, "name", package->settings.internal ? VIEW("INTERNAL") : VIEW("Survey"));
	xml_attribute(&xml, "origin", VIEW(REFI_ORIGIN));
	if (package->code_count > 0) {
		xml_start(&xml, "CodeBook");
		refi_codes(&xml, package);
		xml_end(&xml, "CodeBook");
	}
	if (package->source_count > 0) {
		xml_start(&xml, "Sources");
		for (size_t i = 0; i < package->source_count; i++)
			add_source(&xml, package, &package->sources[i], arena);
		xml_end(&xml, "Sources");
	}
	xml_element(&xml, "Description", package->notice);
	xml_end(&xml, "Project");
}

/* ---- The archive ----------------------------------------------------------------------------------------- */

static bool
add_file(zip_t *archive, const char *name, struct view content, struct error *err)
{
	zip_source_t *source = zip_source_buffer(archive, content.ptr, content.len, 0);
	zip_int64_t place = source == NULL ? -1 : zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);

	if (source != NULL && place < 0)
		zip_source_free(source);
	if (place < 0 || zip_file_set_dostime(archive, (zip_uint64_t)place, DOS_TIME, DOS_DATE, 0) != 0 ||
	    zip_file_set_external_attributes(archive, (zip_uint64_t)place, 0, ZIP_OPSYS_DOS, 0) != 0)
		return fail(err, ERROR_SYSTEM, "cannot write the archive: %s", zip_strerror(archive));
	return true;
}

/* `texts` must stay until the archive is closed. */
static bool
add_files(zip_t *archive, const struct package *package, struct buf *texts, struct buf *project,
          struct error *err)
{
	struct arena arena = ARENA_INIT;
	bool good;

	add_project(package, project, &arena);
	good = add_file(archive, "project.qde", buf_view(project), err);
	for (size_t s = 0; good && s < package->source_count; s++) {
		const struct package_source *source = &package->sources[s];
		char guid[UUID_TEXT];

		for (size_t i = 0; i < source->passage_count; i++) {
			buf_add_text(&texts[s], i > 0 ? BETWEEN : "");
			buf_add_view(&texts[s], source->passages[i].text);
		}
		refi_guid("source", source_name(source, &arena), guid);
		good = add_file(archive, arena_printf(&arena, "sources/%s.txt", guid).ptr,
		                buf_view(&texts[s]), err);
	}
	arena_release(&arena);
	return good;
}

static bool
take_bytes(zip_source_t *archive, struct buf *out, struct error *err)
{
	zip_stat_t status;
	char chunk[8192];
	zip_int64_t got = -1;

	if (zip_source_stat(archive, &status) == 0 && zip_source_open(archive) == 0) {
		while ((got = zip_source_read(archive, chunk, sizeof(chunk))) > 0)
			buf_add(out, chunk, (size_t)got);
		zip_source_close(archive);
	}
	return got == 0 || fail(err, ERROR_SYSTEM, "cannot read the archive");
}

/* The archive is made in memory: what is in it never is in a file of another name. */
static bool
qdpx_write(const struct package *package, const struct study_exporter_settings *settings, struct buf *out,
           struct buf *warnings, struct error *err)
{
	struct buf *texts = xcalloc(package->source_count, sizeof(*texts)), project = BUF_INIT;
	zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *archive = NULL;
	bool good = false;

	(void)settings, (void)warnings;
	if (memory == NULL) {
		fail(err, ERROR_SYSTEM, "cannot make an archive");
		goto out;
	}
	zip_source_keep(memory);
	archive = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	if (archive == NULL) {
		fail(err, ERROR_SYSTEM, "cannot make an archive");
		zip_source_free(memory);
		goto out;
	}
	if (!add_files(archive, package, texts, &project, err))
		goto out;
	if (zip_close(archive) != 0) {
		fail(err, ERROR_SYSTEM, "cannot write the archive: %s", zip_strerror(archive));
		goto out;
	}
	archive = NULL;
	good = take_bytes(memory, out, err);
out:
	if (archive != NULL)
		zip_discard(archive);
	zip_source_free(memory);
	for (size_t s = 0; s < package->source_count; s++)
		buf_wipe(&texts[s]);
	free(texts);
	buf_wipe(&project);
	return good;
}

const struct study_exporter study_exporter_qdpx = { .name = "qdpx",
	                                            .without_tables = true,
	                                            .write = qdpx_write };
