/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading archives: archive.h.
 */
#include "archive.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct archive {
	zip_t *zip;
	const char *what;
	size_t total; /* bytes unpacked so far */
};

bool
archive_open(struct view bytes, const char *what, struct archive **archive, struct error *err)
{
	zip_error_t why;
	zip_source_t *source;
	zip_t *zip = NULL;
	bool good = false;

	*archive = NULL;
	zip_error_init(&why);
	source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &why);
	if (source != NULL)
		zip = zip_open_from_source(source, ZIP_RDONLY, &why);
	if (zip == NULL) {
		fail(err, ERROR_INVALID, "this is no %s: %s", what, zip_error_strerror(&why));
		zip_source_free(source);
		goto out;
	}
	if (zip_get_num_entries(zip, 0) > ARCHIVE_PARTS_MAX) {
		fail(err, ERROR_FULL, "this archive has more than %d parts; that is no %s", ARCHIVE_PARTS_MAX,
		     what);
		zip_discard(zip);
		goto out;
	}
	*archive = xcalloc(1, sizeof(**archive));
	(*archive)->zip = zip;
	(*archive)->what = what;
	good = true;
out:
	zip_error_fini(&why);
	return good;
}

void
archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	zip_discard(archive->zip);
	free(archive);
}

bool
archive_has(const struct archive *archive, const char *name)
{
	return zip_name_locate(archive->zip, name, 0) >= 0;
}

const char *
archive_only(const struct archive *archive, const char *ending)
{
	zip_int64_t count = zip_get_num_entries(archive->zip, 0);
	const char *only = NULL;
	size_t found = 0, len = strlen(ending);

	for (zip_int64_t i = 0; i < count; i++) {
		const char *name = zip_get_name(archive->zip, (zip_uint64_t)i, 0);
		size_t name_len = name == NULL ? 0 : strlen(name);

		if (name_len <= len || strcmp(name + name_len - len, ending) != 0 ||
		    strchr(name, '/') != NULL)
			continue;
		only = name;
		found++;
	}
	return found == 1 ? only : NULL;
}

static bool
check_part(const struct archive *archive, const zip_stat_t *about, const char *name, struct error *err)
{
	if ((about->valid & (ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) != (ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE))
		return fail(err, ERROR_INVALID, "%s in this %s has no size", name, archive->what);
	if (about->size > ARCHIVE_PART_MAX || about->size > ARCHIVE_TOTAL_MAX - archive->total)
		return fail(err, ERROR_FULL, "%s in this %s is too large", name, archive->what);
	if (about->size > 1 << 20 && about->size / ARCHIVE_RATIO_MAX > about->comp_size)
		return fail(err, ERROR_INVALID,
		            "%s in this %s unpacks to more than %d times its size; it is none", name,
		            archive->what, ARCHIVE_RATIO_MAX);
	return true;
}

bool
archive_read(struct archive *archive, const char *name, struct buf *bytes, struct error *err)
{
	zip_file_t *file = NULL;
	zip_stat_t about;
	char chunk[16384];
	zip_int64_t got;
	size_t before = bytes->len;
	bool good = false;

	if (zip_stat(archive->zip, name, 0, &about) != 0)
		return fail(err, ERROR_ABSENT, "there is no %s in this %s", name, archive->what);
	if (!check_part(archive, &about, name, err))
		return false;
	file = zip_fopen(archive->zip, name, 0);
	if (file == NULL) {
		fail(err, ERROR_INVALID, "%s in this %s cannot be unpacked (a password?)", name,
		     archive->what);
		goto out;
	}
	while ((got = zip_fread(file, chunk, sizeof(chunk))) > 0) {
		if (bytes->len - before + (size_t)got > about.size) {
			fail(err, ERROR_INVALID, "%s in this %s is larger than it says", name, archive->what);
			goto out;
		}
		buf_add(bytes, chunk, (size_t)got);
	}
	archive->total += bytes->len - before;
	good = got == 0 || fail(err, ERROR_INVALID, "%s in this %s is damaged", name, archive->what);
out:
	if (file != NULL)
		zip_fclose(file);
	return good;
}
