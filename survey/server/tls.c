/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading the certificate and its key: tls.h.
 */
#include "tls.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 256 * 1024 }; /* bytes: a chain of certificates has some thousands */

/* The text of a file in memory that is locked and wiped; NULL and *err when it cannot be. */
static char *
read_locked(const char *path, bool secret, struct error *err)
{
	char *text = sodium_malloc(FILE_MOST), *result = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	size_t length = 0;
	ssize_t got = 1;

	if (text == NULL || fd < 0 || fstat(fd, &status) != 0) {
		fail_errno(err, "cannot open %s", path);
		goto out;
	}
	if (secret && (status.st_mode & (S_IRWXO | S_IWGRP | S_IXGRP)) != 0) {
		fail(err, ERROR_INVALID, "others can read or change the key in %s: chmod it to 600 or 640",
		     path);
		goto out;
	}
	while (got > 0 && length < FILE_MOST - 1) {
		got = read(fd, text + length, FILE_MOST - 1 - length);
		if (got > 0)
			length += (size_t)got;
		else if (got < 0 && errno == EINTR)
			got = 1;
	}
	if (got < 0) {
		fail_errno(err, "cannot read %s", path);
		goto out;
	}
	if (got > 0) {
		fail(err, ERROR_FULL, "%s is larger than %d bytes", path, FILE_MOST - 1);
		goto out;
	}
	text[length] = '\0';
	result = text;
	text = NULL;
out:
	if (fd >= 0)
		close(fd);
	sodium_free(text);
	return result;
}

bool
tls_read(const char *certificate, const char *key, struct tls *tls, struct error *err)
{
	*tls = (struct tls){ .certificate = read_locked(certificate, false, err) };
	if (tls->certificate != NULL)
		tls->key = read_locked(key, true, err);
	if (tls->key == NULL)
		tls_release(tls);
	return tls->key != NULL;
}

void
tls_release(struct tls *tls)
{
	sodium_free(tls->certificate);
	sodium_free(tls->key);
	*tls = (struct tls){ .certificate = NULL };
}
