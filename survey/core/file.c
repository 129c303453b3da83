/* SPDX-License-Identifier: EUPL-1.2
 *
 * Whole files, read and written: the file functions of include/text.h.
 */
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
buf_read_file(struct buf *buf, const char *path, size_t limit, struct error *err)
{
	bool good = false;
	char chunk[16384];
	size_t before = buf->len;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		if (errno == ENOENT)
			fail(err, ERROR_ABSENT, "%s does not exist", path);
		else
			fail_errno(err, "cannot open %s", path);
		goto out;
	}
	while ((got = read(fd, chunk, sizeof(chunk))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			fail_errno(err, "cannot read %s", path);
			goto out;
		}
		if (buf->len - before + (size_t)got > limit) {
			fail(err, ERROR_FULL, "%s is larger than %zu bytes", path, limit);
			goto out;
		}
		buf_add(buf, chunk, (size_t)got);
	}
	good = true;
out:
	explicit_bzero(chunk, sizeof(chunk));
	if (fd >= 0)
		close(fd);
	return good;
}

static bool
write_all(int fd, struct view content)
{
	while (content.len > 0) {
		ssize_t done = write(fd, content.ptr, content.len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		content.ptr += done;
		content.len -= (size_t)done;
	}
	return true;
}

bool
file_sync_name(const char *path)
{
	char *copy = xstrdup(path), *slash;
	size_t len = strlen(copy);
	bool good = false;
	int fd;

	while (len > 1 && copy[len - 1] == '/')
		copy[--len] = '\0';
	slash = strrchr(copy, '/');
	if (slash != NULL)
		slash[slash == copy ? 1 : 0] = '\0';
	fd = open(slash != NULL ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		good = fsync(fd) == 0;
		close(fd);
	}
	free(copy);
	return good;
}

bool
file_write(const char *path, struct view content, unsigned mode, bool replace, struct error *err)
{
	bool good = false;
	char temporary[PATH_MAX];
	int fd = -1;

	if (snprintf(temporary, sizeof(temporary), "%s.XXXXXX", path) >= (int)sizeof(temporary))
		return fail(err, ERROR_INVALID, "the path %.60s… is too long", path);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, "cannot write %s", path);
	if (fchmod(fd, mode) != 0 || !write_all(fd, content) || fsync(fd) != 0) {
		fail_errno(err, "cannot write %s", path);
		goto out;
	}
	if (replace ? rename(temporary, path) != 0 : link(temporary, path) != 0) {
		if (errno == EEXIST)
			fail(err, ERROR_INVALID, "%s exists already; it is never overwritten", path);
		else
			fail_errno(err, "cannot write %s", path);
		goto out;
	}
	if (!file_sync_name(path)) {
		fail_errno(err, "cannot write %s", path);
		goto out;
	}
	good = true;
out:
	close(fd);
	if (!good || !replace)
		unlink(temporary);
	return good;
}
